// SPDX-License-Identifier: GPL-3.0-only

//! What chooses the transactions of a block.

use super::{network::NetworkedNode, Client, TransactionPool};
use sc_basic_authorship::ProposerFactory;
use sp_runtime::Percent;

/// The part of the authoring time for which the proposer looks for transactions that still fit into a full block. Each look
/// executes a transaction. The SDK's half of the time is lost in each block while the pool holds more than a block's worth.
/// After this time eight transactions that do not fit end the search.
const SOFT_DEADLINE: Percent = Percent::from_percent(10);

/// The proposer of a node.
pub fn proposer(node: &NetworkedNode) -> ProposerFactory<TransactionPool, Client> {
	let mut proposer = ProposerFactory::new(
		node.task_manager.spawn_handle(),
		node.client.clone(),
		node.transaction_pool.clone(),
		node.prometheus.as_ref(),
		node.telemetry.as_ref().map(|telemetry| telemetry.handle()),
	);
	proposer.set_soft_deadline(SOFT_DEADLINE);
	proposer
}
