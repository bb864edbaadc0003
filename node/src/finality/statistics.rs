// SPDX-License-Identifier: GPL-3.0-only

//! Forecasts for parablocks, from the outcomes of recent ones.

use super::{entry::Outcome, status::Stage};
use serde::Serialize;
use std::collections::VecDeque;

/// The most outcomes in the statistics: the newest ones.
pub const WINDOW: usize = 1_000;

/// With fewer blocks than this, an estimate says that its basis is small.
pub const ENOUGH: usize = 100;

/// The 97.5 % quantile of the normal distribution, for a two-sided interval of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// The newest outcomes of blocks that were observed from the time when they were built.
#[derive(Debug, Default)]
pub struct Statistics {
	window: VecDeque<Outcome>,
}

/// Percentiles of some durations, in seconds, by the nearest rank: the smallest duration that so many percent do not
/// exceed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Percentiles {
	/// The number of durations.
	pub n: usize,
	pub p50: Option<f64>,
	pub p95: Option<f64>,
	pub p99: Option<f64>,
}

/// How long blocks take between two stages.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct StageLatency {
	pub from: Stage,
	pub to: Stage,
	#[serde(flatten)]
	pub seconds: Percentiles,
}

/// How long the finalized blocks took.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Latency {
	/// The number of finalized blocks.
	pub blocks: usize,
	pub stages: Vec<StageLatency>,
}

/// How often a block that reached a stage was finalized, and when.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Estimate {
	pub stage: Stage,
	/// The number of blocks that reached the stage.
	pub n: usize,
	/// How many of them were finalized.
	pub finalized: usize,
	pub frequency: Option<f64>,
	/// Lower end of the Wilson score interval of 95 % for the frequency.
	pub wilson_lower95: Option<f64>,
	pub seconds_to_finality: Percentiles,
	/// Whether `n` is large enough to rely on.
	pub enough: bool,
	pub note: Option<String>,
}

impl Statistics {
	/// Adds an outcome, and removes the oldest if there are too many.
	pub fn push(&mut self, outcome: Outcome) {
		if self.window.len() == WINDOW {
			self.window.pop_front();
		}
		self.window.push_back(outcome);
	}

	/// The durations between stages.
	pub fn latency(&self) -> Latency {
		const PAIRS: [(Stage, Stage); 5] = [
			(Stage::Built, Stage::Backed),
			(Stage::Built, Stage::Included),
			(Stage::Built, Stage::Finalized),
			(Stage::Backed, Stage::Included),
			(Stage::Included, Stage::Finalized),
		];
		let finalized = || self.window.iter().filter(|outcome| outcome.finalized.is_some());
		let stages = PAIRS.map(|(from, to)| StageLatency {
			from,
			to,
			seconds: Percentiles::of(finalized().filter_map(|outcome| outcome.seconds(from, to))),
		});
		Latency { blocks: finalized().count(), stages: stages.into() }
	}

	/// The outcomes of the blocks that reached a stage.
	pub fn estimate(&self, stage: Stage) -> Estimate {
		let got_there: Vec<&Outcome> =
			self.window.iter().filter(|outcome| outcome.got_to(stage)).collect();
		let n = got_there.len();
		let finalized = got_there.iter().filter(|outcome| outcome.finalized.is_some()).count();
		let durations =
			got_there.iter().filter_map(|outcome| outcome.seconds(stage, Stage::Finalized));
		let enough = n >= ENOUGH;
		Estimate {
			stage,
			n,
			finalized,
			frequency: frequency(finalized, n).map(floor4),
			wilson_lower95: wilson_lower95(finalized, n).map(floor4),
			seconds_to_finality: Percentiles::of(durations),
			enough,
			note: (!enough).then(|| {
				format!("{n} blocks are few to judge by: at {ENOUGH} or more the frequency tells something")
			}),
		}
	}
}

impl Outcome {
	fn got_to(&self, stage: Stage) -> bool {
		match stage {
			Stage::Built => true,
			Stage::Backed => self.was_backed,
			Stage::Included => self.was_included,
			Stage::Finalized => self.finalized.is_some(),
			Stage::Retracted => self.finalized.is_none(),
		}
	}

	fn seconds(&self, from: Stage, to: Stage) -> Option<f64> {
		let at = |stage| match stage {
			Stage::Built => Some(self.built),
			Stage::Backed => self.backed,
			Stage::Included => self.included,
			Stage::Finalized => self.finalized,
			Stage::Retracted => None,
		};
		at(from)?.seconds_to(at(to)?)
	}
}

impl Percentiles {
	fn of(durations: impl Iterator<Item = f64>) -> Self {
		let mut sorted: Vec<f64> = durations.collect();
		sorted.sort_by(f64::total_cmp);
		let rank = |percent| nearest_rank(&sorted, percent).map(round3);
		Self { n: sorted.len(), p50: rank(50), p95: rank(95), p99: rank(99) }
	}
}

/// The smallest value that at least `percent` % of the values do not exceed.
pub fn nearest_rank(sorted: &[f64], percent: usize) -> Option<f64> {
	let rank = sorted.len().saturating_mul(percent).div_ceil(100);
	sorted.get(rank.checked_sub(1)?).copied()
}

/// `finalized / n`. If all `n` were finalized: `n / (n + 1)`. An event that has not happened in `n` trials can still
/// happen, so the frequency is never 1.
fn frequency(finalized: usize, n: usize) -> Option<f64> {
	let of = if finalized == n { n.saturating_add(1) } else { n };
	(n > 0).then(|| finalized as f64 / of as f64)
}

/// Lower end of the 95 % score interval for a proportion: E. B. Wilson, "Probable inference, the law of succession, and
/// statistical inference", Journal of the American Statistical Association 22 (1927), 209-212.
///
/// ```text
/// p = successes / n
/// lower = ( p + z^2/2n - z sqrt( p (1 - p)/n + z^2/4n^2 ) ) / ( 1 + z^2/n )
/// ```
pub fn wilson_lower95(successes: usize, n: usize) -> Option<f64> {
	if n == 0 {
		return None;
	}
	let (n, z2) = (n as f64, Z * Z);
	let p = successes as f64 / n;
	let spread = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
	let lower = (p + z2 / (2.0 * n) - spread) / (1.0 + z2 / n);
	// For no success the result is 0, apart from rounding errors.
	Some(lower.max(0.0))
}

/// Rounds to 3 decimals.
fn round3(value: f64) -> f64 {
	(value * 1_000.0).round() / 1_000.0
}

/// Rounds down to 4 decimals: the stated frequency is never above the measured one.
fn floor4(value: f64) -> f64 {
	// 0.995 is stored as 0.99499…. A value this close to the next decimal counts as that decimal.
	(value * 10_000.0 + 1e-6).floor() / 10_000.0
}
