// SPDX-License-Identifier: GPL-3.0-only

//! `finality_*`: how far blocks have come on their way to finality.

use super::{
	error::Error,
	format::{self, found, Given, Parameter},
};
use crate::finality::{
	BlockStatus, Estimate, Finality, Latency, Refusal, Segment, Stage, StageSource, Subscription,
	Update, MAX_WAITING,
};
use futures::{
	future::{self, Either},
	StreamExt,
};
use jsonrpsee::{
	core::{async_trait, JsonValue, StringError, SubscriptionResult},
	proc_macros::rpc,
	PendingSubscriptionSink, SubscriptionMessage,
};
use outrider_runtime::Hash;
use std::sync::Arc;

/// The message for the subscribers of a block that the tracker drops before the block's way has ended.
const FORGOTTEN: &str =
	"the node does not follow this block any more: ask a node that was running all the time, or \
	whether the chain has it";

/// The methods `finality_*`.
#[rpc(server)]
pub trait FinalityRpc {
	/// The stage of a block.
	#[method(name = "finality_blockStatus")]
	fn block_status(&self, hash: Option<Given<TrackedHash>>) -> Result<BlockStatus, Error>;

	/// The blocks on their way.
	#[method(name = "finality_segment")]
	fn segment(&self) -> Result<Segment, Error>;

	/// How long recent blocks took.
	#[method(name = "finality_latency")]
	fn latency(&self) -> Result<Latency, Error>;

	/// The outcomes of recent blocks that reached a stage.
	#[method(name = "finality_estimate")]
	fn estimate(&self, stage: Option<Given<Stage>>) -> Result<Estimate, Error>;
}

/// The subscriptions `finality_*`, in a trait of their own: a notification has the name of a method, such as
/// `finality_segment`.
#[rpc(server)]
pub trait FinalitySubscriptionsRpc {
	/// The stage of a block, now and at each change, until the block is finalized or retracted.
	#[subscription(
		name = "finality_subscribeBlock" => "finality_block",
		unsubscribe = "finality_unsubscribeBlock",
		item = BlockStatus,
	)]
	async fn subscribe_block(&self, hash: Option<Given<TrackedHash>>) -> SubscriptionResult;

	/// The blocks on their way, now and at each change.
	#[subscription(
		name = "finality_subscribeSegment" => "finality_segment",
		unsubscribe = "finality_unsubscribeSegment",
		item = Segment,
	)]
	async fn subscribe_segment(&self) -> SubscriptionResult;
}

/// Finds the height of a block that this node has imported.
type HeightOf = dyn Fn(Hash) -> Result<Option<u32>, sp_blockchain::Error> + Send + Sync;

/// Answers `finality_*`.
#[derive(Clone)]
pub struct FinalityMethods {
	source: StageSource,
	height_of: Arc<HeightOf>,
}

impl FinalityMethods {
	/// Answers from `source`. `height_of` distinguishes future blocks from blocks that are no longer kept.
	pub fn new(source: StageSource, height_of: Arc<HeightOf>) -> Self {
		Self { source, height_of }
	}

	fn finality(&self) -> Result<&Arc<Finality>, Error> {
		match &self.source {
			StageSource::Tracker(finality) => Ok(finality),
			StageSource::TurnedOff => Err(Error::TrackerTurnedOff),
			StageSource::NoRelayChain => Err(Error::NoRelayChain),
		}
	}

	fn open_block(
		&self,
		hash: Option<Given<TrackedHash>>,
		connection: usize,
	) -> Result<Subscription, Error> {
		let finality = self.finality()?;
		let TrackedHash(hash) = format::value(hash)?;
		finality
			.subscribe_block(hash, connection)
			.map_err(|refusal| self.why(refusal, finality, hash))
	}

	fn open_segment(&self, connection: usize) -> Result<Subscription, Error> {
		let finality = self.finality()?;
		finality
			.subscribe_segment(connection)
			.map_err(|refusal| self.why(refusal, finality, Hash::zero()))
	}

	/// The reason for a refusal. For the segment any `block` will do.
	fn why(&self, refusal: Refusal, finality: &Finality, block: Hash) -> Error {
		match refusal {
			Refusal::NotStarted => Error::TrackerNotStarted,
			Refusal::NotTracked => match (self.height_of)(block) {
				Ok(None) => Error::NotYetTracked(block),
				// The block is imported, and the tracker will get it soon.
				Ok(Some(number)) if finality.read(|tracker| tracker.is_expected(number)) => {
					Error::NotYetTracked(block)
				},
				Ok(Some(_)) => Error::NotTracked(block),
				Err(error) => Error::Database(error),
			},
			Refusal::ConnectionFull => Error::TooManySubscriptionsOfConnection,
			Refusal::NodeFull => Error::TooManySubscriptions,
		}
	}
}

impl FinalityRpcServer for FinalityMethods {
	fn block_status(&self, hash: Option<Given<TrackedHash>>) -> Result<BlockStatus, Error> {
		let finality = self.finality()?;
		let TrackedHash(hash) = format::value(hash)?;
		finality.status(&hash).map_err(|refusal| self.why(refusal, finality, hash))
	}

	fn segment(&self) -> Result<Segment, Error> {
		let finality = self.finality()?;
		finality.segment().map_err(|refusal| self.why(refusal, finality, Hash::zero()))
	}

	fn latency(&self) -> Result<Latency, Error> {
		Ok(self.finality()?.latency())
	}

	fn estimate(&self, stage: Option<Given<Stage>>) -> Result<Estimate, Error> {
		let finality = self.finality()?;
		Ok(finality.estimate(format::value(stage)?))
	}
}

#[async_trait]
impl FinalitySubscriptionsRpcServer for FinalityMethods {
	async fn subscribe_block(
		&self,
		pending: PendingSubscriptionSink,
		hash: Option<Given<TrackedHash>>,
	) -> SubscriptionResult {
		let subscription = self.open_block(hash, pending.connection_id().0);
		serve(pending, subscription).await
	}

	async fn subscribe_segment(&self, pending: PendingSubscriptionSink) -> SubscriptionResult {
		let subscription = self.open_segment(pending.connection_id().0);
		serve(pending, subscription).await
	}
}

/// Sends updates until there are no more, or until the subscriber leaves.
async fn serve(
	pending: PendingSubscriptionSink,
	subscription: Result<Subscription, Error>,
) -> SubscriptionResult {
	let mut subscription = match subscription {
		Ok(subscription) => subscription,
		Err(error) => {
			pending.reject(error).await;
			return Ok(());
		},
	};
	let sink = pending.accept().await?;
	let closed = sink.closed();
	futures::pin_mut!(closed);
	loop {
		let update = match future::select(subscription.updates.next(), &mut closed).await {
			Either::Left((update, _)) => update,
			Either::Right(_) => return Ok(()),
		};
		match update {
			Some(Update::Changed { json, last }) => {
				sink.send(SubscriptionMessage::from_json(&&*json)?).await?;
				if last {
					return Ok(());
				}
			},
			Some(Update::Forgotten) => return Err(StringError::from(FORGOTTEN)),
			None => {
				return Err(StringError::from(format!(
					"more than {MAX_WAITING} changes were waiting to be read: subscribe again, and read faster"
				)))
			},
		}
	}
}

/// The hash of a block to follow. Required.
#[derive(Clone, Copy, Debug)]
pub struct TrackedHash(Hash);

impl Parameter for TrackedHash {
	fn read(given: Option<&JsonValue>) -> Result<Self, Error> {
		match given.and_then(JsonValue::as_str).and_then(format::hash) {
			Some(hash) => Ok(Self(hash)),
			None => Err(Error::MalformedTrackedHash { found: found(given, "it is not a hash") }),
		}
	}
}

/// The stage for an estimate: built, backed or included.
impl Parameter for Stage {
	fn read(given: Option<&JsonValue>) -> Result<Self, Error> {
		match given.and_then(JsonValue::as_str) {
			Some("built") => Ok(Self::Built),
			Some("backed") => Ok(Self::Backed),
			Some("included") => Ok(Self::Included),
			_ => Err(Error::MalformedStage { found: found(given, "it is not one of these") }),
		}
	}
}

#[cfg(test)]
mod tests;
