// SPDX-License-Identifier: Apache-2.0

//! Which slots a block pays for.

use crate::{mock::*, *};
use proptest::prelude::*;

#[test]
fn the_first_block_starts_the_clock_and_pays_nothing() {
	Chain::default().run(|| {
		assert_eq!(released_by(300_000_000), 0);
		let clock = clock();
		assert_eq!((clock.first, clock.last, clock.elapsed()), (300_000_000, 300_000_000, 0));
		assert_eq!(CurrentCycle::<Test>::get().unwrap().start, 300_000_000);
		assert_eq!(released_by(300_000_001), slot());
	});
}

#[test]
fn every_part_of_a_six_second_block_is_half_of_a_twelve_second_blocks() {
	let parts = |slot_duration, step: u32| {
		SlotDurationMs::set(slot_duration);
		let parts = Chain::default().issuance(999_999_999_999_999_999).run(|| {
			EarningStake::set(123_456_789_012_345_678);
			block(100);
			block(100 + step);
			let totals = Released::<Test>::get();
			let free = |who| System::account(who).data.free;
			[
				free(COLLATOR),
				free(TREASURY),
				free(STAKERS),
				InTransit::get(),
				totals.released,
				totals.minted,
				totals.withheld,
			]
		});
		SlotDurationMs::set(6_000);
		parts
	};
	let (six, twelve) = (parts(6_000, 1), parts(12_000, 2));
	for (half, whole) in six.iter().zip(twelve) {
		assert!(whole > 0);
		assert_eq!(half * 2, whole);
	}
}

#[test]
fn a_missed_slot_is_caught_up_by_the_next_block() {
	Chain::default().run(|| {
		block(100);
		// Slot 101 has no block.
		assert_eq!(released_by(102), 2 * slot());
		assert_eq!((clock().paid, clock().missed, clock().backlog), (2, 0, 0));
	});
}

#[test]
fn a_stall_is_caught_up_one_slot_a_block() {
	Chain::default().run(|| {
		block(100);
		assert_eq!(released_by(110), 2 * slot());
		assert_eq!(clock().backlog, 8);
		for now in 111..=118 {
			assert_eq!(released_by(now), 2 * slot(), "at {now}");
		}
		assert_eq!(released_by(119), slot());
		assert_eq!((clock().paid, clock().missed, clock().backlog), (19, 0, 0));
	});
}

#[test]
fn a_stall_of_a_day_pays_no_block_more_than_two_slots() {
	let chain = Chain { length: NOMINAL_YEAR, ..Default::default() };
	chain.run(|| {
		block(100);
		assert_eq!(released_by(100 + 14_400), 2 * slot());
		assert_eq!(clock().backlog, 14_398);
		for step in 1..=100 {
			assert_eq!(released_by(100 + 14_400 + step), 2 * slot());
		}
		assert_eq!(clock().backlog, 14_298);
	});
}

#[test]
fn without_catching_up_missed_slots_are_lost_for_good() {
	Chain::default().catch_up(0).run(|| {
		block(100);
		assert_eq!(released_by(110), slot());
		assert_eq!((clock().paid, clock().missed, clock().backlog), (1, 9, 0));
		assert_eq!(released_by(111), slot());
	});
}

#[test]
fn switching_catching_up_off_drops_the_backlog_at_once() {
	Chain::default().run(|| {
		block(100);
		block(110);
		let parameters = Parameters { catch_up: 0, ..Parameters::default() };
		Emission::set_parameters(RuntimeOrigin::root(), parameters).unwrap();
		assert_eq!(released_by(111), slot());
		assert_eq!((clock().paid, clock().missed, clock().backlog), (3, 8, 0));
	});
}

#[test]
fn of_several_blocks_in_one_relay_slot_the_first_takes_it() {
	Chain::default().run(|| {
		block(100);
		assert_eq!(released_by(101), slot());
		assert_eq!(released_by(101), 0);
		assert_eq!(released_by(101), 0);
		assert_eq!(released_by(102), slot());
	});
	// With a backlog, too: it is paid as fast, however many blocks share a slot.
	Chain::default().run(|| {
		block(100);
		block(105);
		assert_eq!(clock().backlog, 3);
		assert_eq!([105, 105, 106, 106].map(released_by), [0, 0, 2 * slot(), 0]);
		assert_eq!(clock().backlog, 2);
	});
}

#[test]
fn the_block_at_which_the_block_time_halves_loses_no_slot() {
	Chain::default().catch_up(0).run(|| {
		SlotDurationMs::set(12_000);
		block(100);
		assert_eq!(released_by(102), 2 * slot());
		// The upgrade is in force, and the gap is still that of the longer block time.
		SlotDurationMs::set(6_000);
		assert_eq!(released_by(104), 2 * slot());
		assert_eq!(released_by(105), slot());
		assert_eq!(clock().missed, 0);
	});
}

proptest! {
	/// However blocks come, every slot is paid, missed or waiting, once; and the cap holds.
	#[test]
	fn every_slot_is_accounted_for_once(
		steps in prop::collection::vec((0..30u32, 0..3u32, any::<bool>(), 1..3u32), 1..200),
		length in 5..100u32,
		first in 0..400_000_000u32,
	) {
		let mut clock = Clock::new(first, 1);
		let mut cycle = Window { start: first, length };
		let (mut now, mut paid, mut paid_in_cycle) = (first, 0, 0);
		for (gap, catch_up, force, slots_per_block) in steps {
			let force = force && gap == 7;
			let cap = match gap {
				0 => 0,
				_ => clock.slots_per_block.max(slots_per_block) + catch_up,
			};
			now += gap;
			let due = clock.advance(now, cycle, Pace { slots_per_block, catch_up }, force);
			prop_assert!(due.closing + due.opening <= cap);
			paid += due.closing + due.opening;
			paid_in_cycle += due.closing;
			// Never more than the cycle has.
			prop_assert!(paid_in_cycle <= length);
			if let Some(start) = due.next_start {
				prop_assert!(start <= now && now - start < length);
				prop_assert!(force || (start - cycle.start).is_multiple_of(length));
				cycle.start = start;
				paid_in_cycle = due.opening;
			} else {
				prop_assert_eq!(due.opening, 0);
			}
			prop_assert_eq!(clock.paid, paid);
			prop_assert_eq!(clock.paid + clock.missed + clock.backlog, now - first);
			prop_assert!(catch_up > 0 || clock.backlog == 0);
		}
	}
}
