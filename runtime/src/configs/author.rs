// SPDX-License-Identifier: Apache-2.0

//! Pays the author of the block: a share of its fees, a part of the emission, and the price of XCM in other tokens.

use crate::{configs::xcm::AssetTransactors, AccountId, Authorship, Balances};
use frame_support::traits::fungible::{Balanced, Credit};
use pallet_emission::RewardSink;
use xcm::latest::prelude::{AccountId32, Location};
use xcm_builder::TakeRevenue;
use xcm_executor::{traits::TransactAsset, AssetsInHolding};

/// An amount of the native token that nobody owns yet. Dropping it burns it.
pub type NativeCredit = Credit<AccountId, Balances>;

/// Pays the block's author. Gives the credit back if there is no author, or if the author's account would stay below the
/// existential deposit.
pub fn pay_author(credit: NativeCredit) -> Result<(), NativeCredit> {
	match Authorship::author() {
		Some(author) => Balances::resolve(&author, credit),
		None => Err(credit),
	}
}

/// Pays the collators' part of a block's emission to the block's author.
pub struct ToAuthor;

impl RewardSink<NativeCredit> for ToAuthor {
	fn pay(reward: NativeCredit) -> Result<(), NativeCredit> {
		pay_author(reward)
	}
}

/// Pays the block's author the price of execution that was paid in another chain's token.
pub struct RevenueToAuthor;

impl TakeRevenue for RevenueToAuthor {
	fn take_revenue(revenue: AssetsInHolding) {
		let Some(author) = Authorship::author() else { return };
		let beneficiary = Location::new(0, [AccountId32 { network: None, id: author.into() }]);
		// An amount that can't be deposited is dropped, which burns it.
		drop(AssetTransactors::deposit_asset(revenue, &beneficiary, None));
	}
}
