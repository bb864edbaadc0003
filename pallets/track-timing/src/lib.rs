// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs, rustdoc::broken_intra_doc_links, rustdoc::invalid_codeblock_attributes)]

extern crate alloc;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
mod tracks;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
mod types;

use alloc::vec::Vec;
use frame_support::pallet_prelude::*;
use frame_system::pallet_prelude::*;
use pallet_referenda::{PalletsOriginOf, TracksInfo};

pub use pallet::*;
pub use types::{Balance, RelayBlock, Timing, TimingError, TrackId, TrackView, MAX_TRACKS};

#[frame_support::pallet]
pub mod pallet {
	use super::*;

	/// The types and limits that the runtime gives this pallet.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The tracks, at most [`MAX_TRACKS`], with their periods where genesis overrides none.
		///
		/// The table must not read storage: integrity tests and the types of other pallets ask it outside of a block.
		type Table: TracksInfo<
			Balance,
			RelayBlock,
			Id = TrackId,
			RuntimeOrigin = PalletsOriginOf<Self>,
		>;
	}

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// Lets genesis override the periods of the tracks of referenda.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The periods of the tracks that genesis has overridden, sorted by track. Other tracks have those of [`Config::Table`].
	///
	/// One value, so that a call of referenda reads it once, however many tracks it asks for.
	#[pallet::storage]
	pub type Timings<T> = StorageValue<_, BoundedVec<Timing, ConstU32<MAX_TRACKS>>, ValueQuery>;

	/// The genesis of a network: periods, in relay-chain blocks.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T> {
		/// A timing for each track that does not go by the table, sorted by track.
		pub timings: Vec<Timing>,
		#[serde(skip)]
		#[doc(hidden)]
		pub _marker: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			if let Err(error) = Pallet::<T>::check(&self.timings) {
				panic!("the timing of genesis: {error:?}");
			}
			// At most as many as there are tracks: `check` and `integrity_test`.
			let timings = BoundedVec::try_from(self.timings.clone());
			Timings::<T>::put(timings.expect("no more timings than tracks; qed"));
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			if let Err(error) = Pallet::<T>::check_table() {
				panic!("the table of tracks: {error}");
			}
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
