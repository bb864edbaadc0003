// SPDX-License-Identifier: GPL-3.0-only

//! `settlement_*`: records, batches and money of settlement.
//!
//! | module | holds |
//! |---|---|
//! | [`answers`] | the answers, as JSON |
//! | [`parameters`] | the parameters |
//! | [`records`] | a sequencer's intake, and what became of a record |
//! | [`state`] | accounts and proofs |
//! | [`batches`] | batches and the window |

mod answers;
mod batches;
mod parameters;
mod records;
mod state;

use super::{error::Error, format::Given};
use crate::{
	finality::StageSource,
	service::Client,
	settlement::{SettlementAt, Shared},
};
use answers::{
	AccountAnswer, BatchAnswer, Outcome, Overview, ProofAnswer, ReceiptAnswer, RecordStatus,
};
use batches::Notifications;
use jsonrpsee::{
	core::{async_trait, SubscriptionResult},
	proc_macros::rpc,
	PendingSubscriptionSink,
};
use outrider_runtime::AccountId;
use parameters::{BatchNumber, LeafIndex, RecordBytes, RecordHash, RecordKind, RecordList};
use settlement_engine::BlockRef;
use sp_blockchain::HeaderBackend;
use std::sync::Arc;

/// The methods `settlement_*`.
#[rpc(server)]
pub trait SettlementRpc {
	/// Gives a sequencer a signed record. The answer is a receipt.
	#[method(name = "settlement_submit", blocking)]
	fn submit(
		&self,
		kind: Option<Given<RecordKind>>,
		record: Option<Given<RecordBytes>>,
	) -> Result<ReceiptAnswer, Error>;

	/// Gives a sequencer signed records of one kind.
	#[method(name = "settlement_submitMany", blocking)]
	fn submit_many(
		&self,
		kind: Option<Given<RecordKind>>,
		records: Option<Given<RecordList>>,
	) -> Result<Vec<Outcome>, Error>;

	/// How far a record is.
	#[method(name = "settlement_status", blocking)]
	fn status(&self, record: Option<Given<RecordHash>>) -> Result<RecordStatus, Error>;

	/// What an account has.
	#[method(name = "settlement_account", blocking)]
	fn account(&self, account: Option<Given<AccountId>>) -> Result<AccountAnswer, Error>;

	/// What a claim needs.
	#[method(name = "settlement_proof", blocking)]
	fn proof(&self, index: Option<Given<LeafIndex>>) -> Result<ProofAnswer, Error>;

	/// A batch that is pending, or among the last final ones.
	#[method(name = "settlement_batch", blocking)]
	fn batch(&self, id: Option<Given<BatchNumber>>) -> Result<BatchAnswer, Error>;

	/// The window, why it is as long as it is, the last batches, and whose turn it is.
	#[method(name = "settlement_window", blocking)]
	fn window(&self) -> Result<Overview, Error>;
}

/// The subscription, in a trait of its own: a notification has the name of a method.
#[rpc(server)]
pub trait SettlementSubscriptionsRpc {
	/// The window and the batches on their way, at once and at each new best block.
	#[subscription(
		name = "settlement_subscribeBatches" => "settlement_batches",
		unsubscribe = "settlement_unsubscribeBatches",
		item = Overview,
	)]
	async fn subscribe_batches(&self) -> SubscriptionResult;
}

/// Answers `settlement_*`.
#[derive(Clone)]
pub struct SettlementMethods {
	client: Arc<Client>,
	stages: StageSource,
	shared: Option<Arc<Shared>>,
	notifications: Arc<Notifications>,
}

impl SettlementMethods {
	/// Answers from the chain, and from what the node keeps of settlement, if it does.
	pub fn new(client: Arc<Client>, stages: StageSource, shared: Option<Arc<Shared>>) -> Self {
		Self { client, stages, shared, notifications: Arc::default() }
	}

	fn shared(&self) -> Result<&Arc<Shared>, Error> {
		self.shared.as_ref().ok_or(Error::NoSettlementState)
	}

	/// The best block.
	fn best(&self) -> SettlementAt {
		let info = self.client.info();
		let at = BlockRef { number: info.best_number, hash: info.best_hash.into() };
		SettlementAt::new(self.client.clone(), at)
	}
}

impl SettlementRpcServer for SettlementMethods {
	fn submit(
		&self,
		kind: Option<Given<RecordKind>>,
		record: Option<Given<RecordBytes>>,
	) -> Result<ReceiptAnswer, Error> {
		self.take_one(kind, record)
	}

	fn submit_many(
		&self,
		kind: Option<Given<RecordKind>>,
		records: Option<Given<RecordList>>,
	) -> Result<Vec<Outcome>, Error> {
		self.take_many(kind, records)
	}

	fn status(&self, record: Option<Given<RecordHash>>) -> Result<RecordStatus, Error> {
		self.status_of(record)
	}

	fn account(&self, account: Option<Given<AccountId>>) -> Result<AccountAnswer, Error> {
		self.account_of(account)
	}

	fn proof(&self, index: Option<Given<LeafIndex>>) -> Result<ProofAnswer, Error> {
		self.proof_of(index)
	}

	fn batch(&self, id: Option<Given<BatchNumber>>) -> Result<BatchAnswer, Error> {
		self.batch_of(id)
	}

	fn window(&self) -> Result<Overview, Error> {
		self.overview()
	}
}

#[async_trait]
impl SettlementSubscriptionsRpcServer for SettlementMethods {
	async fn subscribe_batches(&self, pending: PendingSubscriptionSink) -> SubscriptionResult {
		self.serve(pending).await
	}
}
