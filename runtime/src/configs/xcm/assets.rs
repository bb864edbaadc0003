// SPDX-License-Identifier: Apache-2.0

//! Tokens: which are known here, and who is believed to hold the reserve of each.

use super::{CheckingAccount, LocationToAccountId, NativeLocation};
use crate::{AccountId, Balance, Balances, ForeignAssets};
use frame_support::traits::{Contains, ContainsPair, EverythingBut};
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

/// Who is believed to hold the reserve of a token? The chain that the token is of: the relay chain for its own, a
/// sibling for its own and for the tokens that live on it.
pub struct TokensOfTheirOwnChain;

impl ContainsPair<Asset, Location> for TokensOfTheirOwnChain {
	fn contains(asset: &Asset, origin: &Location) -> bool {
		match (origin.unpack(), asset.id.0.unpack()) {
			((1, []), (1, [])) => true,
			((1, [Parachain(sender)]), (1, [Parachain(home), ..])) => sender == home,
			_ => false,
		}
	}
}
