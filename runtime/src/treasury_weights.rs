// SPDX-License-Identifier: Apache-2.0

//! Weights of the treasury, with what its hook pays out.
//!
//! The pallet's benchmark of the hook ends before that: no spend period has passed in it, so that an approved spend
//! seems to weigh next to nothing.

use crate::weights::pallet_treasury::WeightInfo as Measured;
use core::marker::PhantomData;
use frame_support::weights::Weight;
use pallet_treasury::WeightInfo;

/// What was measured, and for each spend that the hook pays as much as for one that is paid by a call.
pub struct TreasuryWeights<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for TreasuryWeights<T> {
	fn spend_local() -> Weight {
		Measured::<T>::spend_local()
	}

	fn remove_approval() -> Weight {
		Measured::<T>::remove_approval()
	}

	fn on_initialize_proposals(p: u32) -> Weight {
		let paid = Measured::<T>::payout().saturating_mul(p.into());
		Measured::<T>::on_initialize_proposals(p).saturating_add(paid)
	}

	fn spend() -> Weight {
		Measured::<T>::spend()
	}

	fn payout() -> Weight {
		Measured::<T>::payout()
	}

	fn check_status() -> Weight {
		Measured::<T>::check_status()
	}

	fn void_spend() -> Weight {
		Measured::<T>::void_spend()
	}
}
