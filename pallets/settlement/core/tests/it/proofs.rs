// SPDX-License-Identifier: Apache-2.0

//! What shows one account.

use settlement_core::*;

use crate::{book::*, kit::Blake2};

#[test]
fn a_proof_shows_an_account_or_an_unused_index_and_nothing_else() {
	let last = (1 << 24) - 1;
	let mut book = Book::new(&[(0, 100), (1, 5), (last, 3)]);
	let root = book.state.root();
	for number in [0, 1, FEES, last, 2, 1 << 23] {
		let index = Index::new(number).unwrap();
		let account = book.state.account(index);
		let proof = book.state.prove(index);
		assert_eq!(LeafProof::decode(&proof.encode()), Some(proof));
		assert_eq!(proof.root::<Blake2>(index, account.as_ref()), root);

		let richer = Account { free: 1000, ..account.unwrap_or(Account::new([1; 32])) };
		assert_ne!(proof.root::<Blake2>(index, Some(&richer)), root);
		let other = Index::new(number ^ 1).unwrap();
		// Two unused leaves beside each other have one proof, and both are unused.
		let both_unused = account.is_none() && book.state.account(other).is_none();
		assert_eq!(proof.root::<Blake2>(other, account.as_ref()) == root, both_unused);
		for level in 0..24 {
			let mut changed = proof;
			changed.siblings[level][31] ^= 1;
			assert_ne!(changed.root::<Blake2>(index, account.as_ref()), root);
		}
		let changed = LeafProof { globals: [0; 32], ..proof };
		assert_ne!(changed.root::<Blake2>(index, account.as_ref()), root);
	}
}

#[test]
fn an_account_of_a_proof_is_read_back_and_no_other_bytes_are_one() {
	let account = Account { free: 7, trader: [3; 32], ..Account::new([9; 32]) };
	let bytes = account.encode();
	assert_eq!(Account::decode(&bytes), Some(account));
	assert_eq!(Account::decode(&bytes[..108]), None);
	assert_eq!(Account::decode(&[bytes.as_slice(), &[0]].concat()), None);
	assert_eq!(Account::decode(&[0]), None);
	for version in (0..=u8::MAX).filter(|version| *version != 1) {
		let mut other = bytes;
		other[0] = version;
		assert_eq!(Account::decode(&other), None);
	}
	assert_eq!(LeafProof::decode(&[0; 799]), None);
	assert_eq!(LeafProof::decode(&[0; 801]), None);
}

#[test]
fn a_clone_keeps_the_state_that_it_was_made_of() {
	let mut book = Book::new(&[(0, 100), (1, 5)]);
	let mut kept = book.state.clone();
	let root = book.state.root();
	assert_eq!(book.record(PAYMENT), Code::Done);
	assert_ne!(book.state.root(), root);
	assert_eq!(kept.root(), root);
	assert_eq!(kept.account(Index::new(0).unwrap()).unwrap().free, 100);
}
