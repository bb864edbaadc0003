// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_emission`, measured. Not on reference hardware.
//!
//! Written by `scripts/benchmark.sh pallet_emission` on 2026-11-30, benchmarks version 64.0.0.
//! Steps: 20, repeat: 10, CPU: AMD EPYC.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_emission` with the costs of the runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_emission::WeightInfo for WeightInfo<T> {
	/// Storage: `Emission::CurrentParameters` (r:1 w:1)
	/// Proof: `Emission::CurrentParameters` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	fn set_parameters() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `151`
		//  Estimated: `1545`
		// Time: 9_274_000 ps at least.
		Weight::from_parts(10_336_000, 1545)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Emission::NewCycleForced` (r:0 w:1)
	/// Proof: `Emission::NewCycleForced` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	fn force_new_cycle() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `0`
		//  Estimated: `0`
		// Time: 5_158_000 ps at least.
		Weight::from_parts(5_778_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ParachainSystem::ValidationData` (r:1 w:0)
	/// Proof: `ParachainSystem::ValidationData` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Emission::CurrentParameters` (r:1 w:0)
	/// Proof: `Emission::CurrentParameters` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	/// Storage: `Emission::NewCycleForced` (r:1 w:0)
	/// Proof: `Emission::NewCycleForced` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `Emission::SlotClock` (r:1 w:1)
	/// Proof: `Emission::SlotClock` (`max_values`: Some(1), `max_size`: Some(24), added: 519, mode: `MaxEncodedLen`)
	/// Storage: `Emission::CurrentCycle` (r:1 w:1)
	/// Proof: `Emission::CurrentCycle` (`max_values`: Some(1), `max_size`: Some(108), added: 603, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::Rewards` (r:1 w:1)
	/// Proof: `DappStaking::Rewards` (`max_values`: Some(1), `max_size`: Some(112), added: 607, mode: `MaxEncodedLen`)
	/// Storage: `Emission::Released` (r:1 w:1)
	/// Proof: `Emission::Released` (`max_values`: Some(1), `max_size`: Some(64), added: 559, mode: `MaxEncodedLen`)
	/// Storage: `Aura::Authorities` (r:1 w:0)
	/// Proof: `Aura::Authorities` (`max_values`: Some(1), `max_size`: Some(3842), added: 4337, mode: `MaxEncodedLen`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `DappStaking::OpenPool` (r:1 w:1)
	/// Proof: `DappStaking::OpenPool` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `Emission::CycleLength` (r:1 w:0)
	/// Proof: `Emission::CycleLength` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn on_finalize() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `1259`
		//  Estimated: `8799`
		// Time: 156_053_000 ps at least.
		Weight::from_parts(162_642_000, 8799)
			.saturating_add(T::DbWeight::get().reads(14_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
}
