// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn an_offset_holds_from_the_first_block_of_the_next_slot_on() {
	on_chain(3, || {
		decide_pace(3, 1);
		assert_eq!(events(), [Event::PaceDecided { rate: 3, relay_parent_offset: 1 }]);
		let offsets =
			|| [BlockRate::pace(), BlockRate::next_pace()].map(|pace| pace.relay_parent_offset);
		assert_eq!(offsets(), [0, 1]);
		block(0);
		assert_eq!(offsets(), [0, 1]);
		block(1);
		assert_eq!(offsets(), [1, 1]);
		let changed = Event::PaceChanged {
			rate: 3,
			relay_parent_offset: 1,
			rate_before: 3,
			relay_parent_offset_before: 0,
		};
		assert_eq!(events(), [changed]);
	});
}

/// Numbers of blocks mean the same time as before.
#[test]
fn a_change_of_the_offset_alone_moves_no_deadline_and_takes_no_block_from_users() {
	on_chain(3, || {
		Early::set(12);
		Others::set(vec![50]);
		decide_pace(3, 1);
		assert_eq!(block(1), SmallWeights::change());
		assert!(takes_transactions());
		assert_eq!((Early::get(), Others::get()), (12, vec![50]));
		assert!(!Unsettled::<Test>::exists());
	});
}

#[test]
fn rate_and_offset_change_together() {
	on_chain(1, || {
		Others::set(vec![50]);
		decide_pace(12, 1);
		block(1);
		assert_eq!(BlockRate::pace(), Pace { rate: Rate::Twelve, relay_parent_offset: 1 });
		assert!(!takes_transactions());
		// Block 1 was the last one at the old rate.
		assert_eq!(Others::get(), [1 + 49 * 12]);
	});
}

#[test]
fn a_relay_parent_that_lies_further_back_has_a_longer_segment() {
	on_chain_with(3, 1, || assert_eq!(BlockRate::limits(100).capacity, 12));
	on_chain_with(1, 1, || assert_eq!(BlockRate::limits(100).capacity, 4));
	let capacities = |from: (u32, u8), to: (u32, u8)| {
		on_chain_with(from.0, from.1, || {
			decide_pace(to.0, to.1);
			let before = BlockRate::limits(100).capacity;
			block(1);
			let since = (101..106).map(|slot| BlockRate::limits(slot).capacity);
			std::iter::once(before).chain(since).collect::<Vec<u32>>()
		})
	};
	// The four slots of the longer segment, each with its own rate.
	assert_eq!(capacities((1, 0), (3, 1)), [3, 6, 8, 10, 12, 12]);
	assert_eq!(capacities((3, 1), (1, 0)), [12, 10, 8, 6, 3, 3]);
	assert_eq!(capacities((3, 0), (3, 1)), [9, 12, 12, 12, 12, 12]);
}

#[test]
fn a_change_lasts_as_long_as_the_longer_of_the_two_segments() {
	for (from, to) in [(0, 1), (1, 0)] {
		on_chain_with(3, from, || {
			decide_pace(3, to);
			for _ in 0..4 {
				block(1);
				let refused = Error::<Test>::ChangeInProgress;
				assert_noop!(BlockRate::set_pace(RuntimeOrigin::root(), 3, from), refused);
			}
			block(1);
			decide_pace(3, from);
		});
	}
}

#[test]
fn an_offset_above_the_largest_is_refused() {
	on_chain(3, || {
		let refused = |offset, error: Error<Test>| {
			assert_noop!(BlockRate::set_pace(RuntimeOrigin::root(), 3, offset), error);
		};
		refused(2, Error::OffsetTooLarge);
		refused(u8::MAX, Error::OffsetTooLarge);
		refused(0, Error::SamePace);
		MaxRelayParentOffset::set(0);
		refused(1, Error::OffsetTooLarge);
	});
}

#[test]
#[should_panic(expected = "at most `MaxRelayParentOffset`")]
fn genesis_refuses_an_offset_above_the_largest() {
	on_chain_with(3, 2, || ());
}
