// SPDX-License-Identifier: Apache-2.0

//! What holds after every block, as far as storage shows it. The README has the guarantees that rest on it.

use crate::{
	Batches, Claimed, Config, CurrentMode, CurrentParameters, CurrentWindow, Deposited, Entry,
	Final, HoldReason, Inbox, InboxEnd, InboxStart, Indices, Mode, NextIndex, PaidOut, Pallet,
	SequencerList, Sequencers, Tip,
};
use alloc::collections::BTreeMap;
use frame_support::{
	ensure,
	traits::fungible::{Inspect, InspectHold},
};
use sp_runtime::TryRuntimeError;

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	/// Checks all invariants.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		if CurrentMode::<T, I>::get() == Mode::Absent {
			return Ok(());
		}
		Self::the_pot_is_whole()?;
		Self::the_inbox_is_whole()?;
		Self::batches_are_a_chain()?;
		Self::bonds_are_held()?;
		Self::ensure_sound(&CurrentParameters::<T, I>::get()).map_err(|_| "unsound parameters")?;
		ensure!(CurrentWindow::<T, I>::get() > 0, "there is no window");
		Ok(())
	}

	/// I1: the pot holds all deposits that were not paid out, and what was paid is what accounts have claimed.
	fn the_pot_is_whole() -> Result<(), TryRuntimeError> {
		let (deposited, paid) = (Deposited::<T, I>::get(), PaidOut::<T, I>::get());
		let owed = deposited.checked_sub(paid).ok_or("more was paid than deposited")?;
		let pot = T::Currency::total_balance(&Self::pot());
		let spare = pot.checked_sub(owed).ok_or("the pot holds less than it owes")?;
		ensure!(spare >= T::Currency::minimum_balance(), "the pot owes its existential deposit");
		let claimed: u128 = Claimed::<T, I>::iter_values().sum();
		ensure!(claimed <= paid, "accounts were paid more than was paid");
		ensure!(
			claimed == paid || CurrentMode::<T, I>::get() == Mode::Escaped,
			"money was paid that nobody has claimed"
		);
		let count = u32::try_from(Indices::<T, I>::iter().count()).unwrap_or(u32::MAX);
		ensure!(count == NextIndex::<T, I>::get(), "indices have gaps");
		Ok(())
	}

	/// I6: the inbox has every entry that no final batch has consumed, in the order of their times.
	fn the_inbox_is_whole() -> Result<(), TryRuntimeError> {
		let (start, end) = (InboxStart::<T, I>::get(), InboxEnd::<T, I>::get());
		let (last, tip) = (Final::<T, I>::get().inbox_to, Tip::<T, I>::get().inbox_to);
		ensure!(start <= last && last <= tip && tip <= end, "the inbox's marks are out of order");
		ensure!(
			Inbox::<T, I>::iter_keys().all(|at| at >= start && at < end),
			"an entry is outside"
		);
		let mut since = 0;
		for at in last..end {
			let Some(waiting) = Inbox::<T, I>::get(at) else {
				// A refund has paid it back.
				ensure!(CurrentMode::<T, I>::get() == Mode::Escaped, "an entry is missing");
				continue;
			};
			ensure!(waiting.since >= since, "the inbox is not in order");
			since = waiting.since;
			if let Entry::Deposit { account, owner, .. } = waiting.entry {
				let index = Indices::<T, I>::get(T::AccountId::from(owner));
				ensure!(index == Some(account), "a deposit goes to another account");
			}
		}
		Ok(())
	}

	/// Each pending batch stands on the one before it.
	fn batches_are_a_chain() -> Result<(), TryRuntimeError> {
		let (last, tip) = (Final::<T, I>::get(), Tip::<T, I>::get());
		ensure!(last.batch <= tip.batch, "a batch is final that is not there");
		let mut before = last.clone();
		for id in last.batch.saturating_add(1)..=tip.batch {
			let batch = Batches::<T, I>::get(id).ok_or("a pending batch is missing")?;
			ensure!(batch.pre_root == before.root, "a batch is not built on the one before");
			ensure!(batch.inbox_to >= before.inbox_to, "a batch gives entries back");
			ensure!(batch.frame >= before.frame, "frames fall");
			before = batch.checkpoint(id);
		}
		ensure!(before == tip, "the tip is not the last batch");
		Ok(())
	}

	/// I5: every bond is held, and answers for as many batches as its owner has pending.
	fn bonds_are_held() -> Result<(), TryRuntimeError> {
		let last = Final::<T, I>::get().batch;
		let mut pending = BTreeMap::<_, u32>::new();
		for (_, batch) in Batches::<T, I>::iter().filter(|(id, _)| *id > last) {
			let count = pending.entry((batch.author, batch.registration)).or_default();
			*count = count.saturating_add(1);
		}
		for (who, sequencer) in Sequencers::<T, I>::iter() {
			let held = T::Currency::balance_on_hold(&HoldReason::<I>::Bond.into(), &who);
			ensure!(held == sequencer.bond, "a bond is not held");
			let of_it = pending.get(&(who.clone(), sequencer.registration)).copied();
			ensure!(of_it.unwrap_or(0) == sequencer.pending, "a bond forgets a batch");
			let listed = SequencerList::<T, I>::get().contains(&who);
			ensure!(listed == sequencer.leaving.is_none(), "who takes turns is not who has a bond");
		}
		let listed = SequencerList::<T, I>::get();
		ensure!(
			listed.iter().all(Sequencers::<T, I>::contains_key),
			"somebody without a bond takes turns"
		);
		Ok(())
	}
}
