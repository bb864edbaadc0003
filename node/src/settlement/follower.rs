// SPDX-License-Identifier: GPL-3.0-only

//! Follows the chain: takes the batches of all forks into the book, and says what the best block says.

use super::{
	bodies,
	chain::{key_of, SettlementAt},
	shared::{Best, Pending, Shared, Signatures},
	snapshot::{self, Snapshot},
	LOG_TARGET,
};
use crate::service::{Backend, Client};
use outrider_runtime::Hash;
use pallet_settlement::{BatchId, Checkpoint};
use sc_client_api::{Backend as _, HeaderBackend};
use settlement_core::{Code, Domain};
use settlement_engine::{
	judge, rebuild, BlockRef, Book, End, Finding, Finished, Link, Opened, Place, Posted, Rebuilt,
	State,
};
use sp_blockchain::Backend as _;
use std::{
	collections::{HashMap, HashSet, VecDeque},
	path::PathBuf,
	sync::Arc,
};

/// After so many blocks of a rebuild the log says how far it is.
const PROGRESS_BLOCKS: u32 = 10_000;
/// The records of so many batches before the start are found after it: more than come between two snapshots.
const RECALLED_BATCHES: usize = 512;
/// After so many final blocks, and with a new final batch, the state goes to disk: ten minutes of blocks that come every 6 seconds.
const SNAPSHOT_BLOCKS: u32 = 100;

/// Why the node does not know the state of settlement.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
	#[error(transparent)]
	Database(#[from] sp_blockchain::Error),
	#[error("the runtime does not answer: {0}")]
	Runtime(#[from] sp_api::ApiError),
	#[error("the node has no body of block {0}: it has not got it yet, or has pruned it")]
	NoBody(u32),
	#[error(
		"no way leads from the empty state to the root of the last final batch: a runtime before this one wrote batches in \
		 another form, or a false batch has become final"
	)]
	NoWay,
}

/// Follows the chain.
pub struct Follower {
	client: Arc<Client>,
	backend: Arc<Backend>,
	shared: Arc<Shared>,
	domain: Domain,
	verifier: Arc<Signatures>,
	/// The blocks that were taken in, and not final when they were.
	taken: HashMap<Hash, u32>,
	/// All final blocks up to here were taken in.
	floor: u32,
	settled: BatchId,
	/// Where snapshots are.
	folder: PathBuf,
	/// The height of the final block at the last snapshot.
	written: u32,
	/// False batches that were reported.
	reported: HashSet<pallet_settlement::Hash>,
}

impl Follower {
	pub fn new(
		client: Arc<Client>,
		backend: Arc<Backend>,
		shared: Arc<Shared>,
		domain: Domain,
		verifier: Arc<Signatures>,
		folder: PathBuf,
	) -> Self {
		Self {
			client,
			backend,
			shared,
			domain,
			verifier,
			taken: HashMap::new(),
			floor: 0,
			settled: 0,
			folder,
			written: 0,
			reported: HashSet::new(),
		}
	}

	/// Takes in what is new. The first time it makes the state from bodies.
	pub fn step(&mut self) -> Result<(), Trouble> {
		let is_new = self.shared.book.lock().is_none();
		if is_new {
			self.begin()?;
		}
		// First: a block that comes later is not taken in by this step.
		let info = self.client.info();
		let best = BlockRef { number: info.best_number, hash: info.best_hash.into() };
		self.take_in_final()?;
		for block in self.new_blocks()? {
			self.take_in(block)?;
			self.taken.insert(block.hash.into(), block.number);
		}
		self.look_at(best)?;
		self.settle()
	}

	fn final_block(&self) -> BlockRef {
		let info = self.client.info();
		BlockRef { number: info.finalized_number, hash: info.finalized_hash.into() }
	}

	fn final_hash(&self, number: u32) -> Result<Hash, Trouble> {
		self.client.hash(number)?.ok_or(Trouble::NoBody(number))
	}

	/// Makes the state after the last final batch, from a snapshot and the bodies of the blocks behind it, or from all bodies.
	fn begin(&mut self) -> Result<(), Trouble> {
		let last = self.final_block();
		let wanted = SettlementAt::new(self.client.clone(), last).last_final()?;
		let from_snapshot = match self.snapshot() {
			Some(start) => {
				self.rebuild(start, wanted.root, last.number)?.map(|book| (book, "a snapshot"))
			},
			None => None,
		};
		let nothing = Snapshot { state: State::default(), batch: 0, height: 0 };
		let found = match from_snapshot {
			Some(found) => Some(found),
			None => self
				.rebuild(nothing, wanted.root, last.number)?
				.map(|book| (book, "all bodies")),
		};
		let ((book, height), source) = found.ok_or(Trouble::NoWay)?;
		log::info!(
			target: LOG_TARGET,
			"the state of settlement is that of batch {}, root {:?}, at block {}; made from {source}",
			wanted.batch, Hash::from(wanted.root), last.number,
		);
		// The batches behind that one are in its block, or in later ones.
		self.floor = height.saturating_sub(1);
		(self.settled, self.written) = (wanted.batch, last.number);
		*self.shared.book.lock() = Some(book);
		Ok(())
	}

	/// The snapshot on disk, if it can be believed.
	fn snapshot(&self) -> Option<Snapshot> {
		match snapshot::read(&self.folder, self.domain) {
			Ok(found) => found,
			Err(damage) => {
				log::warn!(
					target: LOG_TARGET,
					"the snapshot of settlement in {} is left: {damage}. The state is made from the bodies of blocks",
					self.folder.display(),
				);
				None
			},
		}
	}

	/// A book that begins with the state with a root, from the bodies behind `start`, and the height of the block with the last batch.
	fn rebuild(
		&self,
		mut start: Snapshot,
		root: pallet_settlement::Hash,
		last: u32,
	) -> Result<Option<(Book<Signatures>, u32)>, Trouble> {
		let mut book = Book::new(self.domain, self.verifier.clone());
		if start.state.root() == root {
			book.begin(start.state);
			return Ok(Some((book, start.height)));
		}
		let links = self.links(start.height.max(1), last)?;
		let read = |link: &Link| -> Result<_, Trouble> {
			Ok(bodies::batch_at(&self.client, self.final_hash(link.height)?, link.index)?)
		};
		// Only the newest ones: a sequencer may have promised a place to their records.
		let mut newest: VecDeque<(Link, Posted, Vec<Vec<Code>>)> = VecDeque::new();
		let note = |link: &Link, posted, codes| {
			newest.push_back((*link, posted, codes));
			if newest.len() > RECALLED_BATCHES {
				newest.pop_front();
			}
		};
		let found = rebuild(&links, start.state, root, self.domain, &*self.verifier, read, note)?;
		let Some(Rebuilt { state, way }) = found else { return Ok(None) };
		for (link, posted, codes) in newest {
			let Some(at) = way.iter().position(|on_way| *on_way == link) else { continue };
			let before = start.batch.saturating_add(u64::try_from(at).unwrap_or_default());
			let hash = self.final_hash(link.height)?.into();
			let block = BlockRef { number: link.height, hash };
			book.recall(before.saturating_add(1), block, &posted, &codes);
		}
		book.begin(state);
		Ok(Some((book, way.last().map_or(start.height, |link| link.height))))
	}

	/// The batches in the bodies of final blocks.
	fn links(&self, first: u32, last: u32) -> Result<Vec<Link>, Trouble> {
		let mut links = Vec::new();
		for height in first..=last {
			let hash = self.final_hash(height)?;
			let found = bodies::batches(&self.client, hash)?.ok_or(Trouble::NoBody(height))?;
			links.extend(found.into_iter().map(|(index, posted)| Link {
				parent: posted.parent(),
				root: posted.post_root(),
				height,
				index,
			}));
			if height % PROGRESS_BLOCKS == 0 {
				log::info!(
					target: LOG_TARGET,
					"reading batches of settlement: {height} of {last} blocks, {} batches", links.len(),
				);
			}
		}
		Ok(links)
	}

	/// Writes a snapshot of the last final state now and then. Another thread does it: a large state takes seconds.
	fn write_snapshot(&mut self, of: &Checkpoint, last: BlockRef, height: u32) {
		if last.number < self.written.saturating_add(SNAPSHOT_BLOCKS) {
			return;
		}
		let Some(state) = self.shared.state(&of.root) else { return };
		let snapshot = Snapshot { state, batch: of.batch, height };
		self.written = last.number;
		let (folder, domain) = (self.folder.clone(), self.domain);
		std::thread::spawn(move || {
			if let Err(error) = snapshot::write(&folder, domain, snapshot) {
				log::warn!(
					target: LOG_TARGET,
					"the snapshot of settlement in {} can't be written: {error}", folder.display(),
				);
			}
		});
	}

	/// Takes in final blocks that no fork has brought.
	fn take_in_final(&mut self) -> Result<(), Trouble> {
		let last = self.final_block().number;
		for number in self.floor.saturating_add(1)..=last {
			let hash = self.final_hash(number)?;
			if !self.taken.contains_key(&hash) {
				self.take_in(BlockRef { number, hash: hash.into() })?;
			}
			self.floor = number;
		}
		self.taken.retain(|_, number| *number > last);
		Ok(())
	}

	/// The blocks of all forks that were not taken in, each after its parent.
	fn new_blocks(&self) -> Result<Vec<BlockRef>, Trouble> {
		let mut found = HashMap::new();
		for leaf in self.backend.blockchain().leaves()? {
			let mut hash = leaf;
			while !self.taken.contains_key(&hash) && !found.contains_key(&hash) {
				let Some(header) = self.client.header(hash)? else { break };
				if header.number <= self.floor {
					break;
				}
				found.insert(hash, header.number);
				hash = header.parent_hash;
			}
		}
		let mut blocks: Vec<BlockRef> = found
			.into_iter()
			.map(|(hash, number)| BlockRef { number, hash: hash.into() })
			.collect();
		blocks.sort_unstable_by_key(|block| block.number);
		Ok(blocks)
	}

	fn take_in(&mut self, block: BlockRef) -> Result<(), Trouble> {
		let found = bodies::batches(&self.client, block.hash.into())?;
		let found = found.ok_or(Trouble::NoBody(block.number))?;
		for (_, posted) in found {
			let opened = self.shared.book.lock().as_mut().map(|book| book.open(block, &posted));
			let Some(Opened::Unexecuted(start)) = opened else { continue };
			// Nobody waits for the book meanwhile: a full batch takes a second.
			let verdict = judge(&start, &posted, self.domain, &*self.verifier);
			if let Some(book) = &mut *self.shared.book.lock() {
				book.close(&posted, verdict);
			}
		}
		Ok(())
	}

	/// Reads what the best block says, and finds its pending batches in the book.
	fn look_at(&mut self, at: BlockRef) -> Result<(), Trouble> {
		let before = self.shared.best.lock().clone();
		if before.as_ref().is_some_and(|best| best.at == at) {
			return Ok(());
		}
		let settlement = SettlementAt::new(self.client.clone(), at);
		let overview = settlement.overview()?;
		let known = before.map(|best| best.pending).unwrap_or_default();
		let pending =
			self.pending(&settlement, overview.last_final.batch, overview.tip.batch, &known)?;
		self.report(&pending);
		let unknown = pending.iter().filter(|one| one.finding == Finding::Unknown).count();
		self.shared.count(|metrics| {
			let unknown = u64::try_from(unknown).unwrap_or(u64::MAX);
			let (tip, last) = (overview.tip.batch, overview.last_final.batch);
			metrics.set_best(tip, last, overview.window.window, unknown);
		});
		*self.shared.best.lock() = Some(Best { at, overview, pending: Arc::new(pending) });
		Ok(())
	}

	/// The batches after the last final one. Asks from the newest one back, until one is as it was known.
	fn pending(
		&self,
		settlement: &SettlementAt,
		last_final: BatchId,
		tip: BatchId,
		known: &[Pending],
	) -> Result<Vec<Pending>, Trouble> {
		let mut new = Vec::new();
		let mut same = 0;
		for id in (last_final.saturating_add(1)..=tip).rev() {
			let Some(info) = settlement.batch(id)? else { break };
			let at = known.partition_point(|one| one.info.id < id);
			if known.get(at).is_some_and(|one| {
				key_of(&one.info) == key_of(&info) && one.finding != Finding::Unknown
			}) {
				same = at.saturating_add(1);
				break;
			}
			new.push(info);
		}
		let kept = known
			.get(..same)
			.unwrap_or_default()
			.iter()
			.filter(|one| one.info.id > last_final);
		let mut pending: Vec<Pending> = kept.cloned().collect();
		let mut book = self.shared.book.lock();
		let Some(book) = &mut *book else { return Ok(pending) };
		pending.extend(new.into_iter().rev().map(|info| {
			let found = book.find(&key_of(&info));
			let seen = found.and_then(|found| book.seen(&found));
			let finding = seen.map_or(Finding::Unknown, |seen| seen.finding);
			Pending { info, found, finding }
		}));
		Ok(pending)
	}

	/// Says once of each false batch that it is false.
	fn report(&mut self, pending: &[Pending]) {
		for Pending { info, found, finding } in pending {
			let (Finding::False(chunk), Some(found)) = (finding, found) else { continue };
			if self.reported.insert(*found) {
				log::error!(
					target: LOG_TARGET,
					"batch {} of {} is false from chunk {chunk} on", info.id, info.batch.author,
				);
				self.shared.count(super::Metrics::found_false);
			}
		}
	}

	/// Forgets what no fork can need any more.
	fn settle(&mut self) -> Result<(), Trouble> {
		let last = self.final_block();
		let settlement = SettlementAt::new(self.client.clone(), last);
		let (checkpoint, overview) = (settlement.last_final()?, settlement.overview()?);
		if checkpoint.batch <= self.settled {
			return Ok(());
		}
		// The chain keeps the last final batches: those that are final since the last time are asked for with the pending ones.
		let since = self
			.settled
			.max(checkpoint.batch.saturating_sub(pallet_settlement::KEPT_BATCHES));
		let all = self.pending(&settlement, since, overview.tip.batch, &[])?;
		let (new, pending): (Vec<_>, Vec<_>) = all
			.into_iter()
			.filter_map(|one| Some((one.info.id, one.found?)))
			.partition(|(id, _)| *id <= checkpoint.batch);
		let pending = pending.into_iter().map(|(_, found)| found).collect();
		let mut height = None;
		if let Some(book) = &mut *self.shared.book.lock() {
			book.settle(&checkpoint.root, last.number, &new, &pending);
			height = new.iter().rev().find_map(|(id, found)| {
				let blocks = &book.finished(found).filter(|_| *id == checkpoint.batch)?.blocks;
				blocks.iter().map(|block| block.number).min()
			});
		}
		if let Some(height) = height {
			self.write_snapshot(&checkpoint, last, height);
		}
		self.settled = checkpoint.batch;
		self.reported.retain(|id| pending.contains(id));
		let Some(intake) = &self.shared.intake else { return Ok(()) };
		if let Some(book) = &*self.shared.book.lock() {
			intake.settle(checkpoint.batch, |record, code| end_of(book, record, code));
		}
		if let Err(error) = intake.compact() {
			log::error!(target: LOG_TARGET, "the sequencer's log can't be written anew: {error}");
		}
		Ok(())
	}
}

/// What became of a record of this node, for good: a final batch has it, or it would have no effect.
fn end_of(
	book: &Book<Signatures>,
	record: &pallet_settlement::Hash,
	code: Option<Code>,
) -> Option<End> {
	let is_final = |place: &Place| {
		let Finished { id, blocks } = book.finished(&place.batch)?;
		Some(End::Final {
			batch: *id,
			chunk: place.chunk,
			position: place.position,
			code: place.code.number(),
			block: *blocks.last()?,
		})
	};
	let found = book.places(record).iter().find_map(is_final);
	found.or(code.map(|code| End::Lost { code: code.number() }))
}
