// SPDX-License-Identifier: Apache-2.0

//! What a cancellation voids.

use settlement_core::*;

use crate::{book::*, kit::owner};

const CANCEL: Cancel = Cancel { account: 0, floor: 0, terms: TERMS, key: OWNER };

#[test]
fn a_cancellation_with_the_nonce_of_a_record_cancels_that_record() {
	let mut book = Book::new(&[(0, 100), (1, 5)]);
	let payment = Transfer { terms: nonce(4), ..PAYMENT };
	assert_eq!(book.record(Cancel { terms: nonce(4), ..CANCEL }), Code::Done);
	assert_eq!(book.record(payment), Code::NonceUsed);
	assert_eq!(book.record(PAYMENT), Code::Done, "other nonces stay");
}

#[test]
fn a_floor_voids_all_nonces_below_it() {
	let mut book = Book::new(&[(0, 100), (1, 5)]);
	assert_eq!(book.record(Transfer { terms: nonce(6), ..PAYMENT }), Code::Done);
	assert_eq!(book.record(Cancel { floor: 5, terms: nonce(2), ..CANCEL }), Code::Done);
	for voided in 0..5 {
		assert_eq!(book.record(Transfer { terms: nonce(voided), ..PAYMENT }), Code::NonceUsed);
	}
	assert_eq!(book.account(0).nonce_base, 5);
	assert_eq!(book.record(Transfer { terms: nonce(5), ..PAYMENT }), Code::Done);
	assert_eq!(book.account(0).nonce_base, 7, "5 is used, and 6 was used before");
}

#[test]
fn a_floor_is_at_most_a_window_above_the_lowest_unused_nonce() {
	let mut book = Book::new(&[(0, 100)]);
	// After nonce 1 the lowest unused one is 0, after nonce 0 it is 2.
	assert_eq!(
		book.record(Cancel { floor: 65, terms: nonce(1), ..CANCEL }),
		Code::FloorAhead,
		"65 above"
	);
	assert_eq!(book.record(Cancel { floor: u32::MAX, ..CANCEL }), Code::FloorAhead);
	assert_eq!(book.record(Cancel { floor: 65, ..CANCEL }), Code::Done, "64 above");
	let Account { nonce_base, nonce_bits, .. } = book.account(0);
	assert_eq!((nonce_base, nonce_bits), (65, 0));
}

#[test]
fn a_cancellation_pays_its_fee() {
	let mut book = Book::new(&[(0, 100)]);
	assert_eq!(book.record(Cancel { terms: fee(101), ..CANCEL }), Code::Insufficient);
	assert_eq!(book.record(Cancel { terms: fee(100), ..CANCEL }), Code::Done);
	assert_eq!([book.free(0), book.free(FEES)], [0, 101]);
	book.context.fee_to = 8;
	let next = Terms { nonce: 1, ..fee(1) };
	book.inbox(crate::kit::deposit(0, 1));
	assert_eq!(book.record(Cancel { terms: next, ..CANCEL }), Code::NoFeeAccount);
}

#[test]
fn owner_and_trader_cancel() {
	let mut book = Book::new(&[(0, 100)]);
	book.inbox(Inbox::SetTrader { account: 0, trader: owner(5) });
	assert_eq!(book.signed_by(Cancel { key: TRADER, ..CANCEL }, &owner(5)), Code::Done);
	assert_eq!(book.signed_by(Cancel { terms: nonce(1), ..CANCEL }, &owner(0)), Code::Done);
	let other = Cancel { terms: nonce(2), ..CANCEL };
	assert_eq!(book.signed_by(other, &owner(5)), Code::BadSignature);
	assert_eq!(book.record(Cancel { account: 2, ..CANCEL }), Code::NoAccount);
	book.inbox(Inbox::Tick { clock: 2 });
	let late = Terms { expiry: 1, ..nonce(2) };
	assert_eq!(book.record(Cancel { terms: late, ..CANCEL }), Code::Expired);
}
