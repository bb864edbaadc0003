// SPDX-License-Identifier: Apache-2.0

//! Tiers: their conditions, and the ranking of dApps into them.

use crate::{Balance, Config, DappId, EraIndex, Error, Integral, Settlement};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{ensure, traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::U256;
use sp_runtime::Perquintill;

/// The most tiers that there can be.
pub const MAX_TIERS: u32 = 8;

/// What it takes to be in a tier, and what that pays.
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
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tier {
	/// Share of the total issuance that must have been staked on the dApp on average over the era.
	pub threshold: Perquintill,
	/// dApps that fit in, at least 1.
	pub slots: u16,
	/// Share of the era's pool for all of its slots together.
	pub share: Perquintill,
}

/// Tiers, the top one first.
pub type Tiers = BoundedVec<Tier, ConstU32<MAX_TIERS>>;

/// A dApp and its stake times time in the era that is being settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Score {
	/// The dApp.
	pub dapp: DappId,
	/// Its stake times time.
	pub integral: Integral,
}

/// What a dApp got when an era was settled.
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
pub struct TierReward {
	/// The dApp.
	pub dapp: DappId,
	/// Its tier, counted from 0, the top.
	pub tier: u8,
	/// What it got, in plank.
	pub amount: Balance,
}

/// A dApp's newest reward.
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
pub struct LastReward {
	/// The era that was rewarded.
	pub era: EraIndex,
	/// The tier in that era, counted from 0, the top.
	pub tier: u8,
	/// The reward, in plank.
	pub amount: Balance,
}

/// Ranks dApps by their stake times time, dApps with equal ones by their ids, and puts them into tiers.
///
/// ```text
/// in tier t if   integral > 0   and   integral >= ⌊ threshold_t · issuance ⌋ · blocks in the era
/// reward     =   ⌊ ⌊ share_t · pool ⌋ / slots_t ⌋
/// ```
///
/// Ranks and tiers are walked once, from the top. A tier that is full, or whose threshold is not met, is left for good: no
/// later dApp has a larger integral.
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

/// Checks that thresholds fall, that no tier is without slots, and that the shares sum to at most one.
pub(crate) fn check_tiers<T: Config>(tiers: &[Tier]) -> Result<(), Error<T>> {
	let shares: u128 = tiers.iter().map(|tier| u128::from(tier.share.deconstruct())).sum();
	let one = u128::from(Perquintill::one().deconstruct());
	ensure!(shares <= one, Error::<T>::SharesAboveOne);
	ensure!(tiers.iter().all(|tier| tier.slots > 0), Error::<T>::TierWithoutSlots);
	let falling = tiers.windows(2).all(|pair| pair[0].threshold >= pair[1].threshold);
	ensure!(falling, Error::<T>::ThresholdsRise);
	Ok(())
}
