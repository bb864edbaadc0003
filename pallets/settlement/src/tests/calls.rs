// SPDX-License-Identifier: Apache-2.0

//! What each call does beside the guarantees: deposits, rotation, parameters, pauses, the meter, receipts.

use super::kit::*;
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use settlement_core::{Inbox as Record, Index, Kind, Ledger};
use sp_core::Pair as _;
use sp_runtime::{DispatchError, Perbill};

fn one(nonce: u32) -> (Kind, Vec<u8>) {
	(Kind::Transfer, transfer(ALICE, 0, 1, 10, nonce))
}

#[test]
fn a_deposit_costs_its_price_and_hands_out_indices_without_gaps() {
	run(|| {
		let issued = issuance();
		assert_noop!(
			Settlement::deposit(signed(ALICE), MIN_DEPOSIT - 1),
			Error::<Test>::BelowMinimum
		);
		assert_ok!(Settlement::deposit(signed(ALICE), 1_000));
		assert_eq!(free(ALICE), ENDOWMENT - 1_000 - INDEX_PRICE - ENTRY_PRICE);
		assert_ok!(Settlement::deposit(signed(ALICE), 1_000));
		assert_eq!(free(ALICE), ENDOWMENT - 2_000 - INDEX_PRICE - 2 * ENTRY_PRICE);
		assert_eq!(issuance(), issued - INDEX_PRICE - 2 * ENTRY_PRICE);
		assert_eq!(deposit(BOB, 1_000), 1);
		assert_eq!(Settlement::index_of(&account(ALICE)), Ok(0));
		let who = account(BOB);
		let entry = InboxEnd::<Test>::get() - 1;
		assert_eq!(last_event(), Event::Deposited { who, account: 1, amount: 1_000, entry });
		// The last index there is.
		NextIndex::<Test>::put(1 << 24);
		let none = Error::<Test>::NoIndexLeft;
		assert_noop!(Settlement::deposit(signed(WATCHER), 1_000), none);
		NextIndex::<Test>::put(2);
		// The caller keeps the existential deposit.
		assert!(Settlement::deposit(signed(WATCHER), ENDOWMENT - 8).is_err());
	});
}

#[test]
fn a_trader_signs_transfers_and_a_forced_exit_needs_no_signature() {
	run(|| {
		let mut node = funded();
		let no_index = Error::<Test>::NoIndex;
		assert_noop!(Settlement::set_trader(signed(WATCHER), [1; 32]), no_index);
		let no_index = Error::<Test>::NoIndex;
		assert_noop!(Settlement::force_exit(signed(WATCHER), 5), no_index);
		let key = pair(WATCHER).public().0;
		let (alice, bob) = (free(ALICE), free(BOB));
		assert_ok!(Settlement::set_trader(signed(ALICE), key));
		assert_ok!(Settlement::force_exit(signed(BOB), 700));
		// Both have a price.
		assert_eq!((free(ALICE), free(BOB)), (alice - ENTRY_PRICE, bob - ENTRY_PRICE));
		let (trader, exit) = (
			Record::SetTrader { account: 0, trader: key },
			Record::ForcedExit { account: 1, amount: 700 },
		);
		let batch = node.post(&[]);
		let records = node.piece(batch, 0).bytes;
		assert!(records.ends_with(&[entry(trader), entry(exit)].concat()));
		node.check_all(batch);
		let state = node.state(batch);
		assert_eq!(leaf(&state, 0).trader, key);
		let before = free(BOB);
		assert_ok!(node.claim(batch, 1));
		assert_eq!(free(BOB), before + 700);
	});
}

#[test]
fn sequencers_take_turns_and_after_the_grace_anyone_of_them_may_post() {
	run(|| {
		let mut node = funded();
		let mut led = Vec::new();
		for _ in 0..4 {
			led.push(Settlement::leader().unwrap());
			node.post(&[one(led.len().try_into().unwrap())]);
			blocks(5);
		}
		assert_eq!(led[0], led[2]);
		assert_eq!(led[1], led[3]);
		assert_ne!(led[0], led[1]);
		let may = |who| Settlement::may_post(&account(who));
		assert!(may(SEQ) != may(RIVAL));
		assert!(!may(ALICE));
		// Two rotations without a batch.
		node.post(&[]);
		blocks(9);
		assert!(may(SEQ) != may(RIVAL));
		blocks(1);
		assert!(may(SEQ) && may(RIVAL));
		node.post(&[]);
		assert!(may(SEQ) != may(RIVAL));
	});
}

#[test]
fn after_a_fraud_any_sequencer_may_post_for_a_rotation() {
	run(|| {
		let mut node = funded();
		let lie = node.post_lie(&[], 0);
		let rest = if leader() == SEQ { RIVAL } else { SEQ };
		assert!(!Settlement::may_post(&account(rest)));
		assert_ok!(node.check(lie, 0));
		assert!(Settlement::may_post(&account(rest)));
		node.post_draft(rest, node.draft(&[one(0)]));
	});
}

#[test]
fn after_a_fraud_of_an_earlier_leader_the_present_one_does_not_lead_alone() {
	run(|| {
		let mut node = funded();
		assert_ok!(Settlement::register(signed(ALICE), BOND, [1; 32]));
		blocks(5);
		while Settlement::leader() == Some(account(ALICE)) {
			blocks(5);
		}
		let who = leader();
		let lie = node.post_lie(&[], 0);
		blocks(5);
		let others = [ALICE, SEQ, RIVAL].into_iter().filter(|other| *other != who);
		let may = || {
			let may = |other: &u8| Settlement::may_post(&account(*other));
			others.clone().filter(may).count()
		};
		assert_eq!(may(), 1);
		assert_ok!(node.check(lie, 0));
		assert_eq!(may(), 2);
		blocks(4);
		assert_eq!(may(), 2);
		// Somebody posts, so that there is no silence: the season ends by itself.
		let honest = node.draft(&[]);
		let poster = others.clone().find(|other| Settlement::may_post(&account(*other))).unwrap();
		node.post_draft(poster, honest);
		blocks(1);
		assert_eq!(may(), 1);
	});
}

#[test]
fn a_newcomer_joins_with_the_next_rotation() {
	run(|| {
		let mut node = funded();
		let zero = Error::<Test>::ZeroKey;
		assert_noop!(Settlement::register(signed(ALICE), BOND, [0; 32]), zero);
		let small = Error::<Test>::BondTooSmall;
		assert_noop!(Settlement::register(signed(ALICE), BOND - 1, [1; 32]), small);
		assert_ok!(Settlement::register(signed(ALICE), BOND, [1; 32]));
		let again = Error::<Test>::AlreadyRegistered;
		assert_noop!(Settlement::register(signed(ALICE), BOND, [1; 32]), again);
		assert_ok!(Settlement::register(signed(BOB), BOND, [1; 32]));
		let full = Error::<Test>::TooManySequencers;
		assert_noop!(Settlement::register(signed(WATCHER), BOND, [1; 32]), full);
		let lie = node.post_lie(&[], 0);
		assert_ok!(node.check(lie, 0));
		assert_noop!(node.draft(&[]).submit(ALICE), Error::<Test>::NotYet);
		blocks(5);
		let leads = (0..4).any(|_| {
			blocks(5);
			Settlement::leader() == Some(account(ALICE))
		});
		assert!(leads);
	});
}

#[test]
fn accounts_that_post_nothing_keep_nobody_out_of_a_full_rotation() {
	run(|| {
		let mut node = funded();
		for who in [ALICE, BOB] {
			assert_ok!(Settlement::register(signed(who), BOND, [1; 32]));
		}
		// All four have had a turn, and one of them has used it.
		let mut posted = None;
		for _ in 0..5 {
			blocks(5);
			if Settlement::leader() == Some(account(RIVAL)) {
				posted = Some(node.post_draft(RIVAL, node.draft(&[])));
			}
		}
		assert!(posted.is_some());
		for round in 0..3 {
			let newcomer = 40 + round;
			Balances::mint_into(&account(newcomer), 2 * BOND).unwrap();
			let before = SequencerList::<Test>::get();
			assert_ok!(Settlement::register(signed(newcomer), BOND, [1; 32]));
			let after = SequencerList::<Test>::get();
			let gone = before.iter().find(|who| !after.contains(who)).unwrap();
			assert_ne!(*gone, account(RIVAL));
			// Who makes room has left: its bond comes back as any other's.
			assert!(Sequencers::<Test>::get(gone).unwrap().leaving.is_some());
		}
		let full = Error::<Test>::TooManySequencers;
		assert_noop!(Settlement::register(signed(WATCHER), BOND, [1; 32]), full);
	});
}

#[test]
fn a_pause_makes_nobody_silent() {
	run(|| {
		assert_ok!(Settlement::pause(RuntimeOrigin::root(), 20));
		blocks(19);
		assert!(Sequencers::<Test>::iter_values().all(|sequencer| !sequencer.silent));
		blocks(15);
		assert!(Sequencers::<Test>::iter_values().all(|sequencer| sequencer.silent));
	});
}

#[test]
fn a_sequencer_whose_bond_has_become_too_small_adds_to_it() {
	run(|| {
		let mut node = funded();
		let who = leader();
		let more = Parameters { min_bond: BOND + 5, ..parameters() };
		assert_ok!(Settlement::set_parameters(RuntimeOrigin::root(), more));
		assert_noop!(node.draft(&[]).submit(who), Error::<Test>::BondTooSmall);
		let unknown = Error::<Test>::NotRegistered;
		assert_noop!(Settlement::add_bond(signed(WATCHER), 5), unknown);
		assert_ok!(Settlement::add_bond(signed(who), 5));
		let held = |who| {
			let reason = HoldReason::<()>::Bond.into();
			<Balances as InspectHold<AccountId>>::balance_on_hold(&reason, &account(who))
		};
		assert_eq!(held(who), BOND + 5);
		let lie = node.post_lie(&[], 0);
		assert_ok!(node.check(lie, 0));
		assert_eq!(held(who), 0);
	});
}

#[test]
fn who_leads_and_leaves_makes_room_for_the_others() {
	run(|| {
		let mut node = funded();
		let (who, rest) = if leader() == SEQ { (SEQ, RIVAL) } else { (RIVAL, SEQ) };
		assert_ok!(Settlement::leave(signed(who)));
		assert_noop!(node.draft(&[]).submit(who), Error::<Test>::Leaving);
		node.post_draft(rest, node.draft(&[]));
	});
}

#[test]
fn parameters_that_tighten_hold_at_once_and_others_after_the_longest_window() {
	run(|| {
		let root = RuntimeOrigin::root;
		let set = |parameters| Settlement::set_parameters(root(), parameters);
		assert_noop!(
			Settlement::set_parameters(signed(ALICE), parameters()),
			DispatchError::BadOrigin
		);
		let tight = Parameters { window_min: 6, inbox_deadline: 15, ..parameters() };
		assert_ok!(set(tight));
		assert_eq!(CurrentParameters::<Test>::get(), tight);
		let loose = Parameters { window_max: 70, window_min: 5, ..tight };
		assert_ok!(set(loose));
		let from = Settlement::now() + 80;
		assert_eq!(last_event(), Event::ParametersSet { parameters: loose, from });
		blocks(79);
		assert_eq!(CurrentParameters::<Test>::get(), tight);
		blocks(1);
		assert_eq!(CurrentParameters::<Test>::get(), loose);
		assert_eq!(NextParameters::<Test>::get(), None);
		// What only tightens replaces what was scheduled.
		assert_ok!(set(Parameters { window_min: 4, ..loose }));
		assert_ok!(set(Parameters { window_max: 90, ..loose }));
		assert_eq!(NextParameters::<Test>::get(), None);
	});
}

#[test]
fn parameters_that_do_not_fit_together_are_refused() {
	run(|| {
		let good = parameters();
		let bad = [
			Parameters { rotation_slots: 0, ..good },
			Parameters { grace_rotations: 0, ..good },
			// 5 · 3 = 15
			Parameters { inbox_deadline: 14, ..good },
			Parameters { rotation_slots: u32::MAX, ..good },
			Parameters { tick_deadline: 0, ..good },
			Parameters { tick_deadline: 4, ..good },
			Parameters { liveness_deadline: 15, ..good },
			Parameters { max_pause: 60, ..good },
			// 4 turns of 15: the same as the deadline
			Parameters { rotation_slots: 15, inbox_deadline: 45, ..good },
			Parameters { max_pause: 0, ..good },
			Parameters { window_min: 0, ..good },
			Parameters { window_max: 3, ..good },
			Parameters { window_turns: 7, ..good },
			Parameters { window_turns: 1_001, ..good },
			Parameters { meter_period: 0, ..good },
			Parameters { min_bond: 0, ..good },
			Parameters { bounty: Perbill::from_parts(500_000_001), ..good },
		];
		for parameters in bad {
			let result = Settlement::set_parameters(RuntimeOrigin::root(), parameters);
			assert_noop!(result, Error::<Test>::ParametersUnsound);
		}
		assert!(Parameters::default().are_sound());
	});
}

#[test]
fn a_pause_stops_submissions_alone_and_for_a_bounded_time() {
	run(|| {
		let mut node = funded();
		let batch = node.post(&[(Kind::Withdraw, withdraw(BOB, 1, 400, 0))]);
		blocks(1);
		let lie = node.post_lie(&[], 0);
		blocks(1);
		let root = RuntimeOrigin::root;
		assert_noop!(Settlement::pause(signed(ALICE), 5), DispatchError::BadOrigin);
		assert_noop!(Settlement::resume(signed(ALICE)), DispatchError::BadOrigin);
		assert_noop!(Settlement::resume(root()), Error::<Test>::NotPaused);
		assert_noop!(Settlement::pause(root(), 21), Error::<Test>::PauseTooLong);
		assert_noop!(Settlement::pause(root(), 0), Error::<Test>::PauseTooLong);
		assert_ok!(Settlement::pause(root(), 20));
		assert_noop!(node.draft(&[]).submit(leader()), Error::<Test>::Paused);
		// Checks, claims, deposits and forced exits go on.
		assert_ok!(node.check(lie, 0));
		node.check_all(batch);
		assert_ok!(node.claim(batch, 1));
		assert_ok!(Settlement::deposit(signed(ALICE), 100));
		assert_ok!(Settlement::force_exit(signed(ALICE), 100));
		blocks(20);
		let draft = node.draft(&[]);
		node.post_draft(leader(), draft);
		assert_noop!(Settlement::pause(root(), 1), Error::<Test>::PausedBefore);
		blocks(20);
		assert_ok!(Settlement::pause(root(), 20));
		assert_ok!(Settlement::resume(root()));
		node.post(&[]);
	});
}

#[test]
fn a_pause_does_not_keep_the_escape_away() {
	run(|| {
		deposit(ALICE, 1_000);
		let entry = InboxEnd::<Test>::get() - 1;
		blocks(45);
		assert_ok!(Settlement::pause(RuntimeOrigin::root(), 20));
		blocks(16);
		assert_ok!(Settlement::escape(signed(BOB), entry));
	});
}

#[test]
fn ticks_alone_turn_nothing_off() {
	run(|| {
		blocks(200);
		let tick = LastTick::<Test>::get().unwrap();
		assert_noop!(Settlement::escape(signed(BOB), tick), Error::<Test>::NotWaiting);
		assert_noop!(Settlement::escape(signed(BOB), tick + 1), Error::<Test>::NotWaiting);
	});
}

#[test]
fn a_fraud_starts_the_liveness_deadline_anew() {
	run(|| {
		let mut node = funded();
		deposit(ALICE, 1_000);
		let entry = InboxEnd::<Test>::get() - 1;
		let lie = node.post_lie(&[], 0);
		Batches::<Test>::mutate(lie, |batch| batch.as_mut().unwrap().window = 200);
		blocks(70);
		assert_ok!(node.check(lie, 0));
		// Else one bond would turn an instance off.
		assert_noop!(Settlement::escape(signed(BOB), entry), Error::<Test>::StillAlive);
		blocks(61);
		assert_ok!(Settlement::escape(signed(BOB), entry));
	});
}

#[test]
fn one_tick_waits_and_its_time_is_at_most_a_deadline_old() {
	run(|| {
		let mut node = funded();
		let ticks = |from: u64| {
			let entries = Settlement::inbox(from, 64).into_iter();
			let clocks = entries.filter_map(|waiting| match waiting.entry {
				Entry::Tick { clock } => Some(clock),
				_ => None,
			});
			clocks.collect::<Vec<_>>()
		};
		for _ in 0..30 {
			blocks(1);
			let waiting = ticks(Tip::<Test>::get().inbox_to);
			assert_eq!(waiting.len(), 1);
			assert!(Settlement::now() - waiting[0] < 3);
		}
		let batch = node.post(&[]);
		assert!(Settlement::now() - node.state(batch).head().clock < 3);
		// Nothing new in the same slot, one in the next.
		block_in(Slot::get());
		assert!(ticks(Tip::<Test>::get().inbox_to).is_empty());
		blocks(1);
		assert_eq!(ticks(Tip::<Test>::get().inbox_to), [Settlement::now()]);
	});
}

#[test]
fn the_states_clock_lags_by_two_tick_deadlines_at_most_whatever_leaders_take() {
	run(|| {
		let mut node = funded();
		node.lazy = true;
		let mut worst = 0;
		for nonce in 0..120u32 {
			deposit(ALICE, MIN_DEPOSIT);
			let batch = node.post(&[one(nonce)]);
			worst = worst.max(Settlement::now() - node.state(batch).head().clock);
			blocks(1 + nonce % 4);
		}
		assert!((4..=6).contains(&worst), "{worst}");
	});
}

#[test]
fn the_meter_pays_a_14th_in_a_period_and_all_of_the_pot_within_14() {
	run(|| {
		let mut node = funded();
		// All of 150,000 leaves.
		let batch = node.post(&[
			(Kind::Withdraw, withdraw(ALICE, 0, 100_000, 0)),
			(Kind::Withdraw, withdraw(BOB, 1, 50_000, 0)),
		]);
		node.check_all(batch);
		blocks(10 - Settlement::now() % 10);
		let start = Settlement::now();
		let mut paid = 0;
		while Settlement::owed() > 0 {
			let before = PaidOut::<Test>::get();
			assert_eq!(Settlement::claimable(0, 100_000) > 0, Claimed::<Test>::get(0) < 100_000);
			for index in [1, 0] {
				let _ = node.claim(batch, index);
			}
			let now = PaidOut::<Test>::get() - before;
			// 150,000 / 14 = 10,714.3, rounded up.
			assert!(now == 10_715 || Settlement::owed() == 0);
			paid += now;
			if Settlement::owed() > 0 {
				assert_noop!(node.claim(batch, 0), Error::<Test>::MeterEmpty);
			}
			blocks(10);
		}
		assert_eq!(paid, 150_000);
		assert!(Settlement::now() - start <= 14 * 10);
	});
}

#[test]
fn the_meter_allows_no_more_for_money_that_came_long_ago_and_left() {
	let mut meter = Meter::default();
	meter.note(0, 10, 0, 1_400);
	assert_eq!(meter.left(), 100);
	meter.paid = 100;
	assert_eq!(meter.left(), 0);
	meter.roll(9, 10, 700);
	assert_eq!(meter.left(), 0);
	// 14 periods later the high balance still counts, then it does not.
	meter.roll(140, 10, 700);
	assert_eq!(meter.left(), 100);
	meter.roll(150, 10, 700);
	assert_eq!(meter.left(), 50);
	meter.roll(u32::MAX, 10, 0);
	assert_eq!(meter.left(), 0);
}

/// A receipt for the record at a place of a batch, counted after the inbox, and the author's signature.
fn receipt(
	who: u8,
	draft: &Draft,
	batch: BatchId,
	chunk: u32,
	position: u8,
	record: &[u8],
) -> (Receipt, Signature) {
	let record = record_hash(Kind::Transfer.number(), record);
	let receipt = Receipt { batch, parent: draft.parent, chunk, position, record };
	let signature = pair(who).sign(&receipt_message(&Settlement::domain(), &receipt));
	(receipt, signature)
}

fn report(node: &Node, given: &(Receipt, Signature), at: Option<u32>) -> DispatchResult {
	let (receipt, signature) = given.clone();
	let shown = at.map(|at| {
		let piece = node.piece(receipt.batch, at);
		let path = node.path(receipt.batch, at);
		Box::new((piece.claim, piece.bytes.try_into().unwrap(), path.try_into().unwrap()))
	});
	Settlement::report_broken_receipt(signed(WATCHER), receipt, signature, shown)
}

#[test]
fn a_kept_receipt_costs_nothing_and_a_broken_one_the_bond() {
	// The record at the place is another one; or the chunk has no such place; or the batch has no such chunk.
	for (chunk, position, shown) in [(0, 1, Some(1)), (0, 2, Some(1)), (1, 0, None)] {
		run(|| {
			let (a, b) = (one(0).1, one(1).1);
			let mut node = funded();
			let who = leader();
			let draft = node.draft(&[(Kind::Transfer, [a.clone(), b.clone()].concat())]);
			let batch = node.post_draft(who, draft.clone());
			let kept = receipt(who, &draft, batch, 0, 0, &a);
			assert_noop!(report(&node, &kept, Some(1)), Error::<Test>::ReceiptKept);
			assert_noop!(report(&node, &kept, None), Error::<Test>::NotInBatch);
			assert_noop!(report(&node, &kept, Some(0)), Error::<Test>::NotInBatch);
			let broken = receipt(who, &draft, batch, chunk, position, &a);
			let before = free(WATCHER);
			assert_ok!(report(&node, &broken, shown));
			assert_eq!(free(WATCHER), before + BOND * 4 / 10);
			assert!(!Sequencers::<Test>::contains_key(account(who)));
			// The batch stands.
			assert_eq!(Tip::<Test>::get().batch, batch);
			assert_noop!(report(&node, &broken, shown), Error::<Test>::NotRegistered);
		});
	}
}

#[test]
fn a_receipt_of_another_batch_key_or_instance_is_void() {
	run(|| {
		let mut node = funded();
		let who = leader();
		let draft = node.draft(&[one(0)]);
		let batch = node.post_draft(who, draft.clone());
		let broken = receipt(who, &draft, batch, 0, 0, &one(1).1);
		let with = |alter: &dyn Fn(&mut (Receipt, Signature))| {
			let mut given = broken.clone();
			alter(&mut given);
			report(&node, &given, Some(1))
		};
		assert_noop!(with(&|given| given.0.parent[0] ^= 1), Error::<Test>::ReceiptVoid);
		let bad: DispatchError = Error::<Test>::BadSignature.into();
		assert_noop!(with(&|given| given.0.position = 1), bad);
		let stranger = receipt(ALICE, &draft, batch, 0, 0, &one(1).1);
		assert_noop!(report(&node, &stranger, Some(1)), bad);
		let message = receipt_message(&Sibling::domain(), &broken.0);
		assert_noop!(with(&|given| given.1 = pair(who).sign(&message)), bad);
		let mut unknown = broken.clone();
		unknown.0.batch += 1;
		let result = Settlement::report_broken_receipt(signed(WATCHER), unknown.0, unknown.1, None);
		assert_noop!(result, Error::<Test>::UnknownBatch);
		assert_ok!(report(&node, &broken, Some(1)));
	});
}

#[test]
fn claims_may_name_a_final_batch_as_long_as_it_is_kept() {
	run(|| {
		let mut node = funded();
		let batch = node.post(&[(Kind::Withdraw, withdraw(BOB, 1, 400, 0))]);
		node.check_all(batch);
		for _ in 0..KEPT_BATCHES - 1 {
			blocks(1);
			let next = node.post(&[]);
			node.check_all(next);
		}
		assert_ok!(frame_support::storage::with_transaction(|| {
			sp_runtime::TransactionOutcome::Rollback(node.claim(batch, 1))
		}));
		blocks(1);
		let next = node.post(&[]);
		node.check_all(next);
		assert_noop!(node.claim(batch, 1), Error::<Test>::UnknownBatch);
		assert_ok!(node.claim(next, 1));
		assert!(Batches::<Test>::iter().count() <= KEPT_BATCHES as usize + 1);
	});
}

#[test]
fn fees_go_to_the_account_that_the_sequencer_names() {
	run(|| {
		let mut node = funded();
		let terms = settlement_core::Terms { fee: 7, ..terms(0) };
		let record = settlement_core::Withdraw { account: 0, amount: 50, terms }.encode();
		let message = settlement_core::message(&Settlement::domain(), Kind::Withdraw, &record);
		let record = [&record[..], &pair(ALICE).sign(&message).0].concat();
		let draft = node.draft_with(&[(Kind::Withdraw, record)], 1, None);
		let batch = node.post_draft(leader(), draft);
		node.check_all(batch);
		let state = node.state(batch);
		assert_eq!((leaf(&state, 0).free, leaf(&state, 1).free), (99_943, 50_007));
		assert!(state.account(Index::new(2).unwrap()).is_none());
	});
}

#[test]
fn a_call_is_small() {
	assert!(core::mem::size_of::<Call<Test>>() <= 240, "{}", core::mem::size_of::<Call<Test>>());
}
