// SPDX-License-Identifier: Apache-2.0

//! What a transfer moves, and why it moves nothing.

use settlement_core::*;

use crate::{
	book::*,
	kit::{owner, Toy, Unsigned, DOMAIN},
};

#[test]
fn a_transfer_moves_the_amount_and_pays_the_fee() {
	let mut book = Book::new(&[(0, 100), (1, 5)]);
	assert_eq!(book.record(Transfer { terms: fee(3), ..PAYMENT }), Code::Done);
	// 100 - 10 - 3, 5 + 10, 1 + 3
	assert_eq!([book.free(0), book.free(1), book.free(FEES)], [87, 15, 4]);
}

#[test]
fn all_of_a_balance_can_be_spent_to_the_plank_and_no_plank_more() {
	let mut book = Book::new(&[(0, 100), (1, 5)]);
	let transfer = Transfer { amount: 98, terms: fee(3), ..PAYMENT };
	assert_eq!(book.record(transfer), Code::Insufficient);
	assert_eq!(book.record(Transfer { amount: 97, ..transfer }), Code::Done);
	assert_eq!(book.free(0), 0);
}

#[test]
fn amount_and_fee_above_the_largest_number_are_not_covered() {
	let mut book = Book::new(&[(0, u128::MAX - 1)]);
	assert_eq!(book.inbox(crate::kit::deposit(1, 1)), Code::Overflow, "the sum of all is full");
	let transfer = Transfer { to: FEES, amount: u128::MAX, terms: fee(1), ..PAYMENT };
	assert_eq!(book.record(transfer), Code::Insufficient);
	let all = Transfer { to: FEES, amount: u128::MAX - 1, ..PAYMENT };
	assert_eq!(book.record(all), Code::Done);
	assert_eq!(book.free(FEES), u128::MAX);
}

#[test]
fn fees_may_go_to_the_sender_or_the_recipient() {
	for (fee_to, free) in [(0, [90, 15, 1]), (1, [87, 18, 1])] {
		let mut book = Book::new(&[(0, 100), (1, 5)]);
		book.context.fee_to = fee_to;
		assert_eq!(book.record(Transfer { terms: fee(3), ..PAYMENT }), Code::Done);
		assert_eq!([book.free(0), book.free(1), book.free(FEES)], free);
	}
}

#[test]
fn a_fee_needs_an_account_to_go_to_and_no_fee_needs_none() {
	let mut book = Book::new(&[(0, 100), (1, 5)]);
	for nobody in [8, 1 << 24, u32::MAX] {
		book.context.fee_to = nobody;
		assert_eq!(book.record(Transfer { terms: fee(1), ..PAYMENT }), Code::NoFeeAccount);
	}
	assert_eq!(book.record(PAYMENT), Code::Done);
}

#[test]
fn accounts_that_are_not_in_use_neither_pay_nor_are_paid() {
	let mut book = Book::new(&[(0, 100)]);
	for nobody in [2, (1 << 24) - 1, 1 << 24, u32::MAX] {
		assert_eq!(book.record(Transfer { from: nobody, to: 0, ..PAYMENT }), Code::NoAccount);
		assert_eq!(book.record(Transfer { to: nobody, ..PAYMENT }), Code::NoRecipient);
	}
}

#[test]
fn the_last_index_is_an_account_like_any_other() {
	let last = (1 << 24) - 1;
	let mut book = Book::new(&[(0, 100), (last, 5)]);
	assert_eq!(book.record(Transfer { to: last, ..PAYMENT }), Code::Done);
	assert_eq!(book.record(Transfer { from: last, to: 0, amount: 15, ..PAYMENT }), Code::Done);
	assert_eq!([book.free(0), book.free(last)], [105, 0]);
}

#[test]
fn nothing_and_to_oneself_are_no_transfers() {
	let mut book = Book::new(&[(0, 100), (1, 5)]);
	assert_eq!(book.record(Transfer { amount: 0, ..PAYMENT }), Code::ZeroAmount);
	assert_eq!(book.record(Transfer { to: 0, ..PAYMENT }), Code::SelfTransfer);
}

#[test]
fn a_record_is_good_up_to_its_expiry() {
	let mut book = Book::new(&[(0, 100), (1, 5)]);
	assert_eq!(book.inbox(Inbox::Tick { clock: 50 }), Code::Done);
	let until = |expiry| Transfer { terms: Terms { expiry, ..TERMS }, ..PAYMENT };
	assert_eq!(book.record(until(49)), Code::Expired);
	assert_eq!(book.record(until(50)), Code::Done);
}

#[test]
fn a_recipient_whose_balance_would_overflow_is_not_paid() {
	// Only a forged head lets two balances pass 2^128 - 1 together.
	let account = |number, free| (number, Account { free, ..Account::new(owner(number)) });
	for (to, fee_to, terms) in [(u128::MAX, 1, TERMS), (5, u128::MAX, fee(1))] {
		let accounts = [account(0, 100), account(1, to), account(FEES, fee_to)];
		let mut state = forged(Head::default(), &accounts);
		let pre = state.root();
		let bytes = Transfer { terms, ..PAYMENT }.signed(&owner(0));
		let chunk = Chunk::new(Kind::Transfer.number(), NO_MARKET, &bytes).unwrap();
		let context = Context { domain: DOMAIN, fee_to: FEES };
		let outcome = state.apply(&Toy, &context, &chunk);
		assert_eq!(outcome.codes, [Code::Overflow]);
		assert_eq!(outcome.root, pre);
	}
}

#[test]
fn records_of_a_chunk_follow_one_another() {
	let mut book = Book::new(&[(0, 10), (1, 5), (2, 1)]);
	let records = [
		Transfer { from: 1, to: 2, amount: 15, ..PAYMENT }.signed(&owner(1)),
		PAYMENT.signed(&owner(0)),
		Transfer { from: 1, to: 2, amount: 15, ..PAYMENT }.signed(&owner(1)),
		PAYMENT.signed(&owner(0)),
	];
	let codes = book.chunk(Kind::Transfer, &records.concat());
	// The third is the first again: a nonce that was not used is still good.
	assert_eq!(codes, [Code::Insufficient, Code::Done, Code::Done, Code::NonceUsed]);
	assert_eq!([book.free(0), book.free(1), book.free(2)], [0, 0, 16]);
}
