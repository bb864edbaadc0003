// SPDX-License-Identifier: GPL-3.0-only

//! A relay chain that makes any allowed move, and a tracker that must agree with its state.
//!
//! The relay chain here computes its state block by block, as the real one does: the included head, the candidates that
//! wait for availability, and the session. Each block keeps its own copy of the state, and no copy is dropped.

use super::{
	facts,
	script::{hash, LIMITS},
};
use crate::finality::{
	entry::Parablock,
	relay::{CandidateEvent, EventKind, RelayBlock, Settled, MAX_RELAY_BLOCKS},
	status::{BlockRef, Moment, Stage},
	tracker::{Finalization, Tracker, MAX_BLOCKS},
};
use outrider_runtime::Hash;
use proptest::prelude::*;
use std::collections::HashMap;

/// A block of ours: its place, and its relay parent.
#[derive(Clone)]
struct Para {
	number: u32,
	parent: usize,
	relay_parent: usize,
	imported: bool,
}

/// A relay block, and its state.
#[derive(Clone)]
struct Relay {
	number: u32,
	parent: usize,
	session: u32,
	/// Our included chain, and the candidates that wait for availability.
	included: Vec<usize>,
	pending: Vec<usize>,
	given: bool,
}

/// The next move. Numbers choose among the existing blocks.
#[derive(Clone, Debug)]
enum Step {
	/// A relay block on one of the newest.
	Extend { on: usize, what: What },
	/// One of the newest relay blocks becomes best.
	Best(usize),
	/// The relay chain finalizes a descendant of the finalized block.
	Finalize(usize),
	/// A collator builds on one of our newest blocks and one of the newest relay blocks.
	Build { on: usize, relay_parent: usize, imports: bool },
	/// One of our blocks is imported late.
	Import(usize),
}

/// The events of a relay block.
#[derive(Clone, Debug)]
struct What {
	includes: bool,
	times_out: bool,
	backs: Option<usize>,
	ends_session: bool,
}

fn step() -> impl Strategy<Value = Step> {
	let what = (any::<bool>(), 0..6_u8, prop::option::weighted(0.8, 0..8_usize), 0..12_u8)
		.prop_map(|(includes, times_out, backs, ends)| What {
			includes,
			times_out: times_out == 0,
			backs,
			ends_session: ends == 0,
		});
	prop_oneof![
		8 => (0..4_usize, what).prop_map(|(on, what)| Step::Extend { on, what }),
		6 => (0..3_usize).prop_map(Step::Best),
		2 => (0..8_usize).prop_map(Step::Finalize),
		8 => (0..4_usize, 0..4_usize, 0..5_u8).prop_map(|(on, relay_parent, imports)| Step::Build {
			on,
			relay_parent,
			imports: imports > 0,
		}),
		1 => (0..8_usize).prop_map(Step::Import),
	]
}

struct World {
	tracker: Tracker,
	relay: Vec<Relay>,
	para: Vec<Para>,
	best: usize,
	finalized: usize,
	now: u64,
	/// Stages that were reported as last ones.
	last_words: HashMap<usize, Stage>,
}

fn relay_hash(index: usize) -> Hash {
	hash(&format!("R{index}"))
}

fn para_hash(index: usize) -> Hash {
	hash(&format!("P{index}"))
}

impl World {
	fn new() -> Self {
		let first = Relay {
			number: 100,
			parent: 0,
			session: 1,
			included: vec![0],
			pending: Vec::new(),
			given: true,
		};
		let mut tracker = Tracker::default();
		let root = Settled {
			at: BlockRef { number: 100, hash: relay_hash(0) },
			state_root: relay_hash(0),
			session: 1,
		};
		let head = BlockRef { number: 10, hash: para_hash(0) };
		tracker.start(root, Some(head), Moment { ms: 0, live: false });
		tracker.set_limits(LIMITS);
		Self {
			tracker,
			relay: vec![first],
			para: vec![Para { number: 10, parent: 0, relay_parent: 0, imported: false }],
			best: 0,
			finalized: 0,
			now: 0,
			last_words: HashMap::new(),
		}
	}

	fn moment(&mut self) -> Moment {
		self.now += 1_000;
		Moment { ms: self.now, live: true }
	}

	/// Is `block` the block `from`, or a descendant of it?
	fn descends(&self, mut block: usize, from: usize) -> bool {
		while self.relay[block].number > self.relay[from].number {
			block = self.relay[block].parent;
		}
		block == from
	}

	/// The relay block `back` places before the newest of those that can still become final.
	fn living(&self, back: usize) -> usize {
		let mut living = (0..self.relay.len())
			.rev()
			.filter(|block| self.descends(*block, self.finalized));
		living.nth(back).unwrap_or(self.finalized)
	}

	/// May a child of this relay block back a block of ours, by the relay chain's rules?
	fn may_back(&self, parent: usize, state: &Relay, block: usize) -> bool {
		let Para { parent: head, relay_parent, .. } = self.para[block];
		let newest = state.pending.last().or(state.included.last());
		let relay_parent_state = &self.relay[relay_parent];
		Some(&head) == newest
			&& block != 0
			&& self.descends(parent, relay_parent)
			&& relay_parent_state.session == self.relay[parent].session
			&& self.relay[parent].number - relay_parent_state.number < LIMITS.lookahead
	}

	fn event(&self, kind: EventKind, block: usize) -> CandidateEvent {
		let Para { number, parent, .. } = self.para[block];
		let head = BlockRef { number, hash: para_hash(block) };
		CandidateEvent { kind, head, parent: para_hash(parent) }
	}

	fn extend(&mut self, parent: usize, what: &What) {
		let mut state = self.relay[parent].clone();
		let mut events = Vec::new();
		state.number += 1;
		state.parent = parent;
		if what.times_out {
			let dropped = std::mem::take(&mut state.pending);
			events.extend(dropped.into_iter().map(|block| self.event(EventKind::TimedOut, block)));
		}
		if what.includes && !state.pending.is_empty() {
			let block = state.pending.remove(0);
			state.included.push(block);
			events.push(self.event(EventKind::Included, block));
		}
		let candidates: Vec<usize> = (0..self.para.len())
			.filter(|block| self.may_back(parent, &state, *block))
			.collect();
		if let Some(choice) = what.backs.filter(|_| !candidates.is_empty()) {
			let block = candidates[choice % candidates.len()];
			state.pending.push(block);
			events.push(self.event(EventKind::Backed, block));
		}
		if what.ends_session {
			state.session += 1;
			state.pending.clear();
		}
		let index = self.relay.len();
		let seen = self.moment();
		let (number, session) = (state.number, state.session);
		self.relay.push(state);
		let linked = self.tracker.relay_block(RelayBlock {
			at: BlockRef { number, hash: relay_hash(index) },
			parent: relay_hash(parent),
			state_root: relay_hash(index),
			session,
			events: Some(events),
			seen,
		});
		self.relay[index].given = linked;
	}

	fn build(&mut self, parent: usize, relay_parent: usize, imports: bool) {
		let number = self.para[parent].number + 1;
		self.para.push(Para { number, parent, relay_parent, imported: false });
		if imports {
			self.import(self.para.len() - 1);
		}
	}

	fn import(&mut self, block: usize) {
		let Para { number, parent, relay_parent, .. } = self.para[block];
		let built = self.moment();
		self.para[block].imported = true;
		self.tracker.import(Parablock {
			facts: facts(para_hash(block), number, para_hash(parent)),
			relay_parent: Some((self.relay[relay_parent].number, relay_hash(relay_parent))),
			continues_bundle: false,
			built,
		});
	}

	fn play(&mut self, step: &Step) {
		match step {
			Step::Extend { on, what } => self.extend(self.living(*on), what),
			Step::Best(back) => {
				self.best = self.living(*back);
				assert!(self.tracker.best(relay_hash(self.best)));
			},
			Step::Finalize(back) => {
				let block = self.living(*back);
				let at = BlockRef { number: self.relay[block].number, hash: relay_hash(block) };
				let now = self.moment();
				assert_eq!(self.tracker.finalized(at, now), Finalization::Taken);
				self.finalized = block;
				if !self.descends(self.best, block) {
					self.best = block;
				}
			},
			Step::Build { on, relay_parent, imports } => {
				let parent = self.para.len() - 1 - on % self.para.len();
				self.build(parent, self.living(*relay_parent), *imports);
			},
			Step::Import(back) => {
				let block = self.para.len() - 1 - back % self.para.len();
				if !self.para[block].imported && block != 0 {
					self.import(block);
				}
			},
		}
	}

	/// The stage of a block, by the state of the best relay block and of the finalized one.
	fn stage(&self, block: usize) -> Stage {
		let best = &self.relay[self.best];
		if self.relay[self.finalized].included.contains(&block) {
			Stage::Finalized
		} else if best.included.contains(&block) {
			Stage::Included
		} else if best.pending.contains(&block) {
			Stage::Backed
		} else {
			Stage::Built
		}
	}

	fn check(&mut self) {
		let segment = self.tracker.segment().unwrap();
		let head = |relay: usize| para_hash(*self.relay[relay].included.last().unwrap());
		assert_eq!(segment.included_head.unwrap().hash, head(self.best));
		assert_eq!(segment.finalized_head.unwrap().hash, head(self.finalized));
		for block in 0..self.para.len() {
			let Some(status) = self.tracker.status(&para_hash(block)) else {
				let said = self.last_words.get(&block);
				assert_eq!(said, None, "P{block} was decided and is not kept");
				continue;
			};
			let stage = status.stage;
			if let Some(said) = self.last_words.get(&block) {
				assert_eq!(stage, *said, "P{block} was said to be {said:?} for good");
			}
			if stage == Stage::Retracted {
				// A retracted block must not be included later: the check above repeats this while the relay chain goes
				// on.
				assert!(self.stage(block) < Stage::Included, "P{block} is in our chain");
			} else {
				assert_eq!(stage, self.stage(block), "P{block}");
				assert_eq!(status.included.is_some(), stage >= Stage::Included, "P{block}");
				assert_eq!(status.backed.is_some(), stage >= Stage::Backed, "P{block}");
			}
			if stage.is_last() {
				self.last_words.insert(block, stage);
			}
		}
		assert!(self.tracker.relay().unwrap().len() <= MAX_RELAY_BLOCKS);
		assert!(self.tracker.kept().0 <= MAX_BLOCKS);
	}

	/// A block that can never be included must be reported as retracted at some time. Otherwise its users would wait
	/// for ever.
	fn check_that_nothing_is_left(&mut self) {
		let idle = What { includes: true, times_out: false, backs: None, ends_session: false };
		for _ in 0..2 * LIMITS.lookahead {
			self.extend(self.living(0), &idle);
			self.play(&Step::Best(0));
			self.play(&Step::Finalize(0));
			self.check();
		}
		for block in 1..self.para.len() {
			if let Some(status) = self.tracker.status(&para_hash(block)) {
				assert!(status.stage.is_last(), "P{block} is left as {:?}", status.stage);
			}
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

	#[test]
	fn the_tracker_agrees_with_the_relay_chain(steps in prop::collection::vec(step(), 1..120)) {
		let mut world = World::new();
		for step in &steps {
			world.play(step);
			world.check();
		}
		world.check_that_nothing_is_left();
	}
}
