// SPDX-License-Identifier: Apache-2.0

//! Amounts: the pay of a slot to each receiver, and the sums so far.

use crate::clock::{Clock, RelayBlock, Window};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Perquintill, Rounding};

/// An amount of the token, in plank.
pub type Balance = u128;

/// How the emission is divided. The parts sum to one.
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
pub struct Split {
	/// To the author of the block.
	pub collators: Perquintill,
	/// To the treasury, with what rounding leaves of a slot.
	pub treasury: Perquintill,
	/// To dApps, by tiers.
	pub dapps: Perquintill,
	/// To stakers, however many there are.
	pub stakers_base: Perquintill,
	/// To stakers, in full only at the ideal share of staked tokens and above it.
	pub stakers_adjustable: Perquintill,
}

impl Split {
	/// Whether the parts sum to one.
	pub fn is_whole(&self) -> bool {
		let parts =
			[self.collators, self.treasury, self.dapps, self.stakers_base, self.stakers_adjustable];
		let sum: u128 = parts.iter().map(|part| u128::from(part.deconstruct())).sum();
		sum == u128::from(Perquintill::one().deconstruct())
	}
}

impl Default for Split {
	fn default() -> Self {
		Self {
			collators: Perquintill::from_percent(10),
			treasury: Perquintill::from_percent(5),
			dapps: Perquintill::from_percent(20),
			stakers_base: Perquintill::from_percent(25),
			stakers_adjustable: Perquintill::from_percent(40),
		}
	}
}

/// The parameters that governance sets.
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
pub struct Parameters {
	/// What a cycle issues, as a share of the total issuance at its start. Acts from the next cycle on.
	pub rate: Perquintill,
	/// To whom. Acts from the next cycle on.
	pub split: Split,
	/// Slots, missed before, that a block may pay besides its own: 0 to [`Parameters::MAX_CATCH_UP`]. 0 drops missed
	/// slots for good. Acts at once.
	pub catch_up: u32,
	/// The share of the total issuance at a cycle's start which, once it is staked, earns the whole adjustable part.
	/// Acts at once.
	pub ideal_share: Perquintill,
}

impl Parameters {
	/// The most missed slots that one block may pay for: a minute.
	pub const MAX_CATCH_UP: u32 = 10;
}

impl Default for Parameters {
	fn default() -> Self {
		Self {
			rate: Perquintill::from_percent(7),
			split: Split::default(),
			catch_up: 1,
			ideal_share: Perquintill::from_percent(50),
		}
	}
}

/// An amount for each of the five receivers, in plank.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	MaxEncodedLen,
)]
pub struct Parts {
	/// To the author of the block.
	pub collators: Balance,
	/// To the treasury.
	pub treasury: Balance,
	/// To dApps.
	pub dapps: Balance,
	/// To stakers, whatever is staked.
	pub stakers_base: Balance,
	/// To stakers at the ideal share.
	pub stakers_adjustable: Balance,
}

impl Parts {
	/// The pay of one slot to each receiver.
	///
	/// ```text
	/// e          = ⌊ rate · issuance / length ⌋
	/// e_i        = ⌊ split_i · e ⌋
	/// e_treasury = e - the other parts
	///
	/// rate, split_i   Perquintill
	/// issuance        plank, at the cycle's start
	/// length          relay slots, at least 1
	/// ```
	pub fn per_slot(rate: Perquintill, split: &Split, issuance: Balance, length: u32) -> Self {
		// Two floors are one: ⌊⌊a⌋ / n⌋ = ⌊a / n⌋ for whole n.
		let whole = rate.mul_floor(issuance) / Balance::from(length.max(1));
		let collators = split.collators.mul_floor(whole);
		let dapps = split.dapps.mul_floor(whole);
		let stakers_base = split.stakers_base.mul_floor(whole);
		let stakers_adjustable = split.stakers_adjustable.mul_floor(whole);
		// The shares sum to one, and each part is rounded down. So the parts sum to at most the whole.
		let others = collators + dapps + stakers_base + stakers_adjustable;
		Self {
			collators,
			treasury: whole.saturating_sub(others),
			dapps,
			stakers_base,
			stakers_adjustable,
		}
	}

	/// All five together.
	pub fn total(&self) -> Balance {
		// At most the issuance: see `per_slot` and `times`.
		self.collators + self.treasury + self.dapps + self.stakers_base + self.stakers_adjustable
	}

	/// The pay of `slots` slots.
	pub fn times(&self, slots: u32) -> Self {
		// A block pays fewer slots than a cycle has, so that each product is below the issuance.
		let times = |part: Balance| part.saturating_mul(slots.into());
		Self {
			collators: times(self.collators),
			treasury: times(self.treasury),
			dapps: times(self.dapps),
			stakers_base: times(self.stakers_base),
			stakers_adjustable: times(self.stakers_adjustable),
		}
	}
}

/// `⌊ full · min( staked , target ) / target ⌋`, for a target of at least 1.
pub(crate) fn adjustable(full: Balance, staked: Balance, target: Balance) -> Balance {
	if staked >= target {
		return full;
	}
	// Below `full`, since `staked` is below `target`; so there is a result.
	multiply_by_rational_with_rounding(full, staked, target, Rounding::Down).unwrap_or(full)
}

/// A cycle, in which each slot issues the same amount.
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
pub struct Cycle {
	/// Counted from 0.
	pub index: u32,
	/// The relay-chain block after which its first slot comes.
	pub start: RelayBlock,
	/// How many slots it has, nominally.
	pub length: u32,
	/// Total issuance at its start, in plank.
	pub issuance: Balance,
	/// What a slot pays, in plank.
	pub per_slot: Parts,
}

impl Cycle {
	/// Its place in time.
	pub fn window(&self) -> Window {
		Window { start: self.start, length: self.length }
	}

	/// The adjustable part of a slot with this stake.
	///
	/// ```text
	/// ⌊ e_adjustable · min( staked , target ) / target ⌋
	///
	/// target = max( 1 , ⌊ ideal share · issuance at the cycle's start ⌋ )
	/// ```
	pub fn adjustable(&self, staked: Balance, ideal_share: Perquintill) -> Balance {
		let target = ideal_share.mul_floor(self.issuance).max(1);
		adjustable(self.per_slot.stakers_adjustable, staked, target)
	}
}

/// Sums since the first block, in plank. `released = minted + withheld + in transit`. The dApps' part of eras that are not
/// settled is in transit.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	MaxEncodedLen,
)]
pub struct Totals {
	/// The worth of all paid slots.
	pub released: Balance,
	/// The part of it that was minted.
	pub minted: Balance,
	/// The part of it that is never minted: the stakers' part while nobody stakes, the missing rest of the adjustable part,
	/// and places of tiers without a dApp.
	pub withheld: Balance,
	/// The part of the minted that was burned at once, because its receiver could not take it: a block without an author, or
	/// an account that would stay below the existential deposit.
	pub burned: Balance,
}

/// The emission as a client asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Schedule {
	/// Time between two blocks of this chain, in milliseconds.
	pub block_time_ms: u64,
	/// Relay slots that a block pays for when none is missed.
	pub slots_per_block: u32,
	/// The running cycle.
	pub cycle: Cycle,
	/// The relay-chain block at which the cycle ends.
	pub cycle_end: RelayBlock,
	/// Where the payment of slots stands.
	pub clock: Clock,
	/// The amount that the cycle can still release, in plank: `e x (length - elapsed + backlog)`.
	pub left: Balance,
	/// Sums since the first block.
	pub totals: Totals,
	/// The parameters of the next cycle. Catch-up and ideal share hold already.
	pub parameters: Parameters,
}
