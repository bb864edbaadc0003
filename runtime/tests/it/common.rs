// SPDX-License-Identifier: Apache-2.0

//! A chain in memory, from one of the presets.

use frame_support::{
	genesis_builder_helper::{build_state, get_preset},
	traits::{PalletsInfoAccess, TryState, TryStateSelect},
};
use outrider_runtime::{
	genesis_presets, AccountId, AllPalletsWithSystem, RuntimeGenesisConfig, System,
};
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;

pub fn alice() -> AccountId {
	Sr25519Keyring::Alice.to_account_id()
}

pub fn bob() -> AccountId {
	Sr25519Keyring::Bob.to_account_id()
}

/// Merges a preset's patch into the default genesis, as a node does.
pub fn genesis_json(preset: &str) -> serde_json::Value {
	let id = Some(preset.into());
	let patch = get_preset::<RuntimeGenesisConfig>(&id, genesis_presets::get_preset).unwrap();
	let default = get_preset::<RuntimeGenesisConfig>(&None, |_| None).unwrap();
	let mut json: serde_json::Value = serde_json::from_slice(&default).unwrap();
	merge(&mut json, serde_json::from_slice(&patch).unwrap());
	json
}

fn merge(base: &mut serde_json::Value, patch: serde_json::Value) {
	match (base, patch) {
		(serde_json::Value::Object(base), serde_json::Value::Object(patch)) => {
			for (key, value) in patch {
				merge(base.entry(key).or_insert(serde_json::Value::Null), value);
			}
		},
		(base, patch) => *base = patch,
	}
}

/// The state that a preset builds.
pub fn genesis(preset: &str) -> TestExternalities {
	let mut externalities = TestExternalities::default();
	let json = serde_json::to_vec(&genesis_json(preset)).unwrap();
	externalities.execute_with(|| {
		build_state::<RuntimeGenesisConfig>(json).expect("the preset builds a state");
		System::set_block_number(1);
	});
	externalities
}

/// Runs a test on a development chain, and checks every pallet's invariants at the end.
pub fn on_dev_chain<R>(test: impl FnOnce() -> R) -> R {
	genesis(genesis_presets::DEVELOPMENT).execute_with(|| {
		let result = test();
		try_state();
		result
	})
}

/// Checks every pallet's invariants, one by one, so that a failure names its pallet.
pub fn try_state() {
	for pallet in AllPalletsWithSystem::infos() {
		let only = TryStateSelect::Only(vec![pallet.name.into()]);
		<AllPalletsWithSystem as TryState<u32>>::try_state(System::block_number(), only)
			.unwrap_or_else(|error| panic!("the invariants of {}: {error:?}", pallet.name));
	}
}
