// SPDX-License-Identifier: Apache-2.0

//! A dApp's stake times its duration. Eras are settled by this number.

use crate::{
	accumulator::Fixed, Balance, DappAddress, DappState, Era, EraIndex, EraWindow, LastReward,
	RelayBlock,
};
use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::U256;

/// Stake times its duration in relay-chain blocks.
pub type Integral = U256;

/// Stake times time of an era that may not have ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct OpenIntegral {
	/// The era.
	pub era: EraIndex,
	/// The relay-chain block up to which it is counted.
	pub until: RelayBlock,
	/// The integral up to there.
	pub value: Integral,
}

/// Stake times time of an era that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct ClosedIntegral {
	/// The era.
	pub era: EraIndex,
	/// The integral over the whole era.
	pub value: Integral,
}

/// A dApp, on which holders stake.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Dapp<AccountId> {
	/// Who speaks for it.
	pub owner: AccountId,
	/// Where it is.
	pub address: DappAddress<AccountId>,
	/// Who is paid its rewards.
	pub beneficiary: AccountId,
	/// Whether it earns.
	pub state: DappState,
	/// All that is staked on it, in plank.
	pub stake: Balance,
	/// Its integral in the era of its last change.
	pub open: OpenIntegral,
	/// Its integral in the era before that one, once that era had ended.
	pub closed: Option<ClosedIntegral>,
	/// Rewards that have not been claimed, in plank.
	pub claimable: Balance,
	/// Its newest reward.
	pub last_reward: Option<LastReward>,
}

impl<AccountId> Dapp<AccountId> {
	/// Whether its stake earns.
	pub fn is_registered(&self) -> bool {
		self.state == DappState::Registered
	}

	/// The accumulator up to which its stake earns: `now`, or where it stopped when the dApp was unregistered.
	pub fn accumulator_at(&self, now: Fixed) -> Fixed {
		match self.state {
			DappState::Registered => now,
			DappState::Unregistered { stop } => stop,
		}
	}

	/// Counts its stake up to the present. Call it before the stake changes.
	pub fn accrue(&mut self, era: &Era) {
		if self.open.era < era.index {
			self.closed = era
				.previous()
				.map(|window| ClosedIntegral { era: window.era, value: self.integral_of(&window) });
			self.open = OpenIntegral { era: era.index, until: era.start, value: U256::zero() };
		}
		self.open.value = self.open_integral_at(era.now, era.start);
		self.open.until = era.now;
	}

	/// Its stake times the duration in the era before the open one.
	pub fn integral_of(&self, window: &EraWindow) -> Integral {
		match self.closed {
			Some(closed) if closed.era == window.era => closed.value,
			_ if self.open.era == window.era => self.open_integral_at(window.end, window.start),
			_ if self.open.era < window.era => self.stake_times(window.length()),
			// The dApp was registered after this era.
			_ => U256::zero(),
		}
	}

	fn open_integral_at(&self, now: RelayBlock, start: RelayBlock) -> Integral {
		// dApps of genesis have an `until` of 0, before any era, because genesis does not know the clock.
		let lasted = now.saturating_sub(self.open.until.max(start));
		// A stake of 128 bits times a duration of 32 bits fits into 256 bits.
		self.open.value + self.stake_times(lasted)
	}

	fn stake_times(&self, lasted: u32) -> Integral {
		U256::from(self.stake) * U256::from(lasted)
	}
}
