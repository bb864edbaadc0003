// SPDX-License-Identifier: GPL-3.0-only

//! A scripted relay chain, and our chain on it. Blocks have names; a relay block comes every 6 seconds.

use super::facts;
use crate::finality::{
	entry::{Limits, Parablock},
	relay::{CandidateEvent, EventKind, RelayBlock, Settled},
	status::{BlockRef, BlockStatus, Moment, Reason, Stage},
	tracker::{Change, Finalization, Tracker},
};
use outrider_runtime::Hash;
use std::collections::HashMap;

/// The height of the first relay block, `R0`.
pub const FIRST_RELAY: u32 = 100;
/// The height of our block `P0`, which `R0` knows as included.
pub const FIRST_PARA: u32 = 10;
/// The local network's limits.
pub const LIMITS: Limits = Limits { lookahead: 5, session_age: 0 };

const SLOT_MS: u64 = 6_000;

/// A block's hash: its name, padded with zeros.
pub fn hash(name: &str) -> Hash {
	let mut bytes = [0; 32];
	bytes[..name.len()].copy_from_slice(name.as_bytes());
	Hash::from(bytes)
}

/// Events: the relay block backs these blocks.
pub fn backs(names: &[&str]) -> Vec<(EventKind, String)> {
	events(EventKind::Backed, names)
}

/// Events: the relay block includes these blocks.
pub fn includes(names: &[&str]) -> Vec<(EventKind, String)> {
	events(EventKind::Included, names)
}

/// Events: these blocks were not available in time.
pub fn times_out(names: &[&str]) -> Vec<(EventKind, String)> {
	events(EventKind::TimedOut, names)
}

fn events(kind: EventKind, names: &[&str]) -> Vec<(EventKind, String)> {
	names.iter().map(|name| (kind, name.to_string())).collect()
}

#[derive(Clone)]
struct Para {
	number: u32,
	parent: String,
	relay_parent: String,
	continues_bundle: bool,
}

pub struct Script {
	pub tracker: Tracker,
	pub now: u64,
	pub changes: Vec<Change>,
	/// Does the script take the tracker's changes, or does the caller?
	pub collects: bool,
	/// Are relay blocks seen live?
	is_live: bool,
	/// The height of each relay block, and the session of its children.
	relay: HashMap<String, (u32, u32)>,
	para: HashMap<String, Para>,
}

impl Script {
	/// A script at the start: the relay chain has finalized `R0`, which knows our block `P0` as included.
	pub fn new() -> Self {
		let mut script = Self {
			tracker: Tracker::default(),
			now: u64::from(FIRST_RELAY) * SLOT_MS,
			changes: Vec::new(),
			collects: true,
			is_live: true,
			relay: HashMap::from([
				("before R0".into(), (FIRST_RELAY - 1, 1)),
				("R0".into(), (FIRST_RELAY, 1)),
			]),
			para: HashMap::from([(
				"P0".into(),
				Para {
					number: FIRST_PARA,
					parent: String::new(),
					relay_parent: "R0".into(),
					continues_bundle: false,
				},
			)]),
		};
		script.start("R0", "P0");
		script.tracker.set_limits(LIMITS);
		script
	}

	fn done(&mut self) {
		if self.collects {
			self.changes.extend(self.tracker.take_changes());
		}
	}

	/// The tracker starts at a relay block, which knows a block of ours as included.
	pub fn start(&mut self, relay: &str, head: &str) {
		let root = self.settled(relay);
		let head = self.para_ref(head);
		self.tracker.start(root, Some(head), Moment { ms: self.now, live: false });
		self.done();
	}

	pub fn relay_ref(&self, name: &str) -> BlockRef {
		BlockRef { number: self.relay[name].0, hash: hash(name) }
	}

	fn settled(&self, name: &str) -> Settled {
		let (number, session) = self.relay[name];
		Settled { at: BlockRef { number, hash: hash(name) }, state_root: root(name), session }
	}

	pub fn para_ref(&self, name: &str) -> BlockRef {
		BlockRef { number: self.para[name].number, hash: hash(name) }
	}

	/// Adds a block of ours to the script, without giving it to the tracker.
	pub fn exists(&mut self, name: &str, parent: &str, relay_parent: &str) {
		let number = self.para[parent].number + 1;
		let (parent, relay_parent) = (parent.into(), relay_parent.into());
		let continues_bundle = false;
		self.para
			.insert(name.into(), Para { number, parent, relay_parent, continues_bundle });
	}

	/// Blocks of ours are built and imported, each on the one before and all in one candidate.
	pub fn built_bundle(&mut self, names: &[&str], parent: &str, relay_parent: &str) {
		let mut parent = parent;
		for (index, name) in names.iter().enumerate() {
			self.exists(name, parent, relay_parent);
			self.para.get_mut(*name).unwrap().continues_bundle = index > 0;
			self.imported(name, true);
			parent = name;
		}
	}

	/// A block of ours is built and imported.
	pub fn built(&mut self, name: &str, parent: &str, relay_parent: &str) {
		self.exists(name, parent, relay_parent);
		self.imported(name, true);
	}

	/// A block of ours from the script is imported.
	pub fn imported(&mut self, name: &str, live: bool) {
		let Para { number, parent, relay_parent, continues_bundle } = self.para[name].clone();
		let relay_parent_number = self.relay[&relay_parent].0;
		self.tracker.import(Parablock {
			facts: facts(hash(name), number, hash(&parent)),
			relay_parent: Some((relay_parent_number, root(&relay_parent))),
			continues_bundle,
			built: Moment { ms: self.now, live },
		});
		self.done();
	}

	/// Adds a relay block to the script, without giving it to the tracker.
	pub fn relay_exists(&mut self, name: &str, parent: &str) {
		let (number, session) = self.relay[parent];
		self.relay.insert(name.into(), (number + 1, session));
	}

	/// Six seconds later the relay chain has another block, which does not become the best one.
	pub fn fork(&mut self, name: &str, parent: &str, events: &[Vec<(EventKind, String)>]) -> bool {
		let events = events.concat().iter().map(|event| self.event(event)).collect();
		self.relay_block(name, parent, self.relay[parent].1, Some(events))
	}

	/// Six seconds later the relay chain has a new best block.
	pub fn relay(&mut self, name: &str, parent: &str, events: &[Vec<(EventKind, String)>]) {
		assert!(self.fork(name, parent, events));
		self.best(name);
	}

	/// Like `relay`, and the block is read later than it came.
	pub fn read_late(&mut self, name: &str, parent: &str, events: &[Vec<(EventKind, String)>]) {
		self.is_live = false;
		self.relay(name, parent, events);
		self.is_live = true;
	}

	/// Like `relay`, and a session begins after the block.
	pub fn last_of_session(&mut self, name: &str, parent: &str) {
		assert!(self.relay_block(name, parent, self.relay[parent].1 + 1, Some(Vec::new())));
		self.best(name);
	}

	/// Like `relay`, and the block's state is gone.
	pub fn unreadable(&mut self, name: &str, parent: &str) {
		assert!(self.relay_block(name, parent, self.relay[parent].1, None));
		self.best(name);
	}

	fn event(&self, (kind, name): &(EventKind, String)) -> CandidateEvent {
		let parent = hash(&self.para[name].parent);
		CandidateEvent { kind: *kind, head: self.para_ref(name), parent }
	}

	fn relay_block(
		&mut self,
		name: &str,
		parent: &str,
		session: u32,
		events: Option<Vec<CandidateEvent>>,
	) -> bool {
		self.now += SLOT_MS;
		let number = self.relay[parent].0 + 1;
		self.relay.insert(name.into(), (number, session));
		let linked = self.tracker.relay_block(RelayBlock {
			at: BlockRef { number, hash: hash(name) },
			parent: hash(parent),
			state_root: root(name),
			session,
			events,
			seen: Moment { ms: self.now, live: self.is_live },
		});
		self.done();
		linked
	}

	pub fn best(&mut self, name: &str) {
		assert!(self.tracker.best(hash(name)), "{name} is not in the tree");
		self.done();
	}

	pub fn finalizes(&mut self, name: &str) -> Finalization {
		let now = Moment { ms: self.now, live: true };
		let answer = self.tracker.finalized(self.relay_ref(name), now);
		self.done();
		answer
	}

	pub fn status(&self, name: &str) -> BlockStatus {
		self.tracker
			.status(&hash(name))
			.unwrap_or_else(|| panic!("{name} is not tracked"))
	}

	pub fn stage(&self, name: &str) -> Stage {
		self.status(name).stage
	}

	pub fn is_tracked(&self, name: &str) -> bool {
		self.tracker.status(&hash(name)).is_some()
	}

	/// The reason of a retraction. The block must be retracted.
	pub fn reason(&self, name: &str) -> Reason {
		let status = self.status(name);
		assert_eq!(status.stage, Stage::Retracted, "{name}");
		status.retracted.expect("a retracted block says why").reason
	}

	/// How many changes match.
	pub fn count(&self, what: impl Fn(&Change) -> bool) -> usize {
		self.changes.iter().filter(|change| what(change)).count()
	}

	/// How often a stage was reached for the first time.
	pub fn reached(&self, wanted: Stage) -> usize {
		self.count(|change| matches!(change, Change::Reached { stage, .. } if *stage == wanted))
	}
}

/// The root of a relay block's state.
fn root(name: &str) -> Hash {
	hash(&format!("state of {name}"))
}
