// SPDX-License-Identifier: Apache-2.0

//! Eras close by the relay chain's clock, and are settled a few dApps at a time.

use crate::{eras::next_on_grid, mock::*, *};
use frame_support::assert_ok;
use sp_core::U256;

/// Stake times time of a dApp in the era that closed last.
fn closed(id: DappId) -> u128 {
	let era = era();
	let window = EraWindow { era: era.index - 1, start: era.previous_start, end: era.start };
	dapp(id).integral_of(&window).as_u128()
}

fn settled() -> Vec<(EraIndex, Balance, Balance)> {
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::DappStaking(Event::EraSettled { era, paid, withheld }) => {
				Some((era, paid, withheld))
			},
			_ => None,
		})
		.collect()
}

#[test]
fn the_first_era_begins_with_the_first_block() {
	run(|| {
		let expected =
			Era { index: 0, start: FIRST, end: FIRST + ERA, now: FIRST, previous_start: FIRST };
		assert_eq!(era(), expected);
	});
}

#[test]
fn ends_stay_on_the_grid_and_a_late_era_is_longer() {
	run(|| {
		blocks_to(ERA - 1);
		assert_eq!(era().index, 0);
		// The chain stalls for two eras and a half.
		block(FIRST + 35);
		let expected = Era {
			index: 1,
			start: FIRST + 35,
			end: FIRST + 40,
			now: FIRST + 35,
			previous_start: FIRST,
		};
		assert_eq!(era(), expected);
		blocks_to(40);
		assert_eq!((era().index, era().start, era().end), (2, FIRST + 40, FIRST + 50));
	});
	assert_eq!(next_on_grid(100, 10, 100), 110);
	assert_eq!(next_on_grid(100, 10, 109), 110);
	assert_eq!(next_on_grid(100, 10, 110), 120);
}

#[test]
fn stake_counts_for_the_time_that_it_lasts() {
	run(|| {
		stake(ALICE, A, 1_000);
		blocks_to(4);
		// In the fifth slot there are 500 more.
		stake(BOB, A, 500);
		blocks_to(7);
		assert_ok!(DappStaking::unstake(signed(ALICE), A, 1_000));
		blocks_to(ERA);
		assert_eq!(closed(A), 4 * 1_000 + 3 * 1_500 + 3 * 500);
		assert_eq!(closed(B), 0);
	});
}

#[test]
fn a_dapp_that_nobody_touches_counts_for_whole_eras() {
	run(|| {
		stake(ALICE, A, 1_000);
		blocks_to(5 * ERA);
		assert_eq!(closed(A), 1_000 * 10);
		// Touched for the first time after many eras.
		stake(ALICE, A, 100);
		assert_eq!(dapp(A).closed.map(|closed| closed.value), Some(U256::from(10_000)));
		blocks_to(6 * ERA);
		assert_eq!(closed(A), 1_100 * 10);
	});
}

#[test]
fn stake_of_genesis_counts_from_the_first_block() {
	run_with(vec![(ALICE, A, 1_000)], || {
		blocks_to(ERA);
		assert_eq!(closed(A), 1_000 * 10);
	});
}

#[test]
fn an_era_is_settled_over_several_blocks_by_what_it_was() {
	run(|| {
		stake(ALICE, A, 50_000);
		stake(BOB, B, 20_000);
		stake(CHARLIE, C, 2_000);
		DappStaking::fund_dapps(1_000);
		blocks_to(ERA);
		assert_eq!(era().index, 1);
		assert_eq!(DappStaking::in_transit(), 1_000);
		// What comes now is the next era's.
		DappStaking::fund_dapps(77);
		stake(CHARLIE, C, 900_000);
		assert_ok!(DappStaking::unstake(signed(ALICE), A, 50_000));

		// Two blocks measure three dApps, one puts them into tiers, and two pay.
		for (offset, paid) in [(11, 0), (12, 0), (13, 0), (14, 800), (15, 1_000)] {
			assert!(settled().is_empty(), "at {offset}");
			block(FIRST + offset);
			assert_eq!(DappsMinted::get(), paid, "at {offset}");
		}
		assert_eq!(settled(), [(0, 1_000, 0)]);
		let claimable = [A, B, C].map(|id| dapp(id).claimable);
		assert_eq!(claimable, [600, 200, 200]);
		let reward = dapp(B).last_reward.unwrap();
		assert_eq!((reward.era, reward.tier, reward.amount), (0, 1, 200));
		assert_eq!(DappStaking::in_transit(), 77);
	});
}

#[test]
fn an_era_does_not_close_while_another_is_being_settled() {
	run(|| {
		Steps::set(1);
		stake(ALICE, A, 50_000);
		DappStaking::fund_dapps(1_000);
		blocks_to(ERA);
		// One block for each of three dApps, one for tiers; the stall puts the next end before the fifth.
		for _ in 0..4 {
			block(FIRST + 25);
			assert_eq!(era().index, 1);
		}
		block(FIRST + 26);
		assert_eq!(settled().len(), 1);
		assert_eq!(era().index, 1);
		block(FIRST + 27);
		assert_eq!((era().index, era().start, era().end), (2, FIRST + 27, FIRST + 30));
		Steps::set(2);
	});
}

#[test]
fn settlement_pauses_while_migrations_run_and_then_goes_on() {
	run(|| {
		stake(ALICE, A, 50_000);
		DappStaking::fund_dapps(1_000);
		blocks_to(ERA);
		let before = CurrentSettlement::<Test>::get();
		Migrating::set(true);
		block(FIRST + 11);
		block(FIRST + 12);
		assert_eq!(CurrentSettlement::<Test>::get(), before);
		// The clock goes on all the same.
		assert_eq!(era().now, FIRST + 12);
		Migrating::set(false);
		blocks_to(16);
		assert_eq!(settled(), [(0, 600, 400)]);
	});
}

#[test]
fn without_any_dapp_the_whole_pool_is_withheld() {
	run(|| {
		for id in [A, B, C] {
			assert_ok!(DappStaking::unregister(RuntimeOrigin::root(), id));
		}
		DappStaking::fund_dapps(1_000);
		blocks_to(ERA + 1);
		assert_eq!(settled(), [(0, 0, 1_000)]);
		assert_eq!((DappsMinted::get(), DappsWithheld::get()), (0, 1_000));
	});
}

#[test]
fn a_dapp_that_is_unregistered_gets_an_era_only_if_that_has_closed() {
	let claimable = |unregister_at: u32| {
		run(|| {
			stake(ALICE, A, 50_000);
			DappStaking::fund_dapps(1_000);
			blocks_to(unregister_at);
			assert_ok!(DappStaking::unregister(RuntimeOrigin::root(), A));
			assert_ok!(DappStaking::unstake(signed(ALICE), A, 50_000));
			blocks_to(ERA + 6);
			dapp(A).claimable
		})
	};
	assert_eq!(claimable(ERA - 1), 0);
	assert_eq!(claimable(ERA), 600);
	assert_eq!(claimable(ERA + 1), 600);
}

#[test]
fn a_dapp_that_is_registered_mid_era_is_measured_over_all_of_it() {
	run(|| {
		blocks_to(5);
		let address = DappAddress::Account(77);
		assert_ok!(DappStaking::register(RuntimeOrigin::root(), OWNER, address));
		// Half of the era at 30,000 is an average of 15,000: enough for the top tier.
		stake(ALICE, DappId(3), 30_000);
		DappStaking::fund_dapps(1_000);
		blocks_to(ERA);
		assert_eq!(closed(DappId(3)), 5 * 30_000);
		blocks_to(ERA + 6);
		assert_eq!(dapp(DappId(3)).claimable, 600);
	});
}
