// SPDX-License-Identifier: Apache-2.0

//! What a sequencer has promised about one batch.

use codec::{Decode, Encode};
use pallet_settlement::{BatchId, Hash, MAX_CHUNKS};
use settlement_core::{Entry, Kind, MAX_RECORDS};

/// A record's number, in the order in which the sequencer took it.
pub type RecordId = u64;

/// A batch that may come to be: a number, and the root that the batch is built on. Receipts name both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Slot {
	/// The number.
	pub batch: BatchId,
	/// The root before it.
	pub parent: Hash,
}

/// How large a batch may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
	/// Bytes of records, the inbox included.
	pub bytes: usize,
	/// Entries of the inbox.
	pub inbox_entries: usize,
}

impl Limits {
	/// What is left for signed records.
	fn signed_bytes(&self) -> usize {
		self.bytes.saturating_sub(self.inbox_entries.saturating_mul(Entry::BYTES))
	}

	fn signed_chunks(&self) -> usize {
		let chunks = usize::try_from(MAX_CHUNKS).unwrap_or(usize::MAX);
		chunks.saturating_sub(self.inbox_entries.div_ceil(MAX_RECORDS))
	}
}

/// A chunk of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedChunk {
	/// The kind of its records.
	pub kind: Kind,
	/// When its first record came, in units of 100 ms since 1970.
	pub frame: u64,
	/// Its records.
	pub records: Vec<RecordId>,
}

/// The signed records of a batch, in order. A plan only grows, so that each place in it can be promised, and grows no more once a
/// batch was made of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
	chunks: Vec<PlannedChunk>,
	bytes: usize,
	closed: bool,
}

impl Plan {
	/// The chunks.
	pub fn chunks(&self) -> &[PlannedChunk] {
		&self.chunks
	}

	/// The records of all chunks.
	pub fn records(&self) -> impl Iterator<Item = RecordId> + '_ {
		self.chunks.iter().flat_map(|chunk| chunk.records.iter().copied())
	}

	/// Whether it has no record.
	pub fn is_empty(&self) -> bool {
		self.chunks.is_empty()
	}

	/// Whether a batch was made of it.
	pub fn is_closed(&self) -> bool {
		self.closed
	}

	/// Ends its growth.
	pub fn close(&mut self) {
		self.closed = true;
	}

	/// Whether the last chunk takes one more record of this kind.
	fn has_open_chunk(&self, kind: Kind) -> bool {
		let last = self.chunks.last();
		last.is_some_and(|last| last.kind == kind && last.records.len() < MAX_RECORDS)
	}

	/// Whether one more record of this kind fits.
	pub fn has_room(&self, kind: Kind, limits: &Limits) -> bool {
		let bytes = self.bytes.saturating_add(kind.record_bytes());
		let fits = self.has_open_chunk(kind) || self.chunks.len() < limits.signed_chunks();
		!self.closed && fits && bytes <= limits.signed_bytes()
	}

	/// Puts a record at the end. Returns its chunk, and its place there.
	pub fn append(&mut self, id: RecordId, kind: Kind, frame: u64) -> (u32, u8) {
		if !self.has_open_chunk(kind) {
			self.chunks.push(PlannedChunk { kind, frame, records: Vec::new() });
		}
		self.bytes = self.bytes.saturating_add(kind.record_bytes());
		let place = self.chunks.len().saturating_sub(1);
		let position = match self.chunks.last_mut() {
			Some(last) => {
				last.records.push(id);
				last.records.len().saturating_sub(1)
			},
			None => 0,
		};
		(u32::try_from(place).unwrap_or(u32::MAX), u8::try_from(position).unwrap_or(u8::MAX))
	}
}
