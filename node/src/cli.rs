// SPDX-License-Identifier: GPL-3.0-only

//! What the command line accepts.

mod relay_chain;

pub use relay_chain::{relay_chain_folder, RelayChainCli};

use crate::{chain_spec, code_cache, settlement::SettlementParams};
use clap::{
	error::ErrorKind, parser::ValueSource, ArgMatches, Command, CommandFactory, FromArgMatches,
};
use sc_cli::{
	ChainSpec, CliConfiguration, SubstrateCli, TransactionPoolParams, TransactionPoolType,
};
use sc_service::config::TransactionPoolOptions;
use std::{path::PathBuf, sync::OnceLock, time::Duration};

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

	/// Where compiled runtimes are kept between starts: a folder that only this user can write to, or `off`. Unless given
	/// it is outrider/compiled-runtimes in the user's cache folder.
	#[arg(long, value_name = "FOLDER", global = true)]
	pub code_cache: Option<PathBuf>,

	/// When to stop because the disk is full.
	#[command(flatten)]
	pub storage_monitor: sc_storage_monitor::StorageMonitorParams,

	/// What the node does for settlement.
	#[command(flatten)]
	pub settlement: SettlementParams,

	/// Arguments of the relay chain node.
	#[arg(raw = true)]
	pub relay_chain_args: Vec<String>,
}

/// How a collator decides when to build, and on what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Authoring {
	/// A block on each relay chain block that it imports, ahead of the inclusion of those before. Where the chain makes several
	/// blocks in a slot, or its relay parent has an offset: as with slot-based.
	Lookahead,
	/// The blocks of each slot, on the best relay chain block.
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

/// Options that ask for a relay chain, for peers or for what forks need, none of which a development chain has.
const WITHOUT_EFFECT_IN_DEV: &[&str] = &[
	"authoring",
	"relay_chain_rpc_urls",
	"relay_chain_args",
	"export_pov_to_path",
	"experimental_max_pov_percentage",
	"bootnodes",
	"reserved_nodes",
	"reserved_only",
	"in_peers",
	"out_peers",
	"in_peers_light",
	"public_addr",
	"force_enable_webrtc",
	"discover_local",
	"max_parallel_downloads",
	"max_blocks_per_request",
	"kademlia_disjoint_query_paths",
	"kademlia_replication_factor",
	"network_backend",
	"sync",
	"pool_type",
];

/// Transactions that the pool holds unless told otherwise.
///
/// A transaction leaves the pool when its block is final, some 30 seconds after it got into the block. Full blocks hold 4,000
/// transfers, so that 20,000 wait for finality at any time. The SDK's limit of 8,192 is two full blocks.
const POOL_LIMIT: &str = "65536";
/// What the transactions of the pool may take, in KiB: 2 KiB for each, as with the SDK's limits.
const POOL_KIBIBYTES: &str = "131072";

/// Options of the password that encrypts the keystore's files.
const KEYSTORE_PASSWORD: &[&str] = &["password", "password_interactive", "password_filename"];

/// Options that run a node as a test account. `--dev` stands for `--alice` besides.
const TEST_ACCOUNTS: &[&str] =
	&["dev", "alice", "bob", "charlie", "dave", "eve", "ferdie", "one", "two"];

impl Cli {
	/// Where compiled runtimes are kept, if they are.
	pub fn code_cache(&self) -> Option<PathBuf> {
		static FOLDER: OnceLock<Option<PathBuf>> = OnceLock::new();
		FOLDER.get_or_init(|| code_cache::folder(self.code_cache.as_deref())).clone()
	}

	/// What runs a node. With the key of a test account it makes its network key itself: who runs one keeps no identity.
	pub fn run_command(&self) -> cumulus_client_cli::NormalizedRunCmd {
		let mut run = self.run.normalize();
		if run.base.get_keyring().is_some() {
			run.base.network_params.node_key_params.unsafe_force_node_key_generation = true;
		}
		run
	}

	/// How to make blocks without a relay chain, if that is asked for.
	pub fn dev_seal(&self) -> sc_cli::Result<Option<DevSeal>> {
		if !self.run.base.is_dev()? {
			return Ok(None);
		}
		if self.instant_seal {
			return Ok(Some(DevSeal::Instant));
		}
		let interval_ms = self.dev_block_time.unwrap_or(DEFAULT_DEV_BLOCK_TIME_MS);
		Ok(Some(DevSeal::Interval(Duration::from_millis(interval_ms))))
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
		chain_spec::load(id, self.code_cache().as_deref())
	}

	fn from_iter<I>(arguments: I) -> Self
	where
		I: IntoIterator,
		I::Item: Into<std::ffi::OsString> + Clone,
	{
		let mut command = speak_of_this_chain(Self::setup_command(Self::command()));
		let matches = command.try_get_matches_from_mut(arguments).unwrap_or_else(|e| e.exit());
		if let Some(message) = conflict(&command, &matches) {
			command.error(ErrorKind::ArgumentConflict, message).exit();
		}
		Self::from_arg_matches(&matches).unwrap_or_else(|e| e.exit())
	}
}

/// What is wrong with options that each are right.
fn conflict(command: &Command, matches: &ArgMatches) -> Option<String> {
	let without_effect = without_effect(command, matches).map(|option| {
		format!(
			"{option} has no effect with --dev: a development chain has no relay chain, no peers and no forks. \
			 Leave it out, or run a chain that has them, such as --chain local"
		)
	});
	without_effect.or_else(|| {
		let (account, password) = password_of_test_account(command, matches)?;
		Some(format!(
			"{password} can't be used with {account}: a test account's keys are public, and lie in memory. \
			 Leave the password out, or run the node without a test account"
		))
	})
}

/// The first option of a development node that would do nothing, as it is written on the command line.
fn without_effect(command: &Command, matches: &ArgMatches) -> Option<String> {
	if !matches.get_flag("dev") {
		return None;
	}
	first_given(command, matches, WITHOUT_EFFECT_IN_DEV)
}

/// A test account with a password for the keystore, as both are written on the command line. The keystore of the SDK
/// panics over them (sc-keystore 43).
fn password_of_test_account(command: &Command, matches: &ArgMatches) -> Option<(String, String)> {
	let account = first_given(command, matches, TEST_ACCOUNTS)?;
	Some((account, first_given(command, matches, KEYSTORE_PASSWORD)?))
}

/// The first of these options that the command line has, as it is written there.
fn first_given(command: &Command, matches: &ArgMatches, options: &[&str]) -> Option<String> {
	let given = |id: &&&str| matches.value_source(id) == Some(ValueSource::CommandLine);
	let id = options.iter().find(given)?;
	let argument = command.get_arguments().find(|argument| argument.get_id() == *id)?;
	Some(match argument.get_long() {
		Some(long) => format!("`--{long}`"),
		None => "what follows `--`".into(),
	})
}

/// The options that all nodes of the SDK share have its name in their texts: says the same without it.
fn speak_of_this_chain(command: clap::Command) -> clap::Command {
	let external = "Listen for RPC on all interfaces instead of the local one.\n\n\
		Not all methods are safe to be exposed: put a proxy in front that lets through those that are. \
		`--unsafe-rpc-external` does the same without the warning.";
	let dev = "Run a chain of one node, without a relay chain.\n\n\
		Stands for `--chain=dev --force-authoring --rpc-cors=all --alice --tmp`, each unless given otherwise. \
		Makes a block every 6 seconds: see --dev-block-time and --instant-seal.";
	let chain = "The chain: dev, local, local-sync-backing, staging, canary, main, or the path of a chain spec.";
	let pov = "Largest proof of validity to build, in percent of what the relay chain allows (85 unless given). \
		For a collator whose blocks turn out too large.";
	let texts = [
		("rpc_external", external),
		("dev", dev),
		("chain", chain),
		("no_telemetry", "Do not connect to any telemetry server."),
		("experimental_max_pov_percentage", pov),
	];
	let command = texts.into_iter().fold(command, |command, (option, text)| {
		let summary = text.split("\n\n").next().unwrap_or(text);
		command.mut_arg(option, |arg| arg.help(summary).long_help(text))
	});
	command
		.mut_arg("pool_limit", |arg| arg.default_value(POOL_LIMIT))
		.mut_arg("pool_kbytes", |arg| arg.default_value(POOL_KIBIBYTES))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
	use super::*;

	fn read(arguments: &[&str]) -> (Command, ArgMatches) {
		let mut command = Cli::command();
		let matches = command
			.try_get_matches_from_mut([&["outrider"], arguments].concat())
			.unwrap_or_else(|error| panic!("{arguments:?}: {error}"));
		(command, matches)
	}

	fn without_effect_in(arguments: &[&str]) -> Option<String> {
		let (command, matches) = read(arguments);
		without_effect(&command, &matches)
	}

	#[test]
	fn what_has_no_effect_in_a_development_node_is_named() {
		let peer = "/ip4/127.0.0.1/tcp/1/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp";
		let mut seen = Vec::new();
		for arguments in [
			&["--authoring", "lookahead"][..],
			&["--relay-chain-rpc-urls", "ws://127.0.0.1:1"],
			&["--", "--chain", "relay.json"],
			&["--export-pov-to-path", "folder"],
			&["--experimental-max-pov-percentage", "50"],
			&["--bootnodes", peer],
			&["--reserved-nodes", peer],
			&["--reserved-only"],
			&["--in-peers", "1"],
			&["--out-peers", "1"],
			&["--in-peers-light", "1"],
			&["--public-addr", "/ip4/127.0.0.1/tcp/1"],
			&["--force-enable-webrtc"],
			&["--discover-local"],
			&["--max-parallel-downloads", "1"],
			&["--max-blocks-per-request", "1"],
			&["--kademlia-disjoint-query-paths"],
			&["--kademlia-replication-factor", "5"],
			&["--network-backend", "libp2p"],
			&["--sync", "warp"],
			&["--pool-type", "fork-aware"],
		] {
			let found = without_effect_in(&[&["--dev"], arguments].concat());
			let expected = match arguments[0] {
				"--" => "what follows `--`".to_string(),
				option => format!("`{option}`"),
			};
			assert_eq!(found.as_ref(), Some(&expected));
			assert_eq!(without_effect_in(&[&["--chain", "local"], arguments].concat()), None);
			seen.push(expected);
		}
		assert_eq!(seen.len(), WITHOUT_EFFECT_IN_DEV.len());
	}

	#[test]
	fn what_a_development_node_does_anyway_is_accepted() {
		for option in ["--collator", "--no-hardware-benchmarks", "--no-finality-tracker", "--alice"]
		{
			assert_eq!(without_effect_in(&["--dev", option]), None);
		}
	}

	#[test]
	fn a_test_account_takes_no_password() {
		let passwords =
			[&["--password", "a"][..], &["--password-interactive"], &["--password-filename", "a"]];
		assert_eq!(passwords.len(), KEYSTORE_PASSWORD.len());
		for password in passwords {
			for account in TEST_ACCOUNTS {
				let account = format!("--{account}");
				let (command, matches) = read(&[&[account.as_str()], password].concat());
				let both = password_of_test_account(&command, &matches);
				assert_eq!(both, Some((format!("`{account}`"), format!("`{}`", password[0]))));
				let (command, matches) = read(&[account.as_str()]);
				assert_eq!(password_of_test_account(&command, &matches), None);
			}
			let (command, matches) = read(&[&["--collator"], password].concat());
			assert_eq!(password_of_test_account(&command, &matches), None);
		}
	}
}
