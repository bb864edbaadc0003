// SPDX-License-Identifier: Apache-2.0

//! For what a signature is good.

use settlement_core::*;

use crate::{
	book::*,
	kit::{hex, owner, pair, sign, Blake2, Sr25519, Toy, Unsigned, DOMAIN},
};

#[test]
fn a_signature_is_good_on_one_chain_in_one_instance_for_one_kind() {
	let genesis = Domain { genesis: [0xac; 32], ..DOMAIN };
	let instance = Domain { instance: 8, ..DOMAIN };
	let key = owner(0);
	for domain in [genesis, instance] {
		let mut book = Book::new(&[(0, 100), (1, 5)]);
		let foreign = PAYMENT.signed_by(&domain, |message| Toy::sign(&key, message));
		assert_eq!(book.one(Kind::Transfer, &foreign), Code::BadSignature);
	}
	let mut book = Book::new(&[(0, 100), (1, 5)]);
	let of_kind = [
		PAYMENT.encode().to_vec(),
		Toy::sign(&key, &message(&DOMAIN, Kind::Cancel, &PAYMENT.encode())).to_vec(),
	];
	assert_eq!(book.one(Kind::Transfer, &of_kind.concat()), Code::BadSignature);
	assert_eq!(book.record(PAYMENT), Code::Done);
}

#[test]
fn every_byte_of_a_message_counts() {
	let bytes = message(&DOMAIN, Kind::Transfer, &PAYMENT.encode());
	let expected = [
		b"<Bytes>outrider-settlement".to_vec(),
		vec![0xab; 32],
		vec![7, 0, 0, 0],
		vec![FORMAT_VERSION, Kind::Transfer.number()],
		PAYMENT.encode().to_vec(),
		b"</Bytes>".to_vec(),
	];
	assert_eq!(hex(&bytes), hex(&expected.concat()));
}

#[test]
fn any_bit_of_a_record_that_changes_makes_the_signature_bad_or_the_record_another() {
	let kinds: [(Kind, Vec<u8>); 3] = [
		(Kind::Transfer, PAYMENT.signed(&owner(0))),
		(Kind::Withdraw, Withdraw { account: 0, amount: 1, terms: TERMS }.signed(&owner(0))),
		(Kind::Cancel, Cancel { account: 0, floor: 0, terms: TERMS, key: OWNER }.signed(&owner(0))),
	];
	for (kind, record) in kinds {
		let book = Book::new(&[(0, 100), (1, 5)]);
		for bit in 0..record.len() * 8 {
			let mut changed = record.clone();
			changed[bit / 8] ^= 1 << (bit % 8);
			let mut book = Book { state: book.state.clone(), context: book.context };
			assert_ne!(book.one(kind, &changed), Code::Done, "{kind:?}, bit {bit}");
		}
	}
}

#[test]
fn only_the_owner_and_the_trader_of_the_account_sign() {
	let mut book = Book::new(&[(0, 100), (1, 5)]);
	assert_eq!(book.signed_by(PAYMENT, &owner(1)), Code::BadSignature);
	book.inbox(Inbox::SetTrader { account: 0, trader: owner(5) });
	assert_eq!(book.signed_by(PAYMENT, &owner(5)), Code::BadSignature, "as the owner");
	let by_trader = Transfer { key: TRADER, ..PAYMENT };
	assert_eq!(book.signed_by(by_trader, &owner(0)), Code::BadSignature, "as the trader");
	for key in 2..=u8::MAX {
		assert_eq!(book.signed_by(Transfer { key, ..PAYMENT }, &owner(0)), Code::NoKey);
	}
	assert_eq!(book.signed_by(by_trader, &owner(5)), Code::Done);
}

/// Zero bytes are the neutral point of the curve, and a valid key to the library.
#[test]
fn nobody_signs_for_zero_bytes() {
	// With the key 0 the equation `R = s B - k A` has no secret: s = 0 and R = 0 solve it.
	let mut forged = [0; SIGNATURE_BYTES];
	forged[63] = 0x80;
	assert!(Sr25519.verify(&forged, b"anything", &[0; 32]), "the library takes it");

	let zero = Account { free: 100, ..Account::new([0; 32]) };
	let recipient = Account::new(owner(1));
	for key in [OWNER, TRADER] {
		let mut state = crate::book::forged(Head::default(), &[(0, zero), (1, recipient)]);
		let record = [Transfer { key, ..PAYMENT }.encode().to_vec(), forged.to_vec()].concat();
		let chunk = Chunk::new(Kind::Transfer.number(), NO_MARKET, &record).unwrap();
		let context = Context { domain: DOMAIN, fee_to: FEES };
		assert_eq!(state.apply(&Sr25519, &context, &chunk).codes, [Code::NoKey]);
	}
}

#[test]
fn a_signature_of_sr25519_is_taken() {
	let payer = Account { free: 100, ..Account::new(pair(0).public.to_bytes()) };
	let accounts = [(0, payer), (1, Account::new(owner(1)))];
	let mut state: State<Blake2> = forged(Head { free: 100, ..Head::default() }, &accounts);
	let good = PAYMENT.signed_by(&DOMAIN, |message| sign(&pair(0), message));
	let second = Transfer { terms: nonce(1), ..PAYMENT };
	let bad = second.signed_by(&DOMAIN, |message| sign(&pair(1), message));
	let records = [good, bad].concat();
	let chunk = Chunk::new(Kind::Transfer.number(), NO_MARKET, &records).unwrap();
	let context = Context { domain: DOMAIN, fee_to: FEES };
	let codes = state.apply(&Sr25519, &context, &chunk).codes;
	assert_eq!(codes, [Code::Done, Code::BadSignature]);
}
