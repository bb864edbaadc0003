// SPDX-License-Identifier: GPL-3.0-only

//! What makes a node a collator: the two ways to author blocks.

use super::{
	network::{AnnounceBlock, NetworkedNode},
	proposer::proposer,
	relay_chain::{RelayChain, RELAY_SLOT},
	turns::Turns,
	Block, Client, TransactionPool,
};
use crate::cli::Authoring;
use cumulus_client_collator::service::CollatorService;
use cumulus_client_consensus_aura::collators::{lookahead, slot_based};
use cumulus_primitives_core::{
	relay_chain::{ValidationCode, ValidationCodeHash},
	ParaId,
};
use outrider_runtime::{constants::consensus::BLOCK_EXECUTION_TIME_MS, Hash};
use polkadot_primitives::CollatorPair;
use sc_basic_authorship::ProposerFactory;
use sc_service::{Error, TaskManager};
use sp_consensus_aura::sr25519::AuthorityPair as AuraPair;
use sp_keystore::KeystorePtr;
use std::{path::PathBuf, time::Duration};

/// What a block may take to build: as much as a validator has to check it.
const AUTHORING_DURATION: Duration = Duration::from_millis(BLOCK_EXECUTION_TIME_MS);
/// How far into a slot the slot-based collator waits for the relay chain's block of that slot.
const SLOT_OFFSET: Duration = Duration::from_millis(1_000);
/// Replaces what another collator of this process may have said to the relay chain node. Both say the same, and without this the
/// second one would be an error.
const REINITIALIZE: bool = true;

/// What a collator needs.
pub struct Collator<'a> {
	pub authoring: Authoring,
	pub node: NetworkedNode,
	pub relay_chain: &'a RelayChain,
	pub para_id: ParaId,
	pub announce_block: AnnounceBlock,
	pub export_pov: Option<PathBuf>,
	pub max_pov_percentage: Option<u32>,
}

/// What each of the two collators needs of its own.
struct Tools {
	proposer: ProposerFactory<TransactionPool, Client>,
	collator_key: CollatorPair,
	keystore: KeystorePtr,
}

impl Collator<'_> {
	/// Starts to author blocks. The node keeps nothing but its tasks.
	///
	/// With lookahead the slot-based collator builds as well, but only where a slot has several blocks: see [`Turns`].
	pub fn start(self) -> Result<TaskManager, Error> {
		let key = self.relay_chain.collator_key.clone().ok_or_else(|| {
			Error::Other("the relay chain node gave no key to sign collations with".into())
		})?;
		// Its metrics can be registered only once.
		let proposer = proposer(&self.node);
		let turns = Turns::new(self.node.client.clone());
		let tools =
			|keystore| Tools { proposer: proposer.clone(), collator_key: key.clone(), keystore };
		let keystore = self.node.keystore.clone();
		Ok(match self.authoring {
			Authoring::SlotBased => self.start_slot_based(tools(keystore)),
			Authoring::Lookahead => {
				let [lookahead, slot_based] = [Authoring::Lookahead, Authoring::SlotBased]
					.map(|whom| tools(turns.keystore(keystore.clone(), whom)));
				self.start_lookahead(lookahead);
				self.start_slot_based(slot_based)
			},
		})
	}

	fn collator_service(&self) -> CollatorService<Block, Client, Client> {
		let client = &self.node.client;
		CollatorService::new(client.clone(), self.announce_block.clone(), client.clone())
	}

	fn code_hash_provider(
		&self,
	) -> impl Fn(Hash) -> Option<ValidationCodeHash> + Send + Sync + 'static {
		let client = self.node.client.clone();
		move |block| client.code_at(block).ok().map(|code| ValidationCode::from(code).hash())
	}

	fn start_lookahead(&self, Tools { proposer, collator_key, keystore }: Tools) {
		let NetworkedNode { task_manager, client, backend, block_import, .. } = &self.node;
		let params = lookahead::ParamsWithExport {
			export_pov: self.export_pov.clone(),
			params: lookahead::Params {
				create_inherent_data_providers: move |_, ()| async move { Ok(()) },
				proposer,
				collator_service: self.collator_service(),
				code_hash_provider: self.code_hash_provider(),
				block_import: block_import.clone(),
				para_client: client.clone(),
				para_backend: backend.clone(),
				relay_client: self.relay_chain.interface.clone(),
				keystore,
				collator_key,
				collator_peer_id: self.relay_chain.peer_id(),
				para_id: self.para_id,
				overseer_handle: self.relay_chain.overseer.clone(),
				relay_chain_slot_duration: RELAY_SLOT,
				authoring_duration: AUTHORING_DURATION,
				reinitialize: REINITIALIZE,
				max_pov_percentage: self.max_pov_percentage,
			},
		};
		let author = lookahead::run_with_export::<Block, AuraPair, _, _, _, _, _, _, _, _>(params);
		task_manager.spawn_essential_handle().spawn("aura-lookahead", None, author);
	}

	fn start_slot_based(self, Tools { proposer, collator_key, keystore }: Tools) -> TaskManager {
		let collator_service = self.collator_service();
		let code_hash_provider = self.code_hash_provider();
		let NetworkedNode { task_manager, client, backend, .. } = self.node;
		let params = slot_based::Params {
			create_inherent_data_providers: move |_, ()| async move { Ok(()) },
			proposer,
			collator_service,
			code_hash_provider,
			block_import: self.node.block_import,
			block_import_handle: self.node.block_import_handle,
			para_client: client,
			para_backend: backend,
			relay_client: self.relay_chain.interface.clone(),
			relay_chain_slot_duration: RELAY_SLOT,
			keystore,
			collator_key,
			collator_peer_id: self.relay_chain.peer_id(),
			para_id: self.para_id,
			reinitialize: REINITIALIZE,
			slot_offset: SLOT_OFFSET,
			spawner: task_manager.spawn_essential_handle(),
			export_pov: self.export_pov,
			max_pov_percentage: self.max_pov_percentage,
		};
		// Spawns its own tasks.
		slot_based::run::<Block, AuraPair, _, _, _, _, _, _, _, _, _>(params);
		task_manager
	}
}
