// SPDX-License-Identifier: GPL-3.0-only

//! `outrider-throughput` measures what full blocks cost.
//!
//! | module | holds |
//! |---|---|
//! | [`validate`] | `validate`: the CPU time that a validator takes for exported candidates |

mod validate;

use clap::Parser;
use std::process::ExitCode;

/// An error of this program: a text for the user.
type Error = Box<dyn std::error::Error + Send + Sync>;

/// Measures what full blocks cost.
#[derive(Parser)]
#[command(version)]
enum Command {
	Validate(validate::Validate),
}

fn main() -> ExitCode {
	let result = match Command::parse() {
		Command::Validate(command) => command.run(),
	};
	match result {
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
		Command::command().debug_assert();
	}
}
