// SPDX-License-Identifier: Apache-2.0

//! What leaves settlement.

use settlement_core::*;

use crate::{
	book::*,
	kit::{owner, Toy, Unsigned, DOMAIN},
};

const WITHDRAWAL: Withdraw = Withdraw { account: 0, amount: 40, terms: TERMS };

#[test]
fn a_withdrawal_moves_free_to_exited() {
	let mut book = Book::new(&[(0, 100)]);
	assert_eq!(book.record(Withdraw { terms: fee(3), ..WITHDRAWAL }), Code::Done);
	let Account { free, exited, .. } = book.account(0);
	assert_eq!([free, exited, book.free(FEES)], [57, 40, 4]);
	assert_eq!([book.state.head().free, book.state.head().exited], [61, 40]);

	let second = Withdraw { amount: 57, terms: nonce(1), ..WITHDRAWAL };
	assert_eq!(book.record(second), Code::Done);
	assert_eq!(book.account(0).exited, 97);
}

#[test]
fn a_withdrawal_is_refused_like_a_transfer() {
	let mut book = Book::new(&[(0, 100)]);
	assert_eq!(book.record(Withdraw { account: 2, ..WITHDRAWAL }), Code::NoAccount);
	assert_eq!(book.record(Withdraw { amount: 0, ..WITHDRAWAL }), Code::ZeroAmount);
	assert_eq!(book.record(Withdraw { amount: 101, ..WITHDRAWAL }), Code::Insufficient);
	assert_eq!(
		book.record(Withdraw { amount: 98, terms: fee(3), ..WITHDRAWAL }),
		Code::Insufficient
	);
	assert_eq!(book.record(Withdraw { terms: nonce(64), ..WITHDRAWAL }), Code::NonceAhead);
	book.inbox(Inbox::Tick { clock: 2 });
	let late = Withdraw { terms: Terms { expiry: 1, ..TERMS }, ..WITHDRAWAL };
	assert_eq!(book.record(late), Code::Expired);
	book.context.fee_to = 8;
	assert_eq!(book.record(Withdraw { terms: fee(1), ..WITHDRAWAL }), Code::NoFeeAccount);
}

#[test]
fn fees_of_a_withdrawal_may_go_to_the_account_itself() {
	let mut book = Book::new(&[(0, 100)]);
	book.context.fee_to = 0;
	assert_eq!(book.record(Withdraw { terms: fee(3), ..WITHDRAWAL }), Code::Done);
	assert_eq!([book.free(0), book.account(0).exited], [60, 40]);
}

#[test]
fn the_trader_withdraws_nothing() {
	let mut book = Book::new(&[(0, 100)]);
	book.inbox(Inbox::SetTrader { account: 0, trader: owner(5) });
	assert_eq!(book.signed_by(WITHDRAWAL, &owner(5)), Code::BadSignature);
	assert_eq!(book.signed_by(WITHDRAWAL, &owner(0)), Code::Done);
}

#[test]
fn counters_that_would_overflow_stop_the_withdrawal() {
	let account = Account { free: 100, ..Account::new(owner(0)) };
	let full = u128::MAX - 39;
	let cases = [
		// The account's counter, the head's counter, and a head that does not cover the account.
		(Head { free: 100, exited: full, ..Head::default() }, Account { exited: full, ..account }),
		(Head { free: 100, exited: full, ..Head::default() }, account),
		(Head { free: 39, ..Head::default() }, account),
	];
	for (head, account) in cases {
		let mut state = forged(head, &[(0, account)]);
		let bytes = WITHDRAWAL.signed(&owner(0));
		let chunk = Chunk::new(Kind::Withdraw.number(), NO_MARKET, &bytes).unwrap();
		let context = Context { domain: DOMAIN, fee_to: FEES };
		assert_eq!(state.apply(&Toy, &context, &chunk).codes, [Code::Overflow]);
	}
}
