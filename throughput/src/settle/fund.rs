// SPDX-License-Identifier: GPL-3.0-only

//! Brings money into settlement: from the payer to the accounts, and from there by deposits.

use super::{
	keys::account,
	rpc::{self, Account},
};
use crate::{
	node::{Node, Refusal},
	signing::{hash_of, sign, ChainFacts, Signed},
	Error,
};
use codec::{Decode, Encode};
use frame_system::AccountInfo;
use jsonrpsee::rpc_params;
use outrider_runtime::{
	constants::{
		currency::{EXISTENTIAL_DEPOSIT, RIDE},
		settlement::{ENTRY_PRICE, INDEX_PRICE},
	},
	AccountId, Balance, Nonce, Runtime, RuntimeCall,
};
use pallet_balances::AccountData;
use sp_core::{sr25519, Bytes};
use sp_crypto_hashing::{blake2_128, twox_128};
use sp_runtime::MultiAddress;
use std::time::Duration;
use tokio::time::{sleep, Instant};

/// Room for the fee of a deposit, or of a transaction of the payer, in plank. Such a fee is some thousandths of a token.
const FEE_ROOM: Balance = RIDE;
/// Transfers in a transaction of the payer.
const TRANSFERS: usize = 100;
/// Transactions or questions in a request.
const REQUEST: usize = 100;
/// How long the chain may take for the transfers, and again for the deposits.
const DEADLINE: Duration = Duration::from_secs(120);
/// Time between two questions.
const POLL: Duration = Duration::from_millis(500);

/// A chain, and what signatures for it cover.
pub struct Chain<'n> {
	pub node: &'n Node,
	pub facts: ChainFacts,
}

impl Chain<'_> {
	/// Gives each of these accounts what it needs for a deposit of `amount` plank.
	pub async fn fund(
		&self,
		payer: &sr25519::Pair,
		accounts: &[AccountId],
		amount: Balance,
	) -> Result<(), Error> {
		let need = need(amount)?;
		let balances = self.balances(accounts).await?;
		let missing: Vec<_> = accounts
			.iter()
			.zip(balances)
			.map(|(account, balance)| (account, need.saturating_sub(balance)))
			.filter(|(_, missing)| *missing > 0)
			.collect();
		self.require_money(payer, missing.iter().map(|(_, missing)| *missing)).await?;
		let nonce = self.nonces(&[account(payer)]).await?[0];
		let calls = missing.chunks(TRANSFERS).map(transfers);
		let transactions = calls
			.zip(nonce..)
			.map(|(call, nonce)| self.transaction(payer, nonce, call))
			.collect();
		self.send(transactions).await?;
		let deadline = Instant::now() + DEADLINE;
		loop {
			let balances = self.balances(accounts).await?;
			let poor = balances.iter().filter(|balance| **balance < need).count();
			if poor == 0 {
				return Ok(());
			}
			pause(deadline, || format!("{poor} accounts did not get their money")).await?;
		}
	}

	/// Fails if the payer can't pay these sums.
	async fn require_money(
		&self,
		payer: &sr25519::Pair,
		mut sums: impl Iterator<Item = Balance>,
	) -> Result<(), Error> {
		let total = sums.try_fold(2 * FEE_ROOM, |total, sum| total.checked_add(sum));
		let total = total.ok_or("--deposit is too large for so many accounts")?;
		let payer = account(payer);
		let has = self.balances(std::slice::from_ref(&payer)).await?[0];
		if has < total {
			return Err(format!("the payer {payer} has {has} plank, and needs {total}").into());
		}
		Ok(())
	}

	/// Deposits `amount` plank for each key, and waits until all deposits are in the state, and the accounts' indices final. `before` is
	/// what the accounts had.
	pub async fn deposit(
		&self,
		keys: &[sr25519::Pair],
		amount: Balance,
		before: &[Option<Account>],
	) -> Result<Vec<Account>, Error> {
		let owners: Vec<_> = keys.iter().map(account).collect();
		let nonces = self.nonces(&owners).await?;
		let deposit = |(key, nonce): (&sr25519::Pair, Nonce)| {
			let call = pallet_settlement::Call::<Runtime>::deposit { amount };
			self.transaction(key, nonce, call.into())
		};
		self.send(keys.iter().zip(nonces).map(deposit).collect()).await?;
		let deadline = Instant::now() + DEADLINE;
		loop {
			let now = rpc::accounts(self.node, &owners).await?;
			let there = arrived(before, &now, amount);
			let missing = owners.len() - there.len();
			if missing > 0 {
				pause(deadline, || format!("{missing} deposits are not in the state")).await?;
				continue;
			}
			// A record names an index, which on another fork is another account's.
			let last = self.final_indices(&owners).await?;
			let moves =
				|(account, index): &(&Account, &Option<u32>)| **index != Some(account.index);
			let unsettled = there.iter().zip(&last).filter(moves).count();
			if unsettled == 0 {
				return Ok(there);
			}
			pause(deadline, || format!("the indices of {unsettled} accounts are not final"))
				.await?;
		}
	}

	/// The index of each account in the state of the last final block.
	async fn final_indices(&self, accounts: &[AccountId]) -> Result<Vec<Option<u32>>, Error> {
		let asked = self.node.ask::<String>("chain_getFinalizedHead", rpc_params![]).await?;
		let last = asked.map_err(|refusal| format!("chain_getFinalizedHead: {refusal}"))?;
		let params = |account: &AccountId| {
			rpc_params![Bytes(key_in(b"Settlement", b"Indices", account)), last.clone()]
		};
		let entries = self.answers::<Option<Bytes>>("state_getStorage", accounts, params).await?;
		let index =
			|entry: Option<Bytes>| entry.and_then(|bytes| u32::decode(&mut &bytes[..]).ok());
		Ok(entries.into_iter().map(index).collect())
	}

	/// What each account has on the chain, in plank.
	async fn balances(&self, accounts: &[AccountId]) -> Result<Vec<Balance>, Error> {
		let method = "state_getStorage";
		let params =
			|account: &AccountId| rpc_params![Bytes(key_in(b"System", b"Account", account))];
		let entries = self.answers::<Option<Bytes>>(method, accounts, params).await?;
		let balance = |entry: Option<Bytes>| match entry {
			Some(bytes) => AccountInfo::<Nonce, AccountData<Balance>>::decode(&mut &bytes[..])
				.map(|info| info.data.free)
				.map_err(|error| format!("an account of the chain can't be read: {error}").into()),
			None => Ok(0),
		};
		entries.into_iter().map(balance).collect()
	}

	/// The next nonce of each account, with what waits in the pool.
	async fn nonces(&self, accounts: &[AccountId]) -> Result<Vec<Nonce>, Error> {
		let params = |account: &AccountId| rpc_params![account.to_string()];
		self.answers("system_accountNextIndex", accounts, params).await
	}

	/// One answer for each account.
	async fn answers<T: serde::de::DeserializeOwned + std::fmt::Debug + 'static>(
		&self,
		method: &str,
		accounts: &[AccountId],
		params: impl Fn(&AccountId) -> jsonrpsee::core::params::ArrayParams,
	) -> Result<Vec<T>, Error> {
		let mut answers = Vec::with_capacity(accounts.len());
		for accounts in accounts.chunks(REQUEST) {
			for answer in self.node.ask_each(method, accounts.iter().map(&params)).await? {
				let refused =
					|refusal: Refusal| format!("{}: {method}: {refusal}", self.node.url());
				answers.push(answer.map_err(refused)?);
			}
		}
		Ok(answers)
	}

	fn transaction(&self, key: &sr25519::Pair, nonce: Nonce, call: RuntimeCall) -> Signed {
		let bytes = sign(self.facts, key, nonce, call).encode();
		// Nobody reads which sender it is.
		Signed { hash: hash_of(&bytes), sender: 0, bytes: bytes.into() }
	}

	/// Sends transactions, and fails with the first that the node refuses.
	async fn send(&self, transactions: Vec<Signed>) -> Result<(), Error> {
		for transactions in transactions.chunks(REQUEST) {
			for answer in self.node.submit(transactions).await? {
				answer.map_err(|text| {
					format!("{}: author_submitExtrinsic: {text}", self.node.url())
				})?;
			}
		}
		Ok(())
	}
}

/// What an account needs for a deposit of `amount` plank: what it burns, the fee, and what keeps the account alive, too.
fn need(amount: Balance) -> Result<Balance, Error> {
	let besides = INDEX_PRICE + ENTRY_PRICE + FEE_ROOM + EXISTENTIAL_DEPOSIT;
	Ok(amount.checked_add(besides).ok_or("--deposit is too large")?)
}

/// One transaction's transfers: all of them, or none.
fn transfers(missing: &[(&AccountId, Balance)]) -> RuntimeCall {
	let transfer = |(account, value): &(&AccountId, Balance)| -> RuntimeCall {
		let dest = MultiAddress::Id((*account).clone());
		pallet_balances::Call::<Runtime>::transfer_keep_alive { dest, value: *value }.into()
	};
	let calls = missing.iter().map(transfer).collect();
	pallet_utility::Call::<Runtime>::batch_all { calls }.into()
}

/// The accounts whose deposit is in the state.
fn arrived(before: &[Option<Account>], now: &[Option<Account>], amount: Balance) -> Vec<Account> {
	let has_more = |(before, now): (&Option<Account>, &Option<Account>)| {
		let before = before.map_or(0, |account| account.free);
		now.filter(|now| now.free.checked_sub(before).is_some_and(|more| more >= amount))
	};
	before.iter().zip(now).filter_map(has_more).collect()
}

/// The key of an account's entry in a map of the chain's storage.
fn key_in(pallet: &[u8], map: &[u8], account: &AccountId) -> Vec<u8> {
	let bytes: &[u8] = account.as_ref();
	[&twox_128(pallet)[..], &twox_128(map), &blake2_128(bytes), bytes].concat()
}

/// Waits a moment. Fails after the deadline.
async fn pause(deadline: Instant, what: impl FnOnce() -> String) -> Result<(), Error> {
	if Instant::now() >= deadline {
		return Err(format!("{} in {} seconds", what(), DEADLINE.as_secs()).into());
	}
	sleep(POLL).await;
	Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
	use super::*;
	use crate::settle::nonces::Nonces;
	use frame_system::Account as Accounts;

	#[test]
	fn a_deposit_has_arrived_once_the_account_has_so_much_more() {
		let has = |free| Some(Account { index: 0, free, nonces: Nonces::default() });
		let arrived = |before, now| arrived(&[before], &[now], 10).len();
		assert_eq!(arrived(None, None), 0);
		assert_eq!(arrived(None, has(9)), 0);
		assert_eq!(arrived(None, has(10)), 1);
		assert_eq!(arrived(has(5), has(10)), 0);
		assert_eq!(arrived(has(5), has(15)), 1);
		assert_eq!(arrived(has(5), has(4)), 0);
	}

	#[test]
	fn the_key_of_an_account_is_that_of_the_runtime() {
		let account = AccountId::from([7; 32]);
		let key = key_in(b"System", b"Account", &account);
		assert_eq!(key, Accounts::<Runtime>::hashed_key_for(&account));
		let key = key_in(b"Settlement", b"Indices", &account);
		assert_eq!(key, pallet_settlement::Indices::<Runtime>::hashed_key_for(&account));
	}

	#[test]
	fn the_money_for_a_deposit_covers_what_it_burns() {
		assert_eq!(need(0).unwrap(), 2 * RIDE + ENTRY_PRICE + EXISTENTIAL_DEPOSIT);
		assert!(need(Balance::MAX).is_err());
	}

	#[test]
	fn the_transfers_of_a_transaction_succeed_or_fail_together() {
		let accounts = [AccountId::from([1; 32]), AccountId::from([2; 32])];
		let RuntimeCall::Utility(pallet_utility::Call::batch_all { calls }) =
			transfers(&[(&accounts[0], 3), (&accounts[1], 4)])
		else {
			panic!("not a batch");
		};
		let paid = calls.into_iter().map(|call| match call {
			RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive { dest, value }) => {
				(dest, value)
			},
			call => panic!("not a transfer: {call:?}"),
		});
		let [first, second] = accounts.map(MultiAddress::Id);
		assert_eq!(paid.collect::<Vec<_>>(), [(first, 3), (second, 4)]);
	}
}
