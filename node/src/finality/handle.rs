// SPDX-License-Identifier: GPL-3.0-only

//! The state that the follower writes and RPC reads.
//!
//! Each subscription has a channel of its own, which holds a few messages. A subscriber that does not read them in time
//! is dropped, with a message that says so. Messages do not pile up in the node for a client that has stopped reading.

use super::{
	metrics::Metrics,
	statistics::{Estimate, Latency, Statistics},
	status::{now_ms, BlockStatus, Facts, Segment, Stage},
	tracker::{Change, Tracker},
};
use futures::channel::mpsc;
use jsonrpsee::core::{to_json_raw_value, JsonRawValue};
use outrider_runtime::Hash;
use parking_lot::Mutex;
use serde::Serialize;
use std::{
	collections::{HashMap, HashSet},
	sync::Arc,
};

/// Subscriptions that a connection may have open.
pub const MAX_SUBSCRIPTIONS_PER_CONNECTION: usize = 32;

/// Subscriptions that a node has open at most.
pub const MAX_SUBSCRIPTIONS: usize = 2_048;

/// Messages that wait for one subscriber at most. A block changes four times on its way, the segment some four times in
/// a relay slot: a subscriber that is this far behind has stopped reading.
pub const MAX_WAITING: usize = 16;

/// A message to a subscriber.
#[derive(Clone, Debug)]
pub enum Update {
	/// The new state of the subject.
	Changed {
		/// Serialized once for all subscribers.
		json: Arc<JsonRawValue>,
		/// No message follows.
		last: bool,
	},
	/// The tracker no longer keeps the block. No message follows.
	Forgotten,
}

/// Why a question or a subscription is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
	/// The tracker has not started.
	NotStarted,
	/// The tracker does not keep the block, or no longer.
	NotTracked,
	/// The connection has the maximum number of subscriptions.
	ConnectionFull,
	/// The node has the maximum number of subscriptions.
	NodeFull,
}

/// An open subscription. Dropping the value closes it.
pub struct Subscription {
	/// Ends after the last message, or if the subscriber is too slow.
	pub updates: mpsc::Receiver<Update>,
	finality: Arc<Finality>,
	connection: usize,
}

impl Drop for Subscription {
	fn drop(&mut self) {
		self.updates.close();
		self.finality.close(self.connection);
	}
}

/// The relay chain counts as followed until this value is dropped.
pub struct Following<'a>(&'a Finality);

impl Drop for Following<'_> {
	fn drop(&mut self) {
		if let Some(metrics) = &self.0.metrics {
			metrics.set_following(false);
		}
	}
}

/// The stages of blocks, shared between the follower and RPC.
pub struct Finality {
	state: Mutex<State>,
	metrics: Option<Metrics>,
}

#[derive(Default)]
struct State {
	tracker: Tracker,
	statistics: Statistics,
	block_subscribers: HashMap<Hash, Vec<mpsc::Sender<Update>>>,
	segment_subscribers: Vec<mpsc::Sender<Update>>,
	/// The segment, serialized for all subscribers, until the segment changes.
	segment: Option<Update>,
	/// Open subscriptions, by connection.
	open: HashMap<usize, usize>,
}

impl Finality {
	/// A tracker that has not started.
	pub fn new(metrics: Option<Metrics>) -> Arc<Self> {
		Arc::new(Self { state: Mutex::default(), metrics })
	}

	/// Passes inputs to the tracker, and sends the changes to metrics and subscribers.
	pub fn update<T>(&self, inputs: impl FnOnce(&mut Tracker) -> T) -> T {
		let mut state = self.state.lock();
		let before = state.tracker.heads();
		let answer = inputs(&mut state.tracker);
		state.segment = None;
		let changes = state.tracker.take_changes();
		let mut changed: HashSet<Hash> = HashSet::new();
		let mut ended: Vec<BlockStatus> = Vec::new();
		for change in changes {
			if let Some(metrics) = &self.metrics {
				metrics.count(&change);
			}
			match change {
				Change::Status(hash) => {
					changed.insert(hash);
				},
				Change::Ended(status) => ended.push(*status),
				Change::Decided(outcome) => state.statistics.push(outcome),
				Change::Forgotten(hash) => state.forget(&hash),
				_ => {},
			}
		}
		let moved = before != state.tracker.heads();
		let any_changed = !changed.is_empty() || !ended.is_empty();
		// After several changes of a block, subscribers get the newest state once.
		state.tell_of_ends(&ended);
		state.tell_of_blocks(&changed);
		if let Some(metrics) = &self.metrics {
			let (unincluded, capacity) = state.tracker.fill();
			metrics.show(unincluded, capacity);
			if moved {
				metrics.set_last_update(now_ms());
			}
		}
		if moved || any_changed {
			state.tell_of_segment();
		}
		answer
	}

	/// Marks the relay chain as followed while the caller keeps the return value.
	pub fn following(&self) -> Following<'_> {
		if let Some(metrics) = &self.metrics {
			metrics.set_following(true);
		}
		Following(self)
	}

	/// Milliseconds between blocks, if they are known.
	pub fn set_block_time(&self, ms: Option<u64>) {
		if let Some(metrics) = &self.metrics {
			metrics.set_block_time(ms);
		}
	}

	/// Asks the tracker a question.
	pub fn read<T>(&self, question: impl FnOnce(&Tracker) -> T) -> T {
		question(&self.state.lock().tracker)
	}

	/// Counts a block that this node authored.
	pub fn authored(&self, facts: &Facts) {
		if let Some(metrics) = &self.metrics {
			metrics.authored(facts);
		}
	}

	/// How far our best block is ahead of our finalized one.
	pub fn set_lag(&self, blocks: u32) {
		if let Some(metrics) = &self.metrics {
			metrics.set_lag(blocks);
		}
	}

	/// The stage of a block.
	pub fn status(&self, hash: &Hash) -> Result<BlockStatus, Refusal> {
		self.state.lock().status(hash)
	}

	/// The blocks on their way.
	pub fn segment(&self) -> Result<Segment, Refusal> {
		self.state.lock().tracker.segment().ok_or(Refusal::NotStarted)
	}

	/// The durations between stages.
	pub fn latency(&self) -> Latency {
		self.state.lock().statistics.latency()
	}

	/// The outcomes of the blocks that reached a stage.
	pub fn estimate(&self, stage: Stage) -> Estimate {
		self.state.lock().statistics.estimate(stage)
	}

	/// Sends the stage of a block, now and at each change, until the block is in its last stage.
	pub fn subscribe_block(
		self: &Arc<Self>,
		hash: Hash,
		connection: usize,
	) -> Result<Subscription, Refusal> {
		let mut state = self.state.lock();
		let status = state.status(&hash)?;
		state.open_one(connection)?;
		let (mut sender, updates) = mpsc::channel(MAX_WAITING);
		if let Some(update) = update_of(&status, status.stage.is_last()) {
			// Can't fail: the channel is new and has room.
			let _ = sender.try_send(update);
		}
		if !status.stage.is_last() {
			state.block_subscribers.entry(hash).or_default().push(sender);
		}
		self.show_open(&state);
		Ok(Subscription { updates, finality: self.clone(), connection })
	}

	/// Sends the blocks on their way, now and at each change.
	pub fn subscribe_segment(self: &Arc<Self>, connection: usize) -> Result<Subscription, Refusal> {
		let mut state = self.state.lock();
		let segment = state.segment().ok_or(Refusal::NotStarted)?;
		state.open_one(connection)?;
		let (mut sender, updates) = mpsc::channel(MAX_WAITING);
		// Can't fail: the channel is new and has room.
		let _ = sender.try_send(segment);
		state.segment_subscribers.push(sender);
		self.show_open(&state);
		Ok(Subscription { updates, finality: self.clone(), connection })
	}

	fn close(&self, connection: usize) {
		let mut state = self.state.lock();
		state.close_one(connection);
		self.show_open(&state);
	}

	fn show_open(&self, state: &State) {
		if let Some(metrics) = &self.metrics {
			metrics.set_subscriptions(state.open_count());
		}
	}
}

impl State {
	fn status(&self, hash: &Hash) -> Result<BlockStatus, Refusal> {
		if !self.tracker.is_started() {
			return Err(Refusal::NotStarted);
		}
		self.tracker.status(hash).ok_or(Refusal::NotTracked)
	}

	fn open_count(&self) -> usize {
		self.open.values().sum()
	}

	fn open_one(&mut self, connection: usize) -> Result<(), Refusal> {
		if self.open_count() >= MAX_SUBSCRIPTIONS {
			return Err(Refusal::NodeFull);
		}
		let open = self.open.entry(connection).or_default();
		if *open >= MAX_SUBSCRIPTIONS_PER_CONNECTION {
			return Err(Refusal::ConnectionFull);
		}
		*open = open.saturating_add(1);
		Ok(())
	}

	fn close_one(&mut self, connection: usize) {
		if let Some(open) = self.open.get_mut(&connection) {
			*open = open.saturating_sub(1);
			if *open == 0 {
				self.open.remove(&connection);
			}
		}
		self.segment_subscribers.retain(|sender| !sender.is_closed());
		self.block_subscribers.retain(|_, senders| {
			senders.retain(|sender| !sender.is_closed());
			!senders.is_empty()
		});
	}

	fn forget(&mut self, hash: &Hash) {
		for mut sender in self.block_subscribers.remove(hash).into_iter().flatten() {
			// A subscriber whose channel is full finds the channel's end instead.
			let _ = sender.try_send(Update::Forgotten);
		}
	}

	fn tell_of_blocks(&mut self, changed: &HashSet<Hash>) {
		for hash in changed {
			let Some(mut senders) = self.block_subscribers.remove(hash) else { continue };
			let status = self.tracker.status(hash);
			if let Some(update) = status.and_then(|status| update_of(&status, false)) {
				senders = send_all(senders, &update);
			}
			if !senders.is_empty() {
				self.block_subscribers.insert(*hash, senders);
			}
		}
	}

	/// Sends the last state of blocks, also of those that are no longer kept.
	fn tell_of_ends(&mut self, ended: &[BlockStatus]) {
		for status in ended {
			let Some(senders) = self.block_subscribers.remove(&status.facts.hash) else { continue };
			if let Some(update) = update_of(status, true) {
				send_all(senders, &update);
			}
		}
	}

	fn tell_of_segment(&mut self) {
		if self.segment_subscribers.is_empty() {
			return;
		}
		if let Some(segment) = self.segment() {
			let senders = std::mem::take(&mut self.segment_subscribers);
			self.segment_subscribers = send_all(senders, &segment);
		}
	}

	/// The segment, serialized. None before the start.
	fn segment(&mut self) -> Option<Update> {
		if self.segment.is_none() {
			self.segment = update_of(&self.tracker.segment()?, false);
		}
		self.segment.clone()
	}
}

/// Sends an update to all, and returns the senders whose channel had room.
fn send_all(senders: Vec<mpsc::Sender<Update>>, update: &Update) -> Vec<mpsc::Sender<Update>> {
	let sent = |mut sender: mpsc::Sender<Update>| {
		let result = sender.try_send(update.clone());
		result.is_ok().then_some(sender)
	};
	senders.into_iter().filter_map(sent).collect()
}

fn update_of(value: &impl Serialize, last: bool) -> Option<Update> {
	match to_json_raw_value(value) {
		Ok(json) => Some(Update::Changed { json: Arc::from(json), last }),
		Err(error) => {
			log::error!(target: super::LOG_TARGET, "can't be written as JSON: {error}");
			None
		},
	}
}
