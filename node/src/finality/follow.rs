// SPDX-License-Identifier: GPL-3.0-only

//! Reads both chains, and gives what it reads to the tracker.
//!
//! Where the relay chain's blocks do not lead to a known one, or where the connection is lost, it goes on as soon as it
//! can: from what is known, or else from the finalized relay block.

use super::{
	facts::OwnChain,
	handle::Finality,
	reader::{Interruption, RelayReader},
	source::RelayChainSource,
	status::now_ms,
	LOG_TARGET,
};
use crate::service::{Backend, Block, Client};
use cumulus_primitives_core::{relay_chain::Header as RelayHeader, ParaId};
use cumulus_relay_chain_interface::RelayChainInterface;
use futures::{FutureExt, Stream, StreamExt};
use futures_timer::Delay;
use sc_client_api::{BlockImportNotification, BlockchainEvents, ImportNotifications};
use sp_blockchain::HeaderBackend;
use sp_consensus::BlockOrigin;
use std::{
	pin::Pin,
	sync::Arc,
	time::{Duration, Instant},
};

/// Time between two attempts to reach the relay chain.
const RETRY: Duration = Duration::from_secs(6);

type RelayHeaders = Pin<Box<dyn Stream<Item = RelayHeader> + Send>>;

/// Reads both chains.
pub struct Follower {
	finality: Arc<Finality>,
	relay: Arc<dyn RelayChainInterface>,
	client: Arc<Client>,
	own_chain: OwnChain,
	reader: RelayReader<RelayChainSource>,
	/// In which the block time was read.
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
		let source = RelayChainSource { relay: relay.clone(), para_id };
		let reader = RelayReader::new(finality.clone(), source);
		let own_chain = OwnChain::new(client.clone(), backend);
		Self { finality, relay, client, own_chain, reader, session: None }
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
			self.show_lag();
			// What went well for a while is tried again at once.
			if began.elapsed() < RETRY {
				Delay::new(RETRY).await;
			}
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
		self.reader.catch_up(|| self.own_chain.restore(&self.finality)).await?;
		self.after_best();
		self.show_lag();
		let finality = self.finality.clone();
		let _following = finality.following();
		loop {
			futures::select! {
				header = streams.imported.next().fuse() => {
					let header = header.ok_or(Interruption::StreamEnded("imported headers"))?;
					self.reader.link(header).await?;
				},
				header = streams.best.next().fuse() => {
					let header = header.ok_or(Interruption::StreamEnded("best headers"))?;
					self.reader.best(header).await?;
					self.after_best();
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

	/// What a new best block of the relay chain is an occasion for.
	fn after_best(&mut self) {
		self.find_announced();
		// Once a session is often enough for what changes with the runtime alone.
		if self.reader.session() != self.session {
			self.session = self.reader.session();
			let block_time = self.own_chain.block_time_ms();
			self.finality.set_block_time(block_time);
			self.finality
				.update(|tracker| tracker.set_capacity(OwnChain::capacity(block_time)));
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
		let parablock = self.own_chain.read(&notification.header, Some(now_ms()));
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
