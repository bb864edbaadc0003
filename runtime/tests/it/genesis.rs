// SPDX-License-Identifier: Apache-2.0

//! The genesis states of the networks.

use crate::common::{genesis, genesis_json, try_state};
use frame_support::traits::Get;
use outrider_runtime::{
	constants::{collators::MAX_COLLATORS, currency::EXISTENTIAL_DEPOSIT, para_ids},
	genesis_presets::{
		self, DEVELOPMENT, LOCAL_TESTNET, STAGING, STAGING_COLLATOR_ENDOWMENT, STAGING_ENDOWMENT,
		WELL_KNOWN_ENDOWMENT,
	},
	Balances, ParachainInfo, Runtime, Session,
};
use sp_keyring::Sr25519Keyring;

struct Expected {
	preset: &'static str,
	para_id: u32,
	collators: usize,
	issuance: u128,
}

fn presets() -> [Expected; 3] {
	// The pot of dApp staking and the treasury have their existential deposits.
	let pots = 2 * EXISTENTIAL_DEPOSIT;
	let well_known = WELL_KNOWN_ENDOWMENT * Sr25519Keyring::well_known().count() as u128 + pots;
	let staging = STAGING_ENDOWMENT + 2 * STAGING_COLLATOR_ENDOWMENT + pots;
	[
		Expected {
			preset: DEVELOPMENT,
			para_id: para_ids::LOCAL,
			collators: 1,
			issuance: well_known,
		},
		Expected {
			preset: LOCAL_TESTNET,
			para_id: para_ids::LOCAL,
			collators: 2,
			issuance: well_known,
		},
		Expected { preset: STAGING, para_id: para_ids::STAGING, collators: 2, issuance: staging },
	]
}

#[test]
fn every_preset_builds_storage() {
	for Expected { preset, para_id, collators, issuance } in presets() {
		genesis(preset).execute_with(|| {
			assert_eq!(u32::from(ParachainInfo::parachain_id()), para_id, "{preset}");
			let invulnerables = pallet_collator_selection::Invulnerables::<Runtime>::get();
			assert_eq!(invulnerables.len(), collators, "{preset}");
			for collator in &invulnerables {
				assert!(
					pallet_session::NextKeys::<Runtime>::contains_key(collator),
					"{preset}: a collator without session keys"
				);
			}
			assert_eq!(Session::validators(), invulnerables.into_inner(), "{preset}");
			let candidates = pallet_collator_selection::CandidateList::<Runtime>::get();
			assert!(candidates.is_empty(), "{preset}");
			assert_eq!(
				pallet_aura::Authorities::<Runtime>::get().len(),
				collators,
				"{preset}: each collator authors"
			);
			assert_eq!(Balances::total_issuance(), issuance, "{preset}");
		});
	}
}

#[test]
fn try_state_of_genesis() {
	for Expected { preset, .. } in presets() {
		genesis(preset).execute_with(try_state);
	}
}

#[test]
fn all_presets_are_listed_and_no_other_is_known() {
	let listed = genesis_presets::preset_names();
	let expected: Vec<_> = presets().iter().map(|e| e.preset.to_string()).collect();
	assert_eq!(listed.iter().map(|id| id.to_string()).collect::<Vec<_>>(), expected);
	assert!(genesis_presets::get_preset(&"unknown".into()).is_none());
}

#[test]
fn staging_has_no_well_known_key() {
	let json = genesis_json(STAGING).to_string();
	for key in Sr25519Keyring::well_known() {
		let address = key.to_account_id().to_string();
		assert!(!json.contains(&address), "{key:?} is in the staging preset");
	}
	// The same search finds them where they are.
	let alice = Sr25519Keyring::Alice.to_account_id().to_string();
	assert!(genesis_json(DEVELOPMENT).to_string().contains(&alice));
}

#[test]
fn max_collators_fit_session_keys() {
	let max: u32 = <Runtime as pallet_aura::Config>::MaxAuthorities::get();
	assert_eq!(max, MAX_COLLATORS);
	let invulnerables: u32 =
		<Runtime as pallet_collator_selection::Config>::MaxInvulnerables::get();
	let candidates: u32 = <Runtime as pallet_collator_selection::Config>::MaxCandidates::get();
	assert!(invulnerables + candidates <= max);
}
