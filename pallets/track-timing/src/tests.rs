// SPDX-License-Identifier: Apache-2.0

//! Referenda see the table's tracks with the periods of genesis.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use crate::{mock::*, *};
use alloc::borrow::Cow;
use frame_support::traits::Hooks;
use pallet_referenda::Track;

fn all() -> Vec<TestTrack> {
	<TrackTiming as TracksInfo<Balance, RelayBlock>>::tracks()
		.map(Cow::into_owned)
		.collect()
}

fn timing_of(id: TrackId) -> Timing {
	let info = <TrackTiming as TracksInfo<Balance, RelayBlock>>::info(id).unwrap();
	Timing::of(id, &info)
}

#[test]
fn without_a_timing_tracks_are_the_tables() {
	with_timings(vec![], || {
		assert_eq!(all(), tracks());
		assert_eq!(timing_of(3), Timing::of(3, &track(3, "small").info));
	});
}

#[test]
fn a_timing_replaces_the_periods_of_its_track_and_nothing_else() {
	with_timings(vec![timing(3)], || {
		let found = all();
		assert_eq!((&found[0], &found[2]), (&tracks()[0], &tracks()[2]));
		let mut expected = track(3, "small");
		expected.info.prepare_period = 1_001;
		expected.info.decision_period = 1_004;
		expected.info.confirm_period = 1_002;
		expected.info.min_enactment_period = 1_003;
		assert_eq!(found[1], expected);
		assert_eq!(timing_of(3), timing(3));
		assert_eq!(timing_of(7), Timing::of(7, &track(7, "big").info));
	});
}

#[test]
fn a_client_sees_the_tracks_as_they_hold() {
	with_timings(vec![timing(0), timing(7)], || {
		let list = TrackTiming::list();
		let ids: Vec<_> = list.iter().map(|(id, _)| *id).collect();
		assert_eq!(ids, [0, 3, 7]);
		for ((_, seen), Track { info, .. }) in list.into_iter().zip(all()) {
			assert_eq!(seen.name.0, info.name);
			assert_eq!(seen.decision_deposit, info.decision_deposit);
			assert_eq!(seen.max_deciding, info.max_deciding);
			assert_eq!(
				(seen.prepare_period, seen.decision_period),
				(info.prepare_period, info.decision_period)
			);
			assert_eq!(
				(seen.confirm_period, seen.min_enactment_period),
				(info.confirm_period, info.min_enactment_period)
			);
			assert_eq!(
				(seen.min_approval, seen.min_support),
				(info.min_approval, info.min_support)
			);
		}
		assert_eq!(TrackTiming::list()[2].1.prepare_period, 1_001);
		assert_eq!(TrackTiming::list()[1].1.prepare_period, 31);
	});
}

#[test]
fn origins_and_unknown_tracks_go_by_the_table() {
	with_timings(vec![timing(0)], || {
		type Tracks = TrackTiming;
		let root = OriginCaller::system(frame_system::RawOrigin::Root);
		let signed = OriginCaller::system(frame_system::RawOrigin::Signed(1));
		let track_for = <Tracks as TracksInfo<Balance, RelayBlock>>::track_for;
		assert_eq!(track_for(&root), Ok(0));
		assert_eq!(track_for(&signed), Err(()));
		assert!(<Tracks as TracksInfo<Balance, RelayBlock>>::info(1).is_none());
	});
}

#[test]
fn ids_and_integrity_are_asked_outside_of_a_block() {
	// No externalities: a read of storage would panic.
	type Tracks = TrackTiming;
	let ids: Vec<_> = <Tracks as TracksInfo<Balance, RelayBlock>>::track_ids().collect();
	assert_eq!(ids, [0, 3, 7]);
	assert_eq!(<Tracks as TracksInfo<Balance, RelayBlock>>::check_integrity(), Ok(()));
	<TrackTiming as Hooks<u64>>::integrity_test();
}

#[test]
fn timings_out_of_range_are_refused() {
	use TimingError::*;
	let with = |change: fn(&mut Timing)| {
		let mut changed = timing(3);
		change(&mut changed);
		vec![changed]
	};
	let table = [
		(vec![timing(1)], UnknownTrack(1)),
		(vec![timing(3), timing(3)], NotSorted(3)),
		(vec![timing(7), timing(3)], NotSorted(3)),
		(with(|t| t.prepare_period = 0), ZeroPeriod(3)),
		(with(|t| t.decision_period = 0), ZeroPeriod(3)),
		(with(|t| t.confirm_period = 0), ZeroPeriod(3)),
		(with(|t| t.min_enactment_period = 0), ZeroPeriod(3)),
		(with(|t| t.confirm_period = t.decision_period + 1), ConfirmsTooLong(3)),
	];
	for (timings, error) in table {
		assert_eq!(TrackTiming::check(&timings), Err(error));
	}
	assert_eq!(TrackTiming::check(&with(|t| t.confirm_period = t.decision_period)), Ok(()));
}

#[test]
#[should_panic(expected = "the timing of genesis: UnknownTrack(1)")]
fn a_genesis_with_the_timing_of_an_unknown_track_is_refused() {
	with_timings(vec![timing(1)], || ());
}

#[test]
fn tables_that_referenda_cannot_go_by_are_refused() {
	let refused = |change: fn(&mut Vec<TestTrack>)| {
		let mut table = tracks();
		change(&mut table);
		TableTracks::set(table);
		let result = TrackTiming::check_table();
		TableTracks::set(tracks());
		result.unwrap_err()
	};
	let unsorted = "tracks are not sorted by id, or an id comes twice";
	assert_eq!(refused(|table| table.swap(0, 1)), unsorted);
	assert_eq!(refused(|table| table[1].id = 0), unsorted);
	assert_eq!(
		refused(|table| table[1].info.name = table[0].info.name),
		"two tracks have the same name"
	);
	let period = "a period is zero, or a track confirms for longer than it decides";
	assert_eq!(refused(|table| table[2].info.prepare_period = 0), period);
	assert_eq!(refused(|table| table[2].info.confirm_period = 1_000), period);
	assert_eq!(refused(|table| table[2].info.max_deciding = 0), "a track never decides");
	assert_eq!(refused(|table| table[2].info.decision_deposit = 0), "a decision costs no deposit");
	let count = "there are no tracks, or too many";
	assert_eq!(refused(|table| table.clear()), count);
	let many = |table: &mut Vec<TestTrack>| {
		*table = (0..33).map(|id| track(id, &format!("track {id}"))).collect();
	};
	assert_eq!(refused(many), count);
}

#[test]
fn a_timing_is_written_as_in_the_presets() {
	let json = serde_json::json!({
		"track": 3,
		"preparePeriod": 1_001,
		"decisionPeriod": 1_004,
		"confirmPeriod": 1_002,
		"minEnactmentPeriod": 1_003,
	});
	assert_eq!(serde_json::from_value::<Timing>(json).unwrap(), timing(3));
	assert!(serde_json::from_str::<Timing>(r#"{ "track": 3 }"#).is_err());
}
