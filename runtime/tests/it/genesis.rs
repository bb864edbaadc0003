// SPDX-License-Identifier: Apache-2.0

//! The genesis states of the networks.

use crate::common::{genesis, genesis_json, try_state};
use frame_support::traits::Get;
use outrider_runtime::{
	constants::{collators::MAX_COLLATORS, currency::EXISTENTIAL_DEPOSIT, para_ids},
	genesis_presets::{
		self,
		placeholder::{self, PARA_ID, PREFIX},
		public::{
			COLLATORS, COLLATOR_ENDOWMENT, COMMITTEE, DISTRIBUTION, STAGING_COLLATORS,
			STAGING_COMMITTEE, STAGING_ENDOWMENT, TREASURY, VESTING,
		},
		CANARY, DEVELOPMENT, LOCAL_TESTNET, MAIN, STAGING, WELL_KNOWN_ENDOWMENT,
	},
	relay_chains::{KUSAMA, PASEO, POLKADOT},
	AccountId, Balances, ParachainInfo, Runtime, Session, Treasury,
};
use serde_json::Value;
use sp_core::crypto::Ss58Codec;
use sp_keyring::Sr25519Keyring;
use std::collections::{BTreeMap, BTreeSet};

struct Expected {
	preset: &'static str,
	para_id: u32,
	collators: usize,
	issuance: u128,
}

const PUBLIC: [&str; 3] = [STAGING, CANARY, MAIN];

fn presets() -> [Expected; 5] {
	// The pots of dApp staking and of settlement, and the treasury have their existential deposits.
	let pots = 3 * EXISTENTIAL_DEPOSIT;
	let well_known = WELL_KNOWN_ENDOWMENT * Sr25519Keyring::well_known().count() as u128 + pots;
	let staging = STAGING_ENDOWMENT + u128::from(STAGING_COLLATORS) * COLLATOR_ENDOWMENT + pots;
	// The treasury has more than its existential deposit.
	let main = DISTRIBUTION
		+ VESTING
		+ TREASURY
		+ u128::from(COLLATORS) * COLLATOR_ENDOWMENT
		+ 2 * EXISTENTIAL_DEPOSIT;
	let collators = COLLATORS as usize;
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
		Expected { preset: STAGING, para_id: PARA_ID, collators: 2, issuance: staging },
		Expected { preset: CANARY, para_id: PARA_ID, collators, issuance: main },
		Expected { preset: MAIN, para_id: PARA_ID, collators, issuance: main },
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

/// All accounts in a preset, as public keys.
fn keys_in(json: &Value, found: &mut BTreeSet<[u8; 32]>) {
	match json {
		Value::String(text) => {
			found.extend(AccountId::from_ss58check(text).map(<[u8; 32]>::from).ok());
		},
		Value::Array(items) => items.iter().for_each(|item| keys_in(item, found)),
		Value::Object(fields) => fields.values().for_each(|field| keys_in(field, found)),
		_ => (),
	}
}

#[test]
fn who_holds_keys_of_a_public_network_is_spelled_out_in_each_of_them() {
	for (preset, collators, committee, holders) in [
		(STAGING, STAGING_COLLATORS, STAGING_COMMITTEE, &["community"][..]),
		(CANARY, COLLATORS, COMMITTEE, &["distribution", "vesting"][..]),
		(MAIN, COLLATORS, COMMITTEE, &["distribution", "vesting"][..]),
	] {
		let mut keys = BTreeSet::new();
		keys_in(&genesis_json(preset), &mut keys);
		let mut roles = BTreeMap::new();
		// The treasury has an account without a key.
		keys.remove(&<[u8; 32]>::from(Treasury::account_id()));
		for key in keys {
			let text = std::str::from_utf8(&key).unwrap().trim_end_matches('\0');
			let (role, index) = text.strip_prefix(PREFIX).unwrap().split_once(':').unwrap();
			assert_eq!(key, placeholder::key(role, index.parse().unwrap()), "{preset}");
			*roles.entry(role.to_owned()).or_insert(0) += 1;
		}
		let mut expected: BTreeMap<String, u32> =
			holders.iter().map(|role| (role.to_string(), 1)).collect();
		expected.insert("collator".into(), collators);
		expected.insert("aura".into(), collators);
		expected.insert("committee".into(), committee);
		assert_eq!(roles, expected, "{preset}");
	}
	// The same search finds well-known keys where they are.
	let mut known = BTreeSet::new();
	keys_in(&genesis_json(DEVELOPMENT), &mut known);
	assert!(known.contains(&Sr25519Keyring::Alice.to_raw_public()));
}

#[test]
fn public_networks_have_real_times() {
	for preset in PUBLIC {
		let json = genesis_json(preset);
		assert_eq!(json["sessionLength"]["length"], Value::Null, "{preset}");
		assert_eq!(json["dappStaking"]["eraLength"], Value::Null, "{preset}");
		assert_eq!(json["trackTiming"]["timings"], Value::Array(vec![]), "{preset}");
		let settlement = pallet_settlement::Parameters::default();
		let settlement = serde_json::to_value(settlement).unwrap();
		assert_eq!(json["settlement"]["parameters"], settlement, "{preset}");
	}
}

#[test]
fn the_canary_network_is_the_main_one_on_another_relay_chain() {
	let (canary, main) = (genesis_json(CANARY), genesis_json(MAIN));
	let differs: Vec<_> = main
		.as_object()
		.unwrap()
		.iter()
		.filter(|(pallet, genesis)| canary[pallet.as_str()] != **genesis)
		.map(|(pallet, _)| pallet.as_str())
		.collect();
	assert_eq!(differs, ["foreignAssets", "relayNetwork"]);
	let [staging, canary, main] = PUBLIC.map(|preset| {
		genesis(preset).execute_with(Balances::total_issuance) / 1_000_000_000_000_000_000_000_000
	});
	assert_eq!([staging, canary, main], [1_000, 1_000, 1_000], "millions of RIDE");
}

#[test]
fn each_public_network_is_on_its_own_relay_chain() {
	let chains = [&PASEO, &KUSAMA, &POLKADOT];
	for (preset, chain) in PUBLIC.into_iter().zip(chains) {
		let metadata = &genesis_json(preset)["foreignAssets"]["metadata"][0];
		assert_eq!(metadata[2], Value::from(chain.token_symbol.as_bytes()), "{preset}");
		assert_eq!(metadata[3], chain.token_decimals, "{preset}");
	}
	assert_eq!(BTreeSet::from(chains.map(|chain| chain.id)).len(), 3);
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
