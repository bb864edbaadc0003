// SPDX-License-Identifier: GPL-3.0-only

//! The metrics for Prometheus.

use super::{
	status::{Facts, Reason, Stage},
	tracker::Change,
};
use prometheus_endpoint::{
	prometheus::core::Atomic, register, Counter, CounterVec, Gauge, Histogram, HistogramOpts,
	HistogramVec, Opts, PrometheusError, Registry, F64, U64,
};
use std::time::Duration;

/// Upper bounds of the buckets of durations: multiples and parts of the relay chain's 6 seconds, finer where most
/// blocks are.
const SECONDS: [f64; 16] =
	[1.5, 3.0, 4.5, 6.0, 7.5, 9.0, 12.0, 15.0, 18.0, 24.0, 30.0, 36.0, 48.0, 60.0, 120.0, 300.0];
/// Upper bounds of the buckets of shares of a block.
const RATIOS: [f64; 12] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9, 1.0];
/// Upper bounds of the buckets of proof sizes, in bytes: 8 KiB to 8 MiB, and the largest possible size.
const BYTES: [f64; 12] = [
	8_192.0,
	16_384.0,
	32_768.0,
	65_536.0,
	131_072.0,
	262_144.0,
	524_288.0,
	1_048_576.0,
	2_097_152.0,
	4_194_304.0,
	8_388_608.0,
	10_485_760.0,
];

pub struct Metrics {
	blocks: BlockMetrics,
	authored: AuthoredMetrics,
	tracker: TrackerMetrics,
}

impl Metrics {
	/// Registers all metrics, each with its initial value.
	pub fn register(registry: &Registry) -> Result<Self, PrometheusError> {
		Ok(Self {
			blocks: BlockMetrics::register(registry)?,
			authored: AuthoredMetrics::register(registry)?,
			tracker: TrackerMetrics::register(registry)?,
		})
	}

	pub fn count(&self, change: &Change) {
		match change {
			Change::Reached { stage, since_previous, since_built } => {
				self.blocks.reached(*stage, *since_previous, *since_built);
			},
			Change::Retracted(reason) => {
				self.blocks.retracted.with_label_values(&[reason.label()]).inc();
			},
			Change::SlotMissed => self.blocks.slots_missed.inc(),
			Change::Gap => self.tracker.gaps.inc(),
			Change::Status(_) | Change::Ended(_) | Change::Decided(_) | Change::Forgotten(_) => {},
		}
	}

	/// Observes a block that this node authored.
	pub fn authored(&self, facts: &Facts) {
		if let Some(bytes) = facts.proof_size_bytes {
			// Far below 2^53.
			self.authored.proof_size_bytes.observe(bytes as f64);
		}
		if let Some(share) = facts.proof_size_share {
			self.authored.proof_size_ratio.observe(share);
		}
		if let Some(share) = facts.ref_time_share {
			self.authored.ref_time_ratio.observe(share);
		}
	}

	pub fn show(&self, unincluded: u32, capacity: Option<u32>) {
		self.blocks.unincluded.set(unincluded.into());
		self.blocks.capacity.set(capacity.unwrap_or(0).into());
	}

	pub fn set_following(&self, following: bool) {
		self.tracker.following.set(following.into());
	}

	/// Sets the time of the last update, in milliseconds since the Unix epoch.
	pub fn set_last_update(&self, ms: u64) {
		self.tracker.last_update.set(Duration::from_millis(ms).as_secs_f64());
	}

	pub fn set_block_time(&self, ms: Option<u64>) {
		let seconds = Duration::from_millis(ms.unwrap_or(0)).as_secs_f64();
		self.blocks.block_time.set(seconds);
	}

	pub fn set_lag(&self, blocks: u32) {
		self.blocks.lag.set(blocks.into());
	}

	pub fn set_subscriptions(&self, open: usize) {
		self.tracker.subscriptions.set(u64::try_from(open).unwrap_or(u64::MAX));
	}
}

/// Metrics of all blocks on their way.
struct BlockMetrics {
	stage_seconds: HistogramVec,
	finality_seconds: Histogram,
	reached: CounterVec<U64>,
	retracted: CounterVec<U64>,
	slots_missed: Counter<U64>,
	unincluded: Gauge<U64>,
	capacity: Gauge<U64>,
	lag: Gauge<U64>,
	block_time: Gauge<F64>,
}

impl BlockMetrics {
	fn register(registry: &Registry) -> Result<Self, PrometheusError> {
		let metrics = Self {
			stage_seconds: stage_seconds(registry)?,
			finality_seconds: histogram(
				registry,
				"outrider_parablock_finality_seconds",
				"Seconds from a parablock's building to its finality",
				&SECONDS,
			)?,
			reached: counter_by(
				registry,
				"outrider_parablocks_total",
				"Parablocks that reached a stage",
				"stage",
			)?,
			retracted: counter_by(
				registry,
				"outrider_parablocks_retracted_total",
				"Parablocks that can't be included any more, by reason",
				"reason",
			)?,
			slots_missed: counter(
				registry,
				"outrider_relay_slots_missed_total",
				"Finalized relay blocks that backed no block of this chain, session changes left out",
			)?,
			unincluded: gauge(
				registry,
				"outrider_unincluded_segment_blocks",
				"Blocks of the longest chain that are not included yet",
			)?,
			capacity: gauge(
				registry,
				"outrider_unincluded_segment_capacity_blocks",
				"Blocks that may be built before the first of them is included; 0 if unknown",
			)?,
			lag: gauge(
				registry,
				"outrider_finality_lag_blocks",
				"The best parablock's number minus the finalized one's",
			)?,
			block_time: gauge(
				registry,
				"outrider_block_time_seconds",
				"Seconds between blocks of this chain, as its runtime has them; 0 if unknown",
			)?,
		};
		metrics.begin_at_zero();
		Ok(metrics)
	}

	/// Creates all series with the value 0: Prometheus has no rate of a series that does not exist yet.
	fn begin_at_zero(&self) {
		for stage in [Stage::Built, Stage::Backed, Stage::Included] {
			self.stage_seconds.with_label_values(&[stage.label()]);
			self.reached.with_label_values(&[stage.label()]);
		}
		self.reached.with_label_values(&[Stage::Finalized.label()]);
		for reason in Reason::ALL {
			self.retracted.with_label_values(&[reason.label()]);
		}
	}

	fn reached(&self, stage: Stage, since_previous: Option<f64>, since_built: Option<f64>) {
		self.reached.with_label_values(&[stage.label()]).inc();
		let previous = match stage {
			Stage::Backed => Stage::Built,
			Stage::Included => Stage::Backed,
			_ => Stage::Included,
		};
		if let Some(seconds) = since_previous {
			self.stage_seconds.with_label_values(&[previous.label()]).observe(seconds);
		}
		if let (Stage::Finalized, Some(seconds)) = (stage, since_built) {
			self.finality_seconds.observe(seconds);
		}
	}
}

/// Metrics of the blocks that this node authored.
struct AuthoredMetrics {
	proof_size_bytes: Histogram,
	proof_size_ratio: Histogram,
	ref_time_ratio: Histogram,
}

impl AuthoredMetrics {
	fn register(registry: &Registry) -> Result<Self, PrometheusError> {
		Ok(Self {
			proof_size_bytes: histogram(
				registry,
				"outrider_authored_block_proof_size_bytes",
				"Proof size of blocks that this node authored",
				&BYTES,
			)?,
			proof_size_ratio: histogram(
				registry,
				"outrider_authored_block_proof_size_ratio",
				"Proof size of blocks that this node authored, as a share of what it may be",
				&RATIOS,
			)?,
			ref_time_ratio: histogram(
				registry,
				"outrider_authored_block_ref_time_ratio",
				"Execution time of blocks that this node authored, as a share of what it may be",
				&RATIOS,
			)?,
		})
	}
}

/// Metrics of the tracker itself.
struct TrackerMetrics {
	gaps: Counter<U64>,
	subscriptions: Gauge<U64>,
	following: Gauge<U64>,
	last_update: Gauge<F64>,
}

impl TrackerMetrics {
	fn register(registry: &Registry) -> Result<Self, PrometheusError> {
		Ok(Self {
			gaps: counter(
				registry,
				"outrider_finality_tracker_gaps_total",
				"Times that relay state was gone, so that stages are unknown",
			)?,
			subscriptions: gauge(
				registry,
				"outrider_finality_subscriptions",
				"Open subscriptions to stages of blocks",
			)?,
			following: gauge(
				registry,
				"outrider_finality_following",
				"1 while the node follows the relay chain, 0 while it can't: what is told of stages stands still then",
			)?,
			last_update: gauge(
				registry,
				"outrider_finality_last_update_seconds",
				"Unix time at which the relay chain's best or finalized block last moved; 0 before the first",
			)?,
		})
	}
}

fn stage_seconds(registry: &Registry) -> Result<HistogramVec, PrometheusError> {
	let options = HistogramOpts::new(
		"outrider_parablock_stage_seconds",
		"Seconds that a parablock spent in a stage before the next one",
	);
	register(HistogramVec::new(options.buckets(SECONDS.into()), &["stage"])?, registry)
}

fn histogram(
	registry: &Registry,
	name: &str,
	help: &str,
	buckets: &[f64],
) -> Result<Histogram, PrometheusError> {
	let options = HistogramOpts::new(name, help).buckets(buckets.into());
	register(Histogram::with_opts(options)?, registry)
}

fn counter(registry: &Registry, name: &str, help: &str) -> Result<Counter<U64>, PrometheusError> {
	register(Counter::new(name, help)?, registry)
}

fn counter_by(
	registry: &Registry,
	name: &str,
	help: &str,
	label: &str,
) -> Result<CounterVec<U64>, PrometheusError> {
	register(CounterVec::new(Opts::new(name, help), &[label])?, registry)
}

fn gauge<T: Atomic + 'static>(
	registry: &Registry,
	name: &str,
	help: &str,
) -> Result<Gauge<T>, PrometheusError> {
	register(Gauge::new(name, help)?, registry)
}
