// SPDX-License-Identifier: GPL-3.0-only

//! How blocks are checked before they are imported.

use super::{Block, Client, Components};
use async_trait::async_trait;
use cumulus_client_consensus_aura::equivocation_import_queue::Verifier as AuraVerifier;
use sc_consensus::{BasicQueue, BlockImportParams, ForkChoiceStrategy, Verifier};
use sc_service::{ChainType, Configuration};
use sc_telemetry::TelemetryHandle;
use sp_consensus_aura::{
	digests::CompatibleDigestItem, sr25519::AuthorityPair as AuraPair, sr25519::AuthoritySignature,
};
use sp_runtime::{traits::Header as _, DigestItem};
use std::sync::Arc;

/// Checks the seal, the slot and the inherents of a block.
pub fn verifier(
	client: Arc<Client>,
	telemetry: Option<TelemetryHandle>,
) -> impl Verifier<Block> + 'static {
	AuraVerifier::<AuraPair, _, _, _>::new(
		client,
		|_, ()| async move { Ok(sp_timestamp::InherentDataProvider::from_system_time()) },
		telemetry,
	)
}

/// For `check-block` and `import-blocks`. On a development chain the import queue takes the blocks of a node with `--dev`,
/// which nobody sealed and whose time is not the wall clock's, and makes the longest chain the best.
pub fn accept_development_blocks(config: &Configuration, components: &mut Components) {
	if config.chain_spec.chain_type() == ChainType::Development {
		let client = components.client.clone();
		components.import_queue = BasicQueue::new(
			UnsealedToo(verifier(client.clone(), None)),
			Box::new(client),
			None,
			&components.task_manager.spawn_essential_handle(),
			config.prometheus_registry(),
		);
	}
}

/// Lets blocks without a seal pass, and checks the others.
struct UnsealedToo<V>(V);

#[async_trait]
impl<V: Verifier<Block>> Verifier<Block> for UnsealedToo<V> {
	async fn verify(
		&self,
		mut block: BlockImportParams<Block>,
	) -> Result<BlockImportParams<Block>, String> {
		let seal = |item: &DigestItem| {
			<DigestItem as CompatibleDigestItem<AuthoritySignature>>::as_aura_seal(item)
		};
		if block.header.digest().logs().iter().any(|item| seal(item).is_some()) {
			return self.0.verify(block).await;
		}
		block.fork_choice = Some(ForkChoiceStrategy::LongestChain);
		Ok(block)
	}
}
