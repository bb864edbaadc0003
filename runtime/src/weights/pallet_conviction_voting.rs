// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_conviction_voting`, with the proof size of this chain's agendas.
//!
//! The figures are those that the pallet ships (release 50.0.0, measured on 2025-02-21, Intel Xeon at 2.60 GHz). Nearly all
//! of their proof are the scheduler's agendas that a vote moves an alarm in, of 512 tasks each: with them a delegation of
//! more than 60 votes would not fit into a block.

use crate::weights::pallet_scheduler::WeightInfo as SchedulerWeights;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};
use pallet_conviction_voting::weights::SubstrateWeight;

/// Bytes of proof for an agenda in the weights that the pallet ships.
const SHIPPED_AGENDA_PROOF: u64 = 109_992;

/// Weights of `pallet_conviction_voting` with the costs of the runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: pallet_scheduler::Config> WeightInfo<T> {
	/// `shipped` with as many agendas as its proof has, each as large as it can be here.
	fn sized(shipped: Weight) -> Weight {
		let agendas = shipped.proof_size().div_ceil(SHIPPED_AGENDA_PROOF);
		let agenda = SchedulerWeights::<T>::agenda_proof(T::MaxScheduledPerBlock::get());
		shipped.set_proof_size(agenda.saturating_mul(agendas))
	}
}

impl<T: pallet_scheduler::Config> pallet_conviction_voting::WeightInfo for WeightInfo<T> {
	fn vote_new() -> Weight {
		Self::sized(SubstrateWeight::<T>::vote_new())
	}

	fn vote_existing() -> Weight {
		Self::sized(SubstrateWeight::<T>::vote_existing())
	}

	fn remove_vote() -> Weight {
		Self::sized(SubstrateWeight::<T>::remove_vote())
	}

	fn remove_other_vote() -> Weight {
		Self::sized(SubstrateWeight::<T>::remove_other_vote())
	}

	fn delegate(r: u32) -> Weight {
		Self::sized(SubstrateWeight::<T>::delegate(r))
	}

	fn undelegate(r: u32) -> Weight {
		Self::sized(SubstrateWeight::<T>::undelegate(r))
	}

	fn unlock() -> Weight {
		Self::sized(SubstrateWeight::<T>::unlock())
	}
}
