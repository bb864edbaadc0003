// SPDX-License-Identifier: GPL-3.0-only

//! The methods `settlement_*` of a node.

use super::{lanes::Record, nonces::Nonces};
use crate::{
	node::{Node, Refusal},
	Error,
};
use jsonrpsee::rpc_params;
use outrider_runtime::{AccountId, Balance, Hash};
use serde::{de::Error as _, Deserialize, Deserializer};
use sp_core::Bytes;
use std::str::FromStr;

/// The name of the kind of all records.
const KIND_NAME: &str = "transfer";
/// The most questions in a request.
const QUESTIONS: usize = 100;

/// JSON-RPC: there is no such method.
const NO_METHOD: i32 = -32_601;
/// The node is no sequencer.
const NO_SEQUENCER: i32 = 9_020;
/// The node is making its state: ask again.
const MAKING_STATE: i32 = 9_022;
/// The record would have no effect.
pub const NO_EFFECT: i32 = 9_025;
/// The sequencer takes no more records for now.
pub const INTAKE_FULL: i32 = 9_027;
/// The list of records is empty or too long.
const BAD_COUNT: i32 = 9_028;
/// The account never deposited.
const NO_DEPOSIT: i32 = 9_032;

/// An account, after all records that the node knows of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
	/// The account's index in the state.
	pub index: u32,
	/// In plank.
	pub free: Balance,
	pub nonces: Nonces,
}

#[derive(Debug, Deserialize)]
struct AccountAnswer {
	index: u32,
	now: Option<Now>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Now {
	#[serde(deserialize_with = "digits")]
	free: Balance,
	nonce_base: u32,
	#[serde(deserialize_with = "digits")]
	nonce_bits: u64,
}

impl AccountAnswer {
	fn account(self) -> Option<Account> {
		let Now { free, nonce_base, nonce_bits } = self.now?;
		let nonces = Nonces { base: nonce_base, bits: nonce_bits };
		Some(Account { index: self.index, free, nonces })
	}
}

/// What a sequencer answers to one record: exactly one of the two.
#[derive(Debug, Deserialize)]
struct Answer {
	receipt: Option<Receipt>,
	error: Option<Refusal>,
}

#[derive(Debug, Deserialize)]
struct Receipt {
	/// The hash of the record.
	record: Hash,
}

/// How far a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
	Receipted,
	Committed,
	Final,
	Reverted,
}

#[derive(Debug, Deserialize)]
pub struct Status {
	pub stage: Stage,
	/// What became of the record. `None` before it was executed in a batch.
	pub code: Option<String>,
}

/// A number that is written as a string of decimal digits.
fn digits<'de, D: Deserializer<'de>, T: FromStr>(deserializer: D) -> Result<T, D::Error> {
	let text = String::deserialize(deserializer)?;
	text.parse()
		.map_err(|_| D::Error::custom(format!("`{text}` is no number in range")))
}

/// What a refusal of a whole request means for the user.
fn explain(url: &str, method: &str, refusal: &Refusal) -> Error {
	match refusal.code {
		NO_SEQUENCER => format!(
			"{url} is no sequencer ({refusal}): name a node that was started with --sequencer by --url"
		),
		NO_METHOD => format!("{url} has no method {method}: the node is too old"),
		_ => format!("{url}: {method}: {refusal}"),
	}
	.into()
}

/// Fails for a node that is no sequencer. Such a node would refuse records only after money was moved.
pub async fn require_sequencer(node: &Node) -> Result<(), Error> {
	let method = "settlement_submitMany";
	let no_records: [Bytes; 0] = [];
	let answer = node.ask::<Vec<Answer>>(method, rpc_params![KIND_NAME, no_records]).await?;
	match answer {
		// A sequencer asks for records.
		Err(refusal) if refusal.code == BAD_COUNT => Ok(()),
		Err(refusal) => Err(explain(node.url(), method, &refusal)),
		Ok(_) => Ok(()),
	}
}

/// The accounts of settlement, in the order of their owners. `None` for an account that the state does not have.
pub async fn accounts(node: &Node, owners: &[AccountId]) -> Result<Vec<Option<Account>>, Error> {
	let method = "settlement_account";
	let mut accounts = Vec::with_capacity(owners.len());
	for owners in owners.chunks(QUESTIONS) {
		let params = owners.iter().map(|owner| rpc_params![owner.to_string()]);
		for answer in node.ask_each::<AccountAnswer>(method, params).await? {
			accounts.push(match answer {
				Ok(answer) => answer.account(),
				Err(refusal) if refusal.code == NO_DEPOSIT => None,
				Err(refusal) => return Err(explain(node.url(), method, &refusal)),
			});
		}
	}
	Ok(accounts)
}

/// Submits records in one request. For each one: nothing if there is a receipt, or the refusal.
pub async fn submit(node: &Node, records: &[Record]) -> Result<Vec<Result<(), Refusal>>, Error> {
	let method = "settlement_submitMany";
	let bytes: Vec<_> = records.iter().map(|record| &record.bytes).collect();
	match node.ask::<Vec<Answer>>(method, rpc_params![KIND_NAME, bytes]).await? {
		Ok(answers) => outcomes(records, answers)
			.map_err(|error| format!("{}: {method}: {error}", node.url()).into()),
		Err(refusal) if refusal.code == INTAKE_FULL => {
			Ok(records.iter().map(|_| Err(refusal.clone())).collect())
		},
		Err(refusal) => Err(explain(node.url(), method, &refusal)),
	}
}

/// Reads the answers to these records. A receipt must be for the record at its place.
fn outcomes(records: &[Record], answers: Vec<Answer>) -> Result<Vec<Result<(), Refusal>>, String> {
	if answers.len() != records.len() {
		return Err(format!("{} answers to {} records", answers.len(), records.len()));
	}
	let outcome = |(record, answer): (&Record, Answer)| match (answer.receipt, answer.error) {
		(Some(receipt), None) if receipt.record == record.hash() => Ok(Ok(())),
		(Some(receipt), None) => Err(format!(
			"a receipt names the record {:?} in place of {:?}",
			receipt.record,
			record.hash()
		)),
		(None, Some(refusal)) => Ok(Err(refusal)),
		_ => Err("an answer has not exactly one of receipt and error".into()),
	};
	records.iter().zip(answers).map(outcome).collect()
}

/// How far these records are, in their order. `None` while the node can't say.
pub async fn statuses(node: &Node, records: &[Hash]) -> Result<Vec<Option<Status>>, Error> {
	let method = "settlement_status";
	let mut statuses = Vec::with_capacity(records.len());
	for records in records.chunks(QUESTIONS) {
		let params = records.iter().map(|record| rpc_params![record]);
		for answer in node.ask_each::<Status>(method, params).await? {
			statuses.push(match answer {
				Ok(status) => Some(status),
				Err(refusal) if refusal.code == MAKING_STATE => None,
				Err(refusal) => return Err(explain(node.url(), method, &refusal)),
			});
		}
	}
	Ok(statuses)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
	use super::*;

	fn record(byte: u8) -> Record {
		Record { from: 0, bytes: vec![byte].into() }
	}

	fn answers(json: &str) -> Vec<Answer> {
		serde_json::from_str(json).unwrap()
	}

	#[test]
	fn an_account_is_read_with_all_digits() {
		let json = r#"{
			"account": "5Grw", "index": 3, "claimed": "0", "claimable": "4",
			"now": { "free": "340282366920938463463374607431768211455", "exited": "4", "nonceBase": 3,
				"nonceBits": "18446744073709551614", "trader": null },
			"final": null
		}"#;
		let answer: AccountAnswer = serde_json::from_str(json).unwrap();
		let nonces = Nonces { base: 3, bits: u64::MAX - 1 };
		assert_eq!(answer.account(), Some(Account { index: 3, free: u128::MAX, nonces }));
		let json = r#"{ "account": "5Grw", "index": 3, "now": null, "final": null }"#;
		let answer: AccountAnswer = serde_json::from_str(json).unwrap();
		assert_eq!(answer.account(), None);
	}

	#[test]
	fn answers_are_receipts_and_refusals_in_the_order_of_the_records() {
		let json = format!(
			r#"[{{ "receipt": {{ "record": "{:?}", "batch": 7 }} }},
				{{ "error": {{ "code": 9027, "message": "full" }} }}]"#,
			record(1).hash()
		);
		let full = Refusal { code: INTAKE_FULL, message: "full".into() };
		assert_eq!(outcomes(&[record(1), record(2)], answers(&json)), Ok(vec![Ok(()), Err(full)]));
	}

	#[test]
	fn answers_that_do_not_fit_the_records_are_errors() {
		let receipt = format!(r#"[{{ "receipt": {{ "record": "{:?}" }} }}]"#, record(1).hash());
		for (records, json, expected) in [
			(vec![record(2)], &receipt[..], "a receipt names the record"),
			(vec![record(1), record(2)], &receipt[..], "1 answers to 2 records"),
			(vec![record(1)], "[{}]", "an answer has not exactly one"),
		] {
			let error = outcomes(&records, answers(json)).unwrap_err();
			assert!(error.starts_with(expected), "{error}");
		}
	}

	#[test]
	fn a_status_has_one_of_four_stages() {
		let json = r#"{ "record": "0x", "stage": "final", "code": "Done", "batch": 7 }"#;
		let Status { stage, code } = serde_json::from_str(json).unwrap();
		assert_eq!((stage, code.as_deref()), (Stage::Final, Some("Done")));
		assert!(serde_json::from_str::<Status>(r#"{ "stage": "lost" }"#).is_err());
	}

	#[test]
	fn a_node_that_is_no_sequencer_is_named_as_such() {
		let refusal = |code| Refusal { code, message: "the text".into() };
		let text = |code| explain("ws://x", "settlement_submitMany", &refusal(code)).to_string();
		assert!(text(9_020).starts_with("ws://x is no sequencer (9020 the text)"));
		assert_eq!(
			text(-32_601),
			"ws://x has no method settlement_submitMany: the node is too old"
		);
		assert_eq!(text(9_021), "ws://x: settlement_submitMany: 9021 the text");
	}
}
