// SPDX-License-Identifier: Apache-2.0

use super::*;
use proptest::prelude::*;

const CHANGES: [(u32, u32); 6] = [(1, 3), (3, 12), (12, 1), (6, 12), (12, 6), (1, 2)];

#[test]
fn a_deadline_keeps_its_distance_in_time() {
	let faster = Stretch { around: 100, from: 1, to: 12 };
	assert_eq!(faster.deadline(110), 220);
	let slower = Stretch { around: 100, from: 12, to: 1 };
	assert_eq!(slower.deadline(220), 110);
	let between = Stretch { around: 100, from: 3, to: 12 };
	assert_eq!(between.deadline(109), 136);
}

#[test]
fn a_deadline_never_passes_early() {
	let slower = Stretch { around: 100, from: 12, to: 1 };
	assert_eq!([101, 112, 113].map(|deadline| slower.deadline(deadline)), [101, 101, 102]);
}

#[test]
fn what_has_passed_stays() {
	for (from, to) in CHANGES {
		let stretch = Stretch { around: 100, from, to };
		assert_eq!([0, 1, 99, 100].map(|it| stretch.deadline(it)), [0, 1, 99, 100]);
	}
}

#[test]
fn a_duration_since_a_block_keeps_its_length_and_never_seems_longer() {
	let faster = Stretch { around: 1_000, from: 1, to: 12 };
	assert_eq!(faster.start(990), 880);
	assert_eq!(faster.start(1_000), 1_000);
	// Before the first block.
	assert_eq!(faster.start(10), 0);
	let slower = Stretch { around: 1_000, from: 12, to: 1 };
	assert_eq!([880, 881, 989].map(|start| slower.start(start)), [990, 991, 1_000]);
	// The start is still to come.
	assert_eq!(slower.start(1_013), slower.deadline(1_013));
}

#[test]
fn the_largest_numbers_saturate() {
	let faster = Stretch { around: 5, from: 1, to: 12 };
	assert_eq!(faster.deadline(u64::MAX), u64::MAX);
	assert_eq!(faster.deadline(u64::MAX / 2), u64::MAX);
	let slower = Stretch { around: 0, from: 12, to: 1 };
	assert_eq!(slower.deadline(u64::MAX), u64::MAX.div_ceil(12));
}

#[test]
fn a_segment_holds_the_blocks_of_its_slots_each_at_the_rate_of_its_time() {
	let change = |from, to| Change { from: at(from), to: at(to), slot: 50, last_block: 0 };
	let capacities = |from, to| {
		[50, 51, 52, 53, 1_000]
			.map(|slot| Limits::in_slot(slot, at(to), Some(change(from, to)), 3).capacity)
	};
	assert_eq!(capacities(Rate::Twelve, Rate::One), [25, 14, 3, 3, 3]);
	assert_eq!(capacities(Rate::One, Rate::Twelve), [14, 25, 36, 36, 36]);
	for rate in Rate::ALL {
		assert_eq!(Limits::in_slot(7, at(rate), None, 3).capacity, 3 * rate.blocks());
	}
	// A segment of one slot has no room for blocks of the slot before.
	let limits = Limits::in_slot(50, at(Rate::One), Some(change(Rate::Six, Rate::One)), 1);
	assert_eq!(limits.capacity, 1);
}

proptest! {
	/// In time, a deadline moves by less than a block of the new rate, and never forward in time.
	#[test]
	fn any_deadline_keeps_its_time(around in 0u64..1 << 32, left in 0u64..1 << 40, which in 0..CHANGES.len()) {
		let (from, to) = CHANGES[which];
		let moved = Stretch { around, from, to }.deadline(around + left) - around;
		let (before, after) = (u128::from(left) * u128::from(to), u128::from(moved) * u128::from(from));
		prop_assert!(after >= before && after < before + u128::from(from));
	}

	/// There and back again: at most one block of the slower rate more.
	#[test]
	fn a_detour_over_a_slower_rate_costs_less_than_one_of_its_blocks(left in 0u64..1 << 40) {
		let there = Stretch { around: 0, from: 12, to: 1 }.deadline(left);
		let back = Stretch { around: 0, from: 1, to: 12 }.deadline(there);
		prop_assert!(back >= left && back < left + 12);
	}

	/// Order is kept, so that nobody overtakes anybody.
	#[test]
	fn deadlines_keep_their_order(around in 0u64..1 << 32, a in 0u64..1 << 33, b in 0u64..1 << 33, which in 0..CHANGES.len()) {
		let (from, to) = CHANGES[which];
		let stretch = Stretch { around, from, to };
		let (first, second) = (a.min(b), a.max(b));
		prop_assert!(stretch.deadline(first) <= stretch.deadline(second));
		prop_assert!(stretch.start(first) <= stretch.start(second));
	}
}
