// SPDX-License-Identifier: GPL-3.0-only

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use super::*;
use crate::settle::keys::settlers;
use settlement_core::{
	Account, Chunk, Code, Context, Head, Index, Key, Ledger, State, Verifier, MAX_RECORDS,
	NO_MARKET,
};
use std::collections::BTreeMap;

const DOMAIN: Domain = Domain { genesis: [7; 32], instance: 0 };
/// What each account has, in plank.
const BALANCE: u128 = 1_000_000_000;

/// Checks signatures as the chain does.
struct Sr25519;

impl Verifier for Sr25519 {
	fn verify(&self, signature: &[u8; SIGNATURE_BYTES], message: &[u8], key: &Key) -> bool {
		let signature = sr25519::Signature::from_raw(*signature);
		sr25519::Pair::verify(&signature, message, &sr25519::Public::from_raw(*key))
	}
}

struct Blake2;

impl settlement_core::Hasher for Blake2 {
	fn hash(bytes: &[u8]) -> settlement_core::Hash {
		blake2_256(bytes)
	}
}

/// Accounts with the indices 40, 41 and so on, of which the first has used some nonces.
fn accounts(count: u32) -> Vec<Settler> {
	let keys = settlers(count).unwrap().into_iter();
	let with_index = keys.zip(40..).map(|(key, index)| {
		let nonces = if index == 40 { Nonces { base: 5, bits: 0b110 } } else { Nonces::default() };
		Settler { key, index, nonces }
	});
	with_index.collect()
}

fn state(settlers: &[Settler]) -> State<Blake2> {
	let free = BALANCE * settlers.len() as u128;
	let accounts = settlers.iter().map(|settler| {
		let Nonces { base: nonce_base, bits: nonce_bits } = settler.nonces;
		let new = Account::new(settler.key.public().0);
		let account = Account { free: BALANCE, nonce_base, nonce_bits, ..new };
		(Index::new(settler.index).unwrap(), account)
	});
	State::new(Head { free, ..Head::default() }, accounts)
}

fn apply(state: &mut State<Blake2>, domain: Domain, records: &[Record]) -> Vec<Code> {
	let context = Context { domain, fee_to: u32::MAX };
	let mut codes = Vec::new();
	for records in records.chunks(MAX_RECORDS) {
		let bytes: Vec<u8> = records.iter().flat_map(|record| record.bytes.to_vec()).collect();
		let chunk = Chunk::new(KIND.number(), NO_MARKET, &bytes).unwrap();
		codes.extend(state.apply(&Sr25519, &context, &chunk).codes);
	}
	codes
}

#[test]
fn every_account_has_one_connection_and_pays_the_next_account() {
	let lanes = deal(DOMAIN, accounts(5), 2);
	let pairs = |lane: &Lane| {
		let pairs = lane.pairs.iter().map(|(settler, to)| (settler.index, *to));
		pairs.collect::<Vec<_>>()
	};
	assert_eq!(pairs(&lanes[0]), [(40, 41), (42, 43), (44, 40)]);
	assert_eq!(pairs(&lanes[1]), [(41, 42), (43, 44)]);
}

#[test]
fn the_accounts_of_a_connection_take_turns_and_use_their_nonces_in_order() {
	let lanes = deal(DOMAIN, accounts(5), 2);
	let records = lanes[0].records(0..9);
	let mut nonces = BTreeMap::<u32, Vec<u32>>::new();
	for record in &records {
		let transfer = Transfer::decode(&record.bytes).unwrap();
		assert_eq!(transfer.from, record.from);
		nonces.entry(record.from).or_default().push(transfer.terms.nonce);
	}
	let order: Vec<_> = records.iter().map(|record| record.from).collect();
	assert_eq!(order, [40, 42, 44, 40, 42, 44, 40, 42, 44]);
	assert_eq!(nonces[&40], [5, 8, 9]);
	assert_eq!(nonces[&42], [0, 1, 2]);
	assert_eq!(nonces[&44], [0, 1, 2]);
}

#[test]
fn a_cut_into_requests_makes_no_difference() {
	let lane = &deal(DOMAIN, accounts(3), 1)[0];
	// A signature has a random part: the fields alone are compared.
	let fields = |records: Vec<Record>| {
		let fields = records.into_iter().map(|record| record.bytes[..Transfer::BYTES].to_vec());
		fields.collect::<Vec<_>>()
	};
	let cut = [lane.records(0..4), lane.records(4..10)].concat();
	assert_eq!(fields(cut), fields(lane.records(0..10)));
}

#[test]
fn the_core_executes_every_record_and_the_sum_stays() {
	let settlers = accounts(4);
	let mut state = state(&settlers);
	// More than a window of nonces for each account, one connection after the other.
	let records: Vec<_> =
		deal(DOMAIN, settlers, 2).iter().flat_map(|lane| lane.records(0..200)).collect();
	assert!(records.iter().all(|record| record.bytes.len() == KIND.record_bytes()));
	let codes = apply(&mut state, DOMAIN, &records);
	assert_eq!(codes, vec![Code::Done; 400]);
	let free: u128 = state.accounts().map(|(_, account)| account.free).sum();
	assert_eq!(free, 4 * BALANCE);
	let first = state.account(Index::new(40).unwrap()).unwrap();
	// Two nonces were used before.
	assert_eq!((first.nonce_base, first.nonce_bits), (5 + 100 + 2, 0));
}

#[test]
fn a_record_is_good_on_its_chain_only() {
	let settlers = accounts(2);
	let mut state = state(&settlers);
	let records = deal(DOMAIN, settlers, 1)[0].records(0..2);
	let other = Domain { genesis: [8; 32], instance: 0 };
	assert_eq!(apply(&mut state, other, &records), [Code::BadSignature; 2]);
	let other = Domain { instance: 1, ..DOMAIN };
	assert_eq!(apply(&mut state, other, &records), [Code::BadSignature; 2]);
	assert_eq!(apply(&mut state, DOMAIN, &records), [Code::Done; 2]);
}

#[test]
fn the_hash_of_a_record_covers_its_kind() {
	let record = Record { from: 1, bytes: vec![5, 6].into() };
	assert_eq!(record.hash(), Hash::from(blake2_256(&[1, 5, 6])));
}
