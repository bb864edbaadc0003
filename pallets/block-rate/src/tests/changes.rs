// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn a_rate_holds_from_the_first_block_of_the_next_slot_on() {
	on_chain(1, || {
		decide(3);
		assert_eq!(events(), [Event::PaceDecided { rate: 3, relay_parent_offset: 0 }]);
		// Who plans the next slot knows it already.
		assert_eq!((BlockRate::rate(), BlockRate::next_pace().rate), (Rate::One, Rate::Three));
		// Other blocks of the same slot.
		block(0);
		block(0);
		assert_eq!(BlockRate::rate(), Rate::One);
		block(1);
		assert_eq!((BlockRate::rate(), BlockRate::next_pace().rate), (Rate::Three, Rate::Three));
		assert_eq!(<BlockRate as Get<u32>>::get(), 3);
		assert_eq!(events(), [rate_changed(1, 3)]);
		let change = Change { from: at(Rate::One), to: at(Rate::Three), slot: 101, last_block: 3 };
		assert_eq!(LastChange::<Test>::get(), Some(change));
	});
}

#[test]
fn slots_without_blocks_do_not_lose_a_decision() {
	on_chain(12, || {
		decide(1);
		block(1_000);
		assert_eq!(BlockRate::rate(), Rate::One);
	});
}

#[test]
fn all_rates_can_follow_each_other() {
	on_chain(1, || {
		for rate in [3, 6, 12, 1, 12, 2, 3, 1] {
			decide(rate);
			block(1);
			assert_eq!(<BlockRate as Get<u32>>::get(), rate);
			until_over();
		}
	});
}

#[test]
fn while_migrations_run_the_rate_stays_and_waits() {
	on_chain(1, || {
		decide(12);
		Migrating::set(true);
		assert_eq!(BlockRate::next_pace().rate, Rate::One);
		block(1);
		assert_eq!((BlockRate::rate(), BlockRate::limits(102).rate), (Rate::One, Rate::One));
		// The step of this block ends the migrations.
		assert!(!takes_transactions());
		assert_eq!((BlockRate::rate(), BlockRate::next_pace().rate), (Rate::One, Rate::Twelve));
		block(1);
		assert_eq!(BlockRate::rate(), Rate::Twelve);
	});
}

#[test]
fn the_limits_of_a_later_slot_are_what_the_chain_will_have_there() {
	use Rate::{One, Six, Three, Twelve};
	for (old, new) in [(One, Twelve), (Twelve, One), (Three, Six)] {
		let (from, to) = (old.blocks(), new.blocks());
		on_chain(from, || {
			decide(to);
			let before = Limits { rate: old, capacity: 3 * from };
			assert_eq!(BlockRate::limits(100), before);
			let asked = BlockRate::limits(101);
			assert_eq!(asked.rate, new);
			assert_eq!(asked.capacity, to + 2 * from);
			block(1);
			assert_eq!(BlockRate::limits(101), asked);
			assert_eq!(BlockRate::limits(102).capacity, 2 * to + from);
			assert_eq!(BlockRate::limits(103).capacity, 3 * to);
			assert_eq!(BlockRate::limits(10_000).capacity, 3 * to);
		});
	}
}

#[test]
fn a_duration_has_as_many_blocks_as_the_rate_says() {
	for (rate, blocks) in [(1, 10), (3, 30), (6, 60), (12, 120)] {
		on_chain(rate, || assert_eq!(BlockRate::blocks_in(10), blocks));
	}
	SlotLength::set(2);
	on_chain(1, || {
		assert_eq!([10, 11].map(BlockRate::blocks_in), [5, 5]);
		assert_eq!(BlockRate::blocks_in(u32::MAX), u32::MAX / 2);
	});
	SlotLength::set(1);
	on_chain(12, || assert_eq!(BlockRate::blocks_in(u32::MAX), u32::MAX));
}

#[test]
fn the_hook_weighs_what_it_does() {
	on_chain(1, || {
		assert_eq!(block(1), SmallWeights::unchanged());
		decide(6);
		// The deadline that hooks read weighs 10.
		assert_eq!(block(1), SmallWeights::change() + Weight::from_parts(10, 0));
		takes_transactions();
		assert_eq!(block(1), SmallWeights::unchanged());
	});
}
