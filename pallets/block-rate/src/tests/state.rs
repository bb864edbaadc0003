// SPDX-License-Identifier: Apache-2.0

use super::*;
use codec::Encode;
use frame_support::{
	storage::{self, storage_prefix},
	traits::Hooks,
};
use sp_io::TestExternalities;

#[test]
fn genesis_sets_any_of_the_rates_and_one_without_a_word() {
	for rate in [1, 2, 3, 6, 12] {
		assert_eq!(on_chain(rate, <BlockRate as Get<u32>>::get), rate);
	}
	assert_eq!(GenesisConfig::<Test>::default().rate, 1);
	// A state from before this pallet.
	TestExternalities::default().execute_with(|| {
		assert_eq!((BlockRate::pace(), BlockRate::next_pace()), (at(Rate::One), at(Rate::One)));
	});
}

#[test]
#[should_panic(expected = "1, 2, 3, 6 or 12")]
fn genesis_refuses_other_rates() {
	on_chain(4, || ());
}

#[test]
#[should_panic(expected = "at most `MaxRate`")]
fn genesis_refuses_a_rate_above_the_highest() {
	MaxRate::set(1);
	on_chain(3, || ());
}

#[test]
fn only_root_sets_the_pace() {
	on_chain(1, || {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::signed(1)] {
			assert_noop!(BlockRate::set_pace(origin, 3, 0), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn a_rate_outside_the_table_is_refused() {
	on_chain(3, || {
		let refused = |rate, error: Error<Test>| {
			assert_noop!(BlockRate::set_pace(RuntimeOrigin::root(), rate, 0), error);
		};
		for rate in [0, 4, 5, 7, 11, 13, 24, u32::MAX] {
			refused(rate, Error::UnknownRate);
		}
		refused(3, Error::SamePace);
		MaxRate::set(6);
		refused(12, Error::RateTooHigh);
		decide(6);
	});
}

#[test]
fn a_change_is_refused_until_the_one_before_is_over() {
	on_chain(1, || {
		let is_refused = || {
			let refused = Error::<Test>::ChangeInProgress;
			assert_noop!(BlockRate::set_pace(RuntimeOrigin::root(), 6, 0), refused);
		};
		decide(3);
		is_refused();
		// The deadlines of the block of the change, slot 101, have not been moved.
		Others::set(vec![50]);
		block(1);
		is_refused();
		// The segment may hold blocks of the old rate.
		takes_transactions();
		is_refused();
		block(1);
		block(1);
		is_refused();
		block(1);
		decide(6);
	});
}

#[test]
fn a_change_is_refused_while_deadlines_are_being_moved() {
	on_chain(1, || {
		Others::set(vec![50; 1_000]);
		decide(3);
		block(1);
		takes_transactions();
		block(100);
		let refused = Error::<Test>::ChangeInProgress;
		assert_noop!(BlockRate::set_pace(RuntimeOrigin::root(), 6, 0), refused);
	});
}

/// Nodes ask runtimes that are not yet in force, on this state.
#[test]
fn keys_and_encodings_of_what_nodes_ask_for_are_frozen() {
	for rate in Rate::ALL {
		assert_eq!(rate.encode(), [rate.blocks() as u8]);
	}
	let pace = Pace { rate: Rate::Twelve, relay_parent_offset: 1 };
	assert_eq!(Decision { pace, slot: 0x0203 }.encode(), [12, 1, 3, 2, 0, 0, 0, 0, 0, 0]);
	on_chain_with(12, 1, || {
		let stored = storage::unhashed::get_raw(&RelayParentOffset::<Test>::hashed_key());
		assert_eq!(stored, Some(vec![1]));
	});
	let key = |item: &[u8]| storage_prefix(b"BlockRate", item);
	assert_eq!(CurrentRate::<Test>::hashed_key(), key(b"CurrentRate"));
	assert_eq!(RelayParentOffset::<Test>::hashed_key(), key(b"RelayParentOffset"));
	assert_eq!(Waiting::<Test>::hashed_key(), key(b"Waiting"));
}

#[test]
#[should_panic(expected = "`MaxRate` is 1, 2, 3, 6 or 12")]
fn a_highest_rate_outside_the_table_is_refused() {
	MaxRate::set(5);
	<BlockRate as Hooks<u64>>::integrity_test();
}

#[test]
#[should_panic(expected = "`SlotLength` is at least 1")]
fn slots_without_a_length_are_refused() {
	SlotLength::set(0);
	<BlockRate as Hooks<u64>>::integrity_test();
}

#[test]
#[should_panic(expected = "`SegmentSlots` is at least 1")]
fn a_segment_without_blocks_is_refused() {
	SegmentSlots::set(0);
	<BlockRate as Hooks<u64>>::integrity_test();
}

/// Has a pace wait for the next slot.
fn waits(pace: Pace) {
	Waiting::<Test>::put(Decision { pace, slot: 1 });
}

#[test]
fn try_state_finds_each_broken_invariant() {
	let change = Change { from: at(Rate::One), to: at(Rate::Three), slot: 1, last_block: 1 };
	let broken: [fn(Change); 8] = [
		|_| CurrentRate::<Test>::put(Rate::Twelve),
		|_| RelayParentOffset::<Test>::put(2),
		|_| waits(at(Rate::Twelve)),
		|_| waits(Pace { relay_parent_offset: 2, ..at(Rate::One) }),
		|_| waits(at(Rate::One)),
		|change| {
			CurrentRate::<Test>::put(Rate::Three);
			LastChange::<Test>::put(change);
			Unsettled::<Test>::put(Some(1));
			waits(at(Rate::One));
		},
		|change| LastChange::<Test>::put(change),
		|_| Unsettled::<Test>::put(None::<u32>),
	];
	MaxRate::set(6);
	for (index, break_it) in broken.into_iter().enumerate() {
		TestExternalities::default().execute_with(|| {
			assert_ok!(BlockRate::do_try_state());
			break_it(change);
			assert!(BlockRate::do_try_state().is_err(), "{index}");
		});
	}
}
