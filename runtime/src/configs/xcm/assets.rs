// SPDX-License-Identifier: Apache-2.0

//! The tokens that are known here, and the chains that hold their reserves.

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

/// Locations of this chain.
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

/// The chains that are trusted to hold the reserve of a token.
///
/// These are the chains that governance has named for the token, in [`ForeignAssets`]. If it has named none, a sibling holds
/// the reserves of its own token and of the tokens on it. The relay chain's token needs a named chain.
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
