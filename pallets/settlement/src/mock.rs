// SPDX-License-Identifier: Apache-2.0

//! A runtime with balances and two instances of settlement. Tests drive its blocks and play its sequencers.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use crate::{self as pallet_settlement, *};
use frame_support::{
	derive_impl,
	dispatch::DispatchResultWithPostInfo,
	migrations::MultiStepMigrator,
	parameter_types,
	traits::{ConstU128, ConstU32, Hooks, UnfilteredDispatchable, VariantCountOf},
};
use sp_io::TestExternalities;
use sp_runtime::{AccountId32, BuildStorage, Perbill};

pub use testing::{pair, Chain, ALICE, BOB, RIVAL, SEQ, WATCHER};

pub type AccountId = AccountId32;

pub const ENDOWMENT: Balance = 1_000_000;
pub const EXISTENTIAL_DEPOSIT: Balance = 10;
pub const MIN_DEPOSIT: Balance = 20;
pub const INDEX_PRICE: Balance = 5;
pub const ENTRY_PRICE: Balance = 3;
pub const BOND: Balance = 10_000;
pub const FIRST_SLOT: RelaySlot = 300_000_000;

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
	pub type Settlement = pallet_settlement;
	#[runtime::pallet_index(3)]
	pub type Sibling = pallet_settlement<Instance1>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type AccountId = AccountId;
	type Lookup = sp_runtime::traits::IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<Balance>;
	type MultiBlockMigrator = Migrations;
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

parameter_types! {
	pub static Migrating: bool = false;
	pub static Slot: RelaySlot = FIRST_SLOT;
	pub static Active: Vec<AccountId> = vec![account(101), account(102)];
	pub static BlockAuthor: Option<AccountId> = None;
	pub static Fullness: Perbill = Perbill::zero();
	pub const PotId: PalletId = PalletId(*b"test/pot");
	pub const SiblingPotId: PalletId = PalletId(*b"test/sib");
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type AccountStore = System;
	type RuntimeHoldReason = RuntimeHoldReason;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
}

pub struct Blocks;
impl Collators<AccountId> for Blocks {
	fn active() -> Vec<AccountId> {
		Active::get()
	}
	fn author() -> Option<AccountId> {
		BlockAuthor::get()
	}
	fn fullness() -> Perbill {
		Fullness::get()
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn prepare(author: AccountId) {
		let others =
			(0..MAX_COLLATORS - 1).map(|index| frame_benchmarking::account("collator", index, 0));
		Active::set(others.chain([author.clone()]).collect());
		BlockAuthor::set(Some(author));
	}
}

pub const MAX_COLLATORS: u32 = 20;

/// Light enough for a block. The figures mean nothing.
pub struct TestWeights;
impl WeightInfo for TestWeights {
	fn deposit() -> Weight {
		Weight::from_parts(1_000, 10)
	}
	fn set_trader() -> Weight {
		Weight::from_parts(1_000, 10)
	}
	fn force_exit() -> Weight {
		Weight::from_parts(1_000, 10)
	}
	fn register() -> Weight {
		Weight::from_parts(1_000, 10)
	}
	fn add_bond() -> Weight {
		Weight::from_parts(1_000, 10)
	}
	fn leave() -> Weight {
		Weight::from_parts(1_000, 10)
	}
	fn withdraw_bond() -> Weight {
		Weight::from_parts(1_000, 10)
	}
	fn submit_batch(_: u32, _: u32, _: u32) -> Weight {
		Weight::from_parts(1_000, 10)
	}
	fn check_chunk(_: u32) -> Weight {
		Weight::from_parts(1_000, 10)
	}
	fn claim() -> Weight {
		Weight::from_parts(1_000, 10)
	}
	fn report_broken_receipt() -> Weight {
		Weight::from_parts(1_000, 10)
	}
	fn escape() -> Weight {
		Weight::from_parts(1_000, 10)
	}
	fn refund() -> Weight {
		Weight::from_parts(1_000, 10)
	}
	fn pause() -> Weight {
		Weight::from_parts(1_000, 10)
	}
	fn resume() -> Weight {
		Weight::from_parts(1_000, 10)
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(1_000, 10)
	}
	fn begin_block(_: u32, _: u32) -> Weight {
		Weight::from_parts(1_000, 10)
	}
	fn end_block() -> Weight {
		Weight::from_parts(1_000, 10)
	}
}

impl Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type RelaySlot = Slot;
	type Collators = Blocks;
	type SubmitOrigin = frame_system::EnsureSigned<AccountId>;
	type ParameterOrigin = frame_system::EnsureRoot<AccountId>;
	type PauseOrigin = frame_system::EnsureRoot<AccountId>;
	type PotId = PotId;
	type InstanceId = ConstU32<0>;
	type MaxBatchBytes = ConstU32<{ 512 * 1024 }>;
	type MaxInboxEntries = ConstU32<64>;
	type MaxSequencers = ConstU32<4>;
	type MaxCollators = ConstU32<MAX_COLLATORS>;
	type MinDeposit = ConstU128<MIN_DEPOSIT>;
	type IndexPrice = ConstU128<INDEX_PRICE>;
	type EntryPrice = ConstU128<ENTRY_PRICE>;
	type WeightInfo = TestWeights;
}

impl Config<Instance1> for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type RelaySlot = Slot;
	type Collators = Blocks;
	type SubmitOrigin = frame_system::EnsureSigned<AccountId>;
	type ParameterOrigin = frame_system::EnsureRoot<AccountId>;
	type PauseOrigin = frame_system::EnsureRoot<AccountId>;
	type PotId = SiblingPotId;
	type InstanceId = ConstU32<1>;
	type MaxBatchBytes = ConstU32<{ 512 * 1024 }>;
	type MaxInboxEntries = ConstU32<64>;
	type MaxSequencers = ConstU32<4>;
	type MaxCollators = ConstU32<MAX_COLLATORS>;
	type MinDeposit = ConstU128<MIN_DEPOSIT>;
	type IndexPrice = ConstU128<INDEX_PRICE>;
	type EntryPrice = ConstU128<ENTRY_PRICE>;
	type WeightInfo = TestWeights;
}

pub fn account(person: u8) -> AccountId {
	testing::account::<Mock>(person)
}

pub fn signed(person: u8) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(person))
}

/// The chain of this file.
pub struct Mock;

impl Chain for Mock {
	type Runtime = Test;

	const UNIT: Balance = 1;

	fn call(who: u8, call: Call<Test>) -> DispatchResultWithPostInfo {
		call.dispatch_bypass_filter(signed(who))
	}

	fn call_as_root(call: Call<Test>) -> DispatchResultWithPostInfo {
		call.dispatch_bypass_filter(RuntimeOrigin::root())
	}

	fn block_in(slot: RelaySlot) {
		block_in(slot);
	}
}

pub fn parameters() -> Parameters {
	Parameters {
		rotation_slots: 5,
		grace_rotations: 2,
		inbox_deadline: 15,
		tick_deadline: 3,
		liveness_deadline: 60,
		window_min: 4,
		window_max: 80,
		window_turns: 8,
		max_pause: 20,
		meter_period: 10,
		min_bond: BOND,
		bounty: Perbill::from_percent(40),
	}
}

fn chain() -> TestExternalities {
	let genesis = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: [ALICE, BOB, SEQ, RIVAL, WATCHER].map(|who| (account(who), ENDOWMENT)).into(),
			..Default::default()
		},
		settlement: pallet_settlement::GenesisConfig {
			parameters: parameters(),
			sequencers: vec![(account(SEQ), BOND), (account(RIVAL), BOND)],
			..Default::default()
		},
		sibling: pallet_settlement::GenesisConfig {
			parameters: parameters(),
			..Default::default()
		},
		..Default::default()
	};
	TestExternalities::new(genesis.build_storage().unwrap())
}

/// A chain for benchmarks, which sign with keys of the host.
#[cfg(feature = "runtime-benchmarks")]
pub fn bench_chain() -> TestExternalities {
	let mut chain = chain();
	chain.register_extension(sp_keystore::KeystoreExt::new(
		sp_keystore::testing::MemoryKeystore::new(),
	));
	chain
}

/// Runs `test` in the second block of a chain with two sequencers, and checks the invariants at its end.
pub fn run<R>(test: impl FnOnce() -> R) -> R {
	let mut chain = chain();
	chain.execute_with(|| {
		Slot::set(FIRST_SLOT);
		Active::set(vec![account(101), account(102)]);
		Fullness::set(Perbill::zero());
		// The chain's genesis hash is known from block 1 on.
		frame_system::BlockHash::<Test>::insert(0, sp_core::H256([7; 32]));
		System::set_block_number(1);
		begin();
		blocks(2);
		let result = test();
		Settlement::do_try_state().unwrap();
		Sibling::do_try_state().unwrap();
		result
	})
}

fn begin() {
	let active = Active::get();
	let turn = usize::try_from(Slot::get()).unwrap() % active.len();
	BlockAuthor::set(active.get(turn).cloned());
	Settlement::on_initialize(System::block_number());
	Sibling::on_initialize(System::block_number());
}

/// Ends the block, and begins the next one in the relay slot `slot`. Invariants are checked between.
pub fn block_in(slot: RelaySlot) {
	Settlement::on_finalize(System::block_number());
	Sibling::on_finalize(System::block_number());
	Settlement::do_try_state().unwrap();
	Slot::set(slot);
	System::set_block_number(System::block_number() + 1);
	begin();
}

/// `count` blocks, each in the next relay slot.
pub fn blocks(count: u32) {
	testing::blocks::<Mock>(count);
}

pub fn free(person: u8) -> Balance {
	<Balances as Inspect<AccountId>>::balance(&account(person))
}

pub fn issuance() -> Balance {
	<Balances as Inspect<AccountId>>::total_issuance()
}

/// The last event of the instance under test.
pub fn last_event() -> Event<Test> {
	let events = System::events().into_iter().rev();
	let mut ours = events.filter_map(|record| match record.event {
		RuntimeEvent::Settlement(event) => Some(event),
		_ => None,
	});
	ours.next().unwrap()
}
