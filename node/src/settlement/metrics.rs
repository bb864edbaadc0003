// SPDX-License-Identifier: GPL-3.0-only

//! The metrics for Prometheus.

use prometheus_endpoint::{
	register, Counter, CounterVec, Gauge, Histogram, HistogramOpts, Opts, PrometheusError,
	Registry, U64,
};

/// Upper bounds of the buckets of the time to a receipt, in seconds.
const RECEIPT_SECONDS: [f64; 12] =
	[0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0];

/// The metrics of settlement.
pub struct Metrics {
	following: Gauge<U64>,
	tip_batch: Gauge<U64>,
	final_batch: Gauge<U64>,
	window_slots: Gauge<U64>,
	unknown_batches: Gauge<U64>,
	waiting_records: Gauge<U64>,
	false_batches: Counter<U64>,
	checks: CounterVec<U64>,
	records: CounterVec<U64>,
	batches: CounterVec<U64>,
	receipt_seconds: Histogram,
}

impl Metrics {
	/// Registers all metrics, each with its initial value.
	pub fn register(registry: &Registry) -> Result<Self, PrometheusError> {
		let gauge = |name: &str, help: &str| {
			register(Gauge::new(format!("outrider_settlement_{name}"), help)?, registry)
		};
		let counters = |name: &str, help: &str, label: &str, values: [&str; 2]| {
			let opts = Opts::new(format!("outrider_settlement_{name}_total"), help);
			let made = register(CounterVec::new(opts, &[label])?, registry)?;
			values.iter().for_each(|value| made.with_label_values(&[value]).reset());
			Ok::<_, PrometheusError>(made)
		};
		let false_batches = Counter::new(
			"outrider_settlement_false_batches_total",
			"Batches with a false root that the node found",
		)?;
		let receipts = HistogramOpts::new(
			"outrider_settlement_receipt_seconds",
			"From a request to its receipt, in seconds",
		);
		Ok(Self {
			following: gauge(
				"following",
				"1 while the node's state of settlement follows the chain",
			)?,
			tip_batch: gauge("tip_batch", "The last batch of the best block")?,
			final_batch: gauge("final_batch", "The last final batch of the best block")?,
			window_slots: gauge(
				"window_slots",
				"How long a batch can be disputed, in lived slots",
			)?,
			unknown_batches: gauge(
				"unknown_batches",
				"Batches on their way that the node could not execute",
			)?,
			waiting_records: gauge(
				"waiting_records",
				"Records with a receipt that are in no final batch",
			)?,
			false_batches: register(false_batches, registry)?,
			checks: counters(
				"checks",
				"Checks that the node has sent",
				"verdict",
				["fraud", "verified"],
			)?,
			records: counters(
				"records",
				"Records that the sequencer has taken or refused",
				"outcome",
				["receipted", "refused"],
			)?,
			batches: counters(
				"batches",
				"Batches of this sequencer that got into a block, or were refused there",
				"outcome",
				["posted", "failed"],
			)?,
			receipt_seconds: register(
				Histogram::with_opts(receipts.buckets(RECEIPT_SECONDS.to_vec()))?,
				registry,
			)?,
		})
	}

	pub fn set_following(&self, following: bool) {
		self.following.set(following.into());
	}

	pub fn set_best(&self, tip: u64, last_final: u64, window: u32, unknown: u64) {
		self.tip_batch.set(tip);
		self.final_batch.set(last_final);
		self.window_slots.set(window.into());
		self.unknown_batches.set(unknown);
	}

	pub fn set_waiting(&self, records: usize) {
		self.waiting_records.set(u64::try_from(records).unwrap_or(u64::MAX));
	}

	pub fn found_false(&self) {
		self.false_batches.inc();
	}

	pub fn sent_check(&self, is_fraud: bool) {
		self.checks
			.with_label_values(&[if is_fraud { "fraud" } else { "verified" }])
			.inc();
	}

	/// Counts the answers of a request that took so many seconds.
	pub fn answered(&self, receipted: usize, refused: usize, seconds: f64) {
		let count = |outcome, times| {
			self.records
				.with_label_values(&[outcome])
				.inc_by(u64::try_from(times).unwrap_or(u64::MAX));
		};
		count("receipted", receipted);
		count("refused", refused);
		if receipted > 0 {
			self.receipt_seconds.observe(seconds);
		}
	}

	pub fn posted(&self, batches: usize) {
		let batches = u64::try_from(batches).unwrap_or(u64::MAX);
		self.batches.with_label_values(&["posted"]).inc_by(batches);
	}

	pub fn post_failed(&self) {
		self.batches.with_label_values(&["failed"]).inc();
	}
}
