// SPDX-License-Identifier: Apache-2.0

//! The tracks of referenda: the power, the deposit, the periods and the curves of each.
//!
//! The periods here are for a public network. Genesis can override them by `pallet-track-timing`.

use crate::{
	constants::{
		currency::RIDE,
		time::{RELAY_DAYS, RELAY_HOURS, RELAY_MINUTES},
	},
	Balance, BlockNumber, OriginCaller,
};
use alloc::borrow::Cow;
use frame_system::RawOrigin;
use pallet_origins::Origin;
use pallet_referenda::{Curve, TrackInfo, TracksInfo};
use pallet_track_timing::TrackId;
use sp_runtime::{str_array, FixedI64};

type Track = pallet_referenda::Track<TrackId, Balance, BlockNumber>;

/// The ids of the tracks. They never move: open referenda store them.
pub mod ids {
	use super::TrackId;

	/// Any call, as Root.
	pub const ROOT: TrackId = 0;
	/// A call that the technical committee has whitelisted, as Root.
	pub const WHITELISTED_CALLER: TrackId = 1;
	/// Any spend from the treasury.
	pub const TREASURER: TrackId = 2;
	/// Decisions on dApps and parameters.
	pub const GENERAL_ADMIN: TrackId = 3;
	/// Ends a referendum and returns its deposits.
	pub const REFERENDUM_CANCELLER: TrackId = 4;
	/// Ends a referendum and slashes its deposits.
	pub const REFERENDUM_KILLER: TrackId = 5;
	/// A small spend from the treasury.
	pub const SMALL_SPENDER: TrackId = 6;
	/// A big spend from the treasury.
	pub const BIG_SPENDER: TrackId = 7;
}

const fn percent(value: u128) -> FixedI64 {
	FixedI64::from_rational(value, 100)
}

/// Approval that falls from 100 % to 50 %, and is at `percent_then` after a tenth of the decision period.
const fn approval(percent_then: u128) -> Curve {
	Curve::make_reciprocal(1, 10, percent(percent_then), percent(50), percent(100))
}

/// Approval that falls evenly from 100 % to 50 %.
const EVEN_APPROVAL: Curve = Curve::make_linear(1, 1, percent(50), percent(100));

/// Support that falls evenly from 50 % of the issuance to 1 %.
const EVEN_SUPPORT: Curve = Curve::make_linear(1, 1, percent(1), percent(50));

/// Support that starts at 25 % of the issuance, is at 2 % after a tenth of the decision period, and ends at 0.5 %.
const QUICK_SUPPORT: Curve =
	Curve::make_reciprocal(1, 10, percent(2), FixedI64::from_rational(5, 1_000), percent(25));

/// Support that starts at 50 % of the issuance, is at 10 % after a quarter of the decision period, and ends at 1 %.
const MIDDLE_SUPPORT: Curve = Curve::make_reciprocal(1, 4, percent(10), percent(1), percent(50));

/// All tracks, sorted by id. Time is in relay-chain blocks, deposits are in plank.
static TRACKS: [Track; 8] = [
	Track {
		id: ids::ROOT,
		info: TrackInfo {
			name: str_array("root"),
			max_deciding: 1,
			decision_deposit: 20_000 * RIDE,
			prepare_period: 2 * RELAY_HOURS,
			decision_period: 14 * RELAY_DAYS,
			confirm_period: RELAY_DAYS,
			min_enactment_period: RELAY_DAYS,
			min_approval: approval(85),
			min_support: EVEN_SUPPORT,
		},
	},
	Track {
		id: ids::WHITELISTED_CALLER,
		info: TrackInfo {
			name: str_array("whitelisted_caller"),
			max_deciding: 20,
			decision_deposit: 2_000 * RIDE,
			prepare_period: 30 * RELAY_MINUTES,
			decision_period: 14 * RELAY_DAYS,
			confirm_period: 30 * RELAY_MINUTES,
			min_enactment_period: 10 * RELAY_MINUTES,
			min_approval: approval(90),
			min_support: QUICK_SUPPORT,
		},
	},
	Track {
		id: ids::TREASURER,
		info: TrackInfo {
			name: str_array("treasurer"),
			max_deciding: 5,
			decision_deposit: 5_000 * RIDE,
			prepare_period: 2 * RELAY_HOURS,
			decision_period: 14 * RELAY_DAYS,
			confirm_period: RELAY_DAYS,
			min_enactment_period: RELAY_DAYS,
			min_approval: approval(80),
			min_support: EVEN_SUPPORT,
		},
	},
	Track {
		id: ids::GENERAL_ADMIN,
		info: TrackInfo {
			name: str_array("general_admin"),
			max_deciding: 5,
			decision_deposit: 2_000 * RIDE,
			prepare_period: RELAY_HOURS,
			decision_period: 14 * RELAY_DAYS,
			confirm_period: 12 * RELAY_HOURS,
			min_enactment_period: RELAY_HOURS,
			min_approval: approval(80),
			min_support: MIDDLE_SUPPORT,
		},
	},
	Track {
		id: ids::REFERENDUM_CANCELLER,
		info: TrackInfo {
			name: str_array("referendum_canceller"),
			max_deciding: 20,
			decision_deposit: 2_000 * RIDE,
			prepare_period: RELAY_HOURS,
			decision_period: 7 * RELAY_DAYS,
			confirm_period: 3 * RELAY_HOURS,
			min_enactment_period: 10 * RELAY_MINUTES,
			min_approval: EVEN_APPROVAL,
			min_support: MIDDLE_SUPPORT,
		},
	},
	Track {
		id: ids::REFERENDUM_KILLER,
		info: TrackInfo {
			name: str_array("referendum_killer"),
			max_deciding: 20,
			decision_deposit: 10_000 * RIDE,
			prepare_period: RELAY_HOURS,
			decision_period: 14 * RELAY_DAYS,
			confirm_period: 3 * RELAY_HOURS,
			min_enactment_period: 10 * RELAY_MINUTES,
			min_approval: EVEN_APPROVAL,
			min_support: MIDDLE_SUPPORT,
		},
	},
	Track {
		id: ids::SMALL_SPENDER,
		info: TrackInfo {
			name: str_array("small_spender"),
			max_deciding: 50,
			decision_deposit: 100 * RIDE,
			prepare_period: 4 * RELAY_HOURS,
			decision_period: 14 * RELAY_DAYS,
			confirm_period: 12 * RELAY_HOURS,
			min_enactment_period: RELAY_DAYS,
			min_approval: EVEN_APPROVAL,
			min_support: QUICK_SUPPORT,
		},
	},
	Track {
		id: ids::BIG_SPENDER,
		info: TrackInfo {
			name: str_array("big_spender"),
			max_deciding: 20,
			decision_deposit: 1_000 * RIDE,
			prepare_period: 4 * RELAY_HOURS,
			decision_period: 14 * RELAY_DAYS,
			confirm_period: RELAY_DAYS,
			min_enactment_period: RELAY_DAYS,
			min_approval: approval(80),
			min_support: MIDDLE_SUPPORT,
		},
	},
];

/// The static table of tracks.
pub struct TrackTable;

impl TracksInfo<Balance, BlockNumber> for TrackTable {
	type Id = TrackId;
	type RuntimeOrigin = OriginCaller;

	fn tracks() -> impl Iterator<Item = Cow<'static, Track>> {
		TRACKS.iter().map(Cow::Borrowed)
	}

	fn track_for(origin: &OriginCaller) -> Result<TrackId, ()> {
		match origin {
			OriginCaller::system(RawOrigin::Root) => Ok(ids::ROOT),
			OriginCaller::Origins(origin) => Ok(match origin {
				Origin::WhitelistedCaller => ids::WHITELISTED_CALLER,
				Origin::Treasurer => ids::TREASURER,
				Origin::GeneralAdmin => ids::GENERAL_ADMIN,
				Origin::ReferendumCanceller => ids::REFERENDUM_CANCELLER,
				Origin::ReferendumKiller => ids::REFERENDUM_KILLER,
				Origin::SmallSpender => ids::SMALL_SPENDER,
				Origin::BigSpender => ids::BIG_SPENDER,
			}),
			_ => Err(()),
		}
	}
}
