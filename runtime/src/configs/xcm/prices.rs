// SPDX-License-Identifier: Apache-2.0

//! The prices of messages: of their execution here, and of their delivery elsewhere.

use super::{NativeLocation, RelayLocation};
use crate::{
	configs::{
		author::RevenueToAuthor, monetary::DealWithFees, system::dynamic_params::relay_token_price,
	},
	constants::fee::{WeightToFee, BASE_DELIVERY_FEE, TRANSACTION_BYTE_FEE},
	AccountId, Balance, Balances,
};
use codec::{Decode, DecodeWithMemTracking, Encode, Input, MaxEncodedLen};
use frame_support::{
	parameter_types,
	traits::{ConstU128, Get},
	weights::Weight,
};
use polkadot_runtime_common::xcm_sender::ExponentialPrice;
use scale_info::{Type, TypeInfo};
use xcm::latest::prelude::*;
use xcm_builder::{FixedRateOfFungible, UsingComponents};

parameter_types! {
	/// Weight of an instruction: more than the heaviest in the benchmarks of the SDK's system parachains.
	pub UnitWeightCost: Weight = Weight::from_parts(1_000_000_000, 64 * 1024);
	pub FeeAssetId: AssetId = NativeLocation::get().into();
}

/// Sells execution for the native token, at the price of transactions, or for the relay chain's token.
pub type Trader = (
	UsingComponents<WeightToFee, NativeLocation, AccountId, Balances, DealWithFees>,
	FixedRateOfFungible<RelayTokenPrice, RevenueToAuthor>,
);

/// The price of executing XCM in the relay chain's token: its id, units for a second, units for a MiB of proof. Governance sets
/// it: [`dynamic_params`](crate::configs::system::dynamic_params).
pub struct RelayTokenPrice;

impl Get<(AssetId, u128, u128)> for RelayTokenPrice {
	fn get() -> (AssetId, u128, u128) {
		use relay_token_price::{UnitsPerMib, UnitsPerSecond};
		(RelayLocation::get().into(), UnitsPerSecond::get().units(), UnitsPerMib::get().units())
	}
}

/// The price of a second: a whole token of 12 decimal places on a new chain.
pub type PricePerSecond = Price<1_000_000_000_000>;
/// The price of a MiB: a tenth of a token of 12 decimal places on a new chain.
pub type PricePerMib = Price<100_000_000_000>;

/// A price in units of another chain's token: between a thousandth of the starting price and a thousand times the starting
/// price.
///
/// A price out of these bounds is refused when a call is decoded, so that no origin can set it. At 0 execution would be free.
/// At a price far too high nobody could pay for it. It is encoded as the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, MaxEncodedLen)]
pub struct Price<const STARTING: Balance>(Balance);

impl<const STARTING: Balance> Price<STARTING> {
	/// The price on a new chain.
	pub const STARTING: Self = Self(STARTING);
	/// The lowest price.
	pub const MIN: Self = Self(STARTING / 1_000);
	/// The highest price.
	pub const MAX: Self = Self(STARTING * 1_000);

	/// The price as a number.
	pub const fn units(self) -> Balance {
		self.0
	}
}

impl<const STARTING: Balance> Decode for Price<STARTING> {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		let units = Balance::decode(input)?;
		if !(Self::MIN.0..=Self::MAX.0).contains(&units) {
			return Err("a price outside its bounds".into());
		}
		Ok(Self(units))
	}
}

impl<const STARTING: Balance> DecodeWithMemTracking for Price<STARTING> {}

impl<const STARTING: Balance> TypeInfo for Price<STARTING> {
	type Identity = Balance;

	fn type_info() -> Type {
		Balance::type_info()
	}
}

/// The price of a message rises while its queue is long.
pub type DeliveryPrice<Queue> = ExponentialPrice<
	FeeAssetId,
	ConstU128<BASE_DELIVERY_FEE>,
	ConstU128<TRANSACTION_BYTE_FEE>,
	Queue,
>;
