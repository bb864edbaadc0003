// SPDX-License-Identifier: GPL-3.0-only

//! A node that has joined its chain's network, and the tasks that run on every chain.

use super::{
	application_error, authority::AuthorityWatch, Backend, Block, BlockImport, BlockImportHandle,
	Client, Components, TransactionPool,
};
use crate::{finality::StageSource, rpc, settlement::Settlement};
use cumulus_client_service::ParachainTracingExecuteBlock;
use cumulus_primitives_core::ParaId;
use cumulus_relay_chain_interface::RelayChainInterface;
use futures::FutureExt;
use outrider_runtime::Hash;
use prometheus_endpoint::Registry;
use sc_client_api::Backend as _;
use sc_consensus::DefaultImportQueue;
use sc_network::{
	config::FullNetworkConfiguration, service::traits::NetworkService, Litep2pNetworkBackend,
	NetworkBackend, NetworkBlock, NotificationMetrics,
};
use sc_network_sync::SyncingService;
use sc_network_transactions::TransactionsHandlerController;
use sc_service::{Configuration, Error, TaskManager};
use sc_storage_monitor::{StorageMonitorParams, StorageMonitorService};
use sc_sysinfo::HwBench;
use sc_telemetry::Telemetry;
use sc_tracing::block::TracingExecuteBlock;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sc_utils::mpsc::TracingUnboundedSender;
use sp_keystore::KeystorePtr;
use std::sync::Arc;

/// Announces a block to the peers.
pub type AnnounceBlock = Arc<dyn Fn(Hash, Option<Vec<u8>>) + Send + Sync>;

/// The parts of a node after it has joined a network: the components, without the import queue, and the network.
pub struct NetworkedNode {
	pub client: Arc<Client>,
	pub backend: Arc<Backend>,
	pub task_manager: TaskManager,
	pub keystore: KeystorePtr,
	pub transaction_pool: Arc<TransactionPool>,
	pub block_import: BlockImport,
	pub block_import_handle: BlockImportHandle,
	pub telemetry: Option<Telemetry>,
	pub prometheus: Option<Registry>,
	pub is_collator: bool,
	pub network: Arc<dyn NetworkService>,
	pub sync: Arc<SyncingService<Block>>,
}

/// Connects the network with RPC and the transaction pool. The node's tasks take these handles.
pub struct Handles {
	system_rpc: TracingUnboundedSender<sc_rpc::system::Request<Block>>,
	transactions: TransactionsHandlerController<Hash>,
	/// Executes a block again for `state_traceBlock`. None if the client alone can do it.
	tracing: Option<Arc<dyn TracingExecuteBlock<Block>>>,
}

impl NetworkedNode {
	/// Joins the network of a chain on a relay chain.
	pub async fn join<Net: NetworkBackend<Block, Hash>>(
		config: &Configuration,
		para_id: ParaId,
		relay_chain_interface: Arc<dyn RelayChainInterface>,
		components: Components,
		import_queue: DefaultImportQueue<Block>,
	) -> Result<(Self, Handles), Error> {
		let prometheus = config.prometheus_registry();
		let params = cumulus_client_service::BuildNetworkParams {
			parachain_config: config,
			net_config: FullNetworkConfiguration::<_, _, Net>::new(
				&config.network,
				prometheus.cloned(),
			),
			client: components.client.clone(),
			transaction_pool: components.transaction_pool.clone(),
			para_id,
			spawn_handle: components.task_manager.spawn_handle(),
			spawn_essential_handle: components.task_manager.spawn_essential_handle(),
			relay_chain_interface,
			import_queue,
			metrics: Net::register_notification_metrics(prometheus),
			gap_sync_body_policy: None,
		};
		let (network, system_rpc, transactions, sync, _) =
			cumulus_client_service::build_network(params).await?;
		let tracing = Arc::new(ParachainTracingExecuteBlock::new(components.client.clone()));
		let handles = Handles { system_rpc, transactions, tracing: Some(tracing) };
		Ok((Self::new(config, components, network, sync), handles))
	}

	/// Starts a network without a relay chain, for a node without peers.
	pub fn alone(
		config: &Configuration,
		components: Components,
		import_queue: DefaultImportQueue<Block>,
	) -> Result<(Self, Handles), Error> {
		let params = sc_service::BuildNetworkParams {
			config,
			net_config: FullNetworkConfiguration::<_, _, Litep2pNetworkBackend>::new(
				&config.network,
				None,
			),
			client: components.client.clone(),
			transaction_pool: components.transaction_pool.clone(),
			spawn_handle: components.task_manager.spawn_handle(),
			spawn_essential_handle: components.task_manager.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: None,
			block_relay: None,
			metrics: NotificationMetrics::new(None),
			gap_sync_body_policy: None,
		};
		let (network, system_rpc, transactions, sync, _) = sc_service::build_network(params)?;
		let handles = Handles { system_rpc, transactions, tracing: None };
		Ok((Self::new(config, components, network, sync), handles))
	}

	fn new(
		config: &Configuration,
		components: Components,
		network: Arc<dyn NetworkService>,
		sync: Arc<SyncingService<Block>>,
	) -> Self {
		Self {
			client: components.client,
			backend: components.backend,
			task_manager: components.task_manager,
			keystore: components.keystore.keystore(),
			transaction_pool: components.transaction_pool,
			block_import: components.block_import,
			block_import_handle: components.block_import_handle,
			telemetry: components.telemetry,
			prometheus: config.prometheus_registry().cloned(),
			is_collator: config.role.is_authority(),
			network,
			sync,
		}
	}

	/// Announces a block to the peers.
	pub fn announce_block(&self) -> AnnounceBlock {
		let sync = self.sync.clone();
		Arc::new(move |hash, data| sync.announce_block(hash, data))
	}

	/// Starts RPC, and all tasks that a node has on every chain.
	pub fn spawn_tasks(
		&mut self,
		config: Configuration,
		handles: Handles,
		finality: StageSource,
		settlement: Option<&Settlement>,
	) -> Result<(), Error> {
		let (client, pool) = (self.client.clone(), self.transaction_pool.clone());
		let settlement = settlement.map(|settlement| settlement.shared.clone());
		sc_service::spawn_tasks(sc_service::SpawnTasksParams {
			rpc_builder: Box::new(move |_| {
				rpc::create(client.clone(), pool.clone(), finality.clone(), settlement.clone())
			}),
			client: self.client.clone(),
			transaction_pool: self.transaction_pool.clone(),
			task_manager: &mut self.task_manager,
			config,
			keystore: self.keystore.clone(),
			backend: self.backend.clone(),
			network: self.network.clone(),
			sync_service: self.sync.clone(),
			system_rpc_tx: handles.system_rpc,
			tx_handler_controller: handles.transactions,
			telemetry: self.telemetry.as_mut(),
			tracing_execute_block: handles.tracing,
		})?;
		Ok(())
	}

	/// Runs the runtime's offchain workers, unless the configuration has none.
	pub fn start_offchain_workers(&self, config: &Configuration) -> Result<(), Error> {
		if !config.offchain_worker.enabled {
			return Ok(());
		}
		let pool = OffchainTransactionPoolFactory::new(self.transaction_pool.clone());
		let workers = sc_offchain::OffchainWorkers::new(sc_offchain::OffchainWorkerOptions {
			runtime_api_provider: self.client.clone(),
			keystore: Some(self.keystore.clone()),
			offchain_db: self.backend.offchain_storage(),
			transaction_pool: Some(pool),
			network_provider: Arc::new(self.network.clone()),
			is_validator: self.is_collator,
			enable_http_requests: true,
			custom_extensions: |_| Vec::new(),
		})?;
		let spawner = self.task_manager.spawn_handle();
		spawner.clone().spawn(
			"offchain-workers-runner",
			"offchain-work",
			workers.run(self.client.clone(), spawner).boxed(),
		);
		Ok(())
	}

	/// Reports in each session whether this collator may author.
	pub fn start_authority_watch(&self) -> Result<(), Error> {
		let watch = AuthorityWatch::new(
			self.client.clone(),
			self.keystore.clone(),
			self.sync.clone(),
			self.prometheus.as_ref(),
		)?;
		self.task_manager.spawn_handle().spawn("authority-watch", None, watch.run());
		Ok(())
	}

	/// Stops the node before the disk is full.
	pub fn start_storage_monitor(
		&self,
		config: &Configuration,
		params: StorageMonitorParams,
	) -> Result<(), Error> {
		let Some(database) = config.database.path() else { return Ok(()) };
		let spawner = self.task_manager.spawn_essential_handle();
		StorageMonitorService::try_spawn(params, database.to_path_buf(), &spawner)
			.map_err(application_error)
	}

	/// Logs the result of the hardware benchmark, if there is one, and warns a collator whose machine is too slow.
	pub fn report_hardware(&self, hardware: Option<HwBench>) {
		let Some(hardware) = hardware else { return };
		sc_sysinfo::print_hwbench(&hardware);
		let required = &frame_benchmarking_cli::SUBSTRATE_REFERENCE_HARDWARE;
		if let (true, Err(error)) = (self.is_collator, required.check_hardware(&hardware, false)) {
			log::warn!(
				target: "outrider::service",
				"this machine is slower than what Polkadot asks of a collator ({error}): blocks may come too late to be backed",
			);
		}
		if let Some(telemetry) = &self.telemetry {
			let report = sc_sysinfo::initialize_hwbench_telemetry(telemetry.handle(), hardware);
			self.task_manager.spawn_handle().spawn("telemetry_hwbench", None, report);
		}
	}
}
