// SPDX-License-Identifier: Apache-2.0

//! The tracks of each network, and the members of its committee.

use super::*;
use frame_support::traits::OriginTrait;
use outrider_runtime::{
	configs::tracks::{ids, TrackTable},
	genesis_presets::{
		public::{COMMITTEE, STAGING_COMMITTEE},
		CANARY, DEVELOPMENT, LOCAL_TESTNET, MAIN, STAGING,
	},
	Block, RuntimeOrigin,
};
use pallet_origins::Origin;
use pallet_referenda::TracksInfo;
use pallet_track_timing::{TrackId, TrackView};
use pallet_track_timing_runtime_api::runtime_decl_for_track_timing_api::TrackTimingApiV1;
use sp_runtime::Perbill;

/// Relay-chain blocks in a minute and in a day.
const MINUTE: u32 = 10;
const DAY: u32 = 14_400;

fn tracks(preset: &str) -> Vec<(TrackId, TrackView)> {
	genesis(preset).execute_with(<Runtime as TrackTimingApiV1<Block>>::tracks)
}

/// The longest time that a referendum takes, if only its last voter delays it.
fn longest(track: &TrackView) -> u32 {
	let periods = [track.prepare_period, track.decision_period, track.confirm_period];
	periods.iter().sum::<u32>() + track.min_enactment_period
}

#[test]
fn local_networks_decide_in_minutes_and_public_ones_in_days() {
	for preset in [DEVELOPMENT, LOCAL_TESTNET] {
		for (id, track) in tracks(preset) {
			let limit = if id == ids::WHITELISTED_CALLER { 3 * MINUTE } else { 6 * MINUTE };
			assert!(longest(&track) <= limit, "{preset}, {}", id);
		}
	}
	for preset in [STAGING, CANARY, MAIN] {
		for (id, track) in tracks(preset) {
			assert!(track.decision_period >= 7 * DAY, "{preset}, {id}");
			assert!(track.prepare_period >= 30 * MINUTE, "{preset}, {id}");
		}
	}
}

#[test]
fn networks_differ_in_nothing_but_time() {
	let without_time = |preset| {
		let tracks = tracks(preset).into_iter().map(|(id, mut track)| {
			track.prepare_period = 0;
			track.decision_period = 0;
			track.confirm_period = 0;
			track.min_enactment_period = 0;
			(id, track)
		});
		tracks.collect::<Vec<_>>()
	};
	for preset in [STAGING, CANARY, MAIN] {
		assert_eq!(without_time(DEVELOPMENT), without_time(preset), "{preset}");
	}
	assert_eq!(tracks(DEVELOPMENT), tracks(LOCAL_TESTNET));
}

#[test]
fn each_origin_has_the_track_of_its_name_and_no_other_origin_has_one() {
	let expected = [
		(root(), "root"),
		(Origin::WhitelistedCaller.into(), "whitelisted_caller"),
		(Origin::Treasurer.into(), "treasurer"),
		(Origin::GeneralAdmin.into(), "general_admin"),
		(Origin::ReferendumCanceller.into(), "referendum_canceller"),
		(Origin::ReferendumKiller.into(), "referendum_killer"),
		(Origin::SmallSpender.into(), "small_spender"),
		(Origin::BigSpender.into(), "big_spender"),
	];
	let tracks = tracks(DEVELOPMENT);
	assert_eq!(tracks.len(), expected.len());
	for ((id, track), (origin, name)) in tracks.into_iter().zip(expected) {
		let bytes = track.name.0;
		assert_eq!(core::str::from_utf8(&bytes).unwrap().trim_end_matches('\0'), name);
		assert_eq!(TrackTable::track_for(&origin), Ok(id));
	}
	let others = [
		RuntimeOrigin::signed(account(Sr25519Keyring::Alice)),
		RuntimeOrigin::none(),
		cumulus_pallet_xcm::Origin::Relay.into(),
	];
	for origin in others {
		assert_eq!(TrackTable::track_for(origin.caller()), Err(()));
	}
}

#[test]
fn curves_fall_and_end_where_nobody_wins_with_next_to_nothing() {
	for (id, track) in tracks(STAGING) {
		let (mut approval, mut support) = (Perbill::one(), Perbill::one());
		for step in 0..=100 {
			let at = Perbill::from_percent(step);
			let (next_approval, next_support) =
				(track.min_approval.threshold(at), track.min_support.threshold(at));
			assert!(next_approval <= approval && next_support <= support, "{id} at {step} %");
			(approval, support) = (next_approval, next_support);
		}
		let nearly = |value: Perbill, expected: Perbill| {
			value.max(expected) - value.min(expected) < Perbill::from_rational(1u32, 10_000)
		};
		assert!(nearly(approval, Perbill::from_percent(50)), "{id}: {approval:?}");
		assert!(support >= Perbill::from_rational(49u32, 10_000), "{id}: {support:?}");
	}
	// The middle of each curve, as the documentation gives it.
	let root = &tracks(STAGING)[0].1;
	let tenth = Perbill::from_percent(10);
	let off = |value: Perbill, percent| {
		let expected = Perbill::from_percent(percent);
		value.max(expected) - value.min(expected)
	};
	let little = Perbill::from_rational(1u32, 1_000);
	assert!(off(root.min_approval.threshold(tenth), 85) < little);
	assert_eq!(root.min_support.threshold(Perbill::zero()), Perbill::from_percent(50));
	let whitelisted = &tracks(STAGING)[1].1;
	assert!(off(whitelisted.min_support.threshold(tenth), 2) < little);
	assert!(off(whitelisted.min_support.threshold(Perbill::zero()), 25) < little);
}

#[test]
fn each_network_has_a_committee_and_public_ones_have_no_well_known_member() {
	for (preset, size, known) in [
		(DEVELOPMENT, 3, 3),
		(LOCAL_TESTNET, 3, 3),
		(STAGING, STAGING_COMMITTEE as usize, 0),
		(CANARY, COMMITTEE as usize, 0),
		(MAIN, COMMITTEE as usize, 0),
	] {
		let members = genesis(preset)
			.execute_with(pallet_collective::Members::<Runtime, TechnicalCollective>::get);
		assert_eq!(members.len(), size, "{preset}");
		let well_known = members
			.iter()
			.filter(|member| Sr25519Keyring::well_known().any(|key| account(key) == **member));
		assert_eq!(well_known.count(), known, "{preset}");
	}
}
