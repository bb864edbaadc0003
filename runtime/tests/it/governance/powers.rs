// SPDX-License-Identifier: Apache-2.0

//! The calls that each origin may make.

use super::*;
use crate::chain::call_as_root;
use frame_support::{
	assert_noop,
	storage::{with_transaction, TransactionOutcome},
	traits::UnfilteredDispatchable,
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
			general_admin,
		),
		(
			pallet_referenda::Call::cancel { index: 0 }.into(),
			vec![Root, Track(ReferendumCanceller)],
		),
		(pallet_referenda::Call::kill { index: 0 }.into(), vec![Root, Track(ReferendumKiller)]),
		(pallet_referenda::Call::nudge_referendum { index: 0 }.into(), vec![Root]),
		(pallet_referenda::Call::one_fewer_deciding { track: 0 }.into(), vec![Root]),
		(spend(1), spenders),
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

/// Calls of the brakes: safe mode, paused calls, and suspended XCM.
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
		(pallet_xcm::Call::force_suspension { suspended: true }.into(), vec![Root, TwoOfThree]),
		(pallet_xcm::Call::force_suspension { suspended: false }.into(), vec![Root, TwoOfThree]),
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
