// SPDX-License-Identifier: GPL-3.0-only

//! What the tasks of settlement and RPC share.

use super::{chain::Overview, journal::Journal, Metrics};
use outrider_runtime::AccountId;
use pallet_settlement::{receipt_message, BatchInfo, Hash, Receipt};
use parking_lot::Mutex;
use settlement_core::{Code, Domain, Kind};
use settlement_engine::{
	Book, Finding, Promise, Refusal, Remembering, Sequencer, State, Whereabouts,
};
use sp_core::{sr25519, Pair};
use std::{collections::VecDeque, io, sync::Arc};

/// sr25519 signatures, checked once.
pub type Signatures = Remembering<pallet_settlement::Sr25519>;

/// How many records the node remembers after they were given up.
const KEPT_LOST: usize = 65_536;

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
	pub at: settlement_engine::BlockRef,
	pub overview: Overview,
	/// The batches after the last final one, the oldest first.
	pub pending: Arc<Vec<Pending>>,
}

/// A sequencer, with what it promises by.
pub struct Intake {
	sequencer: Mutex<Sequencer<Signatures>>,
	journal: Journal,
	pair: sr25519::Pair,
	domain: Domain,
}

/// Why a record gets no receipt.
#[derive(Debug)]
pub enum NotTaken {
	Refused(Refusal),
	Journal(io::Error),
}

/// A receipt, signed.
#[derive(Clone, Debug)]
pub struct Signed {
	pub receipt: Receipt,
	pub signature: sr25519::Signature,
}

impl Intake {
	pub fn new(
		sequencer: Sequencer<Signatures>,
		journal: Journal,
		pair: sr25519::Pair,
		domain: Domain,
	) -> Self {
		Self { sequencer: Mutex::new(sequencer), journal, pair, domain }
	}

	/// The account that posts and signs.
	pub fn key(&self) -> sr25519::Public {
		self.pair.public()
	}

	/// Acts on the sequencer, and puts its lines into the log. The lines are safe after [`Intake::commit`].
	pub fn act<T>(&self, act: impl FnOnce(&mut Sequencer<Signatures>) -> T) -> (T, u64) {
		let mut sequencer = self.sequencer.lock();
		let done = act(&mut sequencer);
		let line = self.journal.append(&sequencer.take_log());
		(done, line)
	}

	/// Waits until the log is safe up to a line.
	pub fn commit(&self, line: u64) -> io::Result<()> {
		self.journal.commit(line)
	}

	/// Looks at the sequencer.
	pub fn look<T>(&self, look: impl FnOnce(&Sequencer<Signatures>) -> T) -> T {
		look(&self.sequencer.lock())
	}

	/// Takes records of one kind. Each answer is a receipt that a crash does not make untrue.
	pub fn submit(
		&self,
		kind: Kind,
		records: &[Vec<u8>],
		frame: u64,
	) -> Vec<Result<Signed, NotTaken>> {
		let (taken, line) = self.act(|sequencer| {
			let one = |record: &Vec<u8>| sequencer.submit(kind, record, frame);
			records.iter().map(one).collect::<Vec<_>>()
		});
		let safe = self.commit(line);
		let answer = |taken: Result<Promise, Refusal>| match (taken, &safe) {
			(Ok(promise), Ok(())) => Ok(self.sign(&promise)),
			(Ok(_), Err(error)) => {
				Err(NotTaken::Journal(io::Error::new(error.kind(), error.to_string())))
			},
			(Err(refusal), _) => Err(NotTaken::Refused(refusal)),
		};
		taken.into_iter().map(answer).collect()
	}

	fn sign(&self, promise: &Promise) -> Signed {
		let receipt = promise.receipt();
		let signature = self.pair.sign(&receipt_message(&self.domain, &receipt));
		Signed { receipt, signature }
	}

	/// What became of a record that no batch of the best chain has, with a receipt if the record has a place.
	pub fn find(&self, record: &Hash) -> io::Result<Option<(Whereabouts, Option<Signed>)>> {
		let (found, line) = self.act(|sequencer| sequencer.find(record));
		let Some(found) = found else { return Ok(None) };
		let Whereabouts::Placed(promise) = &found else { return Ok(Some((found, None))) };
		self.commit(line)?;
		let signed = self.sign(promise);
		Ok(Some((found, Some(signed))))
	}

	/// Writes the log anew if it has grown too long.
	pub fn compact(&self) -> io::Result<()> {
		if !self.journal.is_long() {
			return Ok(());
		}
		let sequencer = self.sequencer.lock();
		self.journal.replace(&sequencer.whole_log())
	}
}

/// The node's knowledge of settlement.
pub struct Shared {
	/// `None` until the state was made from bodies.
	pub book: Mutex<Option<Book<Signatures>>>,
	pub best: Mutex<Option<Best>>,
	pub intake: Option<Intake>,
	/// Records that were given up, the newest last.
	lost: Mutex<VecDeque<(Hash, Code)>>,
	pub metrics: Option<Metrics>,
}

impl Shared {
	pub fn new(intake: Option<Intake>, metrics: Option<Metrics>) -> Self {
		Self {
			book: Mutex::new(None),
			best: Mutex::new(None),
			intake,
			lost: Mutex::default(),
			metrics,
		}
	}

	/// Looks at the state with a root.
	pub fn state(&self, root: &Hash) -> Option<State> {
		self.book.lock().as_ref()?.state(root).cloned()
	}

	/// Notes records that were given up.
	pub fn give_up(&self, records: impl IntoIterator<Item = (Hash, Code)>) {
		let mut lost = self.lost.lock();
		lost.extend(records);
		let excess = lost.len().saturating_sub(KEPT_LOST);
		lost.drain(..excess);
	}

	/// Why a record was given up, if it was.
	pub fn given_up(&self, record: &Hash) -> Option<Code> {
		let lost = self.lost.lock();
		lost.iter().rev().find(|(hash, _)| hash == record).map(|(_, code)| *code)
	}

	pub fn count(&self, count: impl FnOnce(&Metrics)) {
		if let Some(metrics) = &self.metrics {
			count(metrics);
		}
	}
}
