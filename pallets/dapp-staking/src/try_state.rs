// SPDX-License-Identifier: Apache-2.0

//! The invariants, with their numbers in the README. They hold after every block.

use crate::{
	accumulator::fixed, tiers::check_tiers, Balance, Config, CurrentEra, CurrentSettlement,
	DappAddress, DappId, DappIds, Dapps, FreezeReason, Ledgers, NextDappId, Pallet,
	RegisteredDapps, Rewards, SettlementStage, Tier, TierTable,
};
use alloc::collections::BTreeMap;
use frame_support::{
	ensure,
	traits::fungible::{Inspect, InspectFreeze},
};
use sp_core::U256;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks all invariants.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::rewards_are_conserved()?;
		Self::pot_covers_what_is_owed()?;
		Self::stakes_sum_up()?;
		Self::freezes_are_ledgers()?;
		Self::freezes_have_ledgers()?;
		Self::registered_dapps_are_listed()?;
		Self::tiers_are_in_order()?;
		Self::settlement_is_of_the_era_before()?;
		Self::settlement_pays_no_more_than_its_pool()?;
		Self::integrals_are_of_the_past()
	}

	/// 1: (released - paid) x 2^128 = what positions are owed, settled and not, + remainder.
	fn rewards_are_conserved() -> Result<(), TryRuntimeError> {
		let rewards = Rewards::<T>::get();
		let mut owed = rewards.remainder();
		for ledger in Ledgers::<T>::iter_values() {
			for position in &ledger.positions {
				let dapp = Dapps::<T>::get(position.dapp).ok_or("a position on no dApp")?;
				let of_position = position.owed_at(dapp.accumulator_at(rewards.per_plank()))?;
				owed = owed.checked_add(of_position).ok_or("owed overflows")?;
			}
		}
		let credit = rewards
			.released()
			.checked_sub(rewards.paid())
			.ok_or("more paid than released")?;
		ensure!(owed == fixed(credit), "rewards are created or lost");
		Ok(())
	}

	/// 2: the pot holds its existential deposit, the debt to stakers, and the claimable rewards of dApps.
	fn pot_covers_what_is_owed() -> Result<(), TryRuntimeError> {
		let rewards = Rewards::<T>::get();
		let dapps = Dapps::<T>::iter_values().fold(U256::zero(), |sum, dapp| sum + dapp.claimable);
		let owed = U256::from(rewards.released() - rewards.paid()) + dapps;
		let needed = owed + T::Currency::minimum_balance();
		let pot = T::Currency::balance(&Self::pot());
		// A pallet without genesis has no pot.
		let untouched = owed.is_zero() && pot == 0;
		ensure!(untouched || U256::from(pot) >= needed, "the pot lacks what is owed");
		Ok(())
	}

	/// 3: a dApp's stake is the sum of its positions, and the earning stake is the sum over registered dApps.
	fn stakes_sum_up() -> Result<(), TryRuntimeError> {
		let mut sums: BTreeMap<DappId, Balance> = BTreeMap::new();
		for ledger in Ledgers::<T>::iter_values() {
			ensure!(!ledger.is_empty(), "an empty ledger is kept");
			let mut seen = alloc::vec::Vec::new();
			for position in &ledger.positions {
				ensure!(position.stake > 0, "a position without a stake");
				ensure!(!seen.contains(&position.dapp), "two positions on one dApp");
				seen.push(position.dapp);
				*sums.entry(position.dapp).or_default() += position.stake;
			}
			let sorted = ledger.chunks.windows(2).all(|pair| pair[0].unlock < pair[1].unlock);
			ensure!(sorted, "chunks are not in order");
		}
		let mut earning: Balance = 0;
		for (id, dapp) in Dapps::<T>::iter() {
			ensure!(
				dapp.stake == sums.remove(&id).unwrap_or(0),
				"a dApp's stake is not its positions'"
			);
			if dapp.is_registered() {
				earning += dapp.stake;
			}
		}
		ensure!(sums.is_empty(), "a position on no dApp");
		ensure!(earning == Rewards::<T>::get().stake(), "what earns is not what is staked");
		Ok(())
	}

	/// 4: the frozen amount of each account is the one in its ledger.
	fn freezes_are_ledgers() -> Result<(), TryRuntimeError> {
		for (who, ledger) in Ledgers::<T>::iter() {
			let frozen = T::Currency::balance_frozen(&FreezeReason::Staking.into(), &who);
			ensure!(frozen == ledger.frozen(), "a freeze is not its ledger's");
		}
		Ok(())
	}

	/// 4, the other way round: each frozen amount has a ledger, and each ledger an account.
	fn freezes_have_ledgers() -> Result<(), TryRuntimeError> {
		for who in frame_system::Account::<T>::iter_keys() {
			let frozen = T::Currency::balance_frozen(&FreezeReason::Staking.into(), &who);
			ensure!(frozen == 0 || Ledgers::<T>::contains_key(&who), "a freeze without a ledger");
		}
		for who in Ledgers::<T>::iter_keys() {
			ensure!(frame_system::Account::<T>::contains_key(&who), "a ledger without an account");
		}
		Ok(())
	}

	/// 5: the registered dApps are listed, by ids that rise, and are found by their addresses.
	fn registered_dapps_are_listed() -> Result<(), TryRuntimeError> {
		let listed = RegisteredDapps::<T>::get();
		ensure!(listed.windows(2).all(|pair| pair[0] < pair[1]), "the list is not in order");
		let registered = Dapps::<T>::iter().filter(|(_, dapp)| dapp.is_registered()).count();
		ensure!(registered == listed.len(), "the list is not what is registered");
		ensure!(DappIds::<T>::iter().count() == listed.len(), "addresses are left over");
		for id in listed {
			ensure!(id.0 < NextDappId::<T>::get(), "an id from the future");
			let dapp = Dapps::<T>::get(id).ok_or("a listed dApp is missing")?;
			let address: DappAddress<T::AccountId> = dapp.address;
			ensure!(DappIds::<T>::get(address) == Some(id), "an address leads to another dApp");
		}
		Ok(())
	}

	/// 6: the thresholds of tiers fall and their shares sum to at most one, also in a settlement.
	fn tiers_are_in_order() -> Result<(), TryRuntimeError> {
		let check = |tiers: &[Tier]| check_tiers::<T>(tiers).map_err(|_| "tiers are not in order");
		check(&TierTable::<T>::get())?;
		if let Some(settlement) = CurrentSettlement::<T>::get() {
			check(&settlement.tiers)?;
		}
		Ok(())
	}

	/// 7: the clock of an era is not before its start, and a settlement is of the era before it.
	fn settlement_is_of_the_era_before() -> Result<(), TryRuntimeError> {
		let settlement = CurrentSettlement::<T>::get();
		let Some(era) = CurrentEra::<T>::get() else {
			ensure!(settlement.is_none(), "a settlement without an era");
			return Ok(());
		};
		ensure!(era.start <= era.now, "an era that has not begun");
		ensure!(era.start < era.end, "an era that ends before it begins");
		ensure!(era.previous_start <= era.start, "an era before the one before it");
		let Some(settlement) = settlement else { return Ok(()) };
		let before = era.previous().ok_or("a settlement in the first era")?;
		ensure!(settlement.window == before, "another era is settled than the one before");
		let known = |stage: &SettlementStage| match stage {
			// They are read in the order of the list.
			SettlementStage::Measuring { scores } => {
				scores.len() <= settlement.dapps.len()
					&& scores.iter().zip(&settlement.dapps).all(|(score, dapp)| score.dapp == *dapp)
			},
			SettlementStage::Paying { rewards } => rewards.iter().all(|reward| {
				settlement.dapps.contains(&reward.dapp)
					&& usize::from(reward.tier) < settlement.tiers.len()
			}),
		};
		ensure!(known(&settlement.stage), "a dApp or a tier that the settlement does not know");
		Ok(())
	}

	/// 8: a settlement has enough left for the rewards that it still has to pay.
	fn settlement_pays_no_more_than_its_pool() -> Result<(), TryRuntimeError> {
		let Some(settlement) = CurrentSettlement::<T>::get() else { return Ok(()) };
		ensure!(settlement.left <= settlement.pool, "a pool has grown");
		match &settlement.stage {
			SettlementStage::Measuring { .. } => {
				ensure!(settlement.left == settlement.pool, "a pool is paid before it is divided");
			},
			SettlementStage::Paying { rewards } => {
				let due: Balance = rewards.iter().map(|reward| reward.amount).sum();
				ensure!(due <= settlement.left, "more is due than there is");
			},
		}
		Ok(())
	}

	/// 9: a dApp's integral is counted up to the clock at most, and its closed integral is of an earlier era than the open one.
	fn integrals_are_of_the_past() -> Result<(), TryRuntimeError> {
		let era = CurrentEra::<T>::get().unwrap_or_default();
		for dapp in Dapps::<T>::iter_values() {
			ensure!(dapp.open.era <= era.index, "an integral of an era to come");
			ensure!(dapp.open.until <= era.now, "an integral up to a time to come");
			let earlier = dapp.closed.is_none_or(|closed| closed.era < dapp.open.era);
			ensure!(earlier, "a closed integral of an era that is not earlier than the open one");
		}
		Ok(())
	}
}
