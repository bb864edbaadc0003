// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_xcm`, with the entries of other chains' tokens.
//!
//! The copied figures are of a chain that knows its own token alone. Here a transfer may move tokens of other chains, each of which
//! is in entries with a location in the key.

use crate::weights::{
	copied::pallet_xcm::WeightInfo as Copied, corrected::foreign_assets::LocationWeights,
};
use core::marker::PhantomData;
use frame_support::weights::Weight;
use pallet_xcm::WeightInfo;

/// Tokens that a call of the pallet transfers at most.
const MOST_TOKENS: u64 = 2;

/// The copied weights, and a transfer within this chain for each token of another chain.
pub struct XcmWeights<T>(PhantomData<T>);

/// Transfers of this many tokens of other chains.
fn transfers<T: frame_system::Config>(tokens: u64) -> Weight {
	<LocationWeights<T> as pallet_assets::WeightInfo>::transfer().saturating_mul(tokens)
}

impl<T: frame_system::Config> WeightInfo for XcmWeights<T> {
	with_more! { Copied<T>, transfers::<T>(MOST_TOKENS) =>
		teleport_assets(), reserve_transfer_assets(), transfer_assets(),
	}

	fn claim_assets(n: u32) -> Weight {
		Copied::<T>::claim_assets(n).saturating_add(transfers::<T>(n.into()))
	}

	// No token, or a message whose weight is counted besides.
	with_more! { Copied<T>, Weight::zero() =>
		send(), execute(), force_xcm_version(), force_default_xcm_version(), force_subscribe_version_notify(),
		force_unsubscribe_version_notify(), force_suspension(), migrate_supported_version(),
		migrate_version_notifiers(), already_notified_target(), notify_current_targets(),
		notify_target_migration_fail(), migrate_version_notify_targets(), migrate_and_notify_old_targets(),
		new_query(), take_response(), add_authorized_alias(), remove_authorized_alias(), weigh_message(n),
		decode_xcm(n),
	}
}
