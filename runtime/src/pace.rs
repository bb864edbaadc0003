// SPDX-License-Identifier: Apache-2.0

//! The pace of the chain: how often it makes a block, and how long a block may execute.
//!
//! This crate builds two chains: the one with 6-second blocks, and the one with 12-second blocks that it was before
//! asynchronous backing. The cargo feature `sync-backing` builds the second. The constants in [`crate::constants`] derive
//! from [`PACE`], so that the rest of the runtime does not know which of the two chains it is. Two more places depend on the
//! feature:
//!
//! - [`crate::VERSION`]: the 12-second chain has a lower spec version, so that it can be upgraded to the other one;
//! - [`crate::migrations::MultiBlockMigrations`]: the 12-second chain has none.

use crate::constants::consensus::RELAY_PARENT_OFFSET;

/// All that depends on the rate of blocks.
pub struct Pace {
	/// Time of one Aura slot, and so between two blocks of this chain, in milliseconds.
	pub slot_duration_ms: u64,
	/// Blocks of this chain that the relay chain accepts in each of its own slots.
	pub velocity: u32,
	/// Blocks that may be built before the relay chain includes the first of them.
	pub unincluded_segment_capacity: u32,
	/// Whether several blocks may share an Aura slot.
	pub allow_multiple_blocks_per_slot: bool,
	/// Least time between the timestamps of two blocks, in milliseconds.
	pub minimum_period_ms: u64,
	/// Execution time of a full block, in milliseconds: the time that a validator spends on backing it.
	pub execution_time_ms: u64,
}

/// The chain with asynchronous backing: collators build the next blocks while earlier ones are still being backed.
pub const ASYNC_BACKING: Pace = Pace {
	slot_duration_ms: 6_000,
	velocity: 1,
	// A block is built on one relay block, backed in the next, and included in the one after.
	unincluded_segment_capacity: 3,
	// The relay chain's clock limits the rate. Aura's does not.
	allow_multiple_blocks_per_slot: true,
	minimum_period_ms: 0,
	execution_time_ms: 2_000,
};

/// The chain before asynchronous backing: a collator builds a block after the one before it is included.
pub const SYNC_BACKING: Pace = Pace {
	slot_duration_ms: 12_000,
	velocity: 1,
	unincluded_segment_capacity: 1,
	allow_multiple_blocks_per_slot: false,
	// Half of a slot.
	minimum_period_ms: 6_000,
	execution_time_ms: 500,
};

/// The pace of this build.
pub const PACE: Pace = if cfg!(feature = "sync-backing") { SYNC_BACKING } else { ASYNC_BACKING };

// A relay parent that lies further back, or more blocks in a relay slot, need a longer segment.
const _: () = assert!(
	ASYNC_BACKING.unincluded_segment_capacity == (3 + RELAY_PARENT_OFFSET) * ASYNC_BACKING.velocity
);
