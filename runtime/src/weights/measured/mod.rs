// SPDX-License-Identifier: Apache-2.0

//! Measured by `scripts/benchmark.sh`, which writes these files: nothing here is changed by hand.

pub mod pallet_block_rate;
pub mod pallet_collective;
pub mod pallet_conviction_voting;
pub mod pallet_dapp_staking;
pub mod pallet_emission;
pub mod pallet_identity;
pub mod pallet_migrations;
pub mod pallet_preimage;
pub mod pallet_proxy;
pub mod pallet_referenda;
pub mod pallet_safe_mode;
pub mod pallet_scheduler;
pub mod pallet_session_length;
pub mod pallet_settlement;
pub mod pallet_treasury;
pub mod pallet_tx_pause;
pub mod pallet_vesting;
pub mod pallet_whitelist;
