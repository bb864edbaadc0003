// SPDX-License-Identifier: Apache-2.0

//! One test or more for each guarantee of the README that is the pallet's, named after it.

use super::kit::*;
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use settlement_core::{Index, Kind, Ledger, MAX_RECORDS};
use sp_runtime::Perbill;

fn transfers(count: u32, nonce: u32) -> Vec<u8> {
	(0..count).flat_map(|by| transfer(ALICE, 0, 1, 1, nonce + by)).collect()
}

fn pot() -> Balance {
	<Balances as Inspect<AccountId>>::balance(&Settlement::pot())
}

/// What the last final state and the inbox are owed, from the states themselves.
fn owed(node: &Node) -> Balance {
	let last = Final::<Test>::get();
	let state = node.state(last.batch);
	let leaves = state
		.accounts()
		.map(|(index, account)| account.free + account.exited - Claimed::<Test>::get(index.get()));
	let waiting = (last.inbox_to..InboxEnd::<Test>::get()).map(|at| {
		match Inbox::<Test>::get(at).unwrap().entry {
			Entry::Deposit { amount, .. } => amount,
			_ => 0,
		}
	});
	leaves.sum::<Balance>() + waiting.sum::<Balance>()
}

#[test]
fn i1_the_pot_holds_what_the_final_state_and_the_inbox_are_owed() {
	run(|| {
		let mut node = funded();
		let agree = |node: &Node| assert_eq!(pot(), owed(node) + EXISTENTIAL_DEPOSIT);
		agree(&node);
		deposit(BOB, 700);
		agree(&node);
		let batch = node.post(&[(Kind::Withdraw, withdraw(ALICE, 0, 4_000, 0))]);
		agree(&node);
		node.check_all(batch);
		agree(&node);
		node.claim(batch, 0).unwrap();
		agree(&node);
		let lie = node.post_lie(&[(Kind::Transfer, transfers(1, 1))], 0);
		deposit(ALICE, 900);
		agree(&node);
		node.check(lie, 0).unwrap();
		agree(&node);
		assert_eq!(Deposited::<Test>::get(), 151_600);
		assert_eq!(PaidOut::<Test>::get(), 4_000);
	});
}

#[test]
fn i2_no_false_root_becomes_final_if_one_check_lands_in_its_window() {
	// Whichever chunk is false, whatever follows it, and whenever the check comes.
	for false_at in 0..3 {
		for waits in [0, 1, 8, 15, 16] {
			run(|| {
				let mut node = funded();
				let root = Final::<Test>::get().root;
				let chunks = [(Kind::Transfer, transfers(2, 0)), (Kind::Transfer, transfers(1, 2))];
				let lie = node.post_lie(&chunks, false_at);
				assert_eq!(Batches::<Test>::get(lie).unwrap().window, 16);
				blocks(waits);
				assert_ok!(node.check(lie, u32::try_from(false_at).unwrap()));
				assert_eq!(Tip::<Test>::get().root, root);
				blocks(90);
				assert_eq!(Final::<Test>::get().root, root);
			});
		}
	}
}

#[test]
fn i2_a_false_root_that_nobody_checks_becomes_final_after_its_window_and_not_before() {
	run(|| {
		let mut node = funded();
		let lie = node.post_lie(&[(Kind::Transfer, transfers(2, 0))], 0);
		blocks(16);
		assert_eq!(Final::<Test>::get().batch, lie - 1);
		blocks(1);
		assert_eq!(Final::<Test>::get().batch, lie);
		assert_noop!(node.check(lie, 0), Error::<Test>::AlreadyFinal);
	});
}

#[test]
fn i2_no_honest_batch_is_judged_fraud_whatever_the_witness() {
	run(|| {
		let mut node = funded();
		let batch = node.post(&[(Kind::Transfer, transfers(3, 0))]);
		let before = Tip::<Test>::get();
		for at in 0..2 {
			let (piece, path) = (node.piece(batch, at), node.path(batch, at));
			let witness = node.witness(batch, at);
			for place in (0..witness.len()).step_by(7) {
				let mut bad = witness.clone();
				bad[place] ^= 1;
				let result = check(WATCHER, batch, at, &piece, &path, &bad);
				assert_noop!(result, Error::<Test>::BadWitness);
			}
			for length in [0, 1, witness.len() - 32, witness.len() - 1] {
				let result = check(WATCHER, batch, at, &piece, &path, &witness[..length]);
				assert_noop!(result, Error::<Test>::BadWitness);
			}
		}
		node.check_all(batch);
		assert_eq!(Tip::<Test>::get(), before);
		assert_eq!(Final::<Test>::get(), before);
		assert!(Sequencers::<Test>::contains_key(account(SEQ)));
	});
}

#[test]
fn i5_a_bond_stays_until_the_last_own_batch_is_final() {
	run(|| {
		let mut node = funded();
		let who = leader();
		let held = || {
			let reason = HoldReason::<()>::Bond.into();
			<Balances as InspectHold<AccountId>>::balance_on_hold(&reason, &account(who))
		};
		let batch = node.post(&[(Kind::Transfer, transfers(1, 0))]);
		Settlement::leave(signed(who)).unwrap();
		// A window that has become longer than the unbonding can be: the batch is still pending.
		Batches::<Test>::mutate(batch, |batch| batch.as_mut().unwrap().window = 100);
		blocks(parameters().unbonding());
		assert_eq!(Sequencers::<Test>::get(account(who)).unwrap().pending, 1);
		assert_noop!(Settlement::withdraw_bond(signed(who)), Error::<Test>::StillBonded);
		assert_eq!(held(), BOND);
		blocks(16);
		assert_eq!(Final::<Test>::get().batch, batch);
		assert_ok!(Settlement::withdraw_bond(signed(who)));
		assert_eq!(held(), 0);
	});
}

#[test]
fn i5_a_bond_stays_for_the_longest_window_and_a_rotation_even_without_a_batch() {
	run(|| {
		assert_noop!(Settlement::withdraw_bond(signed(SEQ)), Error::<Test>::NotLeaving);
		Settlement::leave(signed(SEQ)).unwrap();
		assert_noop!(Settlement::leave(signed(SEQ)), Error::<Test>::Leaving);
		assert_noop!(Settlement::add_bond(signed(SEQ), 1), Error::<Test>::Leaving);
		blocks(80 + 5 - 1);
		assert_noop!(Settlement::withdraw_bond(signed(SEQ)), Error::<Test>::StillBonded);
		blocks(1);
		assert_ok!(Settlement::withdraw_bond(signed(SEQ)));
		assert_eq!(free(SEQ), ENDOWMENT);
	});
}

#[test]
fn i5_a_batch_of_an_earlier_registration_does_not_free_a_later_bond() {
	run(|| {
		let mut node = funded();
		let who = leader();
		let first = node.post(&[(Kind::Transfer, transfers(1, 0))]);
		let lie = node.post_lie(&[(Kind::Transfer, transfers(1, 1))], 0);
		assert_eq!((first, lie), (2, 3));
		node.check(lie, 0).unwrap();
		assert!(!Sequencers::<Test>::contains_key(account(who)));
		// The reverted batch has not been cleared away when its author bonds anew.
		Settlement::register(signed(who), BOND, [9; 32]).unwrap();
		assert!(Batches::<Test>::contains_key(lie));
		Sequencers::<Test>::mutate(account(who), |new| new.as_mut().unwrap().pending = 5);
		Settlement::on_initialize(System::block_number());
		assert!(!Batches::<Test>::contains_key(lie));
		assert_eq!(Sequencers::<Test>::get(account(who)).unwrap().pending, 5);
		Sequencers::<Test>::mutate(account(who), |new| new.as_mut().unwrap().pending = 0);
	});
}

#[test]
fn i6_each_entry_is_consumed_exactly_once_across_reverts() {
	run(|| {
		let mut node = funded();
		deposit(ALICE, 1_000);
		let lie = node.post_lie(&[], 0);
		blocks(1);
		deposit(BOB, 2_000);
		node.post(&[(Kind::Transfer, transfers(1, 0))]);
		node.check(lie, 0).unwrap();
		let honest = node.post(&[]);
		assert_eq!(honest, lie);
		node.check_all(honest);
		let state = node.state(honest);
		assert_eq!((leaf(&state, 0).free, leaf(&state, 1).free), (101_000, 52_000));
		assert_eq!(u128::from(state.head().inbox), u128::from(Final::<Test>::get().inbox_to));
		blocks(1);
		let next = node.post(&[]);
		node.check_all(next);
		let state = node.state(next);
		assert_eq!((leaf(&state, 0).free, leaf(&state, 1).free), (101_000, 52_000));
	});
}

#[test]
fn i6_a_batch_takes_every_entry_that_is_older_than_the_deadline() {
	run(|| {
		let mut node = funded();
		deposit(ALICE, 1_000);
		blocks(1);
		let late = |node: &Node| {
			let mut draft = node.draft(&[(Kind::Transfer, transfers(1, 0))]);
			draft.pieces.remove(0);
			draft
		};
		// Fresh entries may wait: only the data differs, and the roots do not matter here.
		assert_ok!(frame_support::storage::with_transaction(|| {
			let result = late(&node).submit(leader());
			sp_runtime::TransactionOutcome::Rollback(result)
		}));
		blocks(4);
		// The tick has waited for more than 3 lived slots.
		assert_noop!(late(&node).submit(leader()), Error::<Test>::InboxOverdue);
		// Without the tick's deadline, the deposit has its own.
		let relaxed = Parameters { tick_deadline: 1_000, ..parameters() };
		CurrentParameters::<Test>::put(relaxed);
		assert_ok!(frame_support::storage::with_transaction(|| {
			let result = late(&node).submit(leader());
			sp_runtime::TransactionOutcome::Rollback(result)
		}));
		blocks_with(&relaxed, 11);
		assert_noop!(late(&node).submit(leader()), Error::<Test>::InboxOverdue);
		CurrentParameters::<Test>::put(parameters());
		node.post(&[(Kind::Transfer, transfers(1, 0))]);
	});
}

/// Blocks under parameters that governance could not set.
fn blocks_with(unsound: &Parameters, count: u32) {
	for _ in 0..count {
		CurrentParameters::<Test>::put(parameters());
		blocks(1);
		CurrentParameters::<Test>::put(unsound);
	}
}

#[test]
fn i6_after_a_revert_the_next_batch_takes_what_was_given_back() {
	run(|| {
		let mut node = funded();
		let lie = node.post_lie(&[], 0);
		blocks(1);
		node.post(&[]);
		blocks(1);
		node.check(lie, 0).unwrap();
		let mut draft = node.draft(&[]);
		assert_eq!(draft.pieces[0].bytes.len(), 3 * 53);
		draft.pieces[0].bytes.truncate(53);
		assert_noop!(draft.submit(leader()), Error::<Test>::InboxOverdue);
		node.post(&[]);
	});
}

#[test]
fn i6_a_flood_of_entries_can_be_taken_in_steps() {
	run(|| {
		let mut node = funded();
		for _ in 0..100 {
			deposit(ALICE, MIN_DEPOSIT);
		}
		blocks(20);
		let mut more = node.draft(&[]);
		let mut piece = more.pieces[1].clone();
		piece.bytes = Settlement::inbox_records(Tip::<Test>::get().inbox_to + 64, 1);
		more.pieces.push(piece);
		assert_noop!(more.submit(leader()), Error::<Test>::TooManyEntries);
		let batch = node.post(&[]);
		assert_eq!(Batches::<Test>::get(batch).unwrap().inbox_chunks, 2);
		assert_eq!(InboxEnd::<Test>::get() - Tip::<Test>::get().inbox_to, 101 - 64);
		node.post(&[]);
		assert_eq!(InboxEnd::<Test>::get(), Tip::<Test>::get().inbox_to);
	});
}

#[test]
fn i7_what_an_account_was_paid_is_the_largest_exited_that_it_has_claimed_from() {
	run(|| {
		let mut node = funded();
		let before = free(BOB);
		let paid = || free(BOB) - before;
		let first = node.post(&[(Kind::Withdraw, withdraw(BOB, 1, 300, 0))]);
		node.check_all(first);
		let second = node.post(&[(Kind::Withdraw, withdraw(BOB, 1, 200, 1))]);
		node.check_all(second);
		// In any order, and as often as anyone likes.
		assert_ok!(node.claim(first, 1));
		assert_eq!(paid(), 300);
		assert_noop!(node.claim(first, 1), Error::<Test>::NothingToClaim);
		assert_ok!(node.claim(second, 1));
		assert_eq!(paid(), 500);
		assert_noop!(node.claim(first, 1), Error::<Test>::NothingToClaim);
		assert_noop!(node.claim(second, 1), Error::<Test>::NothingToClaim);
		assert_eq!((paid(), Claimed::<Test>::get(1)), (500, 500));
		// Not before it is final.
		let third = node.post(&[(Kind::Withdraw, withdraw(BOB, 1, 100, 2))]);
		assert_noop!(node.claim(third, 1), Error::<Test>::NotFinal);
	});
}

/// Storage of the pallet that a call changes.
fn changes(call: impl FnOnce()) -> usize {
	let all = || {
		let mut all = std::collections::BTreeMap::new();
		let mut key = Vec::new();
		while let Some(next) = sp_io::storage::next_key(&key) {
			all.insert(next.clone(), sp_io::storage::get(&next));
			key = next;
		}
		all
	};
	let before = all();
	call();
	let after = all();
	let keys: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
	keys.into_iter().filter(|key| before.get(*key) != after.get(*key)).count()
}

#[test]
fn i8_a_revert_does_the_same_work_with_1_and_with_10_000_batches_pending() {
	let with = |pending: u64| {
		run(|| {
			let mut node = funded();
			let lie = node.post_lie(&[], 0);
			let base = Batches::<Test>::get(lie).unwrap();
			for id in lie + 1..lie + pending {
				let batch = Batch { pre_root: base.post_root, registration: 77, ..base.clone() };
				Tip::<Test>::put(batch.checkpoint(id));
				Batches::<Test>::insert(id, batch);
			}
			System::reset_events();
			let count = changes(|| {
				node.check(lie, 0).unwrap();
			});
			assert_eq!(Tip::<Test>::get().batch, lie - 1);
			// They are cleared away later, in steps.
			assert_eq!(u64::try_from(Batches::<Test>::iter().count()).unwrap(), lie - 1 + pending);
			let blocks_needed = u32::try_from(pending.div_ceil(8)).unwrap();
			for _ in 0..blocks_needed {
				Settlement::on_initialize(1);
			}
			assert_eq!(u64::try_from(Batches::<Test>::iter().count()).unwrap(), lie - 1);
			count
		})
	};
	assert_eq!(with(1), with(10_000));
}

#[test]
fn i9_a_block_does_bounded_work_whatever_users_have_added() {
	run(|| {
		let mut node = funded();
		for round in 0..20 {
			for _ in 0..10 {
				deposit(ALICE, MIN_DEPOSIT);
			}
			node.post(&[]);
			if round == 9 {
				blocks(1);
			}
		}
		let before = Final::<Test>::get().batch;
		let start = InboxStart::<Test>::get();
		Slot::mutate(|slot| *slot += 1);
		SlotClock::<Test>::mutate(|clock| clock.lived += 50);
		Settlement::on_initialize(System::block_number());
		assert_eq!(Final::<Test>::get().batch, before + u64::from(FINALIZED_PER_BLOCK));
		assert_eq!(InboxStart::<Test>::get(), start + u64::from(PURGED_PER_BLOCK));
	});
}

#[test]
fn i9_hooks_go_on_where_storage_is_not_as_it_should_be() {
	run(|| {
		let mut node = funded();
		node.post(&[]);
		frame_support::storage::with_transaction(|| {
			let _ = Batches::<Test>::clear(u32::MAX, None);
			let _ = Inbox::<Test>::clear(u32::MAX, None);
			SequencerList::<Test>::kill();
			Active::set(vec![]);
			BlockAuthor::set(None);
			for _ in 0..10 {
				Settlement::on_finalize(System::block_number());
				Slot::mutate(|slot| *slot += 1);
				Settlement::on_initialize(System::block_number());
			}
			assert_eq!(CurrentWindow::<Test>::get(), parameters().window_max);
			Active::set(vec![account(101), account(102)]);
			sp_runtime::TransactionOutcome::Rollback(Ok::<_, sp_runtime::DispatchError>(()))
		})
		.unwrap();
	});
}

#[test]
fn i11_in_an_escape_every_leaf_and_every_waiting_deposit_is_paid_and_the_pot_is_enough() {
	run(|| {
		let mut node = funded();
		let batch = node.post(&[(Kind::Withdraw, withdraw(BOB, 1, 3_000, 0))]);
		node.check_all(batch);
		node.claim(batch, 1).unwrap();
		let (alice, bob) = (free(ALICE), free(BOB));
		let entry = InboxEnd::<Test>::get();
		deposit(ALICE, 800);
		// A false batch is pending when the sequencers go silent.
		let lie = node.post_lie(&[], 0);
		blocks(2);
		node.check(lie, 0).unwrap();
		let pending = node.post(&[(Kind::Transfer, transfers(10, 0))]);
		let waits = InboxEnd::<Test>::get() + 1;
		blocks(1);
		deposit(BOB, 600);
		assert_eq!(InboxEnd::<Test>::get(), waits + 1);
		Batches::<Test>::mutate(pending, |batch| batch.as_mut().unwrap().window = 80);
		assert_noop!(Settlement::refund(signed(WATCHER), waits), Error::<Test>::NotSettled);
		blocks(60);
		assert_noop!(Settlement::escape(signed(WATCHER), waits), Error::<Test>::StillAlive);
		blocks(1);
		assert_noop!(Settlement::escape(signed(WATCHER), entry), Error::<Test>::NotWaiting);
		assert_ok!(Settlement::escape(signed(WATCHER), waits));
		// Terminal.
		assert_noop!(Settlement::deposit(signed(ALICE), 100), Error::<Test>::NotRunning);
		assert_noop!(node.draft(&[]).submit(SEQ), Error::<Test>::NotRunning);
		assert_noop!(Settlement::escape(signed(WATCHER), waits), Error::<Test>::NotRunning);
		// What is pending is checked or timed out first.
		assert_noop!(node.claim(batch, 0), Error::<Test>::NothingToClaim);
		assert_noop!(Settlement::refund(signed(WATCHER), waits), Error::<Test>::NotSettled);
		blocks(20);
		assert_eq!(Final::<Test>::get().batch, pending);
		assert_noop!(node.claim(batch, 0), Error::<Test>::NotFinal);
		assert_ok!(node.claim(pending, 0));
		assert_ok!(node.claim(pending, 1));
		assert_noop!(node.claim(pending, 1), Error::<Test>::NothingToClaim);
		assert_noop!(Settlement::refund(signed(WATCHER), entry), Error::<Test>::NotWaiting);
		assert_ok!(Settlement::refund(signed(WATCHER), waits));
		assert_noop!(Settlement::refund(signed(WATCHER), waits), Error::<Test>::NotWaiting);
		assert_eq!(free(ALICE), alice - ENTRY_PRICE + 100_000 - 10);
		assert_eq!(free(BOB), bob - ENTRY_PRICE + 47_000 + 10);
		assert_eq!(pot(), EXISTENTIAL_DEPOSIT);
		// Bonds come back, too.
		let bonded = |who: &u8| Sequencers::<Test>::contains_key(account(*who));
		let who = [SEQ, RIVAL].into_iter().find(bonded).unwrap();
		assert_ok!(Settlement::leave(signed(who)));
		blocks(85);
		assert_ok!(Settlement::withdraw_bond(signed(who)));
	});
}

#[test]
fn i12_no_signature_is_good_on_another_chain_or_instance_or_twice() {
	run(|| {
		let mut node = funded();
		let good = transfer(ALICE, 0, 1, 100, 0);
		frame_system::BlockHash::<Test>::insert(0, sp_core::H256([8; 32]));
		let other_chain = transfer(ALICE, 0, 1, 100, 1);
		frame_system::BlockHash::<Test>::insert(0, sp_core::H256([7; 32]));
		let records = [good.clone(), other_chain, good].concat();
		let batch = node.post(&[(Kind::Transfer, records)]);
		node.check_all(batch);
		assert_eq!(leaf(&node.state(batch), 1).free, 50_100);
		assert_ne!(Settlement::domain(), Sibling::domain());
	});
}

/// 32 records of a kind, whose accounts stand as far apart as they can.
fn far_apart(kind: Kind) -> Vec<u8> {
	let step = (1u32 << 24) / 64;
	let records = (0..u32::try_from(MAX_RECORDS).unwrap()).map(|at| {
		let place = at * 2 * step;
		match kind {
			Kind::Transfer => transfer(ALICE, place, place + step, 1, at),
			Kind::Withdraw => withdraw(ALICE, place, 1, at),
			Kind::Cancel => cancel(ALICE, place, 0, at),
			Kind::Inbox => unreachable!("the chain makes them"),
		}
	});
	records.flatten().collect()
}

#[test]
fn i16_any_accepted_batch_can_be_disputed_chunk_by_chunk() {
	// Each kind at its largest, with every account of the tree in use that it names.
	for kind in [Kind::Transfer, Kind::Withdraw, Kind::Cancel] {
		for false_at in [None, Some(1)] {
			run(|| {
				let mut node = funded();
				let mut world = node.state(1);
				for place in 0..64 {
					let place = Index::new(place * ((1 << 24) / 64)).unwrap();
					let account = settlement_core::Account::new(account(ALICE).into());
					let free = 1_000;
					world.set_account(place, settlement_core::Account { free, ..account });
				}
				let root = world.root();
				node.batches.get_mut(&1).unwrap().after = world;
				Tip::<Test>::mutate(|tip| tip.root = root);
				Final::<Test>::mutate(|last| last.root = root);
				let lie = |state: &mut World| enrich(state);
				let lie = false_at.map(|at| (at, &lie as &dyn Fn(&mut World)));
				let draft = node.draft_with(&[(kind, far_apart(kind))], 5, lie);
				let batch = node.post_draft(leader(), draft);
				let piece = node.piece(batch, 1);
				let witness = node.witness(batch, 1);
				assert!(piece.bytes.len() <= MAX_CHUNK_BYTES as usize);
				if kind == Kind::Transfer {
					assert_eq!(piece.bytes.len(), MAX_CHUNK_BYTES as usize);
					assert!(witness.len() > MAX_WITNESS_BYTES as usize * 9 / 10);
				}
				assert_ok!(node.check(batch, 1));
				assert_eq!(Tip::<Test>::get().batch == batch, false_at.is_none());
			});
		}
	}
}

#[test]
fn i16_a_batch_with_as_many_chunks_as_there_can_be_is_disputed_at_both_ends() {
	run(|| {
		let mut node = funded();
		let chunks: Vec<_> = (0..MAX_CHUNKS - 1)
			.map(|nonce| (Kind::Transfer, transfer(ALICE, 0, 1, 1, nonce)))
			.collect();
		let batch = node.post_lie(&chunks, MAX_CHUNKS as usize - 1);
		assert_eq!(node.path(batch, 0).len(), MAX_PATH as usize);
		assert_ok!(node.check(batch, 0));
		assert_ok!(node.check(batch, MAX_CHUNKS - 2));
		assert_eq!(Tip::<Test>::get().batch, batch);
		assert_ok!(node.check(batch, MAX_CHUNKS - 1));
		assert_eq!(Tip::<Test>::get().batch, batch - 1);
	});
}

#[test]
fn i10_a_posted_batch_keeps_its_window_and_may_only_wait_longer() {
	run(|| {
		let mut node = funded();
		Active::set((101..109).map(account).collect());
		blocks(1);
		let batch = node.post(&[(Kind::Transfer, transfers(1, 0))]);
		let window = Batches::<Test>::get(batch).unwrap().window;
		assert_eq!(window, 64, "8 collators, 8 turns each");
		// The window becomes shorter: not for this batch.
		Active::set((101..103).map(account).collect());
		blocks(1);
		assert!(CurrentWindow::<Test>::get() < window);
		blocks(window - 1);
		assert_eq!(Final::<Test>::get().batch, batch - 1);
		blocks(1);
		assert_eq!(Final::<Test>::get().batch, batch);
		// It becomes longer: for this batch, too.
		blocks(5);
		let batch = node.post(&[(Kind::Transfer, transfers(1, 1))]);
		let window = Batches::<Test>::get(batch).unwrap().window;
		Fullness::set(Perbill::from_percent(90));
		blocks(window + 1);
		assert!(CurrentWindow::<Test>::get() > window);
		assert_eq!(Final::<Test>::get().batch, batch - 1);
	});
}
