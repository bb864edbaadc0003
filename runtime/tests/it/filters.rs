// SPDX-License-Identifier: Apache-2.0

//! The calls that each type of proxy may make.

use crate::common::{alice, bob, on_dev_chain};
use frame_support::{assert_noop, assert_ok, traits::InstanceFilter};
use outrider_runtime::{configs::utility::ProxyType, RuntimeCall, RuntimeOrigin, System};
use pallet_dapp_staking::DappId;
use sp_runtime::{DispatchError, MultiAddress};

fn transfer() -> RuntimeCall {
	RuntimeCall::Balances(pallet_balances::Call::transfer_allow_death {
		dest: MultiAddress::Id(bob()),
		value: 1,
	})
}

fn vested_transfer() -> RuntimeCall {
	RuntimeCall::Vesting(pallet_vesting::Call::vested_transfer {
		target: MultiAddress::Id(bob()),
		schedule: pallet_vesting::VestingInfo::new(1, 1, 1),
	})
}

fn vest() -> RuntimeCall {
	RuntimeCall::Vesting(pallet_vesting::Call::vest {})
}

fn leave_candidates() -> RuntimeCall {
	RuntimeCall::CollatorSelection(pallet_collator_selection::Call::leave_intent {})
}

fn clear_identity() -> RuntimeCall {
	RuntimeCall::Identity(pallet_identity::Call::clear_identity {})
}

fn reject_announcement() -> RuntimeCall {
	RuntimeCall::Proxy(pallet_proxy::Call::reject_announcement {
		delegate: MultiAddress::Id(bob()),
		call_hash: Default::default(),
	})
}

fn transfer_of_foreign_asset() -> RuntimeCall {
	RuntimeCall::ForeignAssets(pallet_assets::Call::transfer {
		id: xcm::latest::Location::parent(),
		target: MultiAddress::Id(bob()),
		amount: 1,
	})
}

fn execute_xcm() -> RuntimeCall {
	RuntimeCall::PolkadotXcm(pallet_xcm::Call::execute {
		message: Box::new(xcm::VersionedXcm::V5(xcm::latest::Xcm(vec![]))),
		max_weight: Default::default(),
	})
}

fn stake() -> RuntimeCall {
	RuntimeCall::DappStaking(pallet_dapp_staking::Call::stake { dapp: DappId(0), amount: 1 })
}

fn set_beneficiary() -> RuntimeCall {
	RuntimeCall::DappStaking(pallet_dapp_staking::Call::set_beneficiary {
		dapp: DappId(0),
		beneficiary: bob(),
	})
}

fn vote() -> RuntimeCall {
	RuntimeCall::ConvictionVoting(pallet_conviction_voting::Call::remove_vote {
		class: None,
		index: 0,
	})
}

fn pay_out() -> RuntimeCall {
	RuntimeCall::Treasury(pallet_treasury::Call::payout { index: 0 })
}

fn enter_safe_mode() -> RuntimeCall {
	RuntimeCall::SafeMode(pallet_safe_mode::Call::enter {})
}

#[test]
fn proxy_filters_allow_and_deny() {
	use ProxyType::*;
	let types = [Any, NonTransfer, CancelProxy, Collator, Identity, Staking, Governance];
	let table: [(RuntimeCall, [bool; 7]); 13] = [
		(transfer(), [true, false, false, false, false, false, false]),
		(vested_transfer(), [true, false, false, false, false, false, false]),
		(transfer_of_foreign_asset(), [true, false, false, false, false, false, false]),
		(execute_xcm(), [true, false, false, false, false, false, false]),
		(vest(), [true, true, false, false, false, false, false]),
		(leave_candidates(), [true, true, false, true, false, false, false]),
		(clear_identity(), [true, true, false, false, true, false, false]),
		(reject_announcement(), [true, true, true, false, false, false, false]),
		(stake(), [true, true, false, false, false, true, false]),
		(set_beneficiary(), [true, false, false, false, false, false, false]),
		(vote(), [true, true, false, false, false, false, true]),
		(pay_out(), [true, true, false, false, false, false, true]),
		(enter_safe_mode(), [true, false, false, false, false, false, false]),
	];
	for (call, expected) in table {
		for (proxy, expected) in types.iter().zip(expected) {
			assert_eq!(proxy.filter(&call), expected, "{proxy:?} and {call:?}");
		}
	}
}

#[test]
fn a_proxy_type_that_is_a_superset_allows_all_of_the_other() {
	use ProxyType::*;
	let types = [Any, NonTransfer, CancelProxy, Collator, Identity, Staking, Governance];
	let calls = [
		transfer(),
		vested_transfer(),
		vest(),
		leave_candidates(),
		clear_identity(),
		reject_announcement(),
		stake(),
		set_beneficiary(),
		vote(),
		pay_out(),
		enter_safe_mode(),
	];
	for wide in types {
		for narrow in types.iter().filter(|narrow| wide.is_superset(narrow)) {
			for call in calls.iter().filter(|call| narrow.filter(call)) {
				assert!(wide.filter(call), "{wide:?} over {narrow:?}: {call:?}");
			}
		}
	}
	assert!(!NonTransfer.is_superset(&Any));
}

#[test]
fn upgrade_origin_is_only_root() {
	on_dev_chain(|| {
		let hash = Default::default();
		for origin in [RuntimeOrigin::signed(alice()), RuntimeOrigin::none()] {
			assert_noop!(System::authorize_upgrade(origin, hash), DispatchError::BadOrigin);
		}
		let relay_chain = RuntimeOrigin::from(cumulus_pallet_xcm::Origin::Relay);
		assert_noop!(System::authorize_upgrade(relay_chain, hash), DispatchError::BadOrigin);
		for origin in pallet_origins::Origin::ALL {
			let upgrade = System::authorize_upgrade(origin.into(), hash);
			assert_noop!(upgrade, DispatchError::BadOrigin);
		}
		assert_ok!(System::authorize_upgrade(RuntimeOrigin::root(), hash));
	});
}
