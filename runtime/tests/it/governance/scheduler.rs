// SPDX-License-Identifier: Apache-2.0

//! The scheduler starts at the relay chain's number, and catches up after a stall.

use super::*;
use crate::wasm_chain::{Code, WasmChain};
use frame_support::{dispatch::DispatchClass, traits::Get};
use outrider_runtime::{
	configs::{
		governance::MaximumSchedulerWeight, system::RuntimeBlockWeights,
		xcm::MessageQueueServiceWeight,
	},
	constants::consensus::{AVERAGE_ON_INITIALIZE_RATIO, XCM_MIGRATION_RATIO},
	genesis_presets::DEVELOPMENT,
	AllPalletsWithSystem, RuntimeOrigin,
};
use pallet_scheduler::{Event, IncompleteSince};

/// Whether the scheduler has run all agendas up to the relay chain's number in the block before.
pub(super) fn walked() -> bool {
	IncompleteSince::<Runtime>::get() >= Some(relay_number())
}

/// Schedules a remark by Root.
fn schedule(when: u32) {
	let call = frame_system::Call::remark { remark: vec![1] }.into();
	let when = Scheduler::schedule(RuntimeOrigin::root(), when, None, 0, Box::new(call));
	assert_ok!(when);
}

fn dispatched(when: u32) -> bool {
	happened(Event::<Runtime>::Dispatched { task: (when, 0), id: None, result: Ok(()) })
}

#[test]
fn the_walk_begins_at_the_first_blocks_relay_number() {
	for first in [10, FIRST] {
		genesis(DEVELOPMENT).execute_with(|| {
			assert_eq!(IncompleteSince::<Runtime>::get(), None);
			// The state after the first block's hook: the number is not known yet.
			System::set_block_number(0);
			begin_block();
			<Scheduler as OnInitialize<BlockNumber>>::on_initialize(1);
			assert_eq!(IncompleteSince::<Runtime>::get(), Some(1));
			set_validation_data(first);
			assert_eq!(IncompleteSince::<Runtime>::get(), Some(first + 1));
			schedule(first + 1);
			block(1);
			assert_eq!(IncompleteSince::<Runtime>::get(), Some(first + 1));
			assert!(!dispatched(first + 1));
			block(1);
			assert!(dispatched(first + 1));
			assert_eq!(IncompleteSince::<Runtime>::get(), Some(first + 2));
			try_state();
		});
	}
}

#[test]
fn only_the_first_block_moves_the_walk() {
	on_network(DEVELOPMENT, || {
		schedule(relay_number() + 3);
		let due = relay_number() + 3;
		let before = IncompleteSince::<Runtime>::get();
		set_validation_data(relay_number() + 5);
		assert_eq!(IncompleteSince::<Runtime>::get(), before);
		block(0);
		assert!(dispatched(due));
	});
}

#[test]
fn a_stall_of_a_day_is_walked_in_a_few_blocks_and_skips_no_task() {
	on_network(DEVELOPMENT, || {
		let start = relay_number();
		let due = [start + 1, start + 7_000, start + 14_400];
		for when in due {
			schedule(when);
		}
		block(14_400);
		let mut seen = vec![];
		let mut blocks = 0;
		while seen.len() < due.len() {
			let weight = block(1);
			assert!(weight.all_lte(MaximumSchedulerWeight::get()), "{weight}");
			seen.extend(due.into_iter().filter(|when| dispatched(*when)));
			blocks += 1;
			assert!(blocks <= 12, "{seen:?} after {blocks} blocks");
		}
		assert_eq!(seen, due);
		// The scheduler needs more than one block, since each agenda has a weight.
		assert!(blocks > 1);
		assert!(walked());
	});
}

#[test]
fn a_block_dispatches_calls_that_were_due_in_skipped_relay_slots() {
	on_network(DEVELOPMENT, || {
		let start = relay_number();
		schedule(start + 2);
		schedule(start + 4);
		block(5);
		block(1);
		assert!(dispatched(start + 2) && dispatched(start + 4));
	});
}

/// What comes before the scheduler in a block, at its largest: an empty block, the queues' share, `pallet_xcm`'s move to a new
/// version of XCM, and all other hooks.
fn before_the_scheduler() -> Weight {
	let block = RuntimeBlockWeights::get();
	block
		.base_block
		.saturating_add(MessageQueueServiceWeight::get())
		.saturating_add(XCM_MIGRATION_RATIO * block.max_block)
		.saturating_add(AVERAGE_ON_INITIALIZE_RATIO * block.max_block)
}

#[test]
fn scheduled_tasks_queued_messages_and_hooks_fit_into_a_block_together() {
	on_network(DEVELOPMENT, || {
		let block = RuntimeBlockWeights::get();
		let sum = before_the_scheduler().saturating_add(MaximumSchedulerWeight::get());
		assert!(sum.all_lte(block.max_block), "{sum}");
		// Nor is much of the block left over.
		assert!(sum.all_gte(block.max_block / 100 * 99), "{sum}");
		// `pallet_xcm` has this number in its code.
		assert_eq!(XCM_MIGRATION_RATIO * block.max_block, block.max_block / 10);
		end_block(relay_number());
		begin_block();
		let height = System::block_number();
		// All hooks, those of empty queues and agendas included. Some register their weight themselves.
		let returned = <AllPalletsWithSystem as OnInitialize<BlockNumber>>::on_initialize(height);
		let hooks = returned.saturating_add(System::block_weight().total());
		assert!(hooks.all_lte(AVERAGE_ON_INITIALIZE_RATIO * block.max_block), "{hooks}");
	});
}

#[test]
fn a_heavy_task_is_dispatched_in_a_block_whose_queues_have_used_their_share() {
	on_network(DEVELOPMENT, || {
		let due = relay_number() + 1;
		let heavy = pallet_utility::Call::<Runtime>::with_weight {
			call: Box::new(frame_system::Call::remark { remark: vec![1] }.into()),
			weight: MaximumSchedulerWeight::get() / 100 * 95,
		};
		let heavy: Box<RuntimeCall> = Box::new(heavy.into());
		assert_ok!(Scheduler::schedule(RuntimeOrigin::root(), due, None, 0, heavy));
		block(1);
		end_block(relay_number());
		begin_block();
		System::register_extra_weight_unchecked(before_the_scheduler(), DispatchClass::Mandatory);
		<Scheduler as OnInitialize<BlockNumber>>::on_initialize(System::block_number());
		assert!(dispatched(due), "{:?}", System::events());
	});
}

#[test]
fn an_agenda_holds_fifty_tasks() {
	on_network(DEVELOPMENT, || {
		let when = relay_number() + 10;
		let max: u32 = <Runtime as pallet_scheduler::Config>::MaxScheduledPerBlock::get();
		assert_eq!(max, 50);
		for _ in 0..max {
			schedule(when);
		}
		let call = Box::new(frame_system::Call::remark { remark: vec![1] }.into());
		assert!(Scheduler::schedule(RuntimeOrigin::root(), when, None, 0, call).is_err());
	});
}

/// Whole blocks, in which the inherent brings the relay chain's number as it does on a node.
#[test]
fn on_a_real_chain_a_task_is_dispatched_right_after_its_relay_block() {
	for code in [Code::twelve_seconds(), Code::six_seconds()] {
		let mut chain = WasmChain::genesis(DEVELOPMENT, code, FIRST);
		chain.block(1, &[]);
		let due = chain.relay_number + 2;
		chain.execute_with(|| schedule(due));
		while chain.relay_number < due {
			chain.block(1, &[]);
			assert!(!chain.execute_with(|| dispatched(due)));
		}
		chain.block(1, &[]);
		assert!(chain.execute_with(|| dispatched(due)));
	}
}
