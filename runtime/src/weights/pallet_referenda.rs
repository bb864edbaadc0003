// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_referenda`, with the read of the tracks' timing.
//!
//! The figures are those that the pallet ships (release 50.0.0, measured on 2025-02-21, Intel Xeon at 2.60 GHz), for tracks
//! that stand in the code. Here a call that asks for a track reads `TrackTiming::Timings` once.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};
use pallet_referenda::weights::SubstrateWeight;

/// Bytes of proof for the timing: the nodes of the trie down to it, and 32 timings of 18 bytes.
const TIMING_PROOF: u64 = 1_485 + 1 + 32 * 18;

/// Weights of `pallet_referenda` with the costs of the runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo<T> {
	/// `shipped` and the read of the timing.
	fn timed(shipped: Weight) -> Weight {
		let proof = Weight::from_parts(0, TIMING_PROOF);
		shipped.saturating_add(proof).saturating_add(T::DbWeight::get().reads(1))
	}
}

impl<T: frame_system::Config> pallet_referenda::WeightInfo for WeightInfo<T> {
	fn submit() -> Weight {
		SubstrateWeight::<T>::submit()
	}

	fn place_decision_deposit_preparing() -> Weight {
		Self::timed(SubstrateWeight::<T>::place_decision_deposit_preparing())
	}

	fn place_decision_deposit_queued() -> Weight {
		Self::timed(SubstrateWeight::<T>::place_decision_deposit_queued())
	}

	fn place_decision_deposit_not_queued() -> Weight {
		Self::timed(SubstrateWeight::<T>::place_decision_deposit_not_queued())
	}

	fn place_decision_deposit_passing() -> Weight {
		Self::timed(SubstrateWeight::<T>::place_decision_deposit_passing())
	}

	fn place_decision_deposit_failing() -> Weight {
		Self::timed(SubstrateWeight::<T>::place_decision_deposit_failing())
	}

	fn refund_decision_deposit() -> Weight {
		SubstrateWeight::<T>::refund_decision_deposit()
	}

	fn refund_submission_deposit() -> Weight {
		SubstrateWeight::<T>::refund_submission_deposit()
	}

	fn cancel() -> Weight {
		Self::timed(SubstrateWeight::<T>::cancel())
	}

	fn kill() -> Weight {
		Self::timed(SubstrateWeight::<T>::kill())
	}

	fn one_fewer_deciding_queue_empty() -> Weight {
		Self::timed(SubstrateWeight::<T>::one_fewer_deciding_queue_empty())
	}

	fn one_fewer_deciding_failing() -> Weight {
		Self::timed(SubstrateWeight::<T>::one_fewer_deciding_failing())
	}

	fn one_fewer_deciding_passing() -> Weight {
		Self::timed(SubstrateWeight::<T>::one_fewer_deciding_passing())
	}

	fn nudge_referendum_requeued_insertion() -> Weight {
		Self::timed(SubstrateWeight::<T>::nudge_referendum_requeued_insertion())
	}

	fn nudge_referendum_requeued_slide() -> Weight {
		Self::timed(SubstrateWeight::<T>::nudge_referendum_requeued_slide())
	}

	fn nudge_referendum_queued() -> Weight {
		Self::timed(SubstrateWeight::<T>::nudge_referendum_queued())
	}

	fn nudge_referendum_not_queued() -> Weight {
		Self::timed(SubstrateWeight::<T>::nudge_referendum_not_queued())
	}

	fn nudge_referendum_no_deposit() -> Weight {
		Self::timed(SubstrateWeight::<T>::nudge_referendum_no_deposit())
	}

	fn nudge_referendum_preparing() -> Weight {
		Self::timed(SubstrateWeight::<T>::nudge_referendum_preparing())
	}

	fn nudge_referendum_timed_out() -> Weight {
		Self::timed(SubstrateWeight::<T>::nudge_referendum_timed_out())
	}

	fn nudge_referendum_begin_deciding_failing() -> Weight {
		Self::timed(SubstrateWeight::<T>::nudge_referendum_begin_deciding_failing())
	}

	fn nudge_referendum_begin_deciding_passing() -> Weight {
		Self::timed(SubstrateWeight::<T>::nudge_referendum_begin_deciding_passing())
	}

	fn nudge_referendum_begin_confirming() -> Weight {
		Self::timed(SubstrateWeight::<T>::nudge_referendum_begin_confirming())
	}

	fn nudge_referendum_end_confirming() -> Weight {
		Self::timed(SubstrateWeight::<T>::nudge_referendum_end_confirming())
	}

	fn nudge_referendum_continue_not_confirming() -> Weight {
		Self::timed(SubstrateWeight::<T>::nudge_referendum_continue_not_confirming())
	}

	fn nudge_referendum_continue_confirming() -> Weight {
		Self::timed(SubstrateWeight::<T>::nudge_referendum_continue_confirming())
	}

	fn nudge_referendum_approved() -> Weight {
		Self::timed(SubstrateWeight::<T>::nudge_referendum_approved())
	}

	fn nudge_referendum_rejected() -> Weight {
		Self::timed(SubstrateWeight::<T>::nudge_referendum_rejected())
	}

	fn set_some_metadata() -> Weight {
		SubstrateWeight::<T>::set_some_metadata()
	}

	fn clear_metadata() -> Weight {
		SubstrateWeight::<T>::clear_metadata()
	}
}
