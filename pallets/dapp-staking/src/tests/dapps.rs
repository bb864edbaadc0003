// SPDX-License-Identifier: Apache-2.0

//! dApps come and go.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

type E = Error<Test>;

fn register(address: AccountId) -> DispatchResult {
	DappStaking::register(RuntimeOrigin::root(), OWNER, DappAddress::Account(address))
}

#[test]
fn a_dapp_is_registered_by_its_origin_alone_and_once() {
	run(|| {
		for origin in [signed(ALICE), RuntimeOrigin::none()] {
			let call = DappStaking::register(origin, OWNER, DappAddress::Account(50));
			assert_noop!(call, BadOrigin);
		}
		assert_ok!(register(50));
		let address = DappAddress::Account(50);
		System::assert_last_event(
			Event::DappRegistered { dapp: DappId(3), owner: OWNER, address }.into(),
		);
		assert_noop!(register(50), E::AlreadyRegistered);
		assert_eq!(DappStaking::dapp(DappId(3)).unwrap().beneficiary, OWNER);
		assert_eq!(DappStaking::dapp(DappId(4)), None);
	});
}

#[test]
fn at_most_256_dapps_are_registered_and_ids_are_never_used_again() {
	run(|| {
		for address in 0..u64::from(MAX_DAPPS) - 3 {
			assert_ok!(register(1_000 + address));
		}
		assert_noop!(register(50), E::TooManyDapps);
		assert_ok!(DappStaking::unregister(RuntimeOrigin::root(), C));
		// The same address again, and the id is new.
		assert_ok!(register(OWNER + 2));
		assert_eq!(RegisteredDapps::<Test>::get().last(), Some(&DappId(MAX_DAPPS)));
		assert!(!DappStaking::dapp(C).unwrap().registered);
	});
}

#[test]
fn an_unregistered_dapp_earns_no_more_and_loses_nothing() {
	run(|| {
		stake(ALICE, A, 300);
		stake(BOB, B, 100);
		reward(400);
		for origin in [signed(OWNER), RuntimeOrigin::none()] {
			assert_noop!(DappStaking::unregister(origin, A), BadOrigin);
		}
		assert_ok!(DappStaking::unregister(RuntimeOrigin::root(), A));
		System::assert_last_event(Event::DappUnregistered { dapp: A }.into());
		assert_noop!(DappStaking::unregister(RuntimeOrigin::root(), A), E::Unregistered);
		assert_noop!(DappStaking::unregister(RuntimeOrigin::root(), DappId(9)), E::UnknownDapp);
		assert_eq!(DappStaking::earning_stake(), 100);
		reward(1_000);
		assert_eq!((claim(ALICE), claim(BOB)), (300, 100 + 1_000));
		assert_noop!(DappStaking::stake(signed(ALICE), A, 100), E::Unregistered);
	});
}

#[test]
fn stake_moves_from_an_unregistered_dapp_and_earns_again() {
	run(|| {
		stake(ALICE, A, 300);
		stake(BOB, B, 100);
		assert_ok!(DappStaking::unregister(RuntimeOrigin::root(), A));
		reward(1_000);
		assert_ok!(DappStaking::move_stake(signed(ALICE), A, B, 200));
		assert_noop!(DappStaking::move_stake(signed(BOB), B, A, 100), E::Unregistered);
		assert_eq!(DappStaking::earning_stake(), 300);
		reward(300);
		assert_eq!((claim(ALICE), claim(BOB)), (200, 1_100));
	});
}

#[test]
fn the_owner_says_who_is_paid() {
	run(|| {
		assert_noop!(DappStaking::set_beneficiary(signed(ALICE), A, ALICE), E::NotOwner);
		assert_noop!(DappStaking::set_beneficiary(signed(OWNER), DappId(9), ALICE), E::UnknownDapp);
		assert_ok!(DappStaking::set_beneficiary(signed(OWNER), A, BOB));
		System::assert_last_event(Event::BeneficiarySet { dapp: A, beneficiary: BOB }.into());

		stake(ALICE, A, 50_000);
		DappStaking::fund_dapps(1_000);
		blocks_to(ERA + 5);
		assert_eq!(dapp(A).claimable, 600);
		assert_noop!(DappStaking::claim_dapp(RuntimeOrigin::none(), A), BadOrigin);
		assert_noop!(DappStaking::claim_dapp(signed(ALICE), DappId(9)), E::UnknownDapp);
		assert_ok!(DappStaking::claim_dapp(signed(ALICE), A));
		let paid = Event::DappRewardPaid { dapp: A, beneficiary: BOB, amount: 600 };
		System::assert_last_event(paid.into());
		assert_eq!(free(BOB), ENDOWMENT + 600);
		assert_ok!(DappStaking::claim_dapp(signed(ALICE), A));
		assert_eq!(free(BOB), ENDOWMENT + 600);
	});
}

#[test]
fn a_reward_that_its_beneficiary_cannot_take_stays_claimable() {
	run(|| {
		assert_ok!(DappStaking::set_beneficiary(signed(OWNER), A, 999));
		stake(ALICE, A, 50_000);
		// 60 % of it is below the existential deposit.
		DappStaking::fund_dapps(15);
		blocks_to(ERA + 5);
		assert_eq!(dapp(A).claimable, 9);
		assert!(DappStaking::claim_dapp(signed(ALICE), A).is_err());
		assert_eq!(dapp(A).claimable, 9);
	});
}
