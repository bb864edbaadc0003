// SPDX-License-Identifier: GPL-3.0-only

//! What was measured: the table, the ratio and the verdict.

use super::{pov::Candidate, validator::Refusal};
use polkadot_primitives::executor_params::DEFAULT_BACKING_EXECUTION_TIMEOUT as LIMIT;
use serde::Serialize;
use sp_core::H256;
use std::{fmt::Write, time::Duration};

/// CPU time of the timed executions of one candidate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Times {
	/// The median; of an even number, the mean of the middle two.
	pub p50: Duration,
	pub max: Duration,
}

impl Times {
	/// Panics if there is no run.
	pub fn of(mut runs: Vec<Duration>) -> Self {
		runs.sort();
		let last = runs.len() - 1;
		Self { p50: (runs[last / 2] + runs[last.div_ceil(2)]) / 2, max: runs[last] }
	}
}

/// A candidate and what came of it.
#[derive(Debug, Serialize)]
pub struct Row {
	file: String,
	/// Hash of its last block.
	head: H256,
	first_block: u32,
	blocks: usize,
	extrinsics: usize,
	proof_bytes: usize,
	compressed_bytes: usize,
	cpu_ms_p50: Option<f64>,
	cpu_ms_max: Option<f64>,
	author_ms: Option<f64>,
	validate_to_author: Option<f64>,
	/// Why the validator would not back it.
	rejected: Option<String>,
}

impl Row {
	pub fn new(
		candidate: &Candidate,
		outcome: Result<Times, Refusal>,
		author_ms: Option<f64>,
	) -> Self {
		let times = outcome.as_ref().ok();
		let p50 = times.map(|times| milliseconds(times.p50));
		let rejected = match &outcome {
			Err(refusal) => Some(format!("the validator's code refuses it: {refusal}")),
			// As the execute worker compares.
			Ok(times) if times.max >= LIMIT => Some(format!(
				"it takes {:.1} ms of CPU time, and backing allows less than {} ms",
				milliseconds(times.max),
				LIMIT.as_millis()
			)),
			Ok(_) => None,
		};
		Self {
			file: candidate.file.clone(),
			head: candidate.head_hash(),
			first_block: candidate.blocks[0].number,
			blocks: candidate.blocks.len(),
			extrinsics: candidate.extrinsics,
			proof_bytes: candidate.proof_bytes,
			compressed_bytes: candidate.pov.block_data.0.len(),
			cpu_ms_p50: p50,
			cpu_ms_max: times.map(|times| milliseconds(times.max)),
			author_ms,
			validate_to_author: p50.zip(author_ms).map(|(validate, author)| validate / author),
			rejected,
		}
	}

	fn cells(&self) -> Vec<String> {
		let number = |value: Option<f64>, digits: usize| {
			value.map_or_else(|| "-".into(), |value| format!("{value:.digits$}"))
		};
		vec![
			self.first_block.to_string(),
			self.blocks.to_string(),
			self.extrinsics.to_string(),
			format!("{:.1}", self.proof_bytes as f64 / 1024.0),
			self.compressed_bytes.to_string(),
			number(self.cpu_ms_p50, 1),
			number(self.cpu_ms_max, 1),
			number(self.author_ms, 1),
			number(self.validate_to_author, 2),
		]
	}
}

const HEADINGS: [&str; 9] = [
	"first block",
	"blocks",
	"extrinsics",
	"proof KiB",
	"compressed bytes",
	"CPU ms p50",
	"CPU ms max",
	"author ms",
	"validate : author",
];

/// All that was measured.
#[derive(Debug, Serialize)]
pub struct Report {
	preparation_ms: f64,
	runs: u32,
	#[serde(rename = "candidates")]
	pub rows: Vec<Row>,
}

/// Candidates that a validator would not back.
#[derive(Debug, thiserror::Error)]
#[error("{count} of {of} candidates would not be backed:{list}")]
pub struct Rejected {
	count: usize,
	of: usize,
	list: String,
}

/// The sums over the candidates whose author's time is known.
#[derive(Debug, PartialEq, Serialize)]
struct Ratio {
	candidates: usize,
	validate_ms: f64,
	author_ms: f64,
	validate_to_author: f64,
}

impl Report {
	pub fn new(preparation: Duration, runs: u32) -> Self {
		Self { preparation_ms: milliseconds(preparation), runs, rows: Vec::new() }
	}

	/// Validate : author over the same blocks: the sum of the medians by the sum of the author's times.
	fn ratio(&self) -> Option<Ratio> {
		let known: Vec<_> =
			self.rows.iter().filter_map(|row| row.cpu_ms_p50.zip(row.author_ms)).collect();
		let validate_ms: f64 = known.iter().map(|(validate, _)| validate).sum();
		let author_ms: f64 = known.iter().map(|(_, author)| author).sum();
		(!known.is_empty()).then(|| Ratio {
			candidates: known.len(),
			validate_ms,
			author_ms,
			validate_to_author: validate_ms / author_ms,
		})
	}

	pub fn table(&self) -> String {
		let mut lines = vec![HEADINGS.map(String::from).to_vec()];
		lines.extend(self.rows.iter().map(Row::cells));
		let mut text = aligned(&lines);
		let runs = self.runs;
		let _ = write!(
			text,
			"\npreparation of the runtime: {:.0} ms of CPU time\n\
			 {runs} timed execution(s) of each of {} candidate(s), after one that is not timed\n",
			self.preparation_ms,
			self.rows.len(),
		);
		if let Some(ratio) = self.ratio() {
			let _ = writeln!(
				text,
				"validate : author = {:.1} ms : {:.1} ms = {:.2}, over {} of {} candidates",
				ratio.validate_ms,
				ratio.author_ms,
				ratio.validate_to_author,
				ratio.candidates,
				self.rows.len(),
			);
		}
		text
	}

	pub fn json(&self) -> serde_json::Result<String> {
		let mut value = serde_json::to_value(self)?;
		value["validate_to_author"] = serde_json::to_value(self.ratio())?;
		serde_json::to_string_pretty(&value)
	}

	/// Fails with the candidates that a validator would not back.
	pub fn verdict(&self) -> Result<(), Rejected> {
		let rejected: Vec<_> = self
			.rows
			.iter()
			.filter_map(|row| Some(format!("\n  {}: {}", row.file, row.rejected.as_ref()?)))
			.collect();
		if rejected.is_empty() {
			return Ok(());
		}
		Err(Rejected { count: rejected.len(), of: self.rows.len(), list: rejected.concat() })
	}
}

fn milliseconds(duration: Duration) -> f64 {
	duration.as_secs_f64() * 1_000.0
}

/// Lines with aligned columns, the numbers at the right.
fn aligned(lines: &[Vec<String>]) -> String {
	let width = |column: usize| lines.iter().map(|line| line[column].len()).max().unwrap_or(0);
	let widths: Vec<_> = (0..HEADINGS.len()).map(width).collect();
	let mut text = String::new();
	for line in lines {
		let cells: Vec<_> = line
			.iter()
			.zip(&widths)
			.map(|(cell, &width)| format!("{cell:>width$}"))
			.collect();
		text.push_str(&cells.join("  "));
		text.push('\n');
	}
	text
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
	use super::*;
	use crate::validate::pov::tests::{candidate, header};

	const fn ms(milliseconds: u64) -> Duration {
		Duration::from_millis(milliseconds)
	}

	fn times(runs: &[u64]) -> Times {
		Times::of(runs.iter().map(|&run| ms(run)).collect())
	}

	fn refused(message: &str) -> Result<Times, Refusal> {
		Err(Refusal::Panic(message.into()))
	}

	fn report(rows: Vec<Row>) -> Report {
		Report { rows, ..Report::new(ms(8_000), 3) }
	}

	#[test]
	fn the_median_is_the_middle_run() {
		assert_eq!(times(&[30, 10, 20]), Times { p50: ms(20), max: ms(30) });
		assert_eq!(times(&[40, 10, 30, 20]), Times { p50: ms(25), max: ms(40) });
		assert_eq!(times(&[10]), Times { p50: ms(10), max: ms(10) });
	}

	#[test]
	fn the_ratio_is_over_the_blocks_that_both_have_times_of() {
		let row =
			|blocks: &[u32], run, author| Row::new(&candidate(blocks), Ok(times(&[run])), author);
		let report = report(vec![
			row(&[1], 150, Some(100.0)),
			row(&[2, 3], 90, Some(100.0)),
			row(&[4], 1_900, None),
			Row::new(&candidate(&[5]), refused("no"), Some(1_000.0)),
		]);
		let ratio = report.ratio().unwrap();
		assert_eq!((ratio.candidates, ratio.validate_ms, ratio.author_ms), (2, 240.0, 200.0));
		assert_eq!(ratio.validate_to_author, 1.2);
		assert!(report.table().contains("= 1.20, over 2 of 4 candidates"), "{}", report.table());
		let json: serde_json::Value = serde_json::from_str(&report.json().unwrap()).unwrap();
		assert_eq!(json["validate_to_author"]["validate_to_author"], 1.2);
		assert_eq!(json["candidates"][0]["validate_to_author"], 1.5);
		assert_eq!(json["candidates"][1]["head"], format!("{:?}", header(3).hash()));
	}

	#[test]
	fn the_table_has_a_line_for_each_candidate() {
		let rows = vec![
			Row::new(&candidate(&[7]), Ok(times(&[100, 120, 110])), None),
			Row::new(&candidate(&[8, 9, 10]), refused("trap"), None),
		];
		let table = report(rows).table();
		let cells: Vec<Vec<&str>> =
			table.lines().map(|line| line.split_whitespace().collect()).collect();
		assert_eq!(cells[1][..3], ["7", "1", "2"]);
		assert_eq!(cells[1][5..], ["110.0", "120.0", "-", "-"]);
		assert_eq!(cells[2][..3], ["8", "3", "6"]);
		assert_eq!(cells[2][5..], ["-", "-", "-", "-"]);
		assert!(!table.contains("validate : author ="), "{table}");
		assert!(table.contains("preparation of the runtime: 8000 ms"), "{table}");
	}

	#[test]
	fn a_candidate_that_takes_2_seconds_or_is_refused_fails_the_run() {
		let good = || Row::new(&candidate(&[1]), Ok(times(&[1_999])), None);
		assert!(report(vec![good()]).verdict().is_ok());
		// One slow run of three: a validator runs it once.
		let slow = Row::new(&candidate(&[2]), Ok(times(&[10, 10, 2_000])), None);
		let refused = Row::new(&candidate(&[3]), refused("unreachable"), None);
		let error = report(vec![good(), slow, refused]).verdict().unwrap_err().to_string();
		assert!(error.starts_with("2 of 3 candidates would not be backed"), "{error}");
		let limit = "it takes 2000.0 ms of CPU time, and backing allows less than 2000 ms";
		assert!(error.contains(limit), "{error}");
		let refusal = "the validator's code refuses it: the execution panicked: unreachable";
		assert!(error.contains(refusal), "{error}");
	}
}
