// SPDX-License-Identifier: Apache-2.0

//! From 12-second to 6-second blocks: deadlines that are counted in blocks of this chain.
//!
//! Nearly every duration is counted in relay-chain blocks, and needs no migration. Four pallets of the SDK know only blocks of
//! this chain. They store the deadlines of motions of the technical committee, of safe mode, of usernames, and of the aliases
//! that accounts admit for XCM. After the upgrade blocks come twice as often. So the migration doubles the remaining blocks of
//! each stored deadline, and the deadline passes at the promised time. `runtime/tests/it/upgrade/block_numbers.rs` checks that
//! no other deadline is stored.
//!
//! ```text
//! deadline' = n + FACTOR · (deadline - n)     n: the last block before the upgrade
//! ```
//!
//! A deadline that has passed stays. Block numbers that are no deadlines stay too: the timepoints of multisigs, and the block
//! that a collator has authored last. The collator has the new number of blocks from there, which is at most one threshold
//! more.

#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod checks;
mod users;

pub use users::{AuthorizedAliases, UserDeadlines};

use crate::{
	configs::governance::TechnicalCollective, constants::time::SLOT_DURATION_MS,
	pace::SYNC_BACKING, AccountId, BlockNumber, Hash, Runtime, System, VERSION,
};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use frame_support::{
	storage_alias,
	traits::{Get, OnRuntimeUpgrade},
	weights::Weight,
	Identity,
};
use pallet_safe_mode::EnteredUntil;

/// Time between blocks before this release, in milliseconds.
const SLOT_DURATION_BEFORE_MS: u64 = SYNC_BACKING.slot_duration_ms;
/// The first spec version with 6-second blocks.
const FIRST_SPEC_VERSION: u32 = 1_000_000;
/// Blocks of this release in the time of one block of the release before.
const FACTOR: u64 = SLOT_DURATION_BEFORE_MS / SLOT_DURATION_MS;

type DbWeight = <Runtime as frame_system::Config>::DbWeight;

/// A motion of the technical committee: `pallet_collective` keeps the fields of its own type private.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Votes {
	index: u32,
	threshold: u32,
	ayes: Vec<AccountId>,
	nays: Vec<AccountId>,
	/// The block from which on the motion can be closed, however many have voted.
	pub end: BlockNumber,
}

/// The motions that are open.
#[storage_alias]
pub type Voting = StorageMap<TechnicalCommittee, Identity, Hash, Votes>;

/// The last block before the upgrade. Present until [`UserDeadlines`] has migrated all entries.
#[storage_alias]
type Upgraded = StorageValue<BlockTimeMigration, BlockNumber>;

/// The deadline, with [`FACTOR`] times as many blocks between `now` and it.
fn stretched(deadline: BlockNumber, now: BlockNumber) -> BlockNumber {
	// Saturates where the chain's last possible block is nearer than the deadline.
	stretched_long(deadline.into(), now).try_into().unwrap_or(BlockNumber::MAX)
}

/// [`stretched`] for deadlines that users choose. They may lie beyond the chain's last possible block.
fn stretched_long(deadline: u64, now: BlockNumber) -> u64 {
	let now = u64::from(now);
	match deadline.checked_sub(now) {
		Some(left) => now.saturating_add(left.saturating_mul(FACTOR)),
		None => deadline,
	}
}

/// Whether this upgrade changes the block time: the release before had 12-second blocks, and this one has 6-second blocks.
/// While migrations run, the state still has the version of the release before.
fn changes_block_time() -> bool {
	VERSION.spec_version >= FIRST_SPEC_VERSION
		&& System::last_runtime_upgrade_spec_version() < FIRST_SPEC_VERSION
}

/// Stretches the deadlines of motions and of safe mode, and marks the block for [`UserDeadlines`], which comes next.
pub struct Deadlines;

impl OnRuntimeUpgrade for Deadlines {
	fn on_runtime_upgrade() -> Weight {
		if !changes_block_time() {
			return DbWeight::get().reads(1);
		}
		let now = System::block_number();
		let mut motions = 0;
		// At most `MaxProposals`.
		Voting::translate_values(|votes: Votes| {
			motions += 1;
			Some(Votes { end: stretched(votes.end, now), ..votes })
		});
		EnteredUntil::<Runtime>::mutate_extant(|until| *until = stretched(*until, now));
		Upgraded::put(now);
		weight_of(motions)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<Vec<u8>, sp_runtime::TryRuntimeError> {
		Ok(checks::Promises::of_governance().encode())
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(before: Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		let before = checks::Promises::decode(&mut &before[..]).map_err(|_| UNREADABLE)?;
		Ok(before.are_kept(&checks::Promises::of_governance())?)
	}
}

#[cfg(feature = "try-runtime")]
const UNREADABLE: &str = "what was read before the migration can't be decoded";

/// Bytes of proof for the nodes of the trie on the way to a value, as the SDK's benchmarks count them for a map.
const TRIE_BYTES: u64 = 2_475;

/// The weight of [`Deadlines`] with this many motions. Of each the key is looked for, and the value is read and written.
fn weight_of(motions: u64) -> Weight {
	let members: u32 =
		<Runtime as pallet_collective::Config<TechnicalCollective>>::MaxMembers::get();
	// A key of 80 bytes, a few numbers, and an account of each member at most once among the votes.
	let motion_bytes = 80 + 16 + 32 * u64::from(members);
	// Read: the version, the block number, safe mode, the end of the map. Written: safe mode, the marker.
	let (reads, writes) = (4, 2);
	DbWeight::get()
		.reads_writes(reads + 2 * motions, writes + motions)
		.saturating_add(Weight::from_parts(0, (motions + reads) * (motion_bytes + TRIE_BYTES)))
}
