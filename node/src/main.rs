// SPDX-License-Identifier: GPL-3.0-only

//! `outrider`, the collator node.
//!
//! | module | holds |
//! |---|---|
//! | [`cli`] | what the command line accepts |
//! | [`command`] | which command runs what |
//! | [`chain_spec`] | from a chain's id to its spec |
//! | [`service`] | a node on a relay chain, put together |
//! | [`dev`] | a node of its own, for development |
//! | [`ports`] | that no port is taken |
//! | [`finality`] | how far our blocks are on their way to finality |
//! | [`rpc`] | what the node answers besides the standard methods |

mod chain_spec;
mod cli;
mod command;
mod dev;
mod finality;
mod ports;
mod rpc;
mod service;

use std::process::ExitCode;

fn main() -> ExitCode {
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {error}");
			ExitCode::FAILURE
		},
	}
}
