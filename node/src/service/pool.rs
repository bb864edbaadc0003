// SPDX-License-Identifier: GPL-3.0-only

//! The transaction pool: no transaction is lost between two blocks.
//!
//! The SDK's fork-aware pool has a *view* for each newest block: the transactions that are valid on top of that block.
//! For a new block the pool copies a view, adds what the mempool holds and the copy lacks, and then puts the copy in the
//! place of the old view. A transaction that is submitted between the last two steps enters the old view alone. The new
//! view lacks the transaction until the next block, so all later transactions of the account wait there as *future*
//! ones. Future transactions are limited to a tenth of the pool, and the pool drops the oldest beyond the limit without
//! telling anybody: a burst loses most of its transactions. On a chain that builds a block only for a ready transaction,
//! the account waits for ever. A transaction that is submitted a moment later, when the new view has taken it from the
//! mempool already, is refused as a duplicate of itself (polkadot-sdk#11419).
//!
//! [`GatedPool`] keeps submissions and the construction of views apart.

use async_trait::async_trait;
use futures::executor::block_on;
use sc_transaction_pool_api::{
	ChainEvent, ImportNotificationStream, LocalTransactionFor, LocalTransactionPool,
	MaintainedTransactionPool, PoolStatus, ReadyTransactions, TransactionFor, TransactionPool,
	TransactionSource, TransactionStatusStreamFor, TxHash, TxInvalidityReportMap,
};
use sp_runtime::traits::Block as BlockT;
use std::{collections::HashMap, pin::Pin, sync::Arc, time::Duration};
use tokio::sync::RwLock;

/// How many submissions may be under way at once. The construction of a view waits for them, at most for as long as
/// that many validations take: some 50 ms.
const CONCURRENT_SUBMISSIONS: u32 = 64;

type BlockHash<P> = <<P as TransactionPool>::Block as BlockT>::Hash;
type Ready<P> =
	Box<dyn ReadyTransactions<Item = Arc<<P as TransactionPool>::InPoolTransaction>> + Send>;

/// A pool that takes no transaction while its views change, and changes no view while it takes one.
pub struct GatedPool<P> {
	pool: P,
	/// Read by submissions, written by the maintenance of the views. Whoever comes first goes first.
	gate: RwLock<()>,
}

impl<P> GatedPool<P> {
	/// Puts the gate before a pool.
	pub fn new(pool: P) -> Self {
		Self { pool, gate: RwLock::with_max_readers((), CONCURRENT_SUBMISSIONS) }
	}
}

#[async_trait]
impl<P: TransactionPool> TransactionPool for GatedPool<P> {
	type Block = P::Block;
	type Hash = P::Hash;
	type InPoolTransaction = P::InPoolTransaction;
	type Error = P::Error;

	async fn submit_at(
		&self,
		at: BlockHash<P>,
		source: TransactionSource,
		transactions: Vec<TransactionFor<P>>,
	) -> Result<Vec<Result<TxHash<P>, P::Error>>, P::Error> {
		let _open = self.gate.read().await;
		self.pool.submit_at(at, source, transactions).await
	}

	async fn submit_one(
		&self,
		at: BlockHash<P>,
		source: TransactionSource,
		transaction: TransactionFor<P>,
	) -> Result<TxHash<P>, P::Error> {
		let _open = self.gate.read().await;
		self.pool.submit_one(at, source, transaction).await
	}

	async fn submit_and_watch(
		&self,
		at: BlockHash<P>,
		source: TransactionSource,
		transaction: TransactionFor<P>,
	) -> Result<Pin<Box<TransactionStatusStreamFor<P>>>, P::Error> {
		let _open = self.gate.read().await;
		self.pool.submit_and_watch(at, source, transaction).await
	}

	async fn ready_at(&self, at: BlockHash<P>) -> Ready<P> {
		self.pool.ready_at(at).await
	}

	fn ready(&self) -> Ready<P> {
		self.pool.ready()
	}

	async fn report_invalid(
		&self,
		at: Option<BlockHash<P>>,
		invalid: TxInvalidityReportMap<TxHash<P>>,
	) -> Vec<Arc<P::InPoolTransaction>> {
		self.pool.report_invalid(at, invalid).await
	}

	fn futures(&self) -> Vec<P::InPoolTransaction> {
		self.pool.futures()
	}

	fn status(&self) -> PoolStatus {
		self.pool.status()
	}

	fn import_notification_stream(&self) -> ImportNotificationStream<TxHash<P>> {
		self.pool.import_notification_stream()
	}

	fn on_broadcasted(&self, propagations: HashMap<TxHash<P>, Vec<String>>) {
		self.pool.on_broadcasted(propagations)
	}

	fn hash_of(&self, transaction: &TransactionFor<P>) -> TxHash<P> {
		self.pool.hash_of(transaction)
	}

	fn ready_transaction(&self, hash: &TxHash<P>) -> Option<Arc<P::InPoolTransaction>> {
		self.pool.ready_transaction(hash)
	}

	async fn ready_at_with_timeout(&self, at: BlockHash<P>, timeout: Duration) -> Ready<P> {
		self.pool.ready_at_with_timeout(at, timeout).await
	}
}

#[async_trait]
impl<P: MaintainedTransactionPool> MaintainedTransactionPool for GatedPool<P> {
	async fn maintain(&self, event: ChainEvent<P::Block>) {
		let _closed = self.gate.write().await;
		self.pool.maintain(event).await
	}
}

impl<P: LocalTransactionPool> LocalTransactionPool for GatedPool<P> {
	type Block = P::Block;
	type Hash = P::Hash;
	type Error = P::Error;

	fn submit_local(
		&self,
		at: <P::Block as BlockT>::Hash,
		transaction: LocalTransactionFor<P>,
	) -> Result<P::Hash, P::Error> {
		// Offchain workers call this, on threads that may block.
		let _open = block_on(self.gate.read());
		self.pool.submit_local(at, transaction)
	}
}

#[cfg(test)]
mod tests;
