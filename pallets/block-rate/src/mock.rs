// SPDX-License-Identifier: Apache-2.0

//! A chain with this pallet, and with deadlines in a list.

use crate::{self as pallet_block_rate, *};
use frame_support::{derive_impl, parameter_types, traits::Hooks};
use sp_io::TestExternalities;
use sp_runtime::BuildStorage;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type BlockRate = pallet_block_rate;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type MultiBlockMigrator = BlockRate;
}

parameter_types! {
	pub static MaxRate: u32 = 12;
	pub static MaxRelayParentOffset: u8 = 1;
	pub static SlotLength: u32 = 1;
	pub static SegmentSlots: u32 = 3;
	/// The slot of the block that is being executed.
	pub static CurrentSlot: Slot = 0;
	/// Whether migrations are going on.
	pub static Migrating: bool = false;
	/// A deadline that hooks read.
	pub static Early: u64 = 0;
	/// The other deadlines.
	pub static Others: Vec<u64> = vec![];
	/// Weight for moving deadlines, of which each weighs 10.
	pub static MaxServiceWeight: Weight = Weight::from_parts(1_000, 0);
}

/// What moving a deadline weighs.
const OF_A_DEADLINE: Weight = Weight::from_parts(10, 0);

pub struct Lists;

impl Deadlines for Lists {
	type Place = u32;

	fn begin(stretch: &Stretch) -> Weight {
		Early::mutate(|deadline| *deadline = stretch.deadline(*deadline));
		OF_A_DEADLINE
	}

	fn step(stretch: &Stretch, place: Option<u32>, meter: &mut WeightMeter) -> Option<u32> {
		let mut place = place.unwrap_or_default();
		Others::mutate(|others| {
			for deadline in others.iter_mut().skip(place as usize) {
				if meter.try_consume(OF_A_DEADLINE).is_err() {
					return Some(place);
				}
				*deadline = stretch.deadline(*deadline);
				place += 1;
			}
			None
		})
	}
}

pub struct Migrations;

impl MultiStepMigrator for Migrations {
	fn ongoing() -> bool {
		Migrating::get()
	}

	fn step() -> Weight {
		Migrating::set(false);
		Weight::from_parts(7, 0)
	}
}

pub struct SmallWeights;

impl WeightInfo for SmallWeights {
	fn set_pace() -> Weight {
		Weight::from_parts(1, 0)
	}

	fn unchanged() -> Weight {
		Weight::from_parts(2, 0)
	}

	fn change() -> Weight {
		Weight::from_parts(3, 0)
	}

	fn settle() -> Weight {
		Weight::from_parts(4, 0)
	}
}

impl Config for Test {
	type MaxRate = MaxRate;
	type MaxRelayParentOffset = MaxRelayParentOffset;
	type SlotLength = SlotLength;
	type SegmentSlots = SegmentSlots;
	type Slot = CurrentSlot;
	type Deadlines = Lists;
	type Migrator = Migrations;
	type MaxServiceWeight = MaxServiceWeight;
	type WeightInfo = SmallWeights;
}

/// Runs a test on a chain with this rate at genesis, without an offset: see [`on_chain_with`].
pub fn on_chain<R>(rate: u32, test: impl FnOnce() -> R) -> R {
	on_chain_with(rate, 0, test)
}

/// Runs a test in block 1 of a chain with this pace at genesis, in slot 100, and checks the invariants at its end.
pub fn on_chain_with<R>(rate: u32, relay_parent_offset: u8, test: impl FnOnce() -> R) -> R {
	let genesis = RuntimeGenesisConfig {
		block_rate: pallet_block_rate::GenesisConfig {
			rate,
			relay_parent_offset,
			..Default::default()
		},
		..Default::default()
	};
	let storage = genesis.build_storage().expect("the genesis is sound");
	TestExternalities::new(storage).execute_with(|| {
		CurrentSlot::set(99);
		block(1);
		let result = test();
		BlockRate::do_try_state().expect("the invariants hold");
		result
	})
}

/// Begins the next block, `slots` slots after this one. Returns the weight of the hook.
pub fn block(slots: Slot) -> Weight {
	CurrentSlot::mutate(|slot| *slot += slots);
	let number = System::block_number() + 1;
	System::set_block_number(number);
	System::reset_events();
	<BlockRate as Hooks<u64>>::on_initialize(number)
}

/// Runs what comes after the inherents, as `frame-executive` does. Returns whether the block takes transactions.
pub fn takes_transactions() -> bool {
	let open = !<BlockRate as MultiStepMigrator>::ongoing();
	if !open {
		<BlockRate as MultiStepMigrator>::step();
	}
	open
}

/// The events of this pallet in this block.
pub fn events() -> Vec<Event<Test>> {
	let events = System::events().into_iter().map(|record| record.event);
	events
		.filter_map(|event| match event {
			RuntimeEvent::BlockRate(event) => Some(event),
			_ => None,
		})
		.collect()
}
