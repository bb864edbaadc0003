// SPDX-License-Identifier: GPL-3.0-only

use crate::finality::{
	entry::Outcome,
	statistics::{nearest_rank, wilson_lower95, Statistics, ENOUGH, WINDOW},
	status::{Moment, Stage},
};

fn moment(ms: u64) -> Moment {
	Moment { ms, live: true }
}

/// A block that was finalized `ms` after it was built.
fn finalized(ms: u64) -> Outcome {
	Outcome {
		was_backed: true,
		was_included: true,
		built: moment(0),
		backed: Some(moment(1_000)),
		included: Some(moment(2_000)),
		finalized: Some(moment(ms)),
	}
}

/// A block that was backed and then given up.
fn lost() -> Outcome {
	Outcome { was_included: false, included: None, finalized: None, ..finalized(0) }
}

fn of(outcomes: impl IntoIterator<Item = Outcome>) -> Statistics {
	let mut statistics = Statistics::default();
	outcomes.into_iter().for_each(|outcome| statistics.push(outcome));
	statistics
}

/// R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998),
/// 857-872, table I, method 3: the score method of Wilson. The last is the mirror image of 1 of 29.
#[test]
fn wilsons_bound_is_as_published() {
	for (successes, n, lower) in
		[(81, 263, 0.2553), (15, 148, 0.0624), (0, 20, 0.0), (1, 29, 0.0061), (28, 29, 0.8282)]
	{
		let found = wilson_lower95(successes, n).unwrap();
		assert!((found - lower).abs() < 0.000_05, "{successes} of {n}: {found}, not {lower}");
	}
	assert_eq!(wilson_lower95(0, 0), None);
}

#[test]
fn a_percentile_is_the_nearest_rank() {
	// The usual example: the ranks of 30 %, 40 %, 50 % and 100 % of five values are 2, 2, 3 and 5.
	let values = [15.0, 20.0, 35.0, 40.0, 50.0];
	for (percent, expected) in [(5, 15.0), (30, 20.0), (40, 20.0), (50, 35.0), (100, 50.0)] {
		assert_eq!(nearest_rank(&values, percent), Some(expected), "{percent} %");
	}
	assert_eq!(nearest_rank(&[], 50), None);
	assert_eq!(nearest_rank(&[7.0], 99), Some(7.0));
}

#[test]
fn an_estimate_counts_the_blocks_that_got_there() {
	// 199 of 200 that were backed; 199 of 199 that were included.
	let statistics = of((0..199).map(|n| finalized(20_000 + 10 * n)).chain([lost()]));
	let backed = statistics.estimate(Stage::Backed);
	assert_eq!((backed.n, backed.finalized), (200, 199));
	assert_eq!((backed.frequency, backed.wilson_lower95), (Some(0.995), Some(0.9722)));
	assert_eq!((backed.enough, &backed.note), (true, &None));
	// The 100th, 190th and 198th of 199, counted from when the block was backed.
	let seconds = backed.seconds_to_finality;
	assert_eq!(seconds.n, 199);
	assert_eq!((seconds.p50, seconds.p95, seconds.p99), (Some(19.99), Some(20.89), Some(20.97)));

	let included = statistics.estimate(Stage::Included);
	assert_eq!((included.n, included.finalized), (199, 199));
	assert_eq!(included.frequency, Some(0.995), "199 of 200 where nothing failed");
}

#[test]
fn an_estimate_is_never_certain() {
	let statistics = of((0..WINDOW).map(|_| finalized(20_000)));
	let estimate = statistics.estimate(Stage::Built);
	assert_eq!(estimate.frequency, Some(0.999));
	assert!(estimate.wilson_lower95.unwrap() < 1.0);
}

#[test]
fn an_estimate_from_few_blocks_says_so() {
	let few = of((0..ENOUGH - 1).map(|_| finalized(20_000))).estimate(Stage::Built);
	assert!(!few.enough);
	assert!(few.note.unwrap().contains("99 blocks"));
	let none = of([]).estimate(Stage::Built);
	assert_eq!((none.n, none.frequency, none.wilson_lower95), (0, None, None));
	assert_eq!(none.seconds_to_finality.p50, None);
	assert!(!none.enough);
}

#[test]
fn the_window_keeps_the_newest() {
	let statistics = of((0..WINDOW).map(|_| lost()).chain((0..WINDOW).map(|_| finalized(1_000))));
	assert_eq!(statistics.estimate(Stage::Built).finalized, WINDOW);
	assert_eq!(statistics.latency().blocks, WINDOW);
}

#[test]
fn latency_counts_finalized_blocks_that_were_seen_live() {
	let unseen = Outcome { backed: Some(Moment { ms: 500, live: false }), ..finalized(30_000) };
	let latency = of([finalized(20_000), unseen, lost()]).latency();
	assert_eq!(latency.blocks, 2);
	let pair = |from, to| {
		latency
			.stages
			.iter()
			.find(|pair| (pair.from, pair.to) == (from, to))
			.unwrap()
			.seconds
	};
	assert_eq!(pair(Stage::Built, Stage::Backed).n, 1);
	assert_eq!(pair(Stage::Built, Stage::Backed).p50, Some(1.0));
	assert_eq!(pair(Stage::Built, Stage::Finalized).n, 2);
	assert_eq!(pair(Stage::Built, Stage::Finalized).p99, Some(30.0));
	assert_eq!(pair(Stage::Included, Stage::Finalized).p50, Some(18.0));
	assert_eq!(of([]).latency().stages.len(), 5);
}
