// SPDX-License-Identifier: GPL-3.0-only

//! How many records to send, and when.

use std::{ops::Range, time::Duration};

/// Records a second to sign ahead where no rate is asked for.
const GUESS: u64 = 10_000;
/// The most records that are signed ahead: some 300 MiB.
const MOST_AHEAD: u64 = 2_000_000;

/// What the command line asks for.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
	pub seconds: u64,
	/// Records a second, over all connections. `None`: as fast as the sequencer takes them.
	pub rate: Option<u32>,
	/// Records in a request.
	pub batch_size: u32,
	pub connections: u32,
}

impl Pace {
	/// How many records a connection sends. `None`: as many as it can.
	fn records(&self, connection: u32) -> Option<u64> {
		let all = u64::from(self.rate?) * self.seconds;
		let connections = u64::from(self.connections);
		let one_more = u64::from(connection) < all % connections;
		Some(all / connections + u64::from(one_more))
	}

	/// The places of the records in one request of a connection. Empty after the last one.
	pub fn request(&self, connection: u32, number: u64) -> Range<u64> {
		let size = u64::from(self.batch_size);
		let (first, end) = (number * size, (number + 1) * size);
		let records = self.records(connection).unwrap_or(u64::MAX);
		first.min(records)..end.min(records)
	}

	/// When a connection may send a record, after the start of the load. `place` is the record's place on its connection.
	pub fn due(&self, place: u64) -> Duration {
		let due = |rate: u32| {
			let seconds = place as f64 * f64::from(self.connections) / f64::from(rate);
			Duration::from_secs_f64(seconds)
		};
		self.rate.map_or(Duration::ZERO, due)
	}

	/// How many requests of a connection to sign before the load starts.
	pub fn requests_ahead(&self) -> u64 {
		let records = self.rate.map_or(GUESS, u64::from) * self.seconds;
		let share = records.min(MOST_AHEAD).div_ceil(self.connections.into());
		share.div_ceil(self.batch_size.into())
	}

	/// The time that the load takes.
	pub fn time(&self) -> Duration {
		Duration::from_secs(self.seconds)
	}
}

/// Picks moments of the load, spread evenly over its time.
#[derive(Debug)]
pub struct Sampler {
	every: Duration,
	next: Duration,
	left: u32,
}

impl Sampler {
	/// At most `count` moments of `time`.
	pub fn new(time: Duration, count: u32) -> Self {
		Self { every: time / count, next: Duration::ZERO, left: count }
	}

	/// Whether to pick the moment that is so long after the start.
	pub fn picks(&mut self, elapsed: Duration) -> bool {
		if elapsed < self.next || self.left == 0 {
			return false;
		}
		self.left -= 1;
		self.next = elapsed + self.every;
		true
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const PACE: Pace = Pace { seconds: 10, rate: Some(101), batch_size: 256, connections: 4 };

	#[test]
	fn a_rate_gives_all_connections_together_rate_times_seconds() {
		let shares: Vec<_> = (0..4).filter_map(|connection| PACE.records(connection)).collect();
		assert_eq!(shares, [253, 253, 252, 252]);
		assert_eq!(PACE.request(0, 0), 0..253);
		assert!(PACE.request(0, 1).is_empty());
		let pace = Pace { batch_size: 100, ..PACE };
		assert_eq!(pace.request(3, 2), 200..252);
	}

	#[test]
	fn without_a_rate_there_is_no_end_and_no_wait() {
		let pace = Pace { rate: None, ..PACE };
		assert_eq!(pace.records(0), None);
		assert_eq!(pace.request(1, 1_000), 256_000..256_256);
		assert_eq!(pace.due(1_000_000), Duration::ZERO);
	}

	#[test]
	fn a_record_is_due_when_the_rate_allows_it() {
		let pace = Pace { rate: Some(200), connections: 2, ..PACE };
		assert_eq!(pace.due(0), Duration::ZERO);
		assert_eq!(pace.due(250), Duration::from_millis(2_500));
	}

	#[test]
	fn what_is_signed_ahead_is_the_plan_or_a_guess_within_bounds() {
		let ahead = |rate, seconds| {
			Pace { rate, seconds, batch_size: 100, connections: 2 }.requests_ahead()
		};
		assert_eq!(ahead(Some(1_001), 10), 51);
		assert_eq!(ahead(None, 10), 500);
		assert_eq!(ahead(Some(1_000_000), 86_400), 10_000);
	}

	#[test]
	fn samples_are_spread_over_the_time_and_have_a_limit() {
		let mut sampler = Sampler::new(Duration::from_secs(10), 5);
		let picked: Vec<_> = (0..40)
			.filter(|half| sampler.picks(Duration::from_millis(half * 500)))
			.collect();
		assert_eq!(picked, [0, 4, 8, 12, 16]);
	}
}
