// SPDX-License-Identifier: Apache-2.0

//! What messages cost: to execute them here, and to deliver them elsewhere.

use super::{NativeLocation, RelayLocation};
use crate::{
	configs::{
		author::RevenueToAuthor, monetary::DealWithFees, system::dynamic_params::relay_token_price,
	},
	constants::fee::{WeightToFee, BASE_DELIVERY_FEE, TRANSACTION_BYTE_FEE},
	AccountId, Balances,
};
use frame_support::{
	parameter_types,
	traits::{ConstU128, Get},
	weights::Weight,
};
use polkadot_runtime_common::xcm_sender::ExponentialPrice;
use xcm::latest::prelude::*;
use xcm_builder::{FixedRateOfFungible, UsingComponents};

parameter_types! {
	/// Weight of an instruction: more than any takes in the benchmarks of the SDK's system parachains.
	pub UnitWeightCost: Weight = Weight::from_parts(1_000_000_000, 64 * 1024);
	pub FeeAssetId: AssetId = NativeLocation::get().into();
}

/// Sells execution: for the native token at the price that transactions pay, or for the relay chain's.
pub type Trader = (
	UsingComponents<WeightToFee, NativeLocation, AccountId, Balances, DealWithFees>,
	FixedRateOfFungible<RelayTokenPrice, RevenueToAuthor>,
);

/// The price of executing XCM in the relay chain's token: its id, units for a second, units for a MiB of proof.
pub struct RelayTokenPrice;

impl Get<(AssetId, u128, u128)> for RelayTokenPrice {
	fn get() -> (AssetId, u128, u128) {
		use relay_token_price::{UnitsPerMib, UnitsPerSecond};
		(RelayLocation::get().into(), UnitsPerSecond::get(), UnitsPerMib::get())
	}
}

/// The price of a message rises while its queue is long.
pub type DeliveryPrice<Queue> = ExponentialPrice<
	FeeAssetId,
	ConstU128<BASE_DELIVERY_FEE>,
	ConstU128<TRANSACTION_BYTE_FEE>,
	Queue,
>;
