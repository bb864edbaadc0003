// SPDX-License-Identifier: Apache-2.0

//! Several blocks in a slot: what a user was promised does not depend on how many.
//!
//! | module | asks |
//! |---|---|
//! | `deadlines` | do deadlines in blocks of this chain pass at their time? |
//! | `fees` | do fees move as fast? |
//! | `limits` | how many blocks does the chain take, in a slot and before they are included? |
//! | `offsets` | does the relay parent move back, and forth again? |
//! | `promises` | is all that counts relay-chain blocks the same? |
//! | `sessions` | do sessions keep their length, and collators their seats? |
//! | `tasks` | are heavy tasks and messages executed? |
//! | `weights` | what may a block weigh? |

mod deadlines;
mod fees;
mod limits;
mod offsets;
mod promises;
mod sessions;
mod tasks;
mod weights;

use crate::{
	chain::FIRST,
	common::try_state,
	wasm_chain::{Code, WasmChain},
};
use frame_support::assert_ok;
use outrider_runtime::{
	genesis_presets::{DEVELOPMENT, LOCAL_TESTNET},
	BlockRate, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, System,
};
use pallet_block_rate::Event;
use sp_keyring::Sr25519Keyring::{self, *};

/// All rates.
const RATES: [u32; 5] = [1, 2, 3, 6, 12];

/// A chain with this rate at genesis, after its first block.
fn at_rate(rate: u32) -> WasmChain {
	let mut chain = WasmChain::genesis_at_rate(DEVELOPMENT, rate, FIRST);
	chain.block(1, &[]);
	chain
}

/// Decides on a rate without an offset of the relay parent, as Root.
fn decide(chain: &mut WasmChain, rate: u32) {
	decide_pace(chain, rate, 0);
}

/// Decides on a pace, as Root.
fn decide_pace(chain: &mut WasmChain, rate: u32, relay_parent_offset: u8) {
	chain.execute_with(|| {
		assert_ok!(BlockRate::set_pace(RuntimeOrigin::root(), rate, relay_parent_offset));
	});
}

fn remark(bytes: Vec<u8>) -> RuntimeCall {
	frame_system::Call::remark { remark: bytes }.into()
}

/// Whether the newest block has deposited an event like this.
fn happened(is_it: impl Fn(&RuntimeEvent) -> bool) -> bool {
	System::events().iter().any(|record| is_it(&record.event))
}

#[test]
fn the_rate_changes_with_the_first_block_of_the_next_slot() {
	let mut chain = at_rate(1);
	assert_eq!((chain.target_rate(), chain.slot(&[], |_, _| ())), (1, 1));
	for (from, to) in [(1, 3), (3, 12), (12, 6), (6, 2), (2, 1)] {
		decide(&mut chain, to);
		assert_eq!(chain.target_rate(), to);
		// The block that moves deadlines has its core to itself.
		let first = chain.slot(&[], |chain, index| {
			assert_eq!(index, 0);
			chain.execute_with(|| {
				let changed = RuntimeEvent::BlockRate(Event::PaceChanged {
					rate: to,
					relay_parent_offset: 0,
					rate_before: from,
					relay_parent_offset_before: 0,
				});
				let moved = RuntimeEvent::BlockRate(Event::DeadlinesMoved);
				assert!(happened(|event| *event == changed) && happened(|event| *event == moved));
				assert_eq!(BlockRate::rate().blocks(), to);
			});
		});
		assert_eq!(first, 1);
		assert_eq!(chain.slot(&[], |_, _| ()), to);
		chain.slots(3);
	}
	chain.execute_with(try_state);
}

/// A referendum can decide it: Root needs no more than the call.
#[test]
fn a_scheduled_call_of_root_changes_the_rate() {
	let mut chain = at_rate(1);
	let due = chain.relay_number + 1;
	chain.execute_with(|| {
		let call =
			Box::new(pallet_block_rate::Call::set_pace { rate: 12, relay_parent_offset: 1 }.into());
		let root = RuntimeOrigin::root();
		assert_ok!(outrider_runtime::Scheduler::schedule(root, due, None, 0, call));
	});
	chain.slots(2);
	assert_eq!(chain.target_rate(), 12);
	chain.slots(1);
	assert_eq!(chain.slot(&[], |_, _| ()), 12);
}

/// What a new release would be asked on the state of this one: see the README of the pallet.
#[test]
fn a_state_without_a_rate_is_one_of_rate_one() {
	let mut chain = WasmChain::genesis(DEVELOPMENT, Code::native(), FIRST);
	chain.block(1, &[]);
	chain.execute_with(|| {
		pallet_block_rate::CurrentRate::<Runtime>::kill();
		pallet_block_rate::RelayParentOffset::<Runtime>::kill();
	});
	assert_eq!((chain.target_rate(), chain.relay_parent_offset()), (1, 0));
	chain.slots(2);
	chain.execute_with(try_state);
}

#[test]
fn the_chain_with_twelve_second_blocks_takes_one_pace_only() {
	let json = crate::common::genesis_json(LOCAL_TESTNET);
	assert_eq!(json["blockRate"], serde_json::json!({ "rate": 1, "relayParentOffset": 0 }));
	assert_eq!(outrider_runtime::pace::SYNC_BACKING.max_block_rate, 1);
	assert_eq!(outrider_runtime::pace::ASYNC_BACKING.max_block_rate, 12);
	assert_eq!(outrider_runtime::pace::SYNC_BACKING.max_relay_parent_offset, 0);
}

#[test]
fn users_wait_one_slot_for_a_change_and_then_go_on() {
	let mut chain = at_rate(1);
	decide(&mut chain, 3);
	let refused = |chain: &mut WasmChain| {
		let mode = chain.begin_block(1, None);
		chain.end_block();
		mode == sp_runtime::ExtrinsicInclusionMode::OnlyInherents
	};
	assert!(refused(&mut chain));
	chain.slot(&[(Alice, remark(vec![1])), (Bob, remark(vec![2]))], |_, _| ());
	assert!(!refused(&mut chain));
}
