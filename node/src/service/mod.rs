// SPDX-License-Identifier: GPL-3.0-only

//! A node on a relay chain, put together.

mod authoring;
mod authority;
mod import_queue;
mod network;
mod pool;
mod relay_chain;
mod start;

pub use import_queue::accept_development_blocks;
pub use network::OffchainWorkers;
pub use relay_chain::name_lost_relay_chain;
pub use start::{start, NodeOptions};

use cumulus_client_consensus_aura::collators::slot_based::{
	SlotBasedBlockImport, SlotBasedBlockImportHandle,
};
use cumulus_client_consensus_common::ParachainBlockImport;
use cumulus_client_service::ParachainHostFunctions;
use outrider_runtime::{RuntimeApi, VERSION};
use pool::GatedPool;
use sc_consensus::{BasicQueue, DefaultImportQueue};
use sc_executor::{HeapAllocStrategy, WasmExecutor, DEFAULT_HEAP_ALLOC_STRATEGY};
use sc_service::{Configuration, Error, KeystoreContainer, TFullBackend, TFullClient, TaskManager};
use sc_telemetry::{Telemetry, TelemetryWorker, TelemetryWorkerHandle};
use sc_transaction_pool::{TransactionPoolHandle, TransactionPoolWrapper};
use sp_api::{Core, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;
use std::{path::PathBuf, sync::Arc};

fn application_error(error: impl std::error::Error + Send + Sync + 'static) -> Error {
	Error::Application(Box::new(error))
}

/// A block, with its transactions as bytes.
pub type Block = outrider_runtime::opaque::Block;
/// The chain's database, and the runtimes that read it.
pub type Client = TFullClient<Block, RuntimeApi, WasmExecutor<ParachainHostFunctions>>;
/// The database.
pub type Backend = TFullBackend<Block>;
/// Transactions that wait for a block.
pub type TransactionPool = TransactionPoolHandle<Block, Client>;
/// Takes blocks in. It is the slot-based collator's on every node, so that every node accepts what either collator
/// builds: only this one recomputes the proof size that a block was built with.
pub type BlockImport =
	ParachainBlockImport<Block, SlotBasedBlockImport<Block, Arc<Client>, Client>, Backend>;
/// What the slot-based collator reads proofs from.
pub type BlockImportHandle = SlotBasedBlockImportHandle<Block>;

/// What every command that touches the chain needs.
pub struct Components {
	pub client: Arc<Client>,
	pub backend: Arc<Backend>,
	pub task_manager: TaskManager,
	pub keystore: KeystoreContainer,
	pub transaction_pool: Arc<TransactionPool>,
	pub import_queue: DefaultImportQueue<Block>,
	pub block_import: BlockImport,
	pub block_import_handle: BlockImportHandle,
	pub telemetry: Option<Telemetry>,
	pub telemetry_worker: Option<TelemetryWorkerHandle>,
}

/// Opens the database, and makes what reads and writes it. Compiled runtimes are kept in `code_cache`.
pub fn open(config: &Configuration, code_cache: Option<PathBuf>) -> Result<Components, Error> {
	let (telemetry_worker, telemetry) = match telemetry_endpoints(config) {
		Some(endpoints) => {
			let worker = TelemetryWorker::new(16)?;
			let telemetry = worker.handle().new_telemetry(endpoints);
			(Some(worker), Some(telemetry))
		},
		None => (None, None),
	};

	// Imports record proofs, since `BlockImport` has to know their size.
	let (client, backend, keystore, task_manager) =
		sc_service::new_full_parts_record_import::<Block, RuntimeApi, _>(
			config,
			telemetry.as_ref().map(Telemetry::handle),
			executor(config, code_cache),
			true,
			Default::default(),
		)?;
	let client = Arc::new(client);
	refuse_other_runtime(&client, config)?;

	let telemetry_handle = telemetry_worker.map(|worker| {
		let handle = worker.handle();
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		handle
	});

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

	let (slot_based_import, block_import_handle) =
		SlotBasedBlockImport::new(client.clone(), client.clone());
	let block_import = ParachainBlockImport::new(slot_based_import, backend.clone());
	let import_queue = BasicQueue::new(
		import_queue::verifier(client.clone(), telemetry.as_ref().map(Telemetry::handle)),
		Box::new(block_import.clone()),
		None,
		&task_manager.spawn_essential_handle(),
		config.prometheus_registry(),
	);

	Ok(Components {
		client,
		backend,
		task_manager,
		keystore,
		transaction_pool,
		import_queue,
		block_import,
		block_import_handle,
		telemetry,
		telemetry_worker: telemetry_handle,
	})
}

fn telemetry_endpoints(config: &Configuration) -> Option<sc_telemetry::TelemetryEndpoints> {
	config.telemetry_endpoints.clone().filter(|endpoints| !endpoints.is_empty())
}

fn executor(
	config: &Configuration,
	code_cache: Option<PathBuf>,
) -> WasmExecutor<ParachainHostFunctions> {
	let heap = config.executor.default_heap_pages.map_or(DEFAULT_HEAP_ALLOC_STRATEGY, |pages| {
		HeapAllocStrategy::Static { extra_pages: pages.try_into().unwrap_or(u32::MAX) }
	});
	let builder = WasmExecutor::builder()
		.with_execution_method(config.executor.wasm_method)
		.with_max_runtime_instances(config.executor.max_runtime_instances)
		.with_runtime_cache_size(config.executor.runtime_cache_size)
		.with_onchain_heap_alloc_strategy(heap)
		.with_offchain_heap_alloc_strategy(heap);
	match code_cache {
		Some(folder) => builder.with_cache_path(folder).build(),
		None => builder.build(),
	}
}

/// This node knows the interface of one runtime: a chain with another is refused, before anything is done to it.
fn refuse_other_runtime(client: &Client, config: &Configuration) -> Result<(), Error> {
	let best = client.info().best_hash;
	let found = client.runtime_api().version(best).map_err(|error| {
		Error::Other(format!(
			"can't read the runtime's version of `{}`: {error}",
			config.chain_spec.id()
		))
	})?;
	if found.spec_name != VERSION.spec_name {
		return Err(Error::Other(format!(
			"the chain `{}` has the runtime `{}`; this node runs chains with the runtime `{}`",
			config.chain_spec.id(),
			found.spec_name,
			VERSION.spec_name,
		)));
	}
	Ok(())
}
