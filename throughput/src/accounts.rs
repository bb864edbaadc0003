// SPDX-License-Identifier: GPL-3.0-only

//! The accounts that send and receive. Their seeds are public, so that anyone can repeat a measurement.

use crate::Error;
use codec::Encode;
use outrider_runtime::{constants::currency::RIDE, AccountId, Balance};
use sp_core::{crypto::Ss58Codec, sr25519, Pair};
use sp_crypto_hashing::blake2_256;

/// Balance of a sender at genesis, in plank: enough for the fees and the transfers of a measurement.
const SENDER_BALANCE: Balance = 1_000 * RIDE;
/// Balance of a receiver at genesis, in plank. A transfer to an existing account creates no account.
const RECEIVER_BALANCE: Balance = RIDE;

/// Prints the balances of the senders and the receivers, as the field `balances.balances` of a chain spec takes them
#[derive(clap::Args)]
pub struct Accounts {
	/// How many senders, and as many receivers
	#[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
	count: u32,
}

impl Accounts {
	pub fn run(self) -> Result<(), Error> {
		println!("{}", serde_json::to_string(&balances(self.count))?);
		Ok(())
	}
}

fn balances(count: u32) -> Vec<(String, Balance)> {
	let senders = (0..count).map(|index| (AccountId::from(sender(index).public()), SENDER_BALANCE));
	let receivers = (0..count).map(|index| (receiver(index), RECEIVER_BALANCE));
	senders
		.chain(receivers)
		.map(|(account, balance)| (account.to_ss58check(), balance))
		.collect()
}

/// The key of a sender.
pub fn sender(index: u32) -> sr25519::Pair {
	sr25519::Pair::from_seed(&seed("sender", index))
}

/// A receiver. Nobody has a key of the account.
pub fn receiver(index: u32) -> AccountId {
	seed("receiver", index).into()
}

fn seed(role: &str, index: u32) -> [u8; 32] {
	blake2_256(&("outrider throughput", role, index).encode())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
	use super::*;
	use std::collections::BTreeSet;

	#[test]
	fn balances_are_of_different_accounts_and_written_with_all_digits() {
		let balances = balances(50);
		let accounts: BTreeSet<_> = balances.iter().map(|(account, _)| account).collect();
		assert_eq!(accounts.len(), 100);
		let json = serde_json::to_string(&balances[..1]).unwrap();
		assert_eq!(json, format!("[[\"{}\",1000000000000000000000]]", balances[0].0));
	}

	#[test]
	fn the_balance_of_a_sender_belongs_to_the_key_that_signs() {
		let (account, balance) = &balances(3)[2];
		assert_eq!(*account, AccountId::from(sender(2).public()).to_ss58check());
		assert_eq!(*balance, SENDER_BALANCE);
	}
}
