// SPDX-License-Identifier: Apache-2.0

//! What the chain puts into the state, and the money that comes in.

use crate::{
	Balance, Checkpoint, ClaimMeter, Config, CurrentMode, CurrentParameters, Deposited, Entry,
	Error, Event, Final, Inbox, InboxEnd, InboxFloor, InboxStart, Indices, LastTick, Mode,
	NextIndex, Pallet, Waiting,
};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::{Fortitude, Precision, Preservation},
		Get,
	},
};
use settlement_core::Index;
use sp_runtime::{
	traits::AccountIdConversion, ArithmeticError, DispatchError, DispatchResult,
	SaturatedConversion,
};

/// Old entries that an entry's maker clears away, so that making them never outruns clearing.
const PURGED_PER_ENTRY: u32 = 2;

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	/// The account that holds the money of the state. It also holds its own existential deposit.
	pub fn pot() -> T::AccountId {
		T::PotId::get().into_account_truncating()
	}

	/// Mints the existential deposit of the pot, so that the pot can receive deposits of any size.
	pub(crate) fn open_pot() -> DispatchResult {
		let (pot, minimum) = (Self::pot(), T::Currency::minimum_balance());
		if T::Currency::balance(&pot) < minimum {
			T::Currency::mint_into(&pot, minimum)?;
		}
		Ok(())
	}

	/// The index of an account, if it has ever deposited.
	pub fn index_of(who: &T::AccountId) -> Result<u32, DispatchError> {
		Ok(Indices::<T, I>::get(who).ok_or(Error::<T, I>::NoIndex)?)
	}

	/// Puts an entry at the end of the inbox, and says where. `None` after 2^64 entries.
	pub(crate) fn push(entry: Entry) -> Option<u64> {
		let at = InboxEnd::<T, I>::get();
		InboxEnd::<T, I>::put(at.checked_add(1)?);
		Inbox::<T, I>::insert(at, Waiting { entry, since: Self::now() });
		Some(at)
	}

	/// Puts an entry of a user into the inbox.
	fn push_for_user(entry: Entry) -> Result<u64, DispatchError> {
		Self::purge_inbox(PURGED_PER_ENTRY);
		Ok(Self::push(entry).ok_or(ArithmeticError::Overflow)?)
	}

	fn burn(who: &T::AccountId, price: Balance) -> DispatchResult {
		let (exact, polite) = (Precision::Exact, Fortitude::Polite);
		T::Currency::burn_from(who, price, Preservation::Preserve, exact, polite)?;
		Ok(())
	}

	pub(crate) fn ensure_running() -> DispatchResult {
		ensure!(CurrentMode::<T, I>::get() == Mode::Running, Error::<T, I>::NotRunning);
		Ok(())
	}

	pub(crate) fn do_deposit(who: T::AccountId, amount: Balance) -> DispatchResult {
		Self::ensure_running()?;
		ensure!(amount >= T::MinDeposit::get(), Error::<T, I>::BelowMinimum);
		let account = match Indices::<T, I>::get(&who) {
			Some(index) => {
				Self::burn(&who, T::EntryPrice::get())?;
				index
			},
			None => Self::new_index(&who)?,
		};
		T::Currency::transfer(&who, &Self::pot(), amount, Preservation::Preserve)?;
		Deposited::<T, I>::try_mutate(|sum| -> DispatchResult {
			*sum = sum.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
			Ok(())
		})?;
		let (now, pot) = (Self::now(), Self::owed());
		let period = CurrentParameters::<T, I>::get().meter_period;
		ClaimMeter::<T, I>::mutate(|meter| {
			meter.note(now, period, pot.saturating_sub(amount), pot)
		});
		let at =
			Self::push_for_user(Entry::Deposit { account, owner: who.clone().into(), amount })?;
		Self::deposit_event(Event::Deposited { who, account, amount, entry: at });
		Ok(())
	}

	/// Hands out the next index. Its price is burned: an index never comes back.
	fn new_index(who: &T::AccountId) -> Result<u32, DispatchError> {
		let index = NextIndex::<T, I>::get();
		ensure!(Index::new(index).is_some(), Error::<T, I>::NoIndexLeft);
		let price = T::IndexPrice::get().checked_add(T::EntryPrice::get());
		Self::burn(who, price.ok_or(ArithmeticError::Overflow)?)?;
		NextIndex::<T, I>::put(index.checked_add(1).ok_or(ArithmeticError::Overflow)?);
		Indices::<T, I>::insert(who, index);
		Ok(index)
	}

	pub(crate) fn do_entry(who: &T::AccountId, entry: Entry) -> Result<u64, DispatchError> {
		Self::ensure_running()?;
		Self::burn(who, T::EntryPrice::get())?;
		Self::push_for_user(entry)
	}

	/// The records of up to `most` entries from `from` on.
	pub fn inbox_records(from: u64, most: u32) -> Vec<u8> {
		(0..u64::from(most))
			.map_while(|by| Inbox::<T, I>::get(from.checked_add(by)?))
			.flat_map(|waiting| waiting.entry.record())
			.collect()
	}

	/// Whether a batch on `tip` that consumes the inbox up to `to` leaves out what it has to take.
	pub(crate) fn leaves_out(tip: &Checkpoint, to: u64) -> bool {
		let most = tip.inbox_to.saturating_add(T::MaxInboxEntries::get().into());
		if to >= InboxEnd::<T, I>::get().min(most) {
			return false;
		}
		let (now, parameters) = (Self::now(), CurrentParameters::<T, I>::get());
		let is_older = |waiting: &Waiting, deadline| now.saturating_sub(waiting.since) > deadline;
		// Entries stand in the order of their times: if the first is not too old, none behind it is.
		let first = Inbox::<T, I>::get(to);
		let entry = first.is_some_and(|first| is_older(&first, parameters.inbox_deadline));
		let last_tick = LastTick::<T, I>::get().filter(|at| *at >= to).and_then(Inbox::<T, I>::get);
		let tick = last_tick.is_some_and(|tick| is_older(&tick, parameters.tick_deadline));
		// After a revert several ticks wait, and the last one is not the oldest.
		entry || tick || to < InboxFloor::<T, I>::get()
	}

	/// Clears away up to `most` entries that a final batch has consumed.
	pub(crate) fn purge_inbox(most: u32) -> u32 {
		let (start, end) = (InboxStart::<T, I>::get(), Final::<T, I>::get().inbox_to);
		let upto = end.min(start.saturating_add(most.into())).max(start);
		if upto == start {
			return 0;
		}
		(start..upto).for_each(Inbox::<T, I>::remove);
		InboxStart::<T, I>::put(upto);
		upto.saturating_sub(start).saturated_into()
	}
}
