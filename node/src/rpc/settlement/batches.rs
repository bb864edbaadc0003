// SPDX-License-Identifier: GPL-3.0-only

//! Batches, the window, and notifications of both.

use super::{
	answers::{BatchAnswer, Collator, Overview, Place},
	parameters::BatchNumber,
	SettlementMethods,
};
use crate::{
	rpc::{
		error::Error,
		format::{self, Address, Fraction, Given},
	},
	settlement::{Overview as Found, SettlementAt},
};
use futures::{
	future::{self, Either},
	StreamExt,
};
use jsonrpsee::{
	core::{to_json_raw_value, JsonRawValue, StringError, SubscriptionResult},
	PendingSubscriptionSink, SubscriptionMessage, SubscriptionSink,
};
use outrider_runtime::{AccountId, Hash};
use pallet_settlement::{BatchInfo, Mode, Stage, GAP_UNIT};
use parking_lot::Mutex;
use sc_client_api::BlockchainEvents;
use settlement_engine::{BlockRef, Finding};
use sp_runtime::{FixedU128, Perbill, Perquintill};
use std::{
	sync::{
		atomic::{AtomicUsize, Ordering},
		Arc,
	},
	time::Duration,
};

/// Subscriptions that a node has open at most.
pub const MAX_SUBSCRIPTIONS: usize = 1_024;
/// Batches of a notification.
const SHOWN_BATCHES: u64 = 64;
/// A subscriber that does not take a notification for so long has stopped reading.
const PATIENCE: Duration = Duration::from_secs(60);

/// What subscriptions share: the newest notification, made once for all.
#[derive(Default)]
pub struct Notifications {
	open: AtomicUsize,
	newest: Mutex<Option<(Hash, Arc<JsonRawValue>)>>,
}

/// An open subscription.
struct Open(Arc<Notifications>);

impl Open {
	fn new(notifications: &Arc<Notifications>) -> Option<Self> {
		let more = |open| (open < MAX_SUBSCRIPTIONS).then_some(open + 1);
		let ordering = Ordering::Relaxed;
		notifications.open.fetch_update(ordering, ordering, more).ok()?;
		Some(Self(notifications.clone()))
	}
}

impl Drop for Open {
	fn drop(&mut self) {
		self.0.open.fetch_sub(1, Ordering::Relaxed);
	}
}

fn mode(mode: Mode) -> &'static str {
	match mode {
		Mode::Absent => "absent",
		Mode::Running => "running",
		Mode::Escaped => "escaped",
	}
}

fn share(share: Perbill) -> Fraction {
	Perquintill::from_parts(u64::from(share.deconstruct()).saturating_mul(1_000_000_000)).into()
}

fn overview_of(at: BlockRef, found: Found) -> Overview {
	let gap = |gap: u64| FixedU128::from_rational(gap.into(), GAP_UNIT.into()).into();
	let window = found.window;
	let slowest = window.slowest.map(|(account, way, full)| Collator {
		account: Address(account),
		gap: Some(gap(way)),
		full: share(full),
	});
	let fullest = window.fullest.map(|(account, full)| Collator {
		account: Address(account),
		gap: None,
		full: share(full),
	});
	let place = |batch, root: [u8; 32]| Place { batch, root: root.into() };
	Overview {
		at: at.hash.into(),
		at_number: at.number,
		mode: mode(found.mode),
		now: window.now,
		window: window.window,
		collators: window.collators,
		slowest,
		fullest,
		tip: place(found.tip.batch, found.tip.root),
		last_final: place(found.last_final.batch, found.last_final.root),
		leader: found.rotation.leader.map(Address),
		rotation_ends: found.rotation.ends,
		batches: None,
	}
}

fn batch_answer(info: BatchInfo<AccountId>, finding: Finding) -> BatchAnswer {
	let is_final = info.stage == Stage::Final;
	let batch = info.batch;
	BatchAnswer {
		id: info.id,
		author: Address(batch.author),
		stage: if is_final { "final" } else { "pending" },
		submitted: batch.submitted,
		window_ends: info.window_ends,
		chunks: batch.chunks,
		inbox_chunks: batch.inbox_chunks,
		verified: info.verified,
		pre_root: batch.pre_root.into(),
		post_root: batch.post_root.into(),
		inbox_to: batch.inbox_to,
		verdict: match finding {
			Finding::True => "true",
			Finding::False(_) => "false",
			Finding::Unknown => "unknown",
		},
	}
}

impl SettlementMethods {
	/// Settlement as a block has it.
	pub(super) fn at(&self, at: BlockRef) -> SettlementAt {
		SettlementAt::new(self.client.clone(), at)
	}

	pub(super) fn overview(&self) -> Result<Overview, Error> {
		let best = self.best();
		Ok(overview_of(best.at, best.overview()?))
	}

	pub(super) fn batch_of(&self, id: Option<Given<BatchNumber>>) -> Result<BatchAnswer, Error> {
		let BatchNumber(id) = format::value(id)?;
		let info = self.best().batch(id)?.ok_or(Error::UnknownBatch(id))?;
		let finding = self.finding(&info);
		Ok(batch_answer(info, finding))
	}

	/// What the node found of a batch.
	fn finding(&self, info: &BatchInfo<AccountId>) -> Finding {
		let Some(shared) = &self.shared else { return Finding::Unknown };
		let mut book = shared.book.lock();
		let Some(book) = &mut *book else { return Finding::Unknown };
		book.finding(&crate::settlement::key_of(info))
	}

	/// What subscribers of a block get.
	fn notification(&self) -> Result<Overview, Error> {
		let best = self.best();
		let found = best.overview()?;
		let tip = found.tip.batch;
		let first = tip.saturating_sub(SHOWN_BATCHES.saturating_sub(1)).max(1);
		let mut batches = Vec::new();
		for id in (first..=tip).rev() {
			let Some(info) = best.batch(id)? else { break };
			let finding = self.finding(&info);
			batches.push(batch_answer(info, finding));
		}
		Ok(Overview { batches: Some(batches), ..overview_of(best.at, found) })
	}

	/// The newest notification. Made once for all subscribers.
	fn newest(&self) -> Result<Arc<JsonRawValue>, Error> {
		let mut newest = self.notifications.newest.lock();
		let best: Hash = self.best().at.hash.into();
		if let Some((of, json)) = &*newest {
			if *of == best {
				return Ok(json.clone());
			}
		}
		let made = self.notification()?;
		let json: Arc<JsonRawValue> = to_json_raw_value(&made).map_err(Error::Json)?.into();
		*newest = Some((made.at, json.clone()));
		Ok(json)
	}

	pub(super) async fn serve(&self, pending: PendingSubscriptionSink) -> SubscriptionResult {
		let Some(_open) = Open::new(&self.notifications) else {
			pending.reject(Error::TooManyBatchSubscriptions).await;
			return Ok(());
		};
		let best_blocks = self.client.import_notification_stream();
		let mut best_blocks = best_blocks.filter(|block| future::ready(block.is_new_best));
		let first = match self.newest() {
			Ok(first) => first,
			Err(error) => {
				pending.reject(error).await;
				return Ok(());
			},
		};
		let sink = pending.accept().await?;
		send(&sink, &first).await?;
		loop {
			let closed = sink.closed();
			futures::pin_mut!(closed);
			match future::select(best_blocks.next(), closed).await {
				Either::Left((Some(_), _)) => {
					let newest =
						self.newest().map_err(|error| StringError::from(error.to_string()))?;
					send(&sink, &newest).await?;
				},
				_ => return Ok(()),
			}
		}
	}
}

async fn send(sink: &SubscriptionSink, json: &JsonRawValue) -> Result<(), StringError> {
	let message = SubscriptionMessage::from_json(&json)?;
	let slow = |_| {
		StringError::from(
			"a notification was not read for a minute: subscribe again, and read faster",
		)
	};
	sink.send_timeout(message, PATIENCE).await.map_err(slow)
}
