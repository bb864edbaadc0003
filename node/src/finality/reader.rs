// SPDX-License-Identifier: GPL-3.0-only

//! Reads the relay chain for the tracker.
//!
//! Streams of relay headers drop some under load, and finality skips blocks by nature: between two notifications the
//! headers are walked parent by parent.

use super::{
	handle::Finality,
	relay::{CandidateEvent, RelayBlock, Settled},
	source::RelaySource,
	status::{BlockRef, Moment},
	tracker::Finalization,
	LOG_TARGET,
};
use cumulus_primitives_core::relay_chain::Header as RelayHeader;
use cumulus_relay_chain_interface::RelayChainError;
use outrider_runtime::{constants::time::RELAY_SLOT_MS, Hash};
use sp_consensus_babe::digests::CompatibleDigestItem;
use sp_runtime::traits::Header as _;
use std::{
	sync::Arc,
	time::{SystemTime, UNIX_EPOCH},
};

/// Relay blocks before the finalized one that are read at the start: what they backed may not be included yet.
pub const RESTORED_RELAY_BLOCKS: u32 = 8;

/// Relay headers that are walked to a known block at most: 256 blocks are 26 minutes, and as long as the relay chain's
/// state is kept by default.
pub const MAX_WALK: usize = 256;

/// Why to begin anew.
#[derive(Debug, thiserror::Error)]
pub enum Interruption {
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
	#[error("the relay chain node is behind what is known of the relay chain")]
	Behind,
	#[error("relay blocks do not lead to one that is known")]
	Unlinked,
}

/// Reads the relay chain.
pub struct RelayReader<Source> {
	finality: Arc<Finality>,
	source: Source,
	/// Of the newest relay block that was read.
	session: Option<u32>,
}

impl<Source: RelaySource> RelayReader<Source> {
	/// Reads what `source` tells, for `finality`.
	pub fn new(finality: Arc<Finality>, source: Source) -> Self {
		Self { finality, source, session: None }
	}

	/// The session of the newest relay block that was read.
	pub fn session(&self) -> Option<u32> {
		self.session
	}

	/// The relay chain's finalized and best block.
	pub async fn heads(&self) -> Result<(RelayHeader, RelayHeader), Interruption> {
		let finalized = self.header(self.source.finalized().await?).await?;
		let best = self.header(self.source.best().await?).await?;
		Ok((finalized, best))
	}

	/// Makes what is known lead to both, by beginning anew a little before the finalized one if nothing else helps.
	pub async fn reach(
		&mut self,
		finalized: &RelayHeader,
		best: &RelayHeader,
	) -> Result<(), Interruption> {
		// Another relay chain node than before may lag: nothing is lost by waiting for it.
		if self.is_old(best) && !self.is_known(best) {
			return Err(Interruption::Behind);
		}
		let linked = self.is_old(finalized) || self.link(finalized.clone()).await?;
		match linked && self.link(best.clone()).await? {
			true => Ok(()),
			false => self.start(finalized).await,
		}
	}

	async fn start(&mut self, finalized: &RelayHeader) -> Result<(), Interruption> {
		let mut root = finalized.clone();
		for _ in 0..RESTORED_RELAY_BLOCKS {
			let Some(parent) = self.source.header(root.parent_hash).await? else { break };
			if self.source.session(root.parent_hash).await.is_err() {
				break;
			}
			root = parent;
		}
		let hash = root.hash();
		let head = self.source.included_head(hash).await?;
		let settled = Settled {
			at: BlockRef { number: root.number, hash },
			state_root: root.state_root,
			session: self.source.session(hash).await?,
		};
		log::info!(
			target: LOG_TARGET,
			"following the stages of blocks from relay block {} on; included_head={head:?}",
			root.number,
		);
		self.session = None;
		let now = Moment { ms: now_ms(), live: false };
		self.finality.update(|tracker| tracker.start(settled, head, now));
		Ok(())
	}

	/// The relay chain has a new best block.
	pub async fn best(&mut self, header: RelayHeader) -> Result<(), Interruption> {
		let hash = header.hash();
		if !self.link(header).await? {
			return Err(Interruption::Unlinked);
		}
		self.finality.update(|tracker| tracker.best(hash));
		Ok(())
	}

	/// The relay chain has finalized a block.
	pub async fn finalized(&mut self, header: RelayHeader) -> Result<(), Interruption> {
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
	pub async fn link(&mut self, header: RelayHeader) -> Result<bool, Interruption> {
		let seen = Moment { ms: now_ms(), live: true };
		let mut missing: Vec<RelayHeader> = Vec::new();
		let mut next = header;
		while !self.is_known(&next) {
			if missing.len() == MAX_WALK || self.root().is_none() || self.is_old(&next) {
				return Ok(false);
			}
			// A relay chain node that was synced by a proof has no headers from before it.
			let Some(parent) = self.source.header(next.parent_hash).await? else {
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

	/// The height of what is settled. None before the start.
	fn root(&self) -> Option<u32> {
		self.finality.read(|tracker| Some(tracker.relay()?.root().at.number))
	}

	/// Is it the settled block or as low as that?
	fn is_old(&self, header: &RelayHeader) -> bool {
		self.root().is_some_and(|root| header.number <= root)
	}

	fn session_after(&self, hash: Hash) -> u32 {
		let session = self.finality.read(|tracker| tracker.relay()?.session(&hash));
		session.unwrap_or_default()
	}

	/// Reads what a relay block says of our chain. The session is that of its parent's children.
	async fn read(
		&mut self,
		header: &RelayHeader,
		session: u32,
		seen: Moment,
	) -> Result<RelayBlock, Interruption> {
		let hash = header.hash();
		let (events, session) = match self.events_and_session(header, session).await {
			Ok((events, session)) => (Some(events), session),
			Err(error) => {
				self.refuse_unless_answering().await?;
				log::warn!(
					target: LOG_TARGET,
					"what relay block {} says of our blocks is not known, its state is gone: {error}",
					header.number,
				);
				(None, session.saturating_add(begins_session(header).into()))
			},
		};
		if self.session != Some(session) {
			self.session = Some(session);
			// A relay chain that does not say leaves the tracker as careful as it was.
			if let Ok(limits) = self.source.limits(hash).await {
				self.finality.update(|tracker| tracker.set_limits(limits));
			}
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

	/// Asking costs a call of the relay chain's runtime: for the session only where it changes.
	async fn events_and_session(
		&self,
		header: &RelayHeader,
		session: u32,
	) -> Result<(Vec<CandidateEvent>, u32), RelayChainError> {
		let hash = header.hash();
		let session = match begins_session(header) {
			true => self.source.session(hash).await?,
			false => session,
		};
		Ok((self.source.events(hash).await?, session))
	}

	/// A relay chain that answers about its finalized block has lost the state of the other one. If it does not answer
	/// at all, nothing is lost yet.
	async fn refuse_unless_answering(&self) -> Result<(), Interruption> {
		self.source.session(self.source.finalized().await?).await?;
		Ok(())
	}

	async fn header(&self, hash: Hash) -> Result<RelayHeader, Interruption> {
		let header = self.source.header(hash).await?;
		header.ok_or(Interruption::HeaderMissing(hash))
	}
}

/// Does a session begin with this relay block? Relay chains begin one with each BABE epoch, and a block that begins an
/// epoch announces the next one.
fn begins_session(header: &RelayHeader) -> bool {
	let logs = &header.digest().logs;
	logs.iter().any(|log| log.as_next_epoch_descriptor().is_some())
}

/// The beginning of a relay block's slot.
fn slot_start(header: &RelayHeader) -> Option<Moment> {
	let logs = &header.digest().logs;
	let slot = logs.iter().find_map(CompatibleDigestItem::as_babe_pre_digest)?.slot();
	Some(Moment { ms: slot.saturating_mul(u64::from(RELAY_SLOT_MS)), live: false })
}

/// Milliseconds since the Unix epoch. A clock that stands before it counts as standing at it.
pub fn now_ms() -> u64 {
	let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	u64::try_from(now.as_millis()).unwrap_or(u64::MAX)
}
