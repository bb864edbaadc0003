// SPDX-License-Identifier: Apache-2.0

//! Which dApp is in which tier, and what that pays.

use crate::{mock::*, tiers::rank, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError::BadOrigin, Perquintill};

type E = Error<Test>;

fn tier(threshold_percent: u64, slots: u16, share_percent: u64) -> Tier {
	Tier {
		threshold: Perquintill::from_percent(threshold_percent),
		slots,
		share: Perquintill::from_percent(share_percent),
	}
}

/// Tier and reward by dApp, for averages in percent of an issuance of 1,000, an era of 10 blocks and a pool of 1,001.
fn tiers_of(tiers: &[Tier], averages: &[u128]) -> Vec<(u32, u8, Balance)> {
	let scores: Vec<_> = averages
		.iter()
		.zip(0u32..)
		.map(|(average, id)| Score { dapp: DappId(id), integral: (average * 10 * 10).into() })
		.collect();
	let settlement = Settlement {
		window: EraWindow { era: 0, start: 100, end: 110 },
		pool: 1_001,
		left: 1_001,
		issuance: 1_000,
		tiers: tiers.to_vec().try_into().unwrap(),
		dapps: Default::default(),
		stage: SettlementStage::Paying { rewards: Default::default() },
	};
	rank(&settlement, scores)
		.into_iter()
		.map(|reward| (reward.dapp.0, reward.tier, reward.amount))
		.collect()
}

#[test]
fn dapps_are_ranked_by_stake_and_then_by_id() {
	let tiers = [tier(10, 1, 50), tier(5, 2, 50)];
	// 500 for the one slot of the top tier, 250 for each of the two of the next.
	let expected = [(3, 0, 500), (0, 1, 250), (2, 1, 250)];
	assert_eq!(tiers_of(&tiers, &[20, 20, 20, 30]), [(3, 0, 500), (0, 1, 250), (1, 1, 250)]);
	assert_eq!(tiers_of(&tiers, &[20, 4, 10, 30]), expected);
}

#[test]
fn a_threshold_is_met_exactly_or_not_at_all() {
	let tiers = [tier(10, 5, 50), tier(5, 5, 50)];
	assert_eq!(tiers_of(&tiers, &[10, 9, 5, 4]), [(0, 0, 100), (1, 1, 100), (2, 1, 100)]);
}

#[test]
fn a_full_tier_passes_the_next_dapp_on() {
	let tiers = [tier(10, 2, 30), tier(10, 1, 20), tier(1, 1, 10)];
	let expected = [(0, 0, 150), (1, 0, 150), (2, 1, 200), (3, 2, 100)];
	assert_eq!(tiers_of(&tiers, &[50, 40, 30, 20, 10]), expected);
}

#[test]
fn a_dapp_without_stake_is_in_no_tier_even_if_the_threshold_is_zero() {
	assert_eq!(tiers_of(&[tier(0, 5, 100)], &[0, 1, 0]), [(1, 0, 200)]);
	assert_eq!(tiers_of(&[], &[1]), []);
	assert_eq!(tiers_of(&[tier(0, 5, 100)], &[]), []);
}

#[test]
fn each_slot_pays_the_same_and_rounding_is_withheld() {
	// A third of 1,001, rounded down, over three slots.
	let third = Tier {
		threshold: Perquintill::zero(),
		slots: 3,
		share: Perquintill::from_parts(333_333_333_333_333_333),
	};
	assert_eq!(tiers_of(&[third], &[3, 2]), [(0, 0, 111), (1, 0, 111)]);
}

#[test]
fn tiers_are_set_by_their_origin_and_have_to_make_sense() {
	run(|| {
		let set = |tiers: Vec<Tier>| {
			DappStaking::set_tiers(RuntimeOrigin::root(), tiers.try_into().unwrap())
		};
		for origin in [signed(ALICE), RuntimeOrigin::none()] {
			assert_noop!(DappStaking::set_tiers(origin, Default::default()), BadOrigin);
		}
		assert_noop!(set(vec![tier(10, 1, 60), tier(5, 1, 41)]), E::SharesAboveOne);
		assert_noop!(set(vec![tier(10, 0, 60)]), E::TierWithoutSlots);
		assert_noop!(set(vec![tier(10, 1, 60), tier(11, 1, 40)]), E::ThresholdsRise);
		assert_ok!(set(vec![tier(10, 1, 60), tier(10, 1, 40)]));
		assert_eq!(TierTable::<Test>::get().len(), 2);
		assert_ok!(set(vec![]));
	});
}

#[test]
fn a_change_of_tiers_does_not_reach_an_era_that_has_closed() {
	run(|| {
		stake(ALICE, A, 50_000);
		DappStaking::fund_dapps(1_000);
		blocks_to(ERA);
		assert_ok!(DappStaking::set_tiers(RuntimeOrigin::root(), Default::default()));
		blocks_to(ERA + 6);
		assert_eq!(dapp(A).claimable, 600);
	});
}
