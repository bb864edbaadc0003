// SPDX-License-Identifier: Apache-2.0

//! The answer to a line.

use serde_json::{json, Value};
use settlement_core::*;

use crate::kit::{hex, json as clear, unhex, Blake2, Toy, DOMAIN};

/// Executes the chunk of a line. A line that is no chunk gets an `error`, and changes nothing.
pub fn answer(state: &mut State<Blake2>, line: &str) -> Value {
	try_answer(state, line).unwrap_or_else(|error| json!({ "error": error }))
}

fn try_answer(state: &mut State<Blake2>, line: &str) -> Result<Value, String> {
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
