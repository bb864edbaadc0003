// SPDX-License-Identifier: GPL-3.0-only

//! Feeds chains until one of them has made enough full blocks.

use crate::{
	chain::{now_ms, Load, SignedChain, Target},
	report::{Report, Stop},
	signing::Call,
	Error,
};
use std::{fs, io, path::PathBuf, time::Duration};
use tokio::task::{spawn_blocking, JoinSet};

/// Keeps chains full of transfers, and writes what became of the transfers
///
/// Signs all transactions first, says `signed` on standard output, and waits until standard input has a line or ends. Then
/// keeps the transactions of one and a half to two slots waiting at each chain. What a full block holds, the blocks
/// show: the first ones are smaller. Once the load has stopped, waits until the accepted transactions are final.
#[derive(clap::Args)]
pub struct Feed {
	/// A chain to feed: its name in the report, its blocks in a slot, how many transactions to sign for it, and the RPC of its
	/// collator
	///
	/// Once for each chain. `--blocks` counts the full blocks of the first one.
	#[arg(long = "chain", value_name = "NAME,RATE,TRANSACTIONS,URL", required = true)]
	chains: Vec<Target>,
	/// The call of each transaction
	#[arg(long, value_enum, default_value_t = Call::Transfer)]
	call: Call,
	/// Senders, and as many receivers: those that `accounts` has given balances
	///
	/// No sender may have sent a transaction before: the nonces begin at zero.
	#[arg(long, value_name = "N", default_value_t = 6_000)]
	#[arg(value_parser = clap::value_parser!(u32).range(1..=100_000))]
	accounts: u32,
	/// Full blocks of the first chain after which the load stops
	#[arg(long, value_name = "N", default_value_t = 20)]
	#[arg(value_parser = clap::value_parser!(u32).range(1..=10_000))]
	blocks: u32,
	/// Seconds after which the load stops in any case
	#[arg(long, value_name = "N", default_value_t = 600)]
	#[arg(value_parser = clap::value_parser!(u64).range(1..=86_400))]
	seconds: u64,
	/// The file for the report, which is JSON
	#[arg(long, value_name = "FILE")]
	report: PathBuf,
}

impl Feed {
	pub fn run(self) -> Result<(), Error> {
		let path = self.report.clone();
		// Before the load, not after.
		fs::write(&path, "").map_err(|error| format!("{}: {error}", path.display()))?;
		let report = tokio::runtime::Runtime::new()?.block_on(self.measure())?;
		Ok(fs::write(path, serde_json::to_string(&report)?)?)
	}

	async fn measure(self) -> Result<Report, Error> {
		let Self { chains, call, accounts, blocks, seconds, .. } = self;
		let counted = chains[0].name.clone();
		if chains[1..].iter().any(|chain| chain.name == counted) {
			return Err(format!("two chains have the name `{counted}`").into());
		}
		let mut signed = Vec::new();
		for target in chains {
			signed.push(SignedChain::sign(target, call, accounts).await?);
		}
		println!("signed");
		spawn_blocking(|| io::stdin().read_line(&mut String::new())).await??;

		let load = Load::new(counted, blocks);
		let mut tasks = JoinSet::new();
		let started_ms = now_ms();
		let mut fed = Vec::new();
		for chain in signed {
			fed.push(chain.feed(load.clone(), &mut tasks).await?);
		}
		let stop = run_out(&load, tasks, Duration::from_secs(seconds)).await?;
		let stopped_ms = now_ms();
		eprintln!("no more transactions; waiting until those that were sent are final");
		let mut reports = Vec::new();
		for chain in fed {
			reports.push(chain.drain().await?);
		}
		let transfers_per_transaction = call.transfers();
		Ok(Report { transfers_per_transaction, started_ms, stopped_ms, stop, chains: reports })
	}
}

/// Waits until the load has stopped, and stops it when the time is up. Fails with the first task that fails.
async fn run_out(
	load: &Load,
	mut tasks: JoinSet<Result<(), Error>>,
	time: Duration,
) -> Result<Stop, Error> {
	let deadline = tokio::time::sleep(time);
	tokio::pin!(deadline);
	loop {
		tokio::select! {
			task = tasks.join_next() => match task {
				Some(ended) => ended??,
				None => return Ok(load.ended().await),
			},
			_ = &mut deadline, if load.stopped().is_none() => load.stop(Stop::Time),
		}
	}
}
