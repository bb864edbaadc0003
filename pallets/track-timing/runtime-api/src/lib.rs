// SPDX-License-Identifier: Apache-2.0

//! What clients can ask of the tracks of referenda, by `state_call`.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use alloc::vec::Vec;
pub use pallet_track_timing::{TrackId, TrackView};

sp_api::decl_runtime_apis! {
	/// The tracks of referenda.
	pub trait TrackTimingApi {
		/// The tracks as they hold on this network, sorted by id. The metadata's constant has the table's timing.
		fn tracks() -> Vec<(TrackId, TrackView)>;
	}
}
