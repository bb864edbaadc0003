// SPDX-License-Identifier: GPL-3.0-only

//! The load: all connections together.

use super::{
	ahead::Ahead,
	lanes::Lane,
	pace::{Pace, Sampler},
	send::{Sender, Sent},
	track::{self, Followed},
};
use crate::{
	node::{Node, Refusal},
	Error,
};
use std::{
	sync::{
		atomic::{AtomicBool, AtomicU64, Ordering},
		Arc, Mutex,
	},
	thread,
	time::Duration,
};
use tokio::{
	sync::mpsc::unbounded_channel,
	task::JoinSet,
	time::{interval, sleep_until, Instant},
};

/// The most records whose times to a batch are measured.
const SAMPLES: u32 = 200;
/// Time between two lines of progress.
const PROGRESS: Duration = Duration::from_secs(5);

/// What the connections share.
pub struct Load {
	pace: Pace,
	start: Instant,
	/// How many receipts there are.
	receipts: AtomicU64,
	/// Whether a record was refused.
	stopped: AtomicBool,
	sampler: Mutex<Sampler>,
}

impl Load {
	fn new(pace: Pace, start: Instant) -> Self {
		Self {
			pace,
			start,
			receipts: AtomicU64::new(0),
			stopped: AtomicBool::new(false),
			sampler: Mutex::new(Sampler::new(pace.time(), SAMPLES)),
		}
	}

	/// Waits until the record with this place on its connection is due. False if the load is over before.
	pub async fn wait_for(&self, place: u64) -> bool {
		let due = self.pace.due(place);
		if due >= self.pace.time() {
			return false;
		}
		sleep_until(self.start + due).await;
		self.goes_on()
	}

	/// Whether the load is not over.
	pub fn goes_on(&self) -> bool {
		let is_stopped = self.stopped.load(Ordering::Relaxed);
		!is_stopped && self.start.elapsed() < self.pace.time()
	}

	/// Adds receipts.
	pub fn note(&self, receipts: u64) {
		self.receipts.fetch_add(receipts, Ordering::Relaxed);
	}

	/// Ends the load because of a refusal. Says why, the first time.
	pub fn stop(&self, refusal: &Refusal) {
		if !self.stopped.swap(true, Ordering::Relaxed) {
			eprintln!("no more records, as the sequencer has refused one: {refusal}");
		}
	}

	/// Whether the way of a record with a receipt of this moment is measured.
	pub fn samples(&self, at: Instant) -> bool {
		let mut sampler = self.sampler.lock().expect("nobody panics with the lock");
		sampler.picks(at.saturating_duration_since(self.start))
	}

	fn report_progress(&self) {
		let seconds = self.start.elapsed().as_secs();
		let receipts = self.receipts.load(Ordering::Relaxed);
		eprintln!("{seconds} s: {receipts} receipts");
	}
}

/// What the load has done.
pub struct Loaded {
	/// When the first record was sent.
	pub start: Instant,
	pub sent: Sent,
	pub followed: Followed,
}

/// Sends the records of all lanes, and follows them until they are final.
pub async fn run(url: &str, lanes: Vec<Lane>, pace: Pace) -> Result<Loaded, Error> {
	let cores = thread::available_parallelism()?.get() as u32;
	let threads = (cores / pace.connections).max(1);
	let mut connections = Vec::new();
	for (lane, number) in lanes.into_iter().zip(0..) {
		connections.push((Node::connect(url).await?, Ahead::start(lane, number, pace, threads)));
	}
	let signing = Instant::now();
	for (_, requests) in &connections {
		requests.ready().await;
	}
	eprintln!("records signed ahead in {:.1} s", signing.elapsed().as_secs_f64());

	let (tracker, tracked) = unbounded_channel();
	let watcher = Node::connect(url).await?;
	let start = Instant::now();
	let load = Arc::new(Load::new(pace, start));
	let followed = tokio::spawn(track::follow(watcher, tracked));
	let mut senders = JoinSet::new();
	for (node, requests) in connections {
		let (load, tracker) = (load.clone(), tracker.clone());
		senders.spawn(Sender { node, requests, load, tracker }.run());
	}
	// The tracker ends once the last sender has dropped its end.
	drop(tracker);
	let sent = join(&load, senders).await?;
	eprintln!("{} receipts, {} refusals; waiting for batches", sent.receipts, sent.refused());
	if sent.waited > pace.time() / 20 {
		let seconds = sent.waited.as_secs_f64();
		eprintln!("signatures were too slow: connections waited {seconds:.1} s for them");
	}
	Ok(Loaded { start, sent, followed: followed.await?? })
}

/// Waits for all senders, and tells how far they are. Fails with the first that fails.
async fn join(load: &Load, mut senders: JoinSet<Result<Sent, Error>>) -> Result<Sent, Error> {
	let mut all = Sent::default();
	let mut progress = interval(PROGRESS);
	// The first tick comes at once.
	progress.tick().await;
	loop {
		tokio::select! {
			sender = senders.join_next() => match sender {
				Some(sent) => all.add(sent??),
				None => return Ok(all),
			},
			_ = progress.tick() => load.report_progress(),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const PACE: Pace = Pace { seconds: 2, rate: Some(10), batch_size: 1, connections: 1 };

	#[tokio::test]
	async fn a_record_waits_until_it_is_due_and_none_comes_after_the_time() {
		let load = Load::new(PACE, Instant::now());
		let before = Instant::now();
		assert!(load.wait_for(1).await);
		assert!(before.elapsed() >= Duration::from_millis(90));
		assert!(!load.wait_for(20).await);
		let load = Load::new(PACE, Instant::now() - Duration::from_secs(2));
		assert!(!load.wait_for(0).await);
	}

	#[tokio::test]
	async fn a_refusal_ends_the_load() {
		let load = Load::new(PACE, Instant::now());
		assert!(load.goes_on());
		load.stop(&Refusal { code: 9_025, message: "NoKey".into() });
		assert!(!load.goes_on());
		assert!(!load.wait_for(0).await);
	}
}
