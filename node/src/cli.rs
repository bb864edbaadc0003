// SPDX-License-Identifier: GPL-3.0-only

//! What the command line accepts.

use crate::chain_spec::{self, Extensions};
use clap::{CommandFactory, FromArgMatches};
use sc_cli::{
	ChainSpec, CliConfiguration, DefaultConfigurationValues, ImportParams, KeystoreParams,
	NetworkParams, RpcEndpoint, SharedParams, SubstrateCli, TransactionPoolParams,
	TransactionPoolType,
};
use sc_service::{
	config::{PrometheusConfig, RpcMethods, TelemetryEndpoints, TransactionPoolOptions},
	BasePath, Role,
};
use std::{path::PathBuf, time::Duration};

/// Block time of a development chain that is not told another, in milliseconds.
const DEFAULT_DEV_BLOCK_TIME_MS: u64 = 6_000;

/// Outrider, a Polkadot parachain that rides ahead of the relay chain.
///
/// Without a subcommand it runs a node. What follows `--` goes to the relay chain node inside it.
#[derive(Debug, clap::Parser)]
#[command(
	propagate_version = true,
	args_conflicts_with_subcommands = true,
	subcommand_negates_reqs = true
)]
pub struct Cli {
	/// What to do instead of running a node.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// What any parachain node accepts.
	#[command(flatten)]
	pub run: cumulus_client_cli::RunCmd,

	/// How a collator decides when to build, and on what.
	#[arg(long, value_enum, default_value_t = Authoring::Lookahead)]
	pub authoring: Authoring,

	/// With --dev: the time between two blocks, in milliseconds (6000 unless given).
	#[arg(long, value_name = "MS", requires = "dev", conflicts_with = "instant_seal", value_parser = clap::value_parser!(u64).range(50..))]
	pub dev_block_time: Option<u64>,

	/// With --dev: build a block as soon as there is a transaction, and only then.
	#[arg(long, requires = "dev")]
	pub instant_seal: bool,

	/// Do not measure the machine at the start.
	#[arg(long)]
	pub no_hardware_benchmarks: bool,

	/// Do not follow the stages of blocks (built, backed, included, finalized): without the RPC methods finality_* and
	/// the metrics of stages.
	#[arg(long)]
	pub no_finality_tracker: bool,

	/// Write the proof of validity of each block that this collator builds into a folder.
	#[arg(long, value_name = "FOLDER")]
	pub export_pov_to_path: Option<PathBuf>,

	/// When to stop because the disk is full.
	#[command(flatten)]
	pub storage_monitor: sc_storage_monitor::StorageMonitorParams,

	/// Arguments of the relay chain node.
	#[arg(raw = true)]
	pub relay_chain_args: Vec<String>,
}

/// How a collator decides when to build, and on what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Authoring {
	/// A block on each relay chain block that it imports, ahead of the inclusion of those before.
	Lookahead,
	/// A block in each slot, on the best relay chain block.
	SlotBased,
}

/// How a development node makes blocks.
#[derive(Debug, Clone, Copy)]
pub enum DevSeal {
	/// One each time that this much time has passed.
	Interval(Duration),
	/// One for each transaction.
	Instant,
}

/// What to do instead of running a node.
#[derive(Debug, clap::Subcommand)]
#[allow(clippy::large_enum_variant, reason = "parsed once")]
pub enum Subcommand {
	/// Make, insert and inspect keys.
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Print a chain spec. Deprecated: `export-chain-spec` does the same.
	BuildSpec(sc_cli::BuildSpecCmd),

	/// Print a chain spec, or write it to a file.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Execute a block again.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Write blocks to a file.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Write the state after a block into a chain spec.
	ExportState(sc_cli::ExportStateCmd),

	/// Read blocks from a file.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Take back the newest blocks that are not final.
	Revert(sc_cli::RevertCmd),

	/// Delete the databases.
	PurgeChain(cumulus_client_cli::PurgeChainCmd),

	/// Print the first header, for the registration on a relay chain.
	#[command(alias = "export-genesis-state")]
	ExportGenesisHead(cumulus_client_cli::ExportGenesisHeadCommand),

	/// Print the first runtime, for the registration on a relay chain.
	ExportGenesisWasm(cumulus_client_cli::ExportGenesisWasmCommand),

	/// Measure calls, blocks, storage or the machine.
	#[command(subcommand)]
	Benchmark(frame_benchmarking_cli::BenchmarkCmd),
}

impl Cli {
	/// How to make blocks without a relay chain, if that is asked for.
	pub fn dev_seal(&self) -> sc_cli::Result<Option<DevSeal>> {
		if !self.run.base.is_dev()? {
			return Ok(None);
		}
		let interval = self.dev_block_time.unwrap_or(DEFAULT_DEV_BLOCK_TIME_MS);
		Ok(Some(match self.instant_seal {
			true => DevSeal::Instant,
			false => DevSeal::Interval(Duration::from_millis(interval)),
		}))
	}

	/// The transaction pool of a development chain, with the limits that are asked for. It is the single-state one: a
	/// chain whose blocks are final at once has no forks, and the fork-aware pool tells such a chain's clients of the
	/// finality of a transaction's block without telling of the block before.
	pub fn dev_transaction_pool(&self) -> TransactionPoolOptions {
		let params = &self.run.base.pool_config;
		TransactionPoolParams { pool_type: TransactionPoolType::SingleState, ..params.clone() }
			.transaction_pool(true)
	}
}

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Outrider".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		"A Polkadot parachain that rides ahead of the relay chain.".into()
	}

	fn author() -> String {
		env!("CARGO_PKG_AUTHORS").into()
	}

	fn support_url() -> String {
		concat!(env!("CARGO_PKG_REPOSITORY"), "/issues").into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn ChainSpec>, String> {
		chain_spec::load(id)
	}

	fn from_iter<I>(arguments: I) -> Self
	where
		I: IntoIterator,
		I::Item: Into<std::ffi::OsString> + Clone,
	{
		let command = speak_of_this_chain(Self::setup_command(Self::command()));
		let matches = command.try_get_matches_from(arguments).unwrap_or_else(|e| e.exit());
		Self::from_arg_matches(&matches).unwrap_or_else(|e| e.exit())
	}
}

/// The options that all nodes of the SDK share have its name in their texts: says the same without it.
fn speak_of_this_chain(command: clap::Command) -> clap::Command {
	let external = "Listen for RPC on all interfaces instead of the local one.\n\n\
		Not all methods are safe to be exposed: put a proxy in front that lets through those that are. \
		`--unsafe-rpc-external` does the same without the warning.";
	let dev = "Run a chain of one node, without a relay chain.\n\n\
		Stands for `--chain=dev --force-authoring --rpc-cors=all --alice --tmp`, each unless given otherwise. \
		Makes a block every 6 seconds: see --dev-block-time and --instant-seal.";
	let chain = "The chain: dev, local, local-sync-backing, staging, or the path of a chain spec.";
	let pov = "Largest proof of validity to build, in percent of what the relay chain allows (85 unless given). \
		For a collator whose blocks turn out too large.";
	let texts = [
		("rpc_external", external),
		("dev", dev),
		("chain", chain),
		("no_telemetry", "Do not connect to any telemetry server."),
		("experimental_max_pov_percentage", pov),
	];
	texts.into_iter().fold(command, |command, (option, text)| {
		let summary = text.split("\n\n").next().unwrap_or(text);
		command.mut_arg(option, |arg| arg.help(summary).long_help(text))
	})
}

/// The relay chain node's arguments: those after `--`, and defaults that don't collide with our own.
#[derive(Debug)]
pub struct RelayChainCli {
	base: polkadot_cli::RunCmd,
	/// The relay chain that the parachain's spec names.
	chain_id: Option<String>,
	/// Inside the parachain's base path.
	base_path: PathBuf,
}

impl RelayChainCli {
	/// Reads the arguments. Exits with the reader's own message where they are wrong.
	pub fn new(parachain: &sc_service::Configuration, args: &[String]) -> Self {
		let matches = polkadot_cli::RunCmd::command()
			.no_binary_name(true)
			.help_template("Arguments of the relay chain node, given after `--`:\n\n{options}")
			.get_matches_from(args);
		let base = polkadot_cli::RunCmd::from_arg_matches(&matches).unwrap_or_else(|e| e.exit());
		Self {
			base,
			chain_id: Extensions::relay_chain_of(&*parachain.chain_spec),
			base_path: parachain.base_path.path().join("polkadot"),
		}
	}
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
		polkadot_cli::Cli::from_iter([Self::executable_name()].iter())
			.load_spec(id)
			.map_err(|error| {
				format!(
					"can't load the relay chain `{id}`: {error}. \
					 Give its spec after `--`: outrider … -- --chain RELAY_CHAIN.json"
				)
			})
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
