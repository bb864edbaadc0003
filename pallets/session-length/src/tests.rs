// SPDX-License-Identifier: Apache-2.0

//! A session is as long as genesis says, whatever the block time.

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
	pub static RelayBlocksPerBlock: u32 = 1;
}

impl Config for Test {
	type DefaultLength = DefaultLength;
	type RelayBlocksPerBlock = RelayBlocksPerBlock;
	type WeightInfo = ();
}

/// The length in blocks on a network whose genesis has this length in relay-chain blocks.
fn blocks(length: Option<u32>, relay_blocks_per_block: u32) -> u64 {
	RelayBlocksPerBlock::set(relay_blocks_per_block);
	let genesis = RuntimeGenesisConfig {
		session_length: pallet_session_length::GenesisConfig { length, ..Default::default() },
		..Default::default()
	};
	let storage = genesis.build_storage().expect("the genesis is sound");
	TestExternalities::new(storage).execute_with(|| {
		SessionLength::do_try_state().expect("the invariants hold");
		<SessionLength as Get<u64>>::get()
	})
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
#[should_panic(expected = "at least 1 relay-chain block")]
fn a_length_of_nothing_is_refused() {
	blocks(Some(0), 1);
}

#[test]
#[should_panic(expected = "`RelayBlocksPerBlock` is at least 1")]
fn blocks_without_a_duration_are_refused() {
	RelayBlocksPerBlock::set(0);
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
