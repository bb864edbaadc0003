// SPDX-License-Identifier: Apache-2.0

//! Weights of dApp staking, with the staker's account in calls that strangers may make.
//!
//! The figures were measured with stakers that call for themselves. Each transaction pays for the account of its signer, so that
//! the staker's account was not counted. The benchmarks use a stranger now; the next measurement replaces this file.

use crate::weights::measured::pallet_dapp_staking::WeightInfo as Measured;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};
use pallet_dapp_staking::WeightInfo;

/// Bytes of proof for an account: its entry at its largest, and the nodes of the trie down to it.
const ACCOUNT_PROOF: u64 = 128 + 2_475;

/// The measured weights, and the staker's account in calls that strangers may make.
pub struct DappStakingWeights<T>(PhantomData<T>);

impl<T: frame_system::Config> DappStakingWeights<T> {
	/// The account of the staker, read and written.
	fn account() -> Weight {
		T::DbWeight::get()
			.reads_writes(1, 1)
			.saturating_add(Weight::from_parts(0, ACCOUNT_PROOF))
	}
}

impl<T: frame_system::Config> WeightInfo for DappStakingWeights<T> {
	with_more! { Measured<T>, Self::account() => claim(p), compound(p), trim(p) }

	// `unstake` also frees chunks that have unbonded, which changes the same entries.
	with_more! { Measured<T>, Weight::zero() =>
		register(), unregister(), set_beneficiary(), stake(), unstake(), move_stake(), withdraw_unbonded(),
		claim_dapp(), set_restake(), set_tiers(), clock(), close_era(), measure(), rank(), pay(),
	}
}
