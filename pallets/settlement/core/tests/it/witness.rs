// SPDX-License-Identifier: Apache-2.0

//! There is one witness for a chunk on a state, and whatever differs from it gives no verdict.

use std::sync::LazyLock;

use proptest::prelude::*;
use settlement_core::*;

use crate::{
	book::*,
	kit::{owner, Blake2, Toy, Unsigned, DOMAIN},
};

const CONTEXT: Context = Context { domain: DOMAIN, fee_to: FEES };

/// A chunk on a state of 40 accounts, some of them named, with records that work and that do not.
struct Case {
	state: State<Blake2>,
	bytes: Vec<u8>,
}

impl Case {
	fn new() -> Self {
		static STATE: LazyLock<State<Blake2>> = LazyLock::new(|| {
			let deposits: Vec<_> = (0..40).filter(|i| *i != FEES).map(|i| (i, 1000)).collect();
			Book::new(&deposits).state
		});
		let pairs = [(0, 1), (1, 2), (7, 30), (30, 55), (55, 0), (12, 1 << 24), (39, 3)];
		let records = pairs.map(|(from, to)| Transfer { from, to, ..PAYMENT }.signed(&owner(from)));
		Self { state: STATE.clone(), bytes: records.concat() }
	}

	fn chunk(&self) -> Chunk<'_> {
		Chunk::new(Kind::Transfer.number(), NO_MARKET, &self.bytes).unwrap()
	}

	fn witness(&mut self) -> Vec<u8> {
		let chunk = Chunk::new(Kind::Transfer.number(), NO_MARKET, &self.bytes).unwrap();
		self.state.witness(&CONTEXT, &chunk)
	}

	fn judge(&mut self, witness: &[u8]) -> Result<Outcome, BadWitness> {
		let root = self.state.root();
		apply_chunk::<Blake2>(&root, witness, &Toy, &CONTEXT, &self.chunk())
	}
}

#[test]
fn the_witness_of_the_state_gives_the_root_of_the_state() {
	let mut case = Case::new();
	let witness = case.witness();
	let judged = case.judge(&witness).unwrap();
	let mut after = case.state.clone();
	let outcome = after.apply(&Toy, &CONTEXT, &case.chunk());
	assert_eq!(judged, outcome);
	assert_eq!(outcome.done(), 4);
	use Code::*;
	assert_eq!(
		outcome.codes,
		[Done, Done, Done, NoRecipient, NoAccount, NoRecipient, Done],
		"unused indices are opened as such"
	);
}

#[test]
fn any_changed_byte_is_refused() {
	let mut case = Case::new();
	let witness = case.witness();
	for at in 0..witness.len() {
		for bit in [0, 7] {
			let mut changed = witness.clone();
			changed[at] ^= 1 << bit;
			assert_eq!(case.judge(&changed), Err(BadWitness), "byte {at}");
		}
	}
}

#[test]
fn anything_missing_is_refused() {
	let mut case = Case::new();
	let witness = case.witness();
	for length in 0..witness.len() {
		assert_eq!(case.judge(&witness[..length]), Err(BadWitness), "{length} bytes");
	}
	for start in (0..witness.len()).step_by(7) {
		for length in [1, 32, ACCOUNT_BYTES] {
			let end = (start + length).min(witness.len());
			let without = [&witness[..start], &witness[end..]].concat();
			assert_eq!(case.judge(&without), Err(BadWitness));
		}
	}
}

#[test]
fn padding_is_refused() {
	let mut case = Case::new();
	let witness = case.witness();
	for padding in [1, 31, 32, 64, 109, 1 << 20] {
		let padded = [witness.clone(), vec![0; padding]].concat();
		assert_eq!(case.judge(&padded), Err(BadWitness));
		let padded = [vec![0; padding], witness.clone()].concat();
		assert_eq!(case.judge(&padded), Err(BadWitness));
	}
}

#[test]
fn another_order_is_refused() {
	let mut case = Case::new();
	let witness = case.witness();
	let named = case.chunk().named(&CONTEXT);
	let used = named.iter().filter(|index| case.state.account(**index).is_some()).count();
	let accounts = HEAD_BYTES + 32 * MARKETS;
	let siblings = accounts + used * ACCOUNT_BYTES + (named.len() - used);
	let (front, hashes) = witness.split_at(siblings);
	let hashes: Vec<&[u8]> = hashes.chunks_exact(32).collect();
	let mut swaps = 0;
	for left in 0..hashes.len() {
		for right in left + 1..hashes.len() {
			let mut swapped = hashes.clone();
			swapped.swap(left, right);
			// Empty subtrees of one height are equal, and changing places changes nothing.
			if hashes[left] != hashes[right] {
				let witness = [front, &swapped.concat()].concat();
				assert_eq!(case.judge(&witness), Err(BadWitness), "{left} and {right}");
				swaps += 1;
			}
		}
	}
	assert!(swaps > 100);
	let mut exchanged = witness.clone();
	exchanged[accounts..accounts + 2 * ACCOUNT_BYTES].rotate_left(ACCOUNT_BYTES);
	assert_eq!(case.judge(&exchanged), Err(BadWitness));
}

#[test]
fn the_witness_of_another_chunk_state_or_root_is_refused() {
	let mut case = Case::new();
	let witness = case.witness();
	let other_bytes = PAYMENT.signed(&owner(0));
	let other = Chunk::new(Kind::Transfer.number(), NO_MARKET, &other_bytes).unwrap();
	let root = case.state.root();
	let judged = apply_chunk::<Blake2>(&root, &witness, &Toy, &CONTEXT, &other);
	assert_eq!(judged, Err(BadWitness));

	let others = case.state.witness(&CONTEXT, &other);
	assert_eq!(case.judge(&others), Err(BadWitness), "accounts are missing");

	let elsewhere = Context { fee_to: FEES + 1, ..CONTEXT };
	let judged = apply_chunk::<Blake2>(&root, &witness, &Toy, &elsewhere, &case.chunk());
	assert_eq!(judged, Err(BadWitness), "fees go to another account");

	let judged = apply_chunk::<Blake2>(&[1; 32], &witness, &Toy, &CONTEXT, &case.chunk());
	assert_eq!(judged, Err(BadWitness));

	case.state
		.apply(&Toy, &CONTEXT, &Chunk::new(1, NO_MARKET, &other_bytes).unwrap());
	assert_eq!(case.judge(&witness), Err(BadWitness), "the state has moved on");
}

/// A liar can't hide a used account behind an unused leaf, nor invent an account.
#[test]
fn a_leaf_is_used_or_not_as_the_state_has_it() {
	let mut case = Case::new();
	let mut without = State::<Blake2>::new(
		case.state.head(),
		case.state.accounts().filter(|(i, _)| i.get() != 0).map(|(i, a)| (i, *a)),
	);
	let witness = without.witness(&CONTEXT, &case.chunk());
	assert_eq!(case.judge(&witness), Err(BadWitness));

	let invented = (Index::new(55).unwrap(), Account { free: 9, ..Account::new(owner(55)) });
	let known = case.state.accounts().map(|(i, a)| (i, *a)).chain([invented]);
	let mut with = State::<Blake2>::new(case.state.head(), known.collect::<Vec<_>>());
	let witness = with.witness(&CONTEXT, &case.chunk());
	assert_eq!(case.judge(&witness), Err(BadWitness));
}

#[test]
fn a_chunk_that_names_nobody_is_shown_the_tree_as_one_hash() {
	let mut book = Book::new(&[(0, 5)]);
	let bytes = Inbox::Tick { clock: 3 }.encode();
	let chunk = Chunk::new(Kind::Inbox.number(), NO_MARKET, &bytes).unwrap();
	let witness = book.state.witness(&CONTEXT, &chunk);
	assert_eq!(witness.len(), HEAD_BYTES + 32 * MARKETS + 32);
	assert_eq!(book.inbox(Inbox::Tick { clock: 3 }), Code::Done);
}

/// The versions of head and account are part of what a witness must show.
#[test]
fn other_versions_are_refused() {
	let mut case = Case::new();
	let witness = case.witness();
	for at in [0, HEAD_BYTES + 32 * MARKETS] {
		assert_eq!(witness[at], 1);
		for version in (0..=u8::MAX).filter(|version| *version != 1) {
			let mut other = witness.clone();
			other[at] = version;
			assert_eq!(case.judge(&other), Err(BadWitness));
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(256))]

	/// Whatever a checker hands in, an honest chunk gets its own root or no verdict.
	#[test]
	fn several_changes_at_once_are_refused(
		changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
		cut in 0usize..40,
		more in prop::collection::vec(any::<u8>(), 0..40),
	) {
		let mut case = Case::new();
		let witness = case.witness();
		let mut changed = witness[..witness.len() - cut].to_vec();
		changed.extend(more);
		for (at, byte) in changes {
			let at = at.index(changed.len());
			changed[at] = byte;
		}
		let judged = case.judge(&changed);
		if changed == witness {
			prop_assert!(judged.is_ok());
		} else {
			prop_assert_eq!(judged, Err(BadWitness));
		}
	}
}
