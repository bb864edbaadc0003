// SPDX-License-Identifier: GPL-3.0-only

//! Loads the spec of a chain by its id. What a chain starts with is a preset of the runtime, not in this file.

mod file;
mod genesis;
mod placeholders;
mod restart;

pub use placeholders::refuse_placeholders;

use file::Document;
use genesis::{GenesisBuilder, GenesisConfig, RuntimeGenesis, Spec};
use outrider_runtime::{
	constants::{
		currency::{TOKEN_DECIMALS, TOKEN_SYMBOL},
		para_ids,
	},
	genesis_presets::{self, public},
	relay_chains::{KUSAMA, PASEO, POLKADOT, ROCOCO_LOCAL},
	sync_backing,
};
use sc_chain_spec::{ChainSpecExtension, ChainSpecGroup, ChainType};
use sc_network::config::MultiaddrWithPeerId;
use sc_service::{GenericChainSpec, Properties};
use sc_telemetry::TelemetryEndpoints;
use serde::{Deserialize, Deserializer, Serialize};
use std::path::{Path, PathBuf};

/// One node without a relay chain.
pub const DEV: &str = "dev";
/// Two collators on a local relay chain.
pub const LOCAL: &str = "local";
/// [`LOCAL`] as it was before asynchronous backing, with 12-second blocks.
pub const LOCAL_SYNC_BACKING: &str = "local-sync-backing";
/// The public test network, on Paseo.
pub const STAGING: &str = "staging";
/// The public network on Kusama. A release runs here before it runs on [`MAIN`].
pub const CANARY: &str = "canary";
/// The public network, on Polkadot.
pub const MAIN: &str = "main";

/// The fields of a parachain's spec besides those of any chain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ChainSpecGroup, ChainSpecExtension)]
pub struct Extensions {
	/// The relay chain that the chain runs on: the id in its spec.
	#[serde(alias = "relayChain", default)]
	pub relay_chain: Option<String>,
	/// The chain's id on the relay chain. Light clients read it here, since they do not execute the genesis.
	#[serde(
		alias = "paraId",
		default,
		deserialize_with = "whole_number",
		skip_serializing_if = "Option::is_none"
	)]
	pub para_id: Option<u32>,
}

impl Extensions {
	/// The relay chain that a spec names, if it names one.
	pub fn relay_chain_of(spec: &dyn sc_service::ChainSpec) -> Option<String> {
		sc_chain_spec::get_extension::<Self>(spec.extensions())?.relay_chain.clone()
	}

	/// The chain's id on the relay chain, if the spec says it.
	pub fn para_id_of(spec: &dyn sc_service::ChainSpec) -> Option<u32> {
		sc_chain_spec::get_extension::<Self>(spec.extensions())?.para_id
	}
}

/// Reads a `u32` of a flattened struct. `serde_json` passes such a number as a map, which `u32` itself does not accept.
fn whole_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
	let value = serde_json::Value::deserialize(deserializer)?;
	let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
	number.map(Some).ok_or_else(|| {
		serde::de::Error::custom(format!("`para_id` is {value}, and must be a whole number"))
	})
}

/// The properties in which built-in chains differ.
struct BuiltIn {
	id: &'static str,
	name: &'static str,
	chain_type: ChainType,
	code: Option<&'static [u8]>,
	preset: &'static str,
	relay_chain: &'static str,
	para_id: u32,
	reached_by: ReachedBy,
}

/// How the nodes of a network find and watch one another.
#[derive(Default)]
struct ReachedBy {
	/// Begins the names of the network's protocols, so that only nodes of the same network connect.
	protocol_id: Option<&'static str>,
	/// Addresses of nodes that are always online, each with its peer id.
	boot_nodes: &'static [&'static str],
	/// Default telemetry servers: addresses, each with a verbosity. 0 sends least.
	telemetry: &'static [(&'static str, u8)],
}

impl ReachedBy {
	fn protocol(id: &'static str) -> Self {
		Self { protocol_id: Some(id), ..Self::default() }
	}
}

fn built_in(id: &str) -> Option<BuiltIn> {
	let runtime = outrider_runtime::WASM_BINARY;
	Some(match id {
		DEV => BuiltIn {
			chain_type: ChainType::Development,
			..local("outrider_dev", "Outrider Development", genesis_presets::DEVELOPMENT, runtime)
		},
		LOCAL => local("outrider_local", "Outrider Local", genesis_presets::LOCAL_TESTNET, runtime),
		LOCAL_SYNC_BACKING => local(
			"outrider_local_sync_backing",
			"Outrider Local before asynchronous backing",
			genesis_presets::LOCAL_TESTNET,
			sync_backing::WASM_BINARY,
		),
		STAGING => BuiltIn {
			id: "outrider_staging",
			name: "Outrider Staging",
			chain_type: ChainType::Live,
			code: runtime,
			preset: genesis_presets::STAGING,
			relay_chain: PASEO.id,
			para_id: public::STAGING_PARA_ID,
			reached_by: ReachedBy::protocol("outrider-staging"),
		},
		CANARY => BuiltIn {
			id: "outrider_canary",
			name: "Outrider Canary",
			chain_type: ChainType::Live,
			code: runtime,
			preset: genesis_presets::CANARY,
			relay_chain: KUSAMA.id,
			para_id: public::CANARY_PARA_ID,
			reached_by: ReachedBy::protocol("outrider-canary"),
		},
		MAIN => BuiltIn {
			id: "outrider",
			name: "Outrider",
			chain_type: ChainType::Live,
			code: runtime,
			preset: genesis_presets::MAIN,
			relay_chain: POLKADOT.id,
			para_id: public::MAIN_PARA_ID,
			reached_by: ReachedBy::protocol("outrider"),
		},
		_ => return None,
	})
}

/// A chain whose nodes all run on one machine.
fn local(
	id: &'static str,
	name: &'static str,
	preset: &'static str,
	code: Option<&'static [u8]>,
) -> BuiltIn {
	BuiltIn {
		id,
		name,
		chain_type: ChainType::Local,
		code,
		preset,
		relay_chain: ROCOCO_LOCAL.id,
		para_id: para_ids::LOCAL,
		reached_by: ReachedBy::default(),
	}
}

/// Loads the spec of a built-in chain by its id, or the spec in a file by its path. Compiled runtimes are kept in
/// `code_cache`.
pub fn load(id: &str, code_cache: Option<&Path>) -> Result<Box<dyn sc_service::ChainSpec>, String> {
	let builder = GenesisBuilder::new(code_cache);
	if let Some(chain) = built_in(id) {
		return Ok(Box::new(build(chain, builder)?));
	}
	let known = format!(
		"{DEV}, {LOCAL}, {LOCAL_SYNC_BACKING}, {STAGING}, {CANARY}, {MAIN}, or the path of a chain spec (JSON)"
	);
	if id.is_empty() {
		return Err(format!("no chain is named: give --chain one of {known}"));
	}
	let path = PathBuf::from(id);
	if !path.is_file() {
		return Err(format!(
			"unknown chain `{id}`: neither a known id nor a file; accepted: {known}"
		));
	}
	Ok(Box::new(from_file(path, builder)?))
}

fn from_file(path: PathBuf, builder: GenesisBuilder) -> Result<Spec, String> {
	let shown = path.display().to_string();
	let no_spec = |error: String| format!("`{shown}` is not a chain spec: {error}");
	let content = std::fs::read(&path).map_err(|error| no_spec(error.to_string()))?;
	let document: Document =
		serde_json::from_slice(&content).map_err(|error| no_spec(error.to_string()))?;
	let refused = |reason: String| format!("`{shown}` {reason}");
	// The file must be a chain spec at all before its fields are checked.
	GenericChainSpec::<Option<()>>::from_json_bytes(content).map_err(no_spec)?;
	document.check_relay_chain().map_err(refused)?;
	document.check_block_number().map_err(refused)?;
	let genesis = document.runtime_genesis().map_err(refused)?;
	let spec = GenericChainSpec::from_json_file(path).map_err(no_spec)?;
	Ok(Spec::new(spec, genesis, builder))
}

fn build(chain: BuiltIn, builder: GenesisBuilder) -> Result<Spec, String> {
	let code = chain.code.ok_or_else(|| {
		format!(
			"the chain `{}` needs a runtime, and this binary was compiled without one (SKIP_WASM_BUILD): \
			 compile it again without that variable, or give --chain the path of a chain spec",
			chain.id
		)
	})?;
	let mut properties = Properties::new();
	properties.insert("tokenSymbol".into(), TOKEN_SYMBOL.into());
	properties.insert("tokenDecimals".into(), TOKEN_DECIMALS.into());
	properties
		.insert("ss58Format".into(), outrider_runtime::configs::system::SS58Prefix::get().into());
	let extensions =
		Extensions { relay_chain: Some(chain.relay_chain.into()), para_id: Some(chain.para_id) };
	let preset = builder.preset(code, Some(chain.preset))?;

	let mut spec = GenericChainSpec::builder(code, extensions)
		.with_name(chain.name)
		.with_id(chain.id)
		.with_chain_type(chain.chain_type)
		.with_properties(properties)
		.with_genesis_config_patch(preset.clone());
	if let Some(protocol_id) = chain.reached_by.protocol_id {
		spec = spec.with_protocol_id(protocol_id);
	}
	let boot_nodes = chain.reached_by.boot_nodes.iter().map(|address| {
		address
			.parse::<MultiaddrWithPeerId>()
			.map_err(|error| format!("the boot node `{address}` of `{}`: {error}", chain.id))
	});
	spec = spec.with_boot_nodes(boot_nodes.collect::<Result<_, _>>()?);
	if !chain.reached_by.telemetry.is_empty() {
		let endpoints = chain.reached_by.telemetry.iter();
		let endpoints = endpoints.map(|(url, verbosity)| ((*url).into(), *verbosity)).collect();
		let telemetry = TelemetryEndpoints::new(endpoints)
			.map_err(|error| format!("the telemetry servers of `{}`: {error}", chain.id))?;
		spec = spec.with_telemetry_endpoints(telemetry);
	}
	let genesis = RuntimeGenesis { code: code.to_vec(), config: GenesisConfig::Patch(preset) };
	Ok(Spec::new(spec.build(), Some(genesis), builder))
}
