// SPDX-License-Identifier: GPL-3.0-only

//! A development node: it builds blocks without a relay chain, and mocks the relay chain's clock.
//!
//! The clock has the number of the relay chain's block, and its slot. On a new chain the first block takes both from
//! the wall clock (Unix time / 6 s). Each later block adds the slot duration to the values in its parent's state. So a
//! restarted node goes on where it stopped, and so does a chain that starts with the state of another one, where number
//! and slot differ. The timestamp is the slot times 6 s, however fast the blocks come.
//!
//! Each slot has one block, whatever number of blocks the runtime takes. That block has a core to itself.

use crate::{
	cli::DevSeal,
	finality::StageSource,
	service::{
		proposer, stored, target_rate, Backend, Block, Chain, Client, Components, NetworkedNode,
		TransactionPool,
	},
	settlement::{Settlement, SettlementParams},
};
use codec::Encode;
use cumulus_client_parachain_inherent::{MockValidationDataInherentDataProvider, MockXcmConfig};
use cumulus_pallet_parachain_system::{
	LastDmqMqcHead, LastRelayChainBlockNumber, PendingValidationCode,
};
use cumulus_primitives_core::{
	relay_chain::{
		well_known_keys::{ACTIVE_CONFIG, CURRENT_SLOT},
		AsyncBackingParams, HeadData, UpgradeGoAhead,
	},
	AbridgedHostConfiguration, BlockBundleInfo, ClaimQueueOffset, CoreInfo, CoreSelector,
	GetParachainInfo, RelayParentOffsetApi,
};
use futures::{Stream, StreamExt};
use outrider_runtime::{constants::time::RELAY_SLOT_DURATION_MS, AuraId, Hash, Header, Runtime};
use pallet_timestamp::Now;
use sc_consensus::{BlockImportParams, LongestChain};
use sc_consensus_manual_seal::{
	run_manual_seal, ConsensusDataProvider, EngineCommand, Error as SealError, ManualSealParams,
};
use sc_service::{Configuration, Error, TaskManager};
use sc_storage_monitor::StorageMonitorParams;
use sc_transaction_pool_api::TransactionPool as _;
use sp_api::{ProvideRuntimeApi, StorageProof};
use sp_consensus_aura::{
	digests::CompatibleDigestItem, sr25519::AuthoritySignature, AuraApi, Slot, SlotDuration,
};
use sp_inherents::InherentData;
use sp_runtime::{Digest, DigestItem};
use sp_timestamp::{Timestamp, TimestampInherentData};
use std::{
	future::Future,
	path::PathBuf,
	pin::Pin,
	sync::Arc,
	time::{Duration, SystemTime, UNIX_EPOCH},
};

/// Largest runtime that the mocked relay chain accepts, in bytes. Polkadot's limit.
const MAX_CODE_SIZE_BYTES: u32 = 5 * 1024 * 1024;

type Fallible<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;
type Commands = Pin<Box<dyn Stream<Item = EngineCommand<Hash>> + Send>>;

/// Starts a development node.
pub fn start(
	mut config: Configuration,
	seal: DevSeal,
	storage_monitor: StorageMonitorParams,
	settlement: SettlementParams,
	code_cache: Option<PathBuf>,
) -> Result<TaskManager, Error> {
	// The node has no peers.
	config.network.default_peers_set.in_peers = 0;
	config.network.default_peers_set.out_peers = 0;

	let chain = Chain::open(&config, code_cache)?;
	let (components, import_queue) = Components::new(&config, chain);
	let settlement = Settlement::open(&config, &components, settlement)?;
	let (mut node, handles) = NetworkedNode::alone(&config, components, import_queue)?;
	node.task_manager.spawn_essential_handle().spawn_blocking(
		"dev-author",
		None,
		Author::new(&node).run(seal),
	);
	node.start_offchain_workers(&config)?;
	node.start_storage_monitor(&config, storage_monitor)?;
	node.spawn_tasks(config, handles, StageSource::NoRelayChain, settlement.as_ref())?;
	if let Some(settlement) = settlement {
		settlement.start(&node);
	}
	Ok(node.task_manager)
}

/// Builds the blocks.
struct Author {
	client: Arc<Client>,
	backend: Arc<Backend>,
	pool: Arc<TransactionPool>,
	proposer: sc_basic_authorship::ProposerFactory<TransactionPool, Client>,
}

impl Author {
	fn new(node: &NetworkedNode) -> Self {
		let NetworkedNode { client, backend, transaction_pool, .. } = node;
		Self {
			client: client.clone(),
			backend: backend.clone(),
			pool: transaction_pool.clone(),
			proposer: proposer(node),
		}
	}

	fn run(self, seal: DevSeal) -> impl Future<Output = ()> + Send {
		let commands: Commands = match seal {
			DevSeal::Interval(interval) => Box::pin(every(interval)),
			DevSeal::Instant => {
				Box::pin(self.pool.import_notification_stream().map(|_| seal_block()))
			},
		};
		let client = self.client.clone();
		run_manual_seal(ManualSealParams {
			block_import: self.client.clone(),
			env: self.proposer,
			pool: self.pool,
			commands_stream: commands,
			select_chain: LongestChain::new(self.backend),
			consensus_data_provider: Some(Box::new(SlotOfTimestamp {
				client: self.client.clone(),
			})),
			create_inherent_data_providers: move |parent, ()| {
				futures::future::ready(next_inherents(&client, parent))
			},
			client: self.client,
		})
	}
}

/// Seals and finalizes a block, even an empty one: the pool announces a transaction before it counts it as ready.
fn seal_block() -> EngineCommand<Hash> {
	EngineCommand::SealNewBlock {
		create_empty: true,
		finalize: true,
		parent_hash: None,
		sender: None,
	}
}

/// A command to seal a block, each time that `interval` has passed.
fn every(interval: Duration) -> impl Stream<Item = EngineCommand<Hash>> + Send {
	futures::stream::unfold((), move |()| async move {
		futures_timer::Delay::new(interval).await;
		Some((seal_block(), ()))
	})
}

fn slot_duration(client: &Client, at: Hash) -> Result<SlotDuration, sp_api::ApiError> {
	AuraApi::<Block, AuraId>::slot_duration(&*client.runtime_api(), at)
}

/// The clock of the mocked relay chain.
struct RelayClock {
	number: u32,
	slot: u64,
}

impl RelayClock {
	/// The clock for the block after `parent`.
	fn after(client: &Client, parent: Hash) -> Fallible<Self> {
		let step = (slot_duration(client, parent)?.as_millis() / RELAY_SLOT_DURATION_MS).max(1);
		let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
		let now = u64::try_from(now)? / RELAY_SLOT_DURATION_MS;
		let number = stored::<LastRelayChainBlockNumber<Runtime>, u32>(client, parent)?;
		let timestamp = stored::<Now<Runtime>, u64>(client, parent)?;
		let slot = timestamp.unwrap_or_default() / RELAY_SLOT_DURATION_MS;
		let too_late = || "the relay chain's clock has no later number";
		let next = |last: u64| match last {
			0 => Ok(now),
			last => last.checked_add(step).ok_or_else(too_late),
		};
		let number = next(number.unwrap_or_default().into())?;
		Ok(Self { number: u32::try_from(number).map_err(|_| too_late())?, slot: next(slot)? })
	}
}

type Inherents = (sp_timestamp::InherentDataProvider, MockValidationDataInherentDataProvider<()>);

/// The inherents of the block after `parent`, as a relay chain would give them.
fn next_inherents(client: &Client, parent: Hash) -> Fallible<Inherents> {
	let header = client
		.header(parent)?
		.ok_or_else(|| format!("the header of the parent {parent} is missing"))?;
	let clock = RelayClock::after(client, parent)?;
	let api = client.runtime_api();
	let waiting_code = stored::<PendingValidationCode<Runtime>, Vec<u8>>(client, parent)?;
	let wants_upgrade = waiting_code.is_some_and(|code| !code.is_empty());

	let relay_chain = MockValidationDataInherentDataProvider {
		current_para_block: header.number + 1,
		para_id: api.parachain_id(parent)?,
		current_para_block_head: Some(HeadData(header.encode())),
		relay_offset: clock.number,
		relay_blocks_per_para_block: 0,
		relay_parent_offset: api.relay_parent_offset(parent)?,
		para_blocks_per_relay_epoch: 10,
		upgrade_go_ahead: wants_upgrade.then_some(UpgradeGoAhead::GoAhead),
		// No message arrives after those that the state has processed.
		xcm_config: MockXcmConfig {
			starting_dmq_mqc_head: stored::<LastDmqMqcHead<Runtime>, _>(client, parent)?
				.map(|messages| messages.head())
				.unwrap_or_default(),
			..Default::default()
		},
		additional_key_values: Some(vec![
			(ACTIVE_CONFIG.to_vec(), host_configuration().encode()),
			(CURRENT_SLOT.to_vec(), clock.slot.encode()),
		]),
		..Default::default()
	};
	let timestamp = clock
		.slot
		.checked_mul(RELAY_SLOT_DURATION_MS)
		.ok_or("the relay chain's clock has no later slot")?;
	Ok((sp_timestamp::InherentDataProvider::new(Timestamp::new(timestamp)), relay_chain))
}

/// The mocked relay chain's limits for a parachain. Polkadot's figures.
fn host_configuration() -> AbridgedHostConfiguration {
	AbridgedHostConfiguration {
		max_code_size: MAX_CODE_SIZE_BYTES,
		max_head_data_size: 32 * 1024,
		max_upward_queue_count: 174_762,
		max_upward_queue_size: 1024 * 1024,
		max_upward_message_size: 65_531,
		max_upward_message_num_per_candidate: 16,
		hrmp_max_message_num_per_candidate: 10,
		validation_upgrade_cooldown: 14_400,
		validation_upgrade_delay: 600,
		async_backing_params: AsyncBackingParams {
			allowed_ancestry_len: 2,
			max_candidate_depth: 3,
		},
	}
}

/// Says that a block is the first and last one on its core. Where a core has several blocks, only the first may take all of it.
fn place_of_only_block() -> [DigestItem; 2] {
	let core = CoreInfo {
		selector: CoreSelector(0),
		claim_queue_offset: ClaimQueueOffset(0),
		number_of_cores: 1.into(),
	};
	[core.to_digest_item(), BlockBundleInfo { index: 0, is_last: true }.to_digest_item()]
}

/// Gives each block the Aura slot of its timestamp, by the slot duration in its parent's state. The slot duration
/// changes when a chain with 12-second blocks becomes one with 6-second blocks.
struct SlotOfTimestamp {
	client: Arc<Client>,
}

impl ConsensusDataProvider<Block> for SlotOfTimestamp {
	fn create_digest(
		&self,
		parent: &Header,
		inherents: &InherentData,
	) -> Result<Digest, SealError> {
		let timestamp = inherents
			.timestamp_inherent_data()?
			.ok_or_else(|| SealError::StringError("a block without a timestamp".into()))?;
		let duration = slot_duration(&self.client, parent.hash())
			.map_err(|error| SealError::StringError(error.to_string()))?;
		let slot = Slot::from_timestamp(timestamp, duration);
		let item = <DigestItem as CompatibleDigestItem<AuthoritySignature>>::aura_pre_digest(slot);
		let mut logs = vec![item];
		if target_rate(&self.client, parent.hash()) > 1 {
			logs.extend(place_of_only_block());
		}
		Ok(Digest { logs })
	}

	fn append_block_import(
		&self,
		_parent: &Header,
		_params: &mut BlockImportParams<Block>,
		_inherents: &InherentData,
		_proof: StorageProof,
	) -> Result<(), SealError> {
		Ok(())
	}
}
