// SPDX-License-Identifier: Apache-2.0

//! The weights of the calls and of the hook. The runtime has the measured figures.

use frame_support::weights::Weight;

/// Weights of this pallet.
pub trait WeightInfo {
	/// Register a dApp beside 255 others.
	fn register() -> Weight;
	/// Unregister one of 256 dApps.
	fn unregister() -> Weight;
	/// Set a dApp's beneficiary.
	fn set_beneficiary() -> Weight;
	/// Stake on a 16th dApp.
	fn stake() -> Weight;
	/// Take all stake away from one of 16 dApps, with an eighth chunk in the place of one that has unbonded.
	fn unstake() -> Weight;
	/// Move all stake from one of 16 dApps to another.
	fn move_stake() -> Weight;
	/// Free eight chunks.
	fn withdraw_unbonded() -> Weight;
	/// Pay the rewards of `p` positions of another account.
	fn claim(p: u32) -> Weight;
	/// Pay a dApp.
	fn claim_dapp() -> Weight;
	/// Set whether rewards may be staked by anyone.
	fn set_restake() -> Weight;
	/// Pay and stake the rewards of `p` positions of another account.
	fn compound(p: u32) -> Weight;
	/// Cut eight chunks and `p` positions of another account.
	fn trim(p: u32) -> Weight;
	/// Set the tiers.
	fn set_tiers() -> Weight;
	/// Move the clock at a block's end.
	fn clock() -> Weight;
	/// Close an era with 256 dApps.
	fn close_era() -> Weight;
	/// Read the integrals of `SettleSteps` of 256 dApps in an era.
	fn measure() -> Weight;
	/// Put 256 dApps into tiers.
	fn rank() -> Weight;
	/// Pay `SettleSteps` of 256 dApps.
	fn pay() -> Weight;
}

macro_rules! too_heavy {
	($($name:ident($($argument:ident)?)),* $(,)?) => {
		/// Too heavy for any block, so that a runtime without weights is noticed at once.
		impl WeightInfo for () {
			$(fn $name($(_: $argument)?) -> Weight {
				Weight::MAX
			})*
		}
	};
}

too_heavy! {
	register(), unregister(), set_beneficiary(), stake(), unstake(), move_stake(), withdraw_unbonded(),
	claim(u32), claim_dapp(), set_restake(), compound(u32), trim(u32), set_tiers(), clock(), close_era(),
	measure(), rank(), pay(),
}
