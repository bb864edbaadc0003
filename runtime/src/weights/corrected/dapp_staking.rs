// SPDX-License-Identifier: Apache-2.0

//! Weights of dApp staking, with the account of a staker whom a stranger calls for.
//!
//! The figures were measured with a staker who calls for itself, whose account every transaction pays for. The benchmarks
//! have a stranger since; this file goes with the next measurement.

use crate::weights::measured::pallet_dapp_staking::WeightInfo as Measured;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};
use pallet_dapp_staking::WeightInfo;

/// Bytes of proof for an account: its entry at its largest, and the nodes of the trie down to it.
const ACCOUNT_PROOF: u64 = 128 + 2_475;

/// What was measured, and for calls that strangers may make the account of the staker.
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

	// Frees what has unbonded besides, which changes the same entries.
	with_more! { Measured<T>, Weight::zero() =>
		register(), unregister(), set_beneficiary(), stake(), unstake(), move_stake(), withdraw_unbonded(),
		claim_dapp(), set_restake(), set_tiers(), clock(), close_era(), measure(), rank(), pay(),
	}
}
