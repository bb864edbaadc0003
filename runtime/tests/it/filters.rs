// SPDX-License-Identifier: Apache-2.0

//! The calls that each type of proxy may make.

use crate::common::{alice, bob, on_dev_chain};
use frame_support::{
	assert_noop, assert_ok,
	traits::{fungible::Mutate, InstanceFilter},
};
use outrider_runtime::{
	configs::utility::ProxyType, constants::currency::RIDE, AccountId, Balances, Multisig, Proxy,
	Runtime, RuntimeCall, RuntimeOrigin, System,
};
use pallet_dapp_staking::DappId;
use sp_keyring::Sr25519Keyring;
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

fn add_proxy() -> RuntimeCall {
	RuntimeCall::Proxy(pallet_proxy::Call::add_proxy {
		delegate: MultiAddress::Id(bob()),
		proxy_type: ProxyType::CancelProxy,
		delay: 0,
	})
}

fn act_as_proxy() -> RuntimeCall {
	RuntimeCall::Proxy(pallet_proxy::Call::proxy {
		real: MultiAddress::Id(bob()),
		force_proxy_type: None,
		call: Box::new(stake()),
	})
}

fn act_as_announced() -> RuntimeCall {
	RuntimeCall::Proxy(pallet_proxy::Call::proxy_announced {
		delegate: MultiAddress::Id(alice()),
		real: MultiAddress::Id(bob()),
		force_proxy_type: None,
		call: Box::new(stake()),
	})
}

/// Anybody may dispatch the announced call after its delay.
fn announce() -> RuntimeCall {
	RuntimeCall::Proxy(pallet_proxy::Call::announce {
		real: MultiAddress::Id(bob()),
		call_hash: Default::default(),
	})
}

fn act_as_multisig() -> RuntimeCall {
	RuntimeCall::Multisig(pallet_multisig::Call::as_multi_threshold_1 {
		other_signatories: vec![bob()],
		call: Box::new(stake()),
	})
}

fn approve_in_multisig() -> RuntimeCall {
	RuntimeCall::Multisig(pallet_multisig::Call::approve_as_multi {
		threshold: 2,
		other_signatories: vec![bob()],
		maybe_timepoint: None,
		call_hash: Default::default(),
		max_weight: Default::default(),
	})
}

fn batch() -> RuntimeCall {
	RuntimeCall::Utility(pallet_utility::Call::batch_all { calls: vec![] })
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

/// What is in settlement, the account's second key may pass on.
fn deposit_into_settlement() -> RuntimeCall {
	RuntimeCall::Settlement(pallet_settlement::Call::deposit { amount: RIDE })
}

fn set_trader() -> RuntimeCall {
	RuntimeCall::Settlement(pallet_settlement::Call::set_trader { trader: [1; 32] })
}

/// Who shows a fault of a sequencer gets a part of its bond.
fn bond_as_sequencer() -> RuntimeCall {
	RuntimeCall::Settlement(pallet_settlement::Call::register { bond: RIDE, key: [1; 32] })
}

fn leave_sequencers() -> RuntimeCall {
	RuntimeCall::Settlement(pallet_settlement::Call::leave {})
}

fn force_exit() -> RuntimeCall {
	RuntimeCall::Settlement(pallet_settlement::Call::force_exit { amount: RIDE })
}

fn escape() -> RuntimeCall {
	RuntimeCall::Settlement(pallet_settlement::Call::escape { entry: 0 })
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
	let table: [(RuntimeCall, [bool; 7]); 26] = [
		(transfer(), [true, false, false, false, false, false, false]),
		(vested_transfer(), [true, false, false, false, false, false, false]),
		(transfer_of_foreign_asset(), [true, false, false, false, false, false, false]),
		(execute_xcm(), [true, false, false, false, false, false, false]),
		(vest(), [true, true, false, false, false, false, false]),
		(leave_candidates(), [true, true, false, true, false, false, false]),
		(clear_identity(), [true, true, false, false, true, false, false]),
		(reject_announcement(), [true, true, true, false, false, false, false]),
		(add_proxy(), [true, true, false, false, false, false, false]),
		(act_as_proxy(), [true, false, false, false, false, false, false]),
		(act_as_announced(), [true, false, false, false, false, false, false]),
		(announce(), [true, false, false, false, false, false, false]),
		(act_as_multisig(), [true, false, false, false, false, false, false]),
		(approve_in_multisig(), [true, false, false, false, false, false, false]),
		(batch(), [true, true, true, true, true, true, true]),
		(stake(), [true, true, false, false, false, true, false]),
		(set_beneficiary(), [true, false, false, false, false, false, false]),
		(deposit_into_settlement(), [true, false, false, false, false, false, false]),
		(set_trader(), [true, false, false, false, false, false, false]),
		(bond_as_sequencer(), [true, false, false, false, false, false, false]),
		(leave_sequencers(), [true, true, false, false, false, false, false]),
		(force_exit(), [true, true, false, false, false, false, false]),
		(escape(), [true, true, false, false, false, false, false]),
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
		add_proxy(),
		act_as_proxy(),
		act_as_multisig(),
		batch(),
		stake(),
		set_beneficiary(),
		set_trader(),
		force_exit(),
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

/// A multisig of one signature holds funds. Alice is one of its owners, and Bob her proxy.
#[test]
fn a_restricted_proxy_reaches_no_funds_of_another_account_of_its_owner() {
	for proxy_type in [ProxyType::Staking, ProxyType::Governance, ProxyType::NonTransfer] {
		on_dev_chain(|| {
			let charlie = Sr25519Keyring::Charlie.to_account_id();
			let mut signatories = vec![alice(), charlie.clone()];
			signatories.sort();
			let multisig = Multisig::multi_account_id(&signatories, 1);
			let fund =
				|who: &AccountId| <Balances as Mutate<_>>::mint_into(who, 100 * RIDE).unwrap();
			fund(&multisig);
			fund(&alice());
			let send = || {
				RuntimeCall::Balances(pallet_balances::Call::transfer_allow_death {
					dest: MultiAddress::Id(bob()),
					value: RIDE,
				})
			};
			let by_multisig = RuntimeCall::Multisig(pallet_multisig::Call::as_multi_threshold_1 {
				other_signatories: vec![charlie.clone()],
				call: Box::new(send()),
			});
			// Charlie's account, of which Alice is a proxy for everything.
			let by_proxy = RuntimeCall::Proxy(pallet_proxy::Call::proxy {
				real: MultiAddress::Id(charlie.clone()),
				force_proxy_type: None,
				call: Box::new(send()),
			});
			let add = |owner: AccountId, delegate: AccountId, proxy_type| {
				let delegate = MultiAddress::Id(delegate);
				assert_ok!(Proxy::add_proxy(RuntimeOrigin::signed(owner), delegate, proxy_type, 0));
			};
			add(alice(), bob(), proxy_type);
			add(charlie.clone(), alice(), ProxyType::Any);
			let funds = || [&multisig, &charlie].map(Balances::free_balance);
			let before = funds();
			for call in [by_multisig, by_proxy] {
				// In a batch, too.
				let batch: RuntimeCall =
					pallet_utility::Call::batch_all { calls: vec![call.clone()] }.into();
				for call in [call, batch] {
					System::reset_events();
					let real = MultiAddress::Id(alice());
					let bob = RuntimeOrigin::signed(bob());
					assert_ok!(Proxy::proxy(bob, real, None, Box::new(call)));
					let result = Err(frame_system::Error::<Runtime>::CallFiltered.into());
					System::assert_has_event(
						pallet_proxy::Event::<Runtime>::ProxyExecuted { result }.into(),
					);
					assert_eq!(funds(), before, "{proxy_type:?}");
				}
			}
		});
	}
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
