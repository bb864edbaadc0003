// SPDX-License-Identifier: Apache-2.0

//! From 12-second to 6-second blocks: deadlines that are counted in blocks of this chain.
//!
//! After the upgrade blocks come twice as often. So the migration doubles the remaining blocks of each stored deadline, and the
//! deadline passes at the promised time. [`crate::deadlines`] knows which deadlines there are.
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

pub use crate::deadlines::AuthorizedAliases;

use crate::{
	constants::time::SLOT_DURATION_MS,
	deadlines::{move_governance, move_next, weight_of_an_entry, weight_of_reads, Place},
	pace::SYNC_BACKING,
	BlockNumber, Runtime, System, VERSION,
};
use frame_support::{
	migrations::{SteppedMigration, SteppedMigrationError},
	storage_alias,
	traits::OnRuntimeUpgrade,
	weights::{Weight, WeightMeter},
};
use pallet_block_rate::Stretch;
#[cfg(feature = "try-runtime")]
use {
	alloc::vec::Vec,
	codec::{Decode, Encode},
};

/// Time between blocks before this release, in milliseconds.
const SLOT_DURATION_BEFORE_MS: u64 = SYNC_BACKING.slot_duration_ms;
/// The first spec version with 6-second blocks.
const FIRST_SPEC_VERSION: u32 = 1_000_000;
/// Blocks of this release in the time of one block of the release before.
const FACTOR: u32 = (SLOT_DURATION_BEFORE_MS / SLOT_DURATION_MS) as u32;

type DbWeight = <Runtime as frame_system::Config>::DbWeight;

/// The last block before the upgrade. Present until [`UserDeadlines`] has migrated all entries.
#[storage_alias]
type Upgraded = StorageValue<BlockTimeMigration, BlockNumber>;

/// What the upgrade does to numbers of blocks, with `upgraded` as the last block before it.
fn stretch(upgraded: BlockNumber) -> Stretch {
	Stretch { around: upgraded.into(), from: 1, to: FACTOR }
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
		let weight = move_governance(&stretch(now));
		Upgraded::put(now);
		// The version and the block number are read besides, and the marker is written.
		weight
			.saturating_add(weight_of_reads(2))
			.saturating_add(DbWeight::get().writes(1))
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
		let required = weight_of_an_entry();
		if !meter.can_consume(required) {
			return Err(SteppedMigrationError::InsufficientWeight { required });
		}
		while meter.try_consume(required).is_ok() {
			let Some(upgraded) = Upgraded::get() else { return Ok(None) };
			place = move_next(place, &stretch(upgraded));
			if place.is_none() {
				Upgraded::kill();
				return Ok(None);
			}
		}
		Ok(place)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<Vec<u8>, sp_runtime::TryRuntimeError> {
		Ok(checks::Promises::of_users().encode())
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(before: Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		let before = checks::Promises::decode(&mut &before[..]).map_err(|_| UNREADABLE)?;
		Ok(before.are_kept(&checks::Promises::of_users())?)
	}
}
