// SPDX-License-Identifier: Apache-2.0

//! Where one cycle ends and the next begins.

use crate::{mock::*, *};
use sp_runtime::Perquintill;

fn cycle() -> Cycle {
	CurrentCycle::<Test>::get().unwrap()
}

/// A chain in its last slot but `left` of the first cycle, which began at 100 and has 1,000 slots, none missed.
fn near_the_end(left: u32) {
	block(100);
	for now in 101..=(1_100 - left) {
		block(now);
	}
	assert_eq!(cycle().index, 0);
}

#[test]
fn a_cycle_ends_with_its_last_slot_and_the_next_takes_the_new_issuance() {
	Chain::default().run(|| {
		near_the_end(1);
		let before = slot();
		assert_eq!(released_by(1_100), before);
		assert_eq!((cycle().index, cycle().start), (1, 1_100));
		assert_eq!(cycle().issuance, Balances::total_issuance());
		// 7 % of what there is now.
		assert_eq!(slot(), Perquintill::from_percent(7).mul_floor(cycle().issuance) / 1_000);
		assert!(slot() > before);
		assert_eq!(clock().paid, 1_000);
		assert_eq!(Released::<Test>::get().released, 1_000 * before);
	});
}

#[test]
fn a_block_that_straddles_the_end_pays_each_slot_at_its_own_cycles_price() {
	Chain::default().run(|| {
		near_the_end(1);
		let old = slot();
		let released = released_by(1_101);
		assert_eq!((cycle().index, cycle().start), (1, 1_100));
		assert_ne!(slot(), old);
		assert_eq!(released, old + slot());
		assert_eq!((clock().missed, clock().backlog), (0, 0));
	});
}

#[test]
fn at_the_end_the_old_cycles_slots_come_first_and_its_backlog_is_missed() {
	Chain::default().run(|| {
		near_the_end(5);
		let old = slot();
		// Five slots of the old cycle and three of the new one, and room for two.
		assert_eq!(released_by(1_103), 2 * old);
		assert_eq!(cycle().start, 1_100);
		assert_eq!((clock().paid, clock().missed, clock().backlog), (997, 3, 3));
		// What waits now is the new cycle's.
		assert_eq!(released_by(1_104), 2 * slot());
	});
}

#[test]
fn a_cycle_that_is_skipped_whole_is_missed_and_the_grid_is_kept() {
	Chain::default().run(|| {
		near_the_end(1);
		let old = slot();
		// The rest of this cycle, two whole ones, and ten slots.
		let released = released_by(3_110);
		assert_eq!((cycle().index, cycle().start), (1, 3_100));
		assert_eq!(released, old + slot());
		assert_eq!((clock().paid, clock().missed, clock().backlog), (1_001, 2_000, 9));
	});
}

#[test]
fn new_rate_and_split_wait_for_the_next_cycle() {
	Chain::default().run(|| {
		block(100);
		let before = cycle().per_slot;
		let parameters = Parameters { rate: Perquintill::from_percent(14), ..Default::default() };
		Emission::set_parameters(RuntimeOrigin::root(), parameters).unwrap();
		block(101);
		assert_eq!(cycle().per_slot, before);
		near_the_end(1);
		block(1_100);
		assert_eq!(slot(), Perquintill::from_percent(14).mul_floor(cycle().issuance) / 1_000);
	});
}

#[test]
fn a_forced_cycle_begins_with_the_block_and_only_once() {
	Chain::default().run(|| {
		block(100);
		block(110);
		let old = slot();
		Emission::force_new_cycle(RuntimeOrigin::root()).unwrap();
		// Nine wait and one is new; two are paid and the rest is missed.
		assert_eq!(released_by(111), 2 * old);
		assert_eq!((cycle().index, cycle().start), (1, 111));
		assert_eq!((clock().paid, clock().missed, clock().backlog), (4, 7, 0));
		block(112);
		assert_eq!((cycle().index, cycle().start), (1, 111));
	});
}

#[test]
fn the_schedule_says_what_is_left_and_when_it_ends() {
	Chain::default().run(|| {
		assert_eq!(Emission::schedule(), None);
		block(100);
		block(110);
		let schedule = Emission::schedule().unwrap();
		assert_eq!((schedule.block_time_ms, schedule.slots_per_block), (6_000, 1));
		assert_eq!(schedule.cycle_end, 1_100);
		// 990 slots to come, and 8 that wait.
		assert_eq!(schedule.left, 998 * slot());
		assert_eq!(schedule.totals.released + schedule.left, 1_000 * slot());
	});
}
