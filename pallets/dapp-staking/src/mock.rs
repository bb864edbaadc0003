// SPDX-License-Identifier: Apache-2.0

//! A runtime with nothing but balances and dApp staking. Rewards come when a test says so.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use crate::{self as pallet_dapp_staking, *};
use frame_support::{
	derive_impl,
	migrations::MultiStepMigrator,
	parameter_types,
	traits::{ConstU128, VariantCountOf},
	weights::Weight,
};
use sp_io::TestExternalities;
use sp_runtime::{BuildStorage, Perquintill};

pub type AccountId = u64;

pub const OWNER: AccountId = 1;
pub const ALICE: AccountId = 11;
pub const BOB: AccountId = 12;
pub const CHARLIE: AccountId = 13;
/// What each of those has, in plank.
pub const ENDOWMENT: Balance = 1_000_000;
pub const EXISTENTIAL_DEPOSIT: Balance = 10;
pub const MIN_STAKE: Balance = 100;
/// The relay-chain block of the first block.
pub const FIRST: RelayBlock = 300_000_000;
pub const ERA: u32 = 10;

pub const A: DappId = DappId(0);
pub const B: DappId = DappId(1);
pub const C: DappId = DappId(2);

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeTask,
		RuntimeFreezeReason,
		RuntimeHoldReason
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type DappStaking = pallet_dapp_staking;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type AccountId = AccountId;
	type Lookup = sp_runtime::traits::IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<Balance>;
	type MultiBlockMigrator = Migrations;
}

parameter_types! {
	pub static RelayNumber: RelayBlock = FIRST;
	pub static Migrating: bool = false;
	/// The amounts that were minted for dApps and withheld from them, in plank.
	pub static DappsMinted: Balance = 0;
	pub static DappsWithheld: Balance = 0;
	pub static Steps: u32 = 2;
	pub const PotId: PalletId = PalletId(*b"test/pot");
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type AccountStore = System;
	type FreezeIdentifier = RuntimeFreezeReason;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
}

pub struct Migrations;
impl MultiStepMigrator for Migrations {
	fn ongoing() -> bool {
		Migrating::get()
	}
	fn step() -> Weight {
		Weight::zero()
	}
}

pub struct RelayClock;
impl BlockNumberProvider for RelayClock {
	type BlockNumber = RelayBlock;
	fn current_block_number() -> RelayBlock {
		RelayNumber::get()
	}
}

pub struct Funds;
impl DappFunds<CreditOf<Test>> for Funds {
	fn mint(amount: Balance) -> CreditOf<Test> {
		DappsMinted::mutate(|total| *total += amount);
		<Balances as Balanced<AccountId>>::issue(amount)
	}
	fn withhold(amount: Balance) {
		DappsWithheld::mutate(|total| *total += amount);
	}
}

impl Config for Test {
	type Currency = Balances;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type RelayClock = RelayClock;
	type DappFunds = Funds;
	type ManagerOrigin = frame_system::EnsureRoot<AccountId>;
	type PotId = PotId;
	type MinStake = ConstU128<MIN_STAKE>;
	type DefaultEraLength = ConstU32<14_400>;
	type SettleSteps = Steps;
	type WeightInfo = ();
}

/// Two tiers: an average stake of 10,000 plank and one of 1,000, in a chain of four million.
pub fn tiers() -> Vec<Tier> {
	let tier = |threshold, slots, share| Tier {
		threshold: Perquintill::from_rational(threshold, 4_000_010u64),
		slots,
		share: Perquintill::from_percent(share),
	};
	vec![tier(10_001, 1, 60), tier(1_001, 2, 40)]
}

/// Runs `test` in the second block of a chain with three dApps, and checks the invariants at its end.
pub fn run<R>(test: impl FnOnce() -> R) -> R {
	run_with(Vec::new(), test)
}

/// The same with stakes in genesis.
pub fn run_with<R>(stakes: Vec<(AccountId, DappId, Balance)>, test: impl FnOnce() -> R) -> R {
	let genesis = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: [OWNER, ALICE, BOB, CHARLIE].map(|who| (who, ENDOWMENT)).into(),
			..Default::default()
		},
		dapp_staking: pallet_dapp_staking::GenesisConfig {
			era_length: Some(ERA),
			tiers: tiers(),
			dapps: vec![OWNER, OWNER + 1, OWNER + 2],
			stakes,
		},
		..Default::default()
	};
	let mut chain = TestExternalities::new(genesis.build_storage().unwrap());
	chain.execute_with(|| {
		System::set_block_number(1);
		block(FIRST);
		let result = test();
		DappStaking::do_try_state().unwrap();
		result
	})
}

/// Ends a block at the relay-chain block `now`. Invariants are checked after each.
pub fn block(now: RelayBlock) {
	RelayNumber::set(now);
	DappStaking::on_finalize(System::block_number());
	System::set_block_number(System::block_number() + 1);
	DappStaking::do_try_state().unwrap();
}

/// The blocks after the present one, up to the relay-chain block `FIRST + offset`.
pub fn blocks_to(offset: u32) {
	let now = CurrentEra::<Test>::get().unwrap().now;
	for now in (now + 1)..=(FIRST + offset) {
		block(now);
	}
}

/// Gives `amount` plank to all stakers.
pub fn reward(amount: Balance) {
	let credit = <Balances as Balanced<AccountId>>::issue(amount);
	DappStaking::reward_stakers(credit).map_err(drop).unwrap();
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn stake(who: AccountId, dapp: DappId, amount: Balance) {
	DappStaking::stake(signed(who), dapp, amount).unwrap();
}

pub fn free(who: AccountId) -> Balance {
	<Balances as Inspect<AccountId>>::balance(&who)
}

pub fn frozen(who: AccountId) -> Balance {
	<Balances as InspectFreeze<AccountId>>::balance_frozen(&FreezeReason::Staking.into(), &who)
}

/// The amount that a claim of `who` pays. The balance, the event and the answer before the claim must agree.
pub fn claim(who: AccountId) -> Balance {
	let said = DappStaking::pending(&who).total;
	let before = free(who);
	System::reset_events();
	DappStaking::claim(signed(who)).unwrap();
	let paid = free(who) - before;
	assert_eq!(paid, said);
	let told: Balance = System::events()
		.into_iter()
		.map(|record| match record.event {
			RuntimeEvent::DappStaking(Event::RewardPaid { amount, .. }) => amount,
			_ => 0,
		})
		.sum();
	assert_eq!(paid, told);
	paid
}

pub fn dapp(id: DappId) -> DappOf<Test> {
	Dapps::<Test>::get(id).unwrap()
}

pub fn era() -> Era {
	CurrentEra::<Test>::get().unwrap()
}
