// SPDX-License-Identifier: Apache-2.0

//! Deadlines that users make. Their number has no bound, so that moving them takes several blocks.

use super::{moved, DbWeight, TRIE_BYTES};
use crate::Runtime;
use alloc::boxed::Box;
use codec::{Decode, DecodeWithMemTracking, Encode, FullCodec, MaxEncodedLen};
use frame_support::{
	storage_alias, weights::Weight, Blake2_128Concat, BoundedVec, IterableStorageMap,
};
use pallet_block_rate::Stretch;
use pallet_identity::{PendingUsernames, UnbindingUsernames, WeightInfo as _};
use pallet_xcm::{AuthorizedAliasesEntry, MaxAuthorizedAliases};
use scale_info::TypeInfo;
use xcm::VersionedLocation;

/// A name, as a key.
type Username = BoundedVec<u8, <Runtime as pallet_identity::Config>::MaxUsernameLength>;

/// The accounts that may act under an account, and its deposit for the list.
type Aliasers = AuthorizedAliasesEntry<
	<Runtime as pallet_xcm::Config>::AuthorizedAliasConsideration,
	MaxAuthorizedAliases,
>;

/// The accounts that may act under each account. The map of `pallet_xcm` is private.
#[storage_alias]
pub type AuthorizedAliases = StorageMap<PolkadotXcm, Blake2_128Concat, VersionedLocation, Aliasers>;

/// A place among the deadlines: the map, and the key of the entry that was moved last. Without a key the map has not been
/// begun.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Place {
	/// In the map of offered names.
	Pending(Option<Username>),
	/// In the map of names that are being taken away.
	Unbinding(Option<Username>),
	/// In the map of authorized aliases.
	Aliases(Option<Box<VersionedLocation>>),
}

/// The weight of one entry of any of the maps. A marker is read, the key is looked for, the entry is read and written.
pub fn weight_of_an_entry() -> Weight {
	let name =
		<Runtime as pallet_identity::Config>::WeightInfo::migration_v2_pending_username_step();
	let aliasers_bytes = VersionedLocation::max_encoded_len() + Aliasers::max_encoded_len();
	let aliasers = Weight::from_parts(0, aliasers_bytes as u64 + 2 * TRIE_BYTES);
	name.max(aliasers).saturating_add(DbWeight::get().reads_writes(3, 1))
}

/// Moves the entry after `place`, the first one without a place. Returns its place, and nothing after the last entry.
pub fn move_next(place: Option<Place>, stretch: &Stretch) -> Option<Place> {
	let place = match place.unwrap_or(Place::Pending(None)) {
		Place::Pending(name) => match first_after::<PendingUsernames<Runtime>, _, _>(name) {
			Some((name, (account, deadline, provider))) => {
				let offer = (account, moved(deadline, stretch), provider);
				PendingUsernames::<Runtime>::insert(&name, offer);
				Place::Pending(Some(name))
			},
			None => Place::Unbinding(None),
		},
		Place::Unbinding(name) => match first_after::<UnbindingUsernames<Runtime>, _, _>(name) {
			Some((name, deadline)) => {
				UnbindingUsernames::<Runtime>::insert(&name, moved(deadline, stretch));
				Place::Unbinding(Some(name))
			},
			None => Place::Aliases(None),
		},
		Place::Aliases(account) => {
			let account = account.map(|account| *account);
			let (account, mut entry) = first_after::<AuthorizedAliases, _, _>(account)?;
			for deadline in entry.aliasers.iter_mut().filter_map(|alias| alias.expiry.as_mut()) {
				*deadline = stretch.deadline(*deadline);
			}
			AuthorizedAliases::insert(&account, entry);
			Place::Aliases(Some(Box::new(account)))
		},
	};
	Some(place)
}

/// The first entry of a map, or the first one after `key`.
fn first_after<Map, Key, Value>(key: Option<Key>) -> Option<(Key, Value)>
where
	Map: IterableStorageMap<Key, Value>,
	Key: FullCodec,
	Value: FullCodec,
{
	match key {
		Some(key) => Map::iter_from(Map::hashed_key_for(key)).next(),
		None => Map::iter().next(),
	}
}
