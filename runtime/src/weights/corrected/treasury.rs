// SPDX-License-Identifier: Apache-2.0

//! Weights of the treasury, with what its hook pays out.
//!
//! In the pallet's benchmark of the hook no spend period passes, so that the hook pays nothing and an approved spend seems to
//! weigh next to nothing. In a block in which no spend period ends the hook returns no weight, although it takes the treasury
//! out of the active issuance. The weight of an empty block, [`EmptyBlock`], has that work.
//!
//! [`EmptyBlock`]: super::empty_block::EmptyBlock

use crate::weights::measured::pallet_treasury::WeightInfo as Measured;
use core::marker::PhantomData;
use frame_support::weights::Weight;
use pallet_treasury::WeightInfo;

/// The measured weights. For each spend that the hook pays, the weight of a payment by a call is added.
pub struct TreasuryWeights<T>(PhantomData<T>);

impl<T: frame_system::Config> TreasuryWeights<T> {
	/// The weight of the hook in each block, without spends.
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
