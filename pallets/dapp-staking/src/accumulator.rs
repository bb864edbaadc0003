// SPDX-License-Identifier: Apache-2.0

//! One accumulator for the rewards of all stakers, so that no code loops over stakers. Arithmetic only, no storage.

use crate::{Balance, DappId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::U256;
use sp_runtime::ArithmeticError;

/// Bits after the point of every fixed-point number here.
pub const FRACTION_BITS: usize = 128;

/// A reward in plank, with [`FRACTION_BITS`] after the point.
pub type Fixed = U256;

/// `amount` plank without a fraction.
pub fn fixed(amount: Balance) -> Fixed {
	U256::from(amount) << FRACTION_BITS
}

/// The whole planks of `value`, rounded down, and the remaining fraction.
pub fn split(value: Fixed) -> (Balance, Fixed) {
	let whole = value >> FRACTION_BITS;
	// 128 of the 256 bits are after the point, so that the whole planks have 128 bits.
	(whole.low_u128(), value - (whole << FRACTION_BITS))
}

/// What a plank of stake has earned since the chain began, and what belongs to that.
///
/// `(released - paid) x 2^128 = what positions are owed, settled and not, + remainder`, always.
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
pub struct Accumulator {
	/// Reward of one plank that was staked all the time. Only grows.
	per_plank: Fixed,
	/// What the last division left, and the fractions of removed positions. Goes into the next release.
	remainder: Fixed,
	/// The stake on registered dApps: what earns.
	stake: Balance,
	/// All that stakers were ever given, in plank.
	released: Balance,
	/// All that was ever paid out to them, in plank.
	paid: Balance,
}

impl Accumulator {
	/// Reward of one plank that was staked all the time.
	pub fn per_plank(&self) -> Fixed {
		self.per_plank
	}

	/// The part of earlier releases that goes into the next one.
	pub fn remainder(&self) -> Fixed {
		self.remainder
	}

	/// The stake that earns, in plank.
	pub fn stake(&self) -> Balance {
		self.stake
	}

	/// All that stakers were ever given, in plank.
	pub fn released(&self) -> Balance {
		self.released
	}

	/// All that was ever paid out to them, in plank.
	pub fn paid(&self) -> Balance {
		self.paid
	}

	/// Adds to the stake that earns.
	pub fn add_stake(&mut self, amount: Balance) -> Result<(), ArithmeticError> {
		self.stake = self.stake.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		Ok(())
	}

	/// Takes from the stake that earns.
	pub fn remove_stake(&mut self, amount: Balance) -> Result<(), ArithmeticError> {
		self.stake = self.stake.checked_sub(amount).ok_or(ArithmeticError::Underflow)?;
		Ok(())
	}

	/// Divides `reward` among all stake.
	///
	/// ```text
	/// x = reward · 2^128 + remainder,   per_plank += ⌊ x / stake ⌋,   remainder = x mod stake
	/// ```
	///
	/// # Errors
	/// Division by zero without a stake, and overflow if all ever released reached 2^128 plank. Nothing has changed then.
	pub fn release(&mut self, reward: Balance) -> Result<(), ArithmeticError> {
		if self.stake == 0 {
			return Err(ArithmeticError::DivisionByZero);
		}
		let released = self.released.checked_add(reward).ok_or(ArithmeticError::Overflow)?;
		let sum = fixed(reward).checked_add(self.remainder).ok_or(ArithmeticError::Overflow)?;
		let (quotient, remainder) = sum.div_mod(U256::from(self.stake));
		self.per_plank = self.per_plank.checked_add(quotient).ok_or(ArithmeticError::Overflow)?;
		self.remainder = remainder;
		self.released = released;
		Ok(())
	}

	/// Books an amount, which was taken out of positions, as paid.
	pub fn pay(&mut self, amount: Balance) -> Result<(), ArithmeticError> {
		self.paid = self.paid.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		Ok(())
	}

	/// Returns an amount that nobody can be paid. All stakers share it in the next release.
	pub fn give_back(&mut self, fraction: Fixed) -> Result<(), ArithmeticError> {
		self.remainder = self.remainder.checked_add(fraction).ok_or(ArithmeticError::Overflow)?;
		Ok(())
	}
}

/// An account's stake on one dApp.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Position {
	/// The dApp.
	pub dapp: DappId,
	/// What is staked, in plank.
	pub stake: Balance,
	/// The accumulator up to which `owed` is counted.
	pub checkpoint: Fixed,
	/// Rewards up to `checkpoint` that were not paid.
	pub owed: Fixed,
}

impl Position {
	/// Adds the earnings since the last settlement to `owed`.
	///
	/// ```text
	/// owed += stake · ( at - checkpoint ),   checkpoint = at
	/// ```
	pub fn settle(&mut self, at: Fixed) -> Result<(), ArithmeticError> {
		self.owed = self.owed_at(at)?;
		self.checkpoint = at;
		Ok(())
	}

	/// The value of `owed` after [`Self::settle`].
	pub fn owed_at(&self, at: Fixed) -> Result<Fixed, ArithmeticError> {
		let grown = at.checked_sub(self.checkpoint).ok_or(ArithmeticError::Underflow)?;
		U256::from(self.stake)
			.checked_mul(grown)
			.and_then(|earned| earned.checked_add(self.owed))
			.ok_or(ArithmeticError::Overflow)
	}

	/// Takes the whole planks out of `owed`, and leaves the fraction.
	pub fn take_whole(&mut self) -> Balance {
		let (whole, fraction) = split(self.owed);
		self.owed = fraction;
		whole
	}
}
