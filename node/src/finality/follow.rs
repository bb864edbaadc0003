// SPDX-License-Identifier: GPL-3.0-only

//! Reads both chains, and passes their blocks to the tracker.
//!
//! If relay blocks do not lead to a known one, or if the connection is lost, the follower starts again as soon as it
//! can. It continues from the known relay blocks, or else from the finalized one.

use super::{
	facts::OwnSource,
	handle::Finality,
	reader::{Interruption, RelayReader},
	source::{RelayHeaders, RelayStreams},
	status::now_ms,
	LOG_TARGET,
};
use crate::service::Block;
use futures::{FutureExt, StreamExt};
use futures_timer::Delay;
use sc_client_api::BlockImportNotification;
use sp_consensus::BlockOrigin;
use std::{
	convert::Infallible,
	sync::Arc,
	time::{Duration, Instant},
};

/// Time between two attempts to reach the relay chain.
pub const RETRY: Duration = Duration::from_secs(6);

/// Reads both chains.
pub struct Follower<Relay, Own> {
	finality: Arc<Finality>,
	own: Own,
	reader: RelayReader<Relay>,
}

impl<Relay: RelayStreams, Own: OwnSource> Follower<Relay, Own> {
	/// Follows `relay` and `own` for `finality`.
	pub fn new(finality: Arc<Finality>, relay: Relay, own: Own) -> Self {
		let reader = RelayReader::new(finality.clone(), relay);
		Self { finality, own, reader }
	}

	/// Follows both chains for as long as the node runs. After a failure it waits for `retry`.
	pub async fn run(mut self, retry: Duration) {
		let mut told = String::new();
		loop {
			let began = Instant::now();
			let Err(interruption) = self.follow().await;
			// The same reason in consecutive attempts is logged once.
			let reason = interruption.to_string();
			if reason != told || began.elapsed() > retry {
				log::warn!(
					target: LOG_TARGET,
					"{reason}: the stages of blocks stand still; trying again every {retry:?}",
				);
				told = reason;
			}
			self.finality.set_lag(self.own.lag());
			// After a longer time without a failure the next attempt starts at once.
			if began.elapsed() < retry {
				Delay::new(retry).await;
			}
		}
	}

	/// Follows both chains until something fails.
	pub async fn follow(&mut self) -> Result<Infallible, Interruption> {
		let RelayHeaders { mut imported, mut best, mut finalized } =
			self.reader.source().headers().await?;
		let mut parablocks = self.own.imports();
		if self.reader.source().is_syncing().await? {
			return Err(Interruption::Syncing);
		}
		self.reader.catch_up(|| self.own.restore(&self.finality)).await?;
		self.after_best();
		self.finality.set_lag(self.own.lag());
		let finality = self.finality.clone();
		let _following = finality.following();
		loop {
			futures::select! {
				header = imported.next().fuse() => {
					let header = header.ok_or(Interruption::StreamEnded("imported headers"))?;
					self.reader.link(header).await?;
				},
				header = best.next().fuse() => {
					let header = header.ok_or(Interruption::StreamEnded("best headers"))?;
					self.reader.best(header).await?;
					self.after_best();
				},
				header = finalized.next().fuse() => {
					let header = header.ok_or(Interruption::StreamEnded("finalized headers"))?;
					self.reader.finalized(header).await?;
				},
				block = parablocks.next().fuse() => {
					self.parablock(&block.ok_or(Interruption::ImportsEnded)?);
				},
			}
			self.finality.set_lag(self.own.lag());
		}
	}

	/// Does the work that is due after a new best relay block.
	fn after_best(&mut self) {
		self.find_announced();
		// Governance changes it, and so does another runtime.
		let pace = self.own.pace();
		self.finality.set_block_time(pace.map(|pace| pace.block_time_ms));
		self.finality
			.update(|tracker| tracker.set_capacity(pace.and_then(|pace| pace.capacity)));
	}

	/// Imports the parablocks that the relay chain has named and the node has got by sync. No notification announces
	/// the blocks of a sync.
	fn find_announced(&mut self) {
		for hash in self.finality.read(|tracker| tracker.announced()) {
			if let Some(parablock) = self.own.find(hash) {
				self.finality.update(|tracker| tracker.import(parablock));
			}
		}
	}

	fn parablock(&mut self, notification: &BlockImportNotification<Block>) {
		let header = &notification.header;
		if self.finality.read(|tracker| tracker.is_past(header.number)) {
			return;
		}
		let parablock = self.own.read(header, Some(now_ms()));
		if notification.origin == BlockOrigin::Own {
			self.finality.authored(&parablock.facts);
		}
		self.finality.update(|tracker| tracker.import(parablock));
	}
}
