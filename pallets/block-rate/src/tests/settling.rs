// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn deadlines_of_hooks_move_before_the_hooks_and_all_others_in_the_same_block() {
	on_chain(1, || {
		block(1);
		Early::set(12);
		Others::set(vec![2, 3, 1_002]);
		decide(12);
		block(1);
		// Block 2 was the last one at the old rate.
		assert_eq!(Early::get(), 122);
		assert_eq!(Others::get(), [2, 3, 1_002]);
		assert!(!takes_transactions());
		assert_eq!(Others::get(), [2, 14, 12_002]);
		assert_eq!(events(), [rate_changed(1, 12), Event::DeadlinesMoved]);
		block(0);
		assert!(takes_transactions());
		assert_eq!((Early::get(), Others::get()), (122, vec![2, 14, 12_002]));
	});
}

#[test]
fn as_many_blocks_as_needed_take_no_transactions_and_each_deadline_moves_once() {
	on_chain(1, || {
		let deadlines: Vec<u64> = (1..=25).collect();
		Others::set(deadlines.clone());
		// The base of a step weighs 4, and each deadline 10: ten of them fit.
		MaxServiceWeight::set(Weight::from_parts(109, 0));
		decide(3);
		block(1);
		for moved in [10, 20] {
			assert!(!takes_transactions());
			let (done, left) = deadlines.split_at(moved);
			// Block 1 was the last one at the old rate.
			let done = done.iter().map(|deadline| 1 + (deadline - 1) * 3);
			let expected: Vec<u64> = done.chain(left.iter().copied()).collect();
			assert_eq!(Others::get(), expected);
			assert_eq!(BlockRate::rate(), Rate::Three);
			block(1);
		}
		assert!(!takes_transactions());
		block(1);
		assert!(takes_transactions());
		let expected: Vec<u64> = deadlines.iter().map(|deadline| 1 + (deadline - 1) * 3).collect();
		assert_eq!(Others::get(), expected);
	});
}

#[test]
fn a_step_weighs_what_it_has_moved_and_migrations_go_first() {
	on_chain(1, || {
		Others::set(vec![50; 3]);
		decide(3);
		block(1);
		Migrating::set(true);
		assert_eq!(<BlockRate as MultiStepMigrator>::step(), Weight::from_parts(7, 0));
		assert_eq!(Others::get(), [50; 3]);
		assert!(<BlockRate as MultiStepMigrator>::ongoing());
		let weight = <BlockRate as MultiStepMigrator>::step();
		assert_eq!(weight, SmallWeights::settle() + Weight::from_parts(30, 0));
		assert!(!<BlockRate as MultiStepMigrator>::ongoing());
	});
}

#[test]
fn without_a_change_there_is_nothing_to_move() {
	on_chain(6, || {
		Early::set(9);
		Others::set(vec![50]);
		block(1);
		assert!(takes_transactions());
		assert_eq!(<BlockRate as MultiStepMigrator>::step(), SmallWeights::settle());
		assert_eq!((Early::get(), Others::get()), (9, vec![50]));
	});
}
