// SPDX-License-Identifier: Apache-2.0

//! The states that a network can start from, by name. What differs between networks stands here, not in the Wasm.

pub mod placeholder;
pub mod public;

use crate::{
	configs::{
		governance::TreasuryAccount,
		tracks::{ids, TrackTable},
	},
	constants::{collators::CANDIDACY_BOND, currency::RIDE, para_ids, time::RELAY_MINUTES},
	relay_chains::{RelayChain, ROCOCO_LOCAL},
	AccountId, AuraId, Balance, BalancesConfig, CollatorSelectionConfig, DappStakingConfig,
	ForeignAssetsConfig, ParachainInfoConfig, PolkadotXcmConfig, RelayNetworkConfig,
	RuntimeGenesisConfig, SessionConfig, SessionKeys, SessionLengthConfig, SettlementConfig,
	TechnicalCommitteeConfig, TrackTimingConfig,
};
use alloc::{vec, vec::Vec};
use frame_support::build_struct_json_patch;
use pallet_dapp_staking::{DappId, Tier};
use pallet_referenda::TracksInfo;
use pallet_settlement::Parameters;
use pallet_track_timing::Timing;
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_keyring::Sr25519Keyring;
use sp_runtime::Perquintill;
use xcm::latest::Location;

/// One node without a relay chain, with well-known keys.
pub const DEVELOPMENT: &str = DEV_RUNTIME_PRESET;
/// Two collators on a local relay chain, with well-known keys.
pub const LOCAL_TESTNET: &str = LOCAL_TESTNET_RUNTIME_PRESET;
/// The public test network. Its keys and its para id are [placeholders](placeholder), as those of the next two are.
pub const STAGING: &str = "staging";
/// The public network on which what is meant for [`MAIN`] runs first.
pub const CANARY: &str = "canary";
/// The public network.
pub const MAIN: &str = "main";

/// What each well-known account of a development chain starts with, in plank.
pub const WELL_KNOWN_ENDOWMENT: Balance = 1_000_000 * RIDE;
/// Nominal length of an era on networks with well-known keys, in relay-chain blocks: a minute.
pub const SHORT_ERA: u32 = 10;
/// Length of a session on a local network, in relay-chain blocks: a new collator builds blocks within two minutes.
pub const LOCAL_SESSION: u32 = 10;
/// Least bond of a sequencer on networks with well-known keys, in plank.
pub const WELL_KNOWN_BOND: Balance = 1_000 * RIDE;
/// Seats for collators who bond, on networks with well-known keys: a newcomer gets one beside the collators of genesis.
pub const WELL_KNOWN_SEATS: u32 = 4;

/// What a network decides for itself.
struct Genesis {
	para_id: u32,
	collators: Vec<(AccountId, AuraId)>,
	/// Seats for collators who bond, besides those of genesis.
	seats: u32,
	/// In relay-chain blocks; six nominal hours if it is absent.
	session_length: Option<u32>,
	balances: Vec<(AccountId, Balance)>,
	relay_chain: RelayChain,
	staking: Staking,
	governance: Governance,
	settlement: Sequencing,
}

/// The times of settlement, and its sequencers at genesis.
#[derive(Default)]
struct Sequencing {
	parameters: Parameters,
	/// With their bonds, in plank.
	sequencers: Vec<(AccountId, Balance)>,
}

/// The technical committee, and how long referenda take.
struct Governance {
	committee: Vec<AccountId>,
	/// In relay-chain blocks; a track without a timing takes as long as on a public network.
	timings: Vec<Timing>,
}

/// dApps, and who stakes on them.
#[derive(Default)]
struct Staking {
	/// In relay-chain blocks; a nominal day if it is absent.
	era_length: Option<u32>,
	dapps: Vec<AccountId>,
	/// In plank.
	stakes: Vec<(AccountId, DappId, Balance)>,
}

/// The tiers of dApps, for 256 in all. A network of a few dApps withholds most of the pool.
fn tiers() -> Vec<Tier> {
	let tier = |threshold, slots, share| Tier {
		threshold: Perquintill::from_rational(threshold, 10_000u64),
		slots,
		share: Perquintill::from_percent(share),
	};
	vec![tier(200, 8, 40), tier(50, 24, 30), tier(10, 64, 20), tier(1, 160, 10)]
}

/// The relay chain's token. The treasury owns it: no key can mint it or say where its reserve is, and Root can.
fn relay_token(chain: &RelayChain) -> ForeignAssetsConfig {
	let id = Location::parent;
	let (name, symbol) = (chain.token_name.into(), chain.token_symbol.into());
	ForeignAssetsConfig {
		assets: vec![(id(), TreasuryAccount::get(), true, chain.token_min_balance)],
		metadata: vec![(id(), name, symbol, chain.token_decimals)],
		reserves: vec![(id(), vec![chain.token_reserve.location()])],
		..Default::default()
	}
}

fn settlement_genesis(Sequencing { parameters, sequencers }: Sequencing) -> SettlementConfig {
	SettlementConfig { parameters, sequencers, ..Default::default() }
}

fn patch(genesis: Genesis) -> serde_json::Value {
	let Genesis {
		para_id,
		collators,
		seats,
		session_length,
		balances,
		relay_chain,
		staking,
		governance,
		settlement,
	} = genesis;
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig { balances },
		parachain_info: ParachainInfoConfig { parachain_id: para_id.into() },
		collator_selection: CollatorSelectionConfig {
			invulnerables: collators.iter().map(|(account, _)| account.clone()).collect(),
			candidacy_bond: CANDIDACY_BOND,
			desired_candidates: seats,
		},
		session: SessionConfig {
			keys: collators
				.into_iter()
				.map(|(account, aura)| (account.clone(), account, SessionKeys { aura }))
				.collect(),
		},
		session_length: SessionLengthConfig { length: session_length },
		polkadot_xcm: PolkadotXcmConfig { safe_xcm_version: Some(xcm::prelude::XCM_VERSION) },
		foreign_assets: relay_token(&relay_chain),
		relay_network: RelayNetworkConfig { network: relay_chain.network },
		dapp_staking: DappStakingConfig {
			era_length: staking.era_length,
			tiers: tiers(),
			dapps: staking.dapps,
			stakes: staking.stakes,
		},
		technical_committee: TechnicalCommitteeConfig { members: governance.committee },
		track_timing: TrackTimingConfig { timings: governance.timings },
		settlement: settlement_genesis(settlement),
	})
}

fn well_known(collators: &[Sr25519Keyring], session_length: Option<u32>) -> Genesis {
	Genesis {
		para_id: para_ids::LOCAL,
		collators: collators.iter().map(|key| (key.to_account_id(), key.public().into())).collect(),
		seats: WELL_KNOWN_SEATS,
		session_length,
		balances: Sr25519Keyring::well_known()
			.map(|key| (key.to_account_id(), WELL_KNOWN_ENDOWMENT))
			.collect(),
		relay_chain: ROCOCO_LOCAL,
		staking: well_known_staking(),
		governance: well_known_governance(),
		settlement: well_known_settlement(collators),
	}
}

/// Alice, Bob and Charlie in the committee, and referenda of a few minutes: a whitelisted one is enacted after one to three,
/// any other after two to five, sooner the more vote for it.
fn well_known_governance() -> Governance {
	use Sr25519Keyring::{Alice, Bob, Charlie};
	let timing = |track| match track {
		ids::WHITELISTED_CALLER => Timing {
			track,
			prepare_period: 1,
			decision_period: 2 * RELAY_MINUTES,
			confirm_period: 3,
			min_enactment_period: 1,
		},
		_ => Timing {
			track,
			prepare_period: 2,
			decision_period: 4 * RELAY_MINUTES,
			confirm_period: 5,
			min_enactment_period: 2,
		},
	};
	Governance {
		committee: [Alice, Bob, Charlie].map(|member| member.to_account_id()).into(),
		timings: TrackTable::track_ids().map(timing).collect(),
	}
}

/// The collators' accounts are the sequencers. A batch that nobody checks is final after a minute or two; an escape is possible after 40.
fn well_known_settlement(sequencers: &[Sr25519Keyring]) -> Sequencing {
	let parameters = Parameters {
		rotation_slots: 10,
		grace_rotations: 2,
		inbox_deadline: 30,
		tick_deadline: 3,
		liveness_deadline: 400,
		window_min: 5,
		window_max: 100,
		window_turns: 8,
		max_pause: 120,
		meter_period: 10,
		min_bond: WELL_KNOWN_BOND,
		..Default::default()
	};
	let sequencers = sequencers.iter().map(|key| (key.to_account_id(), WELL_KNOWN_BOND)).collect();
	Sequencing { parameters, sequencers }
}

/// Eras of a minute, three dApps and four stakers, so that rewards grow as soon as a chain has started.
fn well_known_staking() -> Staking {
	use Sr25519Keyring::{Alice, Bob, Charlie, Dave};
	let stake = |staker: Sr25519Keyring, dapp, amount| {
		(staker.to_account_id(), DappId(dapp), amount * RIDE)
	};
	Staking {
		era_length: Some(SHORT_ERA),
		dapps: [Alice, Bob, Charlie].map(|owner| owner.to_account_id()).into(),
		stakes: vec![
			stake(Alice, 0, 100_000),
			stake(Bob, 1, 50_000),
			stake(Charlie, 2, 25_000),
			stake(Dave, 0, 10_000),
		],
	}
}

/// The preset of this name as JSON, if there is one.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let genesis = match id.as_ref() {
		DEVELOPMENT => well_known(&[Sr25519Keyring::Alice], None),
		LOCAL_TESTNET => {
			well_known(&[Sr25519Keyring::Alice, Sr25519Keyring::Bob], Some(LOCAL_SESSION))
		},
		STAGING => public::staging(),
		CANARY => public::canary(),
		MAIN => public::main(),
		_ => return None,
	};
	Some(serde_json::to_vec(&patch(genesis)).expect("a JSON value is always serializable; qed"))
}

/// The names of all presets.
pub fn preset_names() -> Vec<PresetId> {
	vec![DEVELOPMENT.into(), LOCAL_TESTNET.into(), STAGING.into(), CANARY.into(), MAIN.into()]
}
