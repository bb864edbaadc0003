// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_scheduler`, with the proof size of this chain's agendas.
//!
//! Times are those that the pallet ships (release 51.0.0, measured on 2025-02-21, Intel Xeon at 2.60 GHz). Its proof sizes
//! are of agendas of 512 small tasks. Here an agenda is read as large as it is: nearly all are empty, and after a stall
//! the scheduler walks thousands of them in a few blocks.

use codec::MaxEncodedLen;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};
use pallet_scheduler::{weights::SubstrateWeight, ScheduledOf};

/// Bytes of proof for an agenda in the weights that the pallet ships.
const SHIPPED_AGENDA_PROOF: u64 = 110_487;
/// Bytes of proof for an agenda without tasks: the nodes of the trie down to it, its key, its length.
const EMPTY_AGENDA_PROOF: u64 = 3_465 + 14;

/// Weights of `pallet_scheduler` with the costs of the runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: pallet_scheduler::Config> WeightInfo<T> {
	/// Bytes of proof for an agenda of `tasks` tasks at their largest.
	pub fn agenda_proof(tasks: u32) -> u64 {
		// A task, and whether it is still there.
		let task = (ScheduledOf::<T>::max_encoded_len() as u64).saturating_add(1);
		EMPTY_AGENDA_PROOF.saturating_add(task.saturating_mul(tasks.into()))
	}

	/// `shipped` with the proof of an agenda of `tasks` tasks.
	fn sized(shipped: Weight, tasks: u32) -> Weight {
		let rest = shipped.proof_size().saturating_sub(SHIPPED_AGENDA_PROOF);
		shipped.set_proof_size(rest.saturating_add(Self::agenda_proof(tasks)))
	}

	/// `shipped` with the proof of a full agenda.
	fn full(shipped: Weight) -> Weight {
		Self::sized(shipped, T::MaxScheduledPerBlock::get())
	}
}

impl<T: pallet_scheduler::Config> pallet_scheduler::WeightInfo for WeightInfo<T> {
	fn service_agendas_base() -> Weight {
		SubstrateWeight::<T>::service_agendas_base()
	}

	fn service_agenda_base(s: u32) -> Weight {
		Self::sized(SubstrateWeight::<T>::service_agenda_base(s), s)
	}

	fn service_task_base() -> Weight {
		SubstrateWeight::<T>::service_task_base()
	}

	fn service_task_fetched(s: u32) -> Weight {
		SubstrateWeight::<T>::service_task_fetched(s)
	}

	fn service_task_named() -> Weight {
		SubstrateWeight::<T>::service_task_named()
	}

	fn service_task_periodic() -> Weight {
		SubstrateWeight::<T>::service_task_periodic()
	}

	fn execute_dispatch_signed() -> Weight {
		SubstrateWeight::<T>::execute_dispatch_signed()
	}

	fn execute_dispatch_unsigned() -> Weight {
		SubstrateWeight::<T>::execute_dispatch_unsigned()
	}

	fn schedule(s: u32) -> Weight {
		Self::full(SubstrateWeight::<T>::schedule(s))
	}

	fn cancel(s: u32) -> Weight {
		Self::full(SubstrateWeight::<T>::cancel(s))
	}

	fn schedule_named(s: u32) -> Weight {
		Self::full(SubstrateWeight::<T>::schedule_named(s))
	}

	fn cancel_named(s: u32) -> Weight {
		Self::full(SubstrateWeight::<T>::cancel_named(s))
	}

	fn schedule_retry(s: u32) -> Weight {
		Self::full(SubstrateWeight::<T>::schedule_retry(s))
	}

	fn set_retry() -> Weight {
		Self::full(SubstrateWeight::<T>::set_retry())
	}

	fn set_retry_named() -> Weight {
		Self::full(SubstrateWeight::<T>::set_retry_named())
	}

	fn cancel_retry() -> Weight {
		Self::full(SubstrateWeight::<T>::cancel_retry())
	}

	fn cancel_retry_named() -> Weight {
		Self::full(SubstrateWeight::<T>::cancel_retry_named())
	}
}
