// SPDX-License-Identifier: GPL-3.0-only

//! What the command line says about settlement.

use clap::value_parser;

/// What the node does for settlement.
#[derive(Debug, Clone, clap::Args)]
pub struct SettlementParams {
	/// Run a sequencer: take signed records over RPC, answer with receipts, post batches. Needs a key of the type `stsq`, whose
	/// account has a bond.
	#[arg(long)]
	pub sequencer: bool,

	/// Execute each batch of settlement, and have the chain check the first chunk that is false. Needs a key of the type `stwa`,
	/// whose account can pay fees.
	#[arg(long)]
	pub settlement_watch: bool,

	/// Have the chain check all chunks of all batches, too, so that batches are final at once. Stands for --settlement-watch besides.
	#[arg(long)]
	pub settlement_verify: bool,

	/// How long a sequencer collects records for a batch, in milliseconds.
	#[arg(long, value_name = "MS", requires = "sequencer", default_value_t = 2_000, value_parser = value_parser!(u64).range(100..=60_000))]
	pub settlement_batch_ms: u64,

	/// The index of the account that gets the fees of records. Without it a sequencer takes no records with a fee.
	#[arg(long, value_name = "INDEX", requires = "sequencer", value_parser = value_parser!(u32).range(0..16_777_216))]
	pub settlement_fee_to: Option<u32>,

	/// The least fee of a record, in plank.
	#[arg(long, value_name = "PLANK", requires = "settlement_fee_to", default_value_t = 0)]
	pub settlement_min_fee: u64,
}

impl SettlementParams {
	/// Whether the node executes batches against others' faults.
	pub fn watches(&self) -> bool {
		self.settlement_watch || self.settlement_verify
	}

	/// Whether the node keeps the state of settlement.
	pub fn keeps_state(&self) -> bool {
		self.sequencer || self.watches()
	}
}
