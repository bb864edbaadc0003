// SPDX-License-Identifier: GPL-3.0-only

//! What the tasks of settlement and RPC share.

use super::{chain::Overview, Intake, Metrics};
use outrider_runtime::AccountId;
use pallet_settlement::{BatchInfo, Hash};
use parking_lot::Mutex;
use settlement_engine::{BlockRef, Book, Finding, Remembering, State};
use std::sync::Arc;

/// sr25519 signatures, checked once.
pub type Signatures = Remembering<pallet_settlement::Sr25519>;

/// A batch that is not final on the best block.
#[derive(Clone, Debug)]
pub struct Pending {
	pub info: BatchInfo<AccountId>,
	/// The batch in the book, if a block with it was taken in.
	pub found: Option<Hash>,
	pub finding: Finding,
}

/// The best block's settlement.
#[derive(Clone, Debug)]
pub struct Best {
	pub at: BlockRef,
	pub overview: Overview,
	/// The batches after the last final one, the oldest first.
	pub pending: Arc<Vec<Pending>>,
}

/// The node's knowledge of settlement.
pub struct Shared {
	/// `None` until the state was made from bodies.
	pub book: Mutex<Option<Book<Signatures>>>,
	pub best: Mutex<Option<Best>>,
	pub intake: Option<Intake>,
	pub metrics: Option<Metrics>,
}

impl Shared {
	pub fn new(intake: Option<Intake>, metrics: Option<Metrics>) -> Self {
		Self { book: Mutex::new(None), best: Mutex::new(None), intake, metrics }
	}

	/// Looks at the state with a root.
	pub fn state(&self, root: &Hash) -> Option<State> {
		self.book.lock().as_ref()?.state(root).cloned()
	}

	pub fn count(&self, count: impl FnOnce(&Metrics)) {
		if let Some(metrics) = &self.metrics {
			count(metrics);
		}
	}
}
