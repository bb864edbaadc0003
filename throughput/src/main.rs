// SPDX-License-Identifier: GPL-3.0-only

//! `outrider-throughput` measures what full blocks cost, and how many transactions the chain takes a second.
//!
//! | module | holds |
//! |---|---|
//! | [`validate`] | the CPU time that a validator takes for exported candidates |

mod validate;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "outrider-throughput", version, about)]
struct Cli {
	#[command(subcommand)]
	command: Command,
}

#[derive(Subcommand)]
enum Command {
	Validate(validate::Arguments),
}

fn main() -> ExitCode {
	let outcome = match Cli::parse().command {
		Command::Validate(arguments) => validate::run(&arguments),
	};
	match outcome {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {error}");
			ExitCode::FAILURE
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	#[test]
	fn the_command_line_is_consistent() {
		Cli::command().debug_assert();
	}
}
