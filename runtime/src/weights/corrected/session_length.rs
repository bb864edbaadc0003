// SPDX-License-Identifier: Apache-2.0

//! The weight of reading how long a session is.
//!
//! The pallet has a benchmark, which nobody has run on a machine that does nothing else. This file goes with the next
//! measurement.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};
use pallet_session_length::WeightInfo;

/// Time to read and decode an entry of four bytes, in picoseconds, without the database.
const READING_TIME: u64 = 5_000_000;
/// Bytes of proof for the entry: its value, and the nodes of the trie down to it.
const PROOF: u64 = 1_489;

/// What the hook takes, by hand.
pub struct SessionLengthWeights<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SessionLengthWeights<T> {
	fn length() -> Weight {
		Weight::from_parts(READING_TIME, PROOF).saturating_add(T::DbWeight::get().reads(1))
	}
}
