// SPDX-License-Identifier: GPL-3.0-only

//! A relay chain for unit tests.

use cumulus_primitives_core::relay_chain::{
	vstaging::RelayParentInfo, BlockId, CandidateEvent, NodeFeatures,
};
use cumulus_relay_chain_interface::{
	BlockNumber, ChildInfo, CommittedCandidateReceipt, CoreIndex, CoreState,
	InboundDownwardMessage, InboundHrmpMessage, OccupiedCoreAssumption, OverseerHandle, PHeader,
	ParaId, PersistedValidationData, RelayChainError, RelayChainInterface, RelayChainResult,
	SessionIndex, StorageValue, ValidationCodeHash, ValidatorId,
};
use futures::{stream, Stream, StreamExt};
use jsonrpsee::core::async_trait;
use outrider_runtime::Hash;
use sc_executor::RuntimeVersion;
use sp_api::StorageProof;
use sp_runtime::{traits::Header as _, Digest};
use std::{
	collections::{BTreeMap, VecDeque},
	pin::Pin,
};

/// The relay block of all questions.
pub const AT: Hash = Hash::repeat_byte(7);
pub const LOOKAHEAD: u32 = 5;
pub const SESSION_AGE: u32 = 2;

/// A relay chain whose runtime has this version. It imports one header and goes away. Of other questions it answers only
/// those for the two limits.
#[derive(Default)]
pub struct FakeRelay(pub RuntimeVersion);

/// The header that it imports.
pub fn header() -> PHeader {
	PHeader::new(1, Hash::zero(), Hash::zero(), AT, Digest::default())
}

fn not_asked<T>() -> RelayChainResult<T> {
	Err(RelayChainError::GenericError("nobody should ask".into()))
}

#[async_trait]
impl RelayChainInterface for FakeRelay {
	async fn get_storage_by_key(
		&self,
		_: Hash,
		_: &[u8],
	) -> RelayChainResult<Option<StorageValue>> {
		not_asked()
	}

	async fn validators(&self, _: Hash) -> RelayChainResult<Vec<ValidatorId>> {
		not_asked()
	}

	async fn best_block_hash(&self) -> RelayChainResult<Hash> {
		not_asked()
	}

	async fn header(&self, _: BlockId) -> RelayChainResult<Option<PHeader>> {
		not_asked()
	}

	async fn finalized_block_hash(&self) -> RelayChainResult<Hash> {
		not_asked()
	}

	async fn call_runtime_api(
		&self,
		_: &'static str,
		_: Hash,
		_: &[u8],
	) -> RelayChainResult<Vec<u8>> {
		not_asked()
	}

	async fn retrieve_dmq_contents(
		&self,
		_: ParaId,
		_: Hash,
	) -> RelayChainResult<Vec<InboundDownwardMessage>> {
		not_asked()
	}

	async fn retrieve_all_inbound_hrmp_channel_contents(
		&self,
		_: ParaId,
		_: Hash,
	) -> RelayChainResult<BTreeMap<ParaId, Vec<InboundHrmpMessage>>> {
		not_asked()
	}

	async fn persisted_validation_data(
		&self,
		_: Hash,
		_: ParaId,
		_: OccupiedCoreAssumption,
	) -> RelayChainResult<Option<PersistedValidationData>> {
		not_asked()
	}

	async fn candidate_pending_availability(
		&self,
		_: Hash,
		_: ParaId,
	) -> RelayChainResult<Option<CommittedCandidateReceipt>> {
		not_asked()
	}

	async fn session_index_for_child(&self, _: Hash) -> RelayChainResult<SessionIndex> {
		not_asked()
	}

	async fn import_notification_stream(
		&self,
	) -> RelayChainResult<Pin<Box<dyn Stream<Item = PHeader> + Send>>> {
		Ok(stream::iter([header()]).boxed())
	}

	async fn new_best_notification_stream(
		&self,
	) -> RelayChainResult<Pin<Box<dyn Stream<Item = PHeader> + Send>>> {
		not_asked()
	}

	async fn wait_for_block(&self, _: Hash) -> RelayChainResult<()> {
		not_asked()
	}

	async fn finality_notification_stream(
		&self,
	) -> RelayChainResult<Pin<Box<dyn Stream<Item = PHeader> + Send>>> {
		not_asked()
	}

	async fn is_major_syncing(&self) -> RelayChainResult<bool> {
		not_asked()
	}

	fn overseer_handle(&self) -> RelayChainResult<OverseerHandle> {
		not_asked()
	}

	async fn prove_read(&self, _: Hash, _: &Vec<Vec<u8>>) -> RelayChainResult<StorageProof> {
		not_asked()
	}

	async fn prove_child_read(
		&self,
		_: Hash,
		_: &ChildInfo,
		_: &[Vec<u8>],
	) -> RelayChainResult<StorageProof> {
		not_asked()
	}

	async fn validation_code_hash(
		&self,
		_: Hash,
		_: ParaId,
		_: OccupiedCoreAssumption,
	) -> RelayChainResult<Option<ValidationCodeHash>> {
		not_asked()
	}

	async fn candidates_pending_availability(
		&self,
		_: Hash,
		_: ParaId,
	) -> RelayChainResult<Vec<CommittedCandidateReceipt>> {
		not_asked()
	}

	async fn version(&self, at: Hash) -> RelayChainResult<RuntimeVersion> {
		assert_eq!(at, AT);
		Ok(self.0.clone())
	}

	async fn availability_cores(
		&self,
		_: Hash,
	) -> RelayChainResult<Vec<CoreState<Hash, BlockNumber>>> {
		not_asked()
	}

	async fn claim_queue(
		&self,
		_: Hash,
	) -> RelayChainResult<BTreeMap<CoreIndex, VecDeque<ParaId>>> {
		not_asked()
	}

	async fn scheduling_lookahead(&self, at: Hash) -> RelayChainResult<u32> {
		assert_eq!(at, AT);
		Ok(LOOKAHEAD)
	}

	async fn candidate_events(&self, _: Hash) -> RelayChainResult<Vec<CandidateEvent>> {
		not_asked()
	}

	async fn max_relay_parent_session_age(&self, at: Hash) -> RelayChainResult<u32> {
		assert_eq!(at, AT);
		Ok(SESSION_AGE)
	}

	async fn node_features(&self, _: Hash) -> RelayChainResult<NodeFeatures> {
		not_asked()
	}

	async fn ancestor_relay_parent_info(
		&self,
		_: Hash,
		_: SessionIndex,
		_: Hash,
	) -> RelayChainResult<Option<RelayParentInfo<Hash, BlockNumber>>> {
		not_asked()
	}
}
