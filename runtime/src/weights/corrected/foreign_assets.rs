// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_assets` where locations are keys.
//!
//! The SDK measures the pallet with ids of four bytes. A location is up to 150 times as long, and is in the key of each entry of
//! the pallet.

use codec::MaxEncodedLen;
use core::marker::PhantomData;
use frame_support::weights::Weight;
use pallet_assets::{weights::SubstrateWeight, WeightInfo};
use xcm::latest::Location;

/// Entries with a location in the key that a call touches at most: an asset, two accounts, and an approval or metadata.
const ENTRIES: u64 = 4;
/// Time for the longer key of an entry, in picoseconds: to hash it, to encode it, to decode it.
const TIME: u64 = 5_000_000;

/// The SDK's measured weights, and the longer key for each entry.
pub struct LocationWeights<T>(PhantomData<T>);

impl<T> LocationWeights<T> {
	/// The longer keys of this many entries.
	fn keys(entries: u64) -> Weight {
		let longer = Location::max_encoded_len().saturating_sub(u32::max_encoded_len());
		Weight::from_parts(TIME, longer as u64).saturating_mul(entries)
	}

	/// The longer keys of a call, and of `more` entries that it removes.
	fn call_and(more: u32) -> Weight {
		Self::keys(ENTRIES.saturating_add(more.into()))
	}
}

impl<T: frame_system::Config> WeightInfo for LocationWeights<T> {
	with_more! { SubstrateWeight<T>, Self::call_and(0) =>
		create(), force_create(), start_destroy(), finish_destroy(), mint(), burn(), transfer(), transfer_keep_alive(),
		force_transfer(), freeze(), thaw(), freeze_asset(), thaw_asset(), transfer_ownership(), set_team(),
		set_reserves(n), set_metadata(n, s), clear_metadata(), force_set_metadata(n, s), force_clear_metadata(),
		force_asset_status(), approve_transfer(), transfer_approved(), cancel_approval(), force_cancel_approval(),
		set_min_balance(), touch(), touch_other(), refund(), refund_other(), block(), transfer_all(),
		total_issuance(), balance(), allowance(), migration_v2_foreign_asset_set_reserve_weight(), get_metadata(),
	}

	fn destroy_accounts(c: u32) -> Weight {
		SubstrateWeight::<T>::destroy_accounts(c).saturating_add(Self::call_and(c))
	}

	fn destroy_approvals(a: u32) -> Weight {
		SubstrateWeight::<T>::destroy_approvals(a).saturating_add(Self::call_and(a))
	}
}
