// SPDX-License-Identifier: GPL-3.0-only

//! `outrider`, the collator node.
//!
//! | module | holds |
//! |---|---|
//! | [`cli`] | what the command line accepts |
//! | [`command`] | runs the command that the command line names |
//! | [`chain_spec`] | loads the spec of a chain by its id |
//! | [`service`] | the parts of a node, and its start on a relay chain |
//! | [`dev`] | a development node without a relay chain |
//! | [`ports`] | refuses ports that are taken |
//! | [`purge`] | deletes databases |
//! | [`code_cache`] | the folder for compiled runtimes |
//! | [`finality`] | follows our blocks on their way to finality |
//! | [`settlement`] | a sequencer and a watcher of settlement |
//! | [`rpc`] | the RPC methods besides the standard ones |

mod chain_spec;
mod cli;
mod code_cache;
mod command;
mod dev;
#[cfg(test)]
mod fake_relay;
mod finality;
mod ports;
mod purge;
mod rpc;
mod service;
mod settlement;

use std::process::ExitCode;

/// The allocator of the SDK's own nodes: the metrics `polkadot_memory_*` are its counts.
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
