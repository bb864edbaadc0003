// SPDX-License-Identifier: Apache-2.0

//! The books of one account: opened, changed and stored within one call.
//!
//! Every change of a stake goes through [`Books`]. So each change first settles the position and counts the dApp's stake up to
//! the present, keeps the totals, and leaves payment and freeze to the end: [`Books::pay_out`] and [`Books::store`].

use crate::{
	accumulator::{fixed, split, Accumulator},
	Balance, Config, CurrentEra, Dapp, DappId, Dapps, Era, Error, FreezeReason, Ledgers, Pallet,
	Position, RelayBlock, Rewards,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	ensure,
	traits::{
		fungible::{InspectFreeze, Mutate, MutateFreeze},
		tokens::Preservation,
		ConstU32, Get,
	},
	BoundedVec,
};
use scale_info::TypeInfo;
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

/// dApps that an account can stake on at a time.
pub const MAX_POSITIONS: u32 = 16;

/// Amounts that an account can have unbonding at a time, each with a relay-chain block of its own.
pub const MAX_CHUNKS: u32 = 8;

/// An amount that unbonds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Chunk {
	/// In plank.
	pub amount: Balance,
	/// The relay-chain block from which on it can be withdrawn.
	pub unlock: RelayBlock,
}

/// All that an account has here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Ledger {
	/// Its stakes, a dApp each.
	pub positions: BoundedVec<Position, ConstU32<MAX_POSITIONS>>,
	/// What unbonds, the earliest first.
	pub chunks: BoundedVec<Chunk, ConstU32<MAX_CHUNKS>>,
	/// Whether anyone may stake its rewards for it.
	pub restake: bool,
}

impl Ledger {
	/// What is staked, in plank.
	pub fn staked(&self) -> Balance {
		// Each stake is frozen, and the account has owned all of them at one time: the sum is below the total issuance.
		self.positions
			.iter()
			.fold(0, |sum, position| sum.saturating_add(position.stake))
	}

	/// What is frozen: stakes and what unbonds, in plank.
	pub fn frozen(&self) -> Balance {
		self.chunks
			.iter()
			.fold(self.staked(), |sum, chunk| sum.saturating_add(chunk.amount))
	}

	/// Whether nothing is frozen. The frozen tokens are the deposit for the entry.
	pub fn is_empty(&self) -> bool {
		self.positions.is_empty() && self.chunks.is_empty()
	}
}

/// A reward that was paid for one position.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct PaidReward {
	/// The dApp of the position.
	pub dapp: DappId,
	/// In plank.
	pub amount: Balance,
}

/// What happens to a reward that the owner's account can't receive.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unpayable {
	/// The call fails and changes nothing.
	Fail,
	/// All stakers share it. The account does not exist any more, and the reward is below the existential deposit.
	GiveBack,
}

/// An account's ledger, and the totals that change with it.
pub(crate) struct Books<T: Config> {
	who: T::AccountId,
	era: Era,
	rewards: Accumulator,
	ledger: Ledger,
	/// The frozen amount when the books were opened, in plank.
	frozen_before: Balance,
	/// The rewards that this call pays.
	paid: Vec<PaidReward>,
}

impl<T: Config> Books<T> {
	/// Opens the books of `who`.
	pub(crate) fn open(who: T::AccountId) -> Result<Self, DispatchError> {
		let era = CurrentEra::<T>::get().ok_or(Error::<T>::NotStarted)?;
		Ok(Self::open_at(who, era))
	}

	/// Opens the books of `who` at genesis, when there is no clock yet.
	pub(crate) fn open_at_genesis(who: T::AccountId) -> Self {
		Self::open_at(who, Era::default())
	}

	fn open_at(who: T::AccountId, era: Era) -> Self {
		let ledger = Ledgers::<T>::get(&who).unwrap_or_default();
		let frozen_before = ledger.frozen();
		Self { who, era, rewards: Rewards::<T>::get(), ledger, frozen_before, paid: Vec::new() }
	}

	/// The account.
	pub(crate) fn who(&self) -> &T::AccountId {
		&self.who
	}

	/// How many positions the account has.
	pub(crate) fn positions(&self) -> u32 {
		// At most `MAX_POSITIONS`.
		u32::try_from(self.ledger.positions.len()).unwrap_or(MAX_POSITIONS)
	}

	/// The ledger as it is now.
	pub(crate) fn ledger(&mut self) -> &mut Ledger {
		&mut self.ledger
	}

	/// The relay-chain block of the newest block that has ended.
	pub(crate) fn now(&self) -> u32 {
		self.era.now
	}

	/// The rewards that this call pays so far.
	pub(crate) fn paid(&self) -> &[PaidReward] {
		&self.paid
	}

	fn position(&mut self, dapp: DappId) -> Result<usize, Error<T>> {
		self.ledger
			.positions
			.iter()
			.position(|position| position.dapp == dapp)
			.ok_or(Error::<T>::NotStaked)
	}

	/// Adds `amount` to the stake on a registered dApp.
	pub(crate) fn add(&mut self, id: DappId, amount: Balance) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::AmountZero);
		let mut dapp = Dapps::<T>::get(id).ok_or(Error::<T>::UnknownDapp)?;
		ensure!(dapp.is_registered(), Error::<T>::Unregistered);
		match self.position(id) {
			Ok(index) => {
				let position = &mut self.ledger.positions[index];
				position.settle(self.rewards.per_plank())?;
				position.stake =
					position.stake.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
			},
			Err(_) => {
				ensure!(amount >= T::MinStake::get(), Error::<T>::BelowMinimum);
				let position = Position {
					dapp: id,
					stake: amount,
					checkpoint: self.rewards.per_plank(),
					owed: Default::default(),
				};
				self.ledger
					.positions
					.try_push(position)
					.map_err(|_| Error::<T>::TooManyPositions)?;
			},
		}
		dapp.accrue(&self.era);
		dapp.stake = dapp.stake.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		self.rewards.add_stake(amount)?;
		Dapps::<T>::insert(id, dapp);
		Ok(())
	}

	/// Takes `amount` from the stake on a dApp, registered or not. A position that this empties is paid.
	pub(crate) fn remove(&mut self, id: DappId, amount: Balance) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::AmountZero);
		let index = self.position(id)?;
		let staked = self.ledger.positions[index].stake;
		let left = staked.checked_sub(amount).ok_or(Error::<T>::NotEnoughStaked)?;
		ensure!(left == 0 || left >= T::MinStake::get(), Error::<T>::BelowMinimum);
		self.reduce(index, left)
	}

	/// Reduces a position's stake to `left`, which may be below the minimum.
	fn reduce(&mut self, index: usize, left: Balance) -> DispatchResult {
		let position = &mut self.ledger.positions[index];
		let id = position.dapp;
		let taken = position.stake.checked_sub(left).ok_or(ArithmeticError::Underflow)?;
		let mut dapp = Dapps::<T>::get(id).ok_or(Error::<T>::UnknownDapp)?;
		position.settle(dapp.accumulator_at(self.rewards.per_plank()))?;
		position.stake = left;
		self.take_from(&mut dapp, taken)?;
		Dapps::<T>::insert(id, dapp);
		if left == 0 {
			let mut position = self.ledger.positions.remove(index);
			self.pay(id, position.take_whole());
			self.rewards.give_back(position.owed)?;
		}
		Ok(())
	}

	fn take_from(&mut self, dapp: &mut Dapp<T::AccountId>, amount: Balance) -> DispatchResult {
		dapp.accrue(&self.era);
		dapp.stake = dapp.stake.checked_sub(amount).ok_or(ArithmeticError::Underflow)?;
		if dapp.is_registered() {
			self.rewards.remove_stake(amount)?;
		}
		Ok(())
	}

	/// Lets `amount` unbond until the relay-chain block `unlock`.
	pub(crate) fn unbond(&mut self, amount: Balance, unlock: u32) -> DispatchResult {
		let chunks = &mut self.ledger.chunks;
		match chunks.iter_mut().find(|chunk| chunk.unlock == unlock) {
			Some(chunk) => {
				chunk.amount = chunk.amount.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
			},
			None => {
				let place = chunks.partition_point(|chunk| chunk.unlock < unlock);
				chunks
					.try_insert(place, Chunk { amount, unlock })
					.map_err(|_| Error::<T>::TooManyChunks)?;
			},
		}
		Ok(())
	}

	/// Removes the chunks that have unbonded, and returns their sum.
	pub(crate) fn withdraw(&mut self) -> Balance {
		let before = self.ledger.frozen();
		let now = self.era.now;
		self.ledger.chunks.retain(|chunk| chunk.unlock > now);
		before.saturating_sub(self.ledger.frozen())
	}

	/// Settles all positions, and takes their whole planks to be paid.
	pub(crate) fn claim(&mut self) -> DispatchResult {
		for index in 0..self.ledger.positions.len() {
			let position = &mut self.ledger.positions[index];
			let dapp = Dapps::<T>::get(position.dapp).ok_or(Error::<T>::UnknownDapp)?;
			position.settle(dapp.accumulator_at(self.rewards.per_plank()))?;
			let (id, whole) = (position.dapp, position.take_whole());
			self.pay(id, whole);
		}
		Ok(())
	}

	/// Cuts the frozen amount to `there`, and returns the difference. Chunks are cut first, from the latest to the earliest,
	/// then stakes, from the newest to the oldest.
	pub(crate) fn cut_to(&mut self, there: Balance) -> Result<Balance, DispatchError> {
		let excess = self.ledger.frozen().saturating_sub(there);
		let mut left = excess;
		while left > 0 {
			let Some(chunk) = self.ledger.chunks.last_mut() else { break };
			let cut = chunk.amount.min(left);
			chunk.amount = chunk.amount.saturating_sub(cut);
			left = left.saturating_sub(cut);
			if chunk.amount == 0 {
				self.ledger.chunks.pop();
			}
		}
		while left > 0 {
			let Some(index) = self.ledger.positions.len().checked_sub(1) else { break };
			let stake = self.ledger.positions[index].stake;
			let cut = stake.min(left);
			left = left.saturating_sub(cut);
			self.reduce(index, stake.saturating_sub(cut))?;
		}
		Ok(excess)
	}

	fn pay(&mut self, dapp: DappId, amount: Balance) {
		if amount > 0 {
			self.paid.push(PaidReward { dapp, amount });
		}
	}

	/// Transfers the rewards of this call to the account. Returns their sum, in plank, and the reward of each position.
	pub(crate) fn pay_out(
		&mut self,
		unpayable: Unpayable,
	) -> Result<(Balance, Vec<PaidReward>), DispatchError> {
		let paid = core::mem::take(&mut self.paid);
		// At most what the pot holds.
		let amount = paid.iter().fold(0, |sum: Balance, paid| sum.saturating_add(paid.amount));
		if amount == 0 {
			return Ok((0, Vec::new()));
		}
		let pot = Pallet::<T>::pot();
		let transfer = T::Currency::transfer(&pot, &self.who, amount, Preservation::Preserve);
		match (transfer, unpayable) {
			(Ok(_), _) => {},
			(Err(error), Unpayable::Fail) => return Err(error),
			(Err(_), Unpayable::GiveBack) => {
				self.rewards.give_back(fixed(amount))?;
				return Ok((0, Vec::new()));
			},
		}
		self.rewards.pay(amount)?;
		Ok((amount, paid))
	}

	/// Freezes the stakes and what unbonds, and stores the ledger and the totals. The last step, after [`Self::pay_out`].
	pub(crate) fn store(self) -> DispatchResult {
		let frozen = self.ledger.frozen();
		if frozen != self.frozen_before {
			let there = T::Currency::balance_freezable(&self.who);
			let raised = frozen > self.frozen_before;
			ensure!(!raised || frozen <= there, Error::<T>::NotEnoughBalance);
			T::Currency::set_freeze(&FreezeReason::Staking.into(), &self.who, frozen)?;
		}
		Rewards::<T>::put(self.rewards);
		if self.ledger.is_empty() {
			Ledgers::<T>::remove(&self.who);
		} else {
			Ledgers::<T>::insert(&self.who, self.ledger);
		}
		Ok(())
	}
}

/// The amount that a claim would pay for a position, in plank.
pub(crate) fn pending<T: Config>(position: &Position, rewards: &Accumulator) -> Balance {
	let Some(dapp) = Dapps::<T>::get(position.dapp) else { return 0 };
	// A sum that overflows makes the claim fail, so that nothing is paid.
	position
		.owed_at(dapp.accumulator_at(rewards.per_plank()))
		.map(|owed| split(owed).0)
		.unwrap_or(0)
}
