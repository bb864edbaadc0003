// SPDX-License-Identifier: GPL-3.0-only

//! Starts a node on a relay chain, step by step.

use super::{
	consensus::{Collator, RELAY_SLOT},
	Backend, Block, Client, Parts, TransactionPool,
};
use crate::{cli::Authoring, rpc};
use codec::Encode;
use cumulus_client_bootnodes::{start_bootnode_tasks, StartBootnodeTasksParams};
use cumulus_client_cli::CollatorOptions;
use cumulus_client_service::{
	build_network, build_relay_chain_interface, prepare_node_config, start_relay_chain_tasks,
	BuildNetworkParams, DARecoveryProfile, ParachainTracingExecuteBlock,
	StartRelayChainTasksParams,
};
use cumulus_primitives_core::GetParachainInfo;
use cumulus_relay_chain_interface::RelayChainInterface;
use futures::FutureExt;
use outrider_runtime::Hash;
use sc_client_api::Backend as _;
use sc_consensus::ImportQueue as _;
use sc_network::{
	config::{FullNetworkConfiguration, NetworkBackendType},
	service::traits::NetworkService,
	Litep2pNetworkBackend, NetworkBackend, NetworkBlock, NetworkWorker,
};
use sc_service::{Configuration, Error, TaskManager};
use sc_storage_monitor::{StorageMonitorParams, StorageMonitorService};
use sc_sysinfo::HwBench;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use sp_keystore::KeystorePtr;
use std::{path::PathBuf, sync::Arc};

/// What the command line says of a node on a relay chain.
pub struct NodeOptions {
	pub authoring: Authoring,
	pub collator: CollatorOptions,
	pub export_pov: Option<PathBuf>,
	pub max_pov_percentage: Option<u32>,
	pub storage_monitor: StorageMonitorParams,
	/// What the machine can do, if that was measured.
	pub hardware: Option<HwBench>,
}

/// Starts a node with the network back end that its configuration names.
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

fn other(error: impl std::error::Error + Send + Sync + 'static) -> Error {
	Error::Application(Box::new(error))
}

async fn start_on<Net: NetworkBackend<Block, Hash>>(
	config: Configuration,
	relay_chain_config: Configuration,
	options: NodeOptions,
) -> Result<TaskManager, Error> {
	// 1. Our own chain's database. Nothing that follows makes sense without.
	let config = prepare_node_config(config);
	let Parts {
		client,
		backend,
		mut task_manager,
		keystore,
		transaction_pool,
		import_queue,
		block_import,
		block_import_handle,
		mut telemetry,
		telemetry_worker,
	} = super::open(&config)?;
	let keystore = keystore.keystore();
	let is_collator = config.role.is_authority();
	if is_collator {
		refuse_without_aura_key(&keystore, &config)?;
	}
	let para_id = client.runtime_api().parachain_id(client.info().best_hash).map_err(other)?;
	let prometheus = config.prometheus_registry().cloned();

	// 2. The relay chain: a node of its own inside this process, or one that is asked over RPC.
	let relay_chain_fork_id = relay_chain_config.chain_spec.fork_id().map(ToString::to_string);
	let (relay_chain, collator_key, relay_chain_network, bootnode_requests) =
		build_relay_chain_interface(
			relay_chain_config,
			&config,
			telemetry_worker,
			&mut task_manager,
			options.collator.clone(),
			options.hardware.clone(),
		)
		.await
		.map_err(other)?;

	// 3. Our own chain's network.
	let import_queue_service = import_queue.service();
	let metrics = Net::register_notification_metrics(prometheus.as_ref());
	let (network, system_rpc_tx, tx_handler_controller, sync_service, _) =
		build_network(BuildNetworkParams {
			parachain_config: &config,
			net_config: FullNetworkConfiguration::<_, _, Net>::new(
				&config.network,
				prometheus.clone(),
			),
			client: client.clone(),
			transaction_pool: transaction_pool.clone(),
			para_id,
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			relay_chain_interface: relay_chain.clone(),
			import_queue,
			metrics,
			gap_sync_body_policy: None,
		})
		.await?;

	// 4. What runs beside the chain: offchain workers, and a guard against a full disk.
	start_offchain_workers(
		&config,
		&client,
		&backend,
		&transaction_pool,
		&keystore,
		&network,
		&task_manager,
	)?;
	if let Some(database) = config.database.path() {
		StorageMonitorService::try_spawn(
			options.storage_monitor,
			database.to_path_buf(),
			&task_manager.spawn_essential_handle(),
		)
		.map_err(other)?;
	}
	if let Some(hardware) = options.hardware {
		report_hardware(hardware, is_collator, telemetry.as_ref(), &task_manager);
	}

	// 5. RPC, and all tasks that a node has on any chain. This takes the configuration away, so what is needed of
	// it later is kept.
	let bootnode = StartBootnode {
		advertise_non_global_ips: config.network.allow_non_globals_in_dht,
		fork_id: config.chain_spec.fork_id().map(ToString::to_string),
		public_addresses: config.network.public_addresses.clone(),
	};
	let rpc_builder = {
		let (client, pool) = (client.clone(), transaction_pool.clone());
		Box::new(move |_| rpc::create(client.clone(), pool.clone()))
	};
	sc_service::spawn_tasks(sc_service::SpawnTasksParams {
		rpc_builder,
		client: client.clone(),
		transaction_pool: transaction_pool.clone(),
		task_manager: &mut task_manager,
		config,
		keystore: keystore.clone(),
		backend: backend.clone(),
		network: network.clone(),
		sync_service: sync_service.clone(),
		system_rpc_tx,
		tx_handler_controller,
		telemetry: telemetry.as_mut(),
		tracing_execute_block: Some(Arc::new(ParachainTracingExecuteBlock::new(client.clone()))),
	})?;

	// 6. Following the relay chain: it says which of our blocks are best and which are final, and it gives back
	// blocks that our own network lost.
	let announce_block = {
		let sync_service = sync_service.clone();
		Arc::new(move |hash, data| sync_service.announce_block(hash, data))
	};
	let overseer = relay_chain.overseer_handle().map_err(other)?;
	start_relay_chain_tasks(StartRelayChainTasksParams {
		client: client.clone(),
		announce_block: announce_block.clone(),
		para_id,
		relay_chain_interface: relay_chain.clone(),
		task_manager: &mut task_manager,
		da_recovery_profile: match is_collator {
			true => DARecoveryProfile::Collator,
			false => DARecoveryProfile::FullNode,
		},
		import_queue: import_queue_service,
		relay_chain_slot_duration: RELAY_SLOT,
		recovery_handle: Box::new(overseer.clone()),
		sync_service,
		prometheus_registry: prometheus.as_ref(),
	})?;

	// 7. Finding the first peers of our chain by the relay chain's network, and being found there.
	start_bootnode_tasks(StartBootnodeTasksParams {
		embedded_dht_bootnode: options.collator.embedded_dht_bootnode,
		dht_bootnode_discovery: options.collator.dht_bootnode_discovery,
		para_id,
		task_manager: &mut task_manager,
		relay_chain_interface: relay_chain.clone(),
		relay_chain_fork_id,
		relay_chain_network: relay_chain_network.clone(),
		request_receiver: bootnode_requests,
		parachain_network: network,
		advertise_non_global_ips: bootnode.advertise_non_global_ips,
		parachain_genesis_hash: client.info().genesis_hash.encode(),
		parachain_fork_id: bootnode.fork_id,
		parachain_public_addresses: bootnode.public_addresses,
	});

	// 8. Authoring.
	if is_collator {
		let collator_key = collator_key.ok_or_else(|| {
			Error::Other("the relay chain node gave no key to sign collations with".into())
		})?;
		Collator {
			authoring: options.authoring,
			client,
			backend,
			block_import,
			block_import_handle,
			transaction_pool,
			keystore,
			relay_chain,
			overseer,
			para_id,
			collator_key,
			collator_peer_id: relay_chain_network.local_peer_id(),
			announce_block,
			export_pov: options.export_pov,
			max_pov_percentage: options.max_pov_percentage,
			prometheus: prometheus.as_ref(),
			telemetry: telemetry.as_ref().map(|telemetry| telemetry.handle()),
			task_manager: &task_manager,
		}
		.start();
	}

	Ok(task_manager)
}

/// What the DHT bootnode needs of the node's configuration.
struct StartBootnode {
	advertise_non_global_ips: bool,
	fork_id: Option<String>,
	public_addresses: Vec<sc_network::Multiaddr>,
}

/// A collator that can't sign would run and never author a block, without a word.
fn refuse_without_aura_key(keystore: &KeystorePtr, config: &Configuration) -> Result<(), Error> {
	if !keystore.sr25519_public_keys(sp_core::crypto::key_types::AURA).is_empty() {
		return Ok(());
	}
	let place = match config.keystore.path() {
		Some(path) => format!("the keystore `{}`", path.display()),
		None => "the keystore".into(),
	};
	Err(Error::Other(format!(
		"a collator needs an Aura key, and {place} has none. Insert one: \
		 outrider key insert --key-type aura --scheme sr25519 --suri SECRET --base-path … --chain …; \
		 or run without --collator first and call author_rotateKeysWithOwner"
	)))
}

fn start_offchain_workers(
	config: &Configuration,
	client: &Arc<Client>,
	backend: &Arc<Backend>,
	transaction_pool: &Arc<TransactionPool>,
	keystore: &KeystorePtr,
	network: &Arc<dyn NetworkService>,
	task_manager: &TaskManager,
) -> Result<(), Error> {
	if !config.offchain_worker.enabled {
		return Ok(());
	}
	let workers = sc_offchain::OffchainWorkers::new(sc_offchain::OffchainWorkerOptions {
		runtime_api_provider: client.clone(),
		keystore: Some(keystore.clone()),
		offchain_db: backend.offchain_storage(),
		transaction_pool: Some(OffchainTransactionPoolFactory::new(transaction_pool.clone())),
		network_provider: Arc::new(network.clone()),
		is_validator: config.role.is_authority(),
		enable_http_requests: true,
		custom_extensions: |_| Vec::new(),
	})?;
	task_manager.spawn_handle().spawn(
		"offchain-workers-runner",
		"offchain-work",
		workers.run(client.clone(), task_manager.spawn_handle()).boxed(),
	);
	Ok(())
}

/// Says what the machine can do, and warns a collator whose machine is too slow.
fn report_hardware(
	hardware: HwBench,
	is_collator: bool,
	telemetry: Option<&sc_telemetry::Telemetry>,
	task_manager: &TaskManager,
) {
	sc_sysinfo::print_hwbench(&hardware);
	if is_collator {
		if let Err(error) =
			frame_benchmarking_cli::SUBSTRATE_REFERENCE_HARDWARE.check_hardware(&hardware, false)
		{
			log::warn!(
				target: "outrider::service",
				"this machine is slower than what Polkadot asks of a collator ({error}): blocks may come too late to be backed",
			);
		}
	}
	if let Some(telemetry) = telemetry {
		task_manager.spawn_handle().spawn(
			"telemetry_hwbench",
			None,
			sc_sysinfo::initialize_hwbench_telemetry(telemetry.handle(), hardware),
		);
	}
}
