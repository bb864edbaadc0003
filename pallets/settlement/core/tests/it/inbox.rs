// SPDX-License-Identifier: Apache-2.0

//! What the chain puts into the state.

use settlement_core::*;

use crate::{
	book::*,
	kit::{deposit, owner},
};

#[test]
fn a_deposit_opens_an_account_and_adds_to_it() {
	let mut book = Book::new(&[]);
	assert_eq!(book.inbox(deposit(3, 7)), Code::Done);
	assert_eq!(book.account(3), Account { free: 7, ..Account::new(owner(3)) });
	assert_eq!(book.inbox(deposit(3, 5)), Code::Done);
	assert_eq!(book.account(3).free, 12);
	assert_eq!(book.state.head().free, 13, "with the 1 of the account for fees");
}

#[test]
fn a_deposit_that_can_not_be_credited_changes_nothing_but_the_count() {
	let mut book = Book::new(&[(3, 7)]);
	let other = Inbox::Deposit { account: 3, owner: owner(4), amount: 1 };
	assert_eq!(book.inbox(other), Code::OtherOwner);
	assert_eq!(book.inbox(deposit(3, 0)), Code::ZeroAmount);
	assert_eq!(book.inbox(deposit(4, 0)), Code::ZeroAmount, "an empty account is not opened");
	assert_eq!(book.inbox(deposit(1 << 24, 1)), Code::NoAccount);
	assert_eq!(book.inbox(deposit(4, u128::MAX - 7)), Code::Overflow);
	let Head { inbox, free, .. } = book.state.head();
	assert_eq!((inbox, free), (7, 8), "two deposits of the book, and five entries");
}

#[test]
fn an_account_whose_balance_would_overflow_is_not_credited() {
	// Only a forged head lets a balance pass the sum of all.
	let account = Account { free: u128::MAX, ..Account::new(owner(0)) };
	let mut state = forged(Head::default(), &[(0, account)]);
	let bytes = deposit(0, 1).encode();
	let chunk = Chunk::new(Kind::Inbox.number(), NO_MARKET, &bytes).unwrap();
	let context = Context { domain: crate::kit::DOMAIN, fee_to: FEES };
	assert_eq!(state.apply(&crate::kit::Toy, &context, &chunk).codes, [Code::Overflow]);
}

#[test]
fn ticks_set_the_clock_and_never_back() {
	let mut book = Book::new(&[]);
	assert_eq!(book.inbox(Inbox::Tick { clock: 5 }), Code::Done);
	assert_eq!(book.inbox(Inbox::Tick { clock: 5 }), Code::Done);
	assert_eq!(book.inbox(Inbox::Tick { clock: 4 }), Code::BadClock);
	let above = Entry { what: Entry::TICK, account: 0, key: [0; 32], value: 1 << 32 };
	assert_eq!(book.one(Kind::Inbox, &above.encode()), Code::BadClock);
	assert_eq!(book.inbox(Inbox::Tick { clock: u32::MAX }), Code::Done);
	assert_eq!((book.state.head().clock, book.state.head().inbox), (u32::MAX, 6));
}

#[test]
fn a_trader_is_set_replaced_and_removed() {
	let mut book = Book::new(&[(0, 100), (1, 5)]);
	let set = |trader| Inbox::SetTrader { account: 0, trader };
	let payment = |number| Transfer { key: TRADER, terms: nonce(number), ..PAYMENT };
	assert_eq!(book.signed_by(payment(0), &owner(5)), Code::NoKey);
	book.inbox(set(owner(5)));
	assert_eq!(book.signed_by(payment(0), &owner(5)), Code::Done);
	book.inbox(set(owner(6)));
	assert_eq!(book.signed_by(payment(1), &owner(5)), Code::BadSignature);
	assert_eq!(book.signed_by(payment(1), &owner(6)), Code::Done);
	book.inbox(set([0; 32]));
	assert_eq!(book.signed_by(payment(2), &owner(6)), Code::NoKey);
	let nobody = Inbox::SetTrader { account: 2, trader: owner(5) };
	assert_eq!(book.inbox(nobody), Code::NoAccount);
}

#[test]
fn a_forced_exit_takes_up_to_its_amount() {
	let mut book = Book::new(&[(0, 100)]);
	let exit = |amount| Inbox::ForcedExit { account: 0, amount };
	assert_eq!(book.inbox(exit(30)), Code::Done);
	assert_eq!((book.free(0), book.account(0).exited), (70, 30));
	assert_eq!(book.inbox(exit(0)), Code::ZeroAmount);
	assert_eq!(book.inbox(exit(u128::MAX)), Code::Done);
	assert_eq!((book.free(0), book.account(0).exited), (0, 100));
	assert_eq!(book.inbox(exit(1)), Code::Insufficient);
	assert_eq!(book.inbox(Inbox::ForcedExit { account: 2, amount: 1 }), Code::NoAccount);
	assert_eq!(book.state.head(), Head { clock: 0, inbox: 7, free: 1, exited: 100 });
}

#[test]
fn an_unknown_entry_is_counted_and_names_no_account() {
	let mut book = Book::new(&[(0, 100)]);
	for what in 4..=u8::MAX {
		let bytes = Entry { what, account: 0, key: owner(0), value: 1 }.encode();
		let chunk = Chunk::new(Kind::Inbox.number(), NO_MARKET, &bytes).unwrap();
		assert!(chunk.named(&book.context).is_empty());
		assert_eq!(book.one(Kind::Inbox, &bytes), Code::NoEntry);
	}
	assert_eq!(book.state.head().inbox, 2 + 252);
}
