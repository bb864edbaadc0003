// SPDX-License-Identifier: GPL-3.0-only

//! A sequencer, its log and its receipts.

use super::{journal::Journal, shared::Signatures};
use pallet_settlement::{receipt_message, BatchId, Hash, Receipt};
use parking_lot::Mutex;
use settlement_core::{Code, Domain, Kind};
use settlement_engine::{End, Entry, Promise, Refusal, Sequencer, Whereabouts};
use sp_core::{sr25519, Pair};
use std::{
	collections::{HashMap, VecDeque},
	io,
};

/// How many records of its own a sequencer remembers after their end.
const KEPT_ENDS: usize = 262_144;

/// A sequencer, with what it promises by.
pub struct Intake {
	sequencer: Mutex<Sequencer<Signatures>>,
	journal: Journal,
	pair: sr25519::Pair,
	domain: Domain,
	ends: Mutex<Ends>,
	/// Whether the account has a bond by the best block. `None` until the node knows.
	bonded: Mutex<Option<bool>>,
}

/// What became of records, the oldest first.
#[derive(Default)]
struct Ends {
	by_record: HashMap<Hash, End>,
	order: VecDeque<Hash>,
}

impl Ends {
	fn insert(&mut self, record: Hash, end: End) {
		if self.by_record.insert(record, end).is_none() {
			self.order.push_back(record);
		}
		while self.order.len() > KEPT_ENDS {
			self.order.pop_front().map(|old| self.by_record.remove(&old));
		}
	}

	fn entries(&self) -> impl Iterator<Item = Entry> + '_ {
		let entry = |record: &Hash| {
			Some(Entry::Ended { record: *record, end: *self.by_record.get(record)? })
		};
		self.order.iter().filter_map(entry)
	}
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
	/// A sequencer that goes on with what its log says.
	pub fn new(
		make: impl FnOnce(Vec<Entry>) -> Sequencer<Signatures>,
		(journal, log): (Journal, Vec<Entry>),
		pair: sr25519::Pair,
		domain: Domain,
	) -> Self {
		let mut ends = Ends::default();
		for entry in &log {
			if let Entry::Ended { record, end } = entry {
				ends.insert(*record, *end);
			}
		}
		let sequencer = Mutex::new(make(log));
		Self { sequencer, journal, pair, domain, ends: Mutex::new(ends), bonded: Mutex::new(None) }
	}

	/// Whether the account has a bond. `None` while the node does not know.
	pub fn is_bonded(&self) -> Option<bool> {
		*self.bonded.lock()
	}

	/// Says whether the account has a bond. Answers whether that is new.
	pub fn set_bonded(&self, bonded: bool) -> bool {
		self.bonded.lock().replace(bonded) != Some(bonded)
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
		let mut entries = sequencer.whole_log();
		entries.extend(self.ends.lock().entries());
		self.journal.replace(&entries)
	}

	/// Forgets what can matter no more: `last` is the last final batch in a final block. `end` says what became of a record that is
	/// forgotten: the code is that of a record that would have no effect.
	pub fn settle(&self, last: BatchId, end: impl Fn(&Hash, Option<Code>) -> Option<End>) {
		let (gone, _) = self.act(|sequencer| sequencer.settle(last));
		let ended = gone
			.into_iter()
			.filter_map(|(record, code)| Some((record, end(&record, code)?)));
		let mut ends = self.ends.lock();
		for (record, end) in ended {
			ends.insert(record, end);
			self.journal.append(&[Entry::Ended { record, end }]);
		}
	}

	/// What became of a record, if nothing can change that.
	pub fn end(&self, record: &Hash) -> Option<End> {
		self.ends.lock().by_record.get(record).copied()
	}
}
