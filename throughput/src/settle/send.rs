// SPDX-License-Identifier: GPL-3.0-only

//! Sends the records of one connection, one request after the other.

use super::{
	ahead::Ahead,
	lanes::Record,
	load::Load,
	rpc::{self, INTAKE_FULL, NO_EFFECT},
	track::Tracked,
};
use crate::{
	node::{Node, Refusal},
	Error,
};
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::Arc,
	time::Duration,
};
use tokio::{
	sync::mpsc::UnboundedSender,
	time::{sleep, Instant},
};

/// How long to leave a sequencer alone that takes no more records for now.
const PAUSE: Duration = Duration::from_millis(50);

/// What became of the records of one connection, or of all.
#[derive(Debug, Default)]
pub struct Sent {
	pub receipts: u64,
	/// Refusals: the code, and how often the sequencer has given it.
	pub refusals: BTreeMap<i32, u64>,
	/// Refusals because the intake was full. The records were sent again, while the load lasted.
	pub intake_full: u64,
	/// The time of each request, from sending to the answer.
	pub times: Vec<Duration>,
	/// When the last answer came.
	pub ended: Option<Instant>,
	/// How long connections waited for signatures, added up.
	pub waited: Duration,
}

impl Sent {
	/// Adds those of another connection.
	pub fn add(&mut self, other: Self) {
		self.receipts += other.receipts;
		for (code, count) in other.refusals {
			*self.refusals.entry(code).or_default() += count;
		}
		self.intake_full += other.intake_full;
		self.times.extend(other.times);
		self.ended = self.ended.max(other.ended);
		self.waited += other.waited;
	}

	/// How many records were refused for good.
	pub fn refused(&self) -> u64 {
		self.refusals.values().sum()
	}
}

/// One connection to the sequencer.
pub struct Sender {
	pub node: Node,
	pub requests: Ahead,
	pub load: Arc<Load>,
	/// Where records go whose way into a final batch is watched.
	pub tracker: UnboundedSender<Tracked>,
}

impl Sender {
	/// Sends until the load is over, or until there are no more records.
	pub async fn run(mut self) -> Result<Sent, Error> {
		let mut sent = Sent::default();
		let mut last = BTreeMap::new();
		let mut place = 0;
		while let Some(records) = self.requests.next().await {
			if !self.load.wait_for(place).await {
				break;
			}
			place += records.len() as u64;
			let mut left = records;
			while !left.is_empty() && self.load.goes_on() {
				left = self.request(left, &mut sent, &mut last).await?;
				if !left.is_empty() {
					sleep(PAUSE).await;
				}
			}
		}
		sent.waited = self.requests.waited();
		for (record, at) in last.into_values() {
			self.track(&record, at, false);
		}
		Ok(sent)
	}

	/// Sends one request, and returns the records that have to be sent again. `last` gets each account's last record.
	async fn request(
		&self,
		records: Vec<Record>,
		sent: &mut Sent,
		last: &mut BTreeMap<u32, (Record, Instant)>,
	) -> Result<Vec<Record>, Error> {
		let before = Instant::now();
		let answers = rpc::submit(&self.node, &records).await?;
		let now = Instant::now();
		sent.times.push(now - before);
		sent.ended = Some(now);
		let Sorted { receipted, again, intake_full, refused } = sort(records, answers);
		sent.receipts += receipted.len() as u64;
		sent.intake_full += intake_full;
		self.load.note(receipted.len() as u64);
		for refusal in refused {
			*sent.refusals.entry(refusal.code).or_default() += 1;
			// The account's later records would be refused, too.
			self.load.stop(&refusal);
		}
		if let Some(record) = receipted.last() {
			if self.load.samples(now) {
				self.track(record, now, true);
			}
		}
		last.extend(receipted.into_iter().map(|record| (record.from, (record, now))));
		Ok(again)
	}

	fn track(&self, record: &Record, receipted: Instant, sample: bool) {
		// The tracker ends first only if it has failed, and then the load fails as well.
		let _ = self.tracker.send(Tracked::new(record.hash(), receipted, sample));
	}
}

/// The records of a request, by their answers.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sorted {
	receipted: Vec<Record>,
	again: Vec<Record>,
	intake_full: u64,
	refused: Vec<Refusal>,
}

/// Sorts the records of a request by their answers.
///
/// A record that the intake has no room for is sent again. So are its account's later records in the same request that have no effect:
/// their nonces may be too far ahead without that record.
fn sort(records: Vec<Record>, answers: Vec<Result<(), Refusal>>) -> Sorted {
	let mut sorted = Sorted::default();
	let mut delayed = BTreeSet::new();
	for (record, answer) in records.into_iter().zip(answers) {
		match answer {
			Ok(()) => sorted.receipted.push(record),
			Err(refusal) if refusal.code == INTAKE_FULL => {
				sorted.intake_full += 1;
				delayed.insert(record.from);
				sorted.again.push(record);
			},
			Err(refusal) if refusal.code == NO_EFFECT && delayed.contains(&record.from) => {
				sorted.again.push(record);
			},
			Err(refusal) => sorted.refused.push(refusal),
		}
	}
	sorted
}

#[cfg(test)]
mod tests {
	use super::*;

	fn record(from: u32, byte: u8) -> Record {
		Record { from, bytes: vec![byte].into() }
	}

	fn refusal(code: i32) -> Refusal {
		Refusal { code, message: String::new() }
	}

	#[test]
	fn what_a_full_intake_refuses_is_sent_again_in_order() {
		let records: Vec<_> = (0..6).map(|byte| record(u32::from(byte % 2), byte)).collect();
		let (full, no_effect) = (refusal(INTAKE_FULL), refusal(NO_EFFECT));
		let answers = vec![
			Ok(()),
			Err(full.clone()),
			Ok(()),
			Err(no_effect.clone()),
			Err(no_effect.clone()),
			Err(full),
		];
		let expected = Sorted {
			receipted: vec![record(0, 0), record(0, 2)],
			again: vec![record(1, 1), record(1, 3), record(1, 5)],
			intake_full: 2,
			// Nothing of this account was delayed.
			refused: vec![no_effect],
		};
		assert_eq!(sort(records, answers), expected);
	}

	#[test]
	fn what_became_of_the_records_of_all_connections_is_added_up() {
		let now = Instant::now();
		let one = |code| Sent {
			receipts: 3,
			refusals: [(code, 2)].into(),
			intake_full: 1,
			times: vec![Duration::from_millis(4)],
			ended: Some(now),
			waited: Duration::from_secs(1),
		};
		let mut all = Sent::default();
		all.add(one(9_025));
		all.add(one(9_025));
		all.add(one(9_026));
		assert_eq!((all.receipts, all.intake_full, all.refused()), (9, 3, 6));
		assert_eq!(all.refusals, [(9_025, 4), (9_026, 2)].into());
		assert_eq!((all.times.len(), all.ended), (3, Some(now)));
		assert_eq!(all.waited, Duration::from_secs(3));
	}
}
