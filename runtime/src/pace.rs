// SPDX-License-Identifier: Apache-2.0

//! The pace of the chain: how long a slot is, and how long a core executes the blocks of a slot.
//!
//! This crate builds two chains: the one with 6-second blocks, and the one with 12-second blocks that it was before
//! asynchronous backing. The cargo feature `sync-backing` builds the second. The constants in [`crate::constants`] derive
//! from [`PACE`], so that the rest of the runtime does not know which of the two chains it is. How many blocks come in a slot, and
//! how old their relay parent is, are no constants: [`pallet_block_rate`] says it. Three more places depend on the feature:
//!
//! - [`crate::VERSION`]: the 12-second chain has a lower spec version, so that it can be upgraded to the other one;
//! - [`crate::migrations::MultiBlockMigrations`]: the 12-second chain has none;
//! - [`crate::bundles`]: the 12-second chain has no bundles of blocks.

/// All that depends on the length of a slot.
pub struct Pace {
	/// Time of one Aura slot, in milliseconds.
	pub slot_duration_ms: u64,
	/// The most blocks of this chain in a slot that genesis and Root may set.
	pub max_block_rate: u32,
	/// The most relay-chain blocks that the relay parent may be behind the newest one by a decision of genesis or Root.
	pub max_relay_parent_offset: u8,
	/// Slots whose blocks may be built before the relay chain includes the first of them, without an offset of the relay parent.
	pub unincluded_segment_capacity: u32,
	/// Whether several blocks may share an Aura slot.
	pub allow_multiple_blocks_per_slot: bool,
	/// Least time between the timestamps of two blocks, in milliseconds.
	pub minimum_period_ms: u64,
	/// Execution time of a core, in milliseconds: the time that a validator spends on backing the blocks of a candidate.
	pub execution_time_ms: u64,
}

/// The chain with asynchronous backing: collators build the next blocks while earlier ones are still being backed.
pub const ASYNC_BACKING: Pace = Pace {
	slot_duration_ms: 6_000,
	max_block_rate: 12,
	// The relay chain's forks are mostly one block long.
	max_relay_parent_offset: 1,
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
	max_block_rate: 1,
	max_relay_parent_offset: 0,
	unincluded_segment_capacity: 1,
	allow_multiple_blocks_per_slot: false,
	// Half of a slot.
	minimum_period_ms: 6_000,
	execution_time_ms: 500,
};

/// The pace of this build.
pub const PACE: Pace = if cfg!(feature = "sync-backing") { SYNC_BACKING } else { ASYNC_BACKING };
