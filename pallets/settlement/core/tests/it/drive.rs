// SPDX-License-Identifier: Apache-2.0

//! The answers of the example `drive`, against which another implementation is held.

use serde_json::{json, Value};
use settlement_core::*;

#[path = "../../examples/drive/answer.rs"]
mod answer;

use crate::kit::{hex, owner, Blake2, Toy, DOMAIN};

/// The answers to lines, from the empty state on.
fn drive(lines: &[&str]) -> Vec<Value> {
	let mut state = State::default();
	lines.iter().map(|line| answer::answer(&mut state, line)).collect()
}

fn deposit(account: u32, amount: &str) -> Value {
	json!({ "what": "deposit", "account": account, "owner": hex(&owner(account)), "amount": amount })
}

fn transfer(amount: u128, signer: u32) -> Value {
	json!({
		"from": 0, "to": 1, "amount": amount.to_string(), "fee": "1", "nonce": 0, "expiry": 5,
		"key": "owner", "signer": hex(&owner(signer)),
	})
}

#[test]
fn records_in_clear_get_the_codes_roots_and_accounts_of_the_core() {
	let large = (u128::MAX / 2).to_string();
	let deposits = json!({ "kind": "inbox", "records": [deposit(0, &large), deposit(1, "7")] });
	let transfers =
		json!({ "kind": "transfer", "fee_to": 1, "records": [transfer(5, 1), transfer(5, 0)] });
	let answers = drive(&[&deposits.to_string(), &transfers.to_string()]);

	// The same by the core: the bytes of a record are made by hand.
	let mut state = State::<Blake2>::default();
	let mut apply = |kind: Kind, fee_to: u32, records: &[Vec<u8>]| {
		let bytes = records.concat();
		let context = Context { domain: DOMAIN, fee_to };
		let chunk = Chunk::new(kind.number(), NO_MARKET, &bytes).unwrap();
		hex(&state.apply(&Toy, &context, &chunk).root)
	};
	let entry = |account: u32, value: u128| {
		[&[1][..], &account.to_le_bytes(), &owner(account), &value.to_le_bytes()].concat()
	};
	let record = |signer: u32| {
		let fields = [
			&0u32.to_le_bytes()[..],
			&1u32.to_le_bytes(),
			&5u128.to_le_bytes(),
			&1u64.to_le_bytes(),
			&0u32.to_le_bytes(),
			&5u32.to_le_bytes(),
			&[OWNER],
		]
		.concat();
		let signature = Toy::sign(&owner(signer), &message(&DOMAIN, Kind::Transfer, &fields));
		[fields, signature.to_vec()].concat()
	};
	let first = apply(Kind::Inbox, u32::MAX, &[entry(0, u128::MAX / 2), entry(1, 7)]);
	let second = apply(Kind::Transfer, 1, &[record(1), record(0)]);

	assert_eq!(answers[0]["root"], first);
	assert_eq!(answers[0]["codes"], json!([0, 0]));
	assert_eq!(answers[0]["inbox"], "2");
	assert_eq!(answers[1]["root"], second);
	assert_eq!(answers[1]["codes"], json!([Code::BadSignature.number(), 0]));
	assert_eq!(answers[1]["accounts"][0]["free"], (u128::MAX / 2 - 6).to_string());
	assert_eq!(answers[1]["accounts"][1]["free"], "13");
	assert_eq!(answers[1]["accounts"][0]["nonce_base"], 1);
}

#[test]
fn a_line_that_is_no_chunk_gets_a_reason_and_changes_nothing() {
	let good = json!({ "kind": "inbox", "records": [deposit(0, "9")] }).to_string();
	let unsigned = json!({ "kind": "transfer", "records": [{ "from": 0 }] }).to_string();
	let bad = [
		("{", "EOF"),
		(r#"{"kind":"order","records":[]}"#, "`kind` is one of inbox, transfer, withdraw, cancel"),
		(r#"{"kind":"inbox"}"#, "`records` is a list"),
		(r#"{"kind":"inbox","records":[]}"#, "NoRecords"),
		(r#"{"kind":"inbox","bytes":"0"}"#, "`bytes` is no even number of hexadecimal digits"),
		(r#"{"kind":"inbox","bytes":"00"}"#, "BadLength"),
		(&unsigned, "`to` is missing, or is no number"),
	];
	let lines: Vec<&str> = bad.iter().map(|(line, _)| *line).chain([good.as_str()]).collect();
	let answers = drive(&lines);
	for ((line, reason), answer) in bad.iter().zip(&answers) {
		let error = answer["error"].as_str().unwrap_or_default();
		assert!(error.contains(reason), "{line}: {answer}");
	}
	assert_eq!(answers.last().unwrap()["inbox"], "1");
	assert_eq!(answers.last().unwrap()["free"], "9");
}
