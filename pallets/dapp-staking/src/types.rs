// SPDX-License-Identifier: Apache-2.0

//! What is stored, and what clients are told.

use crate::accumulator::Fixed;
use alloc::vec::Vec;
use codec::{CompactAs, Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::U256;
use sp_runtime::Perquintill;

/// An amount of the token, in plank.
pub type Balance = u128;
/// The number of a relay-chain block.
pub type RelayBlock = u32;
/// The number of an era, counted from 0.
pub type EraIndex = u32;
/// Stake times the relay-chain blocks that it lasted.
pub type Integral = U256;

/// dApps that can be registered at a time.
pub const MAX_DAPPS: u32 = 256;
/// dApps that an account can stake on at a time.
pub const MAX_POSITIONS: u32 = 16;
/// Amounts that an account can have unbonding at a time, each with a relay-chain block of its own.
pub const MAX_CHUNKS: u32 = 8;
/// Tiers of dApps.
pub const MAX_TIERS: u32 = 8;
/// How long stake unbonds, in nominal eras.
pub const UNBONDING_ERAS: u32 = 9;

/// Names a dApp. Never used again once the dApp is unregistered.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	MaxEncodedLen,
	CompactAs,
	Serialize,
	Deserialize,
)]
pub struct DappId(pub u32);

/// Where a dApp is. Contracts will be a variant of their own.
#[derive(
	Clone,
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
pub enum DappAddress<AccountId> {
	/// An account.
	Account(AccountId),
}

/// Whether a dApp earns.
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
pub enum DappState {
	/// Its stake earns, and it takes part in tiers.
	Registered,
	/// Its stake earns no more.
	Unregistered {
		/// The accumulator when that happened: up to here its stake has earned.
		stop: Fixed,
	},
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

/// What holders stake on.
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
	/// What it has of the era in which it was touched last.
	pub open: OpenIntegral,
	/// What it had of the era before that, once that was known.
	pub closed: Option<ClosedIntegral>,
	/// Rewards that have not been claimed, in plank.
	pub claimable: Balance,
	/// Its newest reward.
	pub last_reward: Option<LastReward>,
}

/// Stake times time of an era that may not have ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct OpenIntegral {
	/// The era.
	pub era: EraIndex,
	/// The relay-chain block up to which it is counted.
	pub until: RelayBlock,
	/// Up to there.
	pub value: Integral,
}

/// Stake times time of an era that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct ClosedIntegral {
	/// The era.
	pub era: EraIndex,
	/// In all of it.
	pub value: Integral,
}

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

impl<AccountId> Dapp<AccountId> {
	/// Whether its stake earns.
	pub fn is_registered(&self) -> bool {
		self.state == DappState::Registered
	}

	/// Where the accumulator stands for its stake: `accumulator`, or where it stopped.
	pub fn reading(&self, accumulator: Fixed) -> Fixed {
		match self.state {
			DappState::Registered => accumulator,
			DappState::Unregistered { stop } => stop,
		}
	}

	/// Counts its stake up to the present. To be called before its stake changes.
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

	/// Its stake times the time that it lasted, in an era that has closed: the one before the open era.
	pub fn integral_of(&self, window: &EraWindow) -> Integral {
		match self.closed {
			Some(closed) if closed.era == window.era => closed.value,
			_ if self.open.era == window.era => self.open_integral_at(window.end, window.start),
			_ if self.open.era < window.era => self.stake_times(window.length()),
			// It came later.
			_ => U256::zero(),
		}
	}

	fn open_integral_at(&self, now: RelayBlock, start: RelayBlock) -> Integral {
		// At genesis the clock is not known yet: `until` is 0, before any era.
		let lasted = now.saturating_sub(self.open.until.max(start));
		// 128 bits times 32 bits, and an era's worth of it: 256 bits are enough.
		self.open.value + self.stake_times(lasted)
	}

	fn stake_times(&self, lasted: u32) -> Integral {
		U256::from(self.stake) * U256::from(lasted)
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
		// Each stake is frozen, and all that is frozen was owned at a time: the sum is below the total issuance.
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

	/// Whether nothing is frozen that would pay for an entry.
	pub fn is_empty(&self) -> bool {
		self.positions.is_empty() && self.chunks.is_empty()
	}
}

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

/// How far a settlement is.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub enum SettlementStage {
	/// Reads what each dApp had.
	Measuring {
		/// Those that were read.
		scores: BoundedVec<Score, ConstU32<MAX_DAPPS>>,
	},
	/// Pays those that are in a tier.
	Paying {
		/// Those that have not been paid, the next one last.
		rewards: BoundedVec<TierReward, ConstU32<MAX_DAPPS>>,
	},
}

/// An era that has closed and whose dApps are being rewarded, all as it was when it closed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Settlement {
	/// The era.
	pub window: EraWindow,
	/// What its dApps share, in plank.
	pub pool: Balance,
	/// What of it was neither paid nor given up, in plank.
	pub left: Balance,
	/// The total issuance, in plank.
	pub issuance: Balance,
	/// The tiers.
	pub tiers: Tiers,
	/// The registered dApps, by their ids.
	pub dapps: BoundedVec<DappId, ConstU32<MAX_DAPPS>>,
	/// How far it is.
	pub stage: SettlementStage,
}

/// A reward that was paid for one position.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct PaidReward {
	/// The dApp of the position.
	pub dapp: DappId,
	/// In plank.
	pub amount: Balance,
}

/// What a claim would pay for one position.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct PendingPosition {
	/// The dApp.
	pub dapp: DappId,
	/// What is staked on it, in plank.
	pub stake: Balance,
	/// What a claim would pay, in plank.
	pub pending: Balance,
}

/// What a claim would pay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Pending {
	/// For all positions, in plank.
	pub total: Balance,
	/// By position.
	pub positions: Vec<PendingPosition>,
}

/// A dApp as a client asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct DappInfo<AccountId> {
	/// Its id.
	pub id: DappId,
	/// Who speaks for it.
	pub owner: AccountId,
	/// Where it is.
	pub address: DappAddress<AccountId>,
	/// Who is paid its rewards.
	pub beneficiary: AccountId,
	/// Whether its stake earns.
	pub registered: bool,
	/// What is staked on it, in plank.
	pub stake: Balance,
	/// Rewards that have not been claimed, in plank.
	pub claimable: Balance,
	/// Its newest reward.
	pub last_reward: Option<LastReward>,
}

/// Eras and stake as a client asks for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct StakingState {
	/// The open era.
	pub era: Era,
	/// Nominal length of an era, in relay-chain blocks.
	pub era_length: u32,
	/// How long stake unbonds, in relay-chain blocks.
	pub unbonding_length: u32,
	/// What dApps will share of the open era so far, in plank.
	pub pool: Balance,
	/// The era that is being settled.
	pub settling: Option<EraIndex>,
	/// The stake that earns, in plank.
	pub stake: Balance,
}
