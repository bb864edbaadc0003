// SPDX-License-Identifier: Apache-2.0

//! A slash from outside takes what is frozen.

use crate::{mock::*, *};
use frame_support::{
	assert_noop, assert_ok,
	traits::tokens::{Fortitude, Precision},
};

type E = Error<Test>;

/// Takes from an account what freezes can't protect.
fn slash(who: AccountId, amount: Balance) {
	let burned = <Balances as Mutate<AccountId>>::burn_from(
		&who,
		amount,
		Preservation::Expendable,
		Precision::Exact,
		Fortitude::Force,
	);
	assert_ok!(burned);
}

#[test]
fn nothing_is_cut_while_all_of_it_is_there() {
	run(|| {
		stake(ALICE, A, ENDOWMENT);
		assert_noop!(DappStaking::trim(signed(BOB), ALICE), E::NothingToTrim);
		assert_noop!(DappStaking::trim(signed(BOB), BOB), E::NothingToTrim);
	});
}

#[test]
fn what_unbonds_is_cut_first_and_then_the_newest_stake() {
	run(|| {
		stake(ALICE, A, 600_000);
		stake(ALICE, B, 400_000);
		assert_ok!(DappStaking::unstake(signed(ALICE), A, 100_000));
		blocks_to(1);
		assert_ok!(DappStaking::unstake(signed(ALICE), A, 50_000));

		slash(ALICE, 60_000);
		assert_ok!(DappStaking::trim(signed(BOB), ALICE));
		System::assert_last_event(Event::Trimmed { who: ALICE, amount: 60_000 }.into());
		let chunks = DappStaking::ledger(&ALICE).chunks;
		assert_eq!(chunks.iter().map(|chunk| chunk.amount).collect::<Vec<_>>(), [90_000]);
		assert_eq!((dapp(A).stake, dapp(B).stake), (450_000, 400_000));
		assert_eq!(frozen(ALICE), ENDOWMENT - 60_000);

		slash(ALICE, 190_000);
		assert_ok!(DappStaking::trim(signed(BOB), ALICE));
		assert!(DappStaking::ledger(&ALICE).chunks.is_empty());
		assert_eq!((dapp(A).stake, dapp(B).stake), (450_000, 300_000));
		assert_eq!(DappStaking::earning_stake(), 750_000);
	});
}

#[test]
fn a_position_that_is_cut_whole_is_paid() {
	run(|| {
		stake(ALICE, A, 600_000);
		stake(ALICE, B, 400_000);
		reward(2_000_000);
		slash(ALICE, 500_000);
		assert_ok!(DappStaking::trim(signed(BOB), ALICE));
		assert_eq!(dapp(B).stake, 0);
		assert_eq!(free(ALICE), 500_000 + 800_000);
		assert_eq!(frozen(ALICE), 500_000);
		assert_eq!(claim(ALICE), 1_200_000);
	});
}

#[test]
fn what_a_dead_account_cannot_take_goes_to_all_stakers() {
	run(|| {
		// Powers of two: no division leaves anything.
		stake(ALICE, A, 1_024);
		stake(BOB, B, 1_024);
		reward(10);
		// Freezes keep accounts alive; something outside has removed this one all the same.
		frame_system::Account::<Test>::remove(ALICE);
		// Five plank are below the existential deposit.
		assert_ok!(DappStaking::trim(signed(BOB), ALICE));
		assert_eq!((free(ALICE), frozen(ALICE)), (0, 0));
		assert!(!Ledgers::<Test>::contains_key(ALICE));
		assert_eq!(claim(BOB), 5);
		reward(1);
		assert_eq!(claim(BOB), 6);
	});
}

#[test]
fn a_stake_that_is_cut_below_the_minimum_can_grow_or_be_taken_away() {
	run(|| {
		stake(ALICE, A, ENDOWMENT);
		slash(ALICE, ENDOWMENT - 50);
		assert_ok!(DappStaking::trim(signed(BOB), ALICE));
		assert_eq!(dapp(A).stake, 50);
		assert_noop!(DappStaking::unstake(signed(ALICE), A, 10), E::BelowMinimum);
		assert_ok!(DappStaking::unstake(signed(ALICE), A, 50));
		assert_eq!(frozen(ALICE), 50);
	});
}

#[test]
fn compounding_does_not_freeze_more_than_there_is() {
	run(|| {
		stake(ALICE, A, ENDOWMENT);
		reward(ENDOWMENT);
		slash(ALICE, 1_000);
		assert_noop!(DappStaking::compound(signed(ALICE), ALICE), E::NotEnoughBalance);
		// A claim still pays.
		assert_eq!(claim(ALICE), ENDOWMENT);
	});
}
