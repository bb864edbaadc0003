// SPDX-License-Identifier: Apache-2.0

//! A track's timing.

use codec::{Decode, Encode, MaxEncodedLen};
use pallet_referenda::{ConstTrackInfo, TrackInfo};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// An amount of the native token, in plank.
pub type Balance = u128;
/// A number, or a count, of relay-chain blocks.
pub type RelayBlock = u32;
/// The id of a track.
pub type TrackId = u16;
/// A track for clients, in the form of the constant `Referenda.Tracks` of the metadata.
pub type TrackView = ConstTrackInfo<Balance, RelayBlock>;

/// The most tracks that there can be.
pub const MAX_TRACKS: u32 = 32;

/// How long the stages of a referendum take on a track, in relay-chain blocks, each at least 1.
#[derive(
	Clone,
	Copy,
	Debug,
	Eq,
	PartialEq,
	Encode,
	Decode,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Timing {
	/// The track that it is for.
	pub track: TrackId,
	/// From the submission to the earliest start of the decision.
	pub prepare_period: RelayBlock,
	/// From the start of the decision to its end, unless it is confirmed before.
	pub decision_period: RelayBlock,
	/// How long approval and support must hold. At most the decision period.
	pub confirm_period: RelayBlock,
	/// From the approval to the earliest enactment.
	pub min_enactment_period: RelayBlock,
}

/// Why a timing is refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TimingError {
	/// No such track.
	UnknownTrack(TrackId),
	/// The timing of this track comes twice, or after the timing of a higher track.
	NotSorted(TrackId),
	/// A period of this track is zero.
	ZeroPeriod(TrackId),
	/// This track confirms for longer than it decides.
	ConfirmsTooLong(TrackId),
}

impl Timing {
	/// The timing of a track as the table has it.
	pub fn of(track: TrackId, info: &TrackInfo<Balance, RelayBlock>) -> Self {
		Self {
			track,
			prepare_period: info.prepare_period,
			decision_period: info.decision_period,
			confirm_period: info.confirm_period,
			min_enactment_period: info.min_enactment_period,
		}
	}

	/// Checks that the periods are in range.
	pub fn check(&self) -> Result<(), TimingError> {
		let Self { track, prepare_period, decision_period, confirm_period, min_enactment_period } =
			*self;
		let periods = [prepare_period, decision_period, confirm_period, min_enactment_period];
		if periods.contains(&0) {
			return Err(TimingError::ZeroPeriod(track));
		}
		if confirm_period > decision_period {
			return Err(TimingError::ConfirmsTooLong(track));
		}
		Ok(())
	}

	/// Writes the periods into a track.
	pub(crate) fn apply(&self, info: &mut TrackInfo<Balance, RelayBlock>) {
		info.prepare_period = self.prepare_period;
		info.decision_period = self.decision_period;
		info.confirm_period = self.confirm_period;
		info.min_enactment_period = self.min_enactment_period;
	}
}
