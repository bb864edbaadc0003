// SPDX-License-Identifier: Apache-2.0

//! Records in clear, as JSON. Numbers may be strings of decimal digits: JSON's own end at 2^53 in
//! some languages.

use std::str::FromStr;

use serde_json::Value;
use settlement_core::{
	Cancel, Domain, Entry, Inbox, Kind, Terms, Transfer, Withdraw, OWNER, TRADER,
};

use super::{hex, unhex};

/// The names of the kinds, each at the place of its number.
pub const KINDS: [&str; 4] = ["inbox", "transfer", "withdraw", "cancel"];

pub fn kind(value: &Value) -> Result<Kind, String> {
	let name = value["kind"].as_str().unwrap_or_default();
	let known = KINDS.into_iter().zip(Kind::ALL).find(|(known, _)| *known == name);
	known
		.map(|(_, kind)| kind)
		.ok_or(format!("`kind` is one of {}", KINDS.join(", ")))
}

pub fn number<T: FromStr>(value: &Value, name: &str) -> Result<T, String> {
	let digits = match &value[name] {
		Value::String(digits) => digits.clone(),
		Value::Number(number) => number.to_string(),
		_ => return Err(format!("`{name}` is missing, or is no number")),
	};
	digits.parse().map_err(|_| format!("`{name}` is out of range: {digits}"))
}

pub fn bytes<const N: usize>(value: &Value, name: &str) -> Result<[u8; N], String> {
	let digits = value[name].as_str().unwrap_or_default();
	let valid = digits.len() == 2 * N && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
	let bytes = if valid { unhex(digits).try_into().ok() } else { None };
	bytes.ok_or(format!("`{name}` has {} hexadecimal digits", 2 * N))
}

/// The record's fields up to the signature; an inbox entry has none.
pub fn fields(kind: Kind, record: &Value) -> Result<Vec<u8>, String> {
	Ok(match kind {
		Kind::Inbox => entry(record)?,
		Kind::Transfer => Transfer {
			from: number(record, "from")?,
			to: number(record, "to")?,
			amount: number(record, "amount")?,
			terms: terms(record)?,
			key: key(record)?,
		}
		.encode()
		.to_vec(),
		Kind::Withdraw => Withdraw {
			account: number(record, "account")?,
			amount: number(record, "amount")?,
			terms: terms(record)?,
		}
		.encode()
		.to_vec(),
		Kind::Cancel => Cancel {
			account: number(record, "account")?,
			floor: number(record, "floor")?,
			terms: terms(record)?,
			key: key(record)?,
		}
		.encode()
		.to_vec(),
	})
}

fn terms(record: &Value) -> Result<Terms, String> {
	Ok(Terms {
		fee: number(record, "fee")?,
		nonce: number(record, "nonce")?,
		expiry: number(record, "expiry")?,
	})
}

fn key(record: &Value) -> Result<u8, String> {
	match record["key"].as_str() {
		Some("owner") => Ok(OWNER),
		Some("trader") => Ok(TRADER),
		_ => number(record, "key").map_err(|_| "`key` is owner, trader or a number".into()),
	}
}

fn entry(record: &Value) -> Result<Vec<u8>, String> {
	let account = || number(record, "account");
	let inbox = match record["what"].as_str() {
		Some("tick") => Inbox::Tick { clock: number(record, "clock")? },
		Some("deposit") => Inbox::Deposit {
			account: account()?,
			owner: bytes(record, "owner")?,
			amount: number(record, "amount")?,
		},
		Some("trader") => {
			Inbox::SetTrader { account: account()?, trader: bytes(record, "trader")? }
		},
		Some("forced_exit") => {
			Inbox::ForcedExit { account: account()?, amount: number(record, "amount")? }
		},
		_ => {
			let what = number(record, "what").map_err(|_| {
				"`what` is tick, deposit, trader, forced_exit or a number".to_string()
			})?;
			let (key, value) = (bytes(record, "key")?, number(record, "value")?);
			return Ok(Entry { what, account: account()?, key, value }.encode().to_vec());
		},
	};
	Ok(inbox.encode().to_vec())
}

pub fn domain(domain: &Domain) -> Value {
	serde_json::json!({ "genesis": hex(&domain.genesis), "instance": domain.instance })
}
