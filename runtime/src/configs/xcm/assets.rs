// SPDX-License-Identifier: Apache-2.0

//! Tokens: which are known here, and who is believed to hold the reserve of each.

use super::{CheckingAccount, LocationToAccountId, NativeLocation};
use crate::{AccountId, Balance, Balances, ForeignAssets};
use frame_support::traits::{tokens::ProvideAssetReserves, Contains, ContainsPair, EverythingBut};
use sp_runtime::traits::{Identity, TryConvertInto};
use xcm::latest::prelude::*;
use xcm_builder::{
	FungibleAdapter, FungiblesAdapter, IsConcrete, MatchedConvertedConcreteId, NoChecking,
};

/// The native token.
type NativeTransactor =
	FungibleAdapter<Balances, IsConcrete<NativeLocation>, LocationToAccountId, AccountId, ()>;

/// Is this location one of this chain?
pub struct IsLocal;

impl Contains<Location> for IsLocal {
	fn contains(location: &Location) -> bool {
		location.parent_count() == 0
	}
}

/// Tokens of other chains.
type ForeignTransactor = FungiblesAdapter<
	ForeignAssets,
	MatchedConvertedConcreteId<Location, Balance, EverythingBut<IsLocal>, Identity, TryConvertInto>,
	LocationToAccountId,
	AccountId,
	NoChecking,
	CheckingAccount,
>;

pub type AssetTransactors = (NativeTransactor, ForeignTransactor);

/// Who is believed to hold the reserve of a token?
///
/// The chains that governance has named for it, in [`ForeignAssets`]. Where it has named none, a sibling for its own token
/// and for those that live on it. For the relay chain's token somebody must be named.
pub struct TrustedReserves;

impl ContainsPair<Asset, Location> for TrustedReserves {
	fn contains(asset: &Asset, origin: &Location) -> bool {
		let named = ForeignAssets::reserves(&asset.id.0);
		if !named.is_empty() {
			return named.contains(origin);
		}
		match (origin.unpack(), asset.id.0.unpack()) {
			((1, [Parachain(sender)]), (1, [Parachain(home), ..])) => sender == home,
			_ => false,
		}
	}
}
