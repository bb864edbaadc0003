// SPDX-License-Identifier: GPL-3.0-only

//! A chain spec that builds its genesis state with a cached compiled runtime.
//!
//! The SDK's own spec compiles the runtime at each use: when a spec is loaded, when it is written, and at each start of
//! a node. This spec makes the same calls to the same runtime, and compiles the runtime once.

use super::{placeholders, restart::forget_block, Extensions};
use codec::{Decode, Encode};
use cumulus_client_service::ParachainHostFunctions;
use sc_chain_spec::{json_merge, ChainType, GetExtension};
use sc_executor::WasmExecutor;
use sc_network::config::MultiaddrWithPeerId;
use sc_service::{ChainSpec, GenericChainSpec, Properties};
use sc_telemetry::TelemetryEndpoints;
use serde_json::Value;
use sp_core::{
	storage::{well_known_keys::CODE, Storage},
	traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode},
};
use sp_runtime::BuildStorage;
use sp_state_machine::BasicExternalities;
use std::{collections::BTreeMap, path::Path, sync::Arc};

/// Calls a runtime's genesis API.
#[derive(Clone)]
pub struct GenesisBuilder(WasmExecutor<ParachainHostFunctions>);

impl GenesisBuilder {
	/// Keeps compiled code in `code_cache`, if there is such a folder.
	pub fn new(code_cache: Option<&Path>) -> Self {
		// A newer runtime may import host functions that this node lacks. Building the genesis state need not call
		// them.
		let builder = WasmExecutor::builder().with_allow_missing_host_functions(true);
		Self(match code_cache {
			Some(folder) => builder.with_cache_path(folder).build(),
			None => builder.build(),
		})
	}

	fn call(&self, code: &[u8], method: &str, data: &[u8]) -> Result<(Vec<u8>, Storage), String> {
		let mut state = BasicExternalities::new_empty();
		let runtime = RuntimeCode {
			code_fetcher: &WrappedRuntimeCode(code.into()),
			heap_pages: None,
			hash: sp_crypto_hashing::blake2_256(code).to_vec(),
		};
		let (answer, _) = self.0.call(&mut state, &runtime, method, data, CallContext::Offchain);
		let answer = answer.map_err(|error| format!("the runtime fails in {method}: {error}"))?;
		Ok((answer, state.into_storages()))
	}

	/// A preset of the runtime. Without a name: the defaults that each preset is merged into.
	pub fn preset(&self, code: &[u8], name: Option<&str>) -> Result<Value, String> {
		let (answer, _) = self.call(code, "GenesisBuilder_get_preset", &name.encode())?;
		let json = Option::<Vec<u8>>::decode(&mut &answer[..])
			.map_err(|error| format!("the runtime's preset can't be read: {error}"))?
			.ok_or_else(|| format!("the runtime has no preset {name:?}"))?;
		serde_json::from_slice(&json)
			.map_err(|error| format!("the runtime's preset is not JSON: {error}"))
	}

	fn state(&self, genesis: &RuntimeGenesis) -> Result<Storage, String> {
		let config = match &genesis.config {
			GenesisConfig::Whole(config) => config.clone(),
			GenesisConfig::Patch(patch) => {
				let mut config = self.preset(&genesis.code, None)?;
				json_merge(&mut config, patch.clone());
				config
			},
		};
		let json = config.to_string().into_bytes();
		let (answer, mut state) =
			self.call(&genesis.code, "GenesisBuilder_build_state", &json.encode())?;
		sp_genesis_builder::Result::decode(&mut &answer[..])
			.map_err(|error| format!("the runtime's answer can't be read: {error}"))?
			.map_err(|error| format!("the runtime refuses the genesis: {error}"))?;
		state.top.insert(CODE.to_vec(), genesis.code.clone());
		Ok(state)
	}
}

/// The input from which a runtime builds its genesis state.
pub struct RuntimeGenesis {
	pub code: Vec<u8>,
	pub config: GenesisConfig,
}

/// The two forms of a genesis configuration.
pub enum GenesisConfig {
	/// Only the differences from the runtime's defaults.
	Patch(Value),
	/// The whole configuration.
	Whole(Value),
}

/// A spec of a chain with Outrider's runtime.
#[derive(Clone)]
pub struct Spec {
	inner: GenericChainSpec<Extensions>,
	/// `None` if the spec holds the genesis state itself.
	genesis: Option<Arc<RuntimeGenesis>>,
	builder: GenesisBuilder,
}

impl Spec {
	pub fn new(
		inner: GenericChainSpec<Extensions>,
		genesis: Option<RuntimeGenesis>,
		builder: GenesisBuilder,
	) -> Self {
		Self { inner, genesis: genesis.map(Arc::new), builder }
	}
}

impl BuildStorage for Spec {
	fn assimilate_storage(&self, storage: &mut Storage) -> Result<(), String> {
		match &self.genesis {
			None => self.inner.assimilate_storage(storage),
			Some(genesis) => self
				.builder
				.state(genesis)
				.map_err(|error| format!("`{}`: {error}", self.inner.id()))?
				.assimilate_storage(storage),
		}
	}
}

impl ChainSpec for Spec {
	fn as_json(&self, raw: bool) -> Result<String, String> {
		if !raw || self.genesis.is_none() {
			return self.inner.as_json(raw);
		}
		let state = self.build_storage()?;
		placeholders::refuse_raw(self, &state)?;
		let mut inner = self.inner.clone();
		ChainSpec::set_storage(&mut inner, state);
		inner.as_json(true)
	}

	fn as_storage_builder(&self) -> &dyn BuildStorage {
		self
	}

	fn cloned_box(&self) -> Box<dyn ChainSpec> {
		Box::new(self.clone())
	}

	/// `export-state` passes the state after a block here, to become the genesis of a chain.
	fn set_storage(&mut self, mut storage: Storage) {
		forget_block(&mut storage);
		self.genesis = None;
		ChainSpec::set_storage(&mut self.inner, storage);
	}

	fn name(&self) -> &str {
		self.inner.name()
	}

	fn id(&self) -> &str {
		self.inner.id()
	}

	fn chain_type(&self) -> ChainType {
		ChainSpec::chain_type(&self.inner)
	}

	fn boot_nodes(&self) -> &[MultiaddrWithPeerId] {
		self.inner.boot_nodes()
	}

	fn telemetry_endpoints(&self) -> &Option<TelemetryEndpoints> {
		self.inner.telemetry_endpoints()
	}

	fn protocol_id(&self) -> Option<&str> {
		self.inner.protocol_id()
	}

	fn fork_id(&self) -> Option<&str> {
		self.inner.fork_id()
	}

	fn properties(&self) -> Properties {
		self.inner.properties()
	}

	fn extensions(&self) -> &dyn GetExtension {
		self.inner.extensions()
	}

	fn extensions_mut(&mut self) -> &mut dyn GetExtension {
		self.inner.extensions_mut()
	}

	fn add_boot_node(&mut self, address: MultiaddrWithPeerId) {
		self.inner.add_boot_node(address)
	}

	fn code_substitutes(&self) -> BTreeMap<String, Vec<u8>> {
		ChainSpec::code_substitutes(&self.inner)
	}
}
