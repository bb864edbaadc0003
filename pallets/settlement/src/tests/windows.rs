// SPDX-License-Identifier: Apache-2.0

//! I10: how long the window is, and that it is long enough.

use crate::{mock::*, *};
use sp_runtime::Perbill;

/// Parameters that clamp nothing.
fn unclamped(window_turns: u32) -> Parameters {
	Parameters { window_min: 1, window_max: u32::MAX, window_turns, ..parameters() }
}

fn author(gap: u64, full: Perbill) -> Author<u32> {
	Author { account: 0, last: 100, gap: gap * GAP_UNIT / 1_000, full }
}

/// The window for one slow or full collator among `collators`. `gap` is in thousandths of a lived slot.
fn with(collators: u32, gap: u64, full: Perbill) -> u32 {
	let others = author(u64::from(collators) * 1_000, Perbill::zero());
	window(&unclamped(21), collators, &[others, author(gap, full)], 100)
}

#[test]
fn i10_the_window_is_k_turns_of_the_slowest_collator() {
	let none = Perbill::zero();
	// 21 · 5
	assert_eq!(with(5, 5_000, none), 105);
	// Half of its turns are missed: 21 · 10
	assert_eq!(with(5, 10_000, none), 210);
	// Half of its room is taken: 21 · 5 / 0.5
	assert_eq!(with(5, 5_000, Perbill::from_percent(50)), 210);
	// Both: 21 · 10 / 0.25
	assert_eq!(with(5, 10_000, Perbill::from_percent(75)), 840);
	// Rounded up: 21 · 5 / 0.9 = 116.7
	assert_eq!(with(5, 5_000, Perbill::from_percent(10)), 117);
	// More blocks than its share make no window shorter.
	assert_eq!(with(5, 1_000, none), 105);
	// No room at all, and no collator at all: the longest.
	assert_eq!(with(5, 5_000, Perbill::one()), u32::MAX);
	assert_eq!(window::<u32>(&unclamped(21), 0, &[], 100), u32::MAX);
	// Clamped on both sides.
	let clamped = parameters();
	let slow = [author(1_000_000, none)];
	assert_eq!(window(&clamped, 2, &slow, 100), clamped.window_max);
	let tall = Parameters { window_min: 50, ..clamped };
	assert_eq!(window(&tall, 2, &[author(2_000, none)], 100), 50);
}

#[test]
fn i10_the_window_grows_with_missed_turns_with_fullness_and_with_collators() {
	let full = |percent| Perbill::from_percent(percent);
	for collators in 1..40 {
		for gap in (1_000..60_000).step_by(7_000) {
			for percent in (0..=100).step_by(9) {
				let here = with(collators, gap, full(percent));
				assert!(with(collators, gap + 700, full(percent)) >= here);
				assert!(with(collators, gap, full(percent + 1)) >= here);
				assert!(with(collators + 1, gap, full(percent)) >= here);
			}
		}
	}
}

#[test]
fn i10_a_gap_that_is_still_open_counts() {
	let fresh = [author(5_000, Perbill::zero())];
	let at = |now| window(&unclamped(8), 5, &fresh, now);
	assert_eq!(at(105), 40);
	assert!(at(120) > at(110) && at(110) > at(105));
	// A batch that was posted when the collator fell silent is never final by time alone: the window outruns the clock.
	for silent in 0..5_000 {
		assert!(at(100 + silent) >= silent, "after {silent} slots");
	}
}

#[test]
fn i10_filling_a_collators_blocks_from_the_batch_on_does_not_outrun_the_window() {
	run(|| {
		let long = Parameters { window_max: 100_000, ..parameters() };
		CurrentParameters::<Test>::put(long);
		blocks(4);
		let posted = Settlement::now();
		for _ in 0..400 {
			let full = Perbill::from_percent(if Slot::get().is_multiple_of(2) { 100 } else { 0 });
			Fullness::set(full);
			blocks(1);
			assert!(Settlement::now() - posted <= CurrentWindow::<Test>::get());
		}
	});
}

#[test]
fn i10_collators_that_come_and_go_are_followed() {
	run(|| {
		let names = || Authors::<Test>::get().into_iter().map(|author| author.account);
		Active::set(vec![account(103), account(101)]);
		blocks(2);
		let mut expected = vec![account(101), account(103)];
		expected.sort();
		assert_eq!(names().collect::<Vec<_>>(), expected);
		// More than can be measured.
		Active::set((1..=u8::try_from(MAX_COLLATORS).unwrap() + 1).map(account).collect());
		blocks(1);
		assert_eq!(CurrentWindow::<Test>::get(), parameters().window_max);
	});
}

#[test]
fn i10_a_block_is_full_if_a_check_does_not_fit() {
	use frame_support::dispatch::DispatchClass;
	run(|| {
		assert_eq!(Settlement::fullness(), Perbill::zero());
		// Normal calls leave room, whatever they do.
		let weights: frame_system::limits::BlockWeights =
			<<Test as frame_system::Config>::BlockWeights as Get<_>>::get();
		let normal = weights.get(DispatchClass::Normal).max_total.unwrap();
		System::register_extra_weight_unchecked(normal, DispatchClass::Normal);
		assert_eq!(Settlement::fullness(), Perbill::zero());
		let rest = weights.max_block - normal;
		System::register_extra_weight_unchecked(rest, DispatchClass::Operational);
		assert_eq!(Settlement::fullness(), Perbill::one());
	});
}

#[test]
fn i10_what_is_reserved_for_checks_is_there_in_a_block_that_hooks_have_filled() {
	use frame_support::dispatch::DispatchClass;
	run(|| {
		let weights: frame_system::limits::BlockWeights =
			<<Test as frame_system::Config>::BlockWeights as Get<_>>::get();
		System::register_extra_weight_unchecked(weights.max_block, DispatchClass::Mandatory);
		assert_eq!(Settlement::fullness(), Perbill::zero());
		let reserved = weights.get(DispatchClass::Operational).reserved.unwrap();
		System::register_extra_weight_unchecked(reserved, DispatchClass::Operational);
		assert_eq!(Settlement::fullness(), Perbill::one());
	});
}

#[test]
fn i10_a_block_counts_for_who_has_begun_it() {
	run(|| {
		let (author, now) = (BlockAuthor::get().unwrap(), Settlement::now());
		let other = Active::get().into_iter().find(|other| *other != author).unwrap();
		// A session ends, and the slot would now be another collator's.
		BlockAuthor::set(Some(other.clone()));
		blocks(1);
		let last = |who: &AccountId| {
			let authors = Authors::<Test>::get();
			authors.into_iter().find(|author| author.account == *who).unwrap().last
		};
		assert_eq!(last(&author), now);
		assert!(last(&other) < now);
	});
}

/// Numbers that look random, the same in each run.
struct Dice(u64);

impl Dice {
	fn below(&mut self, limit: u64) -> u64 {
		self.0 ^= self.0 << 13;
		self.0 ^= self.0 >> 7;
		self.0 ^= self.0 << 17;
		(self.0 >> 11) % limit
	}
}

#[test]
fn i10_a_challenge_finds_room_as_often_as_the_formula_says() {
	const TRIALS: u32 = 30_000;
	let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
	// Collators, and the honest one's missed turns and fullness in percent. All others keep every challenge out.
	for (collators, skip, full) in [(1, 0, 0), (5, 0, 0), (5, 30, 0), (5, 0, 60), (20, 40, 50)] {
		// Between two of its blocks, the others make n - 1 blocks for each turn, taken or missed.
		let others = u64::from(collators - 1) * 1_000;
		let gap = 1_000 + others * 100 / (100 - skip);
		let honest = author(gap, Perbill::from_percent(full));
		let turns = 8;
		let length = window(&unclamped(turns), collators, &[honest], 100);
		let kept_out = (0..TRIALS)
			.filter(|_| {
				let (mut lived, mut slot) = (0, dice.below(collators.into()));
				loop {
					slot += 1;
					let is_turn = slot % u64::from(collators) == 0;
					if is_turn && dice.below(100) < skip {
						continue;
					}
					lived += 1;
					if lived > length {
						return true;
					}
					if is_turn && dice.below(100) >= full.into() {
						return false;
					}
				}
			})
			.count();
		// e^-8 of 30,000 is 10. Twice that is beyond three deviations.
		assert!(kept_out <= 20, "{kept_out} of {TRIALS} with {collators}, {skip} %, {full} %");
	}
}
