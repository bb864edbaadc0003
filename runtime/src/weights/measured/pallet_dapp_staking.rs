// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_dapp_staking`, measured. Not on reference hardware.
//!
//! Written by `scripts/benchmark.sh pallet_dapp_staking` on 2026-11-30, benchmarks version 64.0.0.
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
		//  Measured:  `2059`
		//  Estimated: `3518`
		// Time: 36_505_000 ps at least.
		Weight::from_parts(49_834_000, 3518)
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
		//  Measured:  `2380`
		//  Estimated: `3738`
		// Time: 37_787_000 ps at least.
		Weight::from_parts(45_277_000, 3738)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `DappStaking::Dapps` (r:1 w:1)
	/// Proof: `DappStaking::Dapps` (`max_values`: None, `max_size`: Some(273), added: 2748, mode: `MaxEncodedLen`)
	fn set_beneficiary() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `390`
		//  Estimated: `3738`
		// Time: 13_450_000 ps at least.
		Weight::from_parts(14_833_000, 3738)
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
		//  Measured:  `2614`
		//  Estimated: `5020`
		// Time: 66_849_000 ps at least.
		Weight::from_parts(71_968_000, 5020)
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
	/// Storage: `Balances::Freezes` (r:1 w:1)
	/// Proof: `Balances::Freezes` (`max_values`: None, `max_size`: Some(67), added: 2542, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Locks` (r:1 w:0)
	/// Proof: `Balances::Locks` (`max_values`: None, `max_size`: Some(1299), added: 3774, mode: `MaxEncodedLen`)
	fn unstake() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `2941`
		//  Estimated: `5020`
		// Time: 118_096_000 ps at least.
		Weight::from_parts(127_940_000, 5020)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
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
		//  Measured:  `2938`
		//  Estimated: `6486`
		// Time: 97_645_000 ps at least.
		Weight::from_parts(103_564_000, 6486)
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
		//  Measured:  `2188`
		//  Estimated: `5020`
		// Time: 57_255_000 ps at least.
		Weight::from_parts(60_250_000, 5020)
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
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// The range of component `p` is `[1, 16]`.
	fn claim(p: u32) -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `1341 + p * (280 ±0)`
		//  Estimated: `6196 + p * (2748 ±0)`
		// Time: 81_451_000 ps at least.
		Weight::from_parts(84_333_499, 6196)
			// Standard error: 15_033 ps.
			.saturating_add(Weight::from_parts(4_080_496, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(0, 2748).saturating_mul(p.into()))
	}
	/// Storage: `DappStaking::Dapps` (r:1 w:1)
	/// Proof: `DappStaking::Dapps` (`max_values`: None, `max_size`: Some(273), added: 2748, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn claim_dapp() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `493`
		//  Estimated: `6196`
		// Time: 63_935_000 ps at least.
		Weight::from_parts(67_690_000, 6196)
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
		//  Measured:  `1991`
		//  Estimated: `5020`
		// Time: 32_569_000 ps at least.
		Weight::from_parts(36_094_000, 5020)
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
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Freezes` (r:1 w:1)
	/// Proof: `Balances::Freezes` (`max_values`: None, `max_size`: Some(67), added: 2542, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Locks` (r:1 w:0)
	/// Proof: `Balances::Locks` (`max_values`: None, `max_size`: Some(1299), added: 3774, mode: `MaxEncodedLen`)
	/// The range of component `p` is `[1, 16]`.
	fn compound(p: u32) -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `1534 + p * (280 ±0)`
		//  Estimated: `6196 + p * (2748 ±0)`
		// Time: 113_679_000 ps at least.
		Weight::from_parts(108_852_411, 6196)
			// Standard error: 33_726 ps.
			.saturating_add(Weight::from_parts(12_947_284, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
			.saturating_add(Weight::from_parts(0, 2748).saturating_mul(p.into()))
	}
	/// Storage: `DappStaking::CurrentEra` (r:1 w:0)
	/// Proof: `DappStaking::CurrentEra` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Ledgers` (r:1 w:1)
	/// Proof: `DappStaking::Ledgers` (`max_values`: None, `max_size`: Some(1555), added: 4030, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Rewards` (r:1 w:1)
	/// Proof: `DappStaking::Rewards` (`max_values`: Some(1), `max_size`: Some(112), added: 607, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Dapps` (r:16 w:16)
	/// Proof: `DappStaking::Dapps` (`max_values`: None, `max_size`: Some(273), added: 2748, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Freezes` (r:1 w:1)
	/// Proof: `Balances::Freezes` (`max_values`: None, `max_size`: Some(67), added: 2542, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Locks` (r:1 w:0)
	/// Proof: `Balances::Locks` (`max_values`: None, `max_size`: Some(1299), added: 3774, mode: `MaxEncodedLen`)
	/// The range of component `p` is `[0, 16]`.
	fn trim(p: u32) -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `1526 + p * (281 ±0)`
		//  Estimated: `5020 + p * (2748 ±0)`
		// Time: 54_191_000 ps at least.
		Weight::from_parts(86_731_586, 5020)
			// Standard error: 53_174 ps.
			.saturating_add(Weight::from_parts(8_844_329, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
			.saturating_add(Weight::from_parts(0, 2748).saturating_mul(p.into()))
	}
	/// Storage: `DappStaking::TierTable` (r:0 w:1)
	/// Proof: `DappStaking::TierTable` (`max_values`: Some(1), `max_size`: Some(145), added: 640, mode: `MaxEncodedLen`)
	fn set_tiers() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `0`
		//  Estimated: `0`
		// Time: 5_549_000 ps at least.
		Weight::from_parts(6_319_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `DappStaking::CurrentSettlement` (r:1 w:0)
	/// Proof: `DappStaking::CurrentSettlement` (`max_values`: Some(1), `max_size`: Some(10450), added: 10945, mode: `MaxEncodedLen`)
	/// Storage: `ParachainSystem::ValidationData` (r:1 w:0)
	/// Proof: `ParachainSystem::ValidationData` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `DappStaking::CurrentEra` (r:1 w:1)
	/// Proof: `DappStaking::CurrentEra` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	fn clock() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `175`
		//  Estimated: `11935`
		// Time: 8_042_000 ps at least.
		Weight::from_parts(8_993_000, 11935)
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
		//  Measured:  `1448`
		//  Estimated: `11935`
		// Time: 27_621_000 ps at least.
		Weight::from_parts(35_593_000, 11935)
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
		//  Measured:  `17657`
		//  Estimated: `67035`
		// Time: 155_392_000 ps at least.
		Weight::from_parts(182_091_000, 67035)
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
		//  Measured:  `10880`
		//  Estimated: `67035`
		// Time: 74_070_000 ps at least.
		Weight::from_parts(89_753_000, 67035)
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
		//  Measured:  `14599`
		//  Estimated: `67035`
		// Time: 547_205_000 ps at least.
		Weight::from_parts(591_050_000, 67035)
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().writes(20_u64))
	}
}
