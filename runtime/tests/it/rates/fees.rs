// SPDX-License-Identifier: Apache-2.0

//! Fees rise and fall as fast at every rate.

use super::*;
use frame_support::{dispatch::DispatchClass, traits::Get};
use outrider_runtime::configs::{
	monetary::{fee_step_of_slot, FeeStepOfBlock, FeeUpdate},
	system::RuntimeBlockWeights,
};
use pallet_transaction_payment::{Multiplier, NextFeeMultiplier};
use polkadot_runtime_common::SlowAdjustingFeeUpdate;
use sp_runtime::{traits::Convert, Perbill};

/// The multiplier after so many slots whose blocks are full to this part of what ordinary transactions may weigh.
fn after(rate: u32, slots: u32, fullness: Perbill) -> f64 {
	let mut chain = at_rate(rate);
	chain.execute_with(|| NextFeeMultiplier::<Runtime>::put(Multiplier::from(10)));
	chain.slots(1);
	chain.execute_with(|| {
		let normal = RuntimeBlockWeights::get().get(DispatchClass::Normal).max_total.unwrap();
		System::set_block_consumed_resources(fullness * normal, 0);
		let mut multiplier = Multiplier::from(10);
		for _ in 0..slots * rate {
			multiplier = FeeUpdate::convert(multiplier);
		}
		multiplier.to_float()
	})
}

#[test]
fn fees_move_as_fast_in_time_at_every_rate() {
	for fullness in [0, 10, 50, 100].map(Perbill::from_percent) {
		let at_one = after(1, 600, fullness);
		let moved = (at_one - 10.0).abs();
		assert!(moved > 0.01, "{at_one}");
		for rate in RATES {
			let difference = (after(rate, 600, fullness) - at_one).abs();
			assert!(
				difference < moved / 1_000.0,
				"{fullness:?} at rate {rate}: {difference} of {moved}"
			);
		}
	}
}

#[test]
fn at_rate_one_fees_move_as_in_the_sdk() {
	at_rate(1).execute_with(|| {
		for fullness in [0, 25, 60, 100].map(Perbill::from_percent) {
			let normal = RuntimeBlockWeights::get().get(DispatchClass::Normal).max_total.unwrap();
			System::set_block_consumed_resources(fullness * normal, 0);
			for before in [1, 7, 1_000].map(Multiplier::from) {
				let sdk = SlowAdjustingFeeUpdate::<Runtime>::convert(before);
				assert_eq!(FeeUpdate::convert(before), sdk);
			}
		}
	});
}

/// Else fees would stand still where each slot has one transaction that needs a core.
#[test]
fn a_block_that_takes_the_core_moves_fees_for_all_blocks_of_the_slot() {
	let mut chain = at_rate(12);
	chain.slot(&[(Alice, remark(vec![7; 1_000_000]))], |chain, _| {
		assert_eq!(chain.execute_with(FeeStepOfBlock::get), fee_step_of_slot());
	});
	chain.slot(&[], |chain, _| {
		let twelfth = fee_step_of_slot() / Multiplier::from(12);
		let step: Multiplier = chain.execute_with(FeeStepOfBlock::get);
		assert!(step.into_inner().abs_diff(twelfth.into_inner()) <= 1, "{step:?}");
	});
}

/// The price of a weight is the same: a transaction costs what it costs at rate 1.
#[test]
fn a_transfer_costs_the_same_at_every_rate() {
	let fee = |rate| {
		let mut chain = at_rate(rate);
		chain.execute_with(|| {
			// The block before has moved it, by the rate's part of what moves in a slot.
			NextFeeMultiplier::<Runtime>::put(Multiplier::from(1));
			let call: RuntimeCall = pallet_balances::Call::transfer_keep_alive {
				dest: Bob.to_account_id().into(),
				value: 1,
			}
			.into();
			outrider_runtime::TransactionPayment::query_call_info(call, 150).partial_fee
		})
	};
	let at_one = fee(1);
	assert!(at_one > 0);
	assert_eq!(RATES.map(fee), [at_one; 5]);
}
