// SPDX-License-Identifier: GPL-3.0-only

//! Follows our own blocks through the stages of finality: built, backed, included, finalized, or retracted.
//!
//! The relay chain says which candidates it backs, includes and drops. The node reads this from each relay block,
//! through its own relay chain node or through one that it queries over RPC. For each recent block of ours it keeps the
//! stage, the time, and the relay block that says so.
//!
//! | module | holds |
//! |---|---|
//! | [`tracker`] | the state machine, without I/O |
//! | [`relay`] | the relay chain's newest blocks as a tree |
//! | [`entry`] | the record of one parablock |
//! | [`status`] | the answer about one parablock |
//! | [`statistics`] | forecasts from past blocks |
//! | [`follow`] | reads both chains |
//! | [`reader`] | reads the relay chain |
//! | [`source`] | the questions to the relay chain, and its notifications |
//! | [`facts`] | the questions to our own chain, and the facts of our blocks |
//! | [`handle`] | shares the stages with RPC: answers, subscriptions |
//! | [`metrics`] | the metrics for Prometheus |

mod entry;
mod facts;
mod follow;
mod handle;
mod metrics;
mod reader;
mod relay;
mod source;
mod statistics;
mod status;
mod tracker;

#[cfg(test)]
pub mod tests;

pub use facts::OwnChain;
pub use follow::{Follower, RETRY};
pub use handle::{
	Finality, Refusal, Subscription, Update, MAX_SUBSCRIPTIONS, MAX_SUBSCRIPTIONS_PER_CONNECTION,
	MAX_WAITING,
};
pub use metrics::Metrics;
pub use source::RelayChainSource;
pub use statistics::{Estimate, Latency};
pub use status::{BlockStatus, Segment, Stage};
pub use tracker::MAX_DECIDED;

use std::sync::Arc;

const LOG_TARGET: &str = "outrider::finality";

/// The source of the stages of blocks, if there is one.
#[derive(Clone)]
pub enum StageSource {
	/// The tracker of this node.
	Tracker(Arc<Finality>),
	/// `--no-finality-tracker`.
	TurnedOff,
	/// `--dev`.
	NoRelayChain,
}
