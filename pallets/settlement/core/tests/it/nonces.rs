// SPDX-License-Identifier: Apache-2.0

//! The window of nonces.

use settlement_core::*;

use crate::{
	book::*,
	kit::{owner, Toy, Unsigned, DOMAIN},
};

fn pay(book: &mut Book, number: u32) -> Code {
	book.record(Transfer { amount: 1, terms: nonce(number), ..PAYMENT })
}

#[test]
fn nonces_of_the_window_may_come_in_any_order_and_once() {
	let mut book = Book::new(&[(0, 1000), (1, 5)]);
	for number in [63, 1, 40, 2] {
		assert_eq!(pay(&mut book, number), Code::Done);
		assert_eq!(pay(&mut book, number), Code::NonceUsed);
	}
	assert_eq!(book.account(0).nonce_base, 0, "0 is unused");
	assert_eq!(pay(&mut book, 64), Code::NonceAhead);
	assert_eq!(pay(&mut book, 0), Code::Done);
	assert_eq!(book.account(0).nonce_base, 3, "0, 1 and 2 are used");
	assert_eq!(pay(&mut book, 66), Code::Done);
	assert_eq!(pay(&mut book, 67), Code::NonceAhead);
	for below in 0..3 {
		assert_eq!(pay(&mut book, below), Code::NonceUsed);
	}
}

#[test]
fn a_whole_window_in_reverse_moves_by_64_at_its_end() {
	let mut book = Book::new(&[(0, 1000), (1, 5)]);
	for number in (0..64).rev() {
		assert_eq!(book.account(0).nonce_base, 0);
		assert_eq!(pay(&mut book, number), Code::Done);
	}
	let Account { nonce_base, nonce_bits, .. } = book.account(0);
	assert_eq!((nonce_base, nonce_bits), (64, 0));
}

#[test]
fn a_record_without_an_effect_uses_no_nonce() {
	let mut book = Book::new(&[(0, 5), (1, 5)]);
	assert_eq!(book.record(PAYMENT), Code::Insufficient);
	assert_eq!(book.account(0).nonce_bits, 0);
	assert_eq!(pay(&mut book, 0), Code::Done);
}

/// The codes of payments of account 0, whose nonces stand at `base` with `bits` used.
fn at_the_end(base: u32, bits: u64, numbers: &[u32]) -> (Vec<Code>, Account) {
	let account = |free| Account { free, ..Account::new(owner(0)) };
	let payer = Account { nonce_base: base, nonce_bits: bits, ..account(100) };
	let mut state = forged(Head::default(), &[(0, payer), (1, account(0))]);
	let records: Vec<u8> = numbers
		.iter()
		.flat_map(|number| Transfer { terms: nonce(*number), ..PAYMENT }.signed(&owner(0)))
		.collect();
	let chunk = Chunk::new(Kind::Transfer.number(), NO_MARKET, &records).unwrap();
	let context = Context { domain: DOMAIN, fee_to: FEES };
	let codes = state.apply(&Toy, &context, &chunk).codes;
	(codes, state.account(Index::new(0).unwrap()).unwrap())
}

#[test]
fn the_last_number_is_never_a_nonce() {
	let last = u32::MAX - 1;
	let (codes, account) = at_the_end(last - 1, 0, &[u32::MAX, last, last - 1, last, u32::MAX]);
	use Code::*;
	assert_eq!(codes, [NonceAhead, Done, Done, NonceUsed, NonceAhead]);
	assert_eq!((account.nonce_base, account.nonce_bits), (u32::MAX, 0));
}

#[test]
fn a_base_that_would_overflow_stops_the_record() {
	// No record sets these bits: those above the last number.
	let (codes, _) = at_the_end(u32::MAX - 2, !1, &[u32::MAX - 2]);
	assert_eq!(codes, [Code::Overflow]);
}
