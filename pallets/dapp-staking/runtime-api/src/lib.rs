// SPDX-License-Identifier: Apache-2.0

//! What clients can ask of dApp staking, by `state_call` or through the node's `stakingRewards_*`.
//!
//! Answers at block B hold for block B + 1: accumulators and eras move only at a block's end.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use alloc::vec::Vec;
use codec::{Codec, Decode, Encode};
pub use pallet_dapp_staking::{
	Balance, DappAddress, DappId, DappInfo, LastReward, Ledger, Pending, PendingPosition,
	StakingState, Tiers,
};
use scale_info::TypeInfo;
use sp_runtime::FixedU128;

/// What stake earns in a cycle, a nominal year, if stake and emission stayed as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct StakingRates {
	/// The total issuance, in plank.
	pub issuance: Balance,
	/// The stake that earns, in plank.
	pub stake: Balance,
	/// `stake / issuance`, rounded down to 10^-18.
	pub staked_share: FixedU128,
	/// What a plank of stake earns of the base part, rounded down to 10^-18. `None` while nobody stakes.
	pub base: Option<FixedU128>,
	/// What a plank of stake earns of the adjustable part, rounded down to 10^-18. `None` while nobody stakes.
	pub adjustable: Option<FixedU128>,
}

sp_api::decl_runtime_apis! {
	/// Stakes, rewards, dApps and eras.
	pub trait DappStakingApi<AccountId>
	where
		AccountId: Codec,
	{
		/// What a claim in the next block would pay the account: the amounts of its payout event, to the plank.
		fn pending(account: AccountId) -> Pending;

		/// What the account has staked, and what of it unbonds.
		fn ledger(account: AccountId) -> Ledger;

		/// A dApp, if there ever was one of this id.
		fn dapp(id: DappId) -> Option<DappInfo<AccountId>>;

		/// The registered dApps, by their ids.
		fn registered_dapps() -> Vec<DappId>;

		/// The tiers that the open era will be settled by.
		fn tiers() -> Tiers;

		/// Eras and stake. `None` before the first block has ended.
		fn state() -> Option<StakingState>;

		/// What stake earns in a year. `None` before the first block has ended.
		fn rates() -> Option<StakingRates>;
	}
}
