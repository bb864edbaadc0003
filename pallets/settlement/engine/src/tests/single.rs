// SPDX-License-Identifier: Apache-2.0

//! Single cases of the sequencer.

use super::chain::{deposit, sequencer, tick, transfer, Chain, Ones, DOMAIN, LIMITS};
use crate::{Promise, Refusal, Sequencer, Terms, View, Whereabouts, MAX_SEALED};
use settlement_core::{Code, Index, Kind, Ledger};
use std::sync::Arc;

const NEVER: u32 = u32::MAX;

fn sync(sequencer: &mut Sequencer<Ones>, chain: &Chain) {
	sequencer.sync(chain.best().view(), |root| chain.states.get(root).cloned());
}

/// A sequencer on a chain with four accounts that have 1,000 each in the inbox.
fn ready() -> (Sequencer<Ones>, Chain) {
	let (mut sequencer, chain) = (sequencer(vec![]), Chain::new());
	sync(&mut sequencer, &chain);
	(sequencer, chain)
}

fn send(sequencer: &mut Sequencer<Ones>, nonce: u32) -> Result<Promise, Refusal> {
	sequencer.submit(Kind::Transfer, &transfer(0, 1, 5, nonce, NEVER), 0)
}

fn land(sequencer: &mut Sequencer<Ones>, chain: &mut Chain) {
	let sealed: Vec<_> = sequencer.sealed().iter().map(|one| one.posted.clone()).collect();
	let best = chain.best;
	chain.extend(best);
	sealed.iter().for_each(|posted| assert!(chain.post(posted, true)));
	sync(sequencer, chain);
}

#[test]
fn a_deposit_can_be_spent_before_a_batch_has_taken_it() {
	let (mut sequencer, mut chain) = ready();
	assert_eq!(send(&mut sequencer, 0).map(|promise| promise.position), Ok(0));
	let spend_more = transfer(0, 1, 1_500, 1, NEVER);
	let refused = sequencer.submit(Kind::Transfer, &spend_more, 0);
	assert_eq!(refused, Err(Refusal::NoEffect(Code::Insufficient)));
	let best = chain.best;
	chain.extend(best);
	chain.extend_inbox(deposit(0));
	sync(&mut sequencer, &chain);
	assert!(sequencer.submit(Kind::Transfer, &spend_more, 0).is_ok());
}

#[test]
fn the_same_record_gets_the_same_place() {
	let (mut sequencer, mut chain) = ready();
	let first = send(&mut sequencer, 0).unwrap();
	send(&mut sequencer, 1).unwrap();
	assert_eq!(send(&mut sequencer, 0), Ok(first));
	sequencer.seal();
	land(&mut sequencer, &mut chain);
	assert_eq!(send(&mut sequencer, 0), Ok(first));
}

#[test]
fn records_of_other_widths_and_fees_are_refused() {
	let (mut sequencer, _) = ready();
	let record = transfer(0, 1, 10, 0, NEVER);
	let mut refused = |kind, bytes: &[u8]| sequencer.submit(kind, bytes, 0).unwrap_err();
	assert_eq!(refused(Kind::Transfer, &record[1..]), Refusal::Malformed);
	assert_eq!(refused(Kind::Transfer, &[&record[..], &[0]].concat()), Refusal::Malformed);
	assert_eq!(refused(Kind::Transfer, &[]), Refusal::Malformed);
	assert_eq!(refused(Kind::Inbox, &deposit(0)), Refusal::Malformed);
	let mut with_fee = record.clone();
	with_fee[24] = 1;
	assert_eq!(refused(Kind::Transfer, &with_fee), Refusal::NoFees);

	let terms = Terms { fee_to: Index::new(3), min_fee: 2 };
	let mut dear = Sequencer::new(DOMAIN, terms, LIMITS, Arc::new(Ones), []);
	sync(&mut dear, &Chain::new());
	assert_eq!(dear.submit(Kind::Transfer, &with_fee, 0), Err(Refusal::FeeTooLow(2)));
	with_fee[24] = 2;
	assert!(dear.submit(Kind::Transfer, &with_fee, 0).is_ok());
	let paid = dear
		.state()
		.and_then(|state| state.account(Index::new(3)?))
		.map(|leaf| leaf.free);
	assert_eq!(paid, Some(1_002));
}

#[test]
fn a_full_batch_is_sealed_and_the_next_one_goes_on() {
	let (mut sequencer, mut chain) = ready();
	let promises: Vec<_> = (0..30).map(|nonce| send(&mut sequencer, nonce).unwrap()).collect();
	let batches: Vec<u64> = promises.iter().map(|promise| promise.slot.batch).collect();
	assert_eq!(batches, [[1; 12], [2; 12]].concat().into_iter().chain([3; 6]).collect::<Vec<_>>());
	assert_eq!(sequencer.sealed().len(), 2);
	sequencer.seal();
	land(&mut sequencer, &mut chain);
	assert_eq!(sequencer.sealed().len(), 0);
	assert_eq!(chain.best().tip().batch, 3);
}

#[test]
fn the_intake_is_full_after_as_many_batches_as_may_be_ready() {
	let (mut sequencer, mut chain) = ready();
	let room = 12 * (MAX_SEALED as u32 + 1);
	(0..room).for_each(|nonce| assert!(send(&mut sequencer, nonce).is_ok(), "{nonce}"));
	assert_eq!(send(&mut sequencer, room), Err(Refusal::Full));
	land(&mut sequencer, &mut chain);
	assert!(send(&mut sequencer, room).is_ok());
}

#[test]
fn another_inbox_makes_the_same_plan_again_and_opens_another_slot() {
	let (mut sequencer, mut chain) = ready();
	let best = chain.best;
	let block = chain.extend(best);
	block.tick = Some(block.inbox.len());
	block.inbox.push(tick(1));
	sync(&mut sequencer, &chain);
	let first = send(&mut sequencer, 0).unwrap();
	sequencer.seal();
	let second = send(&mut sequencer, 1).unwrap();
	let before = sequencer.sealed()[0].posted.clone();

	let at = chain.best().tick.unwrap();
	let best = chain.best;
	chain.extend(best).inbox[at] = tick(4);
	sync(&mut sequencer, &chain);
	let after = sequencer.sealed()[0].posted.clone();
	assert_ne!(before.post_root(), after.post_root());
	assert_eq!(before.bytes(1), after.bytes(1));
	assert_eq!(sequencer.find(&first.record), Some(Whereabouts::Placed(first)));
	let Some(Whereabouts::Placed(moved)) = sequencer.find(&second.record) else {
		panic!("the second record has no place");
	};
	assert_eq!((moved.slot.batch, moved.slot.parent), (2, after.post_root()));
	sequencer.seal();
	land(&mut sequencer, &mut chain);
	assert_eq!(chain.best().tip().batch, 2);
}

#[test]
fn a_closed_plan_takes_no_more_records_after_a_restart() {
	let (mut sequencer, mut chain) = ready();
	send(&mut sequencer, 0).unwrap();
	sequencer.seal();
	let posted = sequencer.sealed()[0].posted.clone();
	let log = sequencer.take_log();

	let mut again = super::chain::sequencer(log);
	assert_eq!(send(&mut again, 1), Err(Refusal::Behind));
	sync(&mut again, &chain);
	assert_eq!(again.sealed()[0].posted, posted);
	assert_eq!(send(&mut again, 1).map(|promise| promise.slot.batch), Ok(2));
	again.seal();
	land(&mut again, &mut chain);
	assert_eq!(chain.best().tip().batch, 2);
}

#[test]
fn a_record_that_another_batch_has_made_useless_is_lost_with_its_code() {
	let (mut sequencer, mut chain) = ready();
	let told = send(&mut sequencer, 0).unwrap();
	let best = chain.best;
	chain.extend(best);
	let posted = chain.others_batch(&[transfer(0, 2, 5, 0, NEVER)], false).unwrap();
	assert!(chain.post(&posted, false));
	sync(&mut sequencer, &chain);
	assert_eq!(sequencer.find(&told.record), Some(Whereabouts::Lost(Code::NonceUsed)));
	assert_eq!(sequencer.settle(0), [], "batch 1 may yet be taken back");
	assert_eq!(sequencer.settle(1), [(told.record, Some(Code::NonceUsed))]);
	assert_eq!(sequencer.find(&told.record), None);
}

#[test]
fn nothing_is_taken_on_a_root_that_is_not_known() {
	let (mut sequencer, mut chain) = ready();
	let told = send(&mut sequencer, 0).unwrap();
	let best = chain.best;
	chain.extend(best);
	let lie = chain.others_batch(&[], true).unwrap();
	assert!(chain.post(&lie, false));
	sync(&mut sequencer, &chain);
	assert_eq!(send(&mut sequencer, 1), Err(Refusal::Behind));
	let best = chain.best;
	chain.extend(best).batches.clear();
	sync(&mut sequencer, &chain);
	assert_eq!(sequencer.find(&told.record), Some(Whereabouts::Placed(told)));
}

#[test]
fn the_log_of_all_says_what_the_lines_have_said() {
	let (mut first, mut chain) = ready();
	for nonce in 0..20 {
		send(&mut first, nonce).unwrap();
	}
	land(&mut first, &mut chain);
	let (mut by_lines, mut by_all) = (super::chain::sequencer(first.take_log()), {
		let whole = first.whole_log();
		super::chain::sequencer(whole)
	});
	sync(&mut by_lines, &chain);
	sync(&mut by_all, &chain);
	for nonce in 12..20 {
		let hash = pallet_settlement::record_hash(1, &transfer(0, 1, 5, nonce, NEVER));
		assert!(matches!(by_lines.find(&hash), Some(Whereabouts::Placed(_))));
		assert_eq!(by_lines.find(&hash), by_all.find(&hash));
		assert_eq!(by_lines.find(&hash), first.find(&hash));
	}
}

/// The places of the records with these nonces, as far as they have any.
fn places(sequencer: &Sequencer<Ones>, nonces: std::ops::Range<u32>) -> Vec<Option<(u64, u8)>> {
	let place = |nonce| {
		let record = pallet_settlement::record_hash(1, &transfer(0, 1, 5, nonce, NEVER));
		match sequencer.find(&record) {
			Some(Whereabouts::Placed(promise)) => Some((promise.slot.batch, promise.position)),
			_ => None,
		}
	};
	nonces.map(place).collect()
}

#[test]
fn records_wait_in_the_order_in_which_they_came_and_are_kept_while_they_wait() {
	let (mut sequencer, mut chain) = ready();
	(0..15).for_each(|nonce| assert!(send(&mut sequencer, nonce).is_ok()));
	for batch in 1..=2u64 {
		let best = chain.best;
		chain.extend(best);
		let other = transfer(1, 2, 1, batch as u32, NEVER);
		let posted = chain.others_batch(&[other], false).unwrap();
		assert!(chain.post(&posted, false));
		sync(&mut sequencer, &chain);
		assert_eq!(sequencer.settle(batch), []);
		let first: Vec<_> = (0..12).map(|position| Some((batch + 1, position))).collect();
		assert_eq!(places(&sequencer, 0..12), first);
		assert_eq!(places(&sequencer, 12..15), [None; 3], "the open batch is full");
	}
	sequencer.seal();
	assert_eq!(places(&sequencer, 12..15), [Some((4, 0)), Some((4, 1)), Some((4, 2))]);
	sequencer.seal();
	land(&mut sequencer, &mut chain);
	assert_eq!(chain.best().tip().batch, 4);
}

#[test]
fn no_record_overtakes_those_that_wait() {
	let (mut sequencer, mut chain) = ready();
	// 13 cancellations have 1,157 bytes of 1,260: one more fits, and no transfer.
	for nonce in 0..13 {
		sequencer.submit(Kind::Cancel, &cancellation(nonce), 0).unwrap();
	}
	send(&mut sequencer, 13).unwrap();
	let best = chain.best;
	chain.extend(best);
	let posted = chain.others_batch(&[transfer(1, 2, 1, 0, NEVER)], false).unwrap();
	assert!(chain.post(&posted, false));
	sync(&mut sequencer, &chain);
	assert_eq!(places(&sequencer, 13..14), [None], "the transfer waits");
	let next = cancellation(14);
	assert_eq!(sequencer.submit(Kind::Cancel, &next, 0), Err(Refusal::Full));
	sequencer.seal();
	assert!(sequencer.submit(Kind::Cancel, &next, 0).is_ok());
}

#[test]
fn a_closed_plan_without_records_waits_for_the_next_tick() {
	let (mut sequencer, mut chain) = ready();
	sequencer.seal();
	land(&mut sequencer, &mut chain);
	let before = chain.best;
	chain.extend(before);
	chain.extend_inbox(deposit(0));
	sync(&mut sequencer, &chain);
	sequencer.seal();
	assert_eq!(sequencer.sealed().len(), 1);
	let told = send(&mut sequencer, 0).unwrap();
	// Another fork, without the deposit: no batch of the closed plan can be made.
	chain.extend(before);
	sync(&mut sequencer, &chain);
	assert_eq!(sequencer.sealed().len(), 0);
	assert_eq!(sequencer.find(&told.record), Some(Whereabouts::Waiting));
	let best = chain.best;
	chain.extend(best).inbox.push(tick(1));
	sync(&mut sequencer, &chain);
	assert!(sequencer.has_work());
	sequencer.seal();
	assert_eq!(places(&sequencer, 0..1), [Some((3, 0))]);
}

#[test]
fn a_tick_alone_is_nothing_to_post() {
	let (mut sequencer, mut chain) = ready();
	assert!(sequencer.has_work(), "deposits wait");
	sequencer.seal();
	land(&mut sequencer, &mut chain);
	let best = chain.best;
	chain.extend(best).inbox.push(tick(1));
	sync(&mut sequencer, &chain);
	assert!(!sequencer.has_work());
}

#[test]
fn a_batch_takes_as_much_of_the_inbox_as_one_may_and_as_it_must() {
	let (mut sequencer, mut chain) = (sequencer(vec![]), Chain::new());
	chain.blocks[0].inbox.extend((0..40).map(|_| deposit(1)));
	sync(&mut sequencer, &chain);
	sequencer.seal();
	assert_eq!(sequencer.sealed()[0].inbox_to, 32);
	sequencer.seal();
	assert_eq!(sequencer.sealed()[1].inbox_to, 44);

	let (mut sequencer, mut chain) = ready();
	sequencer.seal();
	chain.extend_inbox(deposit(0));
	sync(&mut sequencer, &chain);
	assert_eq!(sequencer.sealed()[0].inbox_to, 4);
	let view = View { due: 5, ..chain.best().view() };
	sequencer.sync(view, |root| chain.states.get(root).cloned());
	assert_eq!(sequencer.sealed()[0].inbox_to, 5);
}

#[test]
fn frames_never_fall_and_are_what_the_chain_takes() {
	let (mut sequencer, chain) = ready();
	let sync_with = |sequencer: &mut Sequencer<Ones>, frame, frame_limit| {
		let mut view = View { frame_limit, ..chain.best().view() };
		view.tip.frame = frame;
		sequencer.sync(view, |root| chain.states.get(root).cloned());
		let infos = sequencer.sealed().iter().flat_map(|sealed| sealed.posted.infos());
		infos.map(|info| info.frame).collect::<Vec<_>>()
	};
	sync_with(&mut sequencer, 5, 100);
	for (nonce, frame) in [(0, 90), (1, 90), (2, 80), (3, 200)] {
		let (kind, record) = match nonce {
			2 => (Kind::Withdraw, withdrawal(nonce)),
			_ => (Kind::Transfer, transfer(0, 1, 5, nonce, NEVER)),
		};
		sequencer.submit(kind, &record, frame).unwrap();
	}
	sequencer.seal();
	assert_eq!(sync_with(&mut sequencer, 5, 100), [5, 90, 90, 100]);
	assert_eq!(sync_with(&mut sequencer, 5, 95), [5, 90, 90, 95], "the chain's time went back");
	assert_eq!(sync_with(&mut sequencer, 7, 95), [7, 90, 90, 95], "the same root, a later frame");
}

fn withdrawal(nonce: u32) -> Vec<u8> {
	let terms = settlement_core::Terms { fee: 0, nonce, expiry: NEVER };
	let fields = settlement_core::Withdraw { account: 0, amount: 1, terms }.encode();
	[&fields[..], &[1; settlement_core::SIGNATURE_BYTES]].concat()
}

fn cancellation(nonce: u32) -> Vec<u8> {
	let terms = settlement_core::Terms { fee: 0, nonce, expiry: NEVER };
	let key = settlement_core::OWNER;
	let fields = settlement_core::Cancel { account: 0, floor: 0, terms, key }.encode();
	[&fields[..], &[1; settlement_core::SIGNATURE_BYTES]].concat()
}
