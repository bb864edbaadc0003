// SPDX-License-Identifier: Apache-2.0

//! Weights of the scheduler's agendas by how large they are.
//!
//! Benchmarks size the proof of any agenda as that of a full one. Nearly all are empty, and after a stall the scheduler
//! walks thousands of them in a few blocks.

use crate::weights::pallet_scheduler::WeightInfo as Measured;
use codec::MaxEncodedLen;
use core::marker::PhantomData;
use frame_support::weights::Weight;
use pallet_scheduler::{ScheduledOf, WeightInfo};

/// Bytes of proof for an agenda without tasks: the nodes of the trie down to it, its key, its length.
const EMPTY_AGENDA_PROOF: u64 = 3_465 + 14;

/// What was measured, with the proof of an agenda as large as it is where the scheduler walks.
pub struct AgendaWeights<T>(PhantomData<T>);

impl<T: pallet_scheduler::Config> AgendaWeights<T> {
	/// Bytes of proof for an agenda of `tasks` tasks at their largest.
	pub fn agenda_proof(tasks: u32) -> u64 {
		// A task, and whether it is still there.
		let task = (ScheduledOf::<T>::max_encoded_len() as u64).saturating_add(1);
		EMPTY_AGENDA_PROOF.saturating_add(task.saturating_mul(tasks.into()))
	}
}

impl<T: pallet_scheduler::Config> WeightInfo for AgendaWeights<T> {
	fn service_agenda_base(s: u32) -> Weight {
		Measured::<T>::service_agenda_base(s).set_proof_size(Self::agenda_proof(s))
	}

	fn service_agendas_base() -> Weight {
		Measured::<T>::service_agendas_base()
	}

	fn service_task_base() -> Weight {
		Measured::<T>::service_task_base()
	}

	fn service_task_fetched(s: u32) -> Weight {
		Measured::<T>::service_task_fetched(s)
	}

	fn service_task_named() -> Weight {
		Measured::<T>::service_task_named()
	}

	fn service_task_periodic() -> Weight {
		Measured::<T>::service_task_periodic()
	}

	fn execute_dispatch_signed() -> Weight {
		Measured::<T>::execute_dispatch_signed()
	}

	fn execute_dispatch_unsigned() -> Weight {
		Measured::<T>::execute_dispatch_unsigned()
	}

	fn schedule(s: u32) -> Weight {
		Measured::<T>::schedule(s)
	}

	fn cancel(s: u32) -> Weight {
		Measured::<T>::cancel(s)
	}

	fn schedule_named(s: u32) -> Weight {
		Measured::<T>::schedule_named(s)
	}

	fn cancel_named(s: u32) -> Weight {
		Measured::<T>::cancel_named(s)
	}

	fn schedule_retry(s: u32) -> Weight {
		Measured::<T>::schedule_retry(s)
	}

	fn set_retry() -> Weight {
		Measured::<T>::set_retry()
	}

	fn set_retry_named() -> Weight {
		Measured::<T>::set_retry_named()
	}

	fn cancel_retry() -> Weight {
		Measured::<T>::cancel_retry()
	}

	fn cancel_retry_named() -> Weight {
		Measured::<T>::cancel_retry_named()
	}
}
