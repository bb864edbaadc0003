// SPDX-License-Identifier: GPL-3.0-only

//! Posts a sequencer's batches.

use super::{
	chain::SettlementAt,
	shared::{Best, Shared},
	transactions::Sender,
	Intake, LOG_TARGET,
};
use crate::service::Client;
use outrider_runtime::{
	constants::{
		currency::RIDE,
		settlement::{MAX_BATCH_BYTES, MAX_INBOX_ENTRIES},
	},
	AccountId, Balance, Nonce, RuntimeCall,
};
use pallet_settlement::{BatchId, BatchInfo, Call, Hash};
use settlement_engine::{BlockRef, Posted, Sealed};
use std::{
	collections::HashMap,
	sync::Arc,
	time::{Duration, Instant},
};

/// A batch that is in none of so many blocks is sent again, with a larger tip.
const PATIENCE_BLOCKS: u32 = 4;
/// The first tip of a batch that takes another one's place in the pool, in plank. Each next one is twice as large.
const FIRST_TIP: Balance = RIDE / 1_000;
const LARGEST_TIP: Balance = RIDE;
/// The most bytes of batches that are on their way at once: what two blocks have room for, so that no block waits for the next two
/// batches. A batch that waits for longer than a few slots has to take a new tick, and all batches on it are made again.
const MOST_BYTES: usize = 4 * MAX_BATCH_BYTES as usize;

/// A batch that was sent.
struct Sent {
	batch: BatchId,
	root: Hash,
	nonce: Nonce,
	/// The height of the best block when it was sent.
	at: u32,
}

/// Makes batches of the records, and sends them while this sequencer may post.
///
/// A batch is not tried before it is sent: the next block changes the waiting tick, and the batch has the tick as that block will have it.
pub struct Poster {
	client: Arc<Client>,
	shared: Arc<Shared>,
	sender: Sender,
	collected: Duration,
	sealed_at: Instant,
	seen: Option<BlockRef>,
	sent: Vec<Sent>,
	/// The tips of the transactions that the pool may have.
	tips: HashMap<Nonce, Balance>,
}

impl Poster {
	pub fn new(
		client: Arc<Client>,
		shared: Arc<Shared>,
		sender: Sender,
		collected: Duration,
	) -> Self {
		Self {
			client,
			shared,
			sender,
			collected,
			sealed_at: Instant::now(),
			seen: None,
			sent: Vec::new(),
			tips: HashMap::new(),
		}
	}

	/// Takes in the best block if it is new, and posts what is due.
	pub async fn step(&mut self, best: &Best) -> Result<(), String> {
		let shared = self.shared.clone();
		let Some(intake) = &shared.intake else { return Ok(()) };
		let settlement = SettlementAt::new(self.client.clone(), best.at);
		let failed = |error: sp_api::ApiError| error.to_string();
		if self.seen != Some(best.at) {
			let view = settlement.view(&best.overview, MAX_INBOX_ENTRIES).map_err(failed)?;
			intake.act(|sequencer| sequencer.sync(view, |root| shared.state(root)));
			self.note_landed(best);
			self.note_bond(intake, &settlement)?;
			self.seen = Some(best.at);
		}
		shared.count(|metrics| metrics.set_waiting(intake.look(|sequencer| sequencer.waiting())));
		let account = self.sender.account();
		let nonce = settlement.nonce(&account).map_err(failed)?;
		self.note_failed(nonce);
		if !settlement.may_post(&account, &best.overview).map_err(failed)? {
			return Ok(());
		}
		self.seal(intake);
		// A request may have made a batch meanwhile: the line covers all that is due, whoever made it.
		let (due, line) =
			intake.act(|sequencer| self.due(sequencer.sealed(), nonce, best.at.number));
		if due.is_empty() {
			return Ok(());
		}
		intake
			.commit(line)
			.map_err(|error| format!("the sequencer's log can't be written: {error}"))?;
		for (posted, sent, tip) in due {
			let batch = sent.batch;
			let call = call_of(&posted).ok_or_else(|| format!("batch {batch} is too large"))?;
			self.sender.send(best.at.hash.into(), call, sent.nonce, tip).await?;
			log::debug!(
				target: LOG_TARGET,
				"sent batch {batch}: {} chunks, {} bytes, nonce {}, tip {tip}", posted.infos().len(), posted.data().len(), sent.nonce,
			);
			self.tips.insert(sent.nonce, tip);
			self.sent.retain(|one| one.nonce != sent.nonce);
			self.sent.push(sent);
		}
		Ok(())
	}

	/// Makes a batch of what was collected for long enough.
	fn seal(&mut self, intake: &Intake) {
		let is_due = self.sealed_at.elapsed() >= self.collected;
		let (sealed, _) = intake.act(|sequencer| {
			let seals = is_due && sequencer.has_work();
			if seals {
				sequencer.seal();
			}
			seals
		});
		if sealed {
			self.sealed_at = Instant::now();
		}
	}

	/// Counts the batches that the chain has taken. What became of one whose number is final is no matter any more.
	fn note_landed(&mut self, best: &Best) {
		let last = &best.overview.last_final;
		let has = |sent: &Sent| {
			let is_it = |info: &BatchInfo<AccountId>| {
				info.id == sent.batch && info.batch.post_root == sent.root
			};
			let is_last_final = last.batch == sent.batch && last.root == sent.root;
			is_last_final || best.pending.iter().any(|one| is_it(&one.info))
		};
		let landed = self.sent.iter().filter(|sent| has(sent)).count();
		self.sent.retain(|sent| sent.batch > last.batch && !has(sent));
		self.shared.count(|metrics| metrics.posted(landed));
	}

	/// Without a bond the account can post nothing: records would wait in vain. The chain compares receipts with the bond's key.
	fn note_bond(&self, intake: &Intake, settlement: &SettlementAt) -> Result<(), String> {
		let account = self.sender.account();
		let found = settlement.sequencer(account.clone()).map_err(|error| error.to_string())?;
		let key = intake.key();
		let bonded = found.is_some_and(|found| found.key == key.0);
		if intake.set_bonded(bonded) {
			if bonded {
				log::info!(target: LOG_TARGET, "{account} has a bond: the node takes records");
			} else {
				let key = outrider_runtime::Hash::from(key.0);
				log::warn!(
					target: LOG_TARGET,
					"{account} has no bond with this node's key, and the node takes no records: send settlement.register(bond, {key:?}) \
					 from that account",
				);
			}
		}
		Ok(())
	}

	/// Batches whose nonce is used, and that the chain does not have, were refused in a block.
	fn note_failed(&mut self, nonce: Nonce) {
		let shared = &self.shared;
		self.sent.retain(|sent| {
			let failed = sent.nonce < nonce;
			if failed {
				log::warn!(target: LOG_TARGET, "batch {} was refused in a block: it is made again", sent.batch);
				shared.count(super::Metrics::post_failed);
			}
			!failed
		});
		self.tips.retain(|of, _| *of >= nonce);
	}

	/// The batches that must be sent now, with their tips: those whose place in the account's row has nothing, or another batch, or
	/// has waited for long.
	fn due(&self, sealed: &[Sealed], base: Nonce, height: u32) -> Vec<(Posted, Sent, Balance)> {
		let one = |(nonce, sealed): (Nonce, &Sealed)| {
			let (batch, root) = (sealed.slot.batch, sealed.posted.post_root());
			let before = self.sent.iter().find(|sent| sent.nonce == nonce);
			let same = before.filter(|sent| sent.batch == batch && sent.root == root);
			if same.is_some_and(|sent| height < sent.at.saturating_add(PATIENCE_BLOCKS)) {
				return None;
			}
			let tip = self
				.tips
				.get(&nonce)
				.map_or(0, |tip| tip.saturating_mul(2).clamp(FIRST_TIP, LARGEST_TIP));
			Some((sealed.posted.clone(), Sent { batch, root, nonce, at: height }, tip))
		};
		(base..).zip(on_their_way(sealed)).filter_map(one).collect()
	}
}

/// The first of the sealed batches that may be on their way together. At least one.
fn on_their_way(sealed: &[Sealed]) -> &[Sealed] {
	let mut bytes = 0usize;
	let fits = |sealed: &&Sealed| {
		bytes = bytes.saturating_add(sealed.posted.data().len());
		bytes <= MOST_BYTES
	};
	let count = sealed.iter().take_while(fits).count().max(1);
	sealed.get(..count).unwrap_or(sealed)
}

fn call_of(posted: &Posted) -> Option<RuntimeCall> {
	Some(RuntimeCall::Settlement(Call::submit_batch {
		parent: posted.parent(),
		fee_to: posted.fee_to(),
		chunks: posted.infos().to_vec().try_into().ok()?,
		data: posted.data().to_vec().try_into().ok()?,
	}))
}
