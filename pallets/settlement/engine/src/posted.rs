// SPDX-License-Identifier: Apache-2.0

//! A batch as it stands in the body of a block.

use pallet_settlement::{tree, BatchId, Blake, ChunkClaim, ChunkInfo, Hash};
use settlement_core::{Chunk, Hasher, Kind};
use std::ops::Range;

/// A batch as its author has written it. The chain may have refused it, or taken it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
	parent: Hash,
	fee_to: u32,
	infos: Vec<ChunkInfo>,
	places: Vec<Range<usize>>,
	data: Vec<u8>,
}

impl Posted {
	/// Takes the arguments of `submit_batch`. `None` if the chain refuses a batch of this form.
	pub fn new(parent: Hash, fee_to: u32, infos: Vec<ChunkInfo>, data: Vec<u8>) -> Option<Self> {
		let mut places = Vec::with_capacity(infos.len());
		let mut taken = 0usize;
		for info in &infos {
			let width = Kind::new(info.kind)?.record_bytes();
			let end = taken.checked_add(width.checked_mul(info.count.into())?)?;
			Chunk::new(info.kind, info.market, data.get(taken..end)?).ok()?;
			places.push(taken..end);
			taken = end;
		}
		let is_whole = taken == data.len() && !infos.is_empty();
		is_whole.then_some(Self { parent, fee_to, infos, places, data })
	}

	/// The root that the batch is built on.
	pub fn parent(&self) -> Hash {
		self.parent
	}

	/// The root after the batch, as its author says.
	pub fn post_root(&self) -> Hash {
		self.infos.last().map_or(self.parent, |info| info.post_root)
	}

	/// The account for fees. From 2^24 on: none.
	pub fn fee_to(&self) -> u32 {
		self.fee_to
	}

	/// What the author says about each chunk.
	pub fn infos(&self) -> &[ChunkInfo] {
		&self.infos
	}

	/// The records of all chunks.
	pub fn data(&self) -> &[u8] {
		&self.data
	}

	/// How many chunks, the first ones, are of the inbox.
	pub fn inbox_chunks(&self) -> usize {
		let inbox = Kind::Inbox.number();
		self.infos.iter().take_while(|info| info.kind == inbox).count()
	}

	/// The last chunk's frame, in units of 100 ms since 1970.
	pub fn frame(&self) -> u64 {
		self.infos.last().map_or(0, |info| info.frame)
	}

	/// The bytes of a chunk.
	pub fn bytes(&self, at: usize) -> Option<&[u8]> {
		self.data.get(self.places.get(at)?.clone())
	}

	/// A chunk.
	pub fn chunk(&self, at: usize) -> Option<Chunk<'_>> {
		let info = self.infos.get(at)?;
		Chunk::new(info.kind, info.market, self.bytes(at)?).ok()
	}

	/// A chunk as its leaf in the batch's tree has it.
	pub fn claim(&self, at: usize) -> Option<ChunkClaim> {
		let info = self.infos.get(at)?;
		let before = at.checked_sub(1).and_then(|before| self.infos.get(before));
		Some(ChunkClaim {
			kind: info.kind,
			market: info.market,
			frame: info.frame,
			pre_root: before.map_or(self.parent, |before| before.post_root),
			post_root: info.post_root,
			fee_to: self.fee_to,
		})
	}

	/// The leaves of the tree over the chunks, if this is the batch of this number.
	pub fn leaves(&self, batch: BatchId) -> Vec<Hash> {
		let leaf = |at: usize| {
			let (claim, bytes) = (self.claim(at)?, self.bytes(at)?);
			Some(tree::leaf(batch, u32::try_from(at).ok()?, &claim, &Blake::hash(bytes)))
		};
		(0..self.infos.len()).map_while(leaf).collect()
	}

	/// Names the batch by its content. The same batch may stand in blocks of several forks.
	pub fn id(&self) -> Hash {
		use codec::Encode;
		Blake::hash(&(&self.parent, self.fee_to, &self.infos, &self.data).encode())
	}
}
