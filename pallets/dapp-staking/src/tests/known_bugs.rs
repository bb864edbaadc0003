// SPDX-License-Identifier: Apache-2.0

//! Bugs that staking pallets of others have had.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

/// Astar: the reward of the last era could be claimed again and again.
#[test]
fn the_last_era_is_not_claimed_twice() {
	run(|| {
		stake(ALICE, A, 1_000);
		DappStaking::fund_dapps(1_000);
		blocks_to(ERA - 1);
		reward(500);
		block(FIRST + ERA);
		assert_eq!(claim(ALICE), 500);
		assert_eq!(claim(ALICE), 0);
		blocks_to(ERA + 1);
		assert_eq!(claim(ALICE), 0);
		assert_ok!(DappStaking::claim_for(signed(BOB), ALICE));
		assert_ok!(DappStaking::unstake(signed(ALICE), A, 1_000));
		assert_eq!(free(ALICE), ENDOWMENT + 500);
	});
}

/// Astar: a stake made after an era had ended raised what the dApp was rewarded for in it.
#[test]
fn a_stake_does_not_raise_an_era_that_has_closed() {
	run(|| {
		stake(ALICE, A, 5_000);
		DappStaking::fund_dapps(1_000);
		blocks_to(ERA);
		// Enough for the top tier, had it been there.
		stake(BOB, A, 900_000);
		blocks_to(ERA + 6);
		let reward = dapp(A).last_reward.unwrap();
		assert_eq!((reward.era, reward.tier, reward.amount), (0, 1, 200));
	});
}

/// Astar: what unbonds could be staked a second time, so that more was locked than owned.
#[test]
fn what_unbonds_cannot_be_staked_again() {
	run(|| {
		stake(ALICE, A, ENDOWMENT);
		assert_ok!(DappStaking::unstake(signed(ALICE), A, 400_000));
		assert_noop!(
			DappStaking::stake(signed(ALICE), B, 400_000),
			Error::<Test>::NotEnoughBalance
		);
		assert_noop!(DappStaking::stake(signed(ALICE), A, 1), Error::<Test>::NotEnoughBalance);
		assert_eq!(frozen(ALICE), ENDOWMENT);
	});
}

/// Astar #1487: unstaking from an unregistered dApp failed in certain eras.
#[test]
fn stake_on_an_unregistered_dapp_can_be_taken_away_whenever() {
	for wait in [0, 1, ERA - 1, ERA, ERA + 1, 3 * ERA + 7] {
		run(|| {
			stake(ALICE, A, 1_000);
			blocks_to(3);
			assert_ok!(DappStaking::unregister(RuntimeOrigin::root(), A));
			blocks_to(3 + wait);
			assert_ok!(DappStaking::unstake(signed(ALICE), A, 300));
			assert_ok!(DappStaking::unstake(signed(ALICE), A, 700));
			assert_eq!(dapp(A).stake, 0);
		});
	}
}

/// Astar portal #1224: a front end computed rewards on its own, and was wrong by half.
#[test]
fn what_is_said_to_be_pending_is_what_the_next_call_pays() {
	run(|| {
		stake(ALICE, A, 1_000);
		stake(BOB, B, 3_000);
		reward(7_777);
		let said = DappStaking::pending(&ALICE);
		let position = PendingPosition { dapp: A, stake: 1_000, pending: 1_944 };
		assert_eq!(said, Pending { total: 1_944, positions: vec![position] });
		// `claim` compares event, balance and answer.
		assert_eq!(claim(ALICE), 1_944);
	});
}
