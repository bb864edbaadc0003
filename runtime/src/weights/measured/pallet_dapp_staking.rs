// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_dapp_staking`, measured. Not on reference hardware.
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
		//  Measured:  `2059`
		//  Estimated: `3518`
		// Time: 50_665_000 ps at least.
		Weight::from_parts(102_402_000, 3518)
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
		// Time: 50_454_000 ps at least.
		Weight::from_parts(90_264_000, 3738)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `DappStaking::Dapps` (r:1 w:1)
	/// Proof: `DappStaking::Dapps` (`max_values`: None, `max_size`: Some(273), added: 2748, mode: `MaxEncodedLen`)
	fn set_beneficiary() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `390`
		//  Estimated: `3738`
		// Time: 17_075_000 ps at least.
		Weight::from_parts(19_559_000, 3738)
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
		// Time: 76_574_000 ps at least.
		Weight::from_parts(97_925_000, 5020)
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
		//  Measured:  `2724`
		//  Estimated: `5020`
		// Time: 105_857_000 ps at least.
		Weight::from_parts(123_112_000, 5020)
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
		//  Measured:  `2938`
		//  Estimated: `6486`
		// Time: 110_624_000 ps at least.
		Weight::from_parts(129_412_000, 6486)
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
		// Time: 68_862_000 ps at least.
		Weight::from_parts(90_784_000, 5020)
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
		//  Measured:  `1232 + p * (281 ±0)`
		//  Estimated: `5020 + p * (2748 ±0)`
		// Time: 25_248_000 ps at least.
		Weight::from_parts(84_137_662, 5020)
			// Standard error: 117_554 ps.
			.saturating_add(Weight::from_parts(8_045_101, 0).saturating_mul(p.into()))
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
		//  Measured:  `493`
		//  Estimated: `6196`
		// Time: 70_865_000 ps at least.
		Weight::from_parts(84_565_000, 6196)
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
		// Time: 41_101_000 ps at least.
		Weight::from_parts(50_005_000, 5020)
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
		//  Measured:  `1427 + p * (281 ±0)`
		//  Estimated: `5020 + p * (2748 ±0)`
		// Time: 25_438_000 ps at least.
		Weight::from_parts(90_441_597, 5020)
			// Standard error: 105_976 ps.
			.saturating_add(Weight::from_parts(17_150_117, 0).saturating_mul(p.into()))
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
		//  Measured:  `1427 + p * (281 ±0)`
		//  Estimated: `5020 + p * (2748 ±0)`
		// Time: 61_301_000 ps at least.
		Weight::from_parts(96_557_237, 5020)
			// Standard error: 63_229 ps.
			.saturating_add(Weight::from_parts(9_534_587, 0).saturating_mul(p.into()))
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
		// Time: 7_701_000 ps at least.
		Weight::from_parts(9_073_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
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
		// Time: 9_464_000 ps at least.
		Weight::from_parts(10_796_000, 11935)
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
		// Time: 31_537_000 ps at least.
		Weight::from_parts(39_368_000, 11935)
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
		// Time: 164_614_000 ps at least.
		Weight::from_parts(183_022_000, 67035)
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
		// Time: 73_839_000 ps at least.
		Weight::from_parts(84_795_000, 67035)
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
		//  Measured:  `14562`
		//  Estimated: `67035`
		// Time: 598_598_000 ps at least.
		Weight::from_parts(631_257_000, 67035)
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().writes(20_u64))
	}
}
