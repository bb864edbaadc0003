// SPDX-License-Identifier: Apache-2.0

//! Weights of the treasury, with what its hook pays out.
//!
//! The pallet's benchmark of the hook ends before that: no spend period has passed in it, so that an approved spend
//! seems to weigh next to nothing. And where none has passed the hook says that it weighs nothing, although it
//! keeps the treasury out of the active issuance in each block: that is in the weight of an empty block, [`EmptyBlock`].
//!
//! [`EmptyBlock`]: super::empty_block::EmptyBlock

use crate::weights::measured::pallet_treasury::WeightInfo as Measured;
use core::marker::PhantomData;
use frame_support::weights::Weight;
use pallet_treasury::WeightInfo;

/// What was measured, and for each spend that the hook pays as much as for one that is paid by a call.
pub struct TreasuryWeights<T>(PhantomData<T>);

impl<T: frame_system::Config> TreasuryWeights<T> {
	/// What the hook does in each block, without spends.
	pub fn each_block() -> Weight {
		Measured::<T>::on_initialize_proposals(0)
	}
}

impl<T: frame_system::Config> WeightInfo for TreasuryWeights<T> {
	with_more! { Measured<T>, Weight::zero() =>
		spend_local(), remove_approval(), spend(), payout(), check_status(), void_spend(),
	}

	fn on_initialize_proposals(p: u32) -> Weight {
		let paid = Measured::<T>::payout().saturating_mul(p.into());
		Measured::<T>::on_initialize_proposals(p).saturating_add(paid)
	}
}
