// SPDX-License-Identifier: GPL-3.0-only

//! The relay chain's newest blocks as a tree, with the events of our candidates in each.

use super::status::{BlockRef, Moment};
use outrider_runtime::Hash;
use std::collections::{HashMap, HashSet, VecDeque};

/// The most relay blocks in the tree. Without a bound the tree would grow without end while the relay chain finalizes
/// nothing. Beyond it the oldest blocks count as settled by the best chain. 1,024 blocks are 102 minutes.
pub const MAX_RELAY_BLOCKS: usize = 1_024;

/// Settled relay blocks that are remembered, without their events, to look up relay parents. A relay parent may not be
/// older than the relay chain's scheduling lookahead, which is below ten on every network.
pub const MAX_RELAY_HISTORY: usize = 64;

/// The relay chain's events of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
	/// Validators vouch for the candidate.
	Backed,
	/// The candidate's data is available: the block is part of our chain.
	Included,
	/// The candidate's data did not become available in time.
	TimedOut,
}

/// A candidate event: what a relay block says of one parablock.
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
	/// None if the state with the events is gone.
	pub events: Option<Vec<CandidateEvent>>,
	/// When this node saw the block.
	pub seen: Moment,
}

/// The part of a settled relay block that is remembered.
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

/// The relay blocks above the newest settled one, as a tree whose root is the settled one.
#[derive(Clone, Debug)]
pub struct RelayTree {
	root: Settled,
	/// Settled blocks before the root, oldest first.
	history: VecDeque<Settled>,
	blocks: HashMap<Hash, RelayBlock>,
	best: BlockRef,
}

impl RelayTree {
	/// A tree with only its root.
	pub fn new(root: Settled) -> Self {
		Self { root, history: VecDeque::new(), blocks: HashMap::new(), best: root.at }
	}

	pub fn root(&self) -> Settled {
		self.root
	}

	pub fn best(&self) -> BlockRef {
		self.best
	}

	/// The number of blocks, without the root and older ones.
	#[cfg(test)]
	pub fn len(&self) -> usize {
		self.blocks.len()
	}

	/// The number of settled blocks that are remembered.
	#[cfg(test)]
	pub fn history_len(&self) -> usize {
		self.history.len()
	}

	/// Whether a block is the root or a descendant of it.
	pub fn contains(&self, hash: &Hash) -> bool {
		self.root.at.hash == *hash || self.blocks.contains_key(hash)
	}

	/// Adds a block below its parent. False if the parent is unknown, or if the block is already in the tree.
	pub fn insert(&mut self, block: RelayBlock) -> bool {
		if self.contains(&block.at.hash) || !self.contains(&block.parent) {
			return false;
		}
		self.blocks.insert(block.at.hash, block);
		true
	}

	/// Makes a block of the tree the best one. False if the block is not in the tree.
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

	/// The blocks from the root's child to this block, oldest first. None if the block is not in the tree.
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

	/// The newest settled block of this height. The root is one of the settled blocks.
	pub fn settled(&self, number: u32) -> Option<Settled> {
		let before = self.history.iter().rev();
		std::iter::once(&self.root)
			.chain(before)
			.find(|block| block.at.number == number)
			.copied()
	}

	/// Finds a block by its height and state root, as a parablock's header gives them for its relay parent.
	pub fn find(&self, number: u32, state_root: Hash) -> Option<Settled> {
		let settled = self.settled(number).filter(|block| block.state_root == state_root);
		settled.or_else(|| {
			self.blocks
				.values()
				.find(|block| block.at.number == number && block.state_root == state_root)
				.map(Settled::from)
		})
	}

	/// Makes a block of the tree its root, and returns the blocks from the old root's child to the new root, oldest
	/// first. Blocks that do not descend from the new root are removed. None if the block is not in the tree.
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

	/// The block that must become the root to keep the tree within its bound. None if the tree is within its bound, or
	/// if no new root helps. The block lies on the best chain: only forks are lost, and later reorgs below the block.
	pub fn overgrown(&self) -> Option<Hash> {
		let excess =
			self.blocks.len().checked_sub(MAX_RELAY_BLOCKS).filter(|excess| *excess > 0)?;
		let path = self.path(self.best.hash)?;
		let index = excess.min(path.len()).checked_sub(1);
		index.and_then(|index| path.get(index)).map(|block| block.at.hash)
	}

	/// While there are too many blocks, removes the lowest that neither leads to the best block nor builds on it. A new
	/// block builds on the best one before it becomes best itself.
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

	/// While there are too many blocks, removes the newest. The reader gives them again if they matter.
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
