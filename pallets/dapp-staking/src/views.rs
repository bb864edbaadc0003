// SPDX-License-Identifier: Apache-2.0

//! Answers for wallets. An answer at a block holds for the next block.

use crate::{
	books, Balance, Config, CurrentEra, CurrentSettlement, DappAddress, DappId, Dapps, Era,
	EraIndex, EraLength, LastReward, Ledger, Ledgers, OpenPool, Pallet, Rewards,
};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;

/// What a claim would pay for one position.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct PendingPosition {
	/// The dApp.
	pub dapp: DappId,
	/// What is staked on it, in plank.
	pub stake: Balance,
	/// What a claim would pay, in plank.
	pub pending: Balance,
}

/// What a claim would pay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Pending {
	/// For all positions, in plank.
	pub total: Balance,
	/// By position.
	pub positions: Vec<PendingPosition>,
}

/// A dApp as a client asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct DappInfo<AccountId> {
	/// Its id.
	pub id: DappId,
	/// Who speaks for it.
	pub owner: AccountId,
	/// Where it is.
	pub address: DappAddress<AccountId>,
	/// Who is paid its rewards.
	pub beneficiary: AccountId,
	/// Whether its stake earns.
	pub registered: bool,
	/// What is staked on it, in plank.
	pub stake: Balance,
	/// Rewards that have not been claimed, in plank.
	pub claimable: Balance,
	/// Its newest reward.
	pub last_reward: Option<LastReward>,
}

/// Eras and stake as a client asks for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct StakingState {
	/// The open era.
	pub era: Era,
	/// Nominal length of an era, in relay-chain blocks.
	pub era_length: u32,
	/// How long stake unbonds, in relay-chain blocks.
	pub unbonding_length: u32,
	/// What dApps will share of the open era so far, in plank.
	pub pool: Balance,
	/// The era that is being settled.
	pub settling: Option<EraIndex>,
	/// The stake that earns, in plank.
	pub stake: Balance,
}

impl<T: Config> Pallet<T> {
	/// The amounts that a claim by `who` would pay, to the plank.
	pub fn pending(who: &T::AccountId) -> Pending {
		let Some(ledger) = Ledgers::<T>::get(who) else { return Pending::default() };
		let rewards = Rewards::<T>::get();
		let positions: Vec<_> = ledger
			.positions
			.iter()
			.map(|position| PendingPosition {
				dapp: position.dapp,
				stake: position.stake,
				pending: books::pending::<T>(position, &rewards),
			})
			.collect();
		// The pot holds the sum.
		let total = positions.iter().fold(0u128, |sum, entry| sum.saturating_add(entry.pending));
		Pending { total, positions }
	}

	/// The stakes of `who`, and the amounts that unbond.
	pub fn ledger(who: &T::AccountId) -> Ledger {
		Ledgers::<T>::get(who).unwrap_or_default()
	}

	/// The dApp of this id, if there ever was one.
	pub fn dapp(id: DappId) -> Option<DappInfo<T::AccountId>> {
		let dapp = Dapps::<T>::get(id)?;
		Some(DappInfo {
			id,
			registered: dapp.is_registered(),
			owner: dapp.owner,
			address: dapp.address,
			beneficiary: dapp.beneficiary,
			stake: dapp.stake,
			claimable: dapp.claimable,
			last_reward: dapp.last_reward,
		})
	}

	/// Eras and stake. `None` before the first block has ended.
	pub fn state() -> Option<StakingState> {
		Some(StakingState {
			era: CurrentEra::<T>::get()?,
			era_length: EraLength::<T>::get(),
			unbonding_length: Self::unbonding_length(),
			pool: OpenPool::<T>::get(),
			settling: CurrentSettlement::<T>::get().map(|settlement| settlement.window.era),
			stake: Rewards::<T>::get().stake(),
		})
	}
}
