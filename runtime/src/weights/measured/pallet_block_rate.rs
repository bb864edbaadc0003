// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_block_rate`, measured. Not on reference hardware.
//!
//! Written by `scripts/benchmark.sh pallet_block_rate` on 2026-11-30, benchmarks version 64.0.0.
//! Steps: 20, repeat: 10, CPU: AMD EPYC.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_block_rate` with the costs of the runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_block_rate::WeightInfo for WeightInfo<T> {
	/// Storage: `Aura::CurrentSlot` (r:1 w:0)
	/// Proof: `Aura::CurrentSlot` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `BlockRate::Waiting` (r:1 w:1)
	/// Proof: `BlockRate::Waiting` (`max_values`: Some(1), `max_size`: Some(10), added: 505, mode: `MaxEncodedLen`)
	/// Storage: `BlockRate::Unsettled` (r:1 w:0)
	/// Proof: `BlockRate::Unsettled` (`max_values`: Some(1), `max_size`: Some(605), added: 1100, mode: `MaxEncodedLen`)
	/// Storage: `BlockRate::LastChange` (r:1 w:0)
	/// Proof: `BlockRate::LastChange` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// Storage: `BlockRate::CurrentRate` (r:1 w:0)
	/// Proof: `BlockRate::CurrentRate` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `BlockRate::RelayParentOffset` (r:1 w:0)
	/// Proof: `BlockRate::RelayParentOffset` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	fn set_pace() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `268`
		//  Estimated: `2090`
		// Time: 16_054_000 ps at least.
		Weight::from_parts(17_346_000, 2090)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `BlockRate::Waiting` (r:1 w:0)
	/// Proof: `BlockRate::Waiting` (`max_values`: Some(1), `max_size`: Some(10), added: 505, mode: `MaxEncodedLen`)
	fn unchanged() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `183`
		//  Estimated: `1495`
		// Time: 4_236_000 ps at least.
		Weight::from_parts(4_677_000, 1495).saturating_add(T::DbWeight::get().reads(1_u64))
	}
	/// Storage: `BlockRate::CurrentRate` (r:1 w:1)
	/// Proof: `BlockRate::CurrentRate` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `BlockRate::RelayParentOffset` (r:1 w:1)
	/// Proof: `BlockRate::RelayParentOffset` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `Aura::CurrentSlot` (r:1 w:0)
	/// Proof: `Aura::CurrentSlot` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `TechnicalCommittee::Voting` (r:1 w:0)
	/// Proof: `TechnicalCommittee::Voting` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `SafeMode::EnteredUntil` (r:1 w:1)
	/// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `CollatorSelection::CandidateList` (r:1 w:0)
	/// Proof: `CollatorSelection::CandidateList` (`max_values`: Some(1), `max_size`: Some(4802), added: 5297, mode: `MaxEncodedLen`)
	/// Storage: `BlockRate::Unsettled` (r:0 w:1)
	/// Proof: `BlockRate::Unsettled` (`max_values`: Some(1), `max_size`: Some(605), added: 1100, mode: `MaxEncodedLen`)
	/// Storage: `BlockRate::LastChange` (r:0 w:1)
	/// Proof: `BlockRate::LastChange` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// Storage: `BlockRate::Waiting` (r:0 w:1)
	/// Proof: `BlockRate::Waiting` (`max_values`: Some(1), `max_size`: Some(10), added: 505, mode: `MaxEncodedLen`)
	fn change() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `453`
		//  Estimated: `6287`
		// Time: 21_982_000 ps at least.
		Weight::from_parts(23_606_000, 6287)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `BlockRate::Unsettled` (r:1 w:1)
	/// Proof: `BlockRate::Unsettled` (`max_values`: Some(1), `max_size`: Some(605), added: 1100, mode: `MaxEncodedLen`)
	/// Storage: `BlockRate::LastChange` (r:1 w:0)
	/// Proof: `BlockRate::LastChange` (`max_values`: Some(1), `max_size`: Some(20), added: 515, mode: `MaxEncodedLen`)
	/// Storage: `Identity::PendingUsernames` (r:1 w:0)
	/// Proof: `Identity::PendingUsernames` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
	/// Storage: `Identity::UnbindingUsernames` (r:1 w:0)
	/// Proof: `Identity::UnbindingUsernames` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	/// Storage: `PolkadotXcm::AuthorizedAliases` (r:1 w:0)
	/// Proof: `PolkadotXcm::AuthorizedAliases` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn settle() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `370`
		//  Estimated: `3835`
		// Time: 20_620_000 ps at least.
		Weight::from_parts(22_003_000, 3835)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}
