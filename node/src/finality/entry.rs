// SPDX-License-Identifier: GPL-3.0-only

//! The record of one parablock.

use super::{
	relay::{CandidateEvent, EventKind, RelayBlock, RelayTree, Settled},
	status::{Began, BlockRef, BlockStatus, Facts, Mark, Moment, Reason, Retraction, Stage},
};
use outrider_runtime::Hash;

/// A block of our chain that this node has imported.
#[derive(Clone, Debug)]
pub struct Parablock {
	pub facts: Facts,
	/// The height of its relay parent, and the root of that block's state.
	pub relay_parent: Option<(u32, Hash)>,
	/// Whether it is in one candidate with its parent.
	pub continues_bundle: bool,
	pub built: Moment,
}

/// The stage of a parablock by one chain of relay blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
	pub backed: Option<Mark>,
	pub included: Option<Mark>,
	/// A descendant of this block is included, and so this block is too.
	pub implied: bool,
	/// Why the block is no longer backed, and since which relay block.
	pub dropped: Option<(Reason, BlockRef)>,
}

impl Progress {
	pub fn stage(&self) -> Stage {
		match (self.included.is_some() || self.implied, self.backed) {
			(true, _) => Stage::Included,
			(false, Some(_)) => Stage::Backed,
			(false, None) => Stage::Built,
		}
	}

	pub fn apply(&mut self, event: EventKind, block: &RelayBlock) {
		let mark = Mark { at: block.seen, relay_block: block.at };
		match event {
			EventKind::Backed => {
				self.backed = Some(mark);
				self.dropped = None;
			},
			EventKind::Included => self.included = Some(mark),
			EventKind::TimedOut => self.drop_backing(Reason::TimedOut, block.at),
		}
	}

	/// Notes that the relay chain has dropped the candidate. An included block stays included.
	pub fn drop_backing(&mut self, reason: Reason, at: BlockRef) {
		if self.included.is_none() {
			self.backed = None;
			self.dropped = Some((reason, at));
		}
	}
}

/// The final stage of a parablock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
	Finalized(Mark),
	Retracted(Retraction),
}

/// How the way of a parablock ended. Statistics are computed from outcomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
	pub was_backed: bool,
	pub was_included: bool,
	pub built: Moment,
	pub backed: Option<Moment>,
	pub included: Option<Moment>,
	/// None if the block was retracted.
	pub finalized: Option<Moment>,
}

/// A block of our chain: imported, or known from the relay chain's candidate events alone.
#[derive(Clone, Debug)]
pub struct Entry {
	pub at: BlockRef,
	pub parent: Hash,
	pub imported: Option<(Facts, Moment)>,
	/// The height of its relay parent, and the root of that block's state.
	pub relay_parent_hint: Option<(u32, Hash)>,
	pub relay_parent: Option<BlockRef>,
	/// Whether it is in one candidate with its parent, as far as is known.
	pub continues_bundle: bool,
	/// The progress by the settled relay chain.
	pub base: Progress,
	/// The progress by the best relay chain.
	pub now: Progress,
	/// Some relay state was gone, so an event of this block may have been missed.
	pub uncertain: bool,
	pub was_backed: bool,
	pub was_included: bool,
	pub fate: Option<Fate>,
}

impl Entry {
	/// A block that this node has imported.
	pub fn imported(block: Parablock) -> Self {
		let at = BlockRef { number: block.facts.number, hash: block.facts.hash };
		let mut entry = Self::new(at, block.facts.parent_hash);
		entry.relay_parent_hint = block.relay_parent;
		entry.continues_bundle = block.continues_bundle;
		entry.imported = Some((block.facts, block.built));
		entry
	}

	/// A block that the relay chain knows and this node does not.
	pub fn announced(event: &CandidateEvent) -> Self {
		Self::new(event.head, event.parent)
	}

	fn new(at: BlockRef, parent: Hash) -> Self {
		Self {
			at,
			parent,
			imported: None,
			relay_parent_hint: None,
			relay_parent: None,
			continues_bundle: false,
			base: Progress::default(),
			now: Progress::default(),
			uncertain: false,
			was_backed: false,
			was_included: false,
			fate: None,
		}
	}

	/// Forgets all that the relay chain has said of this block. Events until it is seen again may be missed.
	pub fn lose_sight(&mut self) {
		self.uncertain = true;
		self.base = Progress::default();
	}

	/// Looks for the relay parent. The node may import it after the block that is built on it.
	pub fn find_relay_parent(&mut self, relay: &RelayTree) {
		if let (None, Some((number, state_root))) = (self.relay_parent, self.relay_parent_hint) {
			self.relay_parent = relay.find(number, state_root).map(|block| block.at);
		}
	}

	/// The reason why the children of a finalized relay block can't back this block, if there is one.
	pub fn expiry(&self, relay: &RelayTree, at: Settled, limits: Limits) -> Option<Reason> {
		let (number, state_root) = self.relay_parent_hint?;
		let settled = relay.settled(number);
		if settled.is_some_and(|block| block.state_root != state_root) {
			return Some(Reason::RelayReorg);
		}
		let oldest_session = at.session.saturating_sub(limits.session_age);
		if settled.is_some_and(|block| block.session < oldest_session) {
			return Some(Reason::SessionChange);
		}
		let too_old = at.at.number >= number.saturating_add(limits.lookahead);
		too_old.then_some(Reason::RelayParentTooOld)
	}

	pub fn stage(&self) -> Stage {
		match self.fate {
			Some(Fate::Finalized(_)) => Stage::Finalized,
			Some(Fate::Retracted(_)) => Stage::Retracted,
			None => self.now.stage(),
		}
	}

	pub fn status(&self) -> Option<BlockStatus> {
		let (facts, built) = self.imported.as_ref()?;
		let (finalized, retracted) = match self.fate {
			Some(Fate::Finalized(mark)) => (Some(mark), None),
			Some(Fate::Retracted(retraction)) => (None, Some(retraction)),
			None => (None, None),
		};
		Some(BlockStatus {
			facts: facts.clone(),
			stage: self.stage(),
			relay_parent: self.relay_parent,
			built: Began { at: *built },
			backed: self.now.backed,
			included: self.now.included,
			finalized,
			retracted,
		})
	}

	/// The outcome, if the whole way of the block was observed.
	pub fn outcome(&self) -> Option<Outcome> {
		let (_, built) = self.imported.as_ref().filter(|_| !self.uncertain)?;
		let finalized = match self.fate? {
			Fate::Finalized(mark) => Some(mark.at),
			Fate::Retracted(_) => None,
		};
		built.live.then_some(Outcome {
			was_backed: self.was_backed,
			was_included: self.was_included,
			built: *built,
			backed: self.base.backed.map(|mark| mark.at),
			included: self.base.included.map(|mark| mark.at),
			finalized,
		})
	}
}

/// How old a relay parent may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
	/// A relay block backs a candidate only if the relay parent is among this many blocks before that relay block.
	pub lookahead: u32,
	/// How many sessions old a relay parent may be.
	pub session_age: u32,
}
