// SPDX-License-Identifier: Apache-2.0

//! Scheduled tasks and queued messages may need a core, and at most one block of a bundle may take one.

use super::*;
use frame_support::{traits::Get, weights::Weight};
use outrider_runtime::{
	bundles::may_run_tasks,
	configs::{
		governance::{MaximumSchedulerWeight, TreasuryAccount},
		xcm::{MessageQueueServiceWeight, QueuesBeforeTransactions},
	},
	constants::{consensus::MAXIMUM_BLOCK_WEIGHT, currency::RIDE, time::RELAY_DAYS},
	AccountId, Balances, Scheduler,
};
use pallet_scheduler::Event as SchedulerEvent;

/// Schedules a call by Root of this weight for a relay-chain block.
fn schedule(chain: &mut WasmChain, due: u32, weight: Weight) {
	let call = Box::new(remark(vec![1]));
	let heavy = Box::new(pallet_utility::Call::with_weight { call, weight }.into());
	chain.execute_with(|| {
		assert_ok!(Scheduler::schedule(RuntimeOrigin::root(), due, None, 0, heavy));
	});
}

/// A task that is nearly as heavy as the scheduler takes. Asked after a block without a bundle: others may run no tasks.
fn heaviest(chain: &mut WasmChain) -> Weight {
	let limit = chain.execute_with(MaximumSchedulerWeight::get);
	assert!(limit.all_gte(MAXIMUM_BLOCK_WEIGHT / 3), "{limit}");
	limit / 100 * 95
}

fn is_dispatched(due: u32) -> bool {
	let dispatched =
		SchedulerEvent::<Runtime>::Dispatched { task: (due, 0), id: None, result: Ok(()) };
	happened(|event| *event == dispatched.clone().into())
}

fn is_dropped() -> bool {
	happened(|event| {
		matches!(event, RuntimeEvent::Scheduler(SchedulerEvent::PermanentlyOverweight { .. }))
	})
}

/// In a bundle's second block the scheduler would see the task as due for the first time, with a part of the core.
#[test]
fn a_heavy_task_is_dispatched_by_the_first_block_of_a_bundle_and_never_dropped() {
	for rate in RATES {
		let mut chain = at_rate(rate);
		let weight = heaviest(&mut chain);
		chain.slots(2);
		let due = chain.relay_number + 2;
		schedule(&mut chain, due, weight);
		let mut found = vec![];
		for _ in 0..5 {
			let relay_number = chain.relay_number + 1;
			let blocks = chain.slot(&[], |chain, index| {
				chain.execute_with(|| {
					assert!(!is_dropped(), "at rate {rate}");
					if is_dispatched(due) {
						found.push((relay_number, index));
					}
				});
			});
			// A task that is heavier than a block's part of the core takes all of it.
			let has_run = found.last().is_some_and(|(at, _)| *at == relay_number);
			let takes_core = weight.any_gt(MAXIMUM_BLOCK_WEIGHT / u64::from(rate));
			assert_eq!(blocks, if has_run && takes_core { 1 } else { rate }, "at rate {rate}");
		}
		// As at rate 1: in the slot after its relay-chain block.
		assert_eq!(found, [(due + 1, 0)], "at rate {rate}");
		chain.execute_with(try_state);
	}
}

#[test]
fn a_light_task_leaves_the_bundle_whole() {
	let mut chain = at_rate(12);
	let due = chain.relay_number + 1;
	schedule(&mut chain, due, Weight::from_parts(1_000_000_000, 10_000));
	assert_eq!(chain.slot(&[], |_, _| ()), 12);
	let mut dispatched = vec![];
	let blocks = chain.slot(&[], |chain, index| {
		dispatched.extend(chain.execute_with(|| is_dispatched(due).then_some(index)));
	});
	assert_eq!((blocks, dispatched), (12, vec![0]));
}

#[test]
fn only_blocks_that_may_take_a_core_run_tasks_and_messages() {
	let mut chain = at_rate(3);
	let mut seen = vec![];
	chain.slot(&[], |chain, _| {
		seen.push(chain.execute_with(|| {
			let queues: Option<Weight> = QueuesBeforeTransactions::get();
			(may_run_tasks(), MaximumSchedulerWeight::get() != Weight::zero(), queues)
		}));
	});
	let share = Some(MessageQueueServiceWeight::get());
	assert_eq!(seen, [(true, true, share), (false, false, None), (false, false, None)]);
	// The lookahead collator says nothing about bundles.
	chain.block(1, &[]);
	assert!(chain.execute_with(may_run_tasks));
	// Tasks could make new deadlines while the old ones are being moved.
	chain.execute_with(|| {
		pallet_block_rate::Unsettled::<Runtime>::put(None::<outrider_runtime::deadlines::Place>);
		assert!(!may_run_tasks());
		assert_eq!(MaximumSchedulerWeight::get(), Weight::zero());
	});
}

/// The scheduler and the queues at their largest leave room for each other, as at rate 1.
#[test]
fn what_tasks_and_messages_may_weigh_does_not_depend_on_the_rate() {
	let limits = |rate| {
		at_rate(rate).execute_with(|| {
			let queues: Option<Weight> = QueuesBeforeTransactions::get();
			(MaximumSchedulerWeight::get(), queues)
		})
	};
	let at_one = limits(1);
	for rate in RATES {
		assert_eq!(limits(rate), at_one, "at rate {rate}");
	}
}

/// The treasury pays in the block that first sees the end of a spend period: the second of a bundle.
#[test]
fn the_treasury_pays_the_most_spends_in_a_block_that_has_only_a_part_of_its_core() {
	let mut chain = at_rate(12);
	let spends: u32 = <Runtime as pallet_treasury::Config>::MaxApprovals::get();
	let receiver = |place: u32| AccountId::from([place as u8 + 100; 32]);
	// The second block of a chain is the first to know the time, and ends all spend periods since the relay chain's start.
	chain.slots(1);
	chain.execute_with(|| {
		let funds = u128::from(spends) * 2 * RIDE;
		let dest = TreasuryAccount::get().into();
		let origin = RuntimeOrigin::signed(Alice.to_account_id());
		assert_ok!(Balances::transfer_keep_alive(origin, dest, funds));
		for place in 0..spends {
			let beneficiary = receiver(place).into();
			let spend = pallet_treasury::Call::spend_local { amount: RIDE, beneficiary };
			assert_ok!(crate::chain::call_as_root(spend));
		}
	});
	// Up to the end of a spend period, without ends of sessions, whose blocks take the core. The scheduler needs some slots to
	// walk there.
	chain.execute_with(|| pallet_session_length::Length::<Runtime>::put(1_000_000_000));
	chain.relay_number = (chain.relay_number / RELAY_DAYS + 1) * RELAY_DAYS - 40;
	for _ in 0..60 {
		let mut paid = vec![];
		let blocks = chain.slot(&[], |chain, index| {
			let has = chain.execute_with(|| Balances::free_balance(receiver(spends - 1)) == RIDE);
			paid.extend(has.then_some(index));
		});
		if let Some(first) = paid.first() {
			assert_eq!((*first, blocks), (1, 12));
			return;
		}
	}
	panic!("nothing is paid");
}
