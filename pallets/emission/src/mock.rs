// SPDX-License-Identifier: Apache-2.0

//! A runtime with nothing but balances and emission. Statics say who receives the parts.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use crate::{self as pallet_emission, *};
use frame_support::{
	derive_impl, ord_parameter_types, parameter_types,
	traits::{ConstU32, EitherOf, MapSuccess},
};
use frame_system::{EnsureRootWithSuccess, EnsureSignedBy};
use sp_io::TestExternalities;
use sp_runtime::{traits::Replace, BuildStorage};

pub type AccountId = u64;

pub const COLLATOR: AccountId = 1;
pub const TREASURY: AccountId = 2;
pub const STAKERS: AccountId = 3;
pub const HOLDER: AccountId = 4;
/// Sets the parameters beside Root, and a rate of at most 10 %.
pub const OFFICER: AccountId = 5;
pub const EXISTENTIAL_DEPOSIT: Balance = 10;
/// Relay slots in 365 days.
pub const NOMINAL_YEAR: u32 = 5_256_000;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeTask,
		RuntimeHoldReason,
		RuntimeFreezeReason
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Emission = pallet_emission;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type AccountId = AccountId;
	type Lookup = sp_runtime::traits::IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

parameter_types! {
	pub const ExistentialDeposit: Balance = EXISTENTIAL_DEPOSIT;
	pub static RelayNumber: RelayBlock = 0;
	pub static SlotDurationMs: u64 = 6_000;
	/// The author of the block, if it has one.
	pub static Author: Option<AccountId> = Some(COLLATOR);
	pub static EarningStake: Balance = 0;
	/// What dApps are still to be given.
	pub static InTransit: Balance = 0;
	pub const Whole: Perquintill = Perquintill::one();
	pub const OfficersRate: Perquintill = Perquintill::from_percent(10);
}

ord_parameter_types! {
	pub const Officer: AccountId = OFFICER;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type ExistentialDeposit = ExistentialDeposit;
	type AccountStore = System;
}

pub struct RelayClock;
impl BlockNumberProvider for RelayClock {
	type BlockNumber = RelayBlock;
	fn current_block_number() -> RelayBlock {
		RelayNumber::get()
	}
}

pub struct ToAuthor;
impl RewardSink<CreditOf<Test>> for ToAuthor {
	fn pay(reward: CreditOf<Test>) -> Result<(), CreditOf<Test>> {
		match Author::get() {
			Some(author) => Balances::resolve(&author, reward),
			None => Err(reward),
		}
	}
}

pub struct ToTreasury;
impl RewardSink<CreditOf<Test>> for ToTreasury {
	fn pay(reward: CreditOf<Test>) -> Result<(), CreditOf<Test>> {
		Balances::resolve(&TREASURY, reward)
	}
}

pub struct ToStakers;
impl StakingSink<CreditOf<Test>> for ToStakers {
	fn earning_stake() -> Balance {
		EarningStake::get()
	}
	fn reward_stakers(reward: CreditOf<Test>) -> Result<(), CreditOf<Test>> {
		Balances::resolve(&STAKERS, reward)
	}
	fn fund_dapps(amount: Balance) {
		InTransit::mutate(|total| *total += amount);
	}
	fn in_transit() -> Balance {
		InTransit::get()
	}
}

impl Config for Test {
	type Currency = Balances;
	type RelayClock = RelayClock;
	type RelaySlotMs = ConstU32<6_000>;
	type SlotDurationMs = SlotDurationMs;
	type DefaultCycleLength = ConstU32<NOMINAL_YEAR>;
	type Collators = ToAuthor;
	type Treasury = ToTreasury;
	type Staking = ToStakers;
	type ParameterOrigin = EitherOf<
		EnsureRootWithSuccess<AccountId, Whole>,
		MapSuccess<EnsureSignedBy<Officer, AccountId>, Replace<OfficersRate>>,
	>;
	type WeightInfo = ();
}

/// A chain on which one account holds `issuance`, and whose cycles have `length` slots.
pub struct Chain {
	pub issuance: Balance,
	pub length: u32,
	pub parameters: Parameters,
}

impl Default for Chain {
	fn default() -> Self {
		Self { issuance: 1_000_000_000_000, length: 1_000, parameters: Parameters::default() }
	}
}

impl Chain {
	pub fn catch_up(mut self, slots: u32) -> Self {
		self.parameters.catch_up = slots;
		self
	}

	pub fn issuance(mut self, issuance: Balance) -> Self {
		self.issuance = issuance;
		self
	}

	/// Runs `test`, and checks the invariants at its end.
	pub fn run<R>(self, test: impl FnOnce() -> R) -> R {
		let genesis = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: vec![(HOLDER, self.issuance)],
				..Default::default()
			},
			emission: pallet_emission::GenesisConfig {
				parameters: self.parameters,
				cycle_length: Some(self.length),
				..Default::default()
			},
			..Default::default()
		};
		Author::set(Some(COLLATOR));
		EarningStake::set(0);
		InTransit::set(0);
		let mut chain = TestExternalities::new(genesis.build_storage().unwrap());
		chain.execute_with(|| {
			System::set_block_number(1);
			let result = test();
			Emission::do_try_state().unwrap();
			result
		})
	}
}

/// Ends a block at the relay-chain block `now`. Invariants are checked after each.
pub fn block(now: RelayBlock) {
	RelayNumber::set(now);
	Emission::on_finalize(System::block_number());
	System::set_block_number(System::block_number() + 1);
	Emission::do_try_state().unwrap();
}

/// What one block at `now` releases.
pub fn released_by(now: RelayBlock) -> Balance {
	let before = Released::<Test>::get().released;
	block(now);
	Released::<Test>::get().released - before
}

/// What one slot of the running cycle pays to all.
pub fn slot() -> Balance {
	CurrentCycle::<Test>::get().unwrap().per_slot.total()
}

pub fn clock() -> Clock {
	SlotClock::<Test>::get().unwrap()
}
