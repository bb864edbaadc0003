// SPDX-License-Identifier: Apache-2.0

use alloc::vec::Vec;

use crate::{record::Entry, Cancel, Hash, Index, Transfer, Withdraw, SIGNATURE_BYTES};

/// The most records in a chunk.
pub const MAX_RECORDS: usize = 32;

/// The market byte of a chunk that names no market.
pub const NO_MARKET: u8 = 0xff;

/// The kind of all records of a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
	/// [`crate::Inbox`] entries.
	Inbox = 0,
	/// [`Transfer`].
	Transfer = 1,
	/// [`Withdraw`].
	Withdraw = 2,
	/// [`Cancel`].
	Cancel = 3,
}

impl Kind {
	/// All kinds, each at the place of its number.
	pub const ALL: [Self; 4] = [Self::Inbox, Self::Transfer, Self::Withdraw, Self::Cancel];

	/// The kind with this number.
	pub fn new(number: u8) -> Option<Self> {
		Self::ALL.into_iter().find(|kind| kind.number() == number)
	}

	/// The kind's number.
	pub const fn number(self) -> u8 {
		self as u8
	}

	/// The width of a record, its signature included.
	pub const fn record_bytes(self) -> usize {
		match self {
			Self::Inbox => Entry::BYTES,
			Self::Transfer => Transfer::BYTES + SIGNATURE_BYTES,
			Self::Withdraw => Withdraw::BYTES + SIGNATURE_BYTES,
			Self::Cancel => Cancel::BYTES + SIGNATURE_BYTES,
		}
	}

	/// The most accounts that a chunk of this kind names.
	pub const fn max_named(self) -> usize {
		match self {
			Self::Inbox => MAX_RECORDS,
			Self::Transfer => 2 * MAX_RECORDS + 1,
			Self::Withdraw | Self::Cancel => MAX_RECORDS + 1,
		}
	}

	/// The numbers in the places of accounts.
	fn numbers(self, record: &[u8]) -> [Option<u32>; 2] {
		match self {
			Self::Inbox => match Entry::decode(record) {
				Some(Entry {
					what: Entry::DEPOSIT | Entry::SET_TRADER | Entry::FORCED_EXIT,
					account,
					..
				}) => [Some(account), None],
				_ => [None; 2],
			},
			Self::Transfer => match Transfer::decode(record) {
				Some(transfer) => [Some(transfer.from), Some(transfer.to)],
				None => [None; 2],
			},
			Self::Withdraw => [Withdraw::decode(record).map(|withdraw| withdraw.account), None],
			Self::Cancel => [Cancel::decode(record).map(|cancel| cancel.account), None],
		}
	}
}

/// For which chain and which instance of the pallet a signature is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Domain {
	/// The hash of the chain's genesis block.
	pub genesis: Hash,
	/// The number of the instance on that chain.
	pub instance: u32,
}

/// What a chunk's execution takes from outside its bytes and the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
	/// Chain and instance.
	pub domain: Domain,
	/// The account that fees go to. From 2^24 on: none.
	pub fee_to: u32,
}

/// Why bytes are no chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadChunk {
	/// No kind has this number.
	UnknownKind,
	/// No kind of this version takes a market: the byte must be [`NO_MARKET`].
	UnexpectedMarket,
	/// The length is no multiple of the record's width.
	BadLength,
	/// There is no record.
	NoRecords,
	/// There are more than [`MAX_RECORDS`] records.
	TooManyRecords,
}

/// 1 to 32 records of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunk<'a> {
	kind: Kind,
	bytes: &'a [u8],
}

impl<'a> Chunk<'a> {
	/// Takes `bytes` as records of `kind`.
	pub fn new(kind: u8, market: u8, bytes: &'a [u8]) -> Result<Self, BadChunk> {
		let kind = Kind::new(kind).ok_or(BadChunk::UnknownKind)?;
		if market != NO_MARKET {
			return Err(BadChunk::UnexpectedMarket);
		}
		let records = bytes.chunks_exact(kind.record_bytes());
		if !records.remainder().is_empty() {
			return Err(BadChunk::BadLength);
		}
		match records.len() {
			0 => Err(BadChunk::NoRecords),
			1..=MAX_RECORDS => Ok(Self { kind, bytes }),
			_ => Err(BadChunk::TooManyRecords),
		}
	}

	/// What the records are.
	pub fn kind(&self) -> Kind {
		self.kind
	}

	/// The records, in order.
	pub fn records(&self) -> impl ExactSizeIterator<Item = &'a [u8]> {
		self.bytes.chunks_exact(self.kind.record_bytes())
	}

	/// The accounts that a witness has to open, in ascending order.
	///
	/// They depend on bytes and context alone, and not on the state: the accounts of a witness have to
	/// be known before the witness is checked.
	pub fn named(&self, context: &Context) -> Vec<Index> {
		let fees = (self.kind != Kind::Inbox).then_some(context.fee_to);
		let accounts = self.records().flat_map(|record| self.kind.numbers(record)).flatten();
		let mut named: Vec<Index> = accounts.chain(fees).filter_map(Index::new).collect();
		named.sort_unstable();
		named.dedup();
		named
	}
}
