// SPDX-License-Identifier: Apache-2.0

//! What a sequencer must not forget: what a restart needs to keep each promise.

use crate::{RecordId, Slot};
use codec::{Decode, Encode};

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
}
