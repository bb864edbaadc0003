// SPDX-License-Identifier: Apache-2.0

//! The states and batches that a node knows, on all forks at once: a root names a state, whatever the fork.

use crate::{Posted, State, Verdict};
use codec::{Decode, Encode};
use pallet_settlement::{record_hash, tree, BatchId, Blake, ChunkClaim, Hash};
use settlement_core::{Code, Domain, Hasher, Verifier};
use std::{
	collections::{HashMap, HashSet, VecDeque},
	sync::Arc,
};

/// How many records the book can find.
pub const KEPT_RECORDS: usize = 1_048_576;

/// A block of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub struct BlockRef {
	/// Its height.
	pub number: u32,
	/// Its hash.
	pub hash: Hash,
}

/// What the book found of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
	/// All roots are right.
	True,
	/// This chunk is the first one with a false root.
	False(u32),
	/// The state that the batch is built on is not known: it has a false batch before it, or bodies are missing.
	Unknown,
}

/// A batch that was taken in.
#[derive(Clone, Debug)]
pub enum Opened {
	/// Nothing is to be executed.
	Found(Finding),
	/// It was not executed yet. This is the state before it.
	Unexecuted(Box<State>),
}

/// Where a record stands, and what became of it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
	/// The batch, by [`Posted::id`].
	pub batch: Hash,
	/// The chunk, those of the inbox included.
	pub chunk: u32,
	/// The place in the chunk.
	pub position: u8,
	/// What became of the record.
	pub code: Code,
}

/// A batch that stands in a block.
#[derive(Clone, Debug)]
pub struct Seen {
	/// The blocks that have it.
	pub blocks: Vec<BlockRef>,
	/// What the book found.
	pub finding: Finding,
	parent: Hash,
	post_root: Hash,
	/// The claims of the chunks, and the hashes of their records.
	chunks: Vec<(ChunkClaim, Hash)>,
}

impl Seen {
	/// The root that the batch is built on.
	pub fn parent(&self) -> Hash {
		self.parent
	}

	/// The Merkle root over the chunks, if this is the batch of this number.
	fn chunk_root(&self, batch: BatchId) -> Hash {
		let leaf =
			|(at, (claim, hash)): (u32, &(ChunkClaim, Hash))| tree::leaf(batch, at, claim, hash);
		tree::root((0u32..).zip(&self.chunks).map(leaf).collect())
	}

	fn of(posted: &Posted) -> Self {
		let chunk = |at| Some((posted.claim(at)?, Blake::hash(posted.bytes(at)?)));
		Self {
			blocks: Vec::new(),
			finding: Finding::Unknown,
			parent: posted.parent(),
			post_root: posted.post_root(),
			chunks: (0..posted.infos().len()).map_while(chunk).collect(),
		}
	}
}

/// A final batch in a final block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
	/// Its number.
	pub id: BatchId,
	/// The blocks that have it.
	pub blocks: Vec<BlockRef>,
}

/// How many final batches the book remembers: none has more records than the book finds.
const KEPT_FINISHED: usize = 65_536;

/// What the chain says about a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BatchKey {
	/// Its number.
	pub id: BatchId,
	/// The Merkle root over its chunks.
	pub chunk_root: Hash,
	/// The root before it.
	pub pre_root: Hash,
	/// The root after it.
	pub post_root: Hash,
}

/// The states and batches that a node knows.
pub struct Book<V> {
	domain: Domain,
	verifier: Arc<V>,
	states: HashMap<Hash, State>,
	batches: HashMap<Hash, Seen>,
	by_roots: HashMap<(Hash, Hash), Vec<Hash>>,
	/// The batches that the chain has named, by what it says about them.
	named: HashMap<BatchKey, Hash>,
	places: HashMap<Hash, Vec<Place>>,
	/// The records in the order in which the book came to know them.
	order: VecDeque<(Hash, Hash)>,
	finished: HashMap<Hash, Finished>,
	/// The final batches in the order of their numbers.
	finished_order: VecDeque<Hash>,
}

impl<V: Verifier> Book<V> {
	/// A book that knows nothing yet.
	pub fn new(domain: Domain, verifier: Arc<V>) -> Self {
		Self {
			domain,
			verifier,
			states: HashMap::new(),
			batches: HashMap::new(),
			by_roots: HashMap::new(),
			named: HashMap::new(),
			places: HashMap::new(),
			order: VecDeque::new(),
			finished: HashMap::new(),
			finished_order: VecDeque::new(),
		}
	}

	/// Begins with the state after the last final batch.
	pub fn begin(&mut self, mut state: State) {
		self.states.insert(state.root(), state);
	}

	/// Notes what became of the records of a final batch from before the book began.
	pub fn recall(&mut self, id: BatchId, block: BlockRef, posted: &Posted, codes: &[Vec<Code>]) {
		let batch = posted.id();
		self.note_records(batch, posted, codes);
		self.finish(batch, Finished { id, blocks: vec![block] });
	}

	fn finish(&mut self, batch: Hash, finished: Finished) {
		self.finished.insert(batch, finished);
		self.finished_order.push_back(batch);
		while self.finished_order.len() > KEPT_FINISHED {
			self.finished_order.pop_front().map(|old| self.finished.remove(&old));
		}
	}

	/// For which chain and instance signatures are good.
	pub fn domain(&self) -> Domain {
		self.domain
	}

	/// What checks signatures.
	pub fn verifier(&self) -> &Arc<V> {
		&self.verifier
	}

	/// The state with this root.
	pub fn state(&self, root: &Hash) -> Option<&State> {
		self.states.get(root)
	}

	/// The batch, by [`Posted::id`].
	pub fn seen(&self, batch: &Hash) -> Option<&Seen> {
		self.batches.get(batch)
	}

	/// Takes in a batch of a block whose ancestors were taken in before. Its execution, by [`judge`](crate::judge), is the caller's, who
	/// then [closes](Book::close) it: a full batch takes a second, for which nobody has to wait for the book.
	pub fn open(&mut self, block: BlockRef, posted: &Posted) -> Opened {
		let id = posted.id();
		let roots = (posted.parent(), posted.post_root());
		let seen = self.batches.entry(id).or_insert_with(|| Seen::of(posted));
		if !seen.blocks.contains(&block) {
			seen.blocks.push(block);
		}
		let finding = seen.finding;
		let named = self.by_roots.entry(roots).or_default();
		if !named.contains(&id) {
			named.push(id);
		}
		match self.states.get(&posted.parent()) {
			Some(start) if finding == Finding::Unknown => {
				Opened::Unexecuted(Box::new(start.clone()))
			},
			_ => Opened::Found(finding),
		}
	}

	/// Takes in what the execution of a batch has found.
	pub fn close(&mut self, posted: &Posted, verdict: Verdict) -> Finding {
		let id = posted.id();
		let finding = match verdict {
			Verdict::False { chunk } => Finding::False(chunk),
			Verdict::True { state, codes } => {
				self.states.insert(posted.post_root(), *state);
				self.note_records(id, posted, &codes);
				Finding::True
			},
		};
		if let Some(seen) = self.batches.get_mut(&id) {
			seen.finding = finding;
		}
		finding
	}

	fn note_records(&mut self, batch: Hash, posted: &Posted, codes: &[Vec<Code>]) {
		for (at, (info, codes)) in
			posted.infos().iter().zip(codes).enumerate().skip(posted.inbox_chunks())
		{
			let Some(chunk) = posted.chunk(at) else { return };
			for ((position, record), code) in (0u8..).zip(chunk.records()).zip(codes) {
				let hash = record_hash(info.kind, record);
				let chunk = u32::try_from(at).unwrap_or(u32::MAX);
				let place = Place { batch, chunk, position, code: *code };
				self.places.entry(hash).or_default().push(place);
				self.order.push_back((hash, batch));
			}
		}
		while self.order.len() > KEPT_RECORDS {
			let Some((record, batch)) = self.order.pop_front() else { return };
			if let Some(places) = self.places.get_mut(&record) {
				places.retain(|place| place.batch != batch);
				if places.is_empty() {
					self.places.remove(&record);
				}
			}
		}
	}

	/// Where the record stands, on any fork, in the order in which the book came to know.
	pub fn places(&self, record: &Hash) -> &[Place] {
		self.places.get(record).map_or(&[], Vec::as_slice)
	}

	/// The batch that the chain means. `None` if no block with it was taken in.
	pub fn find(&mut self, key: &BatchKey) -> Option<Hash> {
		if let Some(found) = self.named.get(key) {
			return Some(*found);
		}
		let candidates = self.by_roots.get(&(key.pre_root, key.post_root))?;
		let is_it = |id: &&Hash| {
			let seen = self.batches.get(*id);
			seen.is_some_and(|seen| seen.chunk_root(key.id) == key.chunk_root)
		};
		let found = *candidates.iter().find(is_it)?;
		self.named.insert(*key, found);
		Some(found)
	}

	/// What the book found of the batch that the chain means. A final batch is true.
	pub fn finding(&mut self, key: &BatchKey) -> Finding {
		let Some(found) = self.find(key) else { return Finding::Unknown };
		self.batches.get(&found).map_or(Finding::Unknown, |seen| seen.finding)
	}

	/// A batch that was final, in a final block, while the book knew it.
	pub fn finished(&self, batch: &Hash) -> Option<&Finished> {
		self.finished.get(batch)
	}

	/// Forgets what can matter no more: the root of the last final batch is `root`, `height` is final, `last` are the batches that
	/// are final since the last time, with their numbers, and `pending` those after them. The places of records stay.
	pub fn settle(
		&mut self,
		root: &Hash,
		height: u32,
		last: &[(BatchId, Hash)],
		pending: &HashSet<Hash>,
	) {
		for (id, batch) in last {
			let Some(seen) = self.batches.get(batch) else { continue };
			let finished = Finished { id: *id, blocks: seen.blocks.clone() };
			self.finish(*batch, finished);
		}
		self.batches.retain(|id, seen| {
			pending.contains(id) || seen.blocks.iter().any(|block| block.number > height)
		});
		let batches = &self.batches;
		let mut roots: HashSet<Hash> = batches.values().map(|seen| seen.post_root).collect();
		roots.insert(*root);
		self.states.retain(|root, _| roots.contains(root));
		self.by_roots.retain(|_, ids| {
			ids.retain(|id| batches.contains_key(id));
			!ids.is_empty()
		});
		self.named.retain(|_, id| batches.contains_key(id));
	}
}
