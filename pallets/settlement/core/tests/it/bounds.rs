// SPDX-License-Identifier: Apache-2.0

//! Which bytes are a chunk, and how large a witness gets.

use settlement_core::*;

use crate::{
	book::*,
	kit::{owner, Blake2, Unsigned, DOMAIN},
};

#[test]
fn a_chunk_has_1_to_32_records_of_a_known_kind() {
	let bytes = vec![0; 33 * 105];
	for kind in Kind::ALL {
		let width = kind.record_bytes();
		let number = kind.number();
		let chunk = |length: usize| Chunk::new(number, NO_MARKET, &bytes[..length]);
		assert_eq!(chunk(0), Err(BadChunk::NoRecords));
		assert_eq!(chunk(width - 1), Err(BadChunk::BadLength));
		assert_eq!(chunk(width + 1), Err(BadChunk::BadLength));
		assert_eq!(chunk(width).unwrap().records().len(), 1);
		assert_eq!(chunk(32 * width).unwrap().records().len(), 32);
		assert_eq!(chunk(33 * width), Err(BadChunk::TooManyRecords));
		for market in 0..u8::MAX {
			let named = Chunk::new(number, market, &bytes[..width]);
			assert_eq!(named, Err(BadChunk::UnexpectedMarket));
		}
	}
	for unknown in 4..=u8::MAX {
		assert_eq!(Chunk::new(unknown, NO_MARKET, &bytes), Err(BadChunk::UnknownKind));
	}
}

/// A change of any of these numbers is another format.
#[test]
fn widths_and_numbers_are_those_of_the_specification() {
	assert_eq!(Kind::ALL.map(Kind::record_bytes), [53, 105, 100, 89]);
	assert_eq!(Kind::ALL.map(Kind::number), [0, 1, 2, 3]);
	let numbers: Vec<u8> = (0..17).collect();
	assert_eq!(Code::ALL.map(Code::number).to_vec(), numbers);
	assert_eq!((ACCOUNT_BYTES, HEAD_BYTES, LeafProof::BYTES), (109, 45, 800));
	assert_eq!((MAX_RECORDS, DEPTH, NONCE_WINDOW, MARKETS, FORMAT_VERSION), (32, 24, 64, 8, 1));
}

/// 32 transfers between 64 accounts in use, far from one another, and fees to another one.
#[test]
fn the_largest_witness_is_within_2_kib_of_its_bound() {
	let number = |place: u32| place << 18;
	let fees = number(0) + 1 + (1 << 17);
	let numbers = (0..64).map(number).chain([fees]);
	let account = |at| (at, Account { free: 100, ..Account::new(owner(at)) });
	let accounts: Vec<_> = numbers.map(account).collect();
	let mut state: State<Blake2> = forged(Head { free: 6500, ..Head::default() }, &accounts);
	let records: Vec<u8> = (0..32)
		.flat_map(|i| {
			let (from, to) = (number(2 * i), number(2 * i + 1));
			Transfer { from, to, ..PAYMENT }.signed(&owner(from))
		})
		.collect();
	let chunk = Chunk::new(Kind::Transfer.number(), NO_MARKET, &records).unwrap();
	let context = Context { domain: DOMAIN, fee_to: fees };
	let named = chunk.named(&context).len();
	assert_eq!(named, Kind::Transfer.max_named());
	let bound = max_witness_bytes(named);
	assert_eq!(bound, 46_810, "as the README says");
	let witness = state.witness(&context, &chunk).len();
	// The upper levels are all on named paths, and need no siblings.
	assert!(witness <= bound && bound - witness <= 64 * 32, "{witness} of {bound}");
	// 5 % of a block of 5 MiB.
	assert!(bound + records.len() < 5 * 1024 * 1024 / 20);
}

#[test]
fn no_kind_names_more_accounts_than_it_says() {
	let context = Context { domain: DOMAIN, fee_to: 999 };
	let entry = |i| Inbox::ForcedExit { account: i, amount: 1 }.encode().to_vec();
	let records: [(Kind, Vec<u8>); 4] = [
		(Kind::Inbox, (0..32).flat_map(entry).collect()),
		(
			Kind::Transfer,
			(0..32)
				.flat_map(|i| Transfer { from: 2 * i, to: 2 * i + 1, ..PAYMENT }.signed(&owner(0)))
				.collect(),
		),
		(
			Kind::Withdraw,
			(0..32)
				.flat_map(|i| Withdraw { account: i, amount: 1, terms: TERMS }.signed(&owner(0)))
				.collect(),
		),
		(
			Kind::Cancel,
			(0..32)
				.flat_map(|account| {
					Cancel { account, floor: 0, terms: TERMS, key: OWNER }.signed(&owner(0))
				})
				.collect(),
		),
	];
	for (kind, bytes) in records {
		let chunk = Chunk::new(kind.number(), NO_MARKET, &bytes).unwrap();
		assert_eq!(chunk.named(&context).len(), kind.max_named());
	}
}
