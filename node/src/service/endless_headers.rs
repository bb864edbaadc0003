// SPDX-License-Identifier: GPL-3.0-only

//! Wraps the relay chain for the SDK's search for bootnodes.
//!
//! The search (cumulus-client-bootnodes 0.15) panics when the stream of imported headers ends, and the panic ends the
//! process at once. A node that has lost its relay chain ends anyway. Without the panic it can report the reason.

use async_trait::async_trait;
use cumulus_primitives_core::relay_chain::{
	vstaging::RelayParentInfo, BlockId, CandidateEvent, NodeFeatures,
};
use cumulus_relay_chain_interface::{
	BlockNumber, ChildInfo, CommittedCandidateReceipt, CoreIndex, CoreState,
	InboundDownwardMessage, InboundHrmpMessage, OccupiedCoreAssumption, OverseerHandle, PHeader,
	ParaId, PersistedValidationData, RelayChainInterface, RelayChainResult, SessionIndex,
	StorageValue, ValidationCodeHash, ValidatorId,
};
use futures::{stream, Stream, StreamExt};
use outrider_runtime::Hash;
use sc_executor::RuntimeVersion;
use sp_api::StorageProof;
use std::{
	collections::{BTreeMap, VecDeque},
	pin::Pin,
	sync::Arc,
};

/// The relay chain, with an endless stream of imported headers: after the last header the stream waits for ever.
pub struct EndlessHeaders(pub Arc<dyn RelayChainInterface>);

#[async_trait]
impl RelayChainInterface for EndlessHeaders {
	async fn get_storage_by_key(
		&self,
		relay_parent: Hash,
		key: &[u8],
	) -> RelayChainResult<Option<StorageValue>> {
		self.0.get_storage_by_key(relay_parent, key).await
	}

	async fn validators(&self, block_id: Hash) -> RelayChainResult<Vec<ValidatorId>> {
		self.0.validators(block_id).await
	}

	async fn best_block_hash(&self) -> RelayChainResult<Hash> {
		self.0.best_block_hash().await
	}

	async fn header(&self, block_id: BlockId) -> RelayChainResult<Option<PHeader>> {
		self.0.header(block_id).await
	}

	async fn finalized_block_hash(&self) -> RelayChainResult<Hash> {
		self.0.finalized_block_hash().await
	}

	async fn call_runtime_api(
		&self,
		method_name: &'static str,
		hash: Hash,
		payload: &[u8],
	) -> RelayChainResult<Vec<u8>> {
		self.0.call_runtime_api(method_name, hash, payload).await
	}

	async fn retrieve_dmq_contents(
		&self,
		para_id: ParaId,
		relay_parent: Hash,
	) -> RelayChainResult<Vec<InboundDownwardMessage>> {
		self.0.retrieve_dmq_contents(para_id, relay_parent).await
	}

	async fn retrieve_all_inbound_hrmp_channel_contents(
		&self,
		para_id: ParaId,
		relay_parent: Hash,
	) -> RelayChainResult<BTreeMap<ParaId, Vec<InboundHrmpMessage>>> {
		self.0.retrieve_all_inbound_hrmp_channel_contents(para_id, relay_parent).await
	}

	async fn persisted_validation_data(
		&self,
		block_id: Hash,
		para_id: ParaId,
		assumption: OccupiedCoreAssumption,
	) -> RelayChainResult<Option<PersistedValidationData>> {
		self.0.persisted_validation_data(block_id, para_id, assumption).await
	}

	#[allow(deprecated, reason = "a part of the trait")]
	async fn candidate_pending_availability(
		&self,
		block_id: Hash,
		para_id: ParaId,
	) -> RelayChainResult<Option<CommittedCandidateReceipt>> {
		self.0.candidate_pending_availability(block_id, para_id).await
	}

	async fn session_index_for_child(&self, block_id: Hash) -> RelayChainResult<SessionIndex> {
		self.0.session_index_for_child(block_id).await
	}

	async fn import_notification_stream(
		&self,
	) -> RelayChainResult<Pin<Box<dyn Stream<Item = PHeader> + Send>>> {
		Ok(self.0.import_notification_stream().await?.chain(stream::pending()).boxed())
	}

	async fn new_best_notification_stream(
		&self,
	) -> RelayChainResult<Pin<Box<dyn Stream<Item = PHeader> + Send>>> {
		self.0.new_best_notification_stream().await
	}

	async fn wait_for_block(&self, hash: Hash) -> RelayChainResult<()> {
		self.0.wait_for_block(hash).await
	}

	async fn finality_notification_stream(
		&self,
	) -> RelayChainResult<Pin<Box<dyn Stream<Item = PHeader> + Send>>> {
		self.0.finality_notification_stream().await
	}

	async fn is_major_syncing(&self) -> RelayChainResult<bool> {
		self.0.is_major_syncing().await
	}

	fn overseer_handle(&self) -> RelayChainResult<OverseerHandle> {
		self.0.overseer_handle()
	}

	async fn prove_read(
		&self,
		relay_parent: Hash,
		relevant_keys: &Vec<Vec<u8>>,
	) -> RelayChainResult<StorageProof> {
		self.0.prove_read(relay_parent, relevant_keys).await
	}

	async fn prove_child_read(
		&self,
		relay_parent: Hash,
		child_info: &ChildInfo,
		child_keys: &[Vec<u8>],
	) -> RelayChainResult<StorageProof> {
		self.0.prove_child_read(relay_parent, child_info, child_keys).await
	}

	async fn validation_code_hash(
		&self,
		relay_parent: Hash,
		para_id: ParaId,
		occupied_core_assumption: OccupiedCoreAssumption,
	) -> RelayChainResult<Option<ValidationCodeHash>> {
		self.0
			.validation_code_hash(relay_parent, para_id, occupied_core_assumption)
			.await
	}

	async fn candidates_pending_availability(
		&self,
		block_id: Hash,
		para_id: ParaId,
	) -> RelayChainResult<Vec<CommittedCandidateReceipt>> {
		self.0.candidates_pending_availability(block_id, para_id).await
	}

	async fn version(&self, relay_parent: Hash) -> RelayChainResult<RuntimeVersion> {
		self.0.version(relay_parent).await
	}

	async fn availability_cores(
		&self,
		relay_parent: Hash,
	) -> RelayChainResult<Vec<CoreState<Hash, BlockNumber>>> {
		self.0.availability_cores(relay_parent).await
	}

	async fn claim_queue(
		&self,
		relay_parent: Hash,
	) -> RelayChainResult<BTreeMap<CoreIndex, VecDeque<ParaId>>> {
		self.0.claim_queue(relay_parent).await
	}

	async fn scheduling_lookahead(&self, relay_parent: Hash) -> RelayChainResult<u32> {
		self.0.scheduling_lookahead(relay_parent).await
	}

	async fn candidate_events(&self, at: Hash) -> RelayChainResult<Vec<CandidateEvent>> {
		self.0.candidate_events(at).await
	}

	async fn max_relay_parent_session_age(&self, at: Hash) -> RelayChainResult<u32> {
		self.0.max_relay_parent_session_age(at).await
	}

	async fn node_features(&self, at: Hash) -> RelayChainResult<NodeFeatures> {
		self.0.node_features(at).await
	}

	async fn ancestor_relay_parent_info(
		&self,
		at: Hash,
		session_index: SessionIndex,
		relay_parent: Hash,
	) -> RelayChainResult<Option<RelayParentInfo<Hash, BlockNumber>>> {
		self.0.ancestor_relay_parent_info(at, session_index, relay_parent).await
	}
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
	use super::*;
	use crate::fake_relay::{header, FakeRelay};
	use futures::{executor::block_on, FutureExt};

	#[test]
	fn after_the_last_header_the_stream_waits_and_does_not_end() {
		let relay = EndlessHeaders(Arc::new(FakeRelay::default()));
		let mut headers = block_on(relay.import_notification_stream()).unwrap();
		assert_eq!(block_on(headers.next()), Some(header()));
		assert_eq!(headers.next().now_or_never(), None);
	}

	/// What the SDK's search does with a stream that ends. Where this test fails, this file is not needed any more.
	#[test]
	#[should_panic(expected = "SelectNextSome polled after terminated")]
	fn waiting_for_the_next_header_of_a_stream_that_ended_panics() {
		let mut headers = stream::empty::<PHeader>().fuse();
		block_on(headers.select_next_some());
	}
}
