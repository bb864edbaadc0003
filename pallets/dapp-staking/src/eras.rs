// SPDX-License-Identifier: Apache-2.0

//! Eras close by the relay chain's clock, and their dApps are rewarded a few at a time.

use crate::{
	types::{
		Balance, Era, EraWindow, LastReward, RelayBlock, Score, Settlement, SettlementStage, Tier,
		TierReward, MAX_DAPPS,
	},
	Config, CurrentEra, CurrentSettlement, DappFunds, Dapps, EraLength, Error, Event, OpenPool,
	Pallet, RegisteredDapps, TierTable, WeightInfo,
};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	migrations::MultiStepMigrator,
	traits::{
		fungible::{Balanced, Inspect},
		tokens::{DepositConsequence, Provenance},
		ConstU32, Defensive, Get,
	},
	weights::Weight,
	BoundedVec,
};
use sp_core::U256;
use sp_runtime::{traits::BlockNumberProvider, Perquintill};

impl<T: Config> Pallet<T> {
	/// What ending a block weighs at its heaviest, from what is known at its start.
	pub(crate) fn weight_of_ending() -> Weight {
		let weights = |step: Weight| T::WeightInfo::clock().saturating_add(step);
		let Some(mut settlement) = CurrentSettlement::<T>::get() else {
			// Whether the era ends is known only with the relay chain's number.
			return weights(T::WeightInfo::close_era());
		};
		weights(match settlement.stage.next_step(settlement.dapps.len()) {
			Step::Measure(_) => T::WeightInfo::measure(),
			Step::Rank(_) => T::WeightInfo::rank(),
			Step::Pay(_) => T::WeightInfo::pay(),
		})
	}

	/// Moves the clock; then goes on with a settlement, or closes the era if it is over.
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

	/// Writes down what the era was, and opens the next. Ends stay on the grid that the first block began.
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
					// As many as there are dApps, which have the same bound.
					let _ = scores.try_push(Score { dapp: *dapp, integral }).defensive();
				}
			},
			Step::Rank(scores) => {
				let scores = core::mem::take(scores).into_inner();
				let mut rewards = rank(&settlement, scores);
				// They are taken from the end.
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

	/// Makes a reward claimable, and says how much came into being.
	fn pay_dapp(window: &EraWindow, reward: TierReward) -> Balance {
		let TierReward { dapp, tier, amount } = reward;
		let pot = Self::pot();
		// The pot exists from genesis on; only an issuance near 2^128 can refuse.
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

/// What a settlement does next, and what it does it with.
enum Step<'a> {
	/// Read what some dApps had.
	Measure(&'a mut BoundedVec<Score, ConstU32<MAX_DAPPS>>),
	/// Put them into tiers.
	Rank(&'a mut BoundedVec<Score, ConstU32<MAX_DAPPS>>),
	/// Pay some of them.
	Pay(&'a mut BoundedVec<TierReward, ConstU32<MAX_DAPPS>>),
}

impl SettlementStage {
	/// The next step of a settlement of so many dApps: what it weighs, and what is run.
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

/// Puts dApps into tiers: by their stake times time, and where that is equal by their ids.
///
/// ```text
/// in tier t if   integral > 0   and   integral >= ⌊ threshold_t · issuance ⌋ · blocks in the era
/// reward     =   ⌊ ⌊ share_t · pool ⌋ / slots_t ⌋
/// ```
///
/// Ranks and tiers are walked once, from the top: a tier that is full, or whose threshold is not met, is left for good,
/// since no later dApp has more.
pub(crate) fn rank(settlement: &Settlement, mut scores: Vec<Score>) -> Vec<TierReward> {
	scores.sort_unstable_by(|a, b| b.integral.cmp(&a.integral).then(a.dapp.cmp(&b.dapp)));
	let blocks = U256::from(settlement.window.length());
	let needs = |tier: &Tier| U256::from(tier.threshold.mul_floor(settlement.issuance)) * blocks;
	let reward =
		|tier: &Tier| tier.share.mul_floor(settlement.pool) / Balance::from(tier.slots.max(1));
	let mut tiers = settlement.tiers.iter().zip(0u8..);
	let mut current = tiers.next().map(|tier| (tier, 0u16));
	let mut rewards: Vec<TierReward> = Vec::new();
	for Score { dapp, integral } in scores {
		if integral.is_zero() {
			break;
		}
		while let Some(((tier, _), taken)) = current {
			if taken < tier.slots && integral >= needs(tier) {
				break;
			}
			current = tiers.next().map(|tier| (tier, 0));
		}
		let Some(((tier, index), taken)) = &mut current else { break };
		*taken = taken.saturating_add(1);
		rewards.push(TierReward { dapp, tier: *index, amount: reward(tier) });
	}
	rewards
}

/// Whether tiers can be walked from the top, and share no more than there is.
pub(crate) fn check_tiers<T: Config>(tiers: &[Tier]) -> Result<(), Error<T>> {
	let shares: u128 = tiers.iter().map(|tier| u128::from(tier.share.deconstruct())).sum();
	let one = u128::from(Perquintill::one().deconstruct());
	ensure!(shares <= one, Error::<T>::SharesAboveOne);
	ensure!(tiers.iter().all(|tier| tier.slots > 0), Error::<T>::TierWithoutSlots);
	let falling = tiers.windows(2).all(|pair| pair[0].threshold >= pair[1].threshold);
	ensure!(falling, Error::<T>::ThresholdsRise);
	Ok(())
}
