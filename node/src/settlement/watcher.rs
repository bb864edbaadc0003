// SPDX-License-Identifier: GPL-3.0-only

//! Has the chain check batches: the first false chunk of any, and with `--settlement-verify` all others.

use super::{
	bodies,
	chain::SettlementAt,
	shared::{Best, Pending, Shared, Signatures},
	transactions::Sender,
	LOG_TARGET,
};
use crate::service::Client;
use outrider_runtime::{Nonce, RuntimeCall};
use pallet_settlement::{Call, CheckedChunks, Hash};
use settlement_engine::{Check, Checks, Finding};
use std::{collections::VecDeque, sync::Arc};

/// How many checks are on their way at once, at most.
const MOST_IN_FLIGHT: usize = 128;
/// A check that is in none of so many blocks is sent again.
const PATIENCE_BLOCKS: u32 = 4;

/// A check on its way.
struct InFlight {
	batch: Hash,
	chunk: u32,
	nonce: Nonce,
	/// The height of the best block when it was sent.
	at: u32,
}

/// Sends checks.
pub struct Watcher {
	client: Arc<Client>,
	shared: Arc<Shared>,
	sender: Sender,
	verifies: bool,
	in_flight: VecDeque<InFlight>,
	/// The batch whose chunks are being checked.
	checks: Option<(Hash, Checks<Signatures>)>,
}

impl Watcher {
	pub fn new(client: Arc<Client>, shared: Arc<Shared>, sender: Sender, verifies: bool) -> Self {
		Self { client, shared, sender, verifies, in_flight: VecDeque::new(), checks: None }
	}

	/// Sends what is due after the best block.
	pub async fn step(&mut self, best: &Best) -> Result<(), String> {
		let settlement = SettlementAt::new(self.client.clone(), best.at);
		let nonce = settlement.nonce(&self.sender.account()).map_err(|error| error.to_string())?;
		self.in_flight.retain(|check| check.nonce >= nonce);
		let stale = |check: &InFlight| best.at.number >= check.at.saturating_add(PATIENCE_BLOCKS);
		if self.in_flight.front().is_some_and(stale) {
			self.in_flight.clear();
		}
		let is_false = |one: &&Pending| matches!(one.finding, Finding::False(_));
		let first_false = best.pending.iter().find(is_false);
		if let Some(pending) = first_false {
			return self.challenge(best, pending, nonce).await;
		}
		if !self.verifies {
			return Ok(());
		}
		for pending in best.pending.iter().take_while(|one| one.finding == Finding::True) {
			let checked = settlement.checked(pending.info.id).map_err(|error| error.to_string())?;
			self.verify(best, pending, &checked, nonce).await?;
			if self.in_flight.len() >= MOST_IN_FLIGHT {
				break;
			}
		}
		Ok(())
	}

	fn is_in_flight(&self, batch: &Hash, chunk: u32) -> bool {
		self.in_flight.iter().any(|check| check.chunk == chunk && check.batch == *batch)
	}

	/// Has the first false chunk checked.
	async fn challenge(
		&mut self,
		best: &Best,
		pending: &Pending,
		nonce: Nonce,
	) -> Result<(), String> {
		let (Finding::False(chunk), Some(batch)) = (pending.finding, pending.found) else {
			return Ok(());
		};
		if self.is_in_flight(&batch, chunk) {
			return Ok(());
		}
		let check = self.check(pending, batch, chunk)?;
		let call = call_of(check)?;
		// A check that would fail costs a fee, and room in the block. Another watcher may have been faster.
		if let Some(reason) = self.sender.refusal(best.at.hash.into(), &call)? {
			return Err(format!(
				"the check of batch {}, chunk {chunk} would fail: {reason}",
				pending.info.id
			));
		}
		self.send(best, batch, chunk, call, nonce).await?;
		self.shared.count(|metrics| metrics.sent_check(true));
		log::info!(target: LOG_TARGET, "sent the check of batch {}, chunk {chunk}, which is false", pending.info.id);
		Ok(())
	}

	/// Has the chunks of a true batch checked.
	async fn verify(
		&mut self,
		best: &Best,
		pending: &Pending,
		checked: &CheckedChunks,
		nonce: Nonce,
	) -> Result<(), String> {
		let Some(batch) = pending.found else { return Ok(()) };
		for chunk in 0..pending.info.batch.chunks {
			if self.in_flight.len() >= MOST_IN_FLIGHT {
				return Ok(());
			}
			if checked.contains(chunk) || self.is_in_flight(&batch, chunk) {
				continue;
			}
			let check = self.check(pending, batch, chunk)?;
			self.send(best, batch, chunk, call_of(check)?, nonce).await?;
			self.shared.count(|metrics| metrics.sent_check(false));
		}
		Ok(())
	}

	/// The check of a chunk. Goes on where the last one stopped, if that was before it in the same batch.
	fn check(&mut self, pending: &Pending, batch: Hash, chunk: u32) -> Result<Check, String> {
		let id = pending.info.id;
		let goes_on = |(of, checks): &(Hash, Checks<Signatures>)| {
			*of == batch && checks.batch() == id && checks.place() <= chunk
		};
		if !self.checks.as_ref().is_some_and(goes_on) {
			self.checks = Some((batch, self.checks_of(pending, batch)?));
		}
		let check = self.checks.as_mut().and_then(|(_, checks)| checks.check(chunk));
		check.ok_or_else(|| format!("batch {id} can't be executed up to chunk {chunk}"))
	}

	fn checks_of(&self, pending: &Pending, batch: Hash) -> Result<Checks<Signatures>, String> {
		let id = pending.info.id;
		let (start, blocks, domain, verifier) = {
			let book = self.shared.book.lock();
			let book = book.as_ref().ok_or("the state is not known")?;
			let seen = book.seen(&batch).ok_or_else(|| format!("batch {id} was forgotten"))?;
			let start = book.state(&seen.parent()).cloned();
			let start =
				start.ok_or_else(|| format!("the state before batch {id} was forgotten"))?;
			(start, seen.blocks.clone(), book.domain(), book.verifier().clone())
		};
		for block in blocks {
			let found = bodies::batches(&self.client, block.hash.into())
				.map_err(|error| error.to_string())?;
			let posted = found.into_iter().flatten().map(|(_, posted)| posted);
			if let Some(posted) = { posted }.find(|posted| posted.id() == batch) {
				return Ok(Checks::new(id, start, posted, domain, verifier));
			}
		}
		Err(format!("no block with batch {id} is left"))
	}

	async fn send(
		&mut self,
		best: &Best,
		batch: Hash,
		chunk: u32,
		call: RuntimeCall,
		base: Nonce,
	) -> Result<(), String> {
		let next = self.in_flight.back().map(|last| last.nonce.saturating_add(1));
		let nonce = next.unwrap_or(base);
		self.sender.send(best.at.hash.into(), call, nonce, 0).await?;
		self.in_flight.push_back(InFlight { batch, chunk, nonce, at: best.at.number });
		Ok(())
	}
}

fn call_of(check: Check) -> Result<RuntimeCall, String> {
	let Check { batch, chunk, claim, bytes, path, witness } = check;
	let too_long = |what: &str| format!("the {what} of batch {batch}, chunk {chunk} is too long");
	Ok(RuntimeCall::Settlement(Call::check_chunk {
		batch,
		chunk,
		claim,
		bytes: bytes.try_into().map_err(|_| too_long("data"))?,
		path: path.try_into().map_err(|_| too_long("path"))?,
		witness: witness.try_into().map_err(|_| too_long("witness"))?,
	}))
}
