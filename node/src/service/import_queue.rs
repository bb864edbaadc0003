// SPDX-License-Identifier: GPL-3.0-only

//! How blocks are verified and imported.

use super::{Backend, Block, BlockImport, BlockImportHandle, Chain, Client};
use async_trait::async_trait;
use cumulus_client_consensus_aura::{
	collators::slot_based::SlotBasedBlockImport,
	equivocation_import_queue::Verifier as AuraVerifier,
};
use cumulus_client_consensus_common::ParachainBlockImport;
use futures::future::BoxFuture;
use sc_consensus::{
	BasicQueue, BlockImportParams, DefaultImportQueue, ForkChoiceStrategy, Verifier,
};
use sc_service::{ChainType, Configuration, SpawnTaskHandle};
use sc_telemetry::{Telemetry, TelemetryHandle};
use sp_consensus_aura::{
	digests::CompatibleDigestItem, sr25519::AuthorityPair as AuraPair, sr25519::AuthoritySignature,
};
use sp_core::traits::{SpawnEssentialNamed, SpawnNamed};
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

/// Imports blocks.
pub fn block_import(
	client: &Arc<Client>,
	backend: &Arc<Backend>,
) -> (BlockImport, BlockImportHandle) {
	let (import, handle) = SlotBasedBlockImport::new(client.clone(), client.clone());
	(ParachainBlockImport::new(import, backend.clone()), handle)
}

/// The queue of `check-block` and `import-blocks`. On a development chain it accepts the blocks of a node with `--dev`,
/// which have no seal and another time than the wall clock's, and makes the longest chain the best.
pub fn queue_of_command(config: &Configuration, chain: &Chain) -> DefaultImportQueue<Block> {
	let client = chain.client.clone();
	let verifier = verifier(client.clone(), chain.telemetry.as_ref().map(Telemetry::handle));
	let spawner = CommandTasks(chain.task_manager.spawn_handle());
	if config.chain_spec.chain_type() == ChainType::Development {
		return BasicQueue::new(UnsealedToo(verifier), Box::new(client), None, &spawner, None);
	}
	let (block_import, _) = block_import(&client, &chain.backend);
	BasicQueue::new(verifier, Box::new(block_import), None, &spawner, None)
}

/// Spawns the essential tasks of a command as ordinary ones. They end as soon as the command has no more work for them.
/// An essential task's end would count as a failure.
#[derive(Clone)]
struct CommandTasks(SpawnTaskHandle);

impl SpawnEssentialNamed for CommandTasks {
	fn spawn_essential(
		&self,
		name: &'static str,
		group: Option<&'static str>,
		task: BoxFuture<'static, ()>,
	) {
		SpawnNamed::spawn(&self.0, name, group, task);
	}

	fn spawn_essential_blocking(
		&self,
		name: &'static str,
		group: Option<&'static str>,
		task: BoxFuture<'static, ()>,
	) {
		SpawnNamed::spawn_blocking(&self.0, name, group, task);
	}
}

/// Accepts blocks without a seal, and passes the others to the inner verifier.
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
