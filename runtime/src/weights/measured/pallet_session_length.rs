// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_session_length`, measured. Not on reference hardware.
//!
//! Written by `scripts/benchmark.sh pallet_session_length` on 2026-11-30, benchmarks version 64.0.0.
//! Steps: 20, repeat: 10, CPU: AMD EPYC.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_session_length` with the costs of the runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_session_length::WeightInfo for WeightInfo<T> {
	/// Storage: `SessionLength::Length` (r:1 w:0)
	/// Proof: `SessionLength::Length` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn length() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `103`
		//  Estimated: `1489`
		// Time: 3_385_000 ps at least.
		Weight::from_parts(3_836_000, 1489).saturating_add(T::DbWeight::get().reads(1_u64))
	}
}
