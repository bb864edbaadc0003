// SPDX-License-Identifier: Apache-2.0

//! The book, the checks, and the state from bodies.

use super::chain::{sequencer, transfer, Chain, Ones, DOMAIN};
use crate::{
	judge, rebuild, BatchKey, BlockRef, Book, Checks, Finding, Link, Opened, Posted, Rebuilt, State,
};
use pallet_settlement::{tree, Blake, Hash};
use settlement_core::{apply_chunk, Chunk, Code, Context, Hasher, Kind};
use std::{collections::HashSet, convert::Infallible, sync::Arc};

const NEVER: u32 = u32::MAX;
const FEES: Context = Context { domain: DOMAIN, fee_to: NEVER };

/// Three batches on each other: the deposits, and two transfers in each of the others.
fn three() -> Vec<Posted> {
	let (mut sequencer, mut chain) = (sequencer(vec![]), Chain::new());
	let mut posted = vec![];
	for batch in 0..3 {
		sequencer.sync(chain.best().view(), |root| chain.states.get(root).cloned());
		if batch > 0 {
			for nonce in [2 * batch - 2, 2 * batch - 1] {
				sequencer.submit(Kind::Transfer, &transfer(0, 1, 10, nonce, NEVER), 0).unwrap();
			}
		}
		sequencer.seal();
		posted.push(sequencer.sealed()[0].posted.clone());
		let best = chain.best;
		chain.extend(best);
		assert!(chain.post(&posted[batch as usize], true));
	}
	posted
}

fn book() -> Book<Ones> {
	let mut book = Book::new(DOMAIN, Arc::new(Ones));
	book.begin(State::default());
	book
}

/// Takes in a batch, and executes it if the state before it is known.
fn insert(book: &mut Book<Ones>, block: BlockRef, posted: &Posted) -> Finding {
	match book.open(block, posted) {
		Opened::Found(finding) => finding,
		Opened::Unexecuted(start) => {
			let verdict = judge(&start, posted, book.domain(), &**book.verifier());
			book.close(posted, verdict)
		},
	}
}

fn block(number: u32) -> BlockRef {
	BlockRef { number, hash: [number as u8; 32] }
}

/// The batch with another last root.
fn falsified(posted: &Posted) -> Posted {
	let mut infos = posted.infos().to_vec();
	infos.last_mut().unwrap().post_root = [0xee; 32];
	Posted::new(posted.parent(), posted.fee_to(), infos, posted.data().to_vec()).unwrap()
}

fn key(id: u64, posted: &Posted) -> BatchKey {
	BatchKey {
		id,
		chunk_root: tree::root(posted.leaves(id)),
		pre_root: posted.parent(),
		post_root: posted.post_root(),
	}
}

#[test]
fn a_batch_of_another_form_is_none() {
	let posted = &three()[1];
	let (infos, data) = (posted.infos().to_vec(), posted.data().to_vec());
	let with = |infos: &[pallet_settlement::ChunkInfo], data: &[u8]| {
		Posted::new(posted.parent(), NEVER, infos.to_vec(), data.to_vec())
	};
	assert_eq!(with(&infos, &data).as_ref(), Some(posted));
	assert_eq!(with(&infos, &data[1..]), None);
	assert_eq!(with(&infos, &[&data[..], &[0]].concat()), None);
	assert_eq!(with(&[], &[]), None);
	let mut other = infos.clone();
	other[0].kind = 4;
	assert_eq!(with(&other, &data), None);
}

#[test]
fn the_book_tells_true_batches_from_false_and_unknown_ones() {
	let batches = three();
	let mut book = book();
	assert_eq!(insert(&mut book, block(2), &batches[1]), Finding::Unknown);
	assert_eq!(insert(&mut book, block(1), &batches[0]), Finding::True);
	assert_eq!(insert(&mut book, block(2), &falsified(&batches[1])), Finding::False(0));
	// The same batch again, now that the state before it is known.
	assert_eq!(insert(&mut book, block(3), &batches[1]), Finding::True);
	assert!(book.state(&batches[1].post_root()).is_some());
	assert!(book.state(&[0xee; 32]).is_none());

	let first = key(2, &batches[1]);
	let found = book.find(&first).unwrap();
	assert_eq!(found, batches[1].id());
	assert_eq!(book.seen(&found).unwrap().blocks, [block(2), block(3)]);
	assert_eq!(
		book.find(&key(3, &batches[1])),
		Some(found),
		"the chain may give it another number"
	);
	assert_eq!(book.find(&BatchKey { chunk_root: [1; 32], ..first }), None);
}

#[test]
fn records_are_found_with_what_became_of_them() {
	let batches = three();
	let mut book = book();
	for (number, posted) in (1..).zip(&batches) {
		insert(&mut book, block(number), posted);
	}
	let hash = pallet_settlement::record_hash(1, &transfer(0, 1, 10, 3, NEVER));
	let [place] = book.places(&hash) else { panic!("one place") };
	let expected = (batches[2].id(), 0, 1, Code::Done);
	assert_eq!((place.batch, place.chunk, place.position, place.code), expected);
	assert_eq!(book.places(&[3; 32]), []);
	let entry = pallet_settlement::record_hash(0, &super::chain::deposit(0));
	assert_eq!(book.places(&entry), [], "entries of the inbox are the chain's");
}

#[test]
fn the_book_keeps_what_is_pending_or_may_yet_be_final() {
	let batches = three();
	let mut book = book();
	for (number, posted) in (1..).zip(&batches) {
		insert(&mut book, block(number), posted);
	}
	insert(&mut book, block(9), &falsified(&batches[1]));
	let root = batches[0].post_root();
	book.settle(&root, 4, &[(1, batches[0].id())], &HashSet::from([batches[1].id()]));
	let finished = book.finished(&batches[0].id()).map(|finished| finished.id);
	assert_eq!(finished, Some(1));
	assert!(book.state(&root).is_some(), "the last final one");
	assert!(book.state(&batches[1].post_root()).is_some(), "pending");
	assert!(book.state(&batches[2].post_root()).is_none(), "in a block of a dead fork");
	assert!(book.seen(&batches[0].id()).is_none());
	assert!(book.seen(&falsified(&batches[1]).id()).is_some(), "in a block that is not final");
}

#[test]
fn each_check_opens_its_chunk_and_shows_the_verdict() {
	let batches = three();
	let mut start = State::default();
	for (id, posted) in (1u64..).zip(&batches) {
		let root = tree::root(posted.leaves(id));
		let count = posted.infos().len() as u32;
		let mut checked = 0;
		for check in Checks::new(id, start.clone(), posted.clone(), DOMAIN, Arc::new(Ones)) {
			let leaf = tree::leaf(id, check.chunk, &check.claim, &Blake::hash(&check.bytes));
			assert_eq!(tree::root_from(leaf, check.chunk, count, &check.path), Some(root));
			let chunk = Chunk::new(check.claim.kind, check.claim.market, &check.bytes).unwrap();
			let pre = &check.claim.pre_root;
			let outcome = apply_chunk::<Blake>(pre, &check.witness, &Ones, &FEES, &chunk);
			assert_eq!(outcome.unwrap().root, check.claim.post_root);
			checked += 1;
		}
		assert_eq!(checked, count);
		for at in 0..posted.infos().len() {
			start.apply(&Ones, &FEES, &posted.chunk(at).unwrap());
		}
	}
}

#[test]
fn checks_end_after_the_first_false_chunk() {
	let posted = falsified(&three()[0]);
	let mut checks = Checks::new(1, State::default(), posted, DOMAIN, Arc::new(Ones));
	let last = checks.by_ref().last().unwrap();
	let chunk = Chunk::new(last.claim.kind, last.claim.market, &last.bytes).unwrap();
	let outcome = apply_chunk::<Blake>(&last.claim.pre_root, &last.witness, &Ones, &FEES, &chunk);
	assert_ne!(outcome.unwrap().root, last.claim.post_root, "the witness opens the state before");
	assert!(checks.next().is_none());
}

/// Two chunks: the deposits, and a transfer.
fn two_chunks() -> Posted {
	let posted = Chain::new().others_batch(&[transfer(0, 1, 10, 0, NEVER)], false).unwrap();
	assert_eq!((posted.infos().len(), posted.inbox_chunks()), (2, 1));
	posted
}

#[test]
fn a_chunk_begins_with_the_root_that_the_one_before_ends_with() {
	let posted = two_chunks();
	let claims = [0, 1].map(|at| posted.claim(at).unwrap());
	assert_eq!(claims[0].pre_root, posted.parent());
	assert_eq!(claims[1].pre_root, posted.infos()[0].post_root);
	assert_eq!(posted.claim(2), None);
}

#[test]
fn nothing_behind_a_false_chunk_can_be_checked() {
	let posted = two_chunks();
	let mut infos = posted.infos().to_vec();
	infos[0].post_root = [0xee; 32];
	let lie = Posted::new(posted.parent(), NEVER, infos, posted.data().to_vec()).unwrap();
	let checks = |posted| Checks::new(1, State::default(), posted, DOMAIN, Arc::new(Ones));
	assert_eq!(checks(lie.clone()).count(), 1);
	assert!(checks(lie).check(1).is_none());
	assert_eq!(checks(posted.clone()).check(1).map(|check| check.chunk), Some(1));
}

fn link(height: u32, parent: Hash, root: Hash) -> Link {
	Link { parent, root, height, index: 0 }
}

#[test]
fn a_state_is_rebuilt_along_the_true_way_alone() {
	let batches = three();
	let lie = falsified(&batches[1]);
	// A batch that claims to lead from the start to the end, one that was posted twice, and a false way.
	let claims = {
		let mut infos = batches[0].infos().to_vec();
		infos.last_mut().unwrap().post_root = batches[2].post_root();
		Posted::new(batches[0].parent(), NEVER, infos, batches[0].data().to_vec()).unwrap()
	};
	let bodies = [&claims, &batches[0], &lie, &batches[1], &batches[1], &batches[2]];
	let links: Vec<Link> = (1..)
		.zip(bodies)
		.map(|(height, posted)| link(height, posted.parent(), posted.post_root()))
		.collect();
	let (mut read, mut noted) = (0, vec![]);
	let found = rebuild(
		&links,
		State::default(),
		batches[2].post_root(),
		DOMAIN,
		&Ones,
		|link| -> Result<_, Infallible> {
			read += 1;
			Ok(Some(bodies[link.height as usize - 1].clone()))
		},
		|link, posted, codes| {
			assert_eq!(posted, *bodies[link.height as usize - 1]);
			noted.push((link.height, codes.len()));
		},
	);
	let Rebuilt { mut state, way } = found.unwrap().unwrap();
	assert_eq!(state.root(), batches[2].post_root());
	assert_eq!(way.iter().map(|link| link.height).collect::<Vec<_>>(), [2, 4, 6]);
	assert_eq!(noted, [(2, 1), (4, 1), (6, 1)]);
	assert_eq!(read, 4, "neither the false way nor the second copy is read");

	let without = rebuild(
		&links[..5],
		State::default(),
		batches[2].post_root(),
		DOMAIN,
		&Ones,
		|link| Ok::<_, Infallible>(Some(bodies[link.height as usize - 1].clone())),
		|_, _, _| {},
	);
	assert!(without.unwrap().is_none());
}

#[test]
fn the_book_recalls_the_records_of_batches_from_before_it_began() {
	let batches = three();
	let mut book = Book::new(DOMAIN, Arc::new(Ones));
	book.recall(2, block(7), &batches[1], &[vec![Code::Done, Code::Expired]]);
	let hash = pallet_settlement::record_hash(1, &transfer(0, 1, 10, 1, NEVER));
	let [place] = book.places(&hash) else { panic!("one place") };
	assert_eq!((place.batch, place.code), (batches[1].id(), Code::Expired));
	let finished = book.finished(&place.batch).unwrap();
	assert_eq!((finished.id, finished.blocks.as_slice()), (2, &[block(7)][..]));
}
