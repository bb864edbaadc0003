// SPDX-License-Identifier: GPL-3.0-only

//! Reads both chains, and gives what it reads to the tracker.
//!
//! Where the relay chain's blocks do not lead to a known one, or where the connection is lost, it goes on as soon as it
//! can: from what is known, or else from the finalized relay block.

use super::{
	facts::OwnChain,
	handle::Finality,
	reader::{now_ms, Interruption, RelayReader},
	source::Interface,
	status::Moment,
	LOG_TARGET,
};
use crate::service::{Backend, Block, Client};
use cumulus_primitives_core::{relay_chain::Header as RelayHeader, ParaId};
use cumulus_relay_chain_interface::RelayChainInterface;
use futures::{FutureExt, Stream, StreamExt};
use futures_timer::Delay;
use sc_client_api::{Backend as _, BlockImportNotification, BlockchainEvents, ImportNotifications};
use sp_blockchain::{Backend as _, HeaderBackend};
use sp_consensus::BlockOrigin;
use std::{
	pin::Pin,
	sync::Arc,
	time::{Duration, Instant},
};

/// Parablocks that are read from the database at the start at most, on each fork.
const MAX_RESTORED_PARABLOCKS: usize = 64;

/// Time between two attempts to reach the relay chain.
const RETRY: Duration = Duration::from_secs(6);

type RelayHeaders = Pin<Box<dyn Stream<Item = RelayHeader> + Send>>;

/// Reads both chains.
pub struct Follower {
	finality: Arc<Finality>,
	relay: Arc<dyn RelayChainInterface>,
	client: Arc<Client>,
	backend: Arc<Backend>,
	own_chain: OwnChain,
	reader: RelayReader<Interface>,
	/// In which the capacity was read.
	session: Option<u32>,
}

struct Streams {
	imported: RelayHeaders,
	best: RelayHeaders,
	finalized: RelayHeaders,
	parablocks: ImportNotifications<Block>,
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
		let source = Interface { relay: relay.clone(), para_id };
		let reader = RelayReader::new(finality.clone(), source);
		let own_chain = OwnChain::new(client.clone());
		Self { finality, relay, client, backend, own_chain, reader, session: None }
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
					self.reader.link(header).await?;
				},
				header = streams.best.next().fuse() => {
					let header = header.ok_or(Interruption::StreamEnded("best headers"))?;
					self.best(header).await?;
				},
				header = streams.finalized.next().fuse() => {
					let header = header.ok_or(Interruption::StreamEnded("finalized headers"))?;
					self.reader.finalized(header).await?;
				},
				block = streams.parablocks.next().fuse() => {
					self.parablock(block.ok_or(Interruption::ImportsEnded)?);
				},
			}
			self.show_lag();
		}
	}

	/// Gets to where the relay chain is now.
	async fn catch_up(&mut self) -> Result<(), Interruption> {
		let (finalized, best) = self.reader.heads().await?;
		self.reader.reach(&finalized, &best).await?;
		self.restore_parablocks();
		self.reader.finalized(finalized).await?;
		self.best(best).await?;
		self.show_lag();
		Ok(())
	}

	async fn best(&mut self, header: RelayHeader) -> Result<(), Interruption> {
		self.reader.best(header).await?;
		self.find_announced();
		// Once a session is often enough for what changes with the runtime alone.
		if self.reader.session() != self.session {
			self.session = self.reader.session();
			let capacity = self.own_chain.capacity();
			self.finality.update(|tracker| tracker.set_capacity(capacity));
		}
		Ok(())
	}

	/// Blocks of our own chain that are in the database and not finalized.
	fn restore_parablocks(&mut self) {
		let leaves = self.backend.blockchain().leaves().unwrap_or_default();
		for leaf in leaves {
			let mut hash = leaf;
			for _ in 0..MAX_RESTORED_PARABLOCKS {
				let Ok(Some(header)) = self.client.header(hash) else { break };
				let is_past = self.finality.read(|tracker| tracker.is_past(header.number));
				if is_past || header.number == 0 {
					break;
				}
				let parablock = self.own_chain.read(&header, None);
				self.finality.update(|tracker| tracker.import(parablock));
				hash = header.parent_hash;
			}
		}
	}

	/// Nobody tells of blocks that are imported while our chain is being synced: looks for those of them that the relay
	/// chain speaks of.
	fn find_announced(&mut self) {
		for hash in self.finality.read(|tracker| tracker.announced()) {
			if let Ok(Some(header)) = self.client.header(hash) {
				let parablock = self.own_chain.read(&header, None);
				self.finality.update(|tracker| tracker.import(parablock));
			}
		}
	}

	fn parablock(&mut self, notification: BlockImportNotification<Block>) {
		let is_past = self.finality.read(|tracker| tracker.is_past(notification.header.number));
		if is_past {
			return;
		}
		let built = Moment { ms: now_ms(), live: true };
		let parablock = self.own_chain.read(&notification.header, Some(built));
		if notification.origin == BlockOrigin::Own {
			self.finality.authored(&parablock.facts);
		}
		self.finality.update(|tracker| tracker.import(parablock));
	}

	fn show_lag(&self) {
		let info = self.client.info();
		self.finality.set_lag(info.best_number.saturating_sub(info.finalized_number));
	}
}
