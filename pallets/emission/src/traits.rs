// SPDX-License-Identifier: Apache-2.0

//! The receivers of the emission. The runtime connects them with other pallets.

use crate::types::Balance;

/// Receives a part of each block's emission.
pub trait RewardSink<Credit> {
	/// Takes `reward`, or gives back the part that it can't take. That part is burned.
	fn pay(reward: Credit) -> Result<(), Credit>;
}

/// Receives the parts of stakers and of dApps.
pub trait StakingSink<Credit> {
	/// The stake that earns this block's emission: the stake at the block's end.
	fn earning_stake() -> Balance;

	/// Takes the earnings of all stakers together. Called only while there is a stake.
	fn reward_stakers(reward: Credit) -> Result<(), Credit>;

	/// Adds to the amount that dApps will share when the era ends. Nothing is minted yet. Later
	/// [`Pallet::mint_for_dapps`](crate::Pallet::mint_for_dapps) mints the amount, or
	/// [`Pallet::withhold`](crate::Pallet::withhold) gives it up.
	fn fund_dapps(amount: Balance);

	/// The part of [`Self::fund_dapps`] that is neither minted nor withheld yet.
	fn in_transit() -> Balance;
}

/// Prepares benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper {
	/// Gives the block an author, and stakers a stake.
	fn prepare();
}
