// SPDX-License-Identifier: Apache-2.0

//! Weight of `cumulus_pallet_weight_reclaim`, which keeps its own private.
//!
//! The figure comes from `coretime-westend-runtime` 0.33.0 (measured on 2025-02-21, Intel Xeon at 2.60 GHz).

use core::marker::PhantomData;
use frame_support::weights::Weight;

/// Weight of `cumulus_pallet_weight_reclaim` with the costs of the runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> cumulus_pallet_weight_reclaim::WeightInfo for WeightInfo<T> {
	fn storage_weight_reclaim() -> Weight {
		Weight::from_parts(4_009_000, 0)
	}
}
