// SPDX-License-Identifier: Apache-2.0

//! Deadlines that users make. Their number has no bound, so that the migration takes several blocks.

use super::{stretched, stretched_long, DbWeight, Upgraded, TRIE_BYTES};
use crate::{BlockNumber, Runtime};
use alloc::boxed::Box;
use codec::{Decode, Encode, FullCodec, MaxEncodedLen};
use frame_support::{
	migrations::{SteppedMigration, SteppedMigrationError},
	storage_alias,
	weights::{Weight, WeightMeter},
	Blake2_128Concat, BoundedVec, IterableStorageMap,
};
use pallet_identity::{PendingUsernames, UnbindingUsernames, WeightInfo as _};
use pallet_xcm::{AuthorizedAliasesEntry, MaxAuthorizedAliases};
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

/// The cursor of [`UserDeadlines`]: the map, and the key of the entry that was migrated last. Without a key the map has not
/// been begun.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen)]
pub enum Place {
	/// In the map of offered names.
	Pending(Option<Username>),
	/// In the map of names that are being taken away.
	Unbinding(Option<Username>),
	/// In the map of authorized aliases.
	Aliases(Option<Box<VersionedLocation>>),
}

/// Stretches the deadlines of usernames that are offered or taken away, and of authorized aliases.
pub struct UserDeadlines;

impl SteppedMigration for UserDeadlines {
	type Cursor = Place;
	type Identifier = [u8; 23];

	fn id() -> Self::Identifier {
		*b"outrider/user-deadlines"
	}

	fn step(
		mut place: Option<Place>,
		meter: &mut WeightMeter,
	) -> Result<Option<Place>, SteppedMigrationError> {
		let required = Self::weight_of_an_entry();
		if !meter.can_consume(required) {
			return Err(SteppedMigrationError::InsufficientWeight { required });
		}
		while meter.try_consume(required).is_ok() {
			let Some(upgraded) = Upgraded::get() else { return Ok(None) };
			place = Self::next(place.unwrap_or(Place::Pending(None)), upgraded);
			if place.is_none() {
				Upgraded::kill();
				return Ok(None);
			}
		}
		Ok(place)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<alloc::vec::Vec<u8>, sp_runtime::TryRuntimeError> {
		Ok(super::checks::Promises::of_users().encode())
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(before: alloc::vec::Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		use super::{checks::Promises, UNREADABLE};
		let before = Promises::decode(&mut &before[..]).map_err(|_| UNREADABLE)?;
		Ok(before.are_kept(&Promises::of_users())?)
	}
}

impl UserDeadlines {
	/// The weight of one entry of any of the maps. The marker is read, the key is looked for, the entry is read and written.
	fn weight_of_an_entry() -> Weight {
		let name =
			<Runtime as pallet_identity::Config>::WeightInfo::migration_v2_pending_username_step();
		let aliasers_bytes = VersionedLocation::max_encoded_len() + Aliasers::max_encoded_len();
		let aliasers = Weight::from_parts(0, aliasers_bytes as u64 + 2 * TRIE_BYTES);
		name.max(aliasers).saturating_add(DbWeight::get().reads_writes(3, 1))
	}

	/// Migrates the entry after `place`, and returns its place. `None` after the last entry.
	fn next(place: Place, upgraded: BlockNumber) -> Option<Place> {
		let place = match place {
			Place::Pending(name) => match first_after::<PendingUsernames<Runtime>, _, _>(name) {
				Some((name, (account, deadline, provider))) => {
					let offer = (account, stretched(deadline, upgraded), provider);
					PendingUsernames::<Runtime>::insert(&name, offer);
					Place::Pending(Some(name))
				},
				None => Place::Unbinding(None),
			},
			Place::Unbinding(name) => {
				match first_after::<UnbindingUsernames<Runtime>, _, _>(name) {
					Some((name, deadline)) => {
						UnbindingUsernames::<Runtime>::insert(&name, stretched(deadline, upgraded));
						Place::Unbinding(Some(name))
					},
					None => Place::Aliases(None),
				}
			},
			Place::Aliases(account) => {
				let account = account.map(|account| *account);
				let (account, mut entry) = first_after::<AuthorizedAliases, _, _>(account)?;
				for deadline in entry.aliasers.iter_mut().filter_map(|alias| alias.expiry.as_mut())
				{
					*deadline = stretched_long(*deadline, upgraded);
				}
				AuthorizedAliases::insert(&account, entry);
				Place::Aliases(Some(Box::new(account)))
			},
		};
		Some(place)
	}
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
