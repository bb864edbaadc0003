// SPDX-License-Identifier: Apache-2.0

//! Weights of the pallets that export none of their own, or that cost more or less here than where they were measured. The
//! others use those that they ship.

pub mod cumulus_pallet_weight_reclaim;
pub mod pallet_conviction_voting;
pub mod pallet_dapp_staking;
pub mod pallet_emission;
pub mod pallet_parameters;
pub mod pallet_referenda;
pub mod pallet_scheduler;
pub mod pallet_xcm;
