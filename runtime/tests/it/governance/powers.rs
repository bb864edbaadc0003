// SPDX-License-Identifier: Apache-2.0

//! The calls that each origin may make.

use super::*;
use crate::chain::call_as_root;
use codec::Decode;
use frame_metadata::RuntimeMetadata;
use frame_support::{
	assert_noop,
	storage::{with_transaction, TransactionOutcome},
	traits::{GetCallMetadata, UnfilteredDispatchable},
};
use outrider_runtime::{
	configs::{
		governance::TreasuryAccount,
		system::{
			dynamic_params::relay_token_price::{Parameters, UnitsPerSecond},
			RuntimeParameters,
		},
		utility::ProxyType,
		xcm::PricePerSecond,
	},
	constants::governance::{BIG_SPEND, SMALL_SPEND},
	genesis_presets::DEVELOPMENT,
	Balances, RuntimeOrigin,
};
use pallet_origins::Origin;
use scale_info::TypeDef;
use sp_runtime::DispatchError::{self, BadOrigin};
use Sr25519Keyring::{Alice, Bob, Charlie, Eve};

/// The origin of a call.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Speaker {
	Root,
	Track(Origin),
	TwoOfThree,
	OneOfThree,
	Account,
}

impl Speaker {
	fn all() -> Vec<Self> {
		let others = [Self::Root, Self::TwoOfThree, Self::OneOfThree, Self::Account];
		others.into_iter().chain(Origin::ALL.map(Self::Track)).collect()
	}

	fn origin(self) -> RuntimeOrigin {
		let members = |ayes| {
			pallet_collective::RawOrigin::<AccountId, TechnicalCollective>::Members(ayes, 3).into()
		};
		match self {
			Self::Root => RuntimeOrigin::root(),
			Self::Track(origin) => origin.into(),
			Self::TwoOfThree => members(2),
			Self::OneOfThree => members(1),
			Self::Account => RuntimeOrigin::signed(account(Alice)),
		}
	}
}

fn spend(amount: Balance) -> RuntimeCall {
	pallet_treasury::Call::spend {
		asset_kind: Box::new(()),
		amount,
		beneficiary: Box::new(account(Eve).into()),
		valid_from: None,
	}
	.into()
}

/// The result of a call by this speaker, without its effect.
fn attempt(speaker: Speaker, call: RuntimeCall) -> Result<(), DispatchError> {
	with_transaction(|| {
		let result = call.dispatch_bypass_filter(speaker.origin());
		let result = result.map(|_| ()).map_err(|error| error.error);
		TransactionOutcome::Rollback(Ok::<_, DispatchError>(result))
	})
	.unwrap()
}

/// Privileged calls, with the origins that may make them.
fn table() -> Vec<(RuntimeCall, Vec<Speaker>)> {
	decided().into_iter().chain(approved()).chain(braked()).collect()
}

/// Calls that referenda decide on.
fn decided() -> Vec<(RuntimeCall, Vec<Speaker>)> {
	use Origin::*;
	use Speaker::{Root, Track};
	let general_admin = vec![Root, Track(GeneralAdmin)];
	let spenders = vec![Root, Track(Treasurer), Track(SmallSpender), Track(BigSpender)];
	let price = Parameters::UnitsPerSecond(UnitsPerSecond, Some(PricePerSecond::MIN));
	let address = pallet_dapp_staking::DappAddress::Account(account(Eve));
	vec![
		(
			frame_system::Call::authorize_upgrade { code_hash: Default::default() }.into(),
			vec![Root],
		),
		(frame_system::Call::set_storage { items: vec![] }.into(), vec![Root]),
		(
			pallet_parameters::Call::set_parameter {
				key_value: RuntimeParameters::RelayTokenPrice(price),
			}
			.into(),
			general_admin.clone(),
		),
		(
			pallet_emission::Call::set_parameters { parameters: Default::default() }.into(),
			general_admin.clone(),
		),
		(pallet_emission::Call::force_new_cycle {}.into(), vec![Root]),
		(
			pallet_dapp_staking::Call::register { owner: account(Eve), address }.into(),
			general_admin.clone(),
		),
		(
			pallet_dapp_staking::Call::unregister { dapp: pallet_dapp_staking::DappId(0) }.into(),
			general_admin.clone(),
		),
		(
			pallet_referenda::Call::cancel { index: 0 }.into(),
			vec![Root, Track(ReferendumCanceller)],
		),
		(pallet_referenda::Call::kill { index: 0 }.into(), vec![Root, Track(ReferendumKiller)]),
		(pallet_referenda::Call::nudge_referendum { index: 0 }.into(), vec![Root]),
		(pallet_referenda::Call::one_fewer_deciding { track: 0 }.into(), vec![Root]),
		(pallet_dapp_staking::Call::set_tiers { tiers: Default::default() }.into(), general_admin),
		(spend(1), spenders.clone()),
		(
			pallet_treasury::Call::spend_local { amount: 1, beneficiary: account(Eve).into() }
				.into(),
			spenders,
		),
		(
			pallet_treasury::Call::remove_approval { proposal_id: 0 }.into(),
			vec![Root, Track(Treasurer)],
		),
		(pallet_treasury::Call::void_spend { index: 0 }.into(), vec![Root, Track(Treasurer)]),
	]
}

/// A call without effect.
fn remark() -> Box<RuntimeCall> {
	Box::new(frame_system::Call::remark { remark: vec![] }.into())
}

/// Calls by which the committee approves, and those that carry out a decision.
fn approved() -> Vec<(RuntimeCall, Vec<Speaker>)> {
	use Speaker::{Account, Root, Track, TwoOfThree};
	let hash = Default::default();
	vec![
		(pallet_whitelist::Call::whitelist_call { call_hash: hash }.into(), vec![Root, TwoOfThree]),
		(
			pallet_whitelist::Call::remove_whitelisted_call { call_hash: hash }.into(),
			vec![Root, TwoOfThree],
		),
		(
			// Any account may dispatch a deferred call.
			pallet_whitelist::Call::dispatch_whitelisted_call_with_preimage { call: remark() }
				.into(),
			vec![Root, Track(Origin::WhitelistedCaller), Account],
		),
		(
			pallet_collective::Call::<Runtime, TechnicalCollective>::set_members {
				new_members: vec![],
				prime: None,
				old_count: 3,
			}
			.into(),
			vec![Root],
		),
		(
			pallet_scheduler::Call::schedule {
				when: u32::MAX,
				maybe_periodic: None,
				priority: 0,
				call: remark(),
			}
			.into(),
			vec![Root],
		),
		(pallet_preimage::Call::request_preimage { hash }.into(), vec![Root]),
		(
			pallet_collective::Call::<Runtime, TechnicalCollective>::execute {
				proposal: remark(),
				length_bound: 100,
			}
			.into(),
			vec![Account],
		),
	]
}

fn there() -> Box<xcm::latest::Location> {
	Box::new(xcm::latest::Location::parent())
}

fn relay_chain() -> Box<xcm::VersionedLocation> {
	Box::new(xcm::VersionedLocation::from(*there()))
}

/// Calls of the brakes: safe mode, paused calls and submissions, and suspended XCM. And versions of XCM.
fn braked() -> Vec<(RuntimeCall, Vec<Speaker>)> {
	use Speaker::{Root, TwoOfThree};
	let full_name = (Default::default(), Default::default());
	vec![
		(pallet_safe_mode::Call::force_enter {}.into(), vec![Root, TwoOfThree]),
		(pallet_safe_mode::Call::force_extend {}.into(), vec![Root, TwoOfThree]),
		(pallet_safe_mode::Call::force_exit {}.into(), vec![Root, TwoOfThree]),
		(
			pallet_safe_mode::Call::force_slash_deposit { account: account(Eve), block: 1 }.into(),
			vec![Root],
		),
		(
			pallet_tx_pause::Call::pause { full_name: full_name.clone() }.into(),
			vec![Root, TwoOfThree],
		),
		(pallet_tx_pause::Call::unpause { ident: full_name }.into(), vec![Root, TwoOfThree]),
		(pallet_settlement::Call::pause { slots: 1 }.into(), vec![Root, TwoOfThree]),
		(pallet_settlement::Call::resume {}.into(), vec![Root, TwoOfThree]),
		(pallet_xcm::Call::force_suspension { suspended: true }.into(), vec![Root, TwoOfThree]),
		(pallet_xcm::Call::force_suspension { suspended: false }.into(), vec![Root, TwoOfThree]),
		(
			pallet_xcm::Call::force_default_xcm_version { maybe_xcm_version: None }.into(),
			vec![Root, TwoOfThree],
		),
		(
			pallet_xcm::Call::force_xcm_version { location: there(), version: 5 }.into(),
			vec![Root, TwoOfThree],
		),
		(
			pallet_xcm::Call::force_subscribe_version_notify { location: relay_chain() }.into(),
			vec![Root, TwoOfThree],
		),
		(
			pallet_xcm::Call::force_unsubscribe_version_notify { location: relay_chain() }.into(),
			vec![Root, TwoOfThree],
		),
		(cumulus_pallet_xcmp_queue::Call::suspend_xcm_execution {}.into(), vec![Root, TwoOfThree]),
		(cumulus_pallet_xcmp_queue::Call::resume_xcm_execution {}.into(), vec![Root, TwoOfThree]),
	]
}

#[test]
fn the_general_admin_raises_the_emission_to_a_tenth_at_most_and_root_to_any_rate() {
	use sp_runtime::Perquintill;
	let set = |speaker, rate| {
		let parameters = pallet_emission::Parameters { rate, ..Default::default() };
		attempt(speaker, pallet_emission::Call::set_parameters { parameters }.into())
	};
	on_network(DEVELOPMENT, || {
		let tenth = Perquintill::from_percent(10);
		let above = Perquintill::from_parts(tenth.deconstruct() + 1);
		let admin = Speaker::Track(Origin::GeneralAdmin);
		assert_ok!(set(admin, tenth));
		for rate in [above, Perquintill::one()] {
			let refused = pallet_emission::Error::<Runtime>::RateTooHigh.into();
			assert_eq!(set(admin, rate), Err(refused));
			assert_ok!(set(Speaker::Root, rate));
		}
	});
}

#[test]
fn each_privileged_call_passes_its_origins_and_refuses_all_others() {
	on_network(DEVELOPMENT, || {
		for (call, allowed) in table() {
			for speaker in Speaker::all() {
				let bad_origin = attempt(speaker, call.clone()) == Err(BadOrigin);
				assert_eq!(!bad_origin, allowed.contains(&speaker), "{speaker:?}: {call:?}");
			}
		}
	});
}

/// Calls of accounts, for themselves, and of owners, members and registrars. In the order of their indices.
const OF_ACCOUNTS: [(&str, &[&str]); 23] = [
	("System", &["remark", "remark_with_event", "apply_authorized_upgrade"]),
	(
		"Balances",
		&[
			"transfer_allow_death",
			"transfer_keep_alive",
			"transfer_all",
			"upgrade_accounts",
			"burn",
		],
	),
	("Vesting", &["vest", "vest_other", "vested_transfer", "merge_schedules"]),
	(
		"ForeignAssets",
		&[
			"start_destroy",
			"destroy_accounts",
			"destroy_approvals",
			"finish_destroy",
			"mint",
			"burn",
			"transfer",
			"transfer_keep_alive",
			"force_transfer",
			"freeze",
			"thaw",
			"freeze_asset",
			"thaw_asset",
			"transfer_ownership",
			"set_team",
			"set_metadata",
			"clear_metadata",
			"approve_transfer",
			"cancel_approval",
			"force_cancel_approval",
			"transfer_approved",
			"touch",
			"refund",
			"set_min_balance",
			"touch_other",
			"refund_other",
			"block",
			"transfer_all",
			"set_reserves",
		],
	),
	(
		"CollatorSelection",
		&["register_as_candidate", "leave_intent", "update_bond", "take_candidate_slot"],
	),
	("Session", &["set_keys", "purge_keys"]),
	(
		"PolkadotXcm",
		&[
			"send",
			"teleport_assets",
			"reserve_transfer_assets",
			"execute",
			"limited_reserve_transfer_assets",
			"limited_teleport_assets",
			"transfer_assets",
			"claim_assets",
			"transfer_assets_using_type_and_then",
			"add_authorized_alias",
			"remove_authorized_alias",
			"remove_all_authorized_aliases",
		],
	),
	("MessageQueue", &["reap_page", "execute_overweight"]),
	("Preimage", &["note_preimage", "unnote_preimage", "ensure_updated"]),
	(
		"Referenda",
		&[
			"submit",
			"place_decision_deposit",
			"refund_decision_deposit",
			"refund_submission_deposit",
			"set_metadata",
		],
	),
	(
		"ConvictionVoting",
		&["vote", "delegate", "undelegate", "unlock", "remove_vote", "remove_other_vote"],
	),
	("Whitelist", &["dispatch_whitelisted_call", "remove_deferred_dispatch"]),
	("TechnicalCommittee", &["propose", "vote", "close", "release_proposal_cost"]),
	("Treasury", &["payout", "check_status"]),
	// Refused to all, since nobody can pay for safe mode.
	("SafeMode", &["enter", "extend", "release_deposit"]),
	("Utility", &["batch", "as_derivative", "batch_all", "force_batch", "if_else"]),
	(
		"Multisig",
		&[
			"as_multi_threshold_1",
			"as_multi",
			"approve_as_multi",
			"cancel_as_multi",
			"poke_deposit",
		],
	),
	(
		"Proxy",
		&[
			"proxy",
			"add_proxy",
			"remove_proxy",
			"remove_proxies",
			"create_pure",
			"kill_pure",
			"announce",
			"remove_announcement",
			"reject_announcement",
			"proxy_announced",
			"poke_deposit",
		],
	),
	(
		"Identity",
		&[
			"set_identity",
			"set_subs",
			"clear_identity",
			"request_judgement",
			"cancel_request",
			"set_fee",
			"set_account_id",
			"set_fields",
			"provide_judgement",
			"add_sub",
			"rename_sub",
			"remove_sub",
			"quit_sub",
			"set_username_for",
			"accept_username",
			"remove_expired_approval",
			"set_primary_username",
			"unbind_username",
			"remove_username",
		],
	),
	(
		"DappStaking",
		&[
			"set_beneficiary",
			"stake",
			"unstake",
			"move_stake",
			"withdraw_unbonded",
			"claim",
			"claim_for",
			"claim_dapp",
			"set_restake",
			"compound",
			"trim",
		],
	),
	(
		"Settlement",
		&[
			"deposit",
			"set_trader",
			"force_exit",
			"register",
			"add_bond",
			"leave",
			"withdraw_bond",
			"submit_batch",
			"check_chunk",
			"claim",
			"report_broken_receipt",
			"escape",
			"refund",
		],
	),
	// Inherents, which no origin of a call may make.
	("Timestamp", &["set"]),
	("ParachainSystem", &["set_validation_data"]),
];

/// All calls of the runtime: their pallet and name, and the bytes that a call of theirs begins with.
fn all_calls() -> Vec<(String, String, [u8; 2])> {
	let RuntimeMetadata::V14(metadata) = Runtime::metadata().1 else {
		panic!("metadata of another version");
	};
	let mut found = vec![];
	for pallet in metadata.pallets {
		let Some(calls) = pallet.calls else { continue };
		let TypeDef::Variant(calls) = &metadata.types.resolve(calls.ty.id).unwrap().type_def else {
			panic!("the calls of {} are no enum", pallet.name);
		};
		for call in &calls.variants {
			found.push((pallet.name.clone(), call.name.clone(), [pallet.index, call.index]));
		}
	}
	found
}

/// A call that is in no list is Root's alone: a new call of a pallet is, until somebody has thought about it.
#[test]
fn each_other_call_is_roots_alone() {
	on_network(DEVELOPMENT, || {
		let table: Vec<_> = table().iter().map(|(call, _)| call.get_call_metadata()).collect();
		let calls = all_calls();
		for (pallet, names) in OF_ACCOUNTS {
			for name in names {
				let is_there = calls.iter().any(|call| call.0 == pallet && call.1 == *name);
				assert!(is_there, "there is no {pallet}.{name}");
			}
		}
		for (pallet, name, [pallet_index, call_index]) in &calls {
			let in_table = table
				.iter()
				.any(|call| call.pallet_name == pallet && call.function_name == name);
			let of_accounts = OF_ACCOUNTS
				.iter()
				.any(|(of, names)| of == pallet && names.contains(&name.as_str()));
			if in_table || of_accounts {
				continue;
			}
			// Its arguments do not matter: an origin is looked at first.
			let bytes = [&[*pallet_index, *call_index][..], &[0; 512]].concat();
			let call = RuntimeCall::decode(&mut &bytes[..]).unwrap_or_else(|_| {
				panic!("{pallet}.{name} takes no zeros: put it into the table")
			});
			// Root's call would read the version of the code, for which a node executes the code.
			let reads_code = pallet == "System" && name == "set_code";
			for speaker in Speaker::all() {
				if speaker == Speaker::Root && reads_code {
					continue;
				}
				let bad_origin = attempt(speaker, call.clone()) == Err(BadOrigin);
				assert_eq!(bad_origin, speaker != Speaker::Root, "{speaker:?}: {pallet}.{name}");
			}
		}
	});
}

#[test]
fn each_spender_spends_up_to_its_limit() {
	on_network(DEVELOPMENT, || {
		let above = pallet_treasury::Error::<Runtime>::InsufficientPermission.into();
		let limits = [
			(Speaker::Track(Origin::SmallSpender), SMALL_SPEND),
			(Speaker::Track(Origin::BigSpender), BIG_SPEND),
		];
		for (speaker, limit) in limits {
			assert_eq!(attempt(speaker, spend(limit)), Ok(()));
			assert_eq!(attempt(speaker, spend(limit + 1)), Err(above));
		}
		for speaker in [Speaker::Track(Origin::Treasurer), Speaker::Root] {
			assert_eq!(attempt(speaker, spend(1_000_000_000 * RIDE)), Ok(()));
		}
		assert_eq!((SMALL_SPEND, BIG_SPEND), (1_000 * RIDE, 50_000 * RIDE));
	});
}

#[test]
fn a_spend_that_a_referendum_approves_is_paid_once_and_within_its_time() {
	on_network(DEVELOPMENT, || {
		let fund = pallet_balances::Call::transfer_keep_alive {
			dest: TreasuryAccount::get().into(),
			value: 10_000 * RIDE,
		};
		by(Bob, fund);
		let index = propose(Origin::SmallSpender, spend(SMALL_SPEND));
		three_vote(index, true);
		until(60, || pallet_treasury::SpendCount::<Runtime>::get() == 1);
		let before = Balances::free_balance(account(Eve));
		by(Alice, pallet_treasury::Call::payout { index: 0 });
		assert_eq!(Balances::free_balance(account(Eve)) - before, SMALL_SPEND);
		let again = pallet_treasury::Call::payout { index: 0 };
		assert_noop!(
			call(&account(Alice), again).map_err(|error| error.error),
			pallet_treasury::Error::<Runtime>::AlreadyAttempted
		);
		// Another spend is not claimed within 30 days of the relay chain.
		assert_ok!(call_as_root(spend(SMALL_SPEND)));
		let valid_from = relay_number();
		block(30 * 14_400);
		assert_eq!(relay_number(), valid_from + 30 * 14_400);
		block(1);
		let late = pallet_treasury::Call::payout { index: 1 };
		assert_noop!(
			call(&account(Alice), late).map_err(|error| error.error),
			pallet_treasury::Error::<Runtime>::SpendExpired
		);
	});
}

#[test]
fn the_treasury_burns_nothing_however_late_the_chain_begins() {
	on_network(DEVELOPMENT, || {
		let released = pallet_emission::Released::<Runtime>::get();
		let issuance = Balances::total_issuance();
		for _ in 0..5 {
			block(30 * 14_400);
		}
		let minted = pallet_emission::Released::<Runtime>::get().minted - released.minted;
		assert_eq!(Balances::total_issuance() - issuance, minted);
	});
}

#[test]
fn a_governance_proxy_votes_and_sends_nothing() {
	on_network(DEVELOPMENT, || {
		by(
			Charlie,
			pallet_proxy::Call::add_proxy {
				delegate: account(Eve).into(),
				proxy_type: ProxyType::Governance,
				delay: 0,
			},
		);
		let index = propose(Origin::GeneralAdmin, authorize(Default::default()));
		let as_charlie = |what: RuntimeCall| {
			let proxy = pallet_proxy::Call::proxy {
				real: account(Charlie).into(),
				force_proxy_type: None,
				call: Box::new(what),
			};
			by(Eve, proxy);
		};
		let executed = |result| happened(pallet_proxy::Event::<Runtime>::ProxyExecuted { result });
		let vote = pallet_conviction_voting::Call::vote {
			poll_index: index,
			vote: AccountVote::Standard {
				vote: Vote { aye: true, conviction: Conviction::Locked1x },
				balance: 100 * RIDE,
			},
		};
		as_charlie(vote.into());
		assert!(executed(Ok(())));
		let votes = pallet_conviction_voting::VotingFor::<Runtime>::iter_prefix(account(Charlie));
		assert_eq!(votes.count(), 1);
		let send =
			pallet_balances::Call::transfer_keep_alive { dest: account(Eve).into(), value: 1 };
		as_charlie(send.into());
		assert!(executed(Err(frame_system::Error::<Runtime>::CallFiltered.into())));
	});
}
