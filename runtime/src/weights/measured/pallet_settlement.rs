// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_settlement`, measured. Not on reference hardware.
//!
//! Written by `scripts/benchmark.sh pallet_settlement` on 2026-11-30, benchmarks version 64.0.0.
//! Steps: 20, repeat: 10, CPU: AMD EPYC.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_settlement` with the costs of the runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_settlement::WeightInfo for WeightInfo<T> {
	/// Storage: `Settlement::CurrentMode` (r:1 w:0)
	/// Proof: `Settlement::CurrentMode` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Indices` (r:1 w:1)
	/// Proof: `Settlement::Indices` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::NextIndex` (r:1 w:1)
	/// Proof: `Settlement::NextIndex` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Deposited` (r:1 w:1)
	/// Proof: `Settlement::Deposited` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::SlotClock` (r:1 w:0)
	/// Proof: `Settlement::SlotClock` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::PaidOut` (r:1 w:0)
	/// Proof: `Settlement::PaidOut` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::CurrentParameters` (r:1 w:0)
	/// Proof: `Settlement::CurrentParameters` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::ClaimMeter` (r:1 w:1)
	/// Proof: `Settlement::ClaimMeter` (`max_values`: Some(1), `max_size`: Some(260), added: 755, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::InboxStart` (r:1 w:1)
	/// Proof: `Settlement::InboxStart` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Final` (r:1 w:0)
	/// Proof: `Settlement::Final` (`max_values`: Some(1), `max_size`: Some(56), added: 551, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::InboxEnd` (r:1 w:1)
	/// Proof: `Settlement::InboxEnd` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Inbox` (r:0 w:3)
	/// Proof: `Settlement::Inbox` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	fn deposit() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `591`
		//  Estimated: `3593`
		// Time: 102_223_000 ps at least.
		Weight::from_parts(107_510_000, 3593)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	/// Storage: `Settlement::Indices` (r:1 w:0)
	/// Proof: `Settlement::Indices` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::CurrentMode` (r:1 w:0)
	/// Proof: `Settlement::CurrentMode` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::InboxStart` (r:1 w:0)
	/// Proof: `Settlement::InboxStart` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Final` (r:1 w:0)
	/// Proof: `Settlement::Final` (`max_values`: Some(1), `max_size`: Some(56), added: 551, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::InboxEnd` (r:1 w:1)
	/// Proof: `Settlement::InboxEnd` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::SlotClock` (r:1 w:0)
	/// Proof: `Settlement::SlotClock` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Inbox` (r:0 w:1)
	/// Proof: `Settlement::Inbox` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	fn set_trader() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `170`
		//  Estimated: `3517`
		// Time: 44_537_000 ps at least.
		Weight::from_parts(47_491_000, 3517)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Settlement::Indices` (r:1 w:0)
	/// Proof: `Settlement::Indices` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::CurrentMode` (r:1 w:0)
	/// Proof: `Settlement::CurrentMode` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::InboxStart` (r:1 w:0)
	/// Proof: `Settlement::InboxStart` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Final` (r:1 w:0)
	/// Proof: `Settlement::Final` (`max_values`: Some(1), `max_size`: Some(56), added: 551, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::InboxEnd` (r:1 w:1)
	/// Proof: `Settlement::InboxEnd` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::SlotClock` (r:1 w:0)
	/// Proof: `Settlement::SlotClock` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Inbox` (r:0 w:1)
	/// Proof: `Settlement::Inbox` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	fn force_exit() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `170`
		//  Estimated: `3517`
		// Time: 44_697_000 ps at least.
		Weight::from_parts(47_170_000, 3517)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Settlement::CurrentMode` (r:1 w:0)
	/// Proof: `Settlement::CurrentMode` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::CurrentRotation` (r:1 w:1)
	/// Proof: `Settlement::CurrentRotation` (`max_values`: Some(1), `max_size`: Some(41), added: 536, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Sequencers` (r:33 w:2)
	/// Proof: `Settlement::Sequencers` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::CurrentParameters` (r:1 w:0)
	/// Proof: `Settlement::CurrentParameters` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::SequencerList` (r:1 w:1)
	/// Proof: `Settlement::SequencerList` (`max_values`: Some(1), `max_size`: Some(1025), added: 1520, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::SlotClock` (r:1 w:0)
	/// Proof: `Settlement::SlotClock` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::NextRegistration` (r:1 w:1)
	/// Proof: `Settlement::NextRegistration` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn register() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `5500`
		//  Estimated: `86592`
		// Time: 228_440_000 ps at least.
		Weight::from_parts(241_690_000, 86592)
			.saturating_add(T::DbWeight::get().reads(40_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `Settlement::Sequencers` (r:1 w:1)
	/// Proof: `Settlement::Sequencers` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	fn add_bond() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `1241`
		//  Estimated: `3658`
		// Time: 71_416_000 ps at least.
		Weight::from_parts(76_203_000, 3658)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Settlement::Sequencers` (r:1 w:1)
	/// Proof: `Settlement::Sequencers` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::SlotClock` (r:1 w:0)
	/// Proof: `Settlement::SlotClock` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::CurrentParameters` (r:1 w:0)
	/// Proof: `Settlement::CurrentParameters` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::SequencerList` (r:1 w:1)
	/// Proof: `Settlement::SequencerList` (`max_values`: Some(1), `max_size`: Some(1025), added: 1520, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::CurrentRotation` (r:1 w:1)
	/// Proof: `Settlement::CurrentRotation` (`max_values`: Some(1), `max_size`: Some(41), added: 536, mode: `MaxEncodedLen`)
	fn leave() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `1741`
		//  Estimated: `3584`
		// Time: 30_786_000 ps at least.
		Weight::from_parts(34_672_000, 3584)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Settlement::Sequencers` (r:1 w:1)
	/// Proof: `Settlement::Sequencers` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::SlotClock` (r:1 w:0)
	/// Proof: `Settlement::SlotClock` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	fn withdraw_bond() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `1246`
		//  Estimated: `3658`
		// Time: 62_023_000 ps at least.
		Weight::from_parts(67_861_000, 3658)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Settlement::CurrentMode` (r:1 w:0)
	/// Proof: `Settlement::CurrentMode` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::SlotClock` (r:1 w:0)
	/// Proof: `Settlement::SlotClock` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::LastPause` (r:1 w:0)
	/// Proof: `Settlement::LastPause` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Sequencers` (r:1 w:1)
	/// Proof: `Settlement::Sequencers` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::CurrentRotation` (r:1 w:0)
	/// Proof: `Settlement::CurrentRotation` (`max_values`: Some(1), `max_size`: Some(41), added: 536, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::CurrentParameters` (r:1 w:0)
	/// Proof: `Settlement::CurrentParameters` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::LastBatches` (r:1 w:1)
	/// Proof: `Settlement::LastBatches` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Tip` (r:1 w:1)
	/// Proof: `Settlement::Tip` (`max_values`: Some(1), `max_size`: Some(56), added: 551, mode: `MaxEncodedLen`)
	/// Storage: `Aura::CurrentSlot` (r:1 w:0)
	/// Proof: `Aura::CurrentSlot` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Inbox` (r:256 w:0)
	/// Proof: `Settlement::Inbox` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::InboxEnd` (r:1 w:0)
	/// Proof: `Settlement::InboxEnd` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::CurrentWindow` (r:1 w:0)
	/// Proof: `Settlement::CurrentWindow` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Batches` (r:1 w:1)
	/// Proof: `Settlement::Batches` (`max_values`: None, `max_size`: Some(180), added: 2655, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Checked` (r:0 w:1)
	/// Proof: `Settlement::Checked` (`max_values`: None, `max_size`: Some(278), added: 2753, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::LastTick` (r:1 w:0)
	/// Proof: `Settlement::LastTick` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::InboxFloor` (r:1 w:0)
	/// Proof: `Settlement::InboxFloor` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// The range of component `c` is `[573, 2048]`.
	/// The range of component `b` is `[0, 1900000]`.
	/// The range of component `e` is `[0, 256]`.
	fn submit_batch(c: u32, b: u32, e: u32) -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `1034 + e * (79 ±0)`
		//  Estimated: `3645 + c * (1 ±0) + e * (2538 ±0)`
		// Time: 4_310_339_000 ps at least.
		Weight::from_parts(4_353_383_000, 3645)
			// Standard error: 27_595 ps.
			.saturating_add(Weight::from_parts(473_751, 0).saturating_mul(c.into()))
			// Standard error: 26 ps.
			.saturating_add(Weight::from_parts(497, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(e.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(0, 2538).saturating_mul(e.into()))
	}
	/// Storage: `Settlement::Final` (r:1 w:0)
	/// Proof: `Settlement::Final` (`max_values`: Some(1), `max_size`: Some(56), added: 551, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Tip` (r:1 w:1)
	/// Proof: `Settlement::Tip` (`max_values`: Some(1), `max_size`: Some(56), added: 551, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Batches` (r:2 w:0)
	/// Proof: `Settlement::Batches` (`max_values`: None, `max_size`: Some(180), added: 2655, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Checked` (r:1 w:0)
	/// Proof: `Settlement::Checked` (`max_values`: None, `max_size`: Some(278), added: 2753, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::OrphansTo` (r:1 w:1)
	/// Proof: `Settlement::OrphansTo` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::LastTick` (r:1 w:0)
	/// Proof: `Settlement::LastTick` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::SlotClock` (r:1 w:0)
	/// Proof: `Settlement::SlotClock` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::CurrentParameters` (r:1 w:0)
	/// Proof: `Settlement::CurrentParameters` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::LastBatches` (r:1 w:1)
	/// Proof: `Settlement::LastBatches` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Sequencers` (r:1 w:1)
	/// Proof: `Settlement::Sequencers` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::SequencerList` (r:1 w:1)
	/// Proof: `Settlement::SequencerList` (`max_values`: Some(1), `max_size`: Some(1025), added: 1520, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::CurrentRotation` (r:1 w:1)
	/// Proof: `Settlement::CurrentRotation` (`max_values`: Some(1), `max_size`: Some(41), added: 536, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// The range of component `r` is `[1, 32]`.
	fn check_chunk(r: u32) -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `3281`
		//  Estimated: `6300`
		// Time: 244_664_000 ps at least.
		Weight::from_parts(216_259_350, 6300)
			// Standard error: 149_045 ps.
			.saturating_add(Weight::from_parts(68_600_146, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(16_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `Settlement::Final` (r:1 w:0)
	/// Proof: `Settlement::Final` (`max_values`: Some(1), `max_size`: Some(56), added: 551, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::CurrentMode` (r:1 w:0)
	/// Proof: `Settlement::CurrentMode` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Claimed` (r:1 w:1)
	/// Proof: `Settlement::Claimed` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Deposited` (r:1 w:0)
	/// Proof: `Settlement::Deposited` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::PaidOut` (r:1 w:1)
	/// Proof: `Settlement::PaidOut` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::ClaimMeter` (r:1 w:1)
	/// Proof: `Settlement::ClaimMeter` (`max_values`: Some(1), `max_size`: Some(260), added: 755, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::SlotClock` (r:1 w:0)
	/// Proof: `Settlement::SlotClock` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::CurrentParameters` (r:1 w:0)
	/// Proof: `Settlement::CurrentParameters` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn claim() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `615`
		//  Estimated: `6196`
		// Time: 90_996_000 ps at least.
		Weight::from_parts(95_983_000, 6196)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Settlement::Tip` (r:1 w:0)
	/// Proof: `Settlement::Tip` (`max_values`: Some(1), `max_size`: Some(56), added: 551, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Batches` (r:1 w:0)
	/// Proof: `Settlement::Batches` (`max_values`: None, `max_size`: Some(180), added: 2655, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Sequencers` (r:1 w:1)
	/// Proof: `Settlement::Sequencers` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::SequencerList` (r:1 w:1)
	/// Proof: `Settlement::SequencerList` (`max_values`: Some(1), `max_size`: Some(1025), added: 1520, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::CurrentRotation` (r:1 w:1)
	/// Proof: `Settlement::CurrentRotation` (`max_values`: Some(1), `max_size`: Some(41), added: 536, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::CurrentParameters` (r:1 w:0)
	/// Proof: `Settlement::CurrentParameters` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	fn report_broken_receipt() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `2739`
		//  Estimated: `3658`
		// Time: 184_985_000 ps at least.
		Weight::from_parts(193_358_000, 3658)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Settlement::CurrentMode` (r:1 w:1)
	/// Proof: `Settlement::CurrentMode` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Tip` (r:1 w:0)
	/// Proof: `Settlement::Tip` (`max_values`: Some(1), `max_size`: Some(56), added: 551, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Inbox` (r:1 w:0)
	/// Proof: `Settlement::Inbox` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::SlotClock` (r:1 w:0)
	/// Proof: `Settlement::SlotClock` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::LastBatches` (r:1 w:0)
	/// Proof: `Settlement::LastBatches` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::CurrentParameters` (r:1 w:0)
	/// Proof: `Settlement::CurrentParameters` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::CurrentRotation` (r:0 w:1)
	/// Proof: `Settlement::CurrentRotation` (`max_values`: Some(1), `max_size`: Some(41), added: 536, mode: `MaxEncodedLen`)
	fn escape() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `272`
		//  Estimated: `3538`
		// Time: 28_192_000 ps at least.
		Weight::from_parts(31_828_000, 3538)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Settlement::CurrentMode` (r:1 w:0)
	/// Proof: `Settlement::CurrentMode` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Final` (r:1 w:0)
	/// Proof: `Settlement::Final` (`max_values`: Some(1), `max_size`: Some(56), added: 551, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Tip` (r:1 w:0)
	/// Proof: `Settlement::Tip` (`max_values`: Some(1), `max_size`: Some(56), added: 551, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Inbox` (r:1 w:1)
	/// Proof: `Settlement::Inbox` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::PaidOut` (r:1 w:1)
	/// Proof: `Settlement::PaidOut` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	fn refund() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `367`
		//  Estimated: `6196`
		// Time: 69_113_000 ps at least.
		Weight::from_parts(72_127_000, 6196)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Settlement::CurrentParameters` (r:1 w:0)
	/// Proof: `Settlement::CurrentParameters` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::SlotClock` (r:1 w:0)
	/// Proof: `Settlement::SlotClock` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::LastPause` (r:1 w:1)
	/// Proof: `Settlement::LastPause` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn pause() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `49`
		//  Estimated: `1545`
		// Time: 9_394_000 ps at least.
		Weight::from_parts(10_445_000, 1545)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Settlement::SlotClock` (r:1 w:0)
	/// Proof: `Settlement::SlotClock` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::LastPause` (r:1 w:1)
	/// Proof: `Settlement::LastPause` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn resume() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `0`
		//  Estimated: `1497`
		// Time: 7_741_000 ps at least.
		Weight::from_parts(8_633_000, 1497)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Settlement::CurrentParameters` (r:1 w:0)
	/// Proof: `Settlement::CurrentParameters` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::SlotClock` (r:1 w:0)
	/// Proof: `Settlement::SlotClock` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::NextParameters` (r:0 w:1)
	/// Proof: `Settlement::NextParameters` (`max_values`: Some(1), `max_size`: Some(64), added: 559, mode: `MaxEncodedLen`)
	fn set_parameters() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `49`
		//  Estimated: `1545`
		// Time: 8_843_000 ps at least.
		Weight::from_parts(9_784_000, 1545)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Settlement::CurrentMode` (r:1 w:0)
	/// Proof: `Settlement::CurrentMode` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `Aura::CurrentSlot` (r:1 w:0)
	/// Proof: `Aura::CurrentSlot` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::SlotClock` (r:1 w:0)
	/// Proof: `Settlement::SlotClock` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Final` (r:1 w:1)
	/// Proof: `Settlement::Final` (`max_values`: Some(1), `max_size`: Some(56), added: 551, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Tip` (r:1 w:0)
	/// Proof: `Settlement::Tip` (`max_values`: Some(1), `max_size`: Some(56), added: 551, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Batches` (r:24 w:24)
	/// Proof: `Settlement::Batches` (`max_values`: None, `max_size`: Some(180), added: 2655, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::CurrentWindow` (r:1 w:0)
	/// Proof: `Settlement::CurrentWindow` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Sequencers` (r:1 w:1)
	/// Proof: `Settlement::Sequencers` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::InboxStart` (r:1 w:1)
	/// Proof: `Settlement::InboxStart` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::OrphansTo` (r:1 w:1)
	/// Proof: `Settlement::OrphansTo` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Inbox` (r:0 w:8)
	/// Proof: `Settlement::Inbox` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::Checked` (r:0 w:24)
	/// Proof: `Settlement::Checked` (`max_values`: None, `max_size`: Some(278), added: 2753, mode: `MaxEncodedLen`)
	/// The range of component `f` is `[0, 16]`.
	/// The range of component `p` is `[0, 16]`.
	fn begin_block(f: u32, p: u32) -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `2644 + f * (225 ±0) + p * (92 ±0)`
		//  Estimated: `22230 + f * (1478 ±54) + p * (570 ±54)`
		// Time: 115_121_000 ps at least.
		Weight::from_parts(37_034_787, 22230)
			// Standard error: 58_231 ps.
			.saturating_add(Weight::from_parts(13_214_427, 0).saturating_mul(f.into()))
			// Standard error: 58_231 ps.
			.saturating_add(Weight::from_parts(5_561_920, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(f.into())))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(f.into())))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(p.into())))
			.saturating_add(Weight::from_parts(0, 1478).saturating_mul(f.into()))
			.saturating_add(Weight::from_parts(0, 570).saturating_mul(p.into()))
	}
	/// Storage: `Settlement::CurrentMode` (r:1 w:0)
	/// Proof: `Settlement::CurrentMode` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::SlotClock` (r:1 w:0)
	/// Proof: `Settlement::SlotClock` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Settlement::Authors` (r:1 w:1)
	/// Proof: `Settlement::Authors` (`max_values`: Some(1), `max_size`: Some(5762), added: 6257, mode: `MaxEncodedLen`)
	/// Storage: `BlockRate::CurrentRate` (r:1 w:0)
	/// Proof: `BlockRate::CurrentRate` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::CurrentParameters` (r:1 w:0)
	/// Proof: `Settlement::CurrentParameters` (`max_values`: Some(1), `max_size`: Some(60), added: 555, mode: `MaxEncodedLen`)
	/// Storage: `Settlement::CurrentWindow` (r:0 w:1)
	/// Proof: `Settlement::CurrentWindow` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn end_block() -> Weight {
		// Proof size summary in bytes:
		//  Measured:  `4178`
		//  Estimated: `7247`
		// Time: 31_607_000 ps at least.
		Weight::from_parts(33_891_000, 7247)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
}
