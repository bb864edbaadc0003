// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs, rustdoc::broken_intra_doc_links, rustdoc::invalid_codeblock_attributes)]

mod ensure;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use ensure::{
	EnsureBigSpender, EnsureGeneralAdmin, EnsureReferendumCanceller, EnsureReferendumKiller,
	EnsureSmallSpender, EnsureSpender, EnsureTreasurer, EnsureWhitelistedCaller,
};
pub use pallet::*;

#[frame_support::pallet]
pub mod pallet {
	use frame_support::pallet_prelude::*;

	/// This pallet needs only the system.
	#[pallet::config]
	pub trait Config: frame_system::Config {}

	/// Holds the origins of referenda.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// The origin of a referendum's proposal when it is dispatched.
	///
	/// Append only: open referenda and scheduled calls store the variant's index.
	#[pallet::origin]
	#[derive(
		Clone,
		Copy,
		Debug,
		Eq,
		PartialEq,
		Encode,
		Decode,
		DecodeWithMemTracking,
		MaxEncodedLen,
		TypeInfo,
	)]
	pub enum Origin {
		/// Dispatches, as Root, a call that the technical committee has whitelisted.
		WhitelistedCaller,
		/// Spends any amount from the treasury, and takes spends back.
		Treasurer,
		/// Admits dApps and sets parameters.
		GeneralAdmin,
		/// Ends a referendum and returns its deposits.
		ReferendumCanceller,
		/// Ends a referendum and takes its deposits.
		ReferendumKiller,
		/// Spends a small amount from the treasury.
		SmallSpender,
		/// Spends a big amount from the treasury.
		BigSpender,
	}

	impl Origin {
		/// All of them, in the order of their indices.
		pub const ALL: [Origin; 7] = [
			Origin::WhitelistedCaller,
			Origin::Treasurer,
			Origin::GeneralAdmin,
			Origin::ReferendumCanceller,
			Origin::ReferendumKiller,
			Origin::SmallSpender,
			Origin::BigSpender,
		];
	}
}
