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

fn gauge(registry: &Registry, name: &str, help: &str) -> Result<Gauge<U64>, PrometheusError> {
	register(Gauge::new(format!("outrider_settlement_{name}"), help)?, registry)
}

/// A counter for each value of a label.
fn counters(
	registry: &Registry,
	name: &str,
	help: &str,
	label: &str,
	values: [&str; 2],
) -> Result<CounterVec<U64>, PrometheusError> {
	let opts = Opts::new(format!("outrider_settlement_{name}_total"), help);
	let made = register(CounterVec::new(opts, &[label])?, registry)?;
	values.iter().for_each(|value| made.with_label_values(&[value]).reset());
	Ok(made)
}

impl Metrics {
	/// Registers all metrics, each with its initial value.
	pub fn register(registry: &Registry) -> Result<Self, PrometheusError> {
		let gauge = |name, help| gauge(registry, name, help);
		let counters = |name, help, label, values| counters(registry, name, help, label, values);
		let help = "Batches with a false root that the node found";
		let false_batches = Counter::new("outrider_settlement_false_batches_total", help)?;
		let help = "From a request to its receipt, in seconds";
		let receipts = HistogramOpts::new("outrider_settlement_receipt_seconds", help);
		let receipts = Histogram::with_opts(receipts.buckets(RECEIPT_SECONDS.to_vec()))?;
		let help = "Batches of this sequencer that got into a block, or were refused there";
		let batches = counters("batches", help, "outcome", ["posted", "failed"])?;
		let help = "Records that the sequencer has taken or refused";
		let records = counters("records", help, "outcome", ["receipted", "refused"])?;
		let help = "Checks that the node has sent";
		let checks = counters("checks", help, "verdict", ["fraud", "verified"])?;
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
			checks,
			records,
			batches,
			receipt_seconds: register(receipts, registry)?,
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
