// SPDX-License-Identifier: GPL-3.0-only

//! Runs the command that the command line names.

use crate::{
	chain_spec::{refuse_placeholders, Extensions},
	cli::{Cli, RelayChainCli, Subcommand},
	dev,
	ports::{self, Half},
	purge,
	service::{self, Block, Chain, NodeOptions},
};
use cumulus_client_service::storage_proof_size::HostFunctions as ReclaimHostFunctions;
use frame_benchmarking_cli::{BenchmarkCmd, OverheadCmd, SUBSTRATE_REFERENCE_HARDWARE};
use sc_cli::{KeySubcommand, Result, SubstrateCli};
use sc_service::{Configuration, TaskManager};
use sp_runtime::traits::HashingFor;
use std::sync::atomic::{AtomicBool, Ordering};

pub fn run() -> Result<()> {
	let cli = Cli::from_args();
	match &cli.subcommand {
		None => run_node(cli),
		// A network key that goes to a file or to standard output belongs to no chain.
		Some(Subcommand::Key(KeySubcommand::GenerateNodeKey(cmd)))
			if cmd.chain.is_none() && !names_base_path() =>
		{
			cmd.common.run()
		},
		Some(Subcommand::Key(cmd)) => cmd.run(&cli),
		Some(Subcommand::BuildSpec(cmd)) => cli
			.create_runner(cmd)?
			.sync_run(|config| cmd.run(config.chain_spec, config.network)),
		Some(Subcommand::ExportChainSpec(cmd)) => cmd.run(cli.load_spec(&cmd.chain)?),
		Some(Subcommand::CheckBlock(cmd)) => cli.create_runner(cmd)?.async_run(|config| {
			let chain = Chain::open(&config, cli.code_cache())?;
			let import_queue = service::queue_of_command(&config, &chain);
			Ok((cmd.run(chain.client, import_queue), chain.task_manager))
		}),
		Some(Subcommand::ExportBlocks(cmd)) => cli.create_runner(cmd)?.async_run(|config| {
			let chain = Chain::open(&config, cli.code_cache())?;
			Ok((cmd.run(chain.client, config.database), chain.task_manager))
		}),
		Some(Subcommand::ExportState(cmd)) => cli.create_runner(cmd)?.async_run(|config| {
			let chain = Chain::open(&config, cli.code_cache())?;
			Ok((cmd.run(chain.client, config.chain_spec), chain.task_manager))
		}),
		Some(Subcommand::ImportBlocks(cmd)) => cli.create_runner(cmd)?.async_run(|config| {
			let chain = Chain::open(&config, cli.code_cache())?;
			let import_queue = service::queue_of_command(&config, &chain);
			Ok((cmd.run(chain.client, import_queue), chain.task_manager))
		}),
		Some(Subcommand::Revert(cmd)) => cli.create_runner(cmd)?.async_run(|config| {
			let chain = Chain::open(&config, cli.code_cache())?;
			Ok((cmd.run(chain.client, chain.backend, None), chain.task_manager))
		}),
		Some(Subcommand::PurgeChain(cmd)) => {
			cli.create_runner(cmd)?.sync_run(|config| purge::run(cmd, &config))
		},
		Some(Subcommand::ExportGenesisHead(cmd)) => cli.create_runner(cmd)?.sync_run(|config| {
			refuse_placeholders(&*config.chain_spec, "genesis head")?;
			cmd.run(Chain::open(&config, cli.code_cache())?.client)
		}),
		Some(Subcommand::ExportGenesisWasm(cmd)) => {
			let chain = cmd.shared_params.chain.clone().unwrap_or_default();
			let spec = cli.load_spec(&chain)?;
			cli.create_runner(cmd)?.sync_run(|_| cmd.run(&*spec))
		},
		Some(Subcommand::Benchmark(cmd)) => run_benchmark(&cli, cmd),
	}
}

/// Does the command line give a base path for a key? The parsed command does not expose that.
fn names_base_path() -> bool {
	std::env::args().any(|argument| {
		["--base-path", "--default-base-path", "-d"]
			.iter()
			.any(|name| argument.starts_with(name))
	})
}

fn run_benchmark(cli: &Cli, cmd: &BenchmarkCmd) -> Result<()> {
	let spec_of = |chain: &Option<String>| chain.as_ref().map(|id| cli.load_spec(id)).transpose();
	match cmd {
		BenchmarkCmd::Pallet(cmd) => cmd
			.run_with_spec::<HashingFor<Block>, ReclaimHostFunctions>(spec_of(
				&cmd.shared_params.chain,
			)?),
		BenchmarkCmd::Overhead(cmd) => {
			let spec = spec_of(&cmd.shared_params.chain)?;
			let mut params = cmd.params.clone();
			// The measured blocks have the para id of the spec.
			params.para_id = params.para_id.or_else(|| spec.as_deref().and_then(Extensions::para_id_of));
			OverheadCmd {
				shared_params: cmd.shared_params.clone(),
				import_params: cmd.import_params.clone(),
				params,
			}
			.run_with_default_builder_and_spec::<Block, ReclaimHostFunctions>(spec)
		},
		BenchmarkCmd::Block(cmd) => cli
			.create_runner(cmd)?
			.sync_run(|config| cmd.run(Chain::open(&config, cli.code_cache())?.client)),
		#[cfg(feature = "runtime-benchmarks")]
		BenchmarkCmd::Storage(cmd) => cli.create_runner(cmd)?.sync_run(|config| {
			let Chain { client, backend, .. } = Chain::open(&config, cli.code_cache())?;
			let (database, storage, trie_cache) = (
				backend.expose_db(),
				backend.expose_storage(),
				backend.expose_shared_trie_cache(),
			);
			cmd.run(config, client, database, storage, trie_cache)
		}),
		#[cfg(not(feature = "runtime-benchmarks"))]
		BenchmarkCmd::Storage(_) => {
			Err("`benchmark storage` needs a binary built with `--features runtime-benchmarks`".into())
		},
		BenchmarkCmd::Machine(cmd) => cli
			.create_runner(cmd)?
			.sync_run(|config| cmd.run(&config, SUBSTRATE_REFERENCE_HARDWARE.clone())),
		BenchmarkCmd::Extrinsic(_) => {
			Err("`benchmark extrinsic` is not supported; use `benchmark pallet` or `benchmark overhead`".into())
		},
	}
}

/// The relay chain node's configuration, and its half for the check of ports: only the arguments say whether another
/// RPC port would do.
fn relay_chain_config(cli: &Cli, config: &Configuration) -> Result<(Configuration, Half)> {
	let relay_chain_cli = RelayChainCli::new(config, cli);
	let tokio = config.tokio_handle.clone();
	let half = Half::RelayChain { names_rpc_port: relay_chain_cli.names_rpc_port() };
	SubstrateCli::create_configuration(&relay_chain_cli, &relay_chain_cli, tokio)
		.map(|config| (config, half))
		.map_err(|error| format!("relay chain arguments: {error}").into())
}

fn run_node(cli: Cli) -> Result<()> {
	let runner = cli.create_runner(&cli.run_command())?;
	let relay_chain_urls = cli.run.relay_chain_rpc_urls.clone();
	let started = AtomicBool::new(false);
	runner
		.run_node_until_exit(|config| async {
			let tasks = start_node(cli, config).await?;
			started.store(true, Ordering::Relaxed);
			Ok(tasks)
		})
		.map_err(|error| {
			if started.load(Ordering::Relaxed) {
				service::name_lost_relay_chain(error, &relay_chain_urls)
			} else {
				error
			}
		})
}

async fn start_node(cli: Cli, mut config: Configuration) -> Result<TaskManager> {
	ports::refuse_taken(&mut config, Half::Parachain)?;
	let code_cache = cli.code_cache();
	if let Some(seal) = cli.dev_seal()? {
		config.transaction_pool = cli.dev_transaction_pool();
		return dev::start(config, seal, cli.storage_monitor, cli.settlement, code_cache)
			.map_err(Into::into);
	}
	if config.role.is_authority() {
		refuse_placeholders(&*config.chain_spec, "collator")?;
	}
	let (mut relay_chain_config, half) = relay_chain_config(&cli, &config)?;
	ports::refuse_shared(&config, &relay_chain_config)?;
	ports::refuse_taken(&mut relay_chain_config, half)?;
	let hardware = match (cli.no_hardware_benchmarks, config.database.path()) {
		(false, Some(database)) => {
			std::fs::create_dir_all(database)?;
			Some(sc_sysinfo::gather_hwbench(Some(database), &SUBSTRATE_REFERENCE_HARDWARE))
		},
		_ => None,
	};
	let options = NodeOptions {
		authoring: cli.authoring,
		collator: cli.run.collator_options(),
		export_pov: cli.export_pov_to_path,
		max_pov_percentage: cli.run.experimental_max_pov_percentage,
		storage_monitor: cli.storage_monitor,
		hardware,
		finality_tracker: !cli.no_finality_tracker,
		settlement: cli.settlement,
		code_cache,
	};
	service::start(config, relay_chain_config, options).await.map_err(Into::into)
}
