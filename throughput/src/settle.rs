// SPDX-License-Identifier: GPL-3.0-only

//! `settle`: loads a sequencer of settlement with signed transfers.
//!
//! | module | holds |
//! |---|---|
//! | [`keys`] | the keys of the accounts and of the payer |
//! | [`fund`] | transfers and deposits, until the accounts have money in settlement |
//! | [`rpc`] | the methods `settlement_*` of the node |
//! | [`nonces`] | the nonces that an account has left |
//! | [`lanes`] | which record goes over which connection, in which order, and its bytes |
//! | [`pace`] | how many records, and when |
//! | [`ahead`] | signs records before they are needed |
//! | [`load`] | all connections together |
//! | [`send`] | one connection |
//! | [`track`] | follows records until they are final |
//! | [`report`] | the report and the verdict |

mod ahead;
mod fund;
mod keys;
mod lanes;
mod load;
mod nonces;
mod pace;
mod report;
mod rpc;
mod send;
mod track;

use crate::{node::Node, Error};
use clap::Args;
use fund::Chain;
use lanes::Settler;
use outrider_runtime::{
	constants::{
		currency::RIDE,
		settlement::{INSTANCE_ID, MIN_DEPOSIT},
	},
	AccountId, Balance,
};
use pace::Pace;
use report::{Report, Sums};
use rpc::Account;
use settlement_core::Domain;
use sp_core::sr25519;

/// The largest deposit, in plank.
const MAX_DEPOSIT: Balance = 1_000_000 * RIDE;

/// Loads a sequencer of settlement with signed transfers, and reports how long they take
///
/// Gives the accounts //Settle/0, //Settle/1 and so on money, and has each of them deposit. Then each account pays the next
/// one, over and over, in records without a fee. Waits until the last records are in batches, and until these are final.
/// Prints a JSON object on standard output.
///
/// The command fails if the sequencer refuses a record, if a record gets into no batch or is reverted, or if the accounts
/// together have not exactly what they had before and deposited.
#[derive(Args)]
pub struct Settle {
	/// The RPC of the sequencer's node
	#[arg(long, default_value = "ws://127.0.0.1:9944")]
	url: String,
	/// Accounts that pay each other
	#[arg(long, value_name = "N", default_value_t = 10)]
	#[arg(value_parser = clap::value_parser!(u32).range(2..=1_000))]
	accounts: u32,
	/// How long to send records
	#[arg(long, value_name = "N", default_value_t = 60)]
	#[arg(value_parser = clap::value_parser!(u64).range(1..=86_400))]
	seconds: u64,
	/// Records a second, over all connections [default: as fast as the sequencer takes them]
	///
	/// A request waits until its first record is due, and goes out at once: small requests make a steady rate.
	#[arg(long, value_name = "R", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
	rate: Option<u32>,
	/// Records in a request
	#[arg(long, value_name = "B", default_value_t = 256)]
	#[arg(value_parser = clap::value_parser!(u32).range(1..=512))]
	batch_size: u32,
	/// Connections, each with one request at a time on its way. At most as many as accounts
	#[arg(long, value_name = "C", default_value_t = 2)]
	#[arg(value_parser = clap::value_parser!(u32).range(1..=64))]
	connections: u32,
	/// What each account deposits, in plank: 1 to 1,000,000 RIDE
	#[arg(long, value_name = "PLANK", default_value_t = 1_000 * RIDE, value_parser = deposit)]
	deposit: Balance,
	/// The secret URI of the account that gives the accounts their money. A test account: other users of this machine can
	/// read a command line
	#[arg(long, value_name = "SURI", default_value = "//Alice")]
	payer: String,
}

impl Settle {
	pub fn run(self) -> Result<(), Error> {
		let report = tokio::runtime::Runtime::new()?.block_on(self.measure())?;
		println!("{}", serde_json::to_string(&report)?);
		Ok(report.verdict()?)
	}

	async fn measure(self) -> Result<Report, Error> {
		let Self { url, accounts, connections, deposit, .. } = &self;
		let pace = self.pace()?;
		let payer = keys::payer(&self.payer)?;
		let keys = keys::settlers(*accounts)?;
		let owners: Vec<_> = keys.iter().map(keys::account).collect();

		let node = Node::connect(url).await?;
		let facts = node.facts().await?;
		rpc::require_sequencer(&node).await?;
		let before = rpc::accounts(&node, &owners).await?;
		let expected = sum(&before) + Balance::from(*accounts) * deposit;
		let chain = Chain { node: &node, facts };
		eprintln!("giving {accounts} accounts money");
		chain.fund(&payer, &owners, *deposit).await?;
		eprintln!("depositing {deposit} plank for each");
		let states = chain.deposit(&keys, *deposit, &before).await?;

		let domain = Domain { genesis: facts.genesis.0, instance: INSTANCE_ID };
		let lanes = lanes::deal(domain, settlers(keys, &states), *connections);
		let loaded = load::run(url, lanes, pace).await?;
		let found = self.found(&node, &owners).await?;
		Ok(Report::new(loaded, Sums { expected, found }))
	}

	fn pace(&self) -> Result<Pace, Error> {
		let Self { seconds, rate, batch_size, connections, .. } = *self;
		if connections > self.accounts {
			let text = format!(
				"--connections {connections} needs as many accounts, and --accounts is {}",
				self.accounts
			);
			return Err(text.into());
		}
		Ok(Pace { seconds, rate, batch_size, connections })
	}

	/// What all accounts together have.
	async fn found(&self, node: &Node, owners: &[AccountId]) -> Result<Balance, Error> {
		Ok(sum(&rpc::accounts(node, owners).await?))
	}
}

/// Reads the amount of a deposit.
fn deposit(text: &str) -> Result<Balance, String> {
	let range = MIN_DEPOSIT..=MAX_DEPOSIT;
	let form = format!("a deposit is {MIN_DEPOSIT} to {MAX_DEPOSIT} plank");
	let amount = text.parse().map_err(|_| form.clone())?;
	range.contains(&amount).then_some(amount).ok_or(form)
}

/// What accounts have together. All tokens that there are fit into the number.
fn sum(accounts: &[Option<Account>]) -> Balance {
	accounts.iter().flatten().map(|account| account.free).sum()
}

/// The accounts that sign records, with their keys.
fn settlers(keys: Vec<sr25519::Pair>, accounts: &[Account]) -> Vec<Settler> {
	let settler = |(key, account): (_, &Account)| {
		let Account { index, nonces, .. } = *account;
		Settler { key, index, nonces }
	};
	keys.into_iter().zip(accounts).map(settler).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
	use super::*;
	use clap::Parser;

	#[derive(Parser)]
	struct Command {
		#[command(flatten)]
		settle: Settle,
	}

	fn parse(arguments: &[&str]) -> Result<Settle, clap::Error> {
		let arguments = ["settle"].iter().chain(arguments);
		Command::try_parse_from(arguments).map(|command| command.settle)
	}

	#[test]
	fn the_options_have_defaults() {
		let settle = parse(&[]).unwrap_or_else(|error| panic!("{error}"));
		assert_eq!((settle.accounts, settle.seconds, settle.rate), (10, 60, None));
		assert_eq!((settle.batch_size, settle.connections), (256, 2));
		assert_eq!(settle.deposit, 1_000 * RIDE);
		assert_eq!((&settle.url[..], &settle.payer[..]), ("ws://127.0.0.1:9944", "//Alice"));
	}

	#[test]
	fn options_out_of_range_are_refused() {
		for bad in [
			["--accounts", "1"],
			["--accounts", "1001"],
			["--seconds", "0"],
			["--rate", "0"],
			["--batch-size", "513"],
			["--connections", "0"],
			["--deposit", "999999999999999999"],
			["--deposit", "1 RIDE"],
		] {
			assert!(parse(&bad).is_err(), "{bad:?}");
		}
	}

	#[test]
	fn a_deposit_out_of_range_is_explained() {
		assert_eq!(deposit("1000000000000000000"), Ok(RIDE));
		let error = deposit("0").unwrap_err();
		assert_eq!(error, "a deposit is 1000000000000000000 to 1000000000000000000000000 plank");
	}

	#[test]
	fn more_connections_than_accounts_are_refused() {
		let settle = parse(&["--accounts", "3", "--connections", "4"]);
		let error = settle.map(|settle| settle.pace().err()).ok().flatten().unwrap().to_string();
		assert_eq!(error, "--connections 4 needs as many accounts, and --accounts is 3");
	}

	#[test]
	fn what_accounts_have_is_added_up() {
		let account = |free| Some(Account { index: 0, free, nonces: Default::default() });
		assert_eq!(sum(&[account(3), None, account(4)]), 7);
	}
}
