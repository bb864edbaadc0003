// SPDX-License-Identifier: GPL-3.0-only

//! Reads the relay chain for the tracker.
//!
//! Streams of relay headers drop some headers under load, and finality notifications skip blocks by design. Between two
//! notifications the reader walks the headers from parent to parent.

use super::{
	entry::Limits,
	handle::Finality,
	relay::{CandidateEvent, RelayBlock, Settled},
	source::RelaySource,
	status::{now_ms, BlockRef, Moment},
	tracker::{Finalization, CAUTIOUS_LIMITS},
	LOG_TARGET,
};
use cumulus_primitives_core::relay_chain::Header as RelayHeader;
use cumulus_relay_chain_interface::RelayChainError;
use outrider_runtime::{constants::time::RELAY_SLOT_DURATION_MS, Hash};
use sp_consensus_babe::digests::CompatibleDigestItem;
use sp_runtime::traits::Header as _;
use std::sync::Arc;

/// Relay blocks before the finalized one that are read at the start: candidates that they backed may not be included
/// yet.
pub const RESTORED_RELAY_BLOCKS: u32 = 8;

/// The most relay headers on a walk to a known block. 256 blocks are 26 minutes: by default the relay chain keeps its
/// state for as long.
pub const MAX_WALK: usize = 256;

/// Why the follower has to start again.
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
	#[error("the relay chain node is behind the known relay blocks")]
	Behind,
	#[error("relay blocks do not lead to one that is known")]
	Unlinked,
}

/// Reads the relay chain.
pub struct RelayReader<Source> {
	finality: Arc<Finality>,
	source: Source,
	/// The session of the newest relay block that was read.
	session: Option<u32>,
	/// The tracker's limits. The two flags say which of them the relay chain has told in this session.
	limits: Limits,
	has_lookahead: bool,
	has_session_age: bool,
}

/// How a header arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heard {
	/// The relay chain announced the header.
	Live,
	/// The reader asked for the header.
	Late,
}

/// Where a header's ancestors lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
	/// To a known block. All of the ancestors are known by now.
	Known,
	/// To a block at or below the settled height that is not the settled one.
	BelowSettled,
	/// Nowhere: the way is too long, or a header is missing.
	Nowhere,
}

impl<Source: RelaySource> RelayReader<Source> {
	/// Reads `source` for `finality`.
	pub fn new(finality: Arc<Finality>, source: Source) -> Self {
		Self {
			finality,
			source,
			session: None,
			limits: CAUTIOUS_LIMITS,
			has_lookahead: false,
			has_session_age: false,
		}
	}

	/// The relay chain that this reader reads.
	pub fn source(&self) -> &Source {
		&self.source
	}

	/// The relay chain's finalized and best block.
	pub async fn heads(&self) -> Result<(RelayHeader, RelayHeader), Interruption> {
		let finalized = self.header(self.source.finalized().await?).await?;
		let best = self.header(self.source.best().await?).await?;
		Ok((finalized, best))
	}

	/// Catches up with the relay chain. `restore` gives the tracker our own blocks, once it has relay blocks. All of
	/// these blocks count as not seen when they happened.
	pub async fn catch_up(&mut self, restore: impl FnOnce()) -> Result<(), Interruption> {
		let (finalized, best) = self.heads().await?;
		self.reach(&finalized, &best).await?;
		restore();
		self.take_finalized(finalized, Heard::Late).await?;
		self.take_best(best, Heard::Late).await
	}

	/// Connects the known relay blocks with the finalized and the best one. If they do not connect, starts again a
	/// little before the finalized one.
	pub async fn reach(
		&mut self,
		finalized: &RelayHeader,
		best: &RelayHeader,
	) -> Result<(), Interruption> {
		// A different relay chain node may lag behind the one before: waiting for it loses nothing.
		if self.is_old(best) && !self.is_known(best) {
			return Err(Interruption::Behind);
		}
		if !self.is_old(finalized) && self.walk(finalized, Heard::Late).await? != Link::Known {
			return self.start(finalized).await;
		}
		match self.walk(best, Heard::Late).await? {
			Link::Known => Ok(()),
			Link::BelowSettled if self.is_settled_final() => Err(Interruption::Behind),
			_ => self.start(finalized).await,
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

	/// Takes a new best block that the relay chain announces.
	pub async fn best(&mut self, header: RelayHeader) -> Result<(), Interruption> {
		self.take_best(header, Heard::Live).await
	}

	async fn take_best(&mut self, header: RelayHeader, heard: Heard) -> Result<(), Interruption> {
		let hash = header.hash();
		match self.walk(&header, heard).await? {
			Link::Known => {
				self.finality.update(|tracker| tracker.best(hash));
				Ok(())
			},
			// Finality has overtaken this message. The message of another best block will follow.
			Link::BelowSettled if self.is_settled_final() => Ok(()),
			_ => Err(Interruption::Unlinked),
		}
	}

	/// Takes a finalized block that the relay chain announces.
	pub async fn finalized(&mut self, header: RelayHeader) -> Result<(), Interruption> {
		self.take_finalized(header, Heard::Live).await
	}

	async fn take_finalized(
		&mut self,
		header: RelayHeader,
		heard: Heard,
	) -> Result<(), Interruption> {
		let at = BlockRef { number: header.number, hash: header.hash() };
		let now = Moment { ms: now_ms(), live: heard == Heard::Live };
		let taken = self.finality.update(|tracker| tracker.finalized(at, now));
		if taken != Finalization::Unlinked {
			return Ok(());
		}
		if self.walk(&header, heard).await? != Link::Known {
			return Err(Interruption::Unlinked);
		}
		self.finality.update(|tracker| tracker.finalized(at, now));
		Ok(())
	}

	/// Takes any block that the relay chain announces.
	pub async fn link(&mut self, header: RelayHeader) -> Result<Link, Interruption> {
		self.walk(&header, Heard::Live).await
	}

	/// Gives the tracker a relay block and its missing ancestors, if they lead to a known block.
	async fn walk(&mut self, header: &RelayHeader, heard: Heard) -> Result<Link, Interruption> {
		let told_ms = (heard == Heard::Live).then(now_ms);
		let mut missing: Vec<RelayHeader> = Vec::new();
		let mut next = header.clone();
		while !self.is_known(&next) {
			if self.is_old(&next) {
				return Ok(Link::BelowSettled);
			}
			if missing.len() == MAX_WALK || self.root().is_none() {
				return Ok(Link::Nowhere);
			}
			// A relay chain node after warp sync has no headers of older blocks.
			let Some(parent) = self.source.header(next.parent_hash).await? else {
				return Ok(Link::Nowhere);
			};
			missing.push(std::mem::replace(&mut next, parent));
		}
		let mut session = self.session_after(next.hash());
		while let Some(header) = missing.pop() {
			// Only the newest header was announced.
			let told_ms = told_ms.filter(|_| missing.is_empty());
			let seen = Moment::of_block(slot_start_ms(&header), told_ms);
			let block = self.read(&header, session, seen).await?;
			session = block.session;
			self.finality.update(|tracker| tracker.relay_block(block));
		}
		Ok(Link::Known)
	}

	fn is_known(&self, header: &RelayHeader) -> bool {
		let hash = header.hash();
		self.finality
			.read(|tracker| tracker.relay().is_some_and(|relay| relay.contains(&hash)))
	}

	/// The height of the settled block. None before the start.
	fn root(&self) -> Option<u32> {
		self.finality.read(|tracker| Some(tracker.relay()?.root().at.number))
	}

	/// Whether the block is the settled one, or not above its height.
	fn is_old(&self, header: &RelayHeader) -> bool {
		self.root().is_some_and(|root| header.number <= root)
	}

	fn is_settled_final(&self) -> bool {
		self.finality.read(|tracker| tracker.is_settled_final())
	}

	fn session_after(&self, hash: Hash) -> u32 {
		let session = self.finality.read(|tracker| tracker.relay()?.session(&hash));
		session.unwrap_or_default()
	}

	/// Reads the candidate events of our chain from a relay block. `session` is the session of the parent's children.
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
					"the candidate events of relay block {} are not known, its state is gone: {error}",
					header.number,
				);
				(None, session.saturating_add(begins_session(header).into()))
			},
		};
		if self.session != Some(session) {
			self.session = Some(session);
			(self.has_lookahead, self.has_session_age) = (false, false);
		}
		self.ask_limits(hash).await;
		Ok(RelayBlock {
			at: BlockRef { number: header.number, hash },
			parent: header.parent_hash,
			state_root: header.state_root,
			session,
			events,
			seen,
		})
	}

	/// Asks for each limit, once a session, until the relay chain has told it. A limit that is not told keeps its
	/// value, so that the tracker is more careful than necessary.
	async fn ask_limits(&mut self, at: Hash) {
		let before = self.limits;
		if !self.has_lookahead {
			if let Ok(lookahead) = self.source.lookahead(at).await {
				self.has_lookahead = true;
				self.limits.lookahead = lookahead.unwrap_or(CAUTIOUS_LIMITS.lookahead);
			}
		}
		if !self.has_session_age {
			if let Ok(session_age) = self.source.session_age(at).await {
				self.has_session_age = true;
				self.limits.session_age = session_age;
			}
		}
		if self.limits != before {
			self.finality.update(|tracker| tracker.set_limits(self.limits));
		}
	}

	/// Asks for the session only where it changes: the question costs a call of the relay chain's runtime.
	async fn events_and_session(
		&self,
		header: &RelayHeader,
		session: u32,
	) -> Result<(Vec<CandidateEvent>, u32), RelayChainError> {
		let hash = header.hash();
		let session =
			if begins_session(header) { self.source.session(hash).await? } else { session };
		Ok((self.source.events(hash).await?, session))
	}

	/// Fails unless the relay chain answers about its finalized block. If it does, the state of the other block is
	/// lost. If it does not answer at all, nothing is lost yet.
	async fn refuse_unless_answering(&self) -> Result<(), Interruption> {
		self.source.session(self.source.finalized().await?).await?;
		Ok(())
	}

	async fn header(&self, hash: Hash) -> Result<RelayHeader, Interruption> {
		let header = self.source.header(hash).await?;
		header.ok_or(Interruption::HeaderMissing(hash))
	}
}

/// Whether a session begins with this relay block. Relay chains begin a session with each BABE epoch, and the first
/// block of an epoch announces the next epoch.
fn begins_session(header: &RelayHeader) -> bool {
	let logs = &header.digest().logs;
	logs.iter().any(|log| log.as_next_epoch_descriptor().is_some())
}

/// The beginning of a relay block's slot.
fn slot_start_ms(header: &RelayHeader) -> Option<u64> {
	let logs = &header.digest().logs;
	let slot = logs.iter().find_map(CompatibleDigestItem::as_babe_pre_digest)?.slot();
	Some(slot.saturating_mul(RELAY_SLOT_DURATION_MS))
}
