// SPDX-License-Identifier: GPL-3.0-only

//! The relay chain's newest blocks as a tree, with what each says of our candidates.

use super::status::{BlockRef, Moment};
use outrider_runtime::Hash;
use std::collections::{HashMap, HashSet, VecDeque};

/// Relay blocks that the tree holds at most. A relay chain that stops finalizing would let it grow without end: from
/// here on, its oldest blocks count as settled by the best chain. 1,024 blocks are 102 minutes.
pub const MAX_RELAY_BLOCKS: usize = 1_024;

/// Settled relay blocks that are remembered, without their events: a relay parent is looked up among them. None may be
/// older than the relay chain's scheduling lookahead, which is below ten on every network.
pub const MAX_RELAY_HISTORY: usize = 64;

/// What a relay block says of one of our candidates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
	/// Validators vouch for it.
	Backed,
	/// It is available: a part of our chain.
	Included,
	/// It did not become available in time.
	TimedOut,
}

/// A candidate event: what a relay block says of a parablock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CandidateEvent {
	pub kind: EventKind,
	/// The parablock.
	pub head: BlockRef,
	/// Its parent.
	pub parent: Hash,
}

/// A block of the relay chain.
#[derive(Clone, Debug)]
pub struct RelayBlock {
	pub at: BlockRef,
	pub parent: Hash,
	pub state_root: Hash,
	/// The session of its children.
	pub session: u32,
	/// Absent where the state that holds them is gone.
	pub events: Option<Vec<CandidateEvent>>,
	/// When it was seen.
	pub seen: Moment,
}

/// What is remembered of a settled relay block.
#[derive(Clone, Copy, Debug)]
pub struct Settled {
	pub at: BlockRef,
	pub state_root: Hash,
	pub session: u32,
}

impl From<&RelayBlock> for Settled {
	fn from(block: &RelayBlock) -> Self {
		Self { at: block.at, state_root: block.state_root, session: block.session }
	}
}

/// The relay blocks that are not settled, hanging from the newest one that is.
#[derive(Clone, Debug)]
pub struct RelayTree {
	root: Settled,
	/// Settled blocks before the root, oldest first.
	history: VecDeque<Settled>,
	blocks: HashMap<Hash, RelayBlock>,
	best: BlockRef,
}

impl RelayTree {
	/// A tree of nothing but its root.
	pub fn new(root: Settled) -> Self {
		Self { root, history: VecDeque::new(), blocks: HashMap::new(), best: root.at }
	}

	pub fn root(&self) -> Settled {
		self.root
	}

	pub fn best(&self) -> BlockRef {
		self.best
	}

	/// How many blocks are held, the root and what is before it left out.
	#[cfg(test)]
	pub fn len(&self) -> usize {
		self.blocks.len()
	}

	/// How many settled blocks are remembered.
	#[cfg(test)]
	pub fn history_len(&self) -> usize {
		self.history.len()
	}

	/// Whether it is the root, or descends from there.
	pub fn contains(&self, hash: &Hash) -> bool {
		self.root.at.hash == *hash || self.blocks.contains_key(hash)
	}

	/// Hangs a block below its parent. False if there is nothing to hang it on, or if it is there already.
	pub fn insert(&mut self, block: RelayBlock) -> bool {
		if self.contains(&block.at.hash) || !self.contains(&block.parent) {
			return false;
		}
		self.blocks.insert(block.at.hash, block);
		true
	}

	/// Makes a block of the tree the best one. False if it is not in the tree.
	pub fn set_best(&mut self, hash: Hash) -> bool {
		let Some(at) = self.at(&hash) else { return false };
		self.best = at;
		true
	}

	fn at(&self, hash: &Hash) -> Option<BlockRef> {
		if self.root.at.hash == *hash {
			return Some(self.root.at);
		}
		self.blocks.get(hash).map(|block| block.at)
	}

	/// The blocks from below the root to this one, oldest first. None if it is not in the tree.
	pub fn path(&self, to: Hash) -> Option<Vec<&RelayBlock>> {
		let mut path = Vec::new();
		let mut hash = to;
		while hash != self.root.at.hash {
			let block = self.blocks.get(&hash)?;
			path.push(block);
			hash = block.parent;
		}
		path.reverse();
		Some(path)
	}

	/// The session of the children of a block of the tree.
	pub fn session(&self, hash: &Hash) -> Option<u32> {
		if self.root.at.hash == *hash {
			return Some(self.root.session);
		}
		self.blocks.get(hash).map(|block| block.session)
	}

	/// The newest settled block of this height, the root among them.
	pub fn settled(&self, number: u32) -> Option<Settled> {
		let before = self.history.iter().rev();
		std::iter::once(&self.root)
			.chain(before)
			.find(|block| block.at.number == number)
			.copied()
	}

	/// A block by its height and the root of its state: what a parablock's header says of its relay parent.
	pub fn find(&self, number: u32, state_root: Hash) -> Option<Settled> {
		let settled = self.settled(number).filter(|block| block.state_root == state_root);
		settled.or_else(|| {
			self.blocks
				.values()
				.find(|block| block.at.number == number && block.state_root == state_root)
				.map(Settled::from)
		})
	}

	/// Makes a block of the tree its root, and returns the blocks that it took on the way, oldest first. What does not
	/// descend from the new root is gone. None if the block is not in the tree.
	pub fn advance(&mut self, to: Hash) -> Option<Vec<RelayBlock>> {
		let path: Vec<Hash> = self.path(to)?.iter().map(|block| block.at.hash).collect();
		let taken: Vec<RelayBlock> =
			path.iter().filter_map(|hash| self.blocks.remove(hash)).collect();
		for block in &taken {
			self.history.push_back(std::mem::replace(&mut self.root, block.into()));
		}
		while self.history.len() > MAX_RELAY_HISTORY {
			self.history.pop_front();
		}
		self.keep_descendants();
		if !self.contains(&self.best.hash) {
			self.best = self.root.at;
		}
		Some(taken)
	}

	fn keep_descendants(&mut self) {
		let mut by_height: Vec<(u32, Hash, Hash)> = self
			.blocks
			.values()
			.map(|block| (block.at.number, block.at.hash, block.parent))
			.collect();
		by_height.sort_unstable();
		let mut kept = HashSet::from([self.root.at.hash]);
		for (_, hash, parent) in by_height {
			if kept.contains(&parent) {
				kept.insert(hash);
			}
		}
		self.blocks.retain(|hash, _| kept.contains(hash));
	}

	/// The block that has to become the root for the tree to be within its bound; none if it is, or if that does not
	/// help. It lies on the best chain, so that what is lost is forks, and the right to change one's mind.
	pub fn overgrown(&self) -> Option<Hash> {
		let excess =
			self.blocks.len().checked_sub(MAX_RELAY_BLOCKS).filter(|excess| *excess > 0)?;
		let path = self.path(self.best.hash)?;
		let index = excess.min(path.len()).checked_sub(1);
		index.and_then(|index| path.get(index)).map(|block| block.at.hash)
	}

	/// As long as there are too many blocks, drops the lowest of those that neither lead to the best block nor build on
	/// it. A new block builds on the best one before it becomes that.
	pub fn drop_forks(&mut self) {
		while self.blocks.len() > MAX_RELAY_BLOCKS {
			let living = self.living();
			let forks = self.blocks.values().filter(|block| !living.contains(&block.at.hash));
			let lowest = forks.min_by_key(|block| (block.at.number, block.at.hash));
			match lowest.map(|block| block.at.hash) {
				Some(hash) => self.blocks.remove(&hash),
				None => break,
			};
			self.keep_descendants();
		}
	}

	/// As long as there are too many blocks, drops the newest. If they matter, they are given again.
	pub fn drop_newest(&mut self) {
		while self.blocks.len() > MAX_RELAY_BLOCKS {
			let newest = self.blocks.values().max_by_key(|block| (block.at.number, block.at.hash));
			match newest.map(|block| block.at.hash) {
				Some(hash) => self.blocks.remove(&hash),
				None => break,
			};
		}
	}

	/// The blocks that lead to the best one, and those that build on it.
	fn living(&self) -> HashSet<Hash> {
		let path = self.path(self.best.hash).unwrap_or_default();
		let mut living: HashSet<Hash> = path.iter().map(|block| block.at.hash).collect();
		let mut above = HashSet::from([self.best.hash]);
		let mut later: Vec<&RelayBlock> = self
			.blocks
			.values()
			.filter(|block| block.at.number > self.best.number)
			.collect();
		later.sort_by_key(|block| block.at.number);
		for block in later {
			if above.contains(&block.parent) {
				above.insert(block.at.hash);
			}
		}
		living.extend(above);
		living
	}
}
