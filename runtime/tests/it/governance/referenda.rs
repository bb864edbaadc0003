// SPDX-License-Identifier: Apache-2.0

//! Referenda from their submission to their end, with the real pallets.

use super::*;
use frame_support::{assert_noop, traits::fungible::InspectHold};
use outrider_runtime::{genesis_presets::DEVELOPMENT, Balances};
use pallet_referenda::{Error, Event, ReferendumInfo};
use sp_core::H256;
use Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve};

/// Relay-chain blocks in a minute.
const MINUTE: u32 = 10;

#[test]
fn a_referendum_of_the_root_track_authorizes_an_upgrade_within_six_minutes() {
	on_network(DEVELOPMENT, || {
		let code = H256::repeat_byte(7);
		let index = propose(root(), authorize(code));
		three_vote(index, true);
		let decided = until(6 * MINUTE, || matches!(info(index), ReferendumInfo::Approved(..)));
		assert_eq!(authorized(), None, "approved is not enacted");
		let enacted = until(6 * MINUTE - decided, || authorized().is_some());
		assert_eq!(authorized(), Some(code));
		// Two blocks to prepare, five to confirm, two until the enactment: nine at least.
		assert!(decided + enacted >= 9, "{decided} + {enacted}");
		// Both deposits go back, to the plank.
		let reserved = Balances::reserved_balance(account(Dave));
		by(Eve, pallet_referenda::Call::refund_decision_deposit { index });
		by(Eve, pallet_referenda::Call::refund_submission_deposit { index });
		let returned = reserved - Balances::reserved_balance(account(Dave));
		assert_eq!(returned, 20_010 * RIDE);
	});
}

#[test]
fn one_voter_of_a_local_network_is_enough_for_the_root_track() {
	on_network(DEVELOPMENT, || {
		let index = propose(root(), authorize(H256::repeat_byte(7)));
		vote(Alice, index, true, 900_000 * RIDE);
		let made = until(6 * MINUTE, || authorized().is_some());
		// The required support falls from a half to a hundredth. One vote of a dozen accounts suffices near the end.
		assert!(made > 3 * MINUTE, "{made}");
	});
}

#[test]
fn time_is_the_relay_chains() {
	on_network(DEVELOPMENT, || {
		let index = propose(root(), authorize(H256::repeat_byte(7)));
		three_vote(index, true);
		// As many blocks as the enactment would take, all in one relay slot.
		for _ in 0..(6 * MINUTE) {
			block(0);
		}
		assert!(
			matches!(info(index), ReferendumInfo::Ongoing(status) if status.deciding.is_none())
		);
		// The same time, with one block in ten slots.
		let blocks = (0..12).take_while(|_| {
			block(MINUTE);
			authorized().is_none()
		});
		assert!(blocks.count() < 8);
	});
}

#[test]
fn a_referendum_that_is_voted_down_is_rejected_and_nothing_is_dispatched() {
	on_network(DEVELOPMENT, || {
		let index = propose(root(), authorize(H256::repeat_byte(7)));
		three_vote(index, false);
		vote(Eve, index, true, 900_000 * RIDE);
		let made = until(6 * MINUTE, || matches!(info(index), ReferendumInfo::Rejected(..)));
		assert!(made >= 4 * MINUTE, "{made}");
		for _ in 0..MINUTE {
			block(1);
		}
		assert_eq!(authorized(), None);
		by(Eve, pallet_referenda::Call::refund_decision_deposit { index });
		let refund = pallet_referenda::Call::refund_submission_deposit { index };
		assert_noop!(call(&account(Eve), refund), Error::<Runtime>::BadStatus);
	});
}

#[test]
fn a_referendum_without_its_deposit_times_out() {
	on_network(DEVELOPMENT, || {
		let index = submit(root(), authorize(H256::repeat_byte(7)));
		three_vote(index, true);
		let timeout = relay_number() + 14 * 14_400;
		// The scheduler runs all agendas up to shortly before the timeout.
		block(14 * 14_400 - 300);
		until(200, scheduler::walked);
		// The scheduler uses the relay block number of the block before.
		block(timeout - relay_number());
		assert!(matches!(info(index), ReferendumInfo::Ongoing(_)));
		until(1, || matches!(info(index), ReferendumInfo::TimedOut(..)));
		assert_eq!(authorized(), None);
	});
}

#[test]
fn a_preimage_that_is_gone_enacts_nothing() {
	on_network(DEVELOPMENT, || {
		let code = H256::repeat_byte(7);
		let index = propose(root(), authorize(code));
		let hash = BlakeTwo256::hash_of(&authorize(code));
		by(Dave, pallet_preimage::Call::unnote_preimage { hash });
		three_vote(index, true);
		until(6 * MINUTE, || matches!(info(index), ReferendumInfo::Approved(..)));
		let gone = || {
			System::events().iter().any(|record| {
				matches!(
					record.event,
					RuntimeEvent::Scheduler(pallet_scheduler::Event::CallUnavailable { .. })
				)
			})
		};
		until(MINUTE, gone);
		assert_eq!(authorized(), None);
	});
}

#[test]
fn the_canceller_returns_deposits_and_the_killer_slashes_them_to_the_treasury() {
	use pallet_origins::Origin;
	on_network(DEVELOPMENT, || {
		let treasury = outrider_runtime::configs::governance::TreasuryAccount::get();
		let ended = |origin: Origin, call: fn(u32) -> RuntimeCall| {
			let index = propose(root(), authorize(H256::repeat_byte(7)));
			let end = propose(origin, call(index));
			three_vote(end, true);
			let before = Balances::free_balance(&treasury);
			until(6 * MINUTE, || !matches!(info(index), ReferendumInfo::Ongoing(_)));
			(index, Balances::free_balance(&treasury) - before)
		};
		let (index, gained) = ended(Origin::ReferendumCanceller, |index| {
			pallet_referenda::Call::cancel { index }.into()
		});
		assert!(matches!(info(index), ReferendumInfo::Cancelled(..)));
		// The treasury's part of the emission of a few minutes.
		assert!(gained < 1_000 * RIDE);
		by(Eve, pallet_referenda::Call::refund_decision_deposit { index });

		let hash = BlakeTwo256::hash_of(&authorize(H256::repeat_byte(7)));
		by(Dave, pallet_preimage::Call::unnote_preimage { hash });
		let (index, gained) =
			ended(Origin::ReferendumKiller, |index| pallet_referenda::Call::kill { index }.into());
		assert!(matches!(info(index), ReferendumInfo::Killed(_)));
		assert!((20_010 * RIDE..21_010 * RIDE).contains(&gained), "{gained}");
		assert_eq!(authorized(), None);
	});
}

#[test]
fn stake_and_vesting_vote_and_a_vote_locks_no_more_than_there_is() {
	on_network(DEVELOPMENT, || {
		// Half of Eve's tokens vest, from a year on.
		let vested =
			pallet_vesting::VestingInfo::new(500_000 * RIDE, RIDE, relay_number() + 5_256_000);
		let give =
			pallet_vesting::Call::vested_transfer { target: account(Eve).into(), schedule: vested };
		by(Charlie, give);
		let dapp = pallet_dapp_staking::DappId(0);
		by(Eve, pallet_dapp_staking::Call::stake { dapp, amount: 700_000 * RIDE });
		let index = propose(root(), authorize(H256::repeat_byte(7)));
		// Eve has 1,500,000: 500,000 of them vest, and 700,000 are staked.
		vote(Eve, index, true, 1_500_000 * RIDE);
		assert!(
			matches!(info(index), ReferendumInfo::Ongoing(status) if status.tally.ayes == 1_500_000 * RIDE)
		);
		let all = Balances::free_balance(account(Eve)) + 1;
		let more = pallet_conviction_voting::Call::vote {
			poll_index: index,
			vote: AccountVote::Standard {
				vote: Vote { aye: true, conviction: Conviction::Locked1x },
				balance: all,
			},
		};
		let error = pallet_conviction_voting::Error::<Runtime>::InsufficientFunds;
		assert_noop!(call(&account(Eve), more), error);
		// Tokens with a vote can still be staked, and unbonded.
		by(Eve, pallet_dapp_staking::Call::stake { dapp, amount: 100_000 * RIDE });
		by(Eve, pallet_dapp_staking::Call::unstake { dapp, amount: 800_000 * RIDE });
		// None of these tokens can be sent.
		let send =
			pallet_balances::Call::transfer_keep_alive { dest: account(Bob).into(), value: RIDE };
		assert_noop!(call(&account(Eve), send), sp_runtime::TokenError::Frozen);
		assert_eq!(Balances::total_balance_on_hold(&account(Eve)), 0);
	});
}

#[test]
fn events_of_a_decision_come_in_order() {
	on_network(DEVELOPMENT, || {
		let index = propose(root(), authorize(H256::repeat_byte(7)));
		three_vote(index, true);
		let mut seen = vec![];
		until(6 * MINUTE, || {
			for record in System::events() {
				if let RuntimeEvent::Referenda(event) = record.event {
					match event {
						Event::DecisionStarted { .. } => seen.push("decision"),
						Event::ConfirmStarted { .. } => seen.push("confirming"),
						Event::Confirmed { .. } => seen.push("confirmed"),
						_ => (),
					}
				}
			}
			if authorized().is_some() {
				seen.push("enacted");
			}
			authorized().is_some()
		});
		assert_eq!(seen, ["decision", "confirming", "confirmed", "enacted"]);
	});
}
