// SPDX-License-Identifier: Apache-2.0

//! The clock of lived slots, and what it moves.

use crate::{
	Activity, Collators, Config, CurrentMode, CurrentParameters, CurrentRotation, Inbox,
	LastBatches, LastTick, LivedSlot, Mode, NotedAuthor, Pallet, Rotation, SequencerList,
	SlotClock, Tip, WeightInfo,
};
use crate::{Entry, RelaySlot};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{migrations::MultiStepMigrator, traits::Get, weights::Weight};
use scale_info::TypeInfo;

/// The clock: how many relay slots this chain has lived through, and the last of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Clock {
	/// Relay slots with at least one block of this chain.
	pub lived: LivedSlot,
	/// The last one of these.
	pub slot: RelaySlot,
}

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	/// The time, in lived slots.
	pub fn now() -> LivedSlot {
		SlotClock::<T, I>::get().lived
	}

	/// Begins a block. Its work is bounded, and it can't fail.
	pub(crate) fn begin_block() -> Weight {
		if CurrentMode::<T, I>::get() == Mode::Absent {
			return T::WeightInfo::begin_block(0, 0);
		}
		// At the block's end a session may have ended, with its order of collators.
		NotedAuthor::<T, I>::set(T::Collators::author());
		let (slot, clock) = (T::RelaySlot::get(), SlotClock::<T, I>::get());
		// While migrations of several blocks run, blocks take no extrinsics: nobody could object.
		if slot > clock.slot && !T::MultiBlockMigrator::ongoing() {
			// 2^32 slots are 800 years. A clock at its end gives no batch more time, and takes none.
			let lived = clock.lived.saturating_add(1);
			SlotClock::<T, I>::put(Clock { lived, slot });
			Self::begin_slot(lived);
		}
		let finalized = Self::finalize_some();
		let purged = Self::purge_some();
		T::WeightInfo::begin_block(finalized, purged)
	}

	fn begin_slot(now: LivedSlot) {
		Self::apply_parameters(now);
		if CurrentMode::<T, I>::get() == Mode::Running {
			Self::rotate(now);
			Self::tick(now);
		}
	}

	/// Gives the lead to the next sequencer, if the rotation has ended.
	fn rotate(now: LivedSlot) {
		let rotation = CurrentRotation::<T, I>::get();
		if now < rotation.ends {
			return;
		}
		Self::judge_turn(&rotation, now);
		let number = rotation.number.saturating_add(1);
		let list = SequencerList::<T, I>::get();
		let turn = usize::try_from(number).ok().and_then(|number| number.checked_rem(list.len()));
		let leader = turn.and_then(|turn| list.get(turn).cloned());
		let length = CurrentParameters::<T, I>::get().rotation_slots;
		let ends = now.saturating_add(length);
		CurrentRotation::<T, I>::put(Rotation { number, ends, leader });
	}

	/// Keeps one tick in the inbox: a new one if the last was consumed, else a new time in the old one now and then.
	///
	/// A sequencer has `tick_deadline` lived slots to post a batch with the tick as it stands.
	fn tick(now: LivedSlot) {
		let waiting = LastTick::<T, I>::get().filter(|at| *at >= Tip::<T, I>::get().inbox_to);
		let Some(at) = waiting else {
			LastTick::<T, I>::set(Self::push(Entry::Tick { clock: now }));
			return;
		};
		let length = CurrentParameters::<T, I>::get().tick_deadline;
		Inbox::<T, I>::mutate_extant(at, |waiting| {
			if let Entry::Tick { clock } = &mut waiting.entry {
				if now.saturating_sub(*clock) >= length {
					*clock = now;
				}
			}
		});
	}

	/// Whether any sequencer may post now, whoever leads.
	pub(crate) fn is_open(now: LivedSlot) -> bool {
		let Activity { last, open_until, .. } = LastBatches::<T, I>::get();
		let parameters = CurrentParameters::<T, I>::get();
		let grace = parameters.grace_rotations.saturating_mul(parameters.rotation_slots);
		now < open_until || now.saturating_sub(last) >= grace
	}
}
