// SPDX-License-Identifier: GPL-3.0-only

//! Starts a node on a relay chain, step by step.

use super::{
	application_error,
	authoring::Collator,
	relay_chain::{Bootnode, RelayChain},
	Block, Chain, Components, NetworkedNode,
};
use crate::{
	chain_spec::Extensions,
	cli::Authoring,
	finality::{self, Finality, Follower, Metrics, OwnChain, RelayChainSource, StageSource},
	settlement::{Settlement, SettlementParams},
};
use cumulus_client_cli::CollatorOptions;
use cumulus_client_service::prepare_node_config;
use cumulus_primitives_core::{GetParachainInfo, ParaId};
use outrider_runtime::{AccountId, Hash};
use prometheus_endpoint::Registry;
use sc_consensus::ImportQueue as _;
use sc_network::{
	config::NetworkBackendType, Litep2pNetworkBackend, NetworkBackend, NetworkWorker,
};
use sc_service::{Configuration, Error, TaskManager};
use sc_storage_monitor::StorageMonitorParams;
use sc_sysinfo::HwBench;
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use sp_keystore::KeystorePtr;
use sp_runtime::traits::AccountIdConversion;
use std::path::PathBuf;

/// The options of a node on a relay chain.
pub struct NodeOptions {
	pub authoring: Authoring,
	pub collator: CollatorOptions,
	pub export_pov: Option<PathBuf>,
	pub max_pov_percentage: Option<u32>,
	pub storage_monitor: StorageMonitorParams,
	/// Are the stages of blocks followed?
	pub finality_tracker: bool,
	/// What the node does for settlement.
	pub settlement: SettlementParams,
	/// The result of the hardware benchmark, if it ran.
	pub hardware: Option<HwBench>,
	/// The folder for compiled runtimes, if they are kept.
	pub code_cache: Option<PathBuf>,
}

/// Starts a node with the network back end of its configuration.
pub async fn start(
	config: Configuration,
	relay_chain_config: Configuration,
	options: NodeOptions,
) -> Result<TaskManager, Error> {
	match config.network.network_backend {
		NetworkBackendType::Libp2p => {
			start_on::<NetworkWorker<Block, Hash>>(config, relay_chain_config, options).await
		},
		NetworkBackendType::Litep2p => {
			start_on::<Litep2pNetworkBackend>(config, relay_chain_config, options).await
		},
	}
}

#[sc_tracing::logging::prefix_logs_with("Parachain")]
async fn start_on<Net: NetworkBackend<Block, Hash>>(
	config: Configuration,
	relay_chain_config: Configuration,
	options: NodeOptions,
) -> Result<TaskManager, Error> {
	// 1. Our own chain's database. All later steps need it.
	let config = prepare_node_config(config);
	let (chain, para_id) = open_chain(&config, options.code_cache)?;
	let (mut components, import_queue) = Components::new(&config, chain);
	let bootnode = Bootnode::new(&config, &options.collator, para_id);
	let settlement = Settlement::open(&config, &components, options.settlement)?;

	// 2. The relay chain. Without it our network can't tell good blocks from bad ones.
	let relay_chain = RelayChain::connect(
		relay_chain_config,
		&config,
		options.collator,
		options.hardware.clone(),
		&mut components,
	)
	.await?;

	// 3. Our own network. It takes the import queue, so a handle to the queue is kept.
	let import_queue_handle = import_queue.service();
	let interface = relay_chain.interface.clone();
	let (mut node, handles) =
		NetworkedNode::join::<Net>(&config, para_id, interface, components, import_queue).await?;

	// 4. Tasks beside the chain.
	node.start_offchain_workers(&config)?;
	node.start_storage_monitor(&config, options.storage_monitor)?;
	node.report_hardware(options.hardware);

	// 5. RPC, and all tasks that a node has on every chain.
	let finality = finality_source(options.finality_tracker, node.prometheus.as_ref())?;
	node.spawn_tasks(config, handles, finality.clone(), settlement.as_ref())?;
	if let Some(settlement) = settlement {
		settlement.start(&node);
	}

	// 6. Following the relay chain, and serving as its bootnode.
	let announce_block = node.announce_block();
	relay_chain.follow(&mut node, para_id, import_queue_handle, announce_block.clone())?;
	relay_chain.start_bootnode(&mut node, bootnode);
	follow_stages(&node, &relay_chain, para_id, finality);

	// 7. Authoring.
	if !node.is_collator {
		return Ok(node.task_manager);
	}
	node.start_authority_watch()?;
	Collator {
		authoring: options.authoring,
		node,
		relay_chain: &relay_chain,
		para_id,
		announce_block,
		export_pov: options.export_pov,
		max_pov_percentage: options.max_pov_percentage,
	}
	.start()
}

/// Opens the chain. Fails if the node can't run this chain with its options.
fn open_chain(
	config: &Configuration,
	code_cache: Option<PathBuf>,
) -> Result<(Chain, ParaId), Error> {
	let chain = Chain::open(config, code_cache)?;
	if config.role.is_authority() {
		refuse_without_aura_key(&chain.keystore.keystore(), config)?;
	}
	let best = chain.client.info().best_hash;
	let para_id = chain.client.runtime_api().parachain_id(best).map_err(application_error)?;
	refuse_other_para_id(config, para_id)?;
	say_who_this_is(para_id);
	Ok((chain, para_id))
}

/// Follows the stages of our blocks, if wanted. The node goes on if that fails.
fn follow_stages(
	node: &NetworkedNode,
	relay_chain: &RelayChain,
	para_id: ParaId,
	source: StageSource,
) {
	let StageSource::Tracker(finality) = source else { return };
	let relay = RelayChainSource { relay: relay_chain.interface.clone(), para_id };
	let own = OwnChain::new(node.client.clone(), node.backend.clone());
	let follower = Follower::new(finality, relay, own);
	node.task_manager.spawn_handle().spawn_blocking(
		"finality-tracker",
		None,
		follower.run(finality::RETRY),
	);
}

fn finality_source(tracker: bool, prometheus: Option<&Registry>) -> Result<StageSource, Error> {
	if !tracker {
		return Ok(StageSource::TurnedOff);
	}
	let metrics = prometheus.map(Metrics::register).transpose()?;
	Ok(StageSource::Tracker(Finality::new(metrics)))
}

/// Refuses a spec whose para id differs from the chain's: light clients believe the spec.
fn refuse_other_para_id(config: &Configuration, para_id: ParaId) -> Result<(), Error> {
	match Extensions::para_id_of(&*config.chain_spec) {
		Some(said) if said != u32::from(para_id) => Err(Error::Other(format!(
			"the spec of `{}` has the `para_id` {said}, and its chain the id {para_id}: write the latter into the spec",
			config.chain_spec.id()
		))),
		_ => Ok(()),
	}
}

fn say_who_this_is(para_id: ParaId) {
	let account: AccountId = para_id.into_account_truncating();
	log::info!(target: "outrider::service", "parachain {para_id}, whose account on the relay chain is {account}");
}

/// Refuses a collator without an Aura key: it would run and never author a block, without a word. The keys of a test
/// account are made only when the node's tasks start.
fn refuse_without_aura_key(keystore: &KeystorePtr, config: &Configuration) -> Result<(), Error> {
	let makes_keys = config.dev_key_seed.is_some();
	if makes_keys || !keystore.sr25519_public_keys(sp_core::crypto::key_types::AURA).is_empty() {
		return Ok(());
	}
	let place = match config.keystore.path() {
		Some(path) => format!("the keystore `{}`", path.display()),
		None => "the keystore".into(),
	};
	Err(Error::Other(format!(
		"a collator needs an Aura key, and {place} has none. Insert one: \
		 outrider key insert --key-type aura --scheme sr25519 --base-path … --chain …, which asks for the secret; \
		 or run without --collator first and call author_rotateKeysWithOwner"
	)))
}
