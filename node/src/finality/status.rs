// SPDX-License-Identifier: GPL-3.0-only

//! The stage of a parablock, in the form of the RPC methods' answers.

use outrider_runtime::{constants::time::RELAY_SLOT_DURATION_MS, Hash};
use serde::{Serialize, Serializer};
use std::time::{SystemTime, UNIX_EPOCH};

/// A block, by height and hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct BlockRef {
	pub number: u32,
	pub hash: Hash,
}

/// When a node saw something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
	/// Milliseconds since the Unix epoch.
	pub ms: u64,
	/// Whether the node saw it when it happened. If not, the moment is the beginning of the block's slot, and no
	/// duration is computed from it.
	pub live: bool,
}

/// The longest time between the beginning of a block's slot and a live announcement. A later announcement means that
/// the node was cut off or asleep.
pub const LIVE_WITHIN_MS: u64 = 5 * RELAY_SLOT_DURATION_MS;

impl Moment {
	/// When a block came that was announced at `told_ms`. For a block that was looked up, `told_ms` is None.
	pub fn of_block(slot_start_ms: Option<u64>, told_ms: Option<u64>) -> Self {
		let is_late =
			|ms: &u64| slot_start_ms.is_some_and(|start| ms.saturating_sub(start) > LIVE_WITHIN_MS);
		match told_ms.filter(|ms| !is_late(ms)) {
			Some(ms) => Self { ms, live: true },
			None => Self { ms: slot_start_ms.or(told_ms).unwrap_or_else(now_ms), live: false },
		}
	}

	/// Seconds from this moment to a later one, if both were seen live.
	pub fn seconds_to(self, later: Self) -> Option<f64> {
		let live = self.live && later.live;
		let ms = live.then(|| later.ms.checked_sub(self.ms)).flatten()?;
		// Durations are far below 2^53 ms.
		Some(ms as f64 / 1_000.0)
	}
}

/// How far a parablock has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Stage {
	/// The block exists.
	Built,
	/// Validators of the relay chain vouch for the block.
	Backed,
	/// The block's data is available on the relay chain: the block is part of our chain.
	Included,
	/// The relay chain finalized a block in which this block is included. This stage is the last.
	Finalized,
	/// The block can't be included any more. This stage is the last.
	Retracted,
}

impl Stage {
	/// Whether no other stage follows.
	pub fn is_last(self) -> bool {
		matches!(self, Self::Finalized | Self::Retracted)
	}

	/// Its name as a label of a metric.
	pub fn label(self) -> &'static str {
		match self {
			Self::Built => "built",
			Self::Backed => "backed",
			Self::Included => "included",
			Self::Finalized => "finalized",
			Self::Retracted => "retracted",
		}
	}
}

/// Why a parablock can't be included any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Reason {
	/// The relay chain said that its data did not become available in time.
	TimedOut,
	/// Inferred: another block of the same height was included.
	SiblingIncluded,
	/// Inferred: the relay block that it was built on is not part of the finalized relay chain.
	RelayReorg,
	/// Inferred: a new session began on the relay chain, which forgets what is backed and every older relay parent.
	SessionChange,
	/// Inferred: the relay block that it was built on is older than the relay chain accepts.
	RelayParentTooOld,
	/// Another block of the same height was included, and the relay state that would give the reason was gone.
	Unknown,
}

impl Reason {
	/// All reasons.
	pub const ALL: [Self; 6] = [
		Self::TimedOut,
		Self::SiblingIncluded,
		Self::RelayReorg,
		Self::SessionChange,
		Self::RelayParentTooOld,
		Self::Unknown,
	];

	/// Its name as a label of a metric.
	pub fn label(self) -> &'static str {
		match self {
			Self::TimedOut => "timed_out",
			Self::SiblingIncluded => "sibling_included",
			Self::RelayReorg => "relay_reorg",
			Self::SessionChange => "session_change",
			Self::RelayParentTooOld => "relay_parent_too_old",
			Self::Unknown => "unknown",
		}
	}
}

/// The facts of a parablock that do not depend on its stage.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
	pub hash: Hash,
	pub number: u32,
	pub parent_hash: Hash,
	/// The SS58 address of the Aura key that owns the slot.
	pub author: Option<String>,
	/// The Aura slot.
	pub slot: Option<u64>,
	/// The number of extrinsics, with inherents.
	pub extrinsics: Option<usize>,
	/// The block's weight as a share of the maximum.
	pub ref_time_share: Option<f64>,
	pub proof_size_share: Option<f64>,
	pub proof_size_bytes: Option<u64>,
	pub ref_time_picos: Option<u64>,
}

/// When a stage began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Began {
	#[serde(rename = "atMs", serialize_with = "milliseconds")]
	pub at: Moment,
}

/// When a stage was reached, and in which relay block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Mark {
	#[serde(rename = "atMs", serialize_with = "milliseconds")]
	pub at: Moment,
	pub relay_block: BlockRef,
}

/// When and why a block was retracted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Retraction {
	#[serde(rename = "atMs", serialize_with = "milliseconds")]
	pub at: Moment,
	pub reason: Reason,
	/// The relay block that says so.
	pub relay_block: Option<BlockRef>,
}

/// The stage of a parablock, with the facts and the times of all stages so far.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BlockStatus {
	#[serde(flatten)]
	pub facts: Facts,
	pub stage: Stage,
	/// The relay block that the parablock builds on.
	pub relay_parent: Option<BlockRef>,
	pub built: Began,
	pub backed: Option<Mark>,
	pub included: Option<Mark>,
	pub finalized: Option<Mark>,
	pub retracted: Option<Retraction>,
}

/// The blocks on their way.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Segment {
	pub relay_best: BlockRef,
	pub relay_finalized: BlockRef,
	/// Our newest block that the best relay block knows as included.
	pub included_head: Option<BlockRef>,
	/// Our newest block that the finalized relay block knows as included.
	pub finalized_head: Option<BlockRef>,
	/// Blocks that may be built before the first of them is included. None for a runtime that this node was not built
	/// with.
	pub capacity: Option<u32>,
	/// Blocks of the longest chain on the included head.
	pub unincluded: u32,
	/// How many older blocks are left out, since there are too many.
	pub omitted: usize,
	/// Oldest first.
	pub blocks: Vec<BlockStatus>,
}

fn milliseconds<S: Serializer>(moment: &Moment, serializer: S) -> Result<S::Ok, S::Error> {
	serializer.serialize_u64(moment.ms)
}

/// Milliseconds since the Unix epoch. 0 if the clock is before the epoch.
pub fn now_ms() -> u64 {
	let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	u64::try_from(now.as_millis()).unwrap_or(u64::MAX)
}
