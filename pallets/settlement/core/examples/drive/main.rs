// SPDX-License-Identifier: Apache-2.0

//! Executes chunks that standard input holds, one JSON object a line, and answers a line each.
//!
//! ```text
//! {"kind":"inbox","records":[{"what":"deposit","account":0,"owner":"aa…","amount":"100"}]}
//! {"kind":"transfer","fee_to":0,"records":[{"from":0,"to":1,"amount":"5","fee":"0","nonce":0,"expiry":9,"key":"owner","signer":"aa…"}]}
//! {"codes":[8],"root":"…","clock":0,"inbox":1,"free":"100","exited":"0","accounts":[…]}
//! ```
//!
//! | kind | fields of a record |
//! |---|---|
//! | `inbox` | `what`: `tick` with `clock`; `deposit` with `account`, `owner`, `amount`; `trader` with `account`, `trader`; `forced_exit` with `account`, `amount`; or any number with `account`, `key`, `value` |
//! | `transfer` | `from`, `to`, `amount`, `fee`, `nonce`, `expiry`, `key` |
//! | `withdraw` | `account`, `amount`, `fee`, `nonce`, `expiry` |
//! | `cancel` | `account`, `floor`, `fee`, `nonce`, `expiry`, `key` |
//!
//! Numbers may be strings of decimal digits, keys are hexadecimal digits, `key` is `owner`, `trader`
//! or a number. `signer` makes the test signature of that key; `signature` gives 64 bytes instead.
//! In place of `records`, `bytes` gives a chunk as hexadecimal digits. `fee_to` is 2^32 - 1 by default,
//! nobody. The genesis hash is 32 times `ab`, the instance 7. A line that is no chunk gets an `error`
//! and changes nothing.

use std::io::{BufRead, Write};

use serde_json::{json, Value};
use settlement_core::*;

#[path = "../../tests/kit/mod.rs"]
mod kit;
use kit::{hex, json as clear, unhex, Blake2, Toy, DOMAIN};

fn main() -> std::io::Result<()> {
	let mut state = State::<Blake2>::default();
	let mut out = std::io::stdout().lock();
	for line in std::io::stdin().lock().lines() {
		let answer = answer(&mut state, &line?).unwrap_or_else(|error| json!({ "error": error }));
		writeln!(out, "{answer}")?;
	}
	Ok(())
}

fn answer(state: &mut State<Blake2>, line: &str) -> Result<Value, String> {
	let line: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
	let kind = clear::kind(&line)?;
	let bytes = match line["bytes"].as_str() {
		Some(digits) if digits.len() % 2 == 0 && digits.bytes().all(|d| d.is_ascii_hexdigit()) => {
			unhex(digits)
		},
		Some(_) => return Err("`bytes` is no even number of hexadecimal digits".into()),
		None => records(kind, &line)?,
	};
	let fee_to = match line["fee_to"] {
		Value::Null => u32::MAX,
		_ => clear::number(&line, "fee_to")?,
	};
	let context = Context { domain: DOMAIN, fee_to };
	let chunk = Chunk::new(kind.number(), NO_MARKET, &bytes).map_err(|bad| format!("{bad:?}"))?;
	let outcome = state.apply(&Toy, &context, &chunk);
	Ok(describe(state, &chunk.named(&context), &outcome))
}

fn records(kind: Kind, line: &Value) -> Result<Vec<u8>, String> {
	let records = line["records"].as_array().ok_or("`records` is a list")?;
	let mut bytes = Vec::new();
	for record in records {
		let fields = clear::fields(kind, record)?;
		bytes.extend(&fields);
		if kind != Kind::Inbox {
			bytes.extend(signature(kind, record, &fields)?);
		}
	}
	Ok(bytes)
}

fn signature(kind: Kind, record: &Value, fields: &[u8]) -> Result<[u8; SIGNATURE_BYTES], String> {
	match record["signature"] {
		Value::Null => {
			let signer = clear::bytes(record, "signer")?;
			Ok(Toy::sign(&signer, &message(&DOMAIN, kind, fields)))
		},
		_ => clear::bytes(record, "signature"),
	}
}

fn describe(state: &State<Blake2>, named: &[Index], outcome: &Outcome) -> Value {
	let Head { clock, inbox, free, exited } = state.head();
	let codes: Vec<u8> = outcome.codes.iter().map(|code| code.number()).collect();
	let accounts: Vec<Value> = named
		.iter()
		.filter_map(|index| {
			let account = state.account(*index)?;
			Some(json!({
				"index": index.get(),
				"owner": hex(&account.owner),
				"trader": hex(&account.trader),
				"nonce_base": account.nonce_base,
				"nonce_bits": account.nonce_bits.to_string(),
				"free": account.free.to_string(),
				"exited": account.exited.to_string(),
			}))
		})
		.collect();
	json!({
		"codes": codes,
		"root": hex(&outcome.root),
		"clock": clock,
		"inbox": inbox.to_string(),
		"free": free.to_string(),
		"exited": exited.to_string(),
		"accounts": accounts,
	})
}
