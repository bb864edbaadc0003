// SPDX-License-Identifier: GPL-3.0-only

//! The arguments of the relay chain node inside this process.

use super::Cli;
use crate::chain_spec::Extensions;
use clap::{CommandFactory, FromArgMatches};
use outrider_runtime::relay_chains::KUSAMA;
use sc_cli::{
	ChainSpec, CliConfiguration, DefaultConfigurationValues, ImportParams, KeystoreParams,
	NetworkParams, RpcEndpoint, SharedParams, SubstrateCli,
};
use sc_network::{multiaddr::Protocol, Multiaddr};
use sc_service::{
	config::{PrometheusConfig, RpcMethods, TelemetryEndpoints, TransactionPoolOptions},
	BasePath, ChainType, GenericChainSpec, NoExtension, Role,
};
use std::path::PathBuf;

/// A relay chain whose built-in spec is out of date: the network began anew, with another genesis.
const RETIRED: &str = "paseo";

/// The relay chain node's arguments: those after `--`, and defaults that don't collide with our own.
#[derive(Debug)]
pub struct RelayChainCli {
	base: polkadot_cli::RunCmd,
	/// The relay chain that the parachain's spec names.
	chain_id: Option<String>,
	/// The parachain's chain type. The relay chain has the same one.
	chain_type: ChainType,
	/// Does the node query the relay chain over RPC? Then it does not need the relay chain's genesis.
	over_rpc: bool,
	/// A folder inside the parachain's base path.
	base_path: PathBuf,
}

impl RelayChainCli {
	/// Reads the arguments. Exits with the parser's message if they are wrong.
	pub fn new(parachain: &sc_service::Configuration, cli: &Cli) -> Self {
		let matches = polkadot_cli::RunCmd::command()
			.no_binary_name(true)
			.help_template("Arguments of the relay chain node, given after `--`:\n\n{options}")
			.get_matches_from(&cli.relay_chain_args);
		let mut base =
			polkadot_cli::RunCmd::from_arg_matches(&matches).unwrap_or_else(|e| e.exit());
		listen_without_webrtc(&mut base.base.network_params);
		Self {
			base,
			chain_id: Extensions::relay_chain_of(&*parachain.chain_spec),
			chain_type: parachain.chain_spec.chain_type(),
			over_rpc: !cli.run.relay_chain_rpc_urls.is_empty(),
			base_path: relay_chain_folder(parachain),
		}
	}

	/// Is an RPC port given, so that no other port will do?
	pub fn names_rpc_port(&self) -> bool {
		self.base.base.rpc_params.rpc_port.is_some()
	}

	/// A spec with nothing but the relay chain's name. A node that queries the relay chain over RPC needs no more.
	fn stand_in(&self, id: &str) -> Box<dyn ChainSpec> {
		let spec = GenericChainSpec::<NoExtension>::builder(&[], None)
			.with_name(id)
			.with_id(id)
			.with_chain_type(self.chain_type.clone())
			.build();
		Box::new(spec)
	}
}

/// The base path of the relay chain node inside this process.
pub fn relay_chain_folder(parachain: &sc_service::Configuration) -> PathBuf {
	parachain.base_path.path().join("polkadot")
}

/// Gives the relay chain node its default listen addresses, without WebRTC. WebRTC is for browsers, and no browser
/// connects to the relay half of a parachain's node.
fn listen_without_webrtc(params: &mut NetworkParams) {
	if params.force_enable_webrtc || !params.listen_addr.is_empty() {
		return;
	}
	let port = params.port.unwrap_or_else(RelayChainCli::p2p_listen_port);
	params.listen_addr = [Protocol::Ip6([0; 16].into()), Protocol::Ip4([0; 4].into())]
		.into_iter()
		.map(|address| {
			Multiaddr::empty()
				.with(address)
				.with(Protocol::Tcp(port))
				.with(Protocol::Ws("/".into()))
		})
		.collect();
}

impl SubstrateCli for RelayChainCli {
	fn impl_name() -> String {
		Cli::impl_name()
	}

	fn impl_version() -> String {
		Cli::impl_version()
	}

	fn description() -> String {
		Cli::description()
	}

	fn author() -> String {
		Cli::author()
	}

	fn support_url() -> String {
		Cli::support_url()
	}

	fn copyright_start_year() -> i32 {
		Cli::copyright_start_year()
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn ChainSpec>, String> {
		let remedy = "Give its spec after `--`: outrider … -- --chain RELAY_CHAIN.json";
		// A node that queries the relay chain over RPC needs a spec only if the command line names one.
		let is_needed = !self.over_rpc || self.base.base.shared_params.chain.is_some();
		let built_in = |id| {
			// The SDK loads Kusama by another name than the id in its spec.
			let name = if id == KUSAMA.id { "kusama" } else { id };
			polkadot_cli::Cli::from_iter([Self::executable_name()].iter()).load_spec(name)
		};
		let found = if id == RETIRED {
			Err(format!(
				"what this binary holds of `{RETIRED}` is a retired network; \
				 its present spec is in https://github.com/paseo-network/paseo-chain-specs"
			))
		} else {
			built_in(id)
		};
		match found {
			Ok(spec) => Ok(spec),
			Err(_) if !is_needed => Ok(self.stand_in(id)),
			Err(error) => Err(format!("can't load the relay chain `{id}`: {error}. {remedy}")),
		}
	}
}

impl DefaultConfigurationValues for RelayChainCli {
	fn p2p_listen_port() -> u16 {
		30334
	}

	fn rpc_listen_port() -> u16 {
		9945
	}

	fn prometheus_listen_port() -> u16 {
		9616
	}
}

impl CliConfiguration<Self> for RelayChainCli {
	fn shared_params(&self) -> &SharedParams {
		self.base.base.shared_params()
	}

	fn import_params(&self) -> Option<&ImportParams> {
		self.base.base.import_params()
	}

	fn network_params(&self) -> Option<&NetworkParams> {
		self.base.base.network_params()
	}

	fn keystore_params(&self) -> Option<&KeystoreParams> {
		self.base.base.keystore_params()
	}

	fn base_path(&self) -> sc_cli::Result<Option<BasePath>> {
		let given = self.shared_params().base_path()?;
		Ok(given.or_else(|| Some(self.base_path.clone().into())))
	}

	fn rpc_addr(&self, default_listen_port: u16) -> sc_cli::Result<Option<Vec<RpcEndpoint>>> {
		self.base.base.rpc_addr(default_listen_port)
	}

	fn prometheus_config(
		&self,
		default_listen_port: u16,
		chain_spec: &Box<dyn ChainSpec>,
	) -> sc_cli::Result<Option<PrometheusConfig>> {
		self.base.base.prometheus_config(default_listen_port, chain_spec)
	}

	fn init<F>(&self, _: &String, _: &String, _: F) -> sc_cli::Result<()>
	where
		F: FnOnce(&mut sc_cli::LoggerBuilder),
	{
		unreachable!("only the parachain's command line sets up logging; qed")
	}

	fn chain_id(&self, is_dev: bool) -> sc_cli::Result<String> {
		let given = self.base.base.chain_id(is_dev)?;
		Ok(if given.is_empty() { self.chain_id.clone().unwrap_or_default() } else { given })
	}

	fn role(&self, is_dev: bool) -> sc_cli::Result<Role> {
		self.base.base.role(is_dev)
	}

	fn transaction_pool(&self, is_dev: bool) -> sc_cli::Result<TransactionPoolOptions> {
		self.base.base.transaction_pool(is_dev)
	}

	fn trie_cache_maximum_size(&self) -> sc_cli::Result<Option<usize>> {
		self.base.base.trie_cache_maximum_size()
	}

	fn rpc_methods(&self) -> sc_cli::Result<RpcMethods> {
		self.base.base.rpc_methods()
	}

	fn rpc_max_connections(&self) -> sc_cli::Result<u32> {
		self.base.base.rpc_max_connections()
	}

	fn rpc_cors(&self, is_dev: bool) -> sc_cli::Result<Option<Vec<String>>> {
		self.base.base.rpc_cors(is_dev)
	}

	fn default_heap_pages(&self) -> sc_cli::Result<Option<u64>> {
		self.base.base.default_heap_pages()
	}

	fn force_authoring(&self) -> sc_cli::Result<bool> {
		self.base.base.force_authoring()
	}

	fn disable_grandpa(&self) -> sc_cli::Result<bool> {
		self.base.base.disable_grandpa()
	}

	fn max_runtime_instances(&self) -> sc_cli::Result<Option<usize>> {
		self.base.base.max_runtime_instances()
	}

	fn announce_block(&self) -> sc_cli::Result<bool> {
		self.base.base.announce_block()
	}

	fn telemetry_endpoints(
		&self,
		chain_spec: &Box<dyn ChainSpec>,
	) -> sc_cli::Result<Option<TelemetryEndpoints>> {
		self.base.base.telemetry_endpoints(chain_spec)
	}

	fn node_name(&self) -> sc_cli::Result<String> {
		self.base.base.node_name()
	}
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
	use super::*;

	fn listen_addresses(arguments: &[&str]) -> Vec<String> {
		let matches =
			polkadot_cli::RunCmd::command().no_binary_name(true).get_matches_from(arguments);
		let mut run = polkadot_cli::RunCmd::from_arg_matches(&matches).unwrap();
		listen_without_webrtc(&mut run.base.network_params);
		run.base.network_params.listen_addr.iter().map(ToString::to_string).collect()
	}

	#[test]
	fn the_relay_chain_node_does_not_listen_for_browsers_unless_it_is_told_to() {
		assert_eq!(listen_addresses(&[]), ["/ip6/::/tcp/30334/ws", "/ip4/0.0.0.0/tcp/30334/ws"]);
		assert_eq!(
			listen_addresses(&["--port", "4"]),
			["/ip6/::/tcp/4/ws", "/ip4/0.0.0.0/tcp/4/ws"]
		);
		// The SDK sets the addresses itself, with those for WebRTC.
		assert_eq!(listen_addresses(&["--force-enable-webrtc"]), [""; 0]);
		let given = "/ip4/127.0.0.1/udp/4/webrtc-direct";
		assert_eq!(listen_addresses(&["--listen-addr", given]), [given]);
	}
}
