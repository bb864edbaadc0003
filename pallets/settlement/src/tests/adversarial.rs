// SPDX-License-Identifier: Apache-2.0

//! What an attacker could try, one test each.

use super::kit::*;
use crate::{mock::*, *};
use frame_support::{
	assert_err, assert_noop, assert_ok,
	dispatch::{DispatchClass, GetDispatchInfo, Pays},
	traits::fungible::InspectHold,
};
use settlement_core::{Inbox as Record, Index, Kind, Ledger};
use sp_runtime::{traits::DispatchTransaction, DispatchError, Perbill};

fn one(nonce: u32) -> (Kind, Vec<u8>) {
	(Kind::Transfer, transfer(ALICE, 0, 1, 10, nonce))
}

fn bond_of(who: u8) -> Balance {
	let reason = HoldReason::<()>::Bond.into();
	<Balances as InspectHold<AccountId>>::balance_on_hold(&reason, &account(who))
}

#[test]
fn a_false_last_root_is_fraud_and_an_honest_one_before_it_is_not() {
	run(|| {
		let mut node = funded();
		let lie = node.post_lie(&[one(0), one(1)], 2);
		assert_ok!(node.check(lie, 0));
		assert_ok!(node.check(lie, 1));
		assert_eq!(Tip::<Test>::get().batch, lie);
		let who = if leader() == SEQ { SEQ } else { RIVAL };
		let (before, issued) = (free(WATCHER), issuance());
		assert_ok!(node.check(lie, 2));
		assert_eq!(Tip::<Test>::get().batch, lie - 1);
		assert_eq!(bond_of(who), 0);
		// 40 % of 10,000 for the checker; the rest is burned.
		assert_eq!(free(WATCHER), before + 4_000);
		assert_eq!(issuance(), issued - 6_000);
	});
}

#[test]
fn a_false_inbox_root_is_fraud() {
	run(|| {
		let mut node = funded();
		deposit(ALICE, 500);
		let lie = node.post_lie(&[one(0)], 0);
		assert_eq!(node.piece(lie, 0).claim.kind, Kind::Inbox.number());
		assert_ok!(node.check(lie, 0));
		assert_eq!(Tip::<Test>::get().batch, lie - 1);
	});
}

#[test]
fn invented_left_out_or_reordered_inbox_entries_are_refused() {
	run(|| {
		let node = funded();
		deposit(ALICE, 500);
		deposit(BOB, 700);
		let (alice, bob) = (account(ALICE).into(), account(BOB).into());
		let tick = node.draft(&[]).pieces[0].bytes[..53].to_vec();
		let of_alice = entry(Record::Deposit { account: 0, owner: alice, amount: 500 });
		let of_bob = entry(Record::Deposit { account: 1, owner: bob, amount: 700 });
		let more = entry(Record::Deposit { account: 1, owner: bob, amount: 701 });
		let forced = entry(Record::ForcedExit { account: 0, amount: 1 });
		let with = |entries: &[&Vec<u8>]| {
			let mut draft = node.draft(&[]);
			draft.pieces[0].bytes = entries.iter().flat_map(|entry| entry.to_vec()).collect();
			draft.submit(leader())
		};
		let mismatch: DispatchError = Error::<Test>::InboxMismatch.into();
		assert_noop!(with(&[&tick, &of_alice, &more]), mismatch);
		assert_noop!(with(&[&tick, &of_bob, &of_alice]), mismatch);
		assert_noop!(with(&[&of_alice, &of_bob]), mismatch);
		assert_noop!(with(&[&tick, &of_alice, &of_bob, &forced]), mismatch);
		assert_ok!(with(&[&tick, &of_alice, &of_bob]));
		// Behind other chunks there is no inbox.
		blocks(1);
		let mut draft = node.clone().draft(&[one(0)]);
		draft.parent = Tip::<Test>::get().root;
		draft.pieces.reverse();
		assert_noop!(draft.submit(leader()), Error::<Test>::InboxNotFirst);
	});
}

#[test]
fn an_index_out_of_range_has_no_verdict() {
	run(|| {
		let mut node = funded();
		let lie = node.post_lie(&[one(0)], 1);
		let (piece, path, witness) = (node.piece(lie, 1), node.path(lie, 1), node.witness(lie, 1));
		for at in [2, 3, 5, 1 << 11, u32::MAX] {
			let result = check(WATCHER, lie, at, &piece, &path, &witness);
			assert_noop!(result, Error::<Test>::NotInBatch);
		}
		let unknown: DispatchError = Error::<Test>::UnknownBatch.into();
		assert_noop!(check(WATCHER, lie + 1, 1, &piece, &path, &witness), unknown);
		assert_noop!(check(WATCHER, u64::MAX, 1, &piece, &path, &witness), unknown);
	});
}

#[test]
fn the_path_of_another_batch_or_another_chunk_has_no_verdict() {
	run(|| {
		let mut node = funded();
		let first = node.post(&[one(0), one(1)]);
		blocks(1);
		let second = node.post(&[one(2), one(3)]);
		let refused: DispatchError = Error::<Test>::NotInBatch.into();
		for (batch, at, of, place) in [(second, 1, first, 1), (first, 1, first, 2)] {
			let (piece, witness) = (node.piece(of, place), node.witness(of, place));
			let own = node.path(batch, at);
			let theirs = node.path(of, place);
			assert_noop!(check(WATCHER, batch, at, &piece, &theirs, &witness), refused);
			assert_noop!(check(WATCHER, batch, at, &piece, &own, &witness), refused);
			let piece = node.piece(batch, at);
			assert_noop!(check(WATCHER, batch, at, &piece, &theirs, &witness), refused);
		}
		// A claim that differs from the batch's in one field.
		let (piece, path, witness) =
			(node.piece(first, 1), node.path(first, 1), node.witness(first, 1));
		let alter: [fn(&mut ChunkClaim); 6] = [
			|claim| claim.kind = Kind::Withdraw.number(),
			|claim| claim.market = 0,
			|claim| claim.frame += 1,
			|claim| claim.pre_root[0] ^= 1,
			|claim| claim.post_root[0] ^= 1,
			|claim| claim.fee_to = 0,
		];
		for alter in alter {
			let mut other = piece.clone();
			alter(&mut other.claim);
			assert_noop!(check(WATCHER, first, 1, &other, &path, &witness), refused);
		}
		// A longer and a shorter path.
		let longer = [path.clone(), vec![[0; 32]]].concat();
		assert_noop!(check(WATCHER, first, 1, &piece, &longer, &witness), refused);
		assert_noop!(check(WATCHER, first, 1, &piece, &path[1..], &witness), refused);
	});
}

#[test]
fn a_padded_witness_and_one_without_an_account_have_no_verdict() {
	run(|| {
		let mut node = funded();
		let lie = node.post_lie(&[one(0)], 1);
		let (piece, path, witness) = (node.piece(lie, 1), node.path(lie, 1), node.witness(lie, 1));
		let padded = [witness.clone(), vec![0]].concat();
		let padded_more = [witness.clone(), vec![0; 32]].concat();
		// Bob's account, the second of two leaves, is left out, or is said not to be in use.
		let (start, end) = (45 + 8 * 32 + 109, 45 + 8 * 32 + 2 * 109);
		let without = [&witness[..start], &witness[end..]].concat();
		let unused = [&witness[..start], &[0], &witness[end..]].concat();
		for bad in [padded, padded_more, without, unused] {
			let result = check(WATCHER, lie, 1, &piece, &path, &bad);
			assert_noop!(result, Error::<Test>::BadWitness);
		}
		assert_ok!(check(WATCHER, lie, 1, &piece, &path, &witness));
	});
}

#[test]
fn bytes_one_more_or_one_less_are_refused() {
	run(|| {
		let mut node = funded();
		let draft = node.draft(&[one(0)]);
		let submit = |data: Vec<u8>| {
			let (infos, data) = (draft.infos().try_into().unwrap(), data.try_into().unwrap());
			Settlement::submit_batch(signed(leader()), draft.parent, NO_FEES, infos, data)
		};
		let data = draft.data();
		assert_noop!(submit(data[1..].to_vec()), Error::<Test>::BadLength);
		assert_noop!(submit([data.clone(), vec![0]].concat()), Error::<Test>::BadLength);
		assert_noop!(submit(vec![]), Error::<Test>::BadLength);
		let batch = node.post_draft(leader(), draft);
		let (path, witness) = (node.path(batch, 1), node.witness(batch, 1));
		let mut piece = node.piece(batch, 1);
		piece.bytes.push(0);
		let refused: DispatchError = Error::<Test>::NotInBatch.into();
		assert_noop!(check(WATCHER, batch, 1, &piece, &path, &witness), refused);
		piece.bytes.truncate(104);
		assert_noop!(check(WATCHER, batch, 1, &piece, &path, &witness), refused);
	});
}

#[test]
fn chunks_that_are_none_are_refused() {
	run(|| {
		let node = funded();
		let with = |alter: &dyn Fn(&mut ChunkInfo)| {
			let draft = node.draft(&[one(0), one(1)]);
			let mut infos = draft.infos();
			alter(&mut infos[1]);
			let (infos, data) = (infos.try_into().unwrap(), draft.data().try_into().unwrap());
			Settlement::submit_batch(signed(leader()), draft.parent, NO_FEES, infos, data)
		};
		assert_noop!(with(&|info| info.kind = 4), Error::<Test>::BadChunk);
		assert_noop!(with(&|info| info.market = 0), Error::<Test>::BadChunk);
		assert_noop!(with(&|info| info.count = 0), Error::<Test>::BadChunk);
		assert_noop!(with(&|info| info.count = 33), Error::<Test>::BadLength);
		assert_noop!(with(&|info| info.frame -= 1), Error::<Test>::FrameFalls);
		assert_noop!(with(&|info| info.frame += 1), Error::<Test>::FrameFalls);
		assert_noop!(with(&|info| info.frame += 121), Error::<Test>::FrameAhead);
		let empty = Settlement::submit_batch(
			signed(leader()),
			Tip::<Test>::get().root,
			NO_FEES,
			vec![].try_into().unwrap(),
			vec![].try_into().unwrap(),
		);
		assert_noop!(empty, Error::<Test>::NoChunks);
		let mut draft = node.draft(&[one(0)]);
		draft.parent[0] ^= 1;
		assert_noop!(draft.submit(leader()), Error::<Test>::NotTheTip);
		assert_ok!(with(&|_| ()));
	});
}

#[test]
fn a_second_check_of_a_chunk_is_refused() {
	run(|| {
		let mut node = funded();
		let batch = node.post(&[one(0)]);
		assert_ok!(node.check(batch, 1));
		assert_noop!(node.check(batch, 1), Error::<Test>::AlreadyVerified);
		assert_eq!(Checked::<Test>::get(batch).count, 1);
		assert_eq!(Final::<Test>::get().batch, batch - 1);
		assert_ok!(node.check(batch, 0));
		assert_eq!(Final::<Test>::get().batch, batch);
	});
}

#[test]
fn a_check_in_the_last_slot_of_the_window_counts_and_one_slot_later_does_not() {
	for late in [false, true] {
		run(|| {
			let mut node = funded();
			let lie = node.post_lie(&[one(0)], 1);
			let window = Batches::<Test>::get(lie).unwrap().window;
			// Twelve blocks in a slot give no more time than one, and take none.
			blocks(window);
			(0..12).for_each(|_| block_in(Slot::get()));
			if late {
				blocks(1);
				assert_noop!(node.check(lie, 1), Error::<Test>::AlreadyFinal);
			} else {
				assert_ok!(node.check(lie, 1));
				assert_eq!(Tip::<Test>::get().batch, lie - 1);
			}
		});
	}
}

#[test]
fn a_stalled_chain_ends_no_window() {
	run(|| {
		let mut node = funded();
		let lie = node.post_lie(&[one(0)], 1);
		// A week without a block of ours.
		block_in(Slot::get() + 100_000);
		assert_eq!(Final::<Test>::get().batch, lie - 1);
		assert_ok!(node.check(lie, 1));
		assert_eq!(Tip::<Test>::get().batch, lie - 1);
	});
}

#[test]
fn blocks_that_take_no_extrinsics_end_no_window() {
	run(|| {
		let mut node = funded();
		let lie = node.post_lie(&[one(0)], 1);
		Migrating::set(true);
		blocks(100);
		Migrating::set(false);
		assert_eq!(Final::<Test>::get().batch, lie - 1);
		assert_ok!(node.check(lie, 1));
	});
}

#[test]
fn a_leader_posts_no_more_batches_in_a_slot_than_a_block_makes_final() {
	run(|| {
		let mut node = funded();
		for nonce in 1..BATCHES_PER_SLOT {
			node.post(&[one(nonce)]);
		}
		let lie = node.post_lie(&[one(0)], 0);
		let draft = node.draft(&[one(99)]);
		assert_noop!(draft.submit(leader()), Error::<Test>::TooManyBatches);
		// Neither another block of the slot nor a revert makes room.
		block_in(Slot::get());
		assert_ok!(node.check(lie, 0));
		let draft = node.draft(&[one(99)]);
		assert_noop!(draft.submit(leader()), Error::<Test>::TooManyBatches);
		blocks(1);
		node.post(&[one(99)]);
	});
}

#[test]
fn a_false_root_that_has_become_final_takes_no_more_than_the_meter() {
	run(|| {
		let mut node = funded();
		// Bob is said to have taken out a million. Nobody looks.
		let lie = |state: &mut World| {
			let mut bob = leaf(state, 1);
			bob.exited = 1_050_000;
			state.set_account(Index::new(1).unwrap(), bob);
		};
		let draft = node.draft_with(&[one(0)], NO_FEES, Some((1, &lie)));
		let lie = node.post_draft(leader(), draft);
		blocks(17);
		assert_eq!(Final::<Test>::get().batch, lie);
		assert_eq!(leaf(&node.state(lie), 1).exited, 1_050_000);
		blocks(10 - Settlement::now() % 10);
		for period in 1u128..=14 {
			assert_ok!(node.claim(lie, 1));
			// 150,000 / 14 = 10,714.3, rounded up
			assert_eq!(PaidOut::<Test>::get(), (period * 10_715).min(150_000));
			blocks(10);
		}
		// The pot is empty, but for its existential deposit and what somebody may have given to it.
		Balances::mint_into(&Settlement::pot(), 500).unwrap();
		assert_noop!(node.claim(lie, 1), sp_runtime::TokenError::FundsUnavailable);
	});
}

#[test]
fn a_check_finds_room_in_a_block_that_is_full_of_normal_calls() {
	run(|| {
		let mut node = funded();
		let lie = node.post_lie(&[one(0)], 1);
		let weights: frame_system::limits::BlockWeights =
			<<Test as frame_system::Config>::BlockWeights as Get<_>>::get();
		let normal = weights.get(DispatchClass::Normal).max_total.unwrap();
		System::register_extra_weight_unchecked(normal, DispatchClass::Normal);
		let admit = |call: RuntimeCall| {
			let info = call.get_dispatch_info();
			let extension = frame_system::CheckWeight::<Test>::new();
			let origin = signed(WATCHER);
			extension
				.validate_and_prepare(origin, &call, &info, 60_000, 0)
				.map(|_| info.class)
		};
		let deposit = Call::deposit { amount: 100 };
		assert!(admit(RuntimeCall::Settlement(deposit)).is_err());
		let piece = node.piece(lie, 1);
		let call = Call::check_chunk {
			batch: lie,
			chunk: 1,
			claim: piece.claim.clone(),
			bytes: piece.bytes.clone().try_into().unwrap(),
			path: node.path(lie, 1).try_into().unwrap(),
			witness: node.witness(lie, 1).try_into().unwrap(),
		};
		let class = admit(RuntimeCall::Settlement(call)).unwrap();
		assert_eq!(class, DispatchClass::Operational);
	});
}

#[test]
fn filling_only_the_honest_authors_blocks_makes_the_window_longer() {
	run(|| {
		let mut node = funded();
		let batch = node.post(&[one(0)]);
		let before = CurrentWindow::<Test>::get();
		assert_eq!(before, 16);
		// One of two collators finds all its blocks full. The average of both would be one half.
		for _ in 0..40 {
			let full = Perbill::from_percent(if Slot::get().is_multiple_of(2) { 100 } else { 0 });
			Fullness::set(full);
			blocks(1);
		}
		assert!(CurrentWindow::<Test>::get() >= 3 * before, "{}", CurrentWindow::<Test>::get());
		assert_eq!(Final::<Test>::get().batch, batch - 1);
	});
}

#[test]
fn a_collator_that_makes_no_blocks_makes_the_window_longer() {
	run(|| {
		Active::set(vec![account(101), account(102)]);
		for _ in 0..100 {
			// Always the turn of the same one.
			block_in(Slot::get() + 2);
		}
		assert_eq!(CurrentWindow::<Test>::get(), parameters().window_max);
	});
}

#[test]
fn who_unbonds_and_is_then_shown_a_fraud_loses_the_bond() {
	run(|| {
		let mut node = funded();
		let who = leader();
		let lie = node.post_lie(&[one(0)], 1);
		Settlement::leave(signed(who)).unwrap();
		blocks(10);
		assert_noop!(Settlement::withdraw_bond(signed(who)), Error::<Test>::StillBonded);
		assert_ok!(node.check(lie, 1));
		assert_eq!(bond_of(who), 0);
		assert_noop!(Settlement::withdraw_bond(signed(who)), Error::<Test>::NotRegistered);
		assert_eq!(free(who), ENDOWMENT - BOND);
	});
}

#[test]
fn a_second_fraud_of_a_removed_sequencer_is_reverted_and_has_nothing_to_slash() {
	run(|| {
		let mut node = funded();
		let first = node.post_lie(&[one(0)], 1);
		let second = node.post_lie(&[one(1)], 0);
		assert_eq!(node.batches[&second].pieces.len(), 1);
		assert_ok!(node.check(second, 0));
		assert_eq!(Tip::<Test>::get().batch, first);
		let (before, issued) = (free(WATCHER), issuance());
		assert_ok!(node.check(first, 1));
		assert_eq!(Tip::<Test>::get().batch, first - 1);
		assert_eq!((free(WATCHER), issuance()), (before, issued));
	});
}

#[test]
fn a_reverted_batch_can_be_neither_disputed_nor_reported_and_leaves_no_verdict_behind() {
	run(|| {
		let mut node = funded();
		let lie = node.post_lie(&[one(0)], 1);
		let orphan = node.post(&[one(1)]);
		assert_ok!(node.check(lie, 0));
		assert_ok!(node.check(lie, 1));
		assert!(Batches::<Test>::contains_key(orphan));
		assert_noop!(node.check(orphan, 0), Error::<Test>::UnknownBatch);
		let receipt = Receipt {
			batch: orphan,
			parent: Batches::<Test>::get(orphan).unwrap().pre_root,
			chunk: 7,
			position: 0,
			record: [0; 32],
		};
		let message = receipt_message(&Settlement::domain(), &receipt);
		let signature = sp_core::Pair::sign(&pair(SEQ), &message);
		let result = Settlement::report_broken_receipt(signed(WATCHER), receipt, signature, None);
		assert_noop!(result, Error::<Test>::UnknownBatch);
		// The number is used again: nothing of the new batch was verified.
		let honest = node.post(&[one(0)]);
		assert_eq!(honest, lie);
		assert_eq!(Checked::<Test>::get(honest), CheckedChunks::default());
		node.check_all(honest);
		assert_eq!(Final::<Test>::get().batch, honest);
	});
}

#[test]
fn a_deposit_that_a_final_batch_has_consumed_is_not_paid_back() {
	run(|| {
		let mut node = funded();
		deposit(ALICE, 700);
		let entry = InboxEnd::<Test>::get() - 1;
		let batch = node.post(&[]);
		node.check_all(batch);
		CurrentMode::<Test>::put(Mode::Escaped);
		assert!(Settlement::is_settled() && Inbox::<Test>::contains_key(entry));
		assert_noop!(Settlement::refund(signed(ALICE), entry), Error::<Test>::NotWaiting);
	});
}

#[test]
fn a_self_challenge_loses_at_least_half_of_the_bond() {
	run(|| {
		CurrentParameters::<Test>::mutate(|all| all.bounty = Perbill::from_percent(50));
		let mut node = funded();
		let who = leader();
		let lie = node.post_lie(&[one(0)], 1);
		let before = free(who) + bond_of(who);
		assert_ok!(node.check_as(who, lie, 1));
		assert_eq!(free(who) + bond_of(who), before - BOND / 2);
	});
}

#[test]
fn a_fraud_verdict_costs_the_checker_no_fee_and_others_do() {
	run(|| {
		let mut node = funded();
		let lie = node.post_lie(&[one(0)], 1);
		assert_eq!(node.check(lie, 0).unwrap().pays_fee, Pays::Yes);
		assert_eq!(node.check(lie, 1).unwrap().pays_fee, Pays::No);
	});
}

#[test]
fn a_fraud_loop_costs_a_bond_each_time_and_waits_for_a_rotation() {
	run(|| {
		let mut node = funded();
		let issued = issuance();
		for round in 1u128..=5 {
			let who = leader();
			let lie = node.post_lie(&[one(0)], 0);
			assert_ok!(node.check(lie, 0));
			assert_eq!(issuance(), issued - round * BOND * 6 / 10);
			assert_ok!(Settlement::register(signed(who), BOND, [9; 32]));
			let draft = node.draft_with(&[one(0)], NO_FEES, None);
			assert_noop!(draft.submit(who), Error::<Test>::NotYet);
			blocks(6);
		}
		// An honest sequencer gets its turn all the same.
		node.post(&[one(0)]);
	});
}

#[test]
fn a_replayed_record_receipt_or_claim_does_nothing_more() {
	run(|| {
		let mut node = funded();
		let record = transfer(ALICE, 0, 1, 100, 0);
		let twice = [record.clone(), record.clone()].concat();
		let first = node.post(&[(Kind::Transfer, twice)]);
		node.check_all(first);
		blocks(1);
		let exit = (Kind::Withdraw, withdraw(BOB, 1, 400, 0));
		let second = node.post(&[(Kind::Transfer, record), exit.clone(), exit]);
		node.check_all(second);
		assert_eq!(leaf(&node.state(second), 1).free, 50_100 - 400);
		let before = free(BOB);
		assert_ok!(node.claim(second, 1));
		assert_noop!(node.claim(second, 1), Error::<Test>::NothingToClaim);
		assert_eq!(free(BOB), before + 400);
	});
}

#[test]
fn a_claim_with_another_leaf_or_proof_pays_nothing() {
	run(|| {
		let mut node = funded();
		let batch = node.post(&[(Kind::Withdraw, withdraw(BOB, 1, 400, 0))]);
		node.check_all(batch);
		let mut state = node.state(batch);
		let place = Index::new(1).unwrap();
		let account = state.account(place).unwrap();
		let proof = state.prove(place).encode().to_vec();
		let bad: DispatchError = Error::<Test>::BadProof.into();
		let mut richer = account;
		richer.exited += 1;
		assert_noop!(claim(batch, 1, richer.encode().to_vec(), proof.clone()), bad);
		let mut other = account;
		other.owner = account_key(ALICE);
		assert_noop!(claim(batch, 1, other.encode().to_vec(), proof.clone()), bad);
		let leaf = account.encode().to_vec();
		assert_noop!(claim(batch, 0, leaf.clone(), proof.clone()), bad);
		assert_noop!(claim(batch, 1 << 24, leaf.clone(), proof.clone()), bad);
		assert_noop!(claim(batch, 1, leaf[1..].to_vec(), proof.clone()), bad);
		assert_noop!(claim(batch, 1, leaf.clone(), proof[1..].to_vec()), bad);
		assert_noop!(claim(batch - 1, 1, leaf.clone(), proof.clone()), bad);
		assert_noop!(claim(batch + 1, 1, leaf.clone(), proof.clone()), Error::<Test>::NotFinal);
		assert_ok!(claim(batch, 1, leaf, proof));
	});
}

fn account_key(who: u8) -> [u8; 32] {
	account(who).into()
}

#[test]
fn a_signature_for_a_sibling_instance_has_no_effect() {
	run(|| {
		let mut node = funded();
		let fields = settlement_core::Transfer {
			from: 0,
			to: 1,
			amount: 100,
			terms: terms(0),
			key: settlement_core::OWNER,
		}
		.encode();
		let message = settlement_core::message(&Sibling::domain(), Kind::Transfer, &fields);
		let signature = sp_core::Pair::sign(&pair(ALICE), &message);
		let record = [&fields[..], &signature.0].concat();
		let batch = node.post(&[(Kind::Transfer, record)]);
		node.check_all(batch);
		assert_eq!(leaf(&node.state(batch), 0).free, 100_000);
	});
}

#[test]
fn a_deposit_during_a_revert_is_kept_and_comes_in_once() {
	run(|| {
		let mut node = funded();
		deposit(ALICE, 1_000);
		let lie = node.post_lie(&[], 0);
		deposit(ALICE, 2_000);
		assert_ok!(node.check(lie, 0));
		deposit(ALICE, 4_000);
		blocks(1);
		let batch = node.post(&[]);
		node.check_all(batch);
		assert_eq!(leaf(&node.state(batch), 0).free, 107_000);
		assert_eq!(Settlement::owed(), 157_000);
	});
}

#[test]
fn claims_of_the_size_of_the_existential_deposit_reach_an_account_that_has_gone() {
	run(|| {
		let mut node = funded();
		// Bob's account on the chain is emptied.
		let all = free(BOB);
		let to = account(ALICE);
		Balances::transfer_allow_death(RuntimeOrigin::signed(account(BOB)), to, all).unwrap();
		assert_eq!(free(BOB), 0);
		let less = node.post(&[(Kind::Withdraw, withdraw(BOB, 1, EXISTENTIAL_DEPOSIT - 1, 0))]);
		node.check_all(less);
		assert_err!(node.claim(less, 1), sp_runtime::TokenError::BelowMinimum);
		assert_eq!(Claimed::<Test>::get(1), 0);
		blocks(1);
		let more = node.post(&[(Kind::Withdraw, withdraw(BOB, 1, 1, 1))]);
		node.check_all(more);
		assert_ok!(node.claim(more, 1));
		assert_eq!(free(BOB), EXISTENTIAL_DEPOSIT);
	});
}

#[test]
fn amounts_of_2_to_the_128_minus_1_change_nothing() {
	run(|| {
		let mut node = funded();
		assert!(Settlement::deposit(signed(ALICE), Balance::MAX).is_err());
		Settlement::force_exit(signed(BOB), Balance::MAX).unwrap();
		let batch = node.post(&[
			(Kind::Transfer, transfer(ALICE, 0, 1, Balance::MAX, 0)),
			(Kind::Withdraw, withdraw(ALICE, 0, Balance::MAX, 1)),
		]);
		node.check_all(batch);
		let state = node.state(batch);
		assert_eq!((leaf(&state, 0).free, leaf(&state, 0).exited), (100_000, 0));
		// A forced exit of that much takes all there is.
		assert_eq!((leaf(&state, 1).free, leaf(&state, 1).exited), (0, 50_000));
		assert_eq!(Settlement::claimable(1, Balance::MAX), Settlement::meter_left());
		// A leaf whose sums do not fit is no reason to stop.
		let mut world = state;
		let place = Index::new(1).unwrap();
		let mut account = leaf(&world, 1);
		(account.free, account.exited) = (Balance::MAX, Balance::MAX);
		world.set_account(place, account);
		Final::<Test>::mutate(|last| last.root = world.root());
		Tip::<Test>::mutate(|tip| tip.root = world.root());
		let (leaf, proof) = (account.encode().to_vec(), world.prove(place).encode().to_vec());
		CurrentMode::<Test>::put(Mode::Escaped);
		let overflow = sp_runtime::ArithmeticError::Overflow;
		assert_noop!(claim(batch, 1, leaf, proof), overflow);
		CurrentMode::<Test>::put(Mode::Running);
	});
}

#[test]
fn who_has_no_bond_or_no_turn_posts_nothing() {
	run(|| {
		let mut node = funded();
		node.post(&[]);
		blocks(1);
		let draft = node.draft(&[one(0)]);
		assert_noop!(draft.submit(WATCHER), Error::<Test>::NotRegistered);
		let waits = if Settlement::leader() == Some(account(SEQ)) { RIVAL } else { SEQ };
		assert_noop!(draft.submit(waits), Error::<Test>::NotTheLeader);
		assert_ok!(draft.submit(leader()));
	});
}
