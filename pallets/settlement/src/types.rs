// SPDX-License-Identifier: Apache-2.0

//! What the pallet stores and takes.

use crate::{Balance, Hash};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{pallet_prelude::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use settlement_core::{Inbox, Key};

/// The number of a batch. The first is 1. After a revert the numbers of the reverted batches are used again.
pub type BatchId = u64;

/// A count of lived slots: relay slots in which this chain made at least one block.
pub type LivedSlot = u32;

/// The most chunks in a batch.
pub const MAX_CHUNKS: u32 = 2048;

/// The most bytes of a chunk: 32 transfers.
pub const MAX_CHUNK_BYTES: u32 = 3360;

/// The most bytes of a witness: 65 accounts, far apart.
pub const MAX_WITNESS_BYTES: u32 = 46_810;

/// The most hashes in the path of a chunk: the levels above [`MAX_CHUNKS`] leaves.
pub const MAX_PATH: u32 = 11;

/// The most bytes of a check, as an extrinsic.
pub const CHECK_BYTES: u32 = MAX_CHUNK_BYTES + MAX_WITNESS_BYTES + 32 * MAX_PATH + 512;

/// The records of a chunk.
pub type ChunkBytes = BoundedVec<u8, ConstU32<MAX_CHUNK_BYTES>>;
/// What opens the state before a chunk.
pub type WitnessBytes = BoundedVec<u8, ConstU32<MAX_WITNESS_BYTES>>;
/// The hashes beside a chunk's way up to its batch's root.
pub type Path = BoundedVec<Hash, ConstU32<MAX_PATH>>;

/// Whether the instance runs.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	MaxEncodedLen,
)]
pub enum Mode {
	/// Genesis, or a migration, has not set it up.
	#[default]
	Absent,
	/// It takes deposits and batches.
	Running,
	/// Turned off for good: pending batches become final or are reverted, then every leaf is paid.
	Escaped,
}

/// A place in the chain of batches.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	MaxEncodedLen,
)]
pub struct Checkpoint {
	/// The batch, 0 before the first one.
	pub batch: BatchId,
	/// The root of the state after it.
	pub root: Hash,
	/// The first inbox entry that was not consumed.
	pub inbox_to: u64,
	/// The last chunk's frame, in units of 100 ms since 1970.
	pub frame: u64,
}

/// What the chain keeps of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Batch<AccountId> {
	/// The sequencer that has posted it, and answers for it.
	pub author: AccountId,
	/// The number of the author's registration.
	pub registration: u32,
	/// When it was posted.
	pub submitted: LivedSlot,
	/// The window as it was then, in lived slots.
	pub window: u32,
	/// How many chunks it has.
	pub chunks: u32,
	/// How many of them, the first ones, are of the inbox.
	pub inbox_chunks: u32,
	/// The Merkle root over its chunks.
	pub chunk_root: Hash,
	/// The root of the state before it.
	pub pre_root: Hash,
	/// The root of the state after it, as the author says.
	pub post_root: Hash,
	/// The first inbox entry that it does not consume.
	pub inbox_to: u64,
	/// The last chunk's frame, in units of 100 ms since 1970.
	pub frame: u64,
}

impl<AccountId> Batch<AccountId> {
	/// The place after this batch.
	pub fn checkpoint(&self, batch: BatchId) -> Checkpoint {
		Checkpoint { batch, root: self.post_root, inbox_to: self.inbox_to, frame: self.frame }
	}
}

/// What a sequencer says about one chunk of its batch.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ChunkInfo {
	/// The kind of its records, by the number of the core's `Kind`.
	pub kind: u8,
	/// The market, `0xff` for none.
	pub market: u8,
	/// When its records were collected, in units of 100 ms since 1970. Never below the chunk before.
	pub frame: u64,
	/// How many records it has, 1 to 32.
	pub count: u8,
	/// The root of the state after it.
	pub post_root: Hash,
}

/// What a batch says about a chunk, as its leaf in the batch's tree has it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ChunkClaim {
	/// The kind of its records.
	pub kind: u8,
	/// The market, `0xff` for none.
	pub market: u8,
	/// When its records were collected.
	pub frame: u64,
	/// The root of the state before it.
	pub pre_root: Hash,
	/// The root of the state after it.
	pub post_root: Hash,
	/// The account for fees. From 2^24 on: none.
	pub fee_to: u32,
}

/// Which chunks of a batch were verified.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct CheckedChunks {
	/// How many.
	pub count: u32,
	/// Bit `i % 8` of byte `i / 8`, from the lowest on: chunk `i`.
	pub bits: BoundedVec<u8, ConstU32<{ MAX_CHUNKS / 8 }>>,
}

impl CheckedChunks {
	fn place(chunk: u32) -> Option<(usize, u8)> {
		Some((usize::try_from(chunk / 8).ok()?, 1u8.checked_shl(chunk % 8)?))
	}

	/// Whether the chunk was verified.
	pub fn contains(&self, chunk: u32) -> bool {
		Self::place(chunk)
			.is_some_and(|(byte, bit)| self.bits.get(byte).is_some_and(|bits| bits & bit != 0))
	}

	/// Notes the chunk. `None` if it stood there, or no batch has such a chunk.
	pub fn insert(&mut self, chunk: u32) -> Option<()> {
		let (byte, bit) = Self::place(chunk)?;
		while self.bits.len() <= byte {
			self.bits.try_push(0).ok()?;
		}
		let bits = self.bits.get_mut(byte)?;
		if *bits & bit != 0 {
			return None;
		}
		*bits |= bit;
		self.count = self.count.checked_add(1)?;
		Some(())
	}
}

/// What `check_chunk` finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
	/// The posted root is the right one.
	Verified,
	/// It is not.
	Fraud,
}

/// What the chain puts into the state.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub enum Entry {
	/// Sets the clock.
	Tick {
		/// In lived slots.
		clock: LivedSlot,
	},
	/// Adds to an account, and puts an unused index into use.
	Deposit {
		/// The account.
		account: u32,
		/// Its owner.
		owner: Key,
		/// In plank.
		amount: Balance,
	},
	/// Replaces the second key of an account.
	SetTrader {
		/// The account.
		account: u32,
		/// The key, zero bytes for none.
		trader: Key,
	},
	/// Moves money of an account out, without its sequencer's consent.
	ForcedExit {
		/// The account.
		account: u32,
		/// The most to move, in plank.
		amount: Balance,
	},
}

impl Entry {
	/// The bytes of the record.
	pub fn record(&self) -> [u8; settlement_core::Entry::BYTES] {
		let record = match *self {
			Self::Tick { clock } => Inbox::Tick { clock },
			Self::Deposit { account, owner, amount } => Inbox::Deposit { account, owner, amount },
			Self::SetTrader { account, trader } => Inbox::SetTrader { account, trader },
			Self::ForcedExit { account, amount } => Inbox::ForcedExit { account, amount },
		};
		record.encode()
	}
}

/// An inbox entry, until a final batch has consumed it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Waiting {
	/// What it does.
	pub entry: Entry,
	/// Since when it waits.
	pub since: LivedSlot,
}

/// An account that has a bond.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub struct Sequencer {
	/// The number of its registration. It tells its batches from those of an earlier bond.
	pub registration: u32,
	/// The sr25519 key that signs its receipts.
	pub key: Key,
	/// What it has bonded, in plank.
	pub bond: Balance,
	/// The rotation from which on it may post.
	pub joins: u32,
	/// The last rotation in which it has posted.
	pub posted_in: Option<u32>,
	/// Whether it has posted nothing in its last turn. If the rotation is full, a newcomer takes its place.
	pub silent: bool,
	/// How many of its batches are neither final nor cleared away after a revert.
	pub pending: u32,
	/// If it has left: the lived slot from which on it may have the bond back.
	pub leaving: Option<LivedSlot>,
}

/// Whose turn it is to post.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Rotation<AccountId> {
	/// The number of the rotation.
	pub number: u32,
	/// The lived slot at which the next one begins.
	pub ends: LivedSlot,
	/// The leader. Without one, any sequencer may post.
	pub leader: Option<AccountId>,
}

impl<AccountId> Default for Rotation<AccountId> {
	fn default() -> Self {
		Self { number: 0, ends: 0, leader: None }
	}
}

/// When batches came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Activity {
	/// The lived slot of the last batch or revert.
	pub last: LivedSlot,
	/// How many batches were posted in it.
	pub posted: u32,
	/// Before this lived slot, any sequencer may post.
	pub open_until: LivedSlot,
}

/// A pause of submissions.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	MaxEncodedLen,
)]
pub struct Pause {
	/// The lived slot from which on batches are taken again.
	pub until: LivedSlot,
	/// The lived slot from which on another pause may begin.
	pub next_from: LivedSlot,
}

/// A sequencer's promise: this record stands at this place.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Receipt {
	/// The batch.
	pub batch: BatchId,
	/// The root that the batch is built on. With another one, the promise is void.
	pub parent: Hash,
	/// The chunk, counted from 0 after those of the inbox: the sequencer does not know how many come first.
	pub chunk: u32,
	/// The place in the chunk, from 0.
	pub position: u8,
	/// The hash of the record's kind, one byte, and its bytes.
	pub record: Hash,
}
