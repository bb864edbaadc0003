// SPDX-License-Identifier: GPL-3.0-only

//! Follows our own blocks through the stages of finality: built, backed, included, finalized, or retracted.
//!
//! The relay chain says which candidates it backs, includes and drops. The node reads that from each relay block, by
//! its own relay chain node or by one that it asks over RPC, and keeps for every recent block of ours how far it has
//! come, when, and in which relay block.
//!
//! | module | holds |
//! |---|---|
//! | [`tracker`] | the state machine, without I/O |
//! | [`relay`] | the relay chain's newest blocks as a tree |
//! | [`entry`] | what is kept of one parablock |
//! | [`status`] | what there is to say of one |
//! | [`statistics`] | what past blocks say about those to come |
//! | [`follow`] | reads both chains |
//! | [`reader`] | reads the relay chain |
//! | [`source`] | what the relay chain is asked, and what it tells |
//! | [`facts`] | what our own chain is asked, and what a block of ours says of itself |
//! | [`handle`] | shares all this with RPC: answers, subscriptions |
//! | [`metrics`] | what Prometheus is told |

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

/// Where the stages of blocks come from, if they come.
#[derive(Clone)]
pub enum StageSource {
	/// The tracker of this node.
	Tracker(Arc<Finality>),
	/// `--no-finality-tracker`.
	TurnedOff,
	/// `--dev`.
	NoRelayChain,
}
