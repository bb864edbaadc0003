// SPDX-License-Identifier: Apache-2.0

//! Weights of the number of blocks in a slot.
//!
//! The pallet has benchmarks, which nobody has run on a machine that does nothing else. These figures are by hand: they count
//! entries, with a time for each that is above what similar calls were measured at. This file goes with the next measurement.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};
use pallet_block_rate::WeightInfo;

/// Time to decode or encode a small entry, and to compare its fields, in picoseconds, without the database.
const TIME_OF_ENTRY: u64 = 5_000_000;
/// Time of an event, in picoseconds.
const TIME_OF_EVENT: u64 = 5_000_000;
/// Bytes of proof for a small entry: its value, and the nodes of the trie down to it.
const PROOF: u64 = 1_520;

/// What call and hooks take, by hand.
pub struct BlockRateWeights<T>(PhantomData<T>);

/// The weight of reading and writing so many small entries.
fn entries<T: frame_system::Config>(reads: u64, writes: u64) -> Weight {
	let each = Weight::from_parts(TIME_OF_ENTRY, PROOF).saturating_mul(reads.max(writes));
	each.saturating_add(T::DbWeight::get().reads_writes(reads, writes))
}

impl<T: frame_system::Config> WeightInfo for BlockRateWeights<T> {
	// The pace that waits, the mark of unsettled deadlines, the latest change, and the two numbers of the pace.
	fn set_pace() -> Weight {
		entries::<T>(5, 1).saturating_add(Weight::from_parts(TIME_OF_EVENT, 0))
	}

	// The pace that waits, and whether migrations run. Weights and inherents read the pace and the latest change in each block.
	fn unchanged() -> Weight {
		entries::<T>(5, 0)
	}

	// The same, and all five entries of the pallet written.
	fn change() -> Weight {
		entries::<T>(5, 5).saturating_add(Weight::from_parts(TIME_OF_EVENT, 0))
	}

	// The mark with a place, which may be a long location, and the latest change.
	fn settle() -> Weight {
		entries::<T>(3, 1)
			.saturating_add(Weight::from_parts(TIME_OF_EVENT, 0))
			.saturating_add(Weight::from_parts(TIME_OF_ENTRY, PROOF))
	}
}
