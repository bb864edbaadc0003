// SPDX-License-Identifier: Apache-2.0

//! Sessions are as long in time at every rate, and nobody loses a seat by a change.

use super::*;
use frame_support::{traits::Get, BoundedVec};
use outrider_runtime::{BlockNumber, Session, SessionLength};
use pallet_collator_selection::{CandidateInfo, CandidateList, LastAuthoredBlock};

type KickThreshold = <Runtime as pallet_collator_selection::Config>::KickThreshold;

/// The relay-chain blocks at which sessions end within so many slots, on a network with sessions of ten.
fn ends(rate: u32, slots: u32) -> Vec<u32> {
	let mut chain = WasmChain::genesis_at_rate(LOCAL_TESTNET, rate, FIRST + 1);
	let mut ends = vec![];
	let mut index = 0;
	for _ in 0..slots {
		chain.slot(&[], |chain, place| {
			let now = chain.execute_with(Session::current_index);
			if now != index {
				assert_eq!(place, 0, "a session ends with the first block of a slot");
				ends.push(chain.relay_number);
			}
			index = now;
		});
	}
	ends
}

#[test]
fn sessions_end_at_the_same_relay_chain_blocks_at_every_rate() {
	let expected = [FIRST + 10, FIRST + 20, FIRST + 30];
	for rate in RATES {
		assert_eq!(ends(rate, 35), expected, "at rate {rate}");
	}
}

#[test]
fn the_end_of_a_session_leaves_one_block_in_its_slot() {
	let mut chain = WasmChain::genesis_at_rate(LOCAL_TESTNET, 12, FIRST + 7);
	assert_eq!([(); 4].map(|()| chain.slot(&[], |_, _| ())), [12, 12, 1, 12]);
}

#[test]
fn a_candidate_may_be_idle_for_two_sessions_in_time() {
	for rate in RATES {
		let threshold = at_rate(rate).execute_with(KickThreshold::get);
		assert_eq!(threshold, 2 * 3_600 * rate, "at rate {rate}");
	}
}

/// How long ago a candidate has authored, as a share of what it may be idle.
fn idle(who: Sr25519Keyring) -> f64 {
	let now = System::block_number();
	let since = now.saturating_sub(LastAuthoredBlock::<Runtime>::get(who.to_account_id()));
	f64::from(since) / f64::from(<KickThreshold as Get<BlockNumber>>::get())
}

#[test]
fn a_change_leaves_a_candidate_the_time_that_it_has() {
	for (from, to) in [(12, 1), (1, 12), (3, 6)] {
		let mut chain = at_rate(from);
		chain.skip_numbers(100_000);
		chain.slots(1);
		chain.execute_with(|| {
			let deposit = 1;
			let info = |who: Sr25519Keyring| CandidateInfo { who: who.to_account_id(), deposit };
			CandidateList::<Runtime>::put(BoundedVec::truncate_from(vec![info(Bob), info(Dave)]));
			// Half of the time is over.
			let now = System::block_number();
			let threshold: BlockNumber = KickThreshold::get();
			LastAuthoredBlock::<Runtime>::insert(Bob.to_account_id(), now - threshold / 2);
			// A new candidate has a threshold before its idle time begins.
			LastAuthoredBlock::<Runtime>::insert(Dave.to_account_id(), now + threshold);
		});
		decide(&mut chain, to);
		chain.slots(1);
		chain.execute_with(|| {
			let half = idle(Bob);
			assert!((0.49..=0.51).contains(&half), "{half} from {from} to {to}");
			let begins = LastAuthoredBlock::<Runtime>::get(Dave.to_account_id());
			let threshold: BlockNumber = KickThreshold::get();
			let left = begins - System::block_number();
			assert!(left.abs_diff(threshold) <= 12, "{left} of {threshold} from {from} to {to}");
		});
	}
}

#[test]
fn the_length_in_blocks_follows_the_rate() {
	for rate in RATES {
		let blocks = at_rate(rate).execute_with(<SessionLength as Get<u32>>::get);
		assert_eq!(blocks, 3_600 * rate);
	}
}
