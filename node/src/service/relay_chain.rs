// SPDX-License-Identifier: GPL-3.0-only

//! This node's access to the relay chain: a relay chain node inside this process, or one that is queried over RPC.

use super::{
	application_error,
	endless_headers::EndlessHeaders,
	network::{AnnounceBlock, NetworkedNode},
	Block, Components,
};
use codec::Encode;
use cumulus_client_bootnodes::{start_bootnode_tasks, StartBootnodeTasksParams};
use cumulus_client_cli::{CollatorOptions, RelayChainMode};
use cumulus_client_service::{
	build_relay_chain_interface, start_relay_chain_tasks, DARecoveryProfile,
	StartRelayChainTasksParams,
};
use cumulus_primitives_core::ParaId;
use cumulus_relay_chain_interface::{OverseerHandle, RelayChainError, RelayChainInterface};
use outrider_runtime::constants::time::RELAY_SLOT_DURATION_MS;
use polkadot_primitives::CollatorPair;
use sc_consensus::import_queue::ImportQueueService;
use sc_network::{
	request_responses::IncomingRequest, service::traits::NetworkService, Multiaddr, PeerId,
};
use sc_service::{Configuration, Error};
use sc_sysinfo::HwBench;
use sp_blockchain::HeaderBackend;
use std::{net::TcpStream, sync::Arc, time::Duration};
use url::Url;

/// Time between two blocks of the relay chain.
pub const RELAY_SLOT: Duration = Duration::from_millis(RELAY_SLOT_DURATION_MS);

/// How long a URL may take to answer the check after the node has lost its relay chain.
const REACHABLE_WITHIN: Duration = Duration::from_secs(2);

/// Adds a plain message when a node that had started stops because no relay chain node answers any more. Before that the
/// node has tried each of them five times, with 1, 2, 4 and 8 seconds in between.
pub fn name_lost_relay_chain(error: sc_cli::Error, urls: &[Url]) -> sc_cli::Error {
	let Some(named) = unreachable(urls) else { return error };
	let message = format!(
		"the relay chain can't be reached any more: no answer from {named} in five attempts over 15 seconds ({error}). \
		 Start the node again when one of them answers, or name others by --relay-chain-rpc-urls"
	);
	sc_cli::Error::Application(message.into())
}

/// Adds a plain message when a node can't start because no relay chain node answers.
fn name_unreachable_relay_chain(error: RelayChainError, urls: &[Url]) -> Error {
	let Some(named) = unreachable(urls) else { return application_error(error) };
	let message = format!(
		"the relay chain can't be reached: no answer from {named} ({error}). Name others by --relay-chain-rpc-urls, or \
		 leave the option out for a relay chain node inside this one"
	);
	Error::Application(message.into())
}

/// The names of these nodes, if there is one, and none answers.
fn unreachable(urls: &[Url]) -> Option<String> {
	let all = !urls.is_empty() && !urls.iter().any(is_reachable);
	all.then(|| urls.iter().map(Url::as_str).collect::<Vec<_>>().join(", "))
}

fn is_reachable(url: &Url) -> bool {
	url.socket_addrs(|| None).is_ok_and(|addresses| {
		addresses
			.iter()
			.any(|address| TcpStream::connect_timeout(address, REACHABLE_WITHIN).is_ok())
	})
}

/// The relay chain, and this node's place on its network.
pub struct RelayChain {
	pub interface: Arc<dyn RelayChainInterface>,
	/// Signs collations. Only collators have one.
	pub collator_key: Option<CollatorPair>,
	pub overseer: OverseerHandle,
	network: Arc<dyn NetworkService>,
	/// Requests of other nodes for peers of our chain.
	bootnode_requests: async_channel::Receiver<IncomingRequest>,
	fork_id: Option<String>,
}

impl RelayChain {
	/// Starts the relay chain node inside this process, or connects to one outside.
	pub async fn connect(
		relay_chain_config: Configuration,
		config: &Configuration,
		options: CollatorOptions,
		hardware: Option<HwBench>,
		components: &mut Components,
	) -> Result<Self, Error> {
		let urls = match &options.relay_chain_mode {
			RelayChainMode::ExternalRpc(urls) => urls.clone(),
			RelayChainMode::Embedded => Vec::new(),
		};
		let fork_id = relay_chain_config.chain_spec.fork_id().map(ToString::to_string);
		let (interface, collator_key, network, bootnode_requests) = build_relay_chain_interface(
			relay_chain_config,
			config,
			components.telemetry_worker.take(),
			&mut components.task_manager,
			options,
			hardware,
		)
		.await
		.map_err(|error| name_unreachable_relay_chain(error, &urls))?;
		let overseer = interface.overseer_handle().map_err(application_error)?;
		Ok(Self { interface, collator_key, overseer, network, bootnode_requests, fork_id })
	}

	/// The peer id under which validators know this node.
	pub fn peer_id(&self) -> PeerId {
		self.network.local_peer_id()
	}

	/// Follows the relay chain: the relay chain decides which of our blocks are best and final, and serves blocks that
	/// our own network has lost.
	pub fn follow(
		&self,
		node: &mut NetworkedNode,
		para_id: ParaId,
		import_queue: Box<dyn ImportQueueService<Block>>,
		announce_block: AnnounceBlock,
	) -> Result<(), Error> {
		let da_recovery_profile = if node.is_collator {
			DARecoveryProfile::Collator
		} else {
			DARecoveryProfile::FullNode
		};
		start_relay_chain_tasks(StartRelayChainTasksParams {
			client: node.client.clone(),
			announce_block,
			para_id,
			relay_chain_interface: self.interface.clone(),
			task_manager: &mut node.task_manager,
			da_recovery_profile,
			import_queue,
			relay_chain_slot_duration: RELAY_SLOT,
			recovery_handle: Box::new(self.overseer.clone()),
			sync_service: node.sync.clone(),
			prometheus_registry: node.prometheus.as_ref(),
		})
	}

	/// Finds the first peers of our chain through the relay chain's network, and answers others who look for them.
	pub fn start_bootnode(&self, node: &mut NetworkedNode, bootnode: Bootnode) {
		start_bootnode_tasks(StartBootnodeTasksParams {
			embedded_dht_bootnode: bootnode.serves,
			dht_bootnode_discovery: bootnode.asks_others,
			para_id: bootnode.para_id,
			task_manager: &mut node.task_manager,
			relay_chain_interface: Arc::new(EndlessHeaders(self.interface.clone())),
			relay_chain_fork_id: self.fork_id.clone(),
			relay_chain_network: self.network.clone(),
			request_receiver: self.bootnode_requests.clone(),
			parachain_network: node.network.clone(),
			advertise_non_global_ips: bootnode.advertises_local_addresses,
			parachain_genesis_hash: node.client.info().genesis_hash.encode(),
			parachain_fork_id: bootnode.fork_id,
			parachain_public_addresses: bootnode.public_addresses,
		});
	}
}

/// How a node finds its first peers.
pub struct Bootnode {
	serves: bool,
	asks_others: bool,
	para_id: ParaId,
	fork_id: Option<String>,
	advertises_local_addresses: bool,
	public_addresses: Vec<Multiaddr>,
}

impl Bootnode {
	/// By the configuration and the command line.
	pub fn new(config: &Configuration, options: &CollatorOptions, para_id: ParaId) -> Self {
		Self {
			serves: options.embedded_dht_bootnode,
			asks_others: options.dht_bootnode_discovery,
			para_id,
			fork_id: config.chain_spec.fork_id().map(ToString::to_string),
			advertises_local_addresses: config.network.allow_non_globals_in_dht,
			public_addresses: config.network.public_addresses.clone(),
		}
	}
}
