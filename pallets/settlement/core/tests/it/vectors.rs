// SPDX-License-Identifier: Apache-2.0

//! `vectors.json`: what other implementations are held against.

use serde_json::Value;
use settlement_core::*;

#[path = "../../examples/vectors/cases.rs"]
mod cases;

use crate::kit::{hex, json as clear, unhex, Blake2, Sr25519};

fn vectors() -> Value {
	let file = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors.json");
	serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

fn context(vectors: &Value, chunk: &Value) -> Context {
	let domain = Domain {
		genesis: clear::bytes(&vectors["domain"], "genesis").unwrap(),
		instance: clear::number(&vectors["domain"], "instance").unwrap(),
	};
	Context { domain, fee_to: clear::number(chunk, "fee_to").unwrap() }
}

fn bytes(value: &Value, name: &str) -> Vec<u8> {
	unhex(value[name].as_str().unwrap())
}

#[test]
fn the_file_is_what_the_command_writes() {
	assert!(vectors() == cases::vectors(), "run the example `vectors`");
}

#[test]
fn chunks_lead_from_root_to_root_by_witness_and_by_state() {
	let vectors = vectors();
	let mut state = State::<Blake2>::default();
	assert_eq!(hex(&state.root()), vectors["empty_root"]);
	let mut met = std::collections::BTreeSet::new();
	for vector in vectors["chunks"].as_array().unwrap() {
		let (name, bytes) = (&vector["name"], bytes(vector, "bytes"));
		let context = context(&vectors, vector);
		let kind = clear::kind(vector).unwrap().number();
		let chunk = Chunk::new(kind, clear::number(vector, "market").unwrap(), &bytes).unwrap();
		let pre: Hash = clear::bytes(vector, "pre").unwrap();
		assert_eq!(state.root(), pre, "{name}");
		let witness = unhex(vector["witness"].as_str().unwrap());
		assert_eq!(hex(&state.witness(&context, &chunk)), hex(&witness), "{name}");
		let outcome = apply_chunk::<Blake2>(&pre, &witness, &Sr25519, &context, &chunk).unwrap();
		assert_eq!(state.apply(&Sr25519, &context, &chunk), outcome, "{name}");
		assert_eq!(hex(&outcome.root), vector["post"], "{name}");
		let codes: Vec<u8> = outcome.codes.iter().map(|code| code.number()).collect();
		assert_eq!(Value::from(codes), vector["codes"], "{name}");
		met.extend(outcome.codes);
	}
	let missing: Vec<_> = Code::ALL.iter().filter(|code| !met.contains(code)).collect();
	assert!(missing.is_empty(), "no vector has {missing:?}");
}

#[test]
fn records_in_clear_are_the_bytes() {
	for vector in vectors()["chunks"].as_array().unwrap() {
		let kind = clear::kind(vector).unwrap();
		let mut encoded = Vec::new();
		for record in vector["records"].as_array().unwrap() {
			let fields = clear::fields(kind, record).unwrap();
			encoded.extend(&fields);
			if kind != Kind::Inbox {
				let message = message(&context(&vectors(), vector).domain, kind, &fields);
				assert_eq!(hex(&message), record["message"]);
				encoded.extend(bytes(record, "signature"));
			}
		}
		assert_eq!(hex(&encoded), vector["bytes"], "{}", vector["name"]);
	}
}

#[test]
fn proofs_show_accounts() {
	for proof in vectors()["proofs"].as_array().unwrap() {
		let index = Index::new(clear::number(proof, "index").unwrap()).unwrap();
		let account =
			proof["account"].as_str().map(|digits| Account::decode(&unhex(digits)).unwrap());
		let shown = LeafProof::decode(&bytes(proof, "proof")).unwrap();
		assert_eq!(hex(&shown.root::<Blake2>(index, account.as_ref())), proof["root"]);
	}
}

#[test]
fn what_is_no_chunk_is_refused_as_the_file_says() {
	for vector in vectors()["no_chunks"].as_array().unwrap() {
		let bytes = vec![0; clear::number(vector, "length").unwrap()];
		let (kind, market) = (clear::number(vector, "kind"), clear::number(vector, "market"));
		let refused = Chunk::new(kind.unwrap(), market.unwrap(), &bytes).unwrap_err();
		assert_eq!(format!("{refused:?}"), vector["error"].as_str().unwrap());
	}
}
