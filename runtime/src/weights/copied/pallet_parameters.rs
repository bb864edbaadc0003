// SPDX-License-Identifier: Apache-2.0

//! Weight of `pallet_parameters`, which keeps its own private.
//!
//! The figure comes from the pallet (release 0.21.0, measured on 2025-02-21, Intel Xeon at 2.60 GHz).

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weight of `pallet_parameters` with the costs of the runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_parameters::WeightInfo for WeightInfo<T> {
	fn set_parameter() -> Weight {
		Weight::from_parts(6_204_000, 14_787).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
}
