// SPDX-License-Identifier: GPL-3.0-only

//! Accounts, and what a claim needs.

use super::{
	answers::{AccountAnswer, Hex, Leaf, ProofAnswer},
	parameters::LeafIndex,
	SettlementMethods,
};
use crate::{
	rpc::{
		error::Error,
		format::{self, Address, Given, Plank},
	},
	settlement::{Best, Shared},
};
use outrider_runtime::AccountId;
use pallet_settlement::{AccountInfo, Mode};
use settlement_core::{Account, Index, Ledger};
use settlement_engine::State;

fn leaf(account: &Account, batch: Option<u64>) -> Leaf {
	let has_trader = account.trader != [0; 32];
	Leaf {
		batch,
		free: Plank(account.free),
		exited: Plank(account.exited),
		nonce_base: account.nonce_base,
		nonce_bits: account.nonce_bits.to_string(),
		trader: has_trader.then(|| account.trader.into()),
	}
}

/// The account after all that the node knows of: after the sequencer's records, or after the last batch.
fn account_now(shared: &Shared, best: &Best, index: Index) -> Option<Account> {
	if let Some(intake) = &shared.intake {
		let found = intake.look(|sequencer| sequencer.state().map(|state| state.account(index)));
		if let Some(account) = found {
			return account;
		}
	}
	shared.state(&best.overview.tip.root)?.account(index)
}

impl SettlementMethods {
	pub(super) fn account_of(
		&self,
		account: Option<Given<AccountId>>,
	) -> Result<AccountAnswer, Error> {
		let shared = self.shared()?;
		let who = format::value(account)?;
		let best = shared.best.lock().clone().ok_or(Error::StateNotReady)?;
		let settlement = self.at(best.at);
		let AccountInfo { index, claimed } =
			settlement.account(who.clone())?.ok_or(Error::NeverDeposited)?;
		let place = Index::new(index).ok_or(Error::NeverDeposited)?;
		let last = &best.overview.last_final;
		let in_final = final_state(shared, &best)?.account(place);
		let due = in_final.map_or(0, |account| match best.overview.mode {
			Mode::Escaped => account.exited.saturating_add(account.free),
			Mode::Absent | Mode::Running => account.exited,
		});
		Ok(AccountAnswer {
			account: Address(who),
			index,
			claimed: Plank(claimed),
			claimable: Plank(settlement.claimable(index, due)?),
			now: account_now(shared, &best, place).map(|account| leaf(&account, None)),
			last_final: in_final.map(|account| leaf(&account, Some(last.batch))),
		})
	}

	pub(super) fn proof_of(&self, index: Option<Given<LeafIndex>>) -> Result<ProofAnswer, Error> {
		let shared = self.shared()?;
		let LeafIndex(index) = format::value(index)?;
		let best = shared.best.lock().clone().ok_or(Error::StateNotReady)?;
		let mut state = final_state(shared, &best)?;
		let account = state.account(index).ok_or_else(|| Error::MalformedIndex {
			found: format!("{} has no account in the last final state", index.get()),
		})?;
		let last = &best.overview.last_final;
		Ok(ProofAnswer {
			batch: last.batch,
			root: last.root.into(),
			index: index.get(),
			leaf: Hex(account.encode().to_vec()),
			proof: Hex(state.prove(index).encode().to_vec()),
		})
	}
}

/// The state after the last final batch of the best block.
fn final_state(shared: &Shared, best: &Best) -> Result<State, Error> {
	shared.state(&best.overview.last_final.root).ok_or(Error::StateNotReady)
}
