// SPDX-License-Identifier: Apache-2.0

//! `try_state` finds each state that must not be.

use crate::{mock::*, *};
use frame_support::traits::fungible::MutateFreeze;
use sp_runtime::{Perquintill, TryRuntimeError};

/// Corrupts a chain with a stake, whose first era is being settled at the stage `paying` or before it. Answers with what is
/// found, and mends it: `run` checks once more at its end.
fn found(paying: bool, corrupt: impl FnOnce()) -> TryRuntimeError {
	run(|| {
		Steps::set(if paying { 1 } else { 2 });
		stake(ALICE, A, 50_000);
		stake(BOB, B, 20_000);
		DappStaking::fund_dapps(1_000);
		blocks_to(ERA);
		for offset in 1..=(if paying { 4 } else { 1 }) {
			block(FIRST + ERA + offset);
		}
		let settlement = CurrentSettlement::<Test>::get().unwrap();
		assert_eq!(matches!(settlement.stage, SettlementStage::Paying { .. }), paying);
		frame_support::storage::with_transaction(|| {
			corrupt();
			let found = DappStaking::do_try_state();
			frame_support::storage::TransactionOutcome::Rollback(Ok::<_, TryRuntimeError>(found))
		})
		.unwrap()
		.expect_err("the corrupt state is found")
	})
}

fn settlement(change: impl FnOnce(&mut Settlement)) {
	CurrentSettlement::<Test>::mutate(|settlement| change(settlement.as_mut().unwrap()));
}

fn open_era(change: impl FnOnce(&mut Era)) {
	CurrentEra::<Test>::mutate(|era| change(era.as_mut().unwrap()));
}

fn freeze(who: AccountId, amount: Balance) {
	Balances::set_freeze(&FreezeReason::Staking.into(), &who, amount).unwrap();
}

fn rising() -> Tiers {
	let mut tiers = tiers();
	tiers.reverse();
	Tiers::truncate_from(tiers)
}

#[test]
fn a_freeze_and_its_ledger_come_together() {
	assert_eq!(found(false, || freeze(CHARLIE, 1)), "a freeze without a ledger".into());
	assert_eq!(found(false, || freeze(ALICE, 1)), "a freeze is not its ledger's".into());
	let dead = || Ledgers::<Test>::insert(99, Ledger { restake: true, ..Default::default() });
	assert_eq!(found(false, dead), "an empty ledger is kept".into());
	let moved = || {
		// The same stake, of an account that is not there, with a freeze that nobody pays for.
		let ledger = Ledgers::<Test>::take(ALICE).unwrap();
		pallet_balances::Freezes::<Test>::swap(ALICE, 99);
		Ledgers::<Test>::insert(99, ledger);
	};
	assert_eq!(found(false, moved), "a ledger without an account".into());
}

#[test]
fn tiers_are_in_order_in_the_table_and_in_a_settlement() {
	let message = || "tiers are not in order".into();
	assert_eq!(found(false, || TierTable::<Test>::put(rising())), message());
	assert_eq!(found(false, || settlement(|it| it.tiers = rising())), message());
	let too_much = |it: &mut Settlement| it.tiers[0].share = Perquintill::one();
	assert_eq!(found(false, || settlement(too_much)), message());
}

#[test]
fn an_era_lies_between_its_start_and_its_end() {
	let ends = || open_era(|era| era.end = era.start);
	assert_eq!(found(false, ends), "an era that ends before it begins".into());
	let begins = || open_era(|era| era.start = era.now + 1);
	assert_eq!(found(false, begins), "an era that has not begun".into());
	let before = || open_era(|era| era.previous_start = era.start + 1);
	assert_eq!(found(false, before), "an era before the one before it".into());
	let none = || CurrentEra::<Test>::kill();
	assert_eq!(found(false, none), "a settlement without an era".into());
	let first = || open_era(|era| era.index = 0);
	assert_eq!(found(false, first), "a settlement in the first era".into());
}

#[test]
fn what_is_settled_is_the_era_before_with_its_dapps_and_tiers() {
	let message = || "another era is settled than the one before".into();
	assert_eq!(found(false, || settlement(|it| it.window.end += 1)), message());
	assert_eq!(found(false, || settlement(|it| it.window.start -= 1)), message());
	assert_eq!(found(false, || settlement(|it| it.window.era += 1)), message());
	assert_eq!(found(false, || open_era(|era| era.index += 1)), message());

	let message = || "a dApp or a tier that the settlement does not know".into();
	let order = |it: &mut Settlement| it.dapps.as_mut().reverse();
	assert_eq!(found(false, || settlement(order)), message());
	let reward = |change: fn(&mut TierReward)| {
		move |it: &mut Settlement| match &mut it.stage {
			SettlementStage::Paying { rewards } => change(rewards.last_mut().unwrap()),
			SettlementStage::Measuring { .. } => unreachable!("it is paying"),
		}
	};
	assert_eq!(found(true, || settlement(reward(|reward| reward.tier = 2))), message());
	assert_eq!(found(true, || settlement(reward(|reward| reward.dapp = DappId(9)))), message());
	let more = reward(|reward| reward.amount = 1_001);
	assert_eq!(found(true, || settlement(more)), "more is due than there is".into());
}

#[test]
fn nothing_is_paid_of_a_pool_before_its_dapps_are_measured() {
	let message = || "a pool is paid before it is divided".into();
	assert_eq!(found(false, || settlement(|it| it.left -= 1)), message());
}

#[test]
fn an_integral_is_of_the_past() {
	let dapp = |change: fn(&mut Dapp<AccountId>)| {
		move || Dapps::<Test>::mutate(A, |dapp| change(dapp.as_mut().unwrap()))
	};
	let message = || "an integral of an era to come".into();
	assert_eq!(found(false, dapp(|dapp| dapp.open.era = 2)), message());
	let message = || "an integral up to a time to come".into();
	assert_eq!(found(false, dapp(|dapp| dapp.open.until = u32::MAX)), message());
	let closed = |era| Some(ClosedIntegral { era, value: Default::default() });
	for era in [0, 1] {
		let message = "a closed integral of an era that is not earlier than the open one".into();
		let corrupt = || {
			Dapps::<Test>::mutate(A, |dapp| {
				let dapp = dapp.as_mut().unwrap();
				dapp.closed = closed(dapp.open.era + era);
			})
		};
		assert_eq!(found(false, corrupt), message);
	}
}
