// SPDX-License-Identifier: GPL-3.0-only

//! Signs the records of a connection before they are needed, in threads.

use super::{
	lanes::{Lane, Record},
	pace::Pace,
};
use std::{sync::Arc, thread, time::Duration};
use tokio::{
	sync::mpsc::{channel, Receiver},
	time::{sleep, Instant},
};

/// Time between two looks at the threads.
const LOOK: Duration = Duration::from_millis(20);

/// The requests of one connection, in order.
///
/// Thread t of n signs the requests t, t + n, t + 2n and so on, and goes on as far as its channel has room.
pub struct Ahead {
	threads: Vec<Receiver<Vec<Record>>>,
	/// How many requests were taken.
	taken: u64,
	/// How long the connection has waited for signatures.
	waited: Duration,
}

impl Ahead {
	/// Starts to sign. The threads end with the last request, or once this is dropped.
	pub fn start(lane: Lane, connection: u32, pace: Pace, threads: u32) -> Self {
		let lane = Arc::new(lane);
		let threads = u64::from(threads);
		let room = pace.requests_ahead().div_ceil(threads) as usize;
		let start = |first: u64| {
			let (sender, receiver) = channel(room);
			let lane = lane.clone();
			thread::spawn(move || {
				for number in (first..).step_by(threads as usize) {
					let records = lane.records(pace.request(connection, number));
					if records.is_empty() || sender.blocking_send(records).is_err() {
						return;
					}
				}
			});
			receiver
		};
		let threads = (0..threads).map(start).collect();
		Self { threads, taken: 0, waited: Duration::ZERO }
	}

	/// Waits until each thread has signed all its requests, or as many as there is room for.
	pub async fn ready(&self) {
		let works =
			|thread: &Receiver<_>| !thread.is_closed() && thread.len() < thread.max_capacity();
		while self.threads.iter().any(works) {
			sleep(LOOK).await;
		}
	}

	/// The next request. `None` after the last one.
	pub async fn next(&mut self) -> Option<Vec<Record>> {
		let threads = self.threads.len() as u64;
		let thread = &mut self.threads[(self.taken % threads) as usize];
		self.taken += 1;
		if let Ok(records) = thread.try_recv() {
			return Some(records);
		}
		let since = Instant::now();
		let records = thread.recv().await;
		// After the last request there is nothing to wait for.
		if records.is_some() {
			self.waited += since.elapsed();
		}
		records
	}

	/// How long the connection has waited for signatures.
	pub fn waited(&self) -> Duration {
		self.waited
	}
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
	use super::*;
	use crate::settle::{
		keys::settlers,
		lanes::{deal, Settler},
		nonces::Nonces,
	};
	use settlement_core::{Domain, Transfer};

	#[tokio::test]
	async fn several_threads_sign_the_requests_in_order() {
		let keys = settlers(2).unwrap().into_iter().zip(0..);
		let settlers = keys.map(|(key, index)| Settler { key, index, nonces: Nonces::default() });
		let domain = Domain { genesis: [7; 32], instance: 0 };
		let lane = deal(domain, settlers.collect(), 1).remove(0);
		let pace = Pace { seconds: 1, rate: Some(25), batch_size: 4, connections: 1 };
		let mut ahead = Ahead::start(lane, 0, pace, 3);
		ahead.ready().await;
		let mut sizes = Vec::new();
		let mut nonces = Vec::new();
		while let Some(records) = ahead.next().await {
			sizes.push(records.len());
			let nonce = |record: &Record| Transfer::decode(&record.bytes).unwrap().terms.nonce;
			nonces.extend(records.iter().map(nonce));
		}
		assert_eq!(sizes, [4, 4, 4, 4, 4, 4, 1]);
		// The two accounts take turns.
		assert_eq!(nonces, (0..25).map(|place| place / 2).collect::<Vec<_>>());
		assert_eq!(ahead.waited(), Duration::ZERO);
	}
}
