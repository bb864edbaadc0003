// SPDX-License-Identifier: Apache-2.0

//! Any bytes, any witness, any state: an answer and never a panic.

use proptest::prelude::*;
use settlement_core::*;

use crate::{
	book::forged,
	kit::{Blake2, Toy, DOMAIN},
};

/// Takes every signature, so that nonsense goes all the way.
struct Gullible;

impl Verifier for Gullible {
	fn verify(&self, _: &[u8; SIGNATURE_BYTES], _: &[u8], _: &Key) -> bool {
		true
	}
}

fn extreme() -> impl Strategy<Value = u128> {
	prop_oneof![Just(0), Just(1), Just(u128::MAX), Just(u128::MAX - 1), any::<u128>()]
}

fn extreme_u32() -> impl Strategy<Value = u32> {
	prop_oneof![Just(0), Just(u32::MAX), Just(u32::MAX - 1), Just(u32::MAX - 63), any::<u32>()]
}

fn account() -> impl Strategy<Value = Account> {
	let bits = prop_oneof![Just(0), Just(u64::MAX), Just(u64::MAX - 1), any::<u64>()];
	let keys = (any::<[u8; 32]>(), any::<[u8; 32]>());
	(keys, extreme_u32(), bits, extreme(), extreme()).prop_map(
		|((owner, trader), nonce_base, nonce_bits, free, exited)| Account {
			owner,
			trader,
			nonce_base,
			nonce_bits,
			free,
			exited,
		},
	)
}

fn head() -> impl Strategy<Value = Head> {
	let inbox = prop_oneof![Just(u64::MAX), any::<u64>()];
	(extreme_u32(), inbox, extreme(), extreme()).prop_map(|(clock, inbox, free, exited)| Head {
		clock,
		inbox,
		free,
		exited,
	})
}

/// A record of any kind whose fields are at their ends, or any bytes.
fn record(kind: Kind) -> impl Strategy<Value = Vec<u8>> {
	let width = kind.record_bytes();
	let number = || prop_oneof![0u32..4, extreme_u32()];
	let fee = prop_oneof![Just(0u64), Just(u64::MAX), any::<u64>()];
	let small = (number(), number(), extreme(), fee, extreme_u32(), extreme_u32(), 0u8..4);
	let likely = small.prop_map(move |(account, to, amount, fee, nonce, expiry, key)| {
		let terms = Terms { fee, nonce, expiry };
		let mut bytes = match kind {
			Kind::Inbox => {
				Entry { what: key, account, key: [1; 32], value: amount }.encode().to_vec()
			},
			Kind::Transfer => Transfer { from: account, to, amount, terms, key }.encode().to_vec(),
			Kind::Withdraw => Withdraw { account, amount, terms }.encode().to_vec(),
			Kind::Cancel => Cancel { account, floor: to, terms, key }.encode().to_vec(),
		};
		bytes.resize(width, 0);
		bytes
	});
	prop_oneof![4 => likely, 1 => prop::collection::vec(any::<u8>(), width)]
}

fn chunk_bytes() -> impl Strategy<Value = (Kind, Vec<u8>)> {
	prop::sample::select(Kind::ALL.to_vec()).prop_flat_map(|kind| {
		prop::collection::vec(record(kind), 1..=MAX_RECORDS)
			.prop_map(move |records| (kind, records.concat()))
	})
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(512))]

	/// Even a state that no records can lead to has an answer, and the witness gives the same.
	#[test]
	fn any_state_and_any_records_have_an_outcome(
		head in head(),
		accounts in prop::collection::vec(account(), 0..4),
		(kind, bytes) in chunk_bytes(),
		fee_to in prop_oneof![0u32..5, any::<u32>()],
	) {
		let numbered: Vec<_> = (0u32..).zip(accounts).collect();
		let mut state: State<Blake2> = forged(head, &numbered);
		let context = Context { domain: DOMAIN, fee_to };
		let chunk = Chunk::new(kind.number(), NO_MARKET, &bytes).unwrap();
		let pre = state.root();
		let witness = state.witness(&context, &chunk);
		let outcome = state.apply(&Gullible, &context, &chunk);
		prop_assert_eq!(outcome.codes.len(), chunk.records().len());
		let judged = apply_chunk::<Blake2>(&pre, &witness, &Gullible, &context, &chunk);
		prop_assert_eq!(judged, Ok(outcome));
	}

	#[test]
	fn any_witness_has_an_answer(
		pre in any::<[u8; 32]>(),
		witness in prop::collection::vec(any::<u8>(), 0..4000),
		version in prop::bool::ANY,
		(kind, bytes) in chunk_bytes(),
		fee_to in any::<u32>(),
	) {
		let mut witness = witness;
		if let (true, Some(first)) = (version, witness.first_mut()) {
			*first = 1;
		}
		let context = Context { domain: DOMAIN, fee_to };
		let chunk = Chunk::new(kind.number(), NO_MARKET, &bytes).unwrap();
		let judged = apply_chunk::<Blake2>(&pre, &witness, &Toy, &context, &chunk);
		prop_assert_eq!(judged, Err(BadWitness));
	}

	#[test]
	fn any_bytes_are_a_chunk_or_not(
		kind in 0u8..6,
		market in prop_oneof![4 => Just(NO_MARKET), 1 => any::<u8>()],
		bytes in prop::collection::vec(any::<u8>(), 0..600),
	) {
		if let Ok(chunk) = Chunk::new(kind, market, &bytes) {
			let context = Context { domain: DOMAIN, fee_to: 0 };
			let mut state = State::<Blake2>::default();
			prop_assert_eq!(state.apply(&Toy, &context, &chunk).codes.len(), chunk.records().len());
		}
	}
}
