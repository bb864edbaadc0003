// SPDX-License-Identifier: Apache-2.0

//! Who receives what is issued. The runtime joins these with other pallets.

use crate::types::Balance;

/// Receives a part of each block's emission.
pub trait RewardSink<Credit> {
	/// Takes `reward`, or gives back what can't be taken, which is burned then.
	fn pay(reward: Credit) -> Result<(), Credit>;
}

/// Receives the parts of stakers and of dApps.
pub trait StakingSink<Credit> {
	/// The stake that earns this block's emission: what is there at its end.
	fn earning_stake() -> Balance;

	/// Takes what all stakers earn together. Called only while there is a stake.
	fn reward_stakers(reward: Credit) -> Result<(), Credit>;

	/// Adds to what dApps will be given when the era ends. Nothing of it exists yet: it comes into being by
	/// [`Pallet::mint_for_dapps`](crate::Pallet::mint_for_dapps), or is given up by
	/// [`Pallet::withhold`](crate::Pallet::withhold).
	fn fund_dapps(amount: Balance);

	/// What came by [`Self::fund_dapps`] and is neither minted nor withheld yet.
	fn in_transit() -> Balance;
}

/// Prepares benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper {
	/// Gives the block an author, and stakers a stake.
	fn prepare();
}
