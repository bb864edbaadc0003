// SPDX-License-Identifier: Apache-2.0

//! The batches that a sequencer makes on the chain's last one.

use crate::{plan::PlannedChunk, Plan, Posted, RecordId, Slot, State};
use pallet_settlement::{Checkpoint, ChunkInfo};
use settlement_core::{Chunk, Code, Context, Entry, Kind, Verifier, MAX_RECORDS, NO_MARKET};
use std::collections::VecDeque;

/// An entry of the inbox, as the chain writes it.
pub type InboxRecord = [u8; Entry::BYTES];

/// What the sequencer sees of the chain.
#[derive(Clone, Debug, Default)]
pub struct View {
	/// The last batch.
	pub tip: Checkpoint,
	/// The inbox from `tip.inbox_to` on, as the next block will have it.
	pub inbox: Vec<InboxRecord>,
	/// The entry before which the next batch may not stop.
	pub due: u64,
	/// The last frame that the chain takes, in units of 100 ms since 1970.
	pub frame_limit: u64,
}

/// A batch that is ready to be posted.
#[derive(Clone, Debug)]
pub struct Sealed {
	/// Its number, and the root before it.
	pub slot: Slot,
	/// The batch.
	pub posted: Posted,
	/// The first inbox entry that it does not consume.
	pub inbox_to: u64,
	/// The state after it.
	pub(crate) state: State,
}

/// The sealed batches on the chain's last one, and the open one behind them.
pub(crate) struct Way {
	pub(crate) view: View,
	pub(crate) sealed: Vec<Sealed>,
	pub(crate) slot: Slot,
	/// The state before the open batch.
	pub(crate) base: State,
	/// The state after all inbox entries and records so far.
	pub(crate) now: State,
	/// The first inbox entry that `now` has not consumed.
	pub(crate) applied: u64,
	/// Records for which the open batch has no room.
	pub(crate) backlog: VecDeque<RecordId>,
}

impl Way {
	pub(crate) fn new(view: View, base: State) -> Self {
		let slot = Slot { batch: view.tip.batch.saturating_add(1), parent: view.tip.root };
		let (applied, now) = (view.tip.inbox_to, base.clone());
		Self { view, sealed: Vec::new(), slot, base, now, applied, backlog: VecDeque::new() }
	}

	/// The first inbox entry that no sealed batch consumes.
	pub(crate) fn inbox_from(&self) -> u64 {
		self.sealed.last().map_or(self.view.tip.inbox_to, |last| last.inbox_to)
	}

	/// The last frame of the sealed batches.
	fn frame(&self) -> u64 {
		self.sealed.last().map_or(self.view.tip.frame, |last| last.posted.frame())
	}

	/// The inbox entries that are known from `from` on.
	pub(crate) fn inbox(&self, from: u64) -> &[InboxRecord] {
		let skipped = from.saturating_sub(self.view.tip.inbox_to);
		usize::try_from(skipped)
			.ok()
			.and_then(|at| self.view.inbox.get(at..))
			.unwrap_or(&[])
	}

	/// Whether a user's entry waits for a batch. Ticks are the chain's own.
	pub(crate) fn has_waiting_entry(&self) -> bool {
		let is_users = |record: &InboxRecord| record.first() != Some(&Entry::TICK);
		self.inbox(self.inbox_from()).iter().any(is_users)
	}

	/// How many of the sealed batches fit what the chain has now: their inbox is the chain's, and stops late enough; their frames are
	/// neither below the chain's nor ahead of its time.
	pub(crate) fn fitting(&self) -> usize {
		let (mut from, View { tip, frame_limit, .. }) = (self.view.tip.inbox_to, &self.view);
		let fits = |sealed: &&Sealed| {
			let records = sealed.posted.data().chunks_exact(Entry::BYTES);
			let taken = usize::try_from(sealed.inbox_to.saturating_sub(from)).unwrap_or(usize::MAX);
			let known = self.inbox(from);
			let is_same = known.len() >= taken
				&& records.take(taken).eq(known.iter().take(taken).map(InboxRecord::as_slice));
			let first_frame = sealed.posted.infos().first().map_or(0, |info| info.frame);
			let in_time = first_frame >= tip.frame && sealed.posted.frame() <= *frame_limit;
			let is_first = sealed.slot.parent == tip.root;
			from = sealed.inbox_to;
			is_same && in_time && (!is_first || from >= self.view.due)
		};
		self.sealed.iter().take_while(fits).count()
	}

	/// Lets users' entries have their effect before a batch consumes them, so that a deposit can be spent at once.
	pub(crate) fn apply_inbox(&mut self, context: &Context, verifier: &impl Verifier) {
		let entries = self.inbox(self.applied).concat();
		self.applied = self
			.applied
			.saturating_add(u64::try_from(self.inbox(self.applied).len()).unwrap_or_default());
		let width = Entry::BYTES.saturating_mul(MAX_RECORDS);
		for bytes in entries.chunks(width) {
			if let Ok(chunk) = Chunk::new(Kind::Inbox.number(), NO_MARKET, bytes) {
				settlement_core::execute(&mut self.now, verifier, context, &chunk);
			}
		}
	}

	/// Executes one record on the state that it would meet.
	pub(crate) fn try_record(
		&mut self,
		context: &Context,
		verifier: &impl Verifier,
		kind: Kind,
		bytes: &[u8],
	) -> Code {
		let Ok(chunk) = Chunk::new(kind.number(), NO_MARKET, bytes) else { return Code::NoEntry };
		let codes = settlement_core::execute(&mut self.now, verifier, context, &chunk);
		codes.first().copied().unwrap_or(Code::NoEntry)
	}

	/// Makes a batch of the inbox and the plan, and opens the next one.
	pub(crate) fn seal<'r>(
		&mut self,
		context: &Context,
		verifier: &impl Verifier,
		plan: &Plan,
		most_entries: usize,
		record: impl Fn(RecordId) -> &'r [u8],
	) {
		let from = self.inbox_from();
		let inbox = self.inbox(from);
		let inbox = inbox.get(..most_entries).unwrap_or(inbox);
		let taken = u64::try_from(inbox.len()).unwrap_or_default();
		let entries =
			inbox.chunks(MAX_RECORDS).map(|some| (Kind::Inbox, self.frame(), some.concat()));
		let signed = plan.chunks().iter().map(|PlannedChunk { kind, frame, records }| {
			let bytes = records.iter().flat_map(|id| record(*id)).copied().collect();
			(*kind, *frame, bytes)
		});
		let chunks: Vec<(Kind, u64, Vec<u8>)> = entries.chain(signed).collect();

		let (mut state, mut frame) = (self.base.clone(), self.frame());
		let (mut infos, mut data) = (Vec::with_capacity(chunks.len()), Vec::new());
		for (kind, collected, bytes) in chunks {
			let (number, market) = (kind.number(), NO_MARKET);
			let Ok(chunk) = Chunk::new(number, market, &bytes) else { continue };
			frame = collected.min(self.view.frame_limit).max(frame);
			let count = u8::try_from(chunk.records().len()).unwrap_or(u8::MAX);
			let post_root = state.apply(verifier, context, &chunk).root;
			infos.push(ChunkInfo { kind: number, market, frame, count, post_root });
			data.extend(bytes);
		}
		let slot = self.slot;
		let Some(posted) = Posted::new(slot.parent, context.fee_to, infos, data) else { return };
		self.slot = Slot { batch: slot.batch.saturating_add(1), parent: posted.post_root() };
		(self.base, self.now) = (state.clone(), state.clone());
		self.applied = from.saturating_add(taken);
		self.sealed.push(Sealed { slot, posted, inbox_to: self.applied, state });
	}
}
