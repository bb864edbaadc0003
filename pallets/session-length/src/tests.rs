// SPDX-License-Identifier: Apache-2.0

//! A session is as long as genesis says, however many blocks come in that time.

use crate::{self as pallet_session_length, *};
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
	pub type SessionLength = pallet_session_length;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

parameter_types! {
	pub static DefaultLength: u32 = 3_600;
	pub static RelaySlotMs: u64 = 6_000;
	/// Relay-chain blocks from one block of this chain to the next.
	pub static RelayBlocksPerBlock: u32 = 1;
	/// The times of a block and of its parent, in milliseconds.
	pub static Times: (u64, Option<u64>) = (0, None);
}

impl BlockTimes for Times {
	fn this() -> u64 {
		Times::get().0
	}

	fn parent() -> Option<u64> {
		Times::get().1
	}
}

pub struct InBlocks;

impl Convert<u32, u64> for InBlocks {
	fn convert(relay_blocks: u32) -> u64 {
		(relay_blocks / RelayBlocksPerBlock::get()).into()
	}
}

impl Config for Test {
	type DefaultLength = DefaultLength;
	type RelaySlotMs = RelaySlotMs;
	type Times = Times;
	type InBlocks = InBlocks;
	type WeightInfo = ();
}

/// Runs a test on a network whose genesis has this length in relay-chain blocks.
fn on_network<R>(length: Option<u32>, test: impl FnOnce() -> R) -> R {
	let genesis = RuntimeGenesisConfig {
		session_length: pallet_session_length::GenesisConfig { length, ..Default::default() },
		..Default::default()
	};
	let storage = genesis.build_storage().expect("the genesis is sound");
	TestExternalities::new(storage).execute_with(|| {
		let result = test();
		SessionLength::do_try_state().expect("the invariants hold");
		result
	})
}

/// The length in blocks on a network whose genesis has this length in relay-chain blocks.
fn blocks(length: Option<u32>, relay_blocks_per_block: u32) -> u64 {
	RelayBlocksPerBlock::set(relay_blocks_per_block);
	on_network(length, <SessionLength as Get<u64>>::get)
}

/// Whether a session ends with a block at this time, if its parent was at that time.
fn ends(parent: Option<u64>, this: u64) -> bool {
	Times::set((this, parent));
	<SessionLength as ShouldEndSession<u64>>::should_end_session(1)
}

#[test]
fn without_a_length_the_default_holds() {
	assert_eq!(blocks(None, 1), 3_600);
	assert_eq!(blocks(None, 2), 1_800);
}

#[test]
fn a_length_replaces_the_default_and_rounds_down_to_whole_blocks() {
	assert_eq!(blocks(Some(10), 1), 10);
	assert_eq!(blocks(Some(11), 2), 5);
}

#[test]
fn a_session_has_at_least_one_block() {
	assert_eq!(blocks(Some(1), 2), 1);
}

#[test]
fn a_session_ends_with_the_first_block_after_its_time() {
	on_network(Some(10), || {
		assert!(!ends(Some(600_000), 606_000));
		assert!(!ends(Some(600_000), 654_000));
		assert!(ends(Some(654_000), 660_000));
		// Other blocks of the same slot.
		assert!(!ends(Some(660_000), 660_000));
		assert!(!ends(Some(660_000), 666_000));
		// Blocks are missing at the end of a session, or for many sessions.
		assert!(ends(Some(600_000), 672_000));
		assert!(ends(Some(600_000), 6_000_000));
	});
}

#[test]
fn sessions_are_as_many_however_many_blocks_come() {
	let sessions = |blocks_in_slot: u64| {
		on_network(Some(10), || {
			let mut parent = 594_000;
			let mut ended = 0;
			for slot in 100..400 {
				for _ in 0..blocks_in_slot {
					ended += u32::from(ends(Some(parent), slot * 6_000));
					parent = slot * 6_000;
				}
			}
			ended
		})
	};
	assert_eq!([1, 2, 3, 6, 12].map(sessions), [30; 5]);
}

#[test]
fn the_first_block_ends_no_session() {
	on_network(Some(10), || {
		assert!(!ends(None, 1_800_000_000_000));
		assert!(ends(Some(1_799_999_994_000), 1_800_000_000_000));
	});
}

#[test]
#[should_panic(expected = "at least 1 relay-chain block")]
fn a_length_of_nothing_is_refused() {
	blocks(Some(0), 1);
}

#[test]
#[should_panic(expected = "`RelaySlotMs` is at least 1")]
fn relay_chain_blocks_without_a_duration_are_refused() {
	RelaySlotMs::set(0);
	<SessionLength as Hooks<u64>>::integrity_test();
}

#[test]
#[should_panic(expected = "`DefaultLength` is at least 1")]
fn a_default_of_nothing_is_refused() {
	DefaultLength::set(0);
	<SessionLength as Hooks<u64>>::integrity_test();
}

#[test]
fn try_state_finds_a_length_of_nothing() {
	TestExternalities::default().execute_with(|| {
		Length::<Test>::put(0);
		assert!(SessionLength::do_try_state().is_err());
	});
}
