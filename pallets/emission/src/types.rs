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

/// What governance decides.
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
	/// A minute: what one block may make up for at most.
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

/// What one slot issues from a cycle's start to its end.
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

/// All there ever was, in plank. `released = minted + withheld + in transit`, in transit being what dApps are yet to
/// be given.
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
	/// What paid slots were worth.
	pub released: Balance,
	/// What of it came into being.
	pub minted: Balance,
	/// What of it never will: the stakers' part while nobody stakes, what the adjustable part lacks, tiers that no dApp
	/// filled.
	pub withheld: Balance,
	/// What of the minted was burned at once, since its receiver could not take it: no author, or an account that
	/// would stay below the existential deposit.
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
	/// What the cycle can still release, in plank: `e x (length - elapsed + backlog)`.
	pub left: Balance,
	/// All there ever was.
	pub totals: Totals,
	/// What will hold from the next cycle on, and what of it holds already.
	pub parameters: Parameters,
}
