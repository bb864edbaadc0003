// SPDX-License-Identifier: GPL-3.0-only

//! Opens the chain's database.

use super::{Backend, Block, Client};
use cumulus_client_service::ParachainHostFunctions;
use outrider_runtime::{RuntimeApi, VERSION};
use sc_executor::{HeapAllocStrategy, WasmExecutor, DEFAULT_HEAP_ALLOC_STRATEGY};
use sc_service::{Configuration, Error, KeystoreContainer, TaskManager};
use sc_telemetry::{Telemetry, TelemetryEndpoints, TelemetryWorker, TelemetryWorkerHandle};
use sp_api::{Core, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;
use std::{path::PathBuf, sync::Arc};

/// The parts of a node that every command on the chain's database needs.
pub struct Chain {
	pub client: Arc<Client>,
	pub backend: Arc<Backend>,
	pub task_manager: TaskManager,
	pub keystore: KeystoreContainer,
	pub telemetry: Option<Telemetry>,
	pub telemetry_worker: Option<TelemetryWorkerHandle>,
}

impl Chain {
	/// Opens the database. Compiled runtimes are kept in `code_cache`.
	pub fn open(config: &Configuration, code_cache: Option<PathBuf>) -> Result<Self, Error> {
		let (telemetry_worker, telemetry) = match telemetry_endpoints(config) {
			Some(endpoints) => {
				let worker = TelemetryWorker::new(16)?;
				let telemetry = worker.handle().new_telemetry(endpoints);
				(Some(worker), Some(telemetry))
			},
			None => (None, None),
		};
		// Imports record proofs, since `BlockImport` needs their size.
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
		let telemetry_worker = telemetry_worker.map(|worker| {
			let handle = worker.handle();
			task_manager.spawn_handle().spawn("telemetry", None, worker.run());
			handle
		});
		Ok(Self { client, backend, task_manager, keystore, telemetry, telemetry_worker })
	}
}

fn telemetry_endpoints(config: &Configuration) -> Option<TelemetryEndpoints> {
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

/// Refuses a chain with another runtime, before anything is written: this node knows the interface of one runtime only.
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
