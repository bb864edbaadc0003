// SPDX-License-Identifier: Apache-2.0

//! Deadlines that are stored in numbers of blocks of this chain.
//!
//! Nearly every duration is counted in relay-chain blocks. Five pallets of the SDK know only blocks of this chain. They store
//! the deadlines of motions of the technical committee, of safe mode, of usernames, and of the aliases that accounts admit for
//! XCM, and the block that a collator has authored last. Where blocks begin to come at another rate, these numbers are moved, so
//! that each deadline passes at the promised time. `runtime/tests/it/upgrade/block_numbers.rs` checks that no other deadline is
//! stored.
//!
//! Two changes move them: the upgrade from 12-second to 6-second blocks ([`crate::migrations::block_time`]), and a decision on
//! the number of blocks in a slot ([`OwnBlocks`]). [`Stretch`] has the formulas.

mod users;

pub use users::{move_next, weight_of_an_entry, AuthorizedAliases, Place};

use crate::{
	configs::governance::TechnicalCollective, constants::collators::MAX_CANDIDATES, AccountId,
	BlockNumber, Hash, Runtime,
};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use frame_support::{
	storage_alias,
	traits::Get,
	weights::{Weight, WeightMeter},
	Identity,
};
use pallet_block_rate::{Deadlines, Stretch};
use pallet_collator_selection::{CandidateList, LastAuthoredBlock};
use pallet_safe_mode::EnteredUntil;

type DbWeight = <Runtime as frame_system::Config>::DbWeight;

/// Bytes of proof for the nodes of the trie on the way to a value, as the SDK's benchmarks count them for a map.
pub const TRIE_BYTES: u64 = 2_475;

/// A motion of the technical committee: `pallet_collective` keeps the fields of its own type private.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Votes {
	pub(crate) index: u32,
	pub(crate) threshold: u32,
	pub(crate) ayes: Vec<AccountId>,
	pub(crate) nays: Vec<AccountId>,
	/// The block from which on the motion can be closed, however many have voted.
	pub end: BlockNumber,
}

/// The motions that are open.
#[storage_alias]
pub type Voting = StorageMap<TechnicalCommittee, Identity, Hash, Votes>;

/// The deadline after the change. It saturates where the chain's last possible block is nearer than the deadline.
fn moved(deadline: BlockNumber, stretch: &Stretch) -> BlockNumber {
	stretch.deadline(deadline.into()).try_into().unwrap_or(BlockNumber::MAX)
}

/// Moves the deadlines of motions and of safe mode. Returns the weight.
pub fn move_governance(stretch: &Stretch) -> Weight {
	let mut motions = 0;
	// At most `MaxProposals`.
	Voting::translate_values(|votes: Votes| {
		motions += 1;
		Some(Votes { end: moved(votes.end, stretch), ..votes })
	});
	EnteredUntil::<Runtime>::mutate_extant(|until| *until = moved(*until, stretch));
	weight_of_governance(motions)
}

/// Bytes of proof for a motion: a key of 80 bytes, a few numbers, and an account of each member at most once among the votes.
fn motion_bytes() -> u64 {
	let members: u32 =
		<Runtime as pallet_collective::Config<TechnicalCollective>>::MaxMembers::get();
	80 + 16 + 32 * u64::from(members) + TRIE_BYTES
}

/// The weight of [`move_governance`] with this many motions. Of each the key is looked for, and the value is read and written.
fn weight_of_governance(motions: u64) -> Weight {
	// Read: safe mode, the end of the map. Written: safe mode.
	let (reads, writes) = (2, 1);
	DbWeight::get()
		.reads_writes(reads + 2 * motions, writes + motions)
		.saturating_add(Weight::from_parts(0, (motions + reads) * motion_bytes()))
}

/// The weight of reading so many values that are no larger than a motion.
pub fn weight_of_reads(reads: u64) -> Weight {
	DbWeight::get()
		.reads(reads)
		.saturating_add(Weight::from_parts(0, reads.saturating_mul(motion_bytes())))
}

/// Moves the last blocks of candidates, from which the pallet counts how long a candidate has been idle. Returns the weight.
///
/// Nobody counts from the last blocks of others.
fn move_candidates(stretch: &Stretch) -> Weight {
	let candidates = CandidateList::<Runtime>::get();
	for candidate in &candidates {
		LastAuthoredBlock::<Runtime>::mutate_exists(&candidate.who, |last| {
			if let Some(last) = last {
				*last = stretch.start((*last).into()).try_into().unwrap_or(BlockNumber::MAX);
			}
		});
	}
	let count = candidates.len() as u64;
	// An account and a bond in the list, an account and a number in the map.
	let bytes = u64::from(MAX_CANDIDATES) * (32 + 16) + TRIE_BYTES + count * (40 + 4 + TRIE_BYTES);
	DbWeight::get()
		.reads_writes(1 + count, count)
		.saturating_add(Weight::from_parts(0, bytes))
}

/// The deadlines in blocks of this chain, for a change of the number of blocks in a slot.
pub struct OwnBlocks;

impl Deadlines for OwnBlocks {
	type Place = Place;

	fn begin(stretch: &Stretch) -> Weight {
		move_governance(stretch).saturating_add(move_candidates(stretch))
	}

	fn step(stretch: &Stretch, mut place: Option<Place>, meter: &mut WeightMeter) -> Option<Place> {
		let required = weight_of_an_entry();
		loop {
			place = move_next(place, stretch);
			meter.consume(required);
			if place.is_none() || !meter.can_consume(required) {
				return place;
			}
		}
	}
}
