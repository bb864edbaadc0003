// SPDX-License-Identifier: Apache-2.0

//! Weights of referenda, with the search for a place in an agenda.
//!
//! The benchmarks have empty agendas, in which an alarm finds its place at once. In a full one the search goes on in later
//! agendas: [`crate::configs::agendas`]. No benchmark fills agendas, so that this file stays.

use crate::{
	weights::{
		corrected::scheduler::AgendaWeights, measured::pallet_referenda::WeightInfo as Measured,
	},
	Runtime,
};
use core::marker::PhantomData;
use frame_support::weights::Weight;
use pallet_referenda::WeightInfo;

/// The measured weights, and the search for a place for each task that a call schedules.
pub struct ReferendaWeights<T>(PhantomData<T>);

fn search() -> Weight {
	AgendaWeights::<Runtime>::search()
}

impl<T: frame_system::Config> WeightInfo for ReferendaWeights<T> {
	// One alarm.
	with_more! { Measured<T>, search() =>
		submit(), place_decision_deposit_preparing(), place_decision_deposit_queued(),
		place_decision_deposit_not_queued(), place_decision_deposit_passing(), place_decision_deposit_failing(),
		cancel(), kill(), one_fewer_deciding_failing(), one_fewer_deciding_passing(),
		nudge_referendum_no_deposit(), nudge_referendum_preparing(), nudge_referendum_begin_deciding_failing(),
		nudge_referendum_begin_deciding_passing(), nudge_referendum_begin_confirming(),
		nudge_referendum_end_confirming(), nudge_referendum_continue_not_confirming(),
		nudge_referendum_continue_confirming(), nudge_referendum_rejected(),
	}

	// An alarm for the track, and the enactment.
	with_more! { Measured<T>, search().saturating_mul(2) => nudge_referendum_approved() }

	// No task.
	with_more! { Measured<T>, Weight::zero() =>
		refund_decision_deposit(), refund_submission_deposit(), one_fewer_deciding_queue_empty(),
		nudge_referendum_requeued_insertion(), nudge_referendum_requeued_slide(), nudge_referendum_queued(),
		nudge_referendum_not_queued(), nudge_referendum_timed_out(), set_some_metadata(), clear_metadata(),
	}
}
