// SPDX-License-Identifier: Apache-2.0

//! Weights of the scheduler's agendas by how large they are.
//!
//! Benchmarks count the proof of every agenda as the proof of a full one. Nearly all agendas are empty, and after a stall the
//! scheduler reads thousands of them in a few blocks.

use crate::{
	configs::agendas::{AGENDA_PLACES, ALARM_PLACES, LATER_AGENDAS},
	weights::measured::pallet_scheduler::WeightInfo as Measured,
};
use codec::MaxEncodedLen;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};
use pallet_scheduler::{ScheduledOf, WeightInfo};

/// Bytes of proof for an agenda without tasks: the nodes of the trie down to it, its key, its length.
const EMPTY_AGENDA_PROOF: u64 = 3_465 + 14;
/// Bytes of an alarm in an agenda: a call of a few bytes by Root, without a name.
pub const ALARM_SIZE: u32 = 16;
/// Bytes of an enactment in an agenda: a name, and a call by its hash.
pub const ENACTMENT_SIZE: u32 = 78;
/// Time for looking through the agendas that an alarm may go into, in picoseconds: to decode them and the calls in them.
const LOOKING_TIME: u64 = 150_000_000;

/// The measured weights, where the proof of an agenda depends on its number of tasks.
pub struct AgendaWeights<T>(PhantomData<T>);

impl<T: pallet_scheduler::Config> AgendaWeights<T> {
	/// Bytes of proof for an agenda of `tasks` tasks at their largest.
	pub fn agenda_proof(tasks: u32) -> u64 {
		// A task, and whether it is still there.
		let task = (ScheduledOf::<T>::max_encoded_len() as u64).saturating_add(1);
		EMPTY_AGENDA_PROOF.saturating_add(task.saturating_mul(tasks.into()))
	}

	/// Bytes of proof for an agenda that takes no more tasks of referenda.
	pub fn crowded_agenda_proof() -> u64 {
		let alarms = u64::from(ALARM_PLACES.saturating_mul(ALARM_SIZE));
		let enactments = AGENDA_PLACES.saturating_sub(ALARM_PLACES).saturating_mul(ENACTMENT_SIZE);
		EMPTY_AGENDA_PROOF.saturating_add(alarms).saturating_add(enactments.into())
	}

	/// The search for a place in a later agenda.
	///
	/// It adds no proof. A call that schedules a task was measured with an agenda of [`AGENDA_PLACES`] tasks at their largest, which
	/// is more than the proof of all crowded agendas that are tried.
	pub fn search() -> Weight {
		T::DbWeight::get()
			.reads(LATER_AGENDAS.into())
			.saturating_add(Weight::from_parts(LOOKING_TIME, 0))
	}

	/// The move of `count` alarms to the same relay block.
	///
	/// Each alarm is taken out of its own agenda and loses its retries. All go into the same agenda, or into the same later ones.
	pub fn move_alarms(count: u32) -> Weight {
		if count == 0 {
			return Weight::zero();
		}
		let proof = Self::crowded_agenda_proof();
		let taken_out = T::DbWeight::get()
			.reads_writes(1, 2)
			.saturating_add(Weight::from_parts(LOOKING_TIME, proof));
		let put_in = T::DbWeight::get()
			.reads_writes(1, 1)
			.saturating_add(Self::search())
			.saturating_add(Weight::from_parts(0, proof))
			.saturating_add(Weight::from_parts(0, proof).saturating_mul(LATER_AGENDAS.into()));
		taken_out.saturating_mul(count.into()).saturating_add(put_in)
	}
}

impl<T: pallet_scheduler::Config> WeightInfo for AgendaWeights<T> {
	fn service_agenda_base(s: u32) -> Weight {
		Measured::<T>::service_agenda_base(s).set_proof_size(Self::agenda_proof(s))
	}

	with_more! { Measured<T>, Weight::zero() =>
		service_agendas_base(), service_task_base(), service_task_fetched(s), service_task_named(),
		service_task_periodic(), execute_dispatch_signed(), execute_dispatch_unsigned(), schedule(s), cancel(s),
		schedule_named(s), cancel_named(s), schedule_retry(s), set_retry(), set_retry_named(), cancel_retry(),
		cancel_retry_named(),
	}
}
