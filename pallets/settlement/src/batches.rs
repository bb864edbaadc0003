// SPDX-License-Identifier: Apache-2.0

//! The chain of batches: posted, final, reverted.

use crate::{
	tree, Activity, Batch, BatchId, Batches, Blake, Checked, Checkpoint, ChunkClaim, ChunkInfo,
	Config, CurrentParameters, CurrentRotation, CurrentWindow, Error, Event, Final, Hash,
	InboxFloor, LastBatches, LastPause, LastTick, LivedSlot, OrphansTo, Pallet, Sequencers, Tip,
};
use alloc::vec::Vec;
use frame_support::{ensure, traits::Get};
use settlement_core::{Chunk, Hasher, Kind};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult, SaturatedConversion};

/// Relay slots are 6 seconds, frames 100 ms.
pub const FRAMES_PER_SLOT: u64 = 60;

/// How many final batches the chain remembers, for claims and receipts.
pub const KEPT_BATCHES: u64 = 256;

/// How many batches a block makes final, at most.
pub const FINALIZED_PER_BLOCK: u32 = 16;

/// How many batches a lived slot takes, at most: no more than one block makes final.
pub const BATCHES_PER_SLOT: u32 = FINALIZED_PER_BLOCK;

/// How many inbox entries and how many reverted batches a block clears away, at most.
pub const PURGED_PER_BLOCK: u32 = 8;

/// What is posted.
pub(crate) struct Submission<'a> {
	pub(crate) parent: Hash,
	pub(crate) fee_to: u32,
	pub(crate) chunks: &'a [ChunkInfo],
	pub(crate) data: &'a [u8],
}

/// A submission that is being cut into chunks.
struct Cut<'a> {
	batch: BatchId,
	fee_to: u32,
	/// The bytes that no chunk has taken.
	rest: &'a [u8],
	root: Hash,
	frame: u64,
	/// The last frame that can be true.
	frame_limit: u64,
	inbox_chunks: u32,
	inbox_entries: u32,
	leaves: Vec<Hash>,
}

impl<'a> Cut<'a> {
	fn take<T: Config<I>, I: 'static>(&mut self, info: &ChunkInfo) -> DispatchResult {
		let kind = Kind::new(info.kind).ok_or(Error::<T, I>::BadChunk)?;
		let bytes = kind.record_bytes().saturating_mul(info.count.into());
		let (records, rest) = self.rest.split_at_checked(bytes).ok_or(Error::<T, I>::BadLength)?;
		ensure!(Chunk::new(info.kind, info.market, records).is_ok(), Error::<T, I>::BadChunk);
		ensure!(info.frame >= self.frame, Error::<T, I>::FrameFalls);
		ensure!(info.frame <= self.frame_limit, Error::<T, I>::FrameAhead);
		let place: u32 = self.leaves.len().saturated_into();
		if kind == Kind::Inbox {
			ensure!(place == self.inbox_chunks, Error::<T, I>::InboxNotFirst);
			self.inbox_chunks = self.inbox_chunks.saturating_add(1);
			self.inbox_entries = self.inbox_entries.saturating_add(info.count.into());
		}
		let claim = ChunkClaim {
			kind: info.kind,
			market: info.market,
			frame: info.frame,
			pre_root: self.root,
			post_root: info.post_root,
			fee_to: self.fee_to,
		};
		self.leaves.push(tree::leaf(self.batch, place, &claim, &Blake::hash(records)));
		(self.rest, self.root, self.frame) = (rest, info.post_root, info.frame);
		Ok(())
	}
}

/// How many inbox entries these chunks hold.
pub(crate) fn inbox_entries(chunks: &[ChunkInfo]) -> u32 {
	let inbox = chunks.iter().filter(|chunk| chunk.kind == Kind::Inbox.number());
	inbox.fold(0, |sum: u32, chunk| sum.saturating_add(chunk.count.into()))
}

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	pub(crate) fn do_submit(who: T::AccountId, work: Submission) -> DispatchResult {
		Self::ensure_running()?;
		let now = Self::now();
		ensure!(now >= LastPause::<T, I>::get().until, Error::<T, I>::Paused);
		let mut sequencer = Self::ensure_may_post(&who)?;
		let activity = LastBatches::<T, I>::get();
		let posted = if activity.last == now { activity.posted } else { 0 }.saturating_add(1);
		ensure!(posted <= BATCHES_PER_SLOT, Error::<T, I>::TooManyBatches);
		let tip = Tip::<T, I>::get();
		ensure!(work.parent == tip.root, Error::<T, I>::NotTheTip);
		let id = tip.batch.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let cut = Self::cut(&tip, id, &work)?;
		let entries = u64::from(cut.inbox_entries);
		let inbox_to = tip.inbox_to.checked_add(entries).ok_or(ArithmeticError::Overflow)?;
		ensure!(!Self::leaves_out(&tip, inbox_to), Error::<T, I>::InboxOverdue);

		let batch = Batch {
			author: who.clone(),
			registration: sequencer.registration,
			submitted: now,
			window: CurrentWindow::<T, I>::get(),
			chunks: work.chunks.len().saturated_into(),
			inbox_chunks: cut.inbox_chunks,
			chunk_root: tree::root(cut.leaves),
			pre_root: tip.root,
			post_root: cut.root,
			inbox_to,
			frame: cut.frame,
		};
		sequencer.posted_in = Some(CurrentRotation::<T, I>::get().number);
		sequencer.silent = false;
		sequencer.pending = sequencer.pending.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		Sequencers::<T, I>::insert(&who, sequencer);
		Self::forget(id);
		Tip::<T, I>::put(batch.checkpoint(id));
		LastBatches::<T, I>::put(Activity { last: now, posted, ..activity });
		let (chunks, root, window) = (batch.chunks, batch.post_root, batch.window);
		Batches::<T, I>::insert(id, batch);
		Self::deposit_event(Event::BatchPosted {
			batch: id,
			author: who,
			chunks,
			inbox_to,
			root,
			window,
		});
		Ok(())
	}

	/// Cuts the data into chunks. Those of the inbox must be what the chain itself would write.
	fn cut<'a>(
		tip: &Checkpoint,
		batch: BatchId,
		posted: &Submission<'a>,
	) -> Result<Cut<'a>, DispatchError> {
		ensure!(!posted.chunks.is_empty(), Error::<T, I>::NoChunks);
		// The relay slot may lag a block behind: up to the end of the next slot.
		let slots = T::RelaySlot::get().saturating_add(2);
		let mut cut = Cut {
			batch,
			fee_to: posted.fee_to,
			rest: posted.data,
			root: tip.root,
			frame: tip.frame,
			frame_limit: slots.saturating_mul(FRAMES_PER_SLOT),
			inbox_chunks: 0,
			inbox_entries: 0,
			leaves: Vec::with_capacity(posted.chunks.len()),
		};
		for info in posted.chunks {
			cut.take::<T, I>(info)?;
		}
		ensure!(cut.rest.is_empty(), Error::<T, I>::BadLength);
		let entries = cut.inbox_entries;
		ensure!(entries <= T::MaxInboxEntries::get(), Error::<T, I>::TooManyEntries);
		let inbox = Self::inbox_records(tip.inbox_to, entries);
		let expected = Kind::Inbox.record_bytes().checked_mul(entries.saturated_into());
		ensure!(expected == Some(inbox.len()), Error::<T, I>::InboxMismatch);
		ensure!(posted.data.starts_with(&inbox), Error::<T, I>::InboxMismatch);
		Ok(cut)
	}

	/// Removes what stands under the number of a reverted batch.
	fn forget(id: BatchId) {
		Checked::<T, I>::remove(id);
		if let Some(batch) = Batches::<T, I>::take(id) {
			Self::release_batch(&batch);
		}
	}

	/// One batch less that the author's bond answers for.
	fn release_batch(batch: &Batch<T::AccountId>) {
		Sequencers::<T, I>::mutate_extant(&batch.author, |sequencer| {
			if sequencer.registration == batch.registration {
				sequencer.pending = sequencer.pending.saturating_sub(1);
			}
		});
	}

	/// Whether a batch whose parent is final is final, too.
	fn is_final(id: BatchId, batch: &Batch<T::AccountId>, now: LivedSlot, window: u32) -> bool {
		let end = batch.submitted.saturating_add(batch.window.max(window));
		now > end || Checked::<T, I>::get(id).count == batch.chunks
	}

	/// Makes the next batch final, if its time has come.
	pub(crate) fn finalize_next() -> bool {
		let last = Final::<T, I>::get();
		let id = last.batch.saturating_add(1);
		if last.batch >= Tip::<T, I>::get().batch {
			return false;
		}
		let Some(batch) = Batches::<T, I>::get(id) else { return false };
		if !Self::is_final(id, &batch, Self::now(), CurrentWindow::<T, I>::get()) {
			return false;
		}
		Self::release_batch(&batch);
		Checked::<T, I>::remove(id);
		Final::<T, I>::put(batch.checkpoint(id));
		if let Some(old) = id.checked_sub(KEPT_BATCHES) {
			Batches::<T, I>::remove(old);
		}
		Self::deposit_event(Event::BatchFinal { batch: id, root: batch.post_root });
		true
	}

	/// Makes batches final, as many as a block may.
	pub(crate) fn finalize_some() -> u32 {
		let steps = 0..FINALIZED_PER_BLOCK;
		steps.take_while(|_| Self::finalize_next()).count().saturated_into()
	}

	/// Takes back a batch and all after it, whose number does not matter. The inbox entries wait again.
	pub(crate) fn revert(id: BatchId, batch: &Batch<T::AccountId>) {
		let (tip, last) = (Tip::<T, I>::get(), Final::<T, I>::get());
		let before = id.saturating_sub(1);
		let parent = if before <= last.batch {
			last
		} else {
			Batches::<T, I>::get(before).map_or(last, |parent| parent.checkpoint(before))
		};
		debug_assert_eq!(parent.root, batch.pre_root);
		OrphansTo::<T, I>::mutate(|to| *to = tip.batch.max(*to));
		Self::deposit_event(Event::BatchesReverted { from: id, to: tip.batch });
		Tip::<T, I>::put(parent);
		if let Some(at) = LastTick::<T, I>::get() {
			InboxFloor::<T, I>::put(at.saturating_add(1));
		}
		let now = Self::now();
		let length = CurrentParameters::<T, I>::get().rotation_slots;
		let open_until = now.saturating_add(length);
		LastBatches::<T, I>::mutate(|activity| {
			let posted = if activity.last == now { activity.posted } else { 0 };
			*activity = Activity { last: now, posted, open_until };
		});
	}

	/// Clears away consumed inbox entries and reverted batches, as many as a block may.
	pub(crate) fn purge_some() -> u32 {
		let mut purged = Self::purge_inbox(PURGED_PER_BLOCK);
		let tip = Tip::<T, I>::get().batch;
		let orphans = OrphansTo::<T, I>::get();
		let from = tip.max(orphans.saturating_sub(PURGED_PER_BLOCK.into()));
		if orphans > from {
			(from..orphans).for_each(|before| Self::forget(before.saturating_add(1)));
			OrphansTo::<T, I>::put(from);
			purged = purged.saturating_add(orphans.saturating_sub(from).saturated_into());
		}
		purged
	}
}
