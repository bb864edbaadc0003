// SPDX-License-Identifier: GPL-3.0-only

//! The answers of `settlement_*`.

use crate::{
	finality::Stage,
	rpc::format::{Address, Fraction, Plank},
};
use outrider_runtime::Hash;
use serde::Serialize;

/// Bytes as `0x` and hex digits.
#[derive(Clone, Debug)]
pub struct Hex(pub Vec<u8>);

impl Serialize for Hex {
	fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		let digits: String = self.0.iter().map(|byte| format!("{byte:02x}")).collect();
		serializer.serialize_str(&format!("0x{digits}"))
	}
}

/// A sequencer's promise.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceiptAnswer {
	pub record: Hash,
	/// Of the request; `settlement_status` does not know it.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub kind: Option<&'static str>,
	pub batch: u64,
	pub parent: Hash,
	pub chunk: u32,
	pub position: u8,
	pub sequencer: Address,
	pub key: Hash,
	pub signature: Hex,
}

/// The answer about one of several records.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
	Receipt(ReceiptAnswer),
	Error { code: i32, message: String },
}

/// A block of the chain.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct BlockAnswer {
	pub hash: Hash,
	pub number: u32,
}

/// How far a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum RecordStage {
	Receipted,
	Committed,
	Final,
	Reverted,
}

/// What became of a record.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordStatus {
	pub record: Hash,
	pub stage: RecordStage,
	/// The name of the core's code.
	pub code: Option<String>,
	pub batch: Option<u64>,
	pub chunk: Option<u32>,
	pub position: Option<u8>,
	pub block: Option<BlockAnswer>,
	pub block_stage: Option<Stage>,
	pub receipt: Option<ReceiptAnswer>,
}

/// An account in a state.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Leaf {
	#[serde(skip_serializing_if = "Option::is_none")]
	pub batch: Option<u64>,
	pub free: Plank,
	pub exited: Plank,
	pub nonce_base: u32,
	/// A string: JSON parsers are exact only up to 2^53.
	pub nonce_bits: String,
	pub trader: Option<Hash>,
}

/// What an account has.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountAnswer {
	pub account: Address,
	pub index: u32,
	pub claimed: Plank,
	pub claimable: Plank,
	pub now: Option<Leaf>,
	#[serde(rename = "final")]
	pub last_final: Option<Leaf>,
}

/// What a claim needs.
#[derive(Clone, Debug, Serialize)]
pub struct ProofAnswer {
	pub batch: u64,
	pub root: Hash,
	pub index: u32,
	pub leaf: Hex,
	pub proof: Hex,
}

/// A batch.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchAnswer {
	pub id: u64,
	pub author: Address,
	pub stage: &'static str,
	pub submitted: u32,
	pub window_ends: u32,
	pub chunks: u32,
	pub inbox_chunks: u32,
	pub verified: u32,
	pub pre_root: Hash,
	pub post_root: Hash,
	pub inbox_to: u64,
	/// What this node found by execution.
	pub verdict: &'static str,
}

/// A collator whose blocks make the window as long as it is.
#[derive(Clone, Debug, Serialize)]
pub struct Collator {
	pub account: Address,
	/// From one of its lived slots to its next one, on average.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub gap: Option<Fraction>,
	pub full: Fraction,
}

/// A place in the chain of batches.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Place {
	pub batch: u64,
	pub root: Hash,
}

/// Settlement as a whole. Times are lived slots.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
	pub at: Hash,
	pub at_number: u32,
	pub mode: &'static str,
	pub now: u32,
	pub window: u32,
	pub collators: u32,
	pub slowest: Option<Collator>,
	pub fullest: Option<Collator>,
	pub tip: Place,
	#[serde(rename = "final")]
	pub last_final: Place,
	pub leader: Option<Address>,
	pub rotation_ends: u32,
	/// In notifications: batches, the newest first.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub batches: Option<Vec<BatchAnswer>>,
}
