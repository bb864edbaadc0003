// SPDX-License-Identifier: Apache-2.0

//! A runtime with nothing but the timing of three tracks. What the table holds is told by a static.

use crate::{self as pallet_track_timing, *};
use alloc::borrow::Cow;
use frame_support::{derive_impl, parameter_types};
use pallet_referenda::{Curve, Track, TrackInfo};
use sp_io::TestExternalities;
use sp_runtime::{str_array, BuildStorage, Perbill};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type TrackTiming = pallet_track_timing;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

pub type TestTrack = Track<TrackId, Balance, RelayBlock>;

/// A track that takes ten times its id, plus 1 to 4, for its four periods.
pub fn track(id: TrackId, name: &str) -> TestTrack {
	let curve = Curve::LinearDecreasing {
		length: Perbill::one(),
		floor: Perbill::zero(),
		ceil: Perbill::one(),
	};
	let base = RelayBlock::from(id) * 10;
	Track {
		id,
		info: TrackInfo {
			name: str_array(name),
			max_deciding: 1,
			decision_deposit: 100,
			prepare_period: base + 1,
			decision_period: base + 4,
			confirm_period: base + 2,
			min_enactment_period: base + 3,
			min_approval: curve.clone(),
			min_support: curve,
		},
	}
}

pub fn tracks() -> Vec<TestTrack> {
	vec![track(0, "root"), track(3, "small"), track(7, "big")]
}

parameter_types! {
	pub static TableTracks: Vec<TestTrack> = tracks();
}

pub struct Table;
impl TracksInfo<Balance, RelayBlock> for Table {
	type Id = TrackId;
	type RuntimeOrigin = PalletsOriginOf<Test>;

	fn tracks() -> impl Iterator<Item = Cow<'static, TestTrack>> {
		TableTracks::get().into_iter().map(Cow::Owned)
	}

	fn track_for(origin: &Self::RuntimeOrigin) -> Result<TrackId, ()> {
		match origin {
			OriginCaller::system(frame_system::RawOrigin::Root) => Ok(0),
			_ => Err(()),
		}
	}
}

impl Config for Test {
	type Table = Table;
}

/// A timing that differs from the table's in every period.
pub fn timing(track: TrackId) -> Timing {
	Timing {
		track,
		prepare_period: 1_001,
		decision_period: 1_004,
		confirm_period: 1_002,
		min_enactment_period: 1_003,
	}
}

/// Runs `test` on a network whose genesis has these timings, and checks the invariants at its end.
pub fn with_timings<R>(timings: Vec<Timing>, test: impl FnOnce() -> R) -> R {
	let genesis = RuntimeGenesisConfig {
		track_timing: pallet_track_timing::GenesisConfig { timings, ..Default::default() },
		..Default::default()
	};
	TestExternalities::new(genesis.build_storage().expect("the genesis is sound")).execute_with(
		|| {
			let result = test();
			TrackTiming::do_try_state().expect("the invariants hold");
			result
		},
	)
}
