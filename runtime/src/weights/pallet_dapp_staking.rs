// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_dapp_staking`, measured. Not on reference hardware, and with a node of the `fast` profile.
//!
//! Written by `scripts/benchmark.sh pallet_dapp_staking` on 2026-11-21, benchmarks version 64.0.0.
//! Steps: 20, repeat: 10, CPU: AMD EPYC.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_dapp_staking` with the costs of the runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_dapp_staking::WeightInfo for WeightInfo<T> {
	/// Storage: `DappStaking::CurrentEra` (r:1 w:0)
	/// Proof: `DappStaking::CurrentEra` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::DappIds` (r:1 w:1)
	/// Proof: `DappStaking::DappIds` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::NextDappId` (r:1 w:1)
	/// Proof: `DappStaking::NextDappId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::RegisteredDapps` (r:1 w:1)
	/// Proof: `DappStaking::RegisteredDapps` (`max_values`: Some(1), `max_size`: Some(1026), added: 1521, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Dapps` (r:0 w:1)
	/// Proof: `DappStaking::Dapps` (`max_values`: None, `max_size`: Some(273), added: 2748, mode: `MaxEncodedLen`)
	fn register() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `2022`
		//  Estimated: `3518`
		// Time: 222_901_000 ps at least.
		Weight::from_parts(277_942_000, 3518)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `DappStaking::CurrentEra` (r:1 w:0)
	/// Proof: `DappStaking::CurrentEra` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Dapps` (r:1 w:1)
	/// Proof: `DappStaking::Dapps` (`max_values`: None, `max_size`: Some(273), added: 2748, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Rewards` (r:1 w:1)
	/// Proof: `DappStaking::Rewards` (`max_values`: Some(1), `max_size`: Some(112), added: 607, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::RegisteredDapps` (r:1 w:1)
	/// Proof: `DappStaking::RegisteredDapps` (`max_values`: Some(1), `max_size`: Some(1026), added: 1521, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::DappIds` (r:0 w:1)
	/// Proof: `DappStaking::DappIds` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	fn unregister() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `2343`
		//  Estimated: `3738`
		// Time: 229_050_000 ps at least.
		Weight::from_parts(280_786_000, 3738)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `DappStaking::Dapps` (r:1 w:1)
	/// Proof: `DappStaking::Dapps` (`max_values`: None, `max_size`: Some(273), added: 2748, mode: `MaxEncodedLen`)
	fn set_beneficiary() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `353`
		//  Estimated: `3738`
		// Time: 105_947_000 ps at least.
		Weight::from_parts(112_016_000, 3738)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `DappStaking::CurrentEra` (r:1 w:0)
	/// Proof: `DappStaking::CurrentEra` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Ledgers` (r:1 w:1)
	/// Proof: `DappStaking::Ledgers` (`max_values`: None, `max_size`: Some(1555), added: 4030, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Rewards` (r:1 w:1)
	/// Proof: `DappStaking::Rewards` (`max_values`: Some(1), `max_size`: Some(112), added: 607, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Dapps` (r:1 w:1)
	/// Proof: `DappStaking::Dapps` (`max_values`: None, `max_size`: Some(273), added: 2748, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Freezes` (r:1 w:1)
	/// Proof: `Balances::Freezes` (`max_values`: None, `max_size`: Some(67), added: 2542, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Locks` (r:1 w:0)
	/// Proof: `Balances::Locks` (`max_values`: None, `max_size`: Some(1299), added: 3774, mode: `MaxEncodedLen`)
	fn stake() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `2577`
		//  Estimated: `5020`
		// Time: 384_811_000 ps at least.
		Weight::from_parts(413_964_000, 5020)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `DappStaking::CurrentEra` (r:1 w:0)
	/// Proof: `DappStaking::CurrentEra` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Ledgers` (r:1 w:1)
	/// Proof: `DappStaking::Ledgers` (`max_values`: None, `max_size`: Some(1555), added: 4030, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Rewards` (r:1 w:1)
	/// Proof: `DappStaking::Rewards` (`max_values`: Some(1), `max_size`: Some(112), added: 607, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Dapps` (r:1 w:1)
	/// Proof: `DappStaking::Dapps` (`max_values`: None, `max_size`: Some(273), added: 2748, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::EraLength` (r:1 w:0)
	/// Proof: `DappStaking::EraLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn unstake() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `2687`
		//  Estimated: `5020`
		// Time: 536_255_000 ps at least.
		Weight::from_parts(588_192_000, 5020)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `DappStaking::CurrentEra` (r:1 w:0)
	/// Proof: `DappStaking::CurrentEra` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Ledgers` (r:1 w:1)
	/// Proof: `DappStaking::Ledgers` (`max_values`: None, `max_size`: Some(1555), added: 4030, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Rewards` (r:1 w:1)
	/// Proof: `DappStaking::Rewards` (`max_values`: Some(1), `max_size`: Some(112), added: 607, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Dapps` (r:2 w:2)
	/// Proof: `DappStaking::Dapps` (`max_values`: None, `max_size`: Some(273), added: 2748, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn move_stake() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `2901`
		//  Estimated: `6486`
		// Time: 558_057_000 ps at least.
		Weight::from_parts(601_382_000, 6486)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `DappStaking::CurrentEra` (r:1 w:0)
	/// Proof: `DappStaking::CurrentEra` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Ledgers` (r:1 w:1)
	/// Proof: `DappStaking::Ledgers` (`max_values`: None, `max_size`: Some(1555), added: 4030, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Rewards` (r:1 w:1)
	/// Proof: `DappStaking::Rewards` (`max_values`: Some(1), `max_size`: Some(112), added: 607, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Freezes` (r:1 w:1)
	/// Proof: `Balances::Freezes` (`max_values`: None, `max_size`: Some(67), added: 2542, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Locks` (r:1 w:0)
	/// Proof: `Balances::Locks` (`max_values`: None, `max_size`: Some(1299), added: 3774, mode: `MaxEncodedLen`)
	fn withdraw_unbonded() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `2151`
		//  Estimated: `5020`
		// Time: 347_916_000 ps at least.
		Weight::from_parts(398_270_000, 5020)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `DappStaking::CurrentEra` (r:1 w:0)
	/// Proof: `DappStaking::CurrentEra` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Ledgers` (r:1 w:1)
	/// Proof: `DappStaking::Ledgers` (`max_values`: None, `max_size`: Some(1555), added: 4030, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Rewards` (r:1 w:1)
	/// Proof: `DappStaking::Rewards` (`max_values`: Some(1), `max_size`: Some(112), added: 607, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Dapps` (r:16 w:0)
	/// Proof: `DappStaking::Dapps` (`max_values`: None, `max_size`: Some(273), added: 2748, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// The range of component `p` is `[0, 16]`.
	fn claim(p: u32) -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `1194 + p * (281 ±0)`
		//  Estimated: `5020 + p * (2748 ±0)`
		// Time: 129_843_000 ps at least.
		Weight::from_parts(364_399_886, 5020)
			// Standard error: 675_839 ps.
			.saturating_add(Weight::from_parts(33_433_474, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(Weight::from_parts(0, 2748).saturating_mul(p.into()))
	}
	/// Storage: `DappStaking::Dapps` (r:1 w:1)
	/// Proof: `DappStaking::Dapps` (`max_values`: None, `max_size`: Some(273), added: 2748, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn claim_dapp() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `456`
		//  Estimated: `6196`
		// Time: 393_444_000 ps at least.
		Weight::from_parts(405_461_000, 6196)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `DappStaking::CurrentEra` (r:1 w:0)
	/// Proof: `DappStaking::CurrentEra` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Ledgers` (r:1 w:1)
	/// Proof: `DappStaking::Ledgers` (`max_values`: None, `max_size`: Some(1555), added: 4030, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Rewards` (r:1 w:1)
	/// Proof: `DappStaking::Rewards` (`max_values`: Some(1), `max_size`: Some(112), added: 607, mode: `MaxEncodedLen`)
	fn set_restake() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `1954`
		//  Estimated: `5020`
		// Time: 203_602_000 ps at least.
		Weight::from_parts(225_084_000, 5020)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `DappStaking::CurrentEra` (r:1 w:0)
	/// Proof: `DappStaking::CurrentEra` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Ledgers` (r:1 w:1)
	/// Proof: `DappStaking::Ledgers` (`max_values`: None, `max_size`: Some(1555), added: 4030, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Rewards` (r:1 w:1)
	/// Proof: `DappStaking::Rewards` (`max_values`: Some(1), `max_size`: Some(112), added: 607, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Dapps` (r:16 w:16)
	/// Proof: `DappStaking::Dapps` (`max_values`: None, `max_size`: Some(273), added: 2748, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Freezes` (r:1 w:1)
	/// Proof: `Balances::Freezes` (`max_values`: None, `max_size`: Some(67), added: 2542, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Locks` (r:1 w:0)
	/// Proof: `Balances::Locks` (`max_values`: None, `max_size`: Some(1299), added: 3774, mode: `MaxEncodedLen`)
	/// The range of component `p` is `[0, 16]`.
	fn compound(p: u32) -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `1391 + p * (281 ±0)`
		//  Estimated: `5020 + p * (2748 ±0)`
		// Time: 132_016_000 ps at least.
		Weight::from_parts(500_258_912, 5020)
			// Standard error: 2_134_429 ps.
			.saturating_add(Weight::from_parts(98_497_509, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
			.saturating_add(Weight::from_parts(0, 2748).saturating_mul(p.into()))
	}
	/// Storage: `DappStaking::CurrentEra` (r:1 w:0)
	/// Proof: `DappStaking::CurrentEra` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Ledgers` (r:1 w:1)
	/// Proof: `DappStaking::Ledgers` (`max_values`: None, `max_size`: Some(1555), added: 4030, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Rewards` (r:1 w:1)
	/// Proof: `DappStaking::Rewards` (`max_values`: Some(1), `max_size`: Some(112), added: 607, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Dapps` (r:16 w:16)
	/// Proof: `DappStaking::Dapps` (`max_values`: None, `max_size`: Some(273), added: 2748, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Freezes` (r:1 w:1)
	/// Proof: `Balances::Freezes` (`max_values`: None, `max_size`: Some(67), added: 2542, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Locks` (r:1 w:0)
	/// Proof: `Balances::Locks` (`max_values`: None, `max_size`: Some(1299), added: 3774, mode: `MaxEncodedLen`)
	/// The range of component `p` is `[0, 16]`.
	fn trim(p: u32) -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `1391 + p * (281 ±0)`
		//  Estimated: `5020 + p * (2748 ±0)`
		// Time: 322_258_000 ps at least.
		Weight::from_parts(556_075_154, 5020)
			// Standard error: 1_532_441 ps.
			.saturating_add(Weight::from_parts(62_024_559, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
			.saturating_add(Weight::from_parts(0, 2748).saturating_mul(p.into()))
	}
	/// Storage: `DappStaking::TierTable` (r:0 w:1)
	/// Proof: `DappStaking::TierTable` (`max_values`: Some(1), `max_size`: Some(145), added: 640, mode: `MaxEncodedLen`)
	fn set_tiers() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `0`
		//  Estimated: `0`
		// Time: 56_875_000 ps at least.
		Weight::from_parts(84_155_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `DappStaking::CurrentSettlement` (r:1 w:0)
	/// Proof: `DappStaking::CurrentSettlement` (`max_values`: Some(1), `max_size`: Some(10450), added: 10945, mode: `MaxEncodedLen`)
	/// Storage: `ParachainSystem::ValidationData` (r:1 w:0)
	/// Proof: `ParachainSystem::ValidationData` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `DappStaking::CurrentEra` (r:1 w:1)
	/// Proof: `DappStaking::CurrentEra` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	fn clock() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `139`
		//  Estimated: `11935`
		// Time: 61_161_000 ps at least.
		Weight::from_parts(64_946_000, 11935)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ParachainSystem::ValidationData` (r:1 w:0)
	/// Proof: `ParachainSystem::ValidationData` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `DappStaking::CurrentEra` (r:1 w:1)
	/// Proof: `DappStaking::CurrentEra` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::CurrentSettlement` (r:1 w:1)
	/// Proof: `DappStaking::CurrentSettlement` (`max_values`: Some(1), `max_size`: Some(10450), added: 10945, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::OpenPool` (r:1 w:0)
	/// Proof: `DappStaking::OpenPool` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::RegisteredDapps` (r:1 w:0)
	/// Proof: `DappStaking::RegisteredDapps` (`max_values`: Some(1), `max_size`: Some(1026), added: 1521, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::TierTable` (r:1 w:0)
	/// Proof: `DappStaking::TierTable` (`max_values`: Some(1), `max_size`: Some(145), added: 640, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::EraLength` (r:1 w:0)
	/// Proof: `DappStaking::EraLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn close_era() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `1411`
		//  Estimated: `11935`
		// Time: 159_998_000 ps at least.
		Weight::from_parts(209_160_000, 11935)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ParachainSystem::ValidationData` (r:1 w:0)
	/// Proof: `ParachainSystem::ValidationData` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `DappStaking::CurrentEra` (r:1 w:1)
	/// Proof: `DappStaking::CurrentEra` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::CurrentSettlement` (r:1 w:1)
	/// Proof: `DappStaking::CurrentSettlement` (`max_values`: Some(1), `max_size`: Some(10450), added: 10945, mode: `MaxEncodedLen`)
	/// Storage: `MultiBlockMigrations::Cursor` (r:1 w:0)
	/// Proof: `MultiBlockMigrations::Cursor` (`max_values`: Some(1), `max_size`: Some(65550), added: 66045, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Dapps` (r:16 w:0)
	/// Proof: `DappStaking::Dapps` (`max_values`: None, `max_size`: Some(273), added: 2748, mode: `MaxEncodedLen`)
	fn measure() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `17553`
		//  Estimated: `67035`
		// Time: 866_845_000 ps at least.
		Weight::from_parts(961_626_000, 67035)
			.saturating_add(T::DbWeight::get().reads(20_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ParachainSystem::ValidationData` (r:1 w:0)
	/// Proof: `ParachainSystem::ValidationData` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `DappStaking::CurrentEra` (r:1 w:1)
	/// Proof: `DappStaking::CurrentEra` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::CurrentSettlement` (r:1 w:1)
	/// Proof: `DappStaking::CurrentSettlement` (`max_values`: Some(1), `max_size`: Some(10450), added: 10945, mode: `MaxEncodedLen`)
	/// Storage: `MultiBlockMigrations::Cursor` (r:1 w:0)
	/// Proof: `MultiBlockMigrations::Cursor` (`max_values`: Some(1), `max_size`: Some(65550), added: 66045, mode: `MaxEncodedLen`)
	fn rank() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `10776`
		//  Estimated: `67035`
		// Time: 196_541_000 ps at least.
		Weight::from_parts(291_642_000, 67035)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ParachainSystem::ValidationData` (r:1 w:0)
	/// Proof: `ParachainSystem::ValidationData` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `DappStaking::CurrentEra` (r:1 w:1)
	/// Proof: `DappStaking::CurrentEra` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::CurrentSettlement` (r:1 w:1)
	/// Proof: `DappStaking::CurrentSettlement` (`max_values`: Some(1), `max_size`: Some(10450), added: 10945, mode: `MaxEncodedLen`)
	/// Storage: `MultiBlockMigrations::Cursor` (r:1 w:0)
	/// Proof: `MultiBlockMigrations::Cursor` (`max_values`: Some(1), `max_size`: Some(65550), added: 66045, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Dapps` (r:16 w:16)
	/// Proof: `DappStaking::Dapps` (`max_values`: None, `max_size`: Some(273), added: 2748, mode: `MaxEncodedLen`)
	/// Storage: `Emission::Released` (r:1 w:1)
	/// Proof: `Emission::Released` (`max_values`: Some(1), `max_size`: Some(64), added: 559, mode: `MaxEncodedLen`)
	fn pay() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `14458`
		//  Estimated: `67035`
		// Time: 3_056_704_000 ps at least.
		Weight::from_parts(3_242_298_000, 67035)
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().writes(20_u64))
	}
}
