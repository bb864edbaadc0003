// SPDX-License-Identifier: GPL-3.0-only

//! Reads both chains, and gives what it reads to the tracker.
//!
//! Streams of relay headers drop some under load, and finality skips blocks by nature: between two notifications the
//! headers are walked parent by parent. Where that does not lead to a known block, or where the connection is lost,
//! the follower begins anew at the finalized relay block.

use super::{
	entry::Limits,
	facts,
	handle::Finality,
	relay::{CandidateEvent, EventKind, RelayBlock, Settled},
	status::{BlockRef, Moment},
	tracker::Finalization,
	LOG_TARGET,
};
use crate::service::{Backend, Client};
use codec::Decode;
use cumulus_primitives_core::{
	relay_chain::{BlockId, CandidateEvent as RelayEvent, Header as RelayHeader},
	ParaId,
};
use cumulus_relay_chain_interface::{
	OccupiedCoreAssumption, RelayChainError, RelayChainInterface, RelayChainResult,
};
use futures::{FutureExt, Stream, StreamExt};
use futures_timer::Delay;
use outrider_runtime::{constants::time::RELAY_SLOT_MS, Hash, Header};
use sc_client_api::{Backend as _, BlockImportNotification, BlockchainEvents, ImportNotifications};
use sp_blockchain::{Backend as _, HeaderBackend};
use sp_consensus::BlockOrigin;
use sp_consensus_babe::digests::CompatibleDigestItem;
use sp_runtime::traits::Header as _;
use std::{
	pin::Pin,
	sync::Arc,
	time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// Relay blocks before the finalized one that are read at the start: what they backed may not be included yet.
const RESTORED_RELAY_BLOCKS: u32 = 8;

/// Relay headers that are walked to a known block at most: 256 blocks are 26 minutes, and as long as the relay chain's
/// state is kept by default.
const MAX_WALK: usize = 256;

/// Parablocks that are read from the database at the start at most, on each fork.
const MAX_RESTORED_PARABLOCKS: usize = 64;

/// Time between two attempts to reach the relay chain.
const RETRY: Duration = Duration::from_secs(6);

type RelayHeaders = Pin<Box<dyn Stream<Item = RelayHeader> + Send>>;

/// Why to begin anew.
#[derive(Debug, thiserror::Error)]
enum Interruption {
	#[error("the relay chain's {0} have ended")]
	StreamEnded(&'static str),
	#[error("the relay chain does not answer: {0}")]
	RelayChain(#[from] RelayChainError),
	#[error("the relay chain does not know its block {0:?}")]
	HeaderMissing(Hash),
	#[error("the node's import notifications have ended")]
	ImportsEnded,
	#[error("the relay chain is being synced")]
	Syncing,
	#[error("relay blocks do not lead to one that is known")]
	Unlinked,
}

/// Reads both chains.
pub struct Follower {
	finality: Arc<Finality>,
	relay: Arc<dyn RelayChainInterface>,
	client: Arc<Client>,
	backend: Arc<Backend>,
	para_id: ParaId,
	/// Of the newest relay block that was read.
	session: Option<u32>,
}

struct Streams {
	imported: RelayHeaders,
	best: RelayHeaders,
	finalized: RelayHeaders,
	parablocks: ImportNotifications<crate::service::Block>,
}

impl Follower {
	/// Reads what `relay` and `client` tell, for `finality`.
	pub fn new(
		finality: Arc<Finality>,
		relay: Arc<dyn RelayChainInterface>,
		client: Arc<Client>,
		backend: Arc<Backend>,
		para_id: ParaId,
	) -> Self {
		Self { finality, relay, client, backend, para_id, session: None }
	}

	/// Reads for as long as the node runs.
	pub async fn run(mut self) {
		let mut told = String::new();
		loop {
			let began = Instant::now();
			let Err(interruption) = self.follow().await;
			// The same reason at one attempt after the other is said once.
			let reason = interruption.to_string();
			if reason != told || began.elapsed() > RETRY {
				log::warn!(
					target: LOG_TARGET,
					"{reason}: the stages of blocks stand still; trying again every {RETRY:?}",
				);
				told = reason;
			}
			Delay::new(RETRY).await;
		}
	}

	/// Follows both chains until something fails.
	async fn follow(&mut self) -> Result<std::convert::Infallible, Interruption> {
		let mut streams = Streams {
			imported: self.relay.import_notification_stream().await?,
			best: self.relay.new_best_notification_stream().await?,
			finalized: self.relay.finality_notification_stream().await?,
			parablocks: self.client.import_notification_stream(),
		};
		if self.relay.is_major_syncing().await? {
			return Err(Interruption::Syncing);
		}
		self.catch_up().await?;
		loop {
			futures::select! {
				header = streams.imported.next().fuse() => {
					let header = header.ok_or(Interruption::StreamEnded("imported headers"))?;
					self.link(header).await?;
				},
				header = streams.best.next().fuse() => {
					let header = header.ok_or(Interruption::StreamEnded("best headers"))?;
					self.best(header).await?;
				},
				header = streams.finalized.next().fuse() => {
					let header = header.ok_or(Interruption::StreamEnded("finalized headers"))?;
					self.finalized(header).await?;
				},
				block = streams.parablocks.next().fuse() => {
					self.parablock(block.ok_or(Interruption::ImportsEnded)?);
				},
			}
			self.show_lag();
		}
	}

	/// Gets to where the relay chain is now: from what is known, if that leads there, or else from a little before its
	/// finalized block.
	async fn catch_up(&mut self) -> Result<(), Interruption> {
		let finalized = self.header(self.relay.finalized_block_hash().await?).await?;
		let best = self.header(self.relay.best_block_hash().await?).await?;
		let linked = self.link(finalized.clone()).await? && self.link(best.clone()).await?;
		if !linked {
			self.start(&finalized).await?;
		}
		self.restore_parablocks();
		self.finalized(finalized).await?;
		self.best(best).await?;
		self.show_lag();
		Ok(())
	}

	async fn start(&mut self, finalized: &RelayHeader) -> Result<(), Interruption> {
		let mut root = finalized.clone();
		for _ in 0..RESTORED_RELAY_BLOCKS {
			let Some(parent) = self.relay.header(BlockId::Hash(root.parent_hash)).await? else {
				break;
			};
			if self.relay.session_index_for_child(parent.hash()).await.is_err() {
				break;
			}
			root = parent;
		}
		let hash = root.hash();
		let head = self.included_head(hash).await?;
		let settled = Settled {
			at: BlockRef { number: root.number, hash },
			state_root: root.state_root,
			session: self.relay.session_index_for_child(hash).await?,
		};
		log::info!(
			target: LOG_TARGET,
			"following the stages of blocks from relay block {} on; included_head={head:?}",
			root.number,
		);
		self.session = None;
		self.finality.update(|tracker| {
			tracker.start(settled, head, Moment { ms: now_ms(), live: false });
		});
		Ok(())
	}

	/// Our newest included block, as a relay block knows it. None if the relay chain does not have our chain yet.
	async fn included_head(&self, at: Hash) -> RelayChainResult<Option<BlockRef>> {
		let assumption = OccupiedCoreAssumption::TimedOut;
		let data = self.relay.persisted_validation_data(at, self.para_id, assumption).await?;
		let head = data.and_then(|data| Header::decode(&mut &data.parent_head.0[..]).ok());
		Ok(head.map(|head| BlockRef { number: head.number, hash: head.hash() }))
	}

	/// Blocks of our own chain that are in the database and not finalized.
	fn restore_parablocks(&self) {
		let leaves = self.backend.blockchain().leaves().unwrap_or_default();
		for leaf in leaves {
			let mut hash = leaf;
			for _ in 0..MAX_RESTORED_PARABLOCKS {
				let Ok(Some(header)) = self.client.header(hash) else { break };
				let is_past = self.finality.read(|tracker| tracker.is_past(header.number));
				if is_past || header.number == 0 {
					break;
				}
				let parablock = facts::read(&self.client, &header, None);
				self.finality.update(|tracker| tracker.import(parablock));
				hash = header.parent_hash;
			}
		}
	}

	/// Nobody tells of blocks that are imported while our chain is being synced: looks for those of them that the relay
	/// chain speaks of.
	fn find_announced(&self) {
		for hash in self.finality.read(|tracker| tracker.announced()) {
			if let Ok(Some(header)) = self.client.header(hash) {
				let parablock = facts::read(&self.client, &header, None);
				self.finality.update(|tracker| tracker.import(parablock));
			}
		}
	}

	fn parablock(&self, notification: BlockImportNotification<crate::service::Block>) {
		let is_past = self.finality.read(|tracker| tracker.is_past(notification.header.number));
		if is_past {
			return;
		}
		let built = Moment { ms: now_ms(), live: true };
		let parablock = facts::read(&self.client, &notification.header, Some(built));
		if notification.origin == BlockOrigin::Own {
			self.finality.authored(&parablock.facts);
		}
		self.finality.update(|tracker| tracker.import(parablock));
	}

	async fn best(&mut self, header: RelayHeader) -> Result<(), Interruption> {
		let hash = header.hash();
		if !self.link(header).await? {
			return Err(Interruption::Unlinked);
		}
		self.finality.update(|tracker| tracker.best(hash));
		self.find_announced();
		Ok(())
	}

	async fn finalized(&mut self, header: RelayHeader) -> Result<(), Interruption> {
		let at = BlockRef { number: header.number, hash: header.hash() };
		let now = Moment { ms: now_ms(), live: true };
		let taken = self.finality.update(|tracker| tracker.finalized(at, now));
		if taken != Finalization::Unlinked {
			return Ok(());
		}
		if !self.link(header).await? {
			return Err(Interruption::Unlinked);
		}
		self.finality.update(|tracker| tracker.finalized(at, now));
		Ok(())
	}

	/// Gives the tracker a relay block, and those of its ancestors that it does not have. False if they lead past the
	/// oldest one that it knows, or too far.
	async fn link(&mut self, header: RelayHeader) -> Result<bool, Interruption> {
		let seen = Moment { ms: now_ms(), live: true };
		let mut missing: Vec<RelayHeader> = Vec::new();
		let mut next = header;
		while !self.is_known(&next) {
			let oldest = self.finality.read(|tracker| Some(tracker.relay()?.root().at.number));
			if missing.len() == MAX_WALK || oldest.is_none_or(|oldest| next.number <= oldest) {
				return Ok(false);
			}
			// A relay chain node that was synced by a proof has no headers from before it.
			let Some(parent) = self.relay.header(BlockId::Hash(next.parent_hash)).await? else {
				return Ok(false);
			};
			missing.push(std::mem::replace(&mut next, parent));
		}
		let mut session = self.session_after(next.hash());
		while let Some(header) = missing.pop() {
			// What was missed was not seen when it happened.
			let seen = match missing.is_empty() {
				true => seen,
				false => slot_start(&header).unwrap_or(Moment { live: false, ..seen }),
			};
			let block = self.read(&header, session, seen).await?;
			session = block.session;
			self.finality.update(|tracker| tracker.relay_block(block));
		}
		Ok(true)
	}

	fn is_known(&self, header: &RelayHeader) -> bool {
		let hash = header.hash();
		self.finality
			.read(|tracker| tracker.relay().is_some_and(|relay| relay.contains(&hash)))
	}

	fn session_after(&self, hash: Hash) -> u32 {
		let session = self.finality.read(|tracker| tracker.relay()?.session(&hash));
		session.unwrap_or_default()
	}

	/// Reads what a relay block says of our chain. The session is that of its parent's children: it stands in where the
	/// block's state is gone.
	async fn read(
		&mut self,
		header: &RelayHeader,
		session: u32,
		seen: Moment,
	) -> Result<RelayBlock, Interruption> {
		let hash = header.hash();
		let (events, session) = match self.events_and_session(hash).await {
			Ok((events, session)) => (Some(events), session),
			Err(error) => {
				self.refuse_unless_answering().await?;
				log::warn!(
					target: LOG_TARGET,
					"what relay block {} says of our blocks is not known, its state is gone: {error}",
					header.number,
				);
				(None, session)
			},
		};
		if self.session != Some(session) {
			self.session = Some(session);
			self.read_limits(hash).await;
		}
		Ok(RelayBlock {
			at: BlockRef { number: header.number, hash },
			parent: header.parent_hash,
			state_root: header.state_root,
			session,
			events,
			seen,
		})
	}

	async fn events_and_session(&self, at: Hash) -> RelayChainResult<(Vec<CandidateEvent>, u32)> {
		let events = self.relay.candidate_events(at).await?;
		let session = self.relay.session_index_for_child(at).await?;
		Ok((events.iter().filter_map(|event| self.ours(event)).collect(), session))
	}

	/// A relay chain that answers about its finalized block has lost the state of the other one. If it does not answer
	/// at all, nothing is lost yet.
	async fn refuse_unless_answering(&self) -> Result<(), Interruption> {
		let finalized = self.relay.finalized_block_hash().await?;
		self.relay.session_index_for_child(finalized).await?;
		Ok(())
	}

	/// What a candidate event says, if it is about our chain.
	fn ours(&self, event: &RelayEvent) -> Option<CandidateEvent> {
		let (kind, receipt, head) = match event {
			RelayEvent::CandidateBacked(receipt, head, ..) => (EventKind::Backed, receipt, head),
			RelayEvent::CandidateIncluded(receipt, head, ..) => {
				(EventKind::Included, receipt, head)
			},
			RelayEvent::CandidateTimedOut(receipt, head, _) => (EventKind::TimedOut, receipt, head),
		};
		if receipt.descriptor.para_id() != self.para_id {
			return None;
		}
		let head = Header::decode(&mut &head.0[..]).ok()?;
		Some(CandidateEvent {
			kind,
			head: BlockRef { number: head.number, hash: head.hash() },
			parent: head.parent_hash,
		})
	}

	/// What can change with a session: how old a relay parent may be, and how many blocks may be under way.
	async fn read_limits(&self, at: Hash) {
		let lookahead = self.relay.scheduling_lookahead(at).await;
		let session_age = self.relay.max_relay_parent_session_age(at).await;
		let capacity = facts::capacity(&self.client);
		self.finality.update(|tracker| {
			tracker.set_capacity(capacity);
			// A relay chain that does not say leaves the tracker as careful as it was.
			if let (Ok(lookahead), Ok(session_age)) = (lookahead, session_age) {
				tracker.set_limits(Limits { lookahead, session_age });
			}
		});
	}

	async fn header(&self, hash: Hash) -> Result<RelayHeader, Interruption> {
		let header = self.relay.header(BlockId::Hash(hash)).await?;
		header.ok_or(Interruption::HeaderMissing(hash))
	}

	fn show_lag(&self) {
		let info = self.client.info();
		self.finality.set_lag(info.best_number.saturating_sub(info.finalized_number));
	}
}

/// The beginning of a relay block's slot.
fn slot_start(header: &RelayHeader) -> Option<Moment> {
	let logs = &header.digest().logs;
	let slot = logs.iter().find_map(CompatibleDigestItem::as_babe_pre_digest)?.slot();
	Some(Moment { ms: slot.saturating_mul(u64::from(RELAY_SLOT_MS)), live: false })
}

/// Milliseconds since the Unix epoch. A clock that stands before it counts as standing at it.
fn now_ms() -> u64 {
	let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	u64::try_from(now.as_millis()).unwrap_or(u64::MAX)
}
