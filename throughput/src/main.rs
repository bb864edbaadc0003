// SPDX-License-Identifier: GPL-3.0-only

//! `outrider-throughput` puts load on chains. `scripts/throughput` runs the program, and makes a table of its report.
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

mod accounts;
mod chain;
mod feed;
mod ledger;
mod node;
mod report;
mod signing;

use clap::Parser;
use std::process::ExitCode;

/// An error of this program: a text for the user.
type Error = Box<dyn std::error::Error + Send + Sync>;

/// Puts load on chains, and measures their throughput.
#[derive(Parser)]
#[command(version)]
enum Command {
	Accounts(accounts::Accounts),
	Feed(feed::Feed),
}

fn main() -> ExitCode {
	let result = match Command::parse() {
		Command::Accounts(command) => command.run(),
		Command::Feed(command) => command.run(),
	};
	match result {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {error}");
			ExitCode::FAILURE
		},
	}
}
