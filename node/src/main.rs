// SPDX-License-Identifier: GPL-3.0-only

//! `outrider`, the collator node.
//!
//! | module | holds |
//! |---|---|
//! | [`cli`] | what the command line accepts |
//! | [`command`] | which command runs what |
//! | [`chain_spec`] | from a chain's id to its spec |
//! | [`service`] | a node, put together |
//! | [`dev`] | a node of its own, for development |
//! | [`ports`] | that no port is taken |
//! | [`purge`] | which databases are deleted |
//! | [`code_cache`] | where compiled runtimes are kept |
//! | [`finality`] | how far our blocks are on their way to finality |
//! | [`rpc`] | what the node answers besides the standard methods |

mod chain_spec;
mod cli;
mod code_cache;
mod command;
mod dev;
mod finality;
mod ports;
mod purge;
mod rpc;
mod service;

use std::process::ExitCode;

/// What the SDK's own nodes allocate with: the metrics `polkadot_memory_*` are its counts.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {error}");
			ExitCode::FAILURE
		},
	}
}
