// SPDX-License-Identifier: GPL-3.0-only

//! The parts of a node besides its chain's database.

use super::{
	import_queue::{block_import, verifier},
	pool::GatedPool,
	Backend, Block, BlockImport, BlockImportHandle, Chain, Client, TransactionPool,
};
use sc_consensus::{BasicQueue, DefaultImportQueue};
use sc_service::{Configuration, KeystoreContainer, TaskManager};
use sc_telemetry::{Telemetry, TelemetryWorkerHandle};
use sc_transaction_pool::TransactionPoolWrapper;
use std::sync::Arc;

/// The parts of a node before it joins a network, without the import queue, which the network takes.
pub struct Components {
	pub client: Arc<Client>,
	pub backend: Arc<Backend>,
	pub task_manager: TaskManager,
	pub keystore: KeystoreContainer,
	pub transaction_pool: Arc<TransactionPool>,
	pub block_import: BlockImport,
	pub block_import_handle: BlockImportHandle,
	pub telemetry: Option<Telemetry>,
	pub telemetry_worker: Option<TelemetryWorkerHandle>,
}

impl Components {
	/// Builds the components for a chain. The node ends when one of their essential tasks ends.
	pub fn new(config: &Configuration, chain: Chain) -> (Self, DefaultImportQueue<Block>) {
		let Chain { client, backend, task_manager, keystore, telemetry, telemetry_worker } = chain;
		let transaction_pool = sc_transaction_pool::Builder::new(
			task_manager.spawn_essential_handle(),
			client.clone(),
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build();
		let transaction_pool =
			Arc::new(TransactionPoolWrapper(Box::new(GatedPool::new(transaction_pool))));
		let (block_import, block_import_handle) = block_import(&client, &backend);
		let import_queue = BasicQueue::new(
			verifier(client.clone(), telemetry.as_ref().map(Telemetry::handle)),
			Box::new(block_import.clone()),
			None,
			&task_manager.spawn_essential_handle(),
			config.prometheus_registry(),
		);
		let components = Self {
			client,
			backend,
			task_manager,
			keystore,
			transaction_pool,
			block_import,
			block_import_handle,
			telemetry,
			telemetry_worker,
		};
		(components, import_queue)
	}
}
