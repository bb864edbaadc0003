// SPDX-License-Identifier: Apache-2.0

//! Written by `scripts/benchmark.sh pallet_session_length`: not yet.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_session_length` with the costs of the runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_session_length::WeightInfo for WeightInfo<T> {
	fn length() -> Weight {
		Weight::from_parts(5_000_000, 1_489).saturating_add(T::DbWeight::get().reads(1_u64))
	}
}
