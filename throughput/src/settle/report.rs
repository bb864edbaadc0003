// SPDX-License-Identifier: GPL-3.0-only

//! The report of `settle`, a JSON object.

use super::load::Loaded;
use outrider_runtime::Balance;
use serde::Serialize;
use std::{collections::BTreeMap, time::Duration};

/// What became of the records.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
	/// Records with a receipt.
	records: u64,
	/// Records that were refused for good.
	refused: u64,
	/// The same by the code of the error.
	refusals: BTreeMap<i32, u64>,
	/// Refusals because the intake was full. The records were sent again.
	intake_full: u64,
	/// From sending a request to the answer, in milliseconds.
	receipt_ms: Option<ReceiptMs>,
	/// From the receipt until the record is in a batch of the best chain.
	committed_seconds: Option<Seconds>,
	/// From the receipt until the batch is final. `None` if one of the samples' batches is not.
	final_seconds: Option<Seconds>,
	/// From the first request until the last record is in a batch. `None` if it is not.
	seconds: Option<f64>,
	/// From the first request to the last answer.
	send_seconds: f64,
	/// `records` divided by `seconds`.
	updates_per_second: Option<f64>,
	sums: Sums,
	/// Why the command fails.
	#[serde(skip)]
	problems: Vec<String>,
}

#[derive(Debug, Serialize)]
struct ReceiptMs {
	p50: f64,
	p95: f64,
	p99: f64,
}

#[derive(Debug, PartialEq, Serialize)]
struct Seconds {
	p50: f64,
	p95: f64,
}

impl Seconds {
	fn of(times: Vec<Duration>) -> Option<Self> {
		let sorted = sorted(times);
		let seconds = |percent| Some(rounded(percentile(&sorted, percent)?.as_secs_f64()));
		Some(Self { p50: seconds(50)?, p95: seconds(95)? })
	}
}

impl ReceiptMs {
	fn of(times: Vec<Duration>) -> Option<Self> {
		let sorted = sorted(times);
		let ms = |percent| Some(rounded(percentile(&sorted, percent)?.as_secs_f64() * 1_000.0));
		Some(Self { p50: ms(50)?, p95: ms(95)?, p99: ms(99)? })
	}
}

/// What all accounts together have in settlement, in plank.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Sums {
	/// What they had before, and what they deposited.
	#[serde(serialize_with = "digits")]
	pub expected: Balance,
	/// What they have after the load.
	#[serde(serialize_with = "digits")]
	pub found: Balance,
}

/// Writes a number as a string of decimal digits: a number of JavaScript has no room for all of them.
fn digits<S: serde::Serializer>(number: &Balance, serializer: S) -> Result<S::Ok, S::Error> {
	serializer.collect_str(number)
}

impl Report {
	pub fn new(loaded: Loaded, sums: Sums) -> Self {
		let Loaded { start, sent, followed } = loaded;
		let mut problems = followed.problems();
		if sent.refused() > 0 {
			problems.push(format!("{} records were refused", sent.refused()));
		}
		if sent.receipts == 0 {
			problems.push("no record has a receipt".into());
		}
		if sums.found != sums.expected {
			let Sums { expected, found } = sums;
			problems.push(format!("the accounts have {found} plank in place of {expected}"));
		}
		let since = |moment: tokio::time::Instant| (moment - start).as_secs_f64();
		let seconds = followed.last_committed().map(since);
		let per_second = |seconds: f64| sent.receipts as f64 / seconds;
		Self {
			records: sent.receipts,
			refused: sent.refused(),
			intake_full: sent.intake_full,
			committed_seconds: Seconds::of(followed.committed_times()),
			final_seconds: followed.final_times().and_then(Seconds::of),
			seconds: seconds.map(rounded),
			send_seconds: rounded(sent.ended.map_or(0.0, since)),
			updates_per_second: seconds.map(per_second).map(rounded),
			refusals: sent.refusals,
			receipt_ms: ReceiptMs::of(sent.times),
			sums,
			problems,
		}
	}

	/// Fails if the figures are none of a sequencer that works.
	pub fn verdict(self) -> Result<(), String> {
		if self.problems.is_empty() {
			return Ok(());
		}
		Err(self.problems.join("; "))
	}
}

fn sorted(mut times: Vec<Duration>) -> Vec<Duration> {
	times.sort_unstable();
	times
}

/// The smallest of the sorted values that at least this share of the values does not exceed. `None` if there is no value.
fn percentile(sorted: &[Duration], percent: usize) -> Option<Duration> {
	let rank = (sorted.len() * percent).div_ceil(100);
	sorted.get(rank.checked_sub(1)?).copied()
}

/// To three decimal places.
fn rounded(number: f64) -> f64 {
	(number * 1_000.0).round() / 1_000.0
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
	use super::*;
	use crate::settle::{send::Sent, track::Followed};
	use tokio::time::Instant;

	fn milliseconds(numbers: impl IntoIterator<Item = u64>) -> Vec<Duration> {
		numbers.into_iter().map(Duration::from_millis).collect()
	}

	#[test]
	fn a_percentile_is_one_of_the_values() {
		let hundred = milliseconds(1..=100);
		for percent in [1, 50, 95, 99, 100] {
			let expected = Duration::from_millis(percent as u64);
			assert_eq!(percentile(&hundred, percent), Some(expected));
		}
		let three = milliseconds([10, 20, 30]);
		assert_eq!(percentile(&three, 50), Some(Duration::from_millis(20)));
		assert_eq!(percentile(&three, 95), Some(Duration::from_millis(30)));
		assert_eq!(percentile(&milliseconds([7]), 1), Some(Duration::from_millis(7)));
		assert_eq!(percentile(&[], 50), None);
	}

	#[test]
	fn seconds_are_of_sorted_times() {
		let seconds = Seconds::of(milliseconds([3_000, 1_000, 2_500]));
		assert_eq!(seconds, Some(Seconds { p50: 2.5, p95: 3.0 }));
		assert_eq!(Seconds::of(Vec::new()), None);
	}

	fn report(sent: Sent, found: Balance) -> Report {
		let loaded = Loaded { start: Instant::now(), sent, followed: Followed::default() };
		Report::new(loaded, Sums { expected: Balance::MAX, found })
	}

	#[test]
	fn the_report_has_the_documented_fields_and_all_digits_of_sums() {
		let sent = Sent { receipts: 5, times: milliseconds([2]), ..Sent::default() };
		let report = report(sent, Balance::MAX);
		let json: serde_json::Value = serde_json::to_value(&report).unwrap();
		let fields: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
		let mut expected = [
			"records",
			"refused",
			"refusals",
			"intakeFull",
			"receiptMs",
			"committedSeconds",
			"finalSeconds",
			"seconds",
			"sendSeconds",
			"updatesPerSecond",
			"sums",
		];
		expected.sort_unstable();
		let mut fields = fields;
		fields.sort_unstable();
		assert_eq!(fields, expected);
		assert_eq!(json["sums"]["found"], Balance::MAX.to_string());
		assert_eq!(json["receiptMs"]["p99"], 2.0);
		assert_eq!(report.verdict(), Ok(()));
	}

	#[test]
	fn a_refusal_or_a_wrong_sum_fails() {
		let refused = Sent { receipts: 1, refusals: [(9_025, 2)].into(), ..Sent::default() };
		let verdict = report(refused, Balance::MAX).verdict();
		assert_eq!(verdict, Err("2 records were refused".into()));
		let sent = Sent { receipts: 1, ..Sent::default() };
		let error = report(sent, 3).verdict().unwrap_err();
		assert!(error.starts_with("the accounts have 3 plank in place of"), "{error}");
		let error = report(Sent::default(), Balance::MAX).verdict().unwrap_err();
		assert_eq!(error, "no record has a receipt");
	}
}
