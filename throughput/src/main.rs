// SPDX-License-Identifier: GPL-3.0-only

//! `outrider-throughput` keeps chains full of signed transfers, measures what full blocks cost, and loads a sequencer of settlement.
//! `scripts/throughput` runs the program, and makes a table of its report.
//!
//! | module | holds |
//! |---|---|
//! | [`accounts`] | `accounts`: the accounts that send and receive, and their balances at genesis |
//! | [`feed`] | `feed`: keeps one or two chains full |
//! | [`signing`] | signs the transactions before they are needed |
//! | [`chain`] | feeds one chain, and reads its blocks |
//! | [`ledger`] | counts the transactions of one chain: sent, in blocks, final |
//! | [`node`] | the RPC of a node |
//! | [`report`] | the report of `feed` |
//! | [`settle`] | `settle`: loads a sequencer of settlement with signed records |
//! | [`validate`] | `validate`: the CPU time that a validator takes for exported candidates; `prepare`: for the code of an upgrade |

mod accounts;
mod chain;
mod feed;
mod ledger;
mod node;
mod report;
mod settle;
mod signing;
mod validate;

use clap::Parser;
use std::process::ExitCode;

/// An error of this program: a text for the user.
type Error = Box<dyn std::error::Error + Send + Sync>;

/// Keeps chains full of signed transfers, measures what full blocks cost, and loads a sequencer of settlement.
#[derive(Parser)]
#[command(version)]
enum Command {
	Accounts(accounts::Accounts),
	Feed(feed::Feed),
	Prepare(validate::Prepare),
	Settle(settle::Settle),
	Validate(validate::Validate),
}

fn main() -> ExitCode {
	let result = match Command::parse() {
		Command::Accounts(command) => command.run(),
		Command::Feed(command) => command.run(),
		Command::Prepare(command) => command.run(),
		Command::Settle(command) => command.run(),
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
