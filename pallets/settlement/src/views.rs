// SPDX-License-Identifier: Apache-2.0

//! Answers for clients. An answer at a block holds for the next one, unless a call there changes it.

use crate::{
	Authors, Balance, Batch, BatchId, Batches, Checked, Claimed, Config, CurrentRotation,
	CurrentWindow, Final, Inbox, Indices, LivedSlot, Pallet, Sequencers, Tip, Waiting,
};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use frame_support::traits::Get;
use scale_info::TypeInfo;
use sp_runtime::{Perbill, SaturatedConversion};

/// How far a batch has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum Stage {
	/// It can be disputed.
	Pending,
	/// It is final, and so is its root.
	Final,
}

/// A batch as a client asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct BatchInfo<AccountId> {
	/// Its number.
	pub id: BatchId,
	/// What the chain keeps of it.
	pub batch: Batch<AccountId>,
	/// How far it has come.
	pub stage: Stage,
	/// How many of its chunks were verified. 0 for a final one.
	pub verified: u32,
	/// The lived slot after which it is final without a check, if its parent is. It may move away, never closer.
	pub window_ends: LivedSlot,
}

/// The window, and why it is as long as it is.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct WindowInfo<AccountId> {
	/// The time now, in lived slots.
	pub now: LivedSlot,
	/// What a batch gets now, in lived slots.
	pub window: u32,
	/// How many collators are measured.
	pub collators: u32,
	/// The collator with the longest way between its blocks, that way in 2^-16 lived slots, and its fullness.
	pub slowest: Option<(AccountId, u64, Perbill)>,
	/// The collator with the fullest blocks, and their fullness.
	pub fullest: Option<(AccountId, Perbill)>,
}

/// An account of the state, as far as the chain knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct AccountInfo {
	/// Its index.
	pub index: u32,
	/// What it was paid in all, in plank.
	pub claimed: Balance,
}

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	/// A batch that is pending, or among the last final ones.
	pub fn batch_info(id: BatchId) -> Option<BatchInfo<T::AccountId>> {
		if id > Tip::<T, I>::get().batch {
			return None;
		}
		let batch = Batches::<T, I>::get(id)?;
		let is_final = id <= Final::<T, I>::get().batch;
		let stage = if is_final { Stage::Final } else { Stage::Pending };
		let window = batch.window.max(CurrentWindow::<T, I>::get());
		let window_ends = batch.submitted.saturating_add(window);
		Some(BatchInfo { id, stage, verified: Checked::<T, I>::get(id).count, window_ends, batch })
	}

	/// The window, and why it is as long as it is.
	pub fn window_info() -> WindowInfo<T::AccountId> {
		let authors = Authors::<T, I>::get();
		let now = Self::now();
		let slowest = authors.iter().max_by_key(|author| author.slowest_gap(now));
		let fullest = authors.iter().max_by_key(|author| author.full);
		WindowInfo {
			now,
			window: CurrentWindow::<T, I>::get(),
			collators: authors.len().saturated_into(),
			slowest: slowest
				.map(|author| (author.account.clone(), author.slowest_gap(now), author.full)),
			fullest: fullest.map(|author| (author.account.clone(), author.full)),
		}
	}

	/// The leader. `None`: any sequencer may post until the next rotation.
	pub fn leader() -> Option<T::AccountId> {
		CurrentRotation::<T, I>::get().leader
	}

	/// Whether this account may post a batch now.
	pub fn may_post(who: &T::AccountId) -> bool {
		Sequencers::<T, I>::contains_key(who) && Self::ensure_may_post(who).is_ok()
	}

	/// The account's index, and what it was paid.
	pub fn account_info(who: &T::AccountId) -> Option<AccountInfo> {
		let index = Indices::<T, I>::get(who)?;
		Some(AccountInfo { index, claimed: Claimed::<T, I>::get(index) })
	}

	/// What a claim would pay now for an account whose leaf has `exited`, in plank.
	pub fn claimable(index: u32, exited: Balance) -> Balance {
		let due = exited.saturating_sub(Claimed::<T, I>::get(index));
		if Self::is_settled() {
			due
		} else {
			due.min(Self::meter().left())
		}
	}

	/// What may leave yet in this period, in plank.
	pub fn meter_left() -> Balance {
		Self::meter().left()
	}

	/// Up to `most` inbox entries from `from` on, no more than a batch takes.
	pub fn inbox(from: u64, most: u32) -> Vec<Waiting> {
		let most = most.min(T::MaxInboxEntries::get());
		(0..u64::from(most))
			.map_while(|by| Inbox::<T, I>::get(from.checked_add(by)?))
			.collect()
	}

	/// The inbox entry before which the next batch may not stop, as things stand now.
	pub fn inbox_due() -> u64 {
		let tip = Tip::<T, I>::get();
		let most = T::MaxInboxEntries::get();
		let ends = (0..=u64::from(most)).filter_map(|by| tip.inbox_to.checked_add(by));
		let mut ends = ends.skip_while(|to| Self::leaves_out(&tip, *to));
		ends.next().unwrap_or(tip.inbox_to)
	}
}
