// SPDX-License-Identifier: Apache-2.0

//! Safe mode and paused calls: the origins that may brake, the calls that stop, and governance, which goes on.

use super::*;
use crate::chain::call_as_root;
use frame_support::{
	assert_noop,
	traits::{Contains, UnfilteredDispatchable},
	BoundedVec,
};
use outrider_runtime::{
	configs::utility::ProxyType,
	constants::{governance::MOTION_DURATION, time::RELAY_DAYS},
	genesis_presets::DEVELOPMENT,
	RuntimeOrigin,
};
use pallet_origins::Origin;
use pallet_tx_pause::RuntimeCallNameOf;
use sp_core::H256;
use sp_runtime::DispatchError;
use xcm::latest::Instruction::ClearOrigin;
use Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve};

type Filter = <Runtime as frame_system::Config>::BaseCallFilter;

fn transfer() -> RuntimeCall {
	pallet_balances::Call::transfer_keep_alive { dest: account(Bob).into(), value: RIDE }.into()
}

fn filtered() -> DispatchError {
	frame_system::Error::<Runtime>::CallFiltered.into()
}

fn refused(who: Sr25519Keyring, what: impl Into<RuntimeCall>) -> DispatchError {
	call(&account(who), what).unwrap_err().error
}

fn enter() -> RuntimeCall {
	pallet_safe_mode::Call::force_enter {}.into()
}

fn exit() -> RuntimeCall {
	pallet_safe_mode::Call::force_exit {}.into()
}

fn name(pallet: &str, function: &str) -> RuntimeCallNameOf<Runtime> {
	let bounded = |name: &str| BoundedVec::try_from(name.as_bytes().to_vec()).unwrap();
	(bounded(pallet), bounded(function))
}

#[test]
fn two_of_three_members_enter_safe_mode_and_one_does_not() {
	on_network(DEVELOPMENT, || {
		assert_eq!(motion(&[Alice], enter()), Err(DispatchError::BadOrigin));
		assert!(!SafeMode::is_entered());
		for who in [Alice, Eve] {
			assert_eq!(refused(who, enter()), DispatchError::BadOrigin);
			// A deposit does not buy safe mode either.
			let error = pallet_safe_mode::Error::<Runtime>::NotConfigured.into();
			assert_eq!(refused(who, pallet_safe_mode::Call::enter {}), error);
		}
		assert_ok!(motion(&[Alice, Bob], enter()));
		assert!(SafeMode::is_entered());
		let until = pallet_safe_mode::EnteredUntil::<Runtime>::get();
		assert_eq!(until, Some(System::block_number() + RELAY_DAYS));
		assert_ok!(motion(&[Bob, Charlie], exit()));
		assert!(!SafeMode::is_entered());
	});
}

#[test]
fn safe_mode_ends_by_itself_after_a_day_of_blocks() {
	on_network(DEVELOPMENT, || {
		assert_ok!(motion(&[Alice, Bob], enter()));
		let until = pallet_safe_mode::EnteredUntil::<Runtime>::get().unwrap();
		System::set_block_number(until - 1);
		block(1);
		assert!(SafeMode::is_entered());
		block(1);
		assert!(!SafeMode::is_entered());
		by(Eve, transfer());
	});
}

#[test]
fn in_safe_mode_money_stands_still() {
	on_network(DEVELOPMENT, || {
		let dapp = pallet_dapp_staking::DappId(0);
		let calls: [RuntimeCall; 6] = [
			transfer(),
			pallet_dapp_staking::Call::stake { dapp, amount: RIDE }.into(),
			pallet_dapp_staking::Call::claim {}.into(),
			pallet_vesting::Call::vest {}.into(),
			pallet_xcm::Call::execute {
				message: Box::new(xcm::VersionedXcm::V5(xcm::latest::Xcm(vec![]))),
				max_weight: Default::default(),
			}
			.into(),
			pallet_collator_selection::Call::leave_intent {}.into(),
		];
		for call in &calls {
			assert!(Filter::contains(call), "{call:?} without safe mode");
		}
		assert_ok!(motion(&[Alice, Bob], enter()));
		for call in calls {
			assert_eq!(refused(Alice, call), filtered());
		}
	});
}

#[test]
fn in_safe_mode_wrapped_calls_are_filtered_too() {
	on_network(DEVELOPMENT, || {
		let proxy = |delegate: Sr25519Keyring| pallet_proxy::Call::add_proxy {
			delegate: account(delegate).into(),
			proxy_type: ProxyType::Any,
			delay: 0,
		};
		by(Alice, proxy(Eve));
		assert_ok!(motion(&[Alice, Bob], enter()));
		let batch = pallet_utility::Call::batch_all { calls: vec![transfer()] };
		assert_eq!(refused(Alice, batch), filtered());
		let free = || outrider_runtime::Balances::free_balance(account(Alice));
		let before = free();
		by(
			Eve,
			pallet_proxy::Call::proxy {
				real: account(Alice).into(),
				force_proxy_type: None,
				call: Box::new(transfer()),
			},
		);
		assert!(happened(pallet_proxy::Event::<Runtime>::ProxyExecuted {
			result: Err(filtered())
		}));
		assert_eq!(free(), before);
	});
}

#[test]
fn in_safe_mode_inherents_and_governance_go_on() {
	on_network(DEVELOPMENT, || {
		assert_ok!(motion(&[Alice, Bob], enter()));
		let calls: [RuntimeCall; 3] = [
			pallet_timestamp::Call::set { now: 1 }.into(),
			cumulus_pallet_parachain_system::Call::sudo_send_upward_message { message: vec![] }
				.into(),
			frame_system::Call::apply_authorized_upgrade { code: vec![] }.into(),
		];
		for call in calls {
			assert!(Filter::contains(&call), "{call:?}");
		}
		// Two referenda as Root: one ends safe mode, one authorizes an upgrade.
		let upgrade = authorize(H256::repeat_byte(3));
		let calls = vec![upgrade, exit()];
		let index = propose(root(), pallet_utility::Call::batch_all { calls });
		three_vote(index, true);
		until(60, || !SafeMode::is_entered());
		assert_eq!(authorized(), Some(H256::repeat_byte(3)));
		by(Eve, transfer());
	});
}

#[test]
fn in_safe_mode_what_a_referendum_has_decided_is_enacted() {
	on_network(DEVELOPMENT, || {
		let address = pallet_dapp_staking::DappAddress::Account(account(Eve));
		let register = pallet_dapp_staking::Call::register { owner: account(Eve), address };
		let before = pallet_dapp_staking::NextDappId::<Runtime>::get();
		let dapp = propose(Origin::GeneralAdmin, register);
		let spend = pallet_treasury::Call::spend {
			asset_kind: Box::new(()),
			amount: RIDE,
			beneficiary: Box::new(account(Eve).into()),
			valid_from: None,
		};
		let spend = propose(Origin::SmallSpender, spend);
		assert_ok!(motion(&[Alice, Bob], enter()));
		three_vote(dapp, true);
		three_vote(spend, true);
		until(60, || pallet_dapp_staking::NextDappId::<Runtime>::get() == before + 1);
		until(60, || pallet_treasury::SpendCount::<Runtime>::get() == 1);
		assert!(SafeMode::is_entered());
		// The money stands still.
		let payout = || pallet_treasury::Call::payout { index: 0 };
		assert_eq!(refused(Alice, payout()), filtered());
	});
}

#[test]
fn in_safe_mode_the_committee_suspends_and_resumes_xcm() {
	on_network(DEVELOPMENT, || {
		assert_ok!(motion(&[Alice, Bob], enter()));
		for suspended in [true, false] {
			let call = pallet_xcm::Call::<Runtime>::force_suspension { suspended };
			assert_ok!(motion(&[Alice, Bob], call));
			let message = pallet_xcm::Call::<Runtime>::execute {
				message: Box::new(xcm::VersionedXcm::V5(xcm::latest::Xcm(vec![ClearOrigin]))),
				max_weight: Weight::MAX,
			};
			let message: RuntimeCall = message.into();
			let executed = message.dispatch_bypass_filter(RuntimeOrigin::signed(account(Alice)));
			assert_eq!(executed.is_err(), suspended);
		}
		assert_ok!(motion(
			&[Alice, Bob],
			cumulus_pallet_xcmp_queue::Call::suspend_xcm_execution {}
		));
		assert_ok!(motion(&[Alice, Bob], cumulus_pallet_xcmp_queue::Call::resume_xcm_execution {}));
	});
}

#[test]
fn two_of_three_members_pause_a_call_and_it_alone_stops() {
	on_network(DEVELOPMENT, || {
		let pause =
			|| pallet_tx_pause::Call::pause { full_name: name("Balances", "transfer_keep_alive") };
		assert_eq!(refused(Alice, pause()), DispatchError::BadOrigin);
		assert_eq!(motion(&[Alice], pause()), Err(DispatchError::BadOrigin));
		assert_ok!(motion(&[Alice, Bob], pause()));
		assert_eq!(refused(Dave, transfer()), filtered());
		by(
			Dave,
			pallet_balances::Call::transfer_allow_death { dest: account(Bob).into(), value: RIDE },
		);
		let ident = name("Balances", "transfer_keep_alive");
		assert_ok!(motion(&[Alice, Bob], pallet_tx_pause::Call::unpause { ident }));
		by(Dave, transfer());
	});
}

#[test]
fn calls_for_governance_and_authoring_cannot_be_paused() {
	on_network(DEVELOPMENT, || {
		let names = [
			("System", "apply_authorized_upgrade"),
			("ParachainSystem", "set_validation_data"),
			("Timestamp", "set"),
			("Preimage", "note_preimage"),
			("Scheduler", "schedule"),
			("Referenda", "submit"),
			("ConvictionVoting", "vote"),
			("Whitelist", "dispatch_whitelisted_call"),
			("TechnicalCommittee", "close"),
			("SafeMode", "force_exit"),
			("TxPause", "unpause"),
			("Parameters", "set_parameter"),
			("Emission", "set_parameters"),
			("Treasury", "spend"),
			("Treasury", "spend_local"),
			("Treasury", "remove_approval"),
			("Treasury", "void_spend"),
			("DappStaking", "register"),
			("DappStaking", "unregister"),
			("DappStaking", "set_tiers"),
			("Settlement", "check_chunk"),
			("Settlement", "report_broken_receipt"),
			("Settlement", "claim"),
			("Settlement", "force_exit"),
			("Settlement", "escape"),
			("Settlement", "refund"),
			("Settlement", "pause"),
			("Settlement", "resume"),
			("PolkadotXcm", "force_suspension"),
			("PolkadotXcm", "force_xcm_version"),
			("XcmpQueue", "suspend_xcm_execution"),
			("XcmpQueue", "resume_xcm_execution"),
		];
		for (pallet, function) in names {
			let full_name = name(pallet, function);
			let pause = outrider_runtime::TxPause::pause(RuntimeOrigin::root(), full_name);
			assert_noop!(pause, pallet_tx_pause::Error::<Runtime>::Unpausable);
		}
		let pause = |pallet, function| {
			outrider_runtime::TxPause::pause(RuntimeOrigin::root(), name(pallet, function))
		};
		assert_ok!(pause("Utility", "batch"));
		assert_ok!(pause("Treasury", "payout"));
		assert_ok!(pause("DappStaking", "stake"));
		assert_ok!(pause("Settlement", "submit_batch"));
		assert_ok!(pause("PolkadotXcm", "transfer_assets"));
	});
}

#[test]
fn a_prime_member_alone_carries_no_motion() {
	type Call = pallet_collective::Call<Runtime, TechnicalCollective>;
	on_network(DEVELOPMENT, || {
		let members = [Alice, Bob, Charlie].map(account);
		assert_ok!(call_as_root(Call::set_members {
			new_members: members.to_vec(),
			prime: Some(account(Alice)),
			old_count: 3,
		}));
		let proposal = enter();
		let length_bound = proposal.encoded_size() as u32;
		let proposal_weight_bound = proposal.get_dispatch_info().call_weight;
		let proposal_hash = BlakeTwo256::hash_of(&proposal);
		let index = pallet_collective::ProposalCount::<Runtime, TechnicalCollective>::get();
		by(Alice, Call::propose { threshold: 2, proposal: Box::new(proposal), length_bound });
		by(Alice, Call::vote { proposal: proposal_hash, index, approve: true });
		System::set_block_number(System::block_number() + MOTION_DURATION);
		by(Alice, Call::close { proposal_hash, index, proposal_weight_bound, length_bound });
		assert!(happened(pallet_collective::Event::<Runtime, TechnicalCollective>::Disapproved {
			proposal_hash
		}));
		assert!(!SafeMode::is_entered());
	});
}
