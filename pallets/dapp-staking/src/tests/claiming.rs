// SPDX-License-Identifier: Apache-2.0

//! Who earns how much, and who is paid.

use crate::{accumulator::fixed, mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

type E = Error<Test>;

#[test]
fn a_reward_is_divided_by_stake() {
	run(|| {
		stake(ALICE, A, 300);
		stake(BOB, B, 100);
		reward(1_000);
		assert_eq!((claim(ALICE), claim(BOB)), (750, 250));
		stake(BOB, B, 500);
		reward(900);
		assert_eq!((claim(ALICE), claim(BOB)), (300, 600));
	});
}

#[test]
fn fractions_stay_owed_and_add_up() {
	run(|| {
		for who in [ALICE, BOB, CHARLIE] {
			stake(who, A, 100);
		}
		let mut paid = 0;
		for _ in 0..3 {
			reward(1);
			paid += claim(ALICE);
		}
		// Three thirds, and less than 2^-120 plank that the divisions have left for the next.
		assert_eq!(paid, 0);
		reward(1);
		assert_eq!(claim(ALICE), 1);
	});
}

#[test]
fn it_does_not_matter_how_long_ago_or_how_often_is_claimed() {
	run(|| {
		for who in [ALICE, BOB] {
			stake(who, A, 12_345);
		}
		stake(CHARLIE, B, 777);
		let mut often = 0;
		for amount in 1..200 {
			reward(amount * 31);
			often += claim(ALICE);
		}
		assert_eq!(claim(BOB), often);
	});
}

#[test]
fn a_second_claim_pays_nothing_and_is_no_error() {
	run(|| {
		stake(ALICE, A, 300);
		reward(900);
		assert_eq!(claim(ALICE), 900);
		assert_eq!(claim(ALICE), 0);
		// Nor is that of somebody who never staked.
		assert_eq!(claim(BOB), 0);
		assert!(!Ledgers::<Test>::contains_key(BOB));
	});
}

#[test]
fn anyone_can_claim_for_another_who_is_paid() {
	run(|| {
		stake(ALICE, A, 300);
		reward(600);
		assert_ok!(DappStaking::claim_for(signed(BOB), ALICE));
		assert_eq!((free(ALICE), free(BOB)), (ENDOWMENT + 600, ENDOWMENT));
		let positions = vec![PaidReward { dapp: A, amount: 600 }];
		System::assert_last_event(Event::RewardPaid { who: ALICE, amount: 600, positions }.into());
		assert_noop!(DappStaking::claim_for(RuntimeOrigin::none(), ALICE), BadOrigin);
	});
}

#[test]
fn staking_more_pays_nothing_and_loses_nothing() {
	run(|| {
		stake(ALICE, A, 300);
		reward(600);
		stake(ALICE, A, 100);
		assert_eq!(free(ALICE), ENDOWMENT);
		assert_ok!(DappStaking::unstake(signed(ALICE), A, 100));
		assert_eq!(free(ALICE), ENDOWMENT);
		assert_eq!(DappStaking::pending(&ALICE).total, 600);
		assert_eq!(claim(ALICE), 600);
	});
}

#[test]
fn emptying_a_position_pays_it_and_its_fraction_goes_to_all() {
	run(|| {
		for who in [ALICE, BOB, CHARLIE] {
			stake(who, A, 100);
		}
		reward(500);
		let before = Rewards::<Test>::get().remainder();
		assert_ok!(DappStaking::unstake(signed(ALICE), A, 100));
		// 166 and two thirds.
		assert_eq!(free(ALICE), ENDOWMENT + 166);
		let grown = Rewards::<Test>::get().remainder() - before;
		assert!(grown > fixed(2) / 3 - 500 && grown <= fixed(2) / 3);
		// The two thirds come with the next reward.
		reward(1);
		assert_eq!(claim(BOB) + claim(CHARLIE), 2 * 166 + 2);
	});
}

#[test]
fn moving_all_of_a_position_pays_it() {
	run(|| {
		stake(ALICE, A, 300);
		reward(600);
		assert_ok!(DappStaking::move_stake(signed(ALICE), A, B, 300));
		assert_eq!(free(ALICE), ENDOWMENT + 600);
		reward(300);
		assert_eq!(claim(ALICE), 300);
	});
}

#[test]
fn compounding_stakes_each_reward_in_its_own_position() {
	run(|| {
		stake(ALICE, A, 300);
		stake(ALICE, B, 100);
		reward(800);
		assert_noop!(DappStaking::compound(signed(BOB), ALICE), E::RestakeNotSet);
		assert_ok!(DappStaking::set_restake(signed(ALICE), true));
		System::assert_last_event(Event::RestakeSet { who: ALICE, enabled: true }.into());
		assert_ok!(DappStaking::compound(signed(BOB), ALICE));
		assert_eq!((dapp(A).stake, dapp(B).stake), (900, 300));
		assert_eq!((free(ALICE), frozen(ALICE)), (ENDOWMENT + 800, 1_200));
		// Nothing is left to stake.
		assert_ok!(DappStaking::compound(signed(BOB), ALICE));
		assert_eq!(frozen(ALICE), 1_200);

		assert_ok!(DappStaking::set_restake(signed(ALICE), false));
		assert_noop!(DappStaking::compound(signed(BOB), ALICE), E::RestakeNotSet);
		assert_ok!(DappStaking::compound(signed(ALICE), ALICE));
	});
}

#[test]
fn compounding_pays_and_does_not_stake_what_an_unregistered_dapp_has_earned() {
	run(|| {
		stake(ALICE, A, 300);
		stake(ALICE, B, 300);
		reward(600);
		assert_ok!(DappStaking::unregister(RuntimeOrigin::root(), A));
		assert_ok!(DappStaking::compound(signed(ALICE), ALICE));
		assert_eq!((dapp(A).stake, dapp(B).stake), (300, 600));
		assert_eq!((free(ALICE), frozen(ALICE)), (ENDOWMENT + 600, 900));
	});
}

#[test]
fn asking_for_restake_without_a_stake_is_refused_and_leaves_no_entry() {
	run(|| {
		assert_noop!(DappStaking::set_restake(signed(ALICE), true), E::NothingStaked);
		assert_ok!(DappStaking::set_restake(signed(ALICE), false));
		assert!(!Ledgers::<Test>::contains_key(ALICE));
	});
}

#[test]
fn asking_for_restake_ends_with_the_stake_that_pays_for_the_entry() {
	run(|| {
		stake(ALICE, A, 100);
		assert_ok!(DappStaking::set_restake(signed(ALICE), true));
		assert_ok!(DappStaking::unstake(signed(ALICE), A, 100));
		assert_noop!(DappStaking::set_restake(signed(ALICE), true), E::NothingStaked);
		blocks_to(1 + UNBONDING_ERAS * ERA);
		assert_ok!(DappStaking::withdraw_unbonded(signed(ALICE)));
		assert!(!Ledgers::<Test>::contains_key(ALICE));
		stake(ALICE, A, 100);
		assert!(!DappStaking::ledger(&ALICE).restake);
	});
}

#[test]
fn a_reward_without_a_stake_is_given_back() {
	run(|| {
		let credit = <Balances as Balanced<AccountId>>::issue(100);
		let refused = DappStaking::reward_stakers(credit).unwrap_err();
		assert_eq!(frame_support::traits::Imbalance::peek(&refused), 100);
		assert_eq!(Rewards::<Test>::get(), Default::default());
	});
}

#[test]
fn the_accumulator_refuses_what_it_cannot_hold_and_stays_as_it_is() {
	let mut full = accumulator::Accumulator::default();
	assert_ok!(full.add_stake(1));
	assert_ok!(full.release(u128::MAX));
	let before = full;
	assert!(full.release(1).is_err());
	assert_eq!(full, before);
	// A single staker of a single plank gets all there ever was.
	let mut position = Position { dapp: A, stake: 1, checkpoint: 0.into(), owed: 0.into() };
	assert_ok!(position.settle(full.per_plank()));
	assert_eq!(position.take_whole(), u128::MAX);
	// And one who holds all there is.
	let mut rich = accumulator::Accumulator::default();
	assert_ok!(rich.add_stake(u128::MAX));
	assert_ok!(rich.release(u128::MAX));
	let mut position = Position { dapp: A, stake: u128::MAX, checkpoint: 0.into(), owed: 0.into() };
	assert_ok!(position.settle(rich.per_plank()));
	assert_eq!(position.take_whole(), u128::MAX);
	assert_eq!(rich.remainder(), 0.into());
}
