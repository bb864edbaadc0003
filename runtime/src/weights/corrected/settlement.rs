// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_settlement`: as measured, but for `submit_batch`.
//!
//! The measurement varies one of its three numbers at a time and holds the others at their highest. The regression then gives all
//! that they have in common to the base: 4.35 ms, which the smallest batch would pay. The figures here go through the ends of each
//! row of the same measurement, rounded up: from 573 to 2,048 chunks the time rose by 2.12 ms, from 0.8 to 1.9 million bytes by
//! 1.39 ms, from 0 to 256 inbox entries by 1.16 ms, up to 6.66 ms. What remains is 0.14 ms.

use crate::weights::measured::pallet_settlement::WeightInfo as Measured;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};
use pallet_settlement::WeightInfo;

/// Weights of `pallet_settlement` with the costs of the runtime's database.
pub struct SettlementWeights<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SettlementWeights<T> {
	fn submit_batch(c: u32, b: u32, e: u32) -> Weight {
		let chunks = Weight::from_parts(1_560_000, 1).saturating_mul(c.into());
		let bytes = Weight::from_parts(1_270, 0).saturating_mul(b.into());
		let entries = Weight::from_parts(4_600_000, 2_538).saturating_mul(e.into());
		Weight::from_parts(150_000_000, 3_645)
			.saturating_add(chunks)
			.saturating_add(bytes)
			.saturating_add(entries)
			.saturating_add(T::DbWeight::get().reads(13_u64.saturating_add(e.into())))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	with_more! {
		Measured<T>, Weight::zero() =>
		deposit(),
		set_trader(),
		force_exit(),
		register(),
		add_bond(),
		leave(),
		withdraw_bond(),
		check_chunk(r),
		claim(),
		report_broken_receipt(),
		escape(),
		refund(),
		pause(),
		resume(),
		set_parameters(),
		begin_block(f, p),
		end_block(),
	}
}
