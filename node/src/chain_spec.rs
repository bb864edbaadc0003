// SPDX-License-Identifier: GPL-3.0-only

//! From a chain's id to its spec. What a chain starts with is a preset of the runtime; nothing of it stands here.

use outrider_runtime::{
	constants::currency::{TOKEN_DECIMALS, TOKEN_SYMBOL},
	genesis_presets, sync_backing,
};
use sc_chain_spec::{ChainSpecExtension, ChainSpecGroup, ChainType};
use sc_service::Properties;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// One node without a relay chain.
pub const DEV: &str = "dev";
/// Two collators on a local relay chain.
pub const LOCAL: &str = "local";
/// [`LOCAL`] as it was before asynchronous backing, with 12-second blocks.
pub const LOCAL_SYNC_BACKING: &str = "local-sync-backing";
/// The shape of a public network.
pub const STAGING: &str = "staging";

/// The relay chain of the local networks: `zombienet/relay-chain-specs/rococo-local.json`.
const LOCAL_RELAY_CHAIN: &str = "rococo-local";

/// What the spec of a parachain says besides its genesis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ChainSpecGroup, ChainSpecExtension)]
pub struct Extensions {
	/// The relay chain that the chain runs on: an id that `polkadot` knows, or the path of a spec.
	#[serde(alias = "relayChain", default)]
	pub relay_chain: Option<String>,
}

impl Extensions {
	/// The relay chain that a spec names, if it names one.
	pub fn relay_chain_of(spec: &dyn sc_service::ChainSpec) -> Option<String> {
		sc_chain_spec::get_extension::<Self>(spec.extensions())?.relay_chain.clone()
	}
}

/// A spec of a chain with Outrider's runtime.
pub type ChainSpec = sc_service::GenericChainSpec<Extensions>;

/// What tells one built-in chain from another.
struct BuiltIn {
	id: &'static str,
	name: &'static str,
	chain_type: ChainType,
	code: Option<&'static [u8]>,
	preset: &'static str,
	relay_chain: &'static str,
}

fn built_in(id: &str) -> Option<BuiltIn> {
	let runtime = outrider_runtime::WASM_BINARY;
	Some(match id {
		DEV => BuiltIn {
			id: "outrider_dev",
			name: "Outrider Development",
			chain_type: ChainType::Development,
			code: runtime,
			preset: genesis_presets::DEVELOPMENT,
			relay_chain: LOCAL_RELAY_CHAIN,
		},
		LOCAL => BuiltIn {
			id: "outrider_local",
			name: "Outrider Local",
			chain_type: ChainType::Local,
			code: runtime,
			preset: genesis_presets::LOCAL_TESTNET,
			relay_chain: LOCAL_RELAY_CHAIN,
		},
		LOCAL_SYNC_BACKING => BuiltIn {
			id: "outrider_local_sync_backing",
			name: "Outrider Local before asynchronous backing",
			chain_type: ChainType::Local,
			code: sync_backing::WASM_BINARY,
			preset: genesis_presets::LOCAL_TESTNET,
			relay_chain: LOCAL_RELAY_CHAIN,
		},
		STAGING => BuiltIn {
			id: "outrider_staging",
			name: "Outrider Staging",
			chain_type: ChainType::Live,
			code: runtime,
			preset: genesis_presets::STAGING,
			relay_chain: "paseo",
		},
		_ => return None,
	})
}

/// The spec of an id, or of the file at a path.
pub fn load(id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
	if let Some(chain) = built_in(id) {
		return Ok(Box::new(build(chain)?));
	}
	let known = format!(
		"{DEV}, {LOCAL}, {LOCAL_SYNC_BACKING}, {STAGING}, or the path of a chain spec (JSON)"
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
	from_file(path)
}

fn from_file(path: PathBuf) -> Result<Box<dyn sc_service::ChainSpec>, String> {
	let shown = path.display().to_string();
	let spec = ChainSpec::from_json_file(path)
		.map_err(|error| format!("`{shown}` is not a chain spec: {error}"))?;
	if Extensions::relay_chain_of(&spec).is_none() {
		return Err(format!(
			"`{shown}` is not the spec of a parachain: it has no field `relay_chain`. \
			 The relay chain's own spec belongs after `--`: outrider --chain PARACHAIN -- --chain RELAY_CHAIN"
		));
	}
	Ok(Box::new(spec))
}

fn build(chain: BuiltIn) -> Result<ChainSpec, String> {
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

	Ok(ChainSpec::builder(code, Extensions { relay_chain: Some(chain.relay_chain.into()) })
		.with_name(chain.name)
		.with_id(chain.id)
		.with_chain_type(chain.chain_type)
		.with_properties(properties)
		.with_genesis_config_preset_name(chain.preset)
		.build())
}
