// SPDX-License-Identifier: Apache-2.0

//! Weights of our pallets and of those that govern, measured by `scripts/benchmark.sh` with the limits that this runtime sets;
//! and of the pallets that export none of their own, by hand. The others use those that they ship.
//!
//! What measuring gets wrong is put right in `agenda_weights` and `treasury_weights`.

pub mod cumulus_pallet_weight_reclaim;
pub mod pallet_collective;
pub mod pallet_conviction_voting;
pub mod pallet_dapp_staking;
pub mod pallet_emission;
pub mod pallet_identity;
pub mod pallet_migrations;
pub mod pallet_parameters;
pub mod pallet_preimage;
pub mod pallet_proxy;
pub mod pallet_referenda;
pub mod pallet_safe_mode;
pub mod pallet_scheduler;
pub mod pallet_treasury;
pub mod pallet_tx_pause;
pub mod pallet_vesting;
pub mod pallet_whitelist;
pub mod pallet_xcm;
