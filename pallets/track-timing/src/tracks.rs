// SPDX-License-Identifier: Apache-2.0

//! The tracks of this network: the table of the runtime, with the periods of genesis.

use crate::{
	Balance, Config, Pallet, RelayBlock, Timing, TimingError, Timings, TrackId, TrackView,
	MAX_TRACKS,
};
use alloc::{borrow::Cow, vec::Vec};
use pallet_referenda::{PalletsOriginOf, StringLike, Track, TrackInfo, TracksInfo};

impl<T: Config> TracksInfo<Balance, RelayBlock> for Pallet<T> {
	type Id = TrackId;
	type RuntimeOrigin = PalletsOriginOf<T>;

	fn tracks() -> impl Iterator<Item = Cow<'static, Track<TrackId, Balance, RelayBlock>>> {
		let timings = Timings::<T>::get();
		T::Table::tracks().map(move |track| match timing_of(&timings, track.id) {
			Some(timing) => {
				let mut track = track.into_owned();
				timing.apply(&mut track.info);
				Cow::Owned(track)
			},
			None => track,
		})
	}

	fn track_for(origin: &Self::RuntimeOrigin) -> Result<TrackId, ()> {
		T::Table::track_for(origin)
	}

	// The table's ids. The size of a voter's storage depends on their number, and is asked for outside of a block.
	fn track_ids() -> impl Iterator<Item = TrackId> {
		T::Table::track_ids()
	}

	fn info(id: TrackId) -> Option<Cow<'static, TrackInfo<Balance, RelayBlock>>> {
		let info = T::Table::info(id)?;
		match timing_of(&Timings::<T>::get(), id) {
			Some(timing) => {
				let mut info = info.into_owned();
				timing.apply(&mut info);
				Some(Cow::Owned(info))
			},
			None => Some(info),
		}
	}

	// Checks the table. Referenda check their tracks outside of a block, where the timing of genesis can't be read.
	fn check_integrity() -> Result<(), &'static str> {
		Self::check_table()
	}
}

fn timing_of(timings: &[Timing], track: TrackId) -> Option<&Timing> {
	timings.iter().find(|timing| timing.track == track)
}

impl<T: Config> Pallet<T> {
	/// The tracks of this network, for clients. The constant in the metadata has the table's periods, which genesis may have
	/// overridden.
	pub fn list() -> Vec<(TrackId, TrackView)> {
		let view = |info: TrackInfo<Balance, RelayBlock>| TrackView {
			name: StringLike(info.name),
			max_deciding: info.max_deciding,
			decision_deposit: info.decision_deposit,
			prepare_period: info.prepare_period,
			decision_period: info.decision_period,
			confirm_period: info.confirm_period,
			min_enactment_period: info.min_enactment_period,
			min_approval: info.min_approval,
			min_support: info.min_support,
		};
		<Self as TracksInfo<Balance, RelayBlock>>::tracks()
			.map(Cow::into_owned)
			.map(|track| (track.id, view(track.info)))
			.collect()
	}

	/// Checks that the timings are of known tracks, sorted, each once, and in range.
	pub(crate) fn check(timings: &[Timing]) -> Result<(), TimingError> {
		let mut before = None;
		for timing in timings {
			let track = timing.track;
			if T::Table::info(track).is_none() {
				return Err(TimingError::UnknownTrack(track));
			}
			if before >= Some(track) {
				return Err(TimingError::NotSorted(track));
			}
			timing.check()?;
			before = Some(track);
		}
		Ok(())
	}

	/// Checks that referenda can use the static table.
	pub(crate) fn check_table() -> Result<(), &'static str> {
		let mut names = Vec::new();
		let mut before = None;
		for track in T::Table::tracks() {
			if before >= Some(track.id) {
				return Err("tracks are not sorted by id, or an id comes twice");
			}
			before = Some(track.id);
			if names.contains(&track.info.name) {
				return Err("two tracks have the same name");
			}
			names.push(track.info.name);
			if Timing::of(track.id, &track.info).check().is_err() {
				return Err("a period is zero, or a track confirms for longer than it decides");
			}
			if track.info.max_deciding == 0 {
				return Err("a track never decides");
			}
			if track.info.decision_deposit == 0 {
				return Err("a decision costs no deposit");
			}
		}
		match u32::try_from(names.len()) {
			Ok(1..=MAX_TRACKS) => Ok(()),
			_ => Err("there are no tracks, or too many"),
		}
	}
}
