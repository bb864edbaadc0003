// SPDX-License-Identifier: Apache-2.0

//! What a sequencer must not forget: what a restart needs to keep each promise.

use crate::{BlockRef, RecordId, Slot};
use codec::{Decode, Encode};
use pallet_settlement::{BatchId, Hash};
use settlement_core::Code;

/// A line of a sequencer's log. A sequencer gives a receipt, and posts a batch, only after the lines before are safe on disk.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Entry {
	/// A record was taken.
	Record {
		/// Its number.
		id: RecordId,
		/// The number of its kind.
		kind: u8,
		/// The record with its signature.
		bytes: Vec<u8>,
	},
	/// A record has a place at the end of a plan.
	Placed {
		/// The batch.
		slot: Slot,
		/// The record.
		id: RecordId,
		/// When the record came to the plan, in units of 100 ms since 1970.
		frame: u64,
	},
	/// A plan grows no more.
	Closed {
		/// The batch.
		slot: Slot,
	},
	/// Nothing that the chain does can change what became of a record.
	Ended {
		/// The hash of kind and record.
		record: Hash,
		/// What became of it.
		end: End,
	},
}

/// What became of a record, for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub enum End {
	/// A final batch has it.
	Final {
		/// The batch.
		batch: BatchId,
		/// The chunk, those of the inbox included.
		chunk: u32,
		/// The place in the chunk.
		position: u8,
		/// The number of the code.
		code: u8,
		/// The block that has the batch.
		block: BlockRef,
	},
	/// No batch took it, and it would have no effect.
	Lost {
		/// The number of the code.
		code: u8,
	},
}

impl End {
	/// What became of the record, or would.
	pub fn code(&self) -> Option<Code> {
		let (Self::Final { code, .. } | Self::Lost { code }) = self;
		Code::ALL.get(usize::from(*code)).copied()
	}
}
