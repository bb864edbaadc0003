// SPDX-License-Identifier: Apache-2.0

//! Of pallets that keep their figures private: copied, with where from.

pub mod cumulus_pallet_weight_reclaim;
pub mod pallet_parameters;
pub mod pallet_xcm;
