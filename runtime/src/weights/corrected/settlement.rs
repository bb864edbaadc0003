// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_settlement`. Estimated: nobody has run its benchmarks on a machine that does nothing else. This file
//! goes with the next measurement.
//!
//! The estimates are meant to be too high. Entries are counted in the code. A map's entry has 3 kB of proof, a value 600 bytes
//! and more where it is larger. Time has 50 µs for a signature, 2 µs for a hash, 3 ns for a byte that is copied, compared and
//! hashed, and about as much again for the code between.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};
use pallet_settlement::WeightInfo;

/// Weights of `pallet_settlement` with the costs of the runtime's database.
pub struct SettlementWeights<T>(PhantomData<T>);

/// Picoseconds in a microsecond.
const MICROS: u64 = 1_000_000;

impl<T: frame_system::Config> SettlementWeights<T> {
	/// A weight of so many microseconds, bytes of proof, entries read and entries written.
	fn of(micros: u64, proof: u64, reads: u64, writes: u64) -> Weight {
		Weight::from_parts(micros.saturating_mul(MICROS), proof)
			.saturating_add(T::DbWeight::get().reads_writes(reads, writes))
	}
}

impl<T: frame_system::Config> WeightInfo for SettlementWeights<T> {
	fn deposit() -> Weight {
		Self::of(120, 20_000, 15, 12)
	}
	fn set_trader() -> Weight {
		Self::of(80, 13_000, 11, 8)
	}
	fn force_exit() -> Weight {
		Self::of(80, 13_000, 11, 8)
	}
	/// Each of 32 sequencers is read.
	fn register() -> Weight {
		Self::of(300, 115_000, 45, 11)
	}
	fn add_bond() -> Weight {
		Self::of(90, 12_000, 6, 4)
	}
	fn leave() -> Weight {
		Self::of(60, 10_000, 7, 3)
	}
	fn withdraw_bond() -> Weight {
		Self::of(100, 13_000, 7, 5)
	}
	/// A chunk is hashed as a leaf and as a part of nodes.
	fn submit_batch(c: u32, b: u32, e: u32) -> Weight {
		let chunks = Weight::from_parts(8 * MICROS, 0).saturating_mul(c.into());
		let bytes = Weight::from_parts(3_000, 0).saturating_mul(b.into());
		let entries = Self::of(6, 3_000, 1, 0).saturating_mul(e.into());
		Self::of(150, 30_000, 18, 9)
			.saturating_add(chunks)
			.saturating_add(bytes)
			.saturating_add(entries)
	}
	/// The longest witness has some 1,500 hashes, which are hashed before and after the records. A record is a signature, and the
	/// decoding and encoding of two accounts.
	fn check_chunk(r: u32) -> Weight {
		Self::of(8_000, 45_000, 24, 18)
			.saturating_add(Self::of(200, 0, 0, 0).saturating_mul(r.into()))
	}
	fn claim() -> Weight {
		Self::of(250, 25_000, 14, 7)
	}
	fn report_broken_receipt() -> Weight {
		Self::of(350, 35_000, 17, 12)
	}
	fn escape() -> Weight {
		Self::of(50, 10_000, 8, 3)
	}
	fn refund() -> Weight {
		Self::of(110, 16_000, 9, 6)
	}
	fn pause() -> Weight {
		Self::of(25, 3_000, 3, 1)
	}
	fn resume() -> Weight {
		Self::of(25, 3_000, 2, 1)
	}
	fn set_parameters() -> Weight {
		Self::of(30, 4_000, 3, 2)
	}
	fn begin_block(f: u32, p: u32) -> Weight {
		Self::of(100, 18_000, 16, 9)
			.saturating_add(Self::of(50, 10_000, 5, 6).saturating_mul(f.into()))
			.saturating_add(Self::of(25, 6_000, 2, 3).saturating_mul(p.into()))
	}
	/// 120 collators.
	fn end_block() -> Weight {
		Self::of(300, 20_000, 9, 3)
	}
}
