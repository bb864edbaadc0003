// SPDX-License-Identifier: GPL-3.0-only

//! Follows records from the receipt into a batch, and until the batch is final.

use super::rpc::{self, Stage, Status};
use crate::{node::Node, Error};
use outrider_runtime::Hash;
use std::time::Duration;
use tokio::{
	sync::mpsc::{error::TryRecvError, UnboundedReceiver},
	time::{sleep, Instant},
};

/// Time between two questions: what a time to a batch is too long at most.
const POLL: Duration = Duration::from_millis(250);
/// A question of this many asks for final batches as well.
const FINAL_POLL: u32 = 8;
/// How long the last records may take into a batch, and the batch until it is final, each.
const DEADLINE: Duration = Duration::from_secs(180);

/// A record on its way.
#[derive(Clone, Debug)]
pub struct Tracked {
	record: Hash,
	receipted: Instant,
	/// Whether the record's times are measured. All the others are the last ones of their accounts.
	sample: bool,
	committed: Option<Instant>,
	finalized: Option<Instant>,
	/// Why the record has no effect any more.
	reverted: Option<String>,
}

impl Tracked {
	/// A record with a receipt of this moment.
	pub fn new(record: Hash, receipted: Instant, sample: bool) -> Self {
		Self { record, receipted, sample, committed: None, finalized: None, reverted: None }
	}

	/// Notes how far the record is at this moment. The first time of each stage counts.
	fn note(&mut self, status: Status, at: Instant) {
		match status.stage {
			Stage::Receipted => {},
			Stage::Committed => {
				self.committed.get_or_insert(at);
			},
			Stage::Final => {
				self.committed.get_or_insert(at);
				self.finalized.get_or_insert(at);
			},
			Stage::Reverted => {
				let code = status.code.unwrap_or_else(|| "no code".into());
				self.reverted.get_or_insert(code);
			},
		}
	}

	/// Whether this stage can't come any more, or has come.
	fn is_past(&self, goal: Goal) -> bool {
		let came = match goal {
			Goal::Committed => self.committed,
			Goal::Final => self.finalized,
		};
		came.is_some() || self.reverted.is_some()
	}
}

/// What to wait for.
#[derive(Clone, Copy)]
enum Goal {
	Committed,
	Final,
}

/// What became of the records that were followed.
#[derive(Debug, Default)]
pub struct Followed {
	records: Vec<Tracked>,
}

impl Followed {
	/// When the last record got into a batch. `None` if one did not.
	pub fn last_committed(&self) -> Option<Instant> {
		let times = self.records.iter().map(|record| record.committed);
		times.collect::<Option<Vec<_>>>()?.into_iter().max()
	}

	/// How long each sample took from its receipt into a batch.
	pub fn committed_times(&self) -> Vec<Duration> {
		self.times(|record| record.committed)
	}

	/// How long each sample took from its receipt into a final batch. `None` if one is not there.
	pub fn final_times(&self) -> Option<Vec<Duration>> {
		let times = self.times(|record| record.finalized);
		let samples = self.records.iter().filter(|record| record.sample).count();
		(times.len() == samples).then_some(times)
	}

	fn times(&self, moment: impl Fn(&Tracked) -> Option<Instant>) -> Vec<Duration> {
		let samples = self.records.iter().filter(|record| record.sample);
		let time = |record: &Tracked| Some(moment(record)? - record.receipted);
		samples.filter_map(time).collect()
	}

	/// What went wrong.
	pub fn problems(&self) -> Vec<String> {
		let reverted = self.records.iter().filter_map(|record| {
			let code = record.reverted.as_ref()?;
			Some(format!("the record {:?} was reverted: {code}", record.record))
		});
		let mut reverted: Vec<_> = reverted.collect();
		let more = reverted.len().saturating_sub(1);
		reverted.truncate(1);
		if more > 0 {
			reverted.push(format!("{more} more records that were followed were reverted"));
		}
		let left = self.records.iter().filter(|record| !record.is_past(Goal::Committed)).count();
		let late = (left > 0)
			.then(|| format!("{left} records are in no batch after {} s", DEADLINE.as_secs()));
		reverted.into_iter().chain(late).collect()
	}

	/// Asks for all records that have not reached the goal.
	async fn poll(&mut self, node: &Node, goal: Goal) -> Result<(), Error> {
		let mut open: Vec<_> =
			self.records.iter_mut().filter(|record| !record.is_past(goal)).collect();
		let hashes: Vec<_> = open.iter().map(|record| record.record).collect();
		let statuses = rpc::statuses(node, &hashes).await?;
		let now = Instant::now();
		for (record, status) in open.iter_mut().zip(statuses) {
			if let Some(status) = status {
				record.note(status, now);
			}
		}
		Ok(())
	}

	/// Waits until all records have reached the goal, up to the deadline.
	async fn wait(&mut self, node: &Node, goal: Goal) -> Result<(), Error> {
		let deadline = Instant::now() + DEADLINE;
		let mut round = 0u32;
		while !self.records.iter().all(|record| record.is_past(goal)) && Instant::now() < deadline {
			self.poll_round(node, &mut round).await?;
		}
		Ok(())
	}

	/// Asks for records that are in no batch, and now and then for all that are in no final one. Then waits a moment.
	async fn poll_round(&mut self, node: &Node, round: &mut u32) -> Result<(), Error> {
		let goal = if round.is_multiple_of(FINAL_POLL) { Goal::Final } else { Goal::Committed };
		*round = round.wrapping_add(1);
		self.poll(node, goal).await?;
		sleep(POLL).await;
		Ok(())
	}
}

/// Follows records until no more come, and those that came are final, or a deadline has passed.
pub async fn follow(
	node: Node,
	mut records: UnboundedReceiver<Tracked>,
) -> Result<Followed, Error> {
	let mut followed = Followed::default();
	let mut round = 0;
	loop {
		match records.try_recv() {
			Ok(record) => followed.records.push(record),
			Err(TryRecvError::Empty) => followed.poll_round(&node, &mut round).await?,
			Err(TryRecvError::Disconnected) => break,
		}
	}
	followed.wait(&node, Goal::Committed).await?;
	if followed.problems().is_empty() {
		eprintln!("all records are in batches; waiting until the batches are final");
		followed.wait(&node, Goal::Final).await?;
	}
	Ok(followed)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn status(stage: Stage) -> Status {
		Status { stage, code: Some("Insufficient".into()) }
	}

	fn after(start: Instant, seconds: u64) -> Instant {
		start + Duration::from_secs(seconds)
	}

	#[test]
	fn the_first_time_of_a_stage_counts() {
		let start = Instant::now();
		let mut record = Tracked::new(Hash::zero(), start, true);
		record.note(status(Stage::Receipted), after(start, 1));
		assert!(!record.is_past(Goal::Committed));
		for (stage, seconds) in [
			(Stage::Committed, 2),
			(Stage::Receipted, 3),
			(Stage::Committed, 4),
			(Stage::Final, 5),
			(Stage::Final, 6),
		] {
			record.note(status(stage), after(start, seconds));
		}
		assert!(record.is_past(Goal::Final));
		let followed = Followed { records: vec![record] };
		assert_eq!(followed.committed_times(), [Duration::from_secs(2)]);
		assert_eq!(followed.final_times(), Some(vec![Duration::from_secs(5)]));
		assert_eq!(followed.last_committed(), Some(after(start, 2)));
		assert_eq!(followed.problems(), Vec::<String>::new());
	}

	#[test]
	fn samples_are_measured_and_the_last_record_of_all_counts() {
		let start = Instant::now();
		let mut sample = Tracked::new(Hash::zero(), start, true);
		let mut last = Tracked::new(Hash::zero(), start, false);
		sample.note(status(Stage::Committed), after(start, 3));
		last.note(status(Stage::Final), after(start, 9));
		let followed = Followed { records: vec![sample, last] };
		assert_eq!(followed.committed_times(), [Duration::from_secs(3)]);
		assert_eq!(followed.final_times(), None);
		assert_eq!(followed.last_committed(), Some(after(start, 9)));
	}

	#[test]
	fn a_record_that_is_reverted_or_late_is_a_problem() {
		let start = Instant::now();
		let mut reverted = Tracked::new(Hash::zero(), start, true);
		reverted.note(status(Stage::Reverted), after(start, 1));
		assert!(reverted.is_past(Goal::Final));
		let late = Tracked::new(Hash::zero(), start, false);
		let records = vec![reverted.clone(), reverted.clone(), late, reverted];
		let followed = Followed { records };
		let problems = followed.problems();
		assert!(problems[0].ends_with("was reverted: Insufficient"), "{problems:?}");
		let others = [
			"2 more records that were followed were reverted",
			"1 records are in no batch after 180 s",
		];
		assert_eq!(problems[1..], others);
		assert_eq!(followed.last_committed(), None);
	}
}
