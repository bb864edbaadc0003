// SPDX-License-Identifier: Apache-2.0

//! Eras end by the relay chain's clock. Then their dApps are rewarded, a few in each block.

use crate::{
	tiers::rank, Balance, Config, CurrentEra, CurrentSettlement, DappFunds, DappId, Dapps,
	EraLength, Event, LastReward, OpenPool, Pallet, RegisteredDapps, RelayBlock, Score, TierReward,
	TierTable, Tiers, WeightInfo, MAX_DAPPS,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	migrations::MultiStepMigrator,
	traits::{
		fungible::{Balanced, Inspect},
		tokens::{DepositConsequence, Provenance},
		ConstU32, Defensive, Get,
	},
	weights::Weight,
	BoundedVec,
};
use scale_info::TypeInfo;
use sp_runtime::traits::BlockNumberProvider;

/// The number of an era, counted from 0.
pub type EraIndex = u32;

/// How long stake unbonds, in nominal eras.
pub const UNBONDING_ERAS: u32 = 9;

/// An era's place in time: the relay-chain blocks after `start`, up to and with `end`.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	MaxEncodedLen,
)]
pub struct EraWindow {
	/// The era.
	pub era: EraIndex,
	/// The relay-chain block at which the one before it closed.
	pub start: RelayBlock,
	/// The relay-chain block at which it closed.
	pub end: RelayBlock,
}

impl EraWindow {
	/// Relay-chain blocks in it.
	pub fn length(&self) -> u32 {
		self.end.saturating_sub(self.start)
	}
}

/// The era that is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Era {
	/// Counted from 0.
	pub index: EraIndex,
	/// The relay-chain block at which the era before it closed.
	pub start: RelayBlock,
	/// The era closes with the first block at this relay-chain block or after it.
	pub end: RelayBlock,
	/// The relay-chain block of the newest block of ours that has ended.
	pub now: RelayBlock,
	/// Where the era before it started.
	pub previous_start: RelayBlock,
}

impl Era {
	/// The one before it, if there is one.
	pub fn previous(&self) -> Option<EraWindow> {
		let era = self.index.checked_sub(1)?;
		Some(EraWindow { era, start: self.previous_start, end: self.start })
	}
}

/// The stage of a settlement.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub enum SettlementStage {
	/// Reads the integral of each dApp.
	Measuring {
		/// The dApps that were read.
		scores: BoundedVec<Score, ConstU32<MAX_DAPPS>>,
	},
	/// Pays the dApps that are in a tier.
	Paying {
		/// The rewards that were not paid yet. The last one is paid next.
		rewards: BoundedVec<TierReward, ConstU32<MAX_DAPPS>>,
	},
}

/// A closed era whose dApps are being rewarded. All facts are as of the moment when it closed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Settlement {
	/// The era.
	pub window: EraWindow,
	/// The pool that its dApps share, in plank.
	pub pool: Balance,
	/// The part of the pool that was neither paid nor withheld yet, in plank.
	pub left: Balance,
	/// The total issuance, in plank.
	pub issuance: Balance,
	/// The tiers.
	pub tiers: Tiers,
	/// The registered dApps, by their ids.
	pub dapps: BoundedVec<DappId, ConstU32<MAX_DAPPS>>,
	/// The stage.
	pub stage: SettlementStage,
}

impl<T: Config> Pallet<T> {
	/// The heaviest weight of this block's end, as far as it is known at the block's start.
	pub(crate) fn end_block_weight() -> Weight {
		let weights = |step: Weight| T::WeightInfo::clock().saturating_add(step);
		let Some(mut settlement) = CurrentSettlement::<T>::get() else {
			// The relay chain's number is not known yet, and with it whether the era ends.
			return weights(T::WeightInfo::close_era());
		};
		weights(match settlement.stage.next_step(settlement.dapps.len()) {
			Step::Measure(_) => T::WeightInfo::measure(),
			Step::Rank(_) => T::WeightInfo::rank(),
			Step::Pay(_) => T::WeightInfo::pay(),
		})
	}

	/// Moves the clock. Then takes a settlement a step further, or closes the era if it is over.
	pub(crate) fn end_block() {
		let now = T::RelayClock::current_block_number();
		let Some(mut era) = CurrentEra::<T>::get() else {
			let end = now.saturating_add(EraLength::<T>::get());
			let (start, previous_start) = (now, now);
			CurrentEra::<T>::put(Era { index: 0, start, end, now, previous_start });
			return;
		};
		// Relay-chain numbers never fall.
		era.now = now.max(era.now);
		match CurrentSettlement::<T>::take() {
			Some(settlement) => CurrentSettlement::<T>::set(Self::settle(settlement)),
			None if era.now >= era.end => era = Self::close_era(era),
			None => {},
		}
		CurrentEra::<T>::put(era);
	}

	/// Stores the facts of the era for its settlement, and opens the next era. Ends stay on the grid that the first block began.
	fn close_era(era: Era) -> Era {
		let window = EraWindow { era: era.index, start: era.start, end: era.now };
		let pool = OpenPool::<T>::take();
		let dapps = RegisteredDapps::<T>::get();
		Self::deposit_event(Event::EraClosed { window, pool });
		CurrentSettlement::<T>::put(Settlement {
			window,
			pool,
			left: pool,
			issuance: T::Currency::total_issuance(),
			tiers: TierTable::<T>::get(),
			dapps,
			stage: SettlementStage::Measuring { scores: BoundedVec::new() },
		});
		Era {
			index: era.index.saturating_add(1),
			start: era.now,
			end: next_on_grid(era.end, EraLength::<T>::get(), era.now),
			now: era.now,
			previous_start: era.start,
		}
	}

	/// Takes a settlement a step further. `None` when it is done.
	fn settle(mut settlement: Settlement) -> Option<Settlement> {
		if <T as frame_system::Config>::MultiBlockMigrator::ongoing() {
			return Some(settlement);
		}
		let steps = usize::try_from(T::SettleSteps::get()).unwrap_or(usize::MAX);
		match settlement.stage.next_step(settlement.dapps.len()) {
			Step::Measure(scores) => {
				for dapp in settlement.dapps.iter().skip(scores.len()).take(steps) {
					let integral = Dapps::<T>::get(dapp)
						.map(|entry| entry.integral_of(&settlement.window))
						.unwrap_or_default();
					// There are no more scores than dApps, which have the same bound.
					let _ = scores.try_push(Score { dapp: *dapp, integral }).defensive();
				}
			},
			Step::Rank(scores) => {
				let scores = core::mem::take(scores).into_inner();
				let mut rewards = rank(&settlement, scores);
				// They are paid from the end of the list.
				rewards.reverse();
				let rewards = BoundedVec::truncate_from(rewards);
				settlement.stage = SettlementStage::Paying { rewards };
			},
			Step::Pay(rewards) => {
				for _ in 0..steps {
					let Some(reward) = rewards.pop() else { break };
					settlement.left =
						settlement.left.saturating_sub(Self::pay_dapp(&settlement.window, reward));
				}
			},
		}
		match &settlement.stage {
			SettlementStage::Paying { rewards } if rewards.is_empty() => {
				let (pool, left) = (settlement.pool, settlement.left);
				T::DappFunds::withhold(left);
				Self::deposit_event(Event::EraSettled {
					era: settlement.window.era,
					paid: pool.saturating_sub(left),
					withheld: left,
				});
				None
			},
			_ => Some(settlement),
		}
	}

	/// Makes a reward claimable, and returns the amount that was minted for it.
	fn pay_dapp(window: &EraWindow, reward: TierReward) -> Balance {
		let TierReward { dapp, tier, amount } = reward;
		let pot = Self::pot();
		// The pot exists from genesis on. It can refuse only if the issuance is near 2^128.
		let can = T::Currency::can_deposit(&pot, amount, Provenance::Minted);
		if amount == 0 || can != DepositConsequence::Success {
			return 0;
		}
		let Some(mut entry) = Dapps::<T>::get(dapp) else { return 0 };
		let Some(claimable) = entry.claimable.checked_add(amount) else { return 0 };
		if T::Currency::resolve(&pot, T::DappFunds::mint(amount)).defensive().is_err() {
			return amount;
		}
		entry.claimable = claimable;
		entry.last_reward = Some(LastReward { era: window.era, tier, amount });
		Dapps::<T>::insert(dapp, entry);
		Self::deposit_event(Event::DappRewarded { era: window.era, reward });
		amount
	}
}

/// The next step of a settlement, with its data.
enum Step<'a> {
	/// Read the integrals of some dApps.
	Measure(&'a mut BoundedVec<Score, ConstU32<MAX_DAPPS>>),
	/// Put all dApps into tiers.
	Rank(&'a mut BoundedVec<Score, ConstU32<MAX_DAPPS>>),
	/// Pay some dApps.
	Pay(&'a mut BoundedVec<TierReward, ConstU32<MAX_DAPPS>>),
}

impl SettlementStage {
	/// The next step of a settlement of this many dApps. Its weight and its execution both go by this.
	fn next_step(&mut self, dapps: usize) -> Step<'_> {
		match self {
			Self::Measuring { scores } => {
				if scores.len() < dapps {
					Step::Measure(scores)
				} else {
					Step::Rank(scores)
				}
			},
			Self::Paying { rewards } => Step::Pay(rewards),
		}
	}
}

/// The first of `end`, `end + length`, `end + 2 length`, … that lies after `now`, which is not before `end`.
pub(crate) fn next_on_grid(end: RelayBlock, length: u32, now: RelayBlock) -> RelayBlock {
	// At least 1, see `BuildGenesisConfig`.
	let length = length.max(1);
	let over = now.saturating_sub(end) % length;
	now.saturating_add(length - over)
}
