// SPDX-License-Identifier: GPL-3.0-only

//! The state machine: computes the stage of each parablock from the blocks of the relay chain and of our own chain.
//!
//! This module has no I/O. After each input the stages are computed anew from the blocks of the best relay chain, not
//! moved from event to event. So a reorg needs no rule of its own. Settled progress is computed from the finalized
//! relay chain alone.

use super::{
	entry::{Entry, Fate, Limits, Outcome, Parablock, Progress},
	relay::{EventKind, RelayBlock, RelayTree, Settled},
	status::{BlockRef, BlockStatus, Mark, Moment, Reason, Retraction, Segment, Stage},
};
use outrider_runtime::Hash;
use std::collections::{HashMap, VecDeque};

/// The most parablocks that are kept: those on their way, and those whose way has ended.
pub const MAX_BLOCKS: usize = 1_024;

/// The most finalized or retracted parablocks that are kept.
pub const MAX_DECIDED: usize = 512;

/// Finalized parablocks that a segment shows below those on their way.
pub const SHOWN_FINALIZED: usize = 8;

/// The most parablocks in a segment: the newest ones. While the relay chain finalizes nothing, all blocks stay on their
/// way. 64 are some six times as many as usual.
pub const MAX_SHOWN: usize = 64;

/// The limits until the relay chain has told its own. They are wider than any network's, so that no block is retracted
/// too early.
pub const CAUTIOUS_LIMITS: Limits = Limits { lookahead: 32, session_age: 1 };

/// The effect of an input.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
	/// The status of a block on its way has changed.
	Status(Hash),
	/// The last status of a block. The change carries it, since the block need not be kept any longer.
	Ended(Box<BlockStatus>),
	/// A block reached a stage for the first time. Durations are in seconds: since the stage before, and since the
	/// block was built.
	Reached { stage: Stage, since_previous: Option<f64>, since_built: Option<f64> },
	/// A block was retracted.
	Retracted(Reason),
	/// The way of a block has ended, and the node has observed all of it.
	Decided(Outcome),
	/// The tracker no longer keeps a block whose way has not ended.
	Forgotten(Hash),
	/// A settled relay block backed none of our blocks.
	SlotMissed,
	/// The relay chain's state was gone, or too many of its blocks had passed.
	Gap,
}

/// The result of a new finalized relay block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finalization {
	/// The tree has taken the block.
	Taken,
	/// The block is at or below the settled one.
	Old,
	/// The block is not in the tree. Its ancestors must be given first.
	Unlinked,
}

/// The stages of all recent parablocks.
#[derive(Debug)]
pub struct Tracker {
	relay: Option<RelayTree>,
	/// The height of the relay block at which the tracker started. The events of that block and of earlier ones are not
	/// known.
	began: u32,
	relay_finalized: Option<BlockRef>,
	limits: Limits,
	blocks: HashMap<Hash, Entry>,
	/// The blocks whose way has ended, in this order.
	decided: VecDeque<Hash>,
	/// Our newest included block, by the settled, the finalized and the best relay chain.
	settled_head: Option<BlockRef>,
	finalized_head: Option<BlockRef>,
	included_head: Option<BlockRef>,
	capacity: Option<u32>,
	/// Missed slots are counted from the first backed block on.
	was_backed: bool,
	/// Some relay blocks above the finalized one were not seen live.
	missed_some: bool,
	changes: Vec<Change>,
}

impl Default for Tracker {
	fn default() -> Self {
		Self {
			relay: None,
			began: 0,
			relay_finalized: None,
			limits: CAUTIOUS_LIMITS,
			blocks: HashMap::new(),
			decided: VecDeque::new(),
			settled_head: None,
			finalized_head: None,
			included_head: None,
			capacity: None,
			was_backed: false,
			missed_some: false,
			changes: Vec::new(),
		}
	}
}

/// Inputs.
impl Tracker {
	/// Starts at a finalized relay block, with our newest included block in its state. A second start leaves a gap for
	/// the blocks on their way: the events between are not known.
	pub fn start(&mut self, root: Settled, head: Option<BlockRef>, now: Moment) {
		let undecided = self.blocks.values_mut().filter(|entry| entry.fate.is_none());
		if self.relay.is_some() && undecided.map(|entry| entry.lose_sight()).count() > 0 {
			self.changes.push(Change::Gap);
		}
		self.relay = Some(RelayTree::new(root));
		self.began = root.at.number;
		self.missed_some = false;
		self.settled_head = head;
		self.finalize_settled(root.at, now);
		self.refresh();
	}

	/// Sets the relay chain's limits for the age of a relay parent.
	pub fn set_limits(&mut self, limits: Limits) {
		self.limits = limits;
	}

	/// Sets how many blocks may be built before the first of them is included.
	pub fn set_capacity(&mut self, capacity: Option<u32>) {
		self.capacity = capacity;
	}

	/// Takes a new block of our chain.
	pub fn import(&mut self, block: Parablock) {
		let hash = block.facts.hash;
		let is_past = self.is_past(block.facts.number);
		// A relay block before the start may have backed it.
		let uncertain = block.relay_parent.is_none_or(|(number, _)| number < self.began);
		match self.blocks.get_mut(&hash) {
			Some(entry) if entry.imported.is_some() => return,
			Some(entry) => {
				entry.relay_parent_hint = block.relay_parent;
				entry.continues_bundle = block.continues_bundle;
				entry.imported = Some((block.facts, block.built));
				entry.uncertain |= uncertain;
			},
			// The block's way ended before this node imported it.
			None if is_past => return,
			None => {
				self.blocks.insert(hash, Entry { uncertain, ..Entry::imported(block) });
			},
		}
		self.changes.push(Change::Status(hash));
		self.changes.push(Change::Reached {
			stage: Stage::Built,
			since_previous: None,
			since_built: None,
		});
		self.refresh();
		self.stay_within_bounds();
	}

	/// Takes a new relay block. False if its parent is unknown: the parent must be given first.
	pub fn relay_block(&mut self, block: RelayBlock) -> bool {
		let Some(relay) = &mut self.relay else { return false };
		let (hash, events) = (block.at.hash, block.events.clone());
		if !relay.insert(block) {
			return relay.contains(&hash);
		}
		if events.is_none() {
			self.changes.push(Change::Gap);
		}
		for event in events.into_iter().flatten() {
			if !self.is_past(event.head.number) {
				let entry = self.blocks.entry(event.head.hash);
				entry.or_insert_with(|| Entry::announced(&event));
			}
		}
		self.stay_within_bounds();
		true
	}

	/// Takes a new best relay block. False if the block is unknown: it must be given first.
	pub fn best(&mut self, hash: Hash) -> bool {
		let Some(relay) = &mut self.relay else { return false };
		if !relay.set_best(hash) {
			return false;
		}
		self.refresh();
		self.stay_within_bounds();
		true
	}

	/// Takes a new finalized relay block. If one of the newly settled blocks was not seen live, the time of finality is
	/// not known either.
	pub fn finalized(&mut self, at: BlockRef, now: Moment) -> Finalization {
		let Some(relay) = &self.relay else { return Finalization::Unlinked };
		if !relay.contains(&at.hash) {
			let is_old = at.number <= relay.root().at.number;
			return if is_old { Finalization::Old } else { Finalization::Unlinked };
		}
		self.settle(at.hash);
		let missed_some = std::mem::take(&mut self.missed_some);
		self.finalize_settled(at, Moment { live: now.live && !missed_some, ..now });
		self.refresh();
		self.stay_within_bounds();
		Finalization::Taken
	}

	/// The effects of the inputs since the last call.
	pub fn take_changes(&mut self) -> Vec<Change> {
		std::mem::take(&mut self.changes)
	}
}

/// Answers.
impl Tracker {
	/// Whether the tracker has a relay block to start from.
	pub fn is_started(&self) -> bool {
		self.relay.is_some()
	}

	/// The relay chain's newest blocks.
	pub fn relay(&self) -> Option<&RelayTree> {
		self.relay.as_ref()
	}

	/// Blocks that the relay chain has named and this node has not imported.
	pub fn announced(&self) -> Vec<Hash> {
		self.blocks
			.values()
			.filter(|entry| entry.imported.is_none() && entry.stage() != Stage::Retracted)
			.map(|entry| entry.at.hash)
			.collect()
	}

	/// The relay chain's best and finalized block.
	pub fn heads(&self) -> Option<(BlockRef, BlockRef)> {
		self.relay.as_ref().map(RelayTree::best).zip(self.relay_finalized)
	}

	/// Whether the settled relay block is final too. Not so after the relay chain has finalized nothing for too long.
	pub fn is_settled_final(&self) -> bool {
		let root = self.relay.as_ref().map(|relay| relay.root().at.number);
		root <= self.relay_finalized.map(|at| at.number)
	}

	/// Whether a block of this height, not kept now, will be kept once its import is announced. If there are too many
	/// blocks, the lowest are removed for good.
	pub fn is_expected(&self, number: u32) -> bool {
		let lowest = self.blocks.values().map(|entry| entry.at.number).min();
		!self.is_past(number) && lowest.is_none_or(|lowest| number >= lowest)
	}

	/// Whether a block of this height is already decided.
	pub fn is_past(&self, number: u32) -> bool {
		self.finalized_head.is_some_and(|head| number <= head.number)
	}

	/// How many blocks are kept, and how many of them have ended their way.
	#[cfg(test)]
	pub fn kept(&self) -> (usize, usize) {
		(self.blocks.len(), self.decided.len())
	}

	/// The number of blocks of the longest chain on the included head, and its maximum.
	pub fn fill(&self) -> (u32, Option<u32>) {
		(self.unincluded(), self.capacity)
	}

	/// The status of a block. None if the block is not kept.
	pub fn status(&self, hash: &Hash) -> Option<BlockStatus> {
		self.blocks.get(hash)?.status()
	}

	/// The blocks on their way. None before the start.
	pub fn segment(&self) -> Option<Segment> {
		let mut blocks: Vec<BlockStatus> = self.shown().filter_map(Entry::status).collect();
		let omitted = blocks.len().saturating_sub(MAX_SHOWN);
		blocks.drain(..omitted);
		Some(Segment {
			relay_best: self.relay.as_ref()?.best(),
			relay_finalized: self.relay_finalized?,
			included_head: self.included_head,
			finalized_head: self.finalized_head,
			capacity: self.capacity,
			unincluded: self.unincluded(),
			omitted,
			blocks,
		})
	}

	/// The blocks on their way, the newest finalized ones, and the retracted ones that are not older than these.
	fn shown(&self) -> impl Iterator<Item = &Entry> {
		let is_finalized = |entry: &&Entry| matches!(entry.fate, Some(Fate::Finalized(_)));
		let mut finalized: Vec<u32> = self
			.blocks
			.values()
			.filter(is_finalized)
			.filter(|entry| entry.imported.is_some())
			.map(|entry| entry.at.number)
			.collect();
		finalized.sort_unstable_by(|a, b| b.cmp(a));
		let oldest = finalized.into_iter().take(SHOWN_FINALIZED).next_back();
		let oldest = oldest.or(self.finalized_head.map(|head| head.number)).unwrap_or(0);
		let mut shown: Vec<&Entry> =
			self.blocks.values().filter(|entry| entry.at.number >= oldest).collect();
		shown.sort_by_key(|entry| {
			(entry.at.number, entry.imported.as_ref().map(|(_, built)| built.ms), entry.at.hash)
		});
		shown.into_iter()
	}

	/// Blocks of the longest chain on the included head.
	fn unincluded(&self) -> u32 {
		let Some(head) = self.included_head else { return 0 };
		let mut depth = HashMap::from([(head.hash, 0_u32)]);
		for entry in self.by_height(|entry| entry.fate.is_none()) {
			if let Some(before) = depth.get(&entry.parent) {
				depth.insert(entry.at.hash, before.saturating_add(1));
			}
		}
		depth.into_values().max().unwrap_or(0)
	}

	fn by_height(&self, filter: impl Fn(&Entry) -> bool) -> Vec<&Entry> {
		let mut found: Vec<&Entry> = self.blocks.values().filter(|entry| filter(entry)).collect();
		found.sort_by_key(|entry| (entry.at.number, entry.at.hash));
		found
	}
}

/// Internals.
impl Tracker {
	/// Makes a relay block of the tree the newest settled one. Its events and those of earlier blocks are not computed
	/// again.
	fn settle(&mut self, hash: Hash) {
		let Some(relay) = &mut self.relay else { return };
		let session = relay.root().session;
		let Some(taken) = relay.advance(hash) else { return };
		self.count_missed_slots(session, &taken);
		self.missed_some |= taken.iter().any(|block| !block.seen.live);
		if taken.iter().any(|block| block.events.is_none()) {
			for entry in self.blocks.values_mut().filter(|entry| entry.fate.is_none()) {
				entry.uncertain = true;
			}
		}
		let path: Vec<&RelayBlock> = taken.iter().collect();
		fold(&mut self.blocks, |entry| &mut entry.base, &path, session, &mut self.settled_head);
	}

	/// Counts the relay blocks that backed none of our blocks. The last block of a session can back nothing and is left
	/// out.
	fn count_missed_slots(&mut self, mut session: u32, taken: &[RelayBlock]) {
		for block in taken {
			let is_change = std::mem::replace(&mut session, block.session) != block.session;
			let Some(events) = &block.events else { continue };
			let backs = events.iter().any(|event| event.kind == EventKind::Backed);
			if self.was_backed && !backs && !is_change && block.seen.live {
				self.changes.push(Change::SlotMissed);
			}
			self.was_backed |= backs;
		}
	}

	/// All settled blocks are final: ends the way of each block that finality decides.
	fn finalize_settled(&mut self, relay_block: BlockRef, now: Moment) {
		self.relay_finalized = Some(relay_block);
		self.finalized_head = self.settled_head;
		let lowest = self.finalize_included(Mark { at: now, relay_block });
		let Some(root) = self.relay.as_ref().map(RelayTree::root) else { return };
		let undecided: Vec<Hash> = self
			.by_height(|entry| entry.fate.is_none())
			.into_iter()
			.map(|entry| entry.at.hash)
			.collect();
		for hash in undecided {
			let Some(entry) = self.blocks.get(&hash) else { continue };
			if self.is_past(entry.at.number) && entry.at.number < lowest {
				// An unknown block links this one to the included chain, or does not: the stage can't be told.
				self.blocks.remove(&hash);
				self.changes.push(Change::Forgotten(hash));
				continue;
			}
			let Some(reason) = self.reason(entry, root) else { continue };
			let said_by = entry.base.dropped.filter(|(why, _)| *why == reason);
			let relay_block = Some(said_by.map_or(root.at, |(_, at)| at));
			self.decide(hash, Fate::Retracted(Retraction { at: now, reason, relay_block }));
		}
	}

	/// Finalizes the included head and its ancestors. Returns the height from which on all ancestors are known: any
	/// other block there is on a fork.
	fn finalize_included(&mut self, mark: Mark) -> u32 {
		let Some(head) = self.settled_head else { return 0 };
		let (mut hash, mut lowest) = (head.hash, head.number);
		let mut included = Vec::new();
		while let Some(entry) = self.blocks.get(&hash) {
			match entry.fate {
				None => {
					included.push(hash);
					lowest = entry.at.number.saturating_sub(1);
					hash = entry.parent;
				},
				// Its ancestors were decided together with it.
				Some(Fate::Finalized(_)) => {
					lowest = 0;
					break;
				},
				Some(Fate::Retracted(_)) => {
					log::error!(
						target: super::LOG_TARGET,
						"a retracted block was included: please report it; number={} hash={hash:?}",
						entry.at.number,
					);
					break;
				},
			}
		}
		// The oldest block is decided first, and is therefore the first to be removed.
		while let Some(hash) = included.pop() {
			self.decide(hash, Fate::Finalized(mark));
		}
		lowest
	}

	/// The reason why a block can't be included any more, after a relay block became final. None if it still can.
	fn reason(&self, entry: &Entry, root: Settled) -> Option<Reason> {
		let head = self.settled_head;
		let dropped = entry.base.dropped.map(|(reason, _)| reason);
		if self.is_past(entry.at.number) {
			if entry.uncertain {
				return Some(Reason::Unknown);
			}
			return Some(dropped.unwrap_or(Reason::SiblingIncluded));
		}
		let parent = self.blocks.get(&entry.parent);
		if let Some(Fate::Retracted(retraction)) = parent.and_then(|parent| parent.fate) {
			return Some(retraction.reason);
		}
		let is_next = head.is_some_and(|head| entry.at.number == head.number.saturating_add(1));
		if is_next && head.is_some_and(|head| head.hash != entry.parent) {
			return Some(Reason::SiblingIncluded);
		}
		let on_its_way = entry.uncertain || entry.base.stage() != Stage::Built;
		let relay = self.relay.as_ref().filter(|_| !on_its_way)?;
		let expiry = entry.expiry(relay, root, self.limits)?;
		Some(dropped.unwrap_or(expiry))
	}

	fn decide(&mut self, hash: Hash, fate: Fate) {
		let Some(entry) = self.blocks.get_mut(&hash) else { return };
		entry.now = entry.base;
		let base = entry.base;
		reach(entry, &base, &mut self.changes);
		entry.fate = Some(fate);
		if let Some((_, built)) = &entry.imported {
			match fate {
				Fate::Finalized(mark) => self.changes.push(Change::Reached {
					stage: Stage::Finalized,
					since_previous: base
						.included
						.and_then(|included| included.at.seconds_to(mark.at)),
					since_built: built.seconds_to(mark.at),
				}),
				Fate::Retracted(retraction) => {
					self.changes.push(Change::Retracted(retraction.reason));
				},
			}
		}
		self.changes
			.extend(entry.status().map(|status| Change::Ended(Box::new(status))));
		self.changes.extend(entry.outcome().map(Change::Decided));
		self.decided.push_back(hash);
	}

	/// Computes the progress of each block by the best relay chain.
	fn refresh(&mut self) {
		let Some(relay) = &self.relay else { return };
		let Some(path) = relay.path(relay.best().hash) else { return };
		let mut before: Vec<(Hash, Progress, Option<BlockRef>)> = Vec::new();
		for entry in self.blocks.values_mut().filter(|entry| entry.fate.is_none()) {
			before.push((entry.at.hash, entry.now, entry.relay_parent));
			entry.now = entry.base;
			entry.find_relay_parent(relay);
		}
		let mut head = self.settled_head;
		fold(&mut self.blocks, |entry| &mut entry.now, &path, relay.root().session, &mut head);
		self.included_head = head;
		self.imply_inclusion();
		for (hash, then, relay_parent) in before {
			let Some(entry) = self.blocks.get_mut(&hash) else { continue };
			let now = entry.now;
			reach(entry, &now, &mut self.changes);
			if (then, relay_parent) != (now, entry.relay_parent) && entry.imported.is_some() {
				self.changes.push(Change::Status(hash));
			}
		}
	}

	/// Marks the ancestors of included blocks as included, even if no event of theirs was seen.
	fn imply_inclusion(&mut self) {
		let Some(head) = self.included_head else { return };
		let mut hash = head.hash;
		while let Some(entry) = self.blocks.get_mut(&hash).filter(|entry| entry.fate.is_none()) {
			entry.now.implied = entry.now.included.is_none();
			hash = entry.parent;
		}
	}

	fn stay_within_bounds(&mut self) {
		while self.decided.len() > MAX_DECIDED {
			if let Some(hash) = self.decided.pop_front() {
				self.blocks.remove(&hash);
			}
		}
		while self.blocks.len() > MAX_BLOCKS {
			let oldest_decided = self.decided.pop_front();
			let oldest = oldest_decided.or_else(|| {
				let lowest =
					self.blocks.values().min_by_key(|entry| (entry.at.number, entry.at.hash));
				let hash = lowest.map(|entry| entry.at.hash);
				self.changes.extend(hash.map(Change::Forgotten));
				hash
			});
			match oldest {
				Some(hash) => self.blocks.remove(&hash),
				None => break,
			};
		}
		if let Some(relay) = &mut self.relay {
			relay.drop_forks();
			if let Some(root) = relay.overgrown() {
				self.settle(root);
			}
		}
		if let Some(relay) = &mut self.relay {
			relay.drop_newest();
		}
	}
}

/// Reports the stages that a block has reached for the first time.
fn reach(entry: &mut Entry, progress: &Progress, changes: &mut Vec<Change>) {
	let Some((_, built)) = &entry.imported else { return };
	let mut tell = |stage, previous: Option<Moment>, mark: Option<Mark>| {
		let at = mark.map(|mark| mark.at);
		let since = |moment: Option<Moment>| moment.zip(at).and_then(|(a, b)| a.seconds_to(b));
		changes.push(Change::Reached {
			stage,
			since_previous: since(previous),
			since_built: since(Some(*built)),
		});
	};
	if !entry.was_backed && progress.backed.is_some() {
		entry.was_backed = true;
		tell(Stage::Backed, Some(*built), progress.backed);
	}
	if !entry.was_included && progress.stage() == Stage::Included {
		entry.was_included = true;
		tell(Stage::Included, progress.backed.map(|mark| mark.at), progress.included);
	}
}

/// Applies the events of a chain of relay blocks, oldest first, to one side (`base` or `now`) of the entries.
fn fold(
	blocks: &mut HashMap<Hash, Entry>,
	side: fn(&mut Entry) -> &mut Progress,
	path: &[&RelayBlock],
	mut session: u32,
	head: &mut Option<BlockRef>,
) {
	for block in path {
		for event in block.events.iter().flatten() {
			if event.kind == EventKind::Included {
				*head = Some(event.head);
			}
			// An event names only the last block of a candidate.
			let mut next = Some(event.head.hash);
			while let Some(hash) = next {
				let entry = blocks.get_mut(&hash).filter(|entry| entry.fate.is_none());
				next = entry.and_then(|entry| {
					side(entry).apply(event.kind, block);
					entry.continues_bundle.then_some(entry.parent)
				});
			}
		}
		if std::mem::replace(&mut session, block.session) != block.session {
			for entry in blocks.values_mut().filter(|entry| entry.fate.is_none()) {
				let progress = side(entry);
				if progress.stage() == Stage::Backed {
					progress.drop_backing(Reason::SessionChange, block.at);
				}
			}
		}
	}
}
