// SPDX-License-Identifier: GPL-3.0-only

//! The questions to the relay chain, and its notifications.

use super::{
	relay::{CandidateEvent, EventKind},
	status::BlockRef,
};
use codec::Decode;
use cumulus_primitives_core::{
	relay_chain::{BlockId, CandidateEvent as RelayEvent, Header as RelayHeader},
	ParaId,
};
use cumulus_relay_chain_interface::{
	OccupiedCoreAssumption, RelayChainInterface, RelayChainResult,
};
use futures::Stream;
use jsonrpsee::core::async_trait;
use outrider_runtime::{Hash, Header};
use polkadot_primitives::runtime_api::ParachainHost;
use sp_api::RuntimeApiInfo;
use std::{pin::Pin, sync::Arc};

/// The first versions of `ParachainHost` that answer for the scheduling lookahead, and for the maximum age of relay
/// parents in sessions.
const VERSION_WITH_LOOKAHEAD: u32 = 13;
const VERSION_WITH_SESSION_AGE: u32 = 16;

/// The questions to the relay chain.
#[async_trait]
pub trait RelaySource: Send + Sync {
	/// A block's header. None if the relay chain has no such block, or no longer.
	async fn header(&self, hash: Hash) -> RelayChainResult<Option<RelayHeader>>;
	/// The newest finalized block.
	async fn finalized(&self) -> RelayChainResult<Hash>;
	/// The best block.
	async fn best(&self) -> RelayChainResult<Hash>;
	/// The events of our candidates in a block.
	async fn events(&self, at: Hash) -> RelayChainResult<Vec<CandidateEvent>>;
	/// The session of a block's children.
	async fn session(&self, at: Hash) -> RelayChainResult<u32>;
	/// Our newest included block in the state of a relay block. None if the relay chain does not know our chain yet.
	async fn included_head(&self, at: Hash) -> RelayChainResult<Option<BlockRef>>;
	/// How many of the blocks before a child of `at` may be relay parents. None if the relay chain's runtime is too old
	/// to answer.
	async fn lookahead(&self, at: Hash) -> RelayChainResult<Option<u32>>;
	/// How many sessions old a relay parent may be.
	async fn session_age(&self, at: Hash) -> RelayChainResult<u32>;
}

/// The notifications of the relay chain.
#[async_trait]
pub trait RelayStreams: RelaySource {
	/// Whether the relay chain is still being synced.
	async fn is_syncing(&self) -> RelayChainResult<bool>;
	/// The notifications from now on.
	async fn headers(&self) -> RelayChainResult<RelayHeaders>;
}

pub type HeaderStream = Pin<Box<dyn Stream<Item = RelayHeader> + Send>>;

/// The relay chain's notifications: each block that it imports, makes best, or finalizes.
pub struct RelayHeaders {
	pub imported: HeaderStream,
	pub best: HeaderStream,
	pub finalized: HeaderStream,
}

/// The relay chain as seen by the node of one parachain.
pub struct RelayChainSource {
	pub relay: Arc<dyn RelayChainInterface>,
	pub para_id: ParaId,
}

#[async_trait]
impl RelaySource for RelayChainSource {
	async fn header(&self, hash: Hash) -> RelayChainResult<Option<RelayHeader>> {
		self.relay.header(BlockId::Hash(hash)).await
	}

	async fn finalized(&self) -> RelayChainResult<Hash> {
		self.relay.finalized_block_hash().await
	}

	async fn best(&self) -> RelayChainResult<Hash> {
		self.relay.best_block_hash().await
	}

	async fn events(&self, at: Hash) -> RelayChainResult<Vec<CandidateEvent>> {
		let events = self.relay.candidate_events(at).await?;
		Ok(events.iter().filter_map(|event| event_of(self.para_id, event)).collect())
	}

	async fn session(&self, at: Hash) -> RelayChainResult<u32> {
		self.relay.session_index_for_child(at).await
	}

	async fn included_head(&self, at: Hash) -> RelayChainResult<Option<BlockRef>> {
		let assumption = OccupiedCoreAssumption::TimedOut;
		let data = self.relay.persisted_validation_data(at, self.para_id, assumption).await?;
		Ok(data.and_then(|data| head(&data.parent_head.0)).map(|(head, _)| head))
	}

	async fn lookahead(&self, at: Hash) -> RelayChainResult<Option<u32>> {
		if api_version(&*self.relay, at).await? < VERSION_WITH_LOOKAHEAD {
			return Ok(None);
		}
		self.relay.scheduling_lookahead(at).await.map(Some)
	}

	async fn session_age(&self, at: Hash) -> RelayChainResult<u32> {
		if api_version(&*self.relay, at).await? < VERSION_WITH_SESSION_AGE {
			// In older versions a new session invalidated all relay parents of the session before.
			return Ok(0);
		}
		self.relay.max_relay_parent_session_age(at).await
	}
}

#[async_trait]
impl RelayStreams for RelayChainSource {
	async fn is_syncing(&self) -> RelayChainResult<bool> {
		self.relay.is_major_syncing().await
	}

	async fn headers(&self) -> RelayChainResult<RelayHeaders> {
		Ok(RelayHeaders {
			imported: self.relay.import_notification_stream().await?,
			best: self.relay.new_best_notification_stream().await?,
			finalized: self.relay.finality_notification_stream().await?,
		})
	}
}

/// The version of the runtime API `ParachainHost`. 0 if the relay chain does not have this API.
async fn api_version(relay: &dyn RelayChainInterface, at: Hash) -> RelayChainResult<u32> {
	let id = <dyn ParachainHost<polkadot_primitives::Block>>::ID;
	Ok(relay.version(at).await?.api_version(&id).unwrap_or(0))
}

/// The candidate event in a relay chain's event, if the event is about the given parachain.
pub fn event_of(para_id: ParaId, event: &RelayEvent) -> Option<CandidateEvent> {
	let (kind, receipt, data) = match event {
		RelayEvent::CandidateBacked(receipt, head, ..) => (EventKind::Backed, receipt, head),
		RelayEvent::CandidateIncluded(receipt, head, ..) => (EventKind::Included, receipt, head),
		RelayEvent::CandidateTimedOut(receipt, head, _) => (EventKind::TimedOut, receipt, head),
	};
	if receipt.descriptor.para_id() != para_id {
		return None;
	}
	let (head, parent) = head(&data.0)?;
	Some(CandidateEvent { kind, head, parent })
}

/// Decodes a header of ours: the block and its parent.
fn head(mut data: &[u8]) -> Option<(BlockRef, Hash)> {
	let header = Header::decode(&mut data).ok()?;
	Some((BlockRef { number: header.number, hash: header.hash() }, header.parent_hash))
}
