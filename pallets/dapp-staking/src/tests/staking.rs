// SPDX-License-Identifier: Apache-2.0

//! Stakes grow, shrink, move, and unbond.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};
use sp_runtime::{ArithmeticError, DispatchError::BadOrigin, TokenError};

type E = Error<Test>;

#[test]
fn a_stake_is_frozen_and_not_moved() {
	run(|| {
		stake(ALICE, A, 1_000);
		stake(ALICE, B, 200);
		stake(ALICE, A, 1);
		System::assert_last_event(Event::Staked { who: ALICE, dapp: A, amount: 1 }.into());
		assert_eq!((free(ALICE), frozen(ALICE)), (ENDOWMENT, 1_201));
		assert_eq!((dapp(A).stake, dapp(B).stake), (1_001, 200));
		assert_eq!(DappStaking::earning_stake(), 1_201);
		let too_much = ENDOWMENT - 1_200;
		let transfer = <Balances as Mutate<AccountId>>::transfer(
			&ALICE,
			&BOB,
			too_much,
			Preservation::Expendable,
		);
		assert_eq!(transfer, Err(TokenError::Frozen.into()));
	});
}

#[test]
fn a_stake_that_cannot_be_is_refused() {
	run(|| {
		let stake = |dapp, amount| DappStaking::stake(signed(ALICE), dapp, amount);
		assert_noop!(stake(A, 0), E::AmountZero);
		assert_noop!(stake(A, MIN_STAKE - 1), E::BelowMinimum);
		assert_noop!(stake(A, ENDOWMENT + 1), E::NotEnoughBalance);
		assert_noop!(stake(A, u128::MAX), E::NotEnoughBalance);
		assert_noop!(stake(DappId(3), MIN_STAKE), E::UnknownDapp);
		assert_noop!(DappStaking::stake(RuntimeOrigin::root(), A, MIN_STAKE), BadOrigin);
		assert_noop!(DappStaking::stake(RuntimeOrigin::none(), A, MIN_STAKE), BadOrigin);
		assert_ok!(stake(A, MIN_STAKE));
		// An existing position may grow by any amount.
		assert_noop!(stake(A, u128::MAX), ArithmeticError::Overflow);
		assert_ok!(stake(A, 1));
		assert_ok!(stake(B, ENDOWMENT - MIN_STAKE - 1));
		assert_noop!(stake(A, 1), E::NotEnoughBalance);
	});
}

#[test]
fn an_account_has_at_most_sixteen_positions() {
	run(|| {
		for extra in 0..MAX_POSITIONS {
			let address = DappAddress::Account(100 + u64::from(extra));
			assert_ok!(DappStaking::register(RuntimeOrigin::root(), OWNER, address));
		}
		for id in 0..MAX_POSITIONS {
			stake(ALICE, DappId(id), MIN_STAKE);
		}
		let one_more = DappId(MAX_POSITIONS);
		assert_noop!(DappStaking::stake(signed(ALICE), one_more, MIN_STAKE), E::TooManyPositions);
		stake(ALICE, A, MIN_STAKE);
		assert_noop!(
			DappStaking::move_stake(signed(ALICE), A, one_more, MIN_STAKE),
			E::TooManyPositions
		);
		// Moving all of a position frees its place.
		assert_ok!(DappStaking::move_stake(signed(ALICE), A, one_more, 2 * MIN_STAKE));
	});
}

#[test]
fn nothing_can_be_staked_before_the_first_block_has_ended() {
	run(|| {
		CurrentEra::<Test>::kill();
		assert_noop!(DappStaking::stake(signed(ALICE), A, MIN_STAKE), E::NotStarted);
		let register =
			DappStaking::register(RuntimeOrigin::root(), OWNER, DappAddress::Account(99));
		assert_noop!(register, E::NotStarted);
	});
}

#[test]
fn what_is_unstaked_unbonds_for_nine_eras_and_earns_no_more() {
	run(|| {
		stake(ALICE, A, 1_000);
		stake(BOB, A, 1_000);
		assert_ok!(DappStaking::unstake(signed(ALICE), A, 400));
		let unlock = FIRST + 9 * ERA;
		System::assert_last_event(
			Event::Unstaked { who: ALICE, dapp: A, amount: 400, unlock }.into(),
		);
		assert_eq!((frozen(ALICE), dapp(A).stake), (1_000, 1_600));
		reward(1_600);
		assert_eq!(claim(ALICE), 600);

		blocks_to(9 * ERA - 1);
		assert_noop!(DappStaking::withdraw_unbonded(signed(ALICE)), E::NothingUnbonded);
		blocks_to(9 * ERA);
		assert_ok!(DappStaking::withdraw_unbonded(signed(ALICE)));
		System::assert_last_event(Event::Withdrawn { who: ALICE, amount: 400 }.into());
		assert_eq!(frozen(ALICE), 600);
		assert_noop!(DappStaking::withdraw_unbonded(signed(ALICE)), E::NothingUnbonded);
	});
}

#[test]
fn an_unstake_that_cannot_be_is_refused() {
	run(|| {
		stake(ALICE, A, 1_000);
		let unstake = |dapp, amount| DappStaking::unstake(signed(ALICE), dapp, amount);
		assert_noop!(unstake(A, 0), E::AmountZero);
		assert_noop!(unstake(A, 1_001), E::NotEnoughStaked);
		assert_noop!(unstake(A, u128::MAX), E::NotEnoughStaked);
		assert_noop!(unstake(A, 901), E::BelowMinimum);
		assert_noop!(unstake(B, 1), E::NotStaked);
		assert_noop!(unstake(DappId(7), 1), E::NotStaked);
		assert_ok!(unstake(A, 900));
		assert_ok!(unstake(A, 100));
		assert_noop!(unstake(A, 1), E::NotStaked);
	});
}

#[test]
fn an_account_has_at_most_eight_chunks_and_equal_ones_merge() {
	run(|| {
		stake(ALICE, A, 100_000);
		for offset in 0..MAX_CHUNKS {
			blocks_to(offset);
			assert_ok!(DappStaking::unstake(signed(ALICE), A, 10));
			assert_ok!(DappStaking::unstake(signed(ALICE), A, 10));
		}
		let ledger = DappStaking::ledger(&ALICE);
		assert_eq!(ledger.chunks.len(), 8);
		assert!(ledger.chunks.iter().all(|chunk| chunk.amount == 20));
		blocks_to(MAX_CHUNKS);
		assert_noop!(DappStaking::unstake(signed(ALICE), A, 10), E::TooManyChunks);
		blocks_to(9 * ERA + 2);
		assert_ok!(DappStaking::withdraw_unbonded(signed(ALICE)));
		assert_eq!(DappStaking::ledger(&ALICE).chunks.len(), 5);
		assert_eq!(frozen(ALICE), 100_000 - 60);
	});
}

#[test]
fn an_unstake_frees_what_has_unbonded_before() {
	run(|| {
		stake(ALICE, A, 100_000);
		for offset in 0..MAX_CHUNKS {
			blocks_to(offset);
			assert_ok!(DappStaking::unstake(signed(ALICE), A, 10));
		}
		// All eight places are taken until the first chunk has unbonded.
		blocks_to(9 * ERA - 1);
		assert_noop!(DappStaking::unstake(signed(ALICE), A, 10), E::TooManyChunks);
		blocks_to(9 * ERA);
		System::reset_events();
		assert_ok!(DappStaking::unstake(signed(ALICE), A, 10));
		System::assert_has_event(Event::Withdrawn { who: ALICE, amount: 10 }.into());
		assert_eq!(DappStaking::ledger(&ALICE).chunks.len(), 8);
		assert_eq!(frozen(ALICE), 100_000 - 10);
		// Nothing is freed where nothing has unbonded.
		System::reset_events();
		assert_noop!(DappStaking::unstake(signed(ALICE), A, 0), E::AmountZero);
		assert_ok!(DappStaking::unstake(signed(ALICE), A, 10));
		let freed = |record: frame_system::EventRecord<RuntimeEvent, _>| {
			matches!(record.event, RuntimeEvent::DappStaking(Event::Withdrawn { .. }))
		};
		assert!(!System::events().into_iter().any(freed));
	});
}

#[test]
fn a_stake_moves_at_once() {
	run(|| {
		stake(ALICE, A, 1_000);
		assert_ok!(DappStaking::move_stake(signed(ALICE), A, B, 300));
		System::assert_last_event(
			Event::StakeMoved { who: ALICE, from: A, to: B, amount: 300 }.into(),
		);
		assert_eq!((dapp(A).stake, dapp(B).stake), (700, 300));
		assert_eq!((frozen(ALICE), DappStaking::earning_stake()), (1_000, 1_000));

		let move_stake =
			|from, to, amount| DappStaking::move_stake(signed(ALICE), from, to, amount);
		assert_noop!(move_stake(A, A, 100), E::SameDapp);
		assert_noop!(move_stake(A, B, 0), E::AmountZero);
		assert_noop!(move_stake(A, B, 601), E::BelowMinimum);
		assert_noop!(move_stake(A, B, 701), E::NotEnoughStaked);
		assert_noop!(move_stake(A, C, 99), E::BelowMinimum);
		assert_noop!(move_stake(C, A, 100), E::NotStaked);
		assert_noop!(move_stake(A, DappId(9), 100), E::UnknownDapp);
	});
}

#[test]
fn stake_of_genesis_is_frozen_and_earns() {
	run_with(vec![(ALICE, A, 300), (BOB, B, 100), (ALICE, B, 100)], || {
		assert_eq!((frozen(ALICE), frozen(BOB)), (400, 100));
		reward(500);
		assert_eq!((claim(ALICE), claim(BOB)), (400, 100));
	});
}
