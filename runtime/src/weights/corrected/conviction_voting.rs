// SPDX-License-Identifier: Apache-2.0

//! Weights of votes, with the alarm that each of them moves.
//!
//! A vote moves the alarm of its referendum to the next relay block. In the pallet's benchmarks, but that of a first vote, the
//! alarm is there already, so that they do not measure the move.

use crate::{
	weights::{
		corrected::scheduler::AgendaWeights,
		measured::pallet_conviction_voting::WeightInfo as Measured,
	},
	Runtime,
};
use core::marker::PhantomData;
use frame_support::weights::Weight;
use pallet_conviction_voting::WeightInfo;

/// The measured weights, and the move of an alarm for each referendum that a call votes on.
pub struct VotingWeights<T>(PhantomData<T>);

/// The move of this many alarms to the same relay block.
fn alarms(count: u32) -> Weight {
	AgendaWeights::<Runtime>::move_alarms(count)
}

impl<T: frame_system::Config> WeightInfo for VotingWeights<T> {
	with_more! { Measured<T>, alarms(1) => vote_existing(), remove_vote() }

	/// The benchmark of this call, and of no other, looks for the alarm's place, and counts the proof of each agenda at the
	/// largest size. The proof of the alarm's agendas replaces that.
	fn vote_new() -> Weight {
		let without_agenda = Measured::<T>::vote_existing().proof_size();
		Measured::<T>::vote_new()
			.set_proof_size(without_agenda)
			.saturating_add(alarms(1))
	}

	// Votes of others can be removed only after the referendum has ended, when it has no alarm.
	with_more! { Measured<T>, Weight::zero() => remove_other_vote(), unlock() }

	fn delegate(r: u32) -> Weight {
		Measured::<T>::delegate(r).saturating_add(alarms(r))
	}

	fn undelegate(r: u32) -> Weight {
		Measured::<T>::undelegate(r).saturating_add(alarms(r))
	}
}
