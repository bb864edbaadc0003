// SPDX-License-Identifier: Apache-2.0

//! What wallets ask. Answers hold for the block after the one that they are asked at.

use crate::{
	books, Config, CurrentEra, CurrentSettlement, DappId, DappInfo, Dapps, EraLength, Ledger,
	Ledgers, OpenPool, Pallet, Pending, PendingPosition, Rewards, StakingState,
};

impl<T: Config> Pallet<T> {
	/// What a claim by `who` would pay, to the plank.
	pub fn pending(who: &T::AccountId) -> Pending {
		let Some(ledger) = Ledgers::<T>::get(who) else { return Pending::default() };
		let rewards = Rewards::<T>::get();
		let positions: alloc::vec::Vec<_> = ledger
			.positions
			.iter()
			.map(|position| PendingPosition {
				dapp: position.dapp,
				stake: position.stake,
				pending: books::pending::<T>(position, &rewards),
			})
			.collect();
		// Together they are at most what the pot holds.
		let total = positions.iter().fold(0u128, |sum, entry| sum.saturating_add(entry.pending));
		Pending { total, positions }
	}

	/// What `who` has staked, and what of it unbonds.
	pub fn ledger(who: &T::AccountId) -> Ledger {
		Ledgers::<T>::get(who).unwrap_or_default()
	}

	/// A dApp, if there ever was one of this id.
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
