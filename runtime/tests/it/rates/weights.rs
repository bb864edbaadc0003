// SPDX-License-Identifier: Apache-2.0

//! A block has its part of a core, and the first of a bundle may take all of it.

use super::*;
use cumulus_primitives_core::BlockBundleInfo;
use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo},
	weights::Weight,
};
use outrider_runtime::{
	configs::system::RuntimeBlockWeights,
	constants::consensus::{MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO},
};
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};

/// The limit of the weight of each block of a slot, while it takes small transactions.
fn limits(rate: u32) -> Vec<Weight> {
	limits_on(1, rate)
}

/// The same, where the slot has several cores, with as many blocks on each.
fn limits_on(cores: u32, rate: u32) -> Vec<Weight> {
	let mut chain = at_rate(rate);
	chain.cores = cores as u16;
	let of_a_core = rate / cores;
	(0..rate)
		.map(|number| {
			let index = number % of_a_core;
			let place = BlockBundleInfo { index: index as u8, is_last: index + 1 == of_a_core };
			chain.begin_block(u32::from(number == 0), Some(place));
			chain.apply(Alice, remark(vec![1])).unwrap().unwrap();
			let limit = chain.execute_with(|| RuntimeBlockWeights::get().max_block);
			chain.end_block();
			limit
		})
		.collect()
}

/// The block of the lookahead collator that ends a session is as heavy as ever, and no more: see the hook.
#[test]
fn at_rate_one_the_end_of_a_session_weighs_one_block() {
	let mut chain = WasmChain::genesis_at_rate(LOCAL_TESTNET, 1, FIRST + 8);
	chain.block(1, &[]);
	chain.block(1, &[]);
	chain.execute_with(|| {
		assert_eq!(outrider_runtime::Session::current_index(), 1);
		let weight = System::block_weight().total();
		assert!(weight.all_gte(MAXIMUM_BLOCK_WEIGHT), "{weight}");
		assert!(weight.all_lte(MAXIMUM_BLOCK_WEIGHT / 10 * 11), "{weight}");
	});
}

#[test]
fn the_blocks_of_a_slot_share_a_core() {
	assert_eq!(limits(1), [MAXIMUM_BLOCK_WEIGHT]);
	for rate in [3, 6, 12] {
		let limits = limits(rate);
		let part = MAXIMUM_BLOCK_WEIGHT / u64::from(rate);
		assert_eq!(limits, vec![part; rate as usize], "at rate {rate}");
		let sum = limits.into_iter().fold(Weight::zero(), |sum, limit| sum + limit);
		assert!(sum.all_lte(MAXIMUM_BLOCK_WEIGHT));
	}
}

#[test]
fn with_as_many_cores_as_blocks_each_block_has_two_seconds() {
	assert_eq!(MAXIMUM_BLOCK_WEIGHT.ref_time(), 2_000_000_000_000);
	for rate in [2, 3] {
		assert_eq!(limits_on(rate, rate), vec![MAXIMUM_BLOCK_WEIGHT; rate as usize]);
	}
	assert_eq!(limits_on(2, 6), vec![MAXIMUM_BLOCK_WEIGHT / 3; 6]);
}

#[test]
fn at_rate_one_a_block_may_weigh_what_it_might_before_there_were_rates() {
	let mut chain = at_rate(1);
	let limits = chain.execute_with(RuntimeBlockWeights::get);
	let normal = NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_WEIGHT;
	assert_eq!(limits.max_block, MAXIMUM_BLOCK_WEIGHT);
	assert_eq!(limits.get(DispatchClass::Normal).max_total, Some(normal));
	let operational = limits.get(DispatchClass::Operational);
	assert_eq!(operational.max_total, Some(MAXIMUM_BLOCK_WEIGHT));
	assert_eq!(operational.reserved, Some(MAXIMUM_BLOCK_WEIGHT - normal));
}

/// A transaction whose length alone is more than a block's part of the proof at rate 12.
fn long() -> RuntimeCall {
	remark(vec![7; 1_000_000])
}

#[test]
fn a_transaction_that_needs_more_than_a_part_takes_the_core_of_a_first_block() {
	let mut chain = at_rate(12);
	assert_eq!(chain.slot(&[(Alice, long())], |_, _| ()), 1);
	// The next slot is whole again.
	assert_eq!(chain.slot(&[(Alice, remark(vec![1]))], |_, _| ()), 12);
}

#[test]
fn such_a_transaction_waits_in_all_other_blocks() {
	let mut chain = at_rate(12);
	let place = |index| Some(BlockBundleInfo { index, is_last: false });
	chain.build(1, place(0), &[]);
	chain.begin_block(0, place(1));
	let exhausts = TransactionValidityError::from(InvalidTransaction::ExhaustsResources);
	assert_eq!(chain.apply(Alice, long()), Err(exhausts));
	chain.apply(Alice, remark(vec![1])).unwrap().unwrap();
	chain.end_block();
	assert_eq!(chain.slot(&[(Alice, long())], |_, _| ()), 1);
}

#[test]
fn a_bundle_of_full_blocks_weighs_no_more_than_a_core() {
	for rate in [3, 12] {
		let mut chain = at_rate(rate);
		let transaction = tenth_of_a_block(rate);
		let mut sum = Weight::zero();
		for index in 0..rate {
			let place = BlockBundleInfo { index: index as u8, is_last: false };
			chain.begin_block(u32::from(index == 0), Some(place));
			let mut applied = 0;
			while chain.apply(Alice, transaction.clone()).is_ok() {
				applied += 1;
			}
			assert!((5..=10).contains(&applied), "{applied} at rate {rate}");
			sum += chain.execute_with(|| System::block_weight().total());
			chain.end_block();
		}
		assert!(sum.all_lte(MAXIMUM_BLOCK_WEIGHT), "{sum} at rate {rate}");
		// Nor is much left over of what ordinary transactions may use. These need proof more than time.
		let least = NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_WEIGHT.proof_size() / 10 * 8;
		assert!(sum.proof_size() >= least, "{sum} at rate {rate}");
	}
}

/// Transfers that need about a tenth of the proof that ordinary transactions may need in a block at this rate.
fn tenth_of_a_block(rate: u32) -> RuntimeCall {
	let batch = |count| {
		let dest = Bob.to_account_id().into();
		let transfer = pallet_balances::Call::transfer_keep_alive { dest, value: 1 };
		RuntimeCall::from(pallet_utility::Call::batch { calls: vec![transfer.into(); count] })
	};
	let proof = |count| batch(count).get_dispatch_info().call_weight.proof_size();
	let each = (proof(20) - proof(10)) / 10;
	let part = MAXIMUM_BLOCK_WEIGHT.proof_size() / u64::from(rate);
	batch(usize::try_from(NORMAL_DISPATCH_RATIO * part / 10 / each).unwrap())
}

/// The heaviest calls of the runtime need a core at most.
#[test]
fn the_pool_takes_what_a_core_can_execute_at_every_rate() {
	// Half of a core has room for it, and a third has not.
	for (rate, blocks) in [(1, 1), (2, 2), (3, 1), (6, 1), (12, 1)] {
		let mut chain = at_rate(rate);
		let preimage = vec![0; 3 * 1024 * 1024];
		let call: RuntimeCall = pallet_preimage::Call::note_preimage { bytes: preimage }.into();
		assert_eq!(chain.slot(&[(Alice, call)], |_, _| ()), blocks, "at rate {rate}");
	}
}
