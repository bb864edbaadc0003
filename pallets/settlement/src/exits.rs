// SPDX-License-Identifier: Apache-2.0

//! Money that leaves: claims, the meter on them, and the escape.

use crate::{
	Balance, BatchId, Batches, ClaimMeter, Claimed, Config, CurrentMode, CurrentParameters,
	CurrentRotation, Deposited, Entry, Error, Event, Final, Hash, Inbox, LastBatches, LivedSlot,
	Mode, PaidOut, Pallet, Tip,
};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{
	ensure,
	traits::{fungible::Mutate, tokens::Preservation},
};
use scale_info::TypeInfo;
use settlement_core::{Account, Index, LeafProof};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult, SaturatedConversion, TokenError};

/// In so many periods all money can leave.
pub const METER_PERIODS: u32 = 14;

/// The present period and the [`METER_PERIODS`] before it.
const PEAKS: usize = 15;

/// How much has left in this period, and how much may.
///
/// In each period a 14th of the highest balance of this period and of the 14 before may leave, rounded up. Whatever the pot
/// holds now stays among these peaks for 14 full periods, so that all of it can leave within them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Meter {
	/// When this period began.
	pub start: LivedSlot,
	/// What has left in it, in plank.
	pub paid: Balance,
	/// The highest balance of each period, the present one first.
	pub peaks: [Balance; PEAKS],
}

impl Meter {
	/// Goes to the period of `now`. In the meantime the balance was `balance`.
	pub fn roll(&mut self, now: LivedSlot, period: u32, balance: Balance) {
		let over = now.saturating_sub(self.start).checked_div(period).unwrap_or(0);
		if over == 0 {
			return;
		}
		self.start = self.start.saturating_add(over.saturating_mul(period));
		self.paid = 0;
		for _ in 0..over.min(PEAKS.saturated_into()) {
			self.peaks.rotate_right(1);
			if let Some(first) = self.peaks.first_mut() {
				*first = balance;
			}
		}
	}

	/// Notes that the balance has changed from `old` to `new`.
	pub fn note(&mut self, now: LivedSlot, period: u32, old: Balance, new: Balance) {
		self.roll(now, period, old);
		if let Some(first) = self.peaks.first_mut() {
			*first = new.max(*first);
		}
	}

	/// What may leave yet in this period.
	pub fn left(&self) -> Balance {
		let peak = self.peaks.iter().copied().max().unwrap_or(0);
		peak.div_ceil(METER_PERIODS.into()).saturating_sub(self.paid)
	}
}

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	/// What the pot owes: all deposits that were not paid out.
	pub fn owed() -> Balance {
		Deposited::<T, I>::get().saturating_sub(PaidOut::<T, I>::get())
	}

	/// Whether every leaf of the last final state may be paid.
	pub fn is_settled() -> bool {
		CurrentMode::<T, I>::get() == Mode::Escaped
			&& Final::<T, I>::get().batch == Tip::<T, I>::get().batch
	}

	/// The meter as it stands now.
	pub(crate) fn meter() -> Meter {
		let mut meter = ClaimMeter::<T, I>::get();
		meter.roll(Self::now(), CurrentParameters::<T, I>::get().meter_period, Self::owed());
		meter
	}

	pub(crate) fn do_claim(id: BatchId, index: u32, leaf: &[u8], proof: &[u8]) -> DispatchResult {
		let (place, account) = Self::prove(Self::final_root(id)?, index, leaf, proof)?;
		let settled = Self::is_settled();
		// What is free may leave only once, and an older state may have more of it.
		ensure!(!settled || id == Final::<T, I>::get().batch, Error::<T, I>::NotFinal);
		let free = if settled { account.free } else { 0 };
		let entitled = account.exited.checked_add(free).ok_or(ArithmeticError::Overflow)?;
		let claimed = Claimed::<T, I>::get(place.get());
		let due = entitled.saturating_sub(claimed);
		ensure!(due > 0, Error::<T, I>::NothingToClaim);
		// Only after a false root has become final is there less.
		let payable = due.min(Self::owed());
		ensure!(payable > 0, TokenError::FundsUnavailable);
		let amount = if settled {
			payable
		} else {
			let mut meter = Self::meter();
			let amount = payable.min(meter.left());
			ensure!(amount > 0, Error::<T, I>::MeterEmpty);
			meter.paid = meter.paid.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
			ClaimMeter::<T, I>::put(meter);
			amount
		};
		let sum = claimed.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		Claimed::<T, I>::insert(place.get(), sum);
		let who = Self::pay(account.owner.into(), amount)?;
		let left = due.saturating_sub(amount);
		Self::deposit_event(Event::Claimed { who, account: place.get(), amount, left });
		Ok(())
	}

	/// The root of a batch, if claims may name it: the batch is final, and not forgotten.
	pub(crate) fn final_root(id: BatchId) -> Result<Hash, DispatchError> {
		let last = Final::<T, I>::get();
		if id == last.batch {
			return Ok(last.root);
		}
		ensure!(id < last.batch, Error::<T, I>::NotFinal);
		let batch = Batches::<T, I>::get(id).ok_or(Error::<T, I>::UnknownBatch)?;
		Ok(batch.post_root)
	}

	/// The account that `leaf` and `proof` show under `root`.
	fn prove(
		root: Hash,
		index: u32,
		leaf: &[u8],
		proof: &[u8],
	) -> Result<(Index, Account), DispatchError> {
		let place = Index::new(index).ok_or(Error::<T, I>::BadProof)?;
		let account = Account::decode(leaf).ok_or(Error::<T, I>::BadProof)?;
		let proof = LeafProof::decode(proof).ok_or(Error::<T, I>::BadProof)?;
		let shown = proof.root::<crate::Blake>(place, Some(&account));
		ensure!(shown == root, Error::<T, I>::BadProof);
		Ok((place, account))
	}

	fn pay(who: T::AccountId, amount: Balance) -> Result<T::AccountId, DispatchError> {
		T::Currency::transfer(&Self::pot(), &who, amount, Preservation::Preserve)?;
		PaidOut::<T, I>::try_mutate(|sum| -> DispatchResult {
			*sum = sum.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
			Ok(())
		})?;
		Ok(who)
	}

	/// Turns the instance off: `entry` has waited for too long, and no batch came.
	pub(crate) fn do_escape(entry: u64) -> DispatchResult {
		Self::ensure_running()?;
		let tip = Tip::<T, I>::get();
		ensure!(entry >= tip.inbox_to, Error::<T, I>::NotWaiting);
		let waiting = Inbox::<T, I>::get(entry).ok_or(Error::<T, I>::NotWaiting)?;
		// The chain itself always has a tick waiting.
		ensure!(!matches!(waiting.entry, Entry::Tick { .. }), Error::<T, I>::NotWaiting);
		let (now, last) = (Self::now(), LastBatches::<T, I>::get().last);
		let silent = now.saturating_sub(waiting.since.max(last));
		let deadline = CurrentParameters::<T, I>::get().liveness_deadline;
		ensure!(silent > deadline, Error::<T, I>::StillAlive);
		CurrentMode::<T, I>::put(Mode::Escaped);
		CurrentRotation::<T, I>::kill();
		Self::deposit_event(Event::Escaped { last: tip.batch });
		Ok(())
	}

	/// Pays back a deposit that no final batch has consumed.
	pub(crate) fn do_refund(at: u64) -> DispatchResult {
		ensure!(Self::is_settled(), Error::<T, I>::NotSettled);
		ensure!(at >= Final::<T, I>::get().inbox_to, Error::<T, I>::NotWaiting);
		let waiting = Inbox::<T, I>::take(at).ok_or(Error::<T, I>::NotWaiting)?;
		let Entry::Deposit { account, owner, amount } = waiting.entry else {
			return Err(Error::<T, I>::NotWaiting.into());
		};
		let who = Self::pay(owner.into(), amount)?;
		Self::deposit_event(Event::Refunded { who, account, amount, entry: at });
		Ok(())
	}
}
