// SPDX-License-Identifier: GPL-3.0-only

//! The report of `feed`, a JSON file. Times are milliseconds since the Unix epoch.

use outrider_runtime::{BlockNumber, Hash};
use serde::Serialize;
use std::collections::BTreeMap;

/// Why no more transactions were sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Stop {
	/// The first chain has made as many full blocks as were asked for.
	Blocks,
	/// A chain's signed transactions are used up.
	Transactions,
	/// The time is up.
	Time,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
	pub transfers_per_transaction: u32,
	pub started_ms: u64,
	pub stopped_ms: u64,
	pub stop: Stop,
	pub chains: Vec<ChainReport>,
}

/// What became of the transactions of one chain.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChainReport {
	pub name: String,
	pub genesis: Hash,
	pub spec_version: u32,
	pub signed: u32,
	pub sign_seconds: f64,
	/// Accepted by the node and refused.
	pub sent: u32,
	pub accepted: u32,
	/// Refusals: the node's text, and how often the node has given it.
	pub rejections: BTreeMap<String, u32>,
	/// Accepted transactions that are in final blocks.
	pub finalized_transactions: u32,
	/// Accepted transactions that are in no final block, and still in the node's pool.
	pub pending: u32,
	/// Each block that was the best one, or an ancestor of it, in the order of their coming.
	pub best: Vec<BestBlock>,
	pub finalized: Vec<FinalBlock>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BestBlock {
	pub number: BlockNumber,
	pub hash: Hash,
	pub at_ms: u64,
	/// Transactions of ours.
	pub transactions: u32,
	/// Transactions of ours that are sent, and neither in the block nor in its ancestors.
	pub waiting: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FinalBlock {
	pub number: BlockNumber,
	pub hash: Hash,
	/// Transactions of ours.
	pub transactions: u32,
	/// Successful transfers, by the block's events.
	pub transfers: u32,
	/// Transactions that failed, by the block's events.
	pub failed: u32,
}
