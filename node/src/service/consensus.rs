// SPDX-License-Identifier: GPL-3.0-only

//! What makes a node a collator: one of the two ways to author blocks.

use super::{Backend, Block, BlockImport, BlockImportHandle, Client, TransactionPool};
use crate::cli::Authoring;
use cumulus_client_collator::service::CollatorService;
use cumulus_client_consensus_aura::collators::{lookahead, slot_based};
use cumulus_primitives_core::{relay_chain::ValidationCode, ParaId};
use cumulus_relay_chain_interface::{OverseerHandle, RelayChainInterface};
use outrider_runtime::{constants::time::RELAY_SLOT_MS, Hash};
use polkadot_primitives::CollatorPair;
use prometheus_endpoint::Registry;
use sc_network::PeerId;
use sc_service::TaskManager;
use sc_telemetry::TelemetryHandle;
use sp_consensus_aura::sr25519::AuthorityPair as AuraPair;
use sp_keystore::KeystorePtr;
use std::{path::PathBuf, sync::Arc, time::Duration};

/// What a block may take to build: as much as a validator has to check it.
const AUTHORING_DURATION: Duration = Duration::from_millis(2_000);
/// How far into a slot the slot-based collator waits for the relay chain's block of that slot.
const SLOT_OFFSET: Duration = Duration::from_millis(1_000);

/// What a collator needs.
pub struct Collator<'a> {
	pub authoring: Authoring,
	pub client: Arc<Client>,
	pub backend: Arc<Backend>,
	pub block_import: BlockImport,
	pub block_import_handle: BlockImportHandle,
	pub transaction_pool: Arc<TransactionPool>,
	pub keystore: KeystorePtr,
	pub relay_chain: Arc<dyn RelayChainInterface>,
	pub overseer: OverseerHandle,
	pub para_id: ParaId,
	pub collator_key: CollatorPair,
	/// The peer of the relay chain's network under which validators know this collator.
	pub collator_peer_id: PeerId,
	pub announce_block: Arc<dyn Fn(Hash, Option<Vec<u8>>) + Send + Sync>,
	pub export_pov: Option<PathBuf>,
	pub max_pov_percentage: Option<u32>,
	pub prometheus: Option<&'a Registry>,
	pub telemetry: Option<TelemetryHandle>,
	pub task_manager: &'a TaskManager,
}

/// Time between two blocks of the relay chain.
pub const RELAY_SLOT: Duration = Duration::from_millis(RELAY_SLOT_MS as u64);

impl Collator<'_> {
	/// Starts to author blocks.
	pub fn start(self) {
		match self.authoring {
			Authoring::Lookahead => self.start_lookahead(),
			Authoring::SlotBased => self.start_slot_based(),
		}
	}

	fn proposer(&self) -> sc_basic_authorship::ProposerFactory<TransactionPool, Client> {
		sc_basic_authorship::ProposerFactory::new(
			self.task_manager.spawn_handle(),
			self.client.clone(),
			self.transaction_pool.clone(),
			self.prometheus,
			self.telemetry.clone(),
		)
	}

	fn collator_service(&self) -> CollatorService<Block, Client, Client> {
		CollatorService::new(self.client.clone(), self.announce_block.clone(), self.client.clone())
	}

	fn code_hash_provider(
		&self,
	) -> impl Fn(Hash) -> Option<cumulus_primitives_core::relay_chain::ValidationCodeHash>
	       + Send
	       + Sync
	       + 'static {
		let client = self.client.clone();
		move |block| client.code_at(block).ok().map(|code| ValidationCode::from(code).hash())
	}

	fn start_lookahead(self) {
		let spawner = self.task_manager.spawn_essential_handle();
		let params = lookahead::ParamsWithExport {
			export_pov: self.export_pov.clone(),
			params: lookahead::Params {
				create_inherent_data_providers: move |_, ()| async move { Ok(()) },
				proposer: self.proposer(),
				collator_service: self.collator_service(),
				code_hash_provider: self.code_hash_provider(),
				block_import: self.block_import,
				para_client: self.client,
				para_backend: self.backend,
				relay_client: self.relay_chain,
				keystore: self.keystore,
				collator_key: self.collator_key,
				collator_peer_id: self.collator_peer_id,
				para_id: self.para_id,
				overseer_handle: self.overseer,
				relay_chain_slot_duration: RELAY_SLOT,
				authoring_duration: AUTHORING_DURATION,
				reinitialize: false,
				max_pov_percentage: self.max_pov_percentage,
			},
		};
		// Only the slot-based collator reads from the handle: kept, it would pile up proofs.
		drop(self.block_import_handle);
		let author = lookahead::run_with_export::<Block, AuraPair, _, _, _, _, _, _, _, _>(params);
		spawner.spawn("aura-lookahead", None, author);
	}

	fn start_slot_based(self) {
		let params = slot_based::Params {
			create_inherent_data_providers: move |_, ()| async move { Ok(()) },
			proposer: self.proposer(),
			collator_service: self.collator_service(),
			code_hash_provider: self.code_hash_provider(),
			block_import: self.block_import,
			block_import_handle: self.block_import_handle,
			para_client: self.client,
			para_backend: self.backend,
			relay_client: self.relay_chain,
			relay_chain_slot_duration: RELAY_SLOT,
			keystore: self.keystore,
			collator_key: self.collator_key,
			collator_peer_id: self.collator_peer_id,
			para_id: self.para_id,
			reinitialize: false,
			slot_offset: SLOT_OFFSET,
			spawner: self.task_manager.spawn_essential_handle(),
			export_pov: self.export_pov,
			max_pov_percentage: self.max_pov_percentage,
		};
		// Spawns its own tasks.
		slot_based::run::<Block, AuraPair, _, _, _, _, _, _, _, _, _>(params);
	}
}
