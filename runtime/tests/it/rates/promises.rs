// SPDX-License-Identifier: Apache-2.0

//! The same chain at other rates: at the end of each slot all that is counted in relay-chain blocks must be the same.

use super::*;
use crate::{
	upgrade::{
		live,
		promises::{state, State},
	},
	wasm_chain::Snapshot,
};
use outrider_runtime::Emission;
use std::{collections::BTreeMap, sync::LazyLock};

/// Slots for which the chains are watched: until after the last promise, the unbonding of Bob's stake.
const WATCHED: u32 = 100;

/// A chain at rate 1 with promises of all kinds open.
fn lived_in_chain() -> WasmChain {
	static CHAIN: LazyLock<Snapshot> = LazyLock::new(|| live(Code::native(), 0).snapshot());
	WasmChain::resume(&CHAIN)
}

/// The facts at the end of each slot, by its relay-chain block. The rates are decided on after so many slots.
fn watch(rates: &[(u32, u32)]) -> BTreeMap<u32, State> {
	let mut chain = lived_in_chain();
	let mut states = BTreeMap::new();
	for passed in 0..WATCHED {
		for (_, rate) in rates.iter().filter(|(after, _)| *after == passed) {
			decide(&mut chain, *rate);
		}
		chain.slots(1);
		states.insert(chain.relay_number, chain.execute_with(state));
	}
	chain.execute_with(try_state);
	states
}

/// Compares the facts. While an era is being settled, which takes a number of blocks, a part of them is not known.
fn assert_same(one: &mut BTreeMap<u32, State>, other: &mut BTreeMap<u32, State>) {
	assert!(one.keys().eq(other.keys()));
	let mut settled = 0;
	for (relay_number, state) in one.iter_mut() {
		let other = other.get_mut(relay_number).unwrap();
		if state.settled.is_none() || other.settled.is_none() {
			(state.settled, other.settled) = (None, None);
		}
		settled += u32::from(state.settled.is_some());
		assert_eq!(other, state, "at relay block {relay_number}");
	}
	assert!(settled >= WATCHED / 3, "{settled} slots with no era being settled");
}

#[test]
fn every_promise_is_kept_at_the_same_relay_block_at_every_rate() {
	let mut slow = watch(&[]);
	for rate in [3, 6, 12] {
		assert_same(&mut slow, &mut watch(&[(2, rate)]));
	}
	// All promises were kept in the meantime.
	let (first, last) = (slow.values().next().unwrap(), slow.values().last().unwrap());
	assert!(last.era.index >= first.era.index + 7);
	let before = (first.can_withdraw, first.has_run, first.rejected, first.can_act_as_proxy);
	assert_eq!(before, (false, false, None, false));
	assert!(last.can_withdraw && last.has_run && last.rejected.is_some() && last.can_act_as_proxy);
	assert!(last.released > first.released);
}

#[test]
fn every_promise_is_kept_when_the_rate_rises_and_falls() {
	let changes = [(5, 3), (20, 12), (35, 1), (50, 6), (70, 12), (90, 1)];
	assert_same(&mut watch(&[]), &mut watch(&changes));
}

/// Several blocks share a slot: the first one takes its pay.
#[test]
fn a_slot_pays_the_same_at_every_rate() {
	let paid = |rate| {
		let mut chain = at_rate(rate);
		chain.slots(1);
		let released = |chain: &mut WasmChain| {
			chain.execute_with(|| Emission::schedule().unwrap().totals.released)
		};
		let before = released(&mut chain);
		let mut paid = vec![];
		chain.slot(&[], |chain, _| paid.push(released(chain) - before));
		(paid[0], *paid.last().unwrap())
	};
	let at_one = paid(1);
	assert!(at_one.0 > 0);
	for rate in RATES {
		assert_eq!(paid(rate), at_one, "at rate {rate}");
	}
}

/// A slot pays at most for itself and one that was missed.
#[test]
fn missed_slots_are_paid_in_as_many_slots_at_every_rate() {
	let paid = |rate| {
		let mut chain = at_rate(rate);
		chain.slots(1);
		chain.relay_number += 10;
		let after_a_slot = |_| {
			chain.slots(1);
			chain.execute_with(|| Emission::schedule().unwrap().totals.released)
		};
		(0..14).map(after_a_slot).collect::<Vec<_>>()
	};
	let at_one = paid(1);
	let steps: Vec<_> = at_one.windows(2).map(|slots| slots[1] - slots[0]).collect();
	assert_eq!(steps[0], 2 * steps[12]);
	for rate in RATES {
		assert_eq!(paid(rate), at_one, "at rate {rate}");
	}
}

#[test]
fn clients_learn_the_time_between_blocks() {
	for (rate, block_time_ms) in [(1, 6_000), (3, 2_000), (6, 1_000), (12, 500)] {
		let mut chain = at_rate(rate);
		let schedule: Option<pallet_emission::Schedule> = chain.call("EmissionApi_schedule", &[]);
		let schedule = schedule.unwrap();
		assert_eq!((schedule.block_time_ms, schedule.slots_per_block), (block_time_ms, 1));
	}
}
