// SPDX-License-Identifier: Apache-2.0

//! The network is the one that genesis names.

use crate::{self as pallet_relay_network, GenesisConfig, Pallet};
use frame_support::{derive_impl, traits::Get};
use sp_io::TestExternalities;
use sp_runtime::BuildStorage;
use xcm::latest::{NetworkId, ROCOCO_GENESIS_HASH};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type RelayNetwork = pallet_relay_network;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

impl pallet_relay_network::Config for Test {}

fn name() -> NetworkId {
	<Pallet<Test> as Get<NetworkId>>::get()
}

#[test]
fn the_name_is_that_of_genesis() {
	let network = NetworkId::ByGenesis(ROCOCO_GENESIS_HASH);
	let genesis = GenesisConfig::<Test> { network, ..Default::default() };
	let storage = genesis.build_storage().expect("the genesis builds");
	TestExternalities::from(storage).execute_with(|| assert_eq!(name(), network));
}

#[test]
fn a_chain_whose_genesis_says_none_is_on_polkadot() {
	TestExternalities::default().execute_with(|| assert_eq!(name(), NetworkId::Polkadot));
}
