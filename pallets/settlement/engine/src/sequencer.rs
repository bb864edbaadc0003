// SPDX-License-Identifier: Apache-2.0

//! A sequencer without a network, a clock and a disk.

use crate::{
	way::{Sealed, View, Way},
	Entry, Limits, Plan, RecordId, Slot, State,
};
use pallet_settlement::{record_hash, BatchId, Hash, Receipt};
use settlement_core::{Cancel, Code, Context, Domain, Index, Kind, Transfer, Verifier, Withdraw};
use std::{
	collections::{HashMap, HashSet, VecDeque},
	sync::Arc,
};

/// The most batches that are ready and not in a block.
pub const MAX_SEALED: usize = 8;

/// The most records that are not in a final batch.
pub const MAX_WAITING_RECORDS: usize = 1_048_576;

/// What a sequencer asks of records.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terms {
	/// The account for fees. Without one no record may pay a fee.
	pub fee_to: Option<Index>,
	/// The least fee of a record, in plank.
	pub min_fee: u64,
}

/// Why a record is not taken. It may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
	/// Not as many bytes as a record of this kind has, or not a kind of signed records.
	Malformed,
	/// The record would have no effect.
	NoEffect(Code),
	/// The fee is below the least one, in plank.
	FeeTooLow(u64),
	/// The sequencer has no account for fees.
	NoFees,
	/// As many records as may wait for batches.
	Full,
	/// The sequencer does not know the state of the last batch.
	Behind,
}

/// The place that a record has, or will have if the batch is built on the root in `slot`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
	/// The batch.
	pub slot: Slot,
	/// The chunk, counted from 0 after those of the inbox.
	pub chunk: u32,
	/// The place in the chunk.
	pub position: u8,
	/// The hash of kind and record.
	pub record: Hash,
}

impl Promise {
	/// What the sequencer signs.
	pub fn receipt(&self) -> Receipt {
		let Self { slot: Slot { batch, parent }, chunk, position, record } = *self;
		Receipt { batch, parent, chunk, position, record }
	}
}

/// What a sequencer knows of a record that no batch of the best chain has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
	/// It has a place in a batch to come.
	Placed(Promise),
	/// It waits for a place.
	Waiting,
	/// It would have no effect any more.
	Lost(Code),
}

struct Record {
	kind: Kind,
	bytes: Vec<u8>,
	hash: Hash,
}

/// A sequencer: takes records, promises places, and makes batches.
///
/// All that it promises about a [`Slot`] stands in that slot's plan, which only grows. Each batch for that slot has exactly that plan,
/// whatever happens to the chain between two of them. Plans are forgotten when no batch of their number can come any more.
pub struct Sequencer<V> {
	domain: Domain,
	terms: Terms,
	limits: Limits,
	verifier: Arc<V>,
	records: HashMap<RecordId, Record>,
	by_hash: HashMap<Hash, RecordId>,
	next: RecordId,
	plans: HashMap<Slot, Plan>,
	/// The places of records on the present way.
	placed: HashMap<RecordId, (Slot, u32, u8)>,
	/// Records that would have no effect on the present way.
	lost: HashMap<RecordId, Code>,
	way: Option<Way>,
	log: Vec<Entry>,
}

impl<V: Verifier> Sequencer<V> {
	/// A sequencer that has promised what the log says.
	pub fn new(
		domain: Domain,
		terms: Terms,
		limits: Limits,
		verifier: Arc<V>,
		log: impl IntoIterator<Item = Entry>,
	) -> Self {
		let mut made = Self {
			domain,
			terms,
			limits,
			verifier,
			records: HashMap::new(),
			by_hash: HashMap::new(),
			next: 0,
			plans: HashMap::new(),
			placed: HashMap::new(),
			lost: HashMap::new(),
			way: None,
			log: Vec::new(),
		};
		log.into_iter().for_each(|entry| made.restore(entry));
		made
	}

	fn restore(&mut self, entry: Entry) {
		match entry {
			Entry::Record { id, kind, bytes } => {
				let Some(kind) = Kind::new(kind) else { return };
				self.remember(id, kind, bytes);
				self.next = self.next.max(id.saturating_add(1));
			},
			Entry::Placed { slot, id, frame } => {
				if let Some(record) = self.records.get(&id) {
					self.plans.entry(slot).or_default().append(id, record.kind, frame);
				}
			},
			Entry::Closed { slot } => self.plans.entry(slot).or_default().close(),
			Entry::Ended { record, .. } => {
				if let Some(id) = self.by_hash.remove(&record) {
					self.records.remove(&id);
				}
			},
		}
	}

	fn remember(&mut self, id: RecordId, kind: Kind, bytes: Vec<u8>) {
		let hash = record_hash(kind.number(), &bytes);
		self.by_hash.insert(hash, id);
		self.records.insert(id, Record { kind, bytes, hash });
	}

	/// The lines that must be safe on disk before a promise is told or a batch is posted. Each line is given once.
	pub fn take_log(&mut self) -> Vec<Entry> {
		std::mem::take(&mut self.log)
	}

	/// A log that says all, and nothing twice, but what became of records: for a file that has grown too long.
	pub fn whole_log(&self) -> Vec<Entry> {
		let mut ids: Vec<&RecordId> = self.records.keys().collect();
		ids.sort_unstable();
		let records = ids.into_iter().filter_map(|id| {
			let Record { kind, bytes, .. } = self.records.get(id)?;
			Some(Entry::Record { id: *id, kind: kind.number(), bytes: bytes.clone() })
		});
		let plans = self.plans.iter().flat_map(|(slot, plan)| {
			let slot = *slot;
			let placed = plan.chunks().iter().flat_map(move |chunk| {
				let frame = chunk.frame;
				chunk.records.iter().map(move |id| Entry::Placed { slot, id: *id, frame })
			});
			placed.chain(plan.is_closed().then_some(Entry::Closed { slot }))
		});
		records.chain(plans).collect()
	}

	fn context(&self) -> Context {
		Context { domain: self.domain, fee_to: self.terms.fee_to.map_or(u32::MAX, Index::get) }
	}

	/// The state after all records so far.
	pub fn state(&self) -> Option<&State> {
		self.way.as_ref().map(|way| &way.now)
	}

	/// How many records are in no final batch.
	pub fn waiting(&self) -> usize {
		self.records.len()
	}

	/// The batches that are ready to be posted, one on the other.
	pub fn sealed(&self) -> &[Sealed] {
		self.way.as_ref().map_or(&[], |way| &way.sealed)
	}

	/// Whether there is something to post: records of the open batch, or behind it, or an entry of a user.
	pub fn has_work(&self) -> bool {
		let Some(way) = &self.way else { return false };
		let planned = self.plans.get(&way.slot).is_some_and(|plan| !plan.is_empty());
		planned || !way.backlog.is_empty() || way.has_waiting_entry()
	}

	/// What became of a record that no batch of the best chain has.
	pub fn find(&self, record: &Hash) -> Option<Whereabouts> {
		let id = self.by_hash.get(record)?;
		if let Some((slot, chunk, position)) = self.placed.get(id).copied() {
			return Some(Whereabouts::Placed(Promise { slot, chunk, position, record: *record }));
		}
		Some(self.lost.get(id).map_or(Whereabouts::Waiting, |code| Whereabouts::Lost(*code)))
	}

	/// Takes a record, and gives it a place. The same record gets the same place. `frame` is now, in units of 100 ms since 1970.
	///
	/// The promise may be told after [`Sequencer::take_log`] is safe on disk.
	pub fn submit(&mut self, kind: Kind, bytes: &[u8], frame: u64) -> Result<Promise, Refusal> {
		let hash = record_hash(kind.number(), bytes);
		match self.find(&hash) {
			Some(Whereabouts::Placed(promise)) => return Ok(promise),
			Some(Whereabouts::Lost(code)) => return Err(Refusal::NoEffect(code)),
			Some(Whereabouts::Waiting) => return Err(Refusal::Full),
			None => {},
		}
		self.ensure_fee(kind, bytes)?;
		self.make_room(kind)?;
		let (context, verifier) = (self.context(), self.verifier.clone());
		let way = self.way.as_mut().ok_or(Refusal::Behind)?;
		match way.try_record(&context, &*verifier, kind, bytes) {
			Code::Done => {},
			code => return Err(Refusal::NoEffect(code)),
		}
		let (id, slot) = (self.next, way.slot);
		self.next = id.saturating_add(1);
		self.remember(id, kind, bytes.to_vec());
		self.log.push(Entry::Record { id, kind: kind.number(), bytes: bytes.to_vec() });
		let (chunk, position) = self.place(slot, id, kind, frame);
		Ok(Promise { slot, chunk, position, record: hash })
	}

	fn ensure_fee(&self, kind: Kind, bytes: &[u8]) -> Result<(), Refusal> {
		if bytes.len() != kind.record_bytes() {
			return Err(Refusal::Malformed);
		}
		let terms = match kind {
			Kind::Inbox => None,
			Kind::Transfer => Transfer::decode(bytes).map(|record| record.terms),
			Kind::Withdraw => Withdraw::decode(bytes).map(|record| record.terms),
			Kind::Cancel => Cancel::decode(bytes).map(|record| record.terms),
		};
		let fee = terms.ok_or(Refusal::Malformed)?.fee;
		if fee > 0 && self.terms.fee_to.is_none() {
			return Err(Refusal::NoFees);
		}
		if fee < self.terms.min_fee {
			return Err(Refusal::FeeTooLow(self.terms.min_fee));
		}
		Ok(())
	}

	/// Makes sure that the open batch takes one more record.
	fn make_room(&mut self, kind: Kind) -> Result<(), Refusal> {
		let way = self.way.as_ref().ok_or(Refusal::Behind)?;
		if !way.backlog.is_empty() || self.records.len() >= MAX_WAITING_RECORDS {
			return Err(Refusal::Full);
		}
		if self.has_room(way.slot, kind) {
			return Ok(());
		}
		self.seal();
		let way = self.way.as_ref().ok_or(Refusal::Behind)?;
		let is_free = way.backlog.is_empty() && self.has_room(way.slot, kind);
		is_free.then_some(()).ok_or(Refusal::Full)
	}

	fn has_room(&self, slot: Slot, kind: Kind) -> bool {
		let plan = self.plans.get(&slot);
		plan.is_none_or(|plan| plan.has_room(kind, &self.limits))
	}

	fn place(&mut self, slot: Slot, id: RecordId, kind: Kind, frame: u64) -> (u32, u8) {
		let (chunk, position) = self.plans.entry(slot).or_default().append(id, kind, frame);
		self.placed.insert(id, (slot, chunk, position));
		self.log.push(Entry::Placed { slot, id, frame });
		(chunk, position)
	}

	/// Makes a batch of all that waits, unless as many are ready as may be.
	pub fn seal(&mut self) {
		if self.sealed().len() < MAX_SEALED && self.seal_open() {
			self.go_on();
		}
	}

	/// Makes a batch of the open plan. False if there is nothing that a batch could hold.
	fn seal_open(&mut self) -> bool {
		let (context, verifier) = (self.context(), self.verifier.clone());
		let Some(way) = &mut self.way else { return false };
		let plan = self.plans.entry(way.slot).or_default();
		let (records, ready) = (&self.records, way.sealed.len());
		let bytes = |id| records.get(&id).map_or(&[][..], |record| &record.bytes);
		let slot = way.slot;
		way.seal(&context, &*verifier, plan, self.limits.inbox_entries, bytes);
		if way.sealed.len() == ready {
			return false;
		}
		if !plan.is_closed() {
			plan.close();
			self.log.push(Entry::Closed { slot });
		}
		true
	}

	/// Goes on with the open batch: what was promised about it comes first, then what waits. If a batch was made of its plan before,
	/// the same one is made again.
	fn go_on(&mut self) {
		loop {
			self.execute_plan();
			let slot = self.way.as_ref().map(|way| way.slot);
			let plan = slot.and_then(|slot| self.plans.get(&slot));
			if !plan.is_some_and(Plan::is_closed) || !self.seal_open() {
				break;
			}
		}
		self.fill();
	}

	/// Executes what was promised about the open batch.
	fn execute_plan(&mut self) {
		let (context, verifier) = (self.context(), self.verifier.clone());
		let Some(way) = &mut self.way else { return };
		way.apply_inbox(&context, &*verifier);
		let Some(plan) = self.plans.get(&way.slot) else { return };
		let mut planned = HashSet::new();
		for (place, chunk) in (0u32..).zip(plan.chunks()) {
			for (position, id) in (0u8..).zip(&chunk.records) {
				if let Some(record) = self.records.get(id) {
					way.try_record(&context, &*verifier, record.kind, &record.bytes);
				}
				self.placed.insert(*id, (way.slot, place, position));
				self.lost.remove(id);
				planned.insert(*id);
			}
		}
		way.backlog.retain(|id| !planned.contains(id));
	}

	/// Gives places to records that wait, as long as the open batch has room.
	fn fill(&mut self) {
		let (context, verifier) = (self.context(), self.verifier.clone());
		while let Some(way) = &mut self.way {
			let slot = way.slot;
			let Some(id) = way.backlog.front().copied() else { return };
			let Some(record) = self.records.get(&id) else {
				way.backlog.pop_front();
				continue;
			};
			let plan = self.plans.get(&slot);
			if plan.is_some_and(|plan| !plan.has_room(record.kind, &self.limits)) {
				return;
			}
			way.backlog.pop_front();
			let kind = record.kind;
			match way.try_record(&context, &*verifier, kind, &record.bytes) {
				Code::Done => {
					self.lost.remove(&id);
					// The frame before it will do.
					self.place(slot, id, kind, 0);
				},
				code => {
					self.lost.insert(id, code);
				},
			}
		}
	}

	/// Takes in what the best block says. `state` gives the state with a root.
	pub fn sync(&mut self, view: View, state: impl Fn(&Hash) -> Option<State>) {
		let (context, verifier) = (self.context(), self.verifier.clone());
		let landed = self.way.as_ref().and_then(|way| landed(way, &view));
		let (Some(landed), Some(way)) = (landed, &mut self.way) else {
			return self.start_anew(view, state);
		};
		way.sealed.drain(..landed);
		way.view = view;
		let fitting = way.fitting();
		if fitting < way.sealed.len() {
			return self.go_back(fitting, state);
		}
		way.apply_inbox(&context, &*verifier);
		self.fill();
	}

	/// Builds all batches anew, on a tip that is not one of the own.
	fn start_anew(&mut self, view: View, state: impl Fn(&Hash) -> Option<State>) {
		self.placed.clear();
		self.lost.clear();
		let Some(base) = state(&view.tip.root) else {
			self.way = None;
			return;
		};
		let mut all: Vec<RecordId> = self.records.keys().copied().collect();
		all.sort_unstable();
		let mut way = Way::new(view, base);
		way.backlog = all.into();
		self.way = Some(way);
		self.go_on();
	}

	/// Makes the sealed batches from `kept` on anew, since the inbox has changed.
	fn go_back(&mut self, kept: usize, state: impl Fn(&Hash) -> Option<State>) {
		let Some(way) = &mut self.way else { return };
		let base = match kept.checked_sub(1).and_then(|last| way.sealed.get(last)) {
			Some(last) => Some(last.state.clone()),
			None => state(&way.view.tip.root),
		};
		let Some(base) = base else {
			self.way = None;
			return;
		};
		let mut slots: Vec<Slot> = way.sealed.drain(kept..).map(|sealed| sealed.slot).collect();
		slots.push(way.slot);
		let plans = slots.iter().filter_map(|slot| self.plans.get(slot));
		let mut again: Vec<RecordId> =
			plans.flat_map(Plan::records).chain(way.backlog.iter().copied()).collect();
		again.sort_unstable();
		again.dedup();
		for id in &again {
			self.placed.remove(id);
		}
		way.slot = slots.first().copied().unwrap_or(way.slot);
		(way.base, way.now) = (base.clone(), base);
		way.applied = way.inbox_from();
		way.backlog = VecDeque::from(again);
		self.go_on();
	}

	/// Forgets what can matter no more: `last` is the last final batch in a final block. Returns the records that are gone, with
	/// their codes if they would have no effect.
	pub fn settle(&mut self, last: BatchId) -> Vec<(Hash, Option<Code>)> {
		self.plans.retain(|slot, _| slot.batch > last);
		self.forget_unplanned()
	}

	fn forget_unplanned(&mut self) -> Vec<(Hash, Option<Code>)> {
		// Without a way nobody knows which records have no effect any more.
		let Some(way) = &self.way else { return Vec::new() };
		let mut needed: HashSet<RecordId> = self.plans.values().flat_map(Plan::records).collect();
		needed.extend(&way.backlog);
		let gone: Vec<RecordId> =
			self.records.keys().filter(|id| !needed.contains(id)).copied().collect();
		let forget = |id: RecordId| {
			let record = self.records.remove(&id)?;
			self.by_hash.remove(&record.hash);
			self.placed.remove(&id);
			Some((record.hash, self.lost.remove(&id)))
		};
		gone.into_iter().filter_map(forget).collect()
	}
}

/// How many of the sealed batches the chain has. `None` if its last batch is another one.
fn landed(way: &Way, view: &View) -> Option<usize> {
	let tip = &view.tip;
	let is_tip = |batch: BatchId, root: Hash| batch == tip.batch && root == tip.root;
	if is_tip(way.view.tip.batch, way.view.tip.root) {
		return Some(0);
	}
	let ends = way.sealed.iter().map(|sealed| (sealed.slot.batch, sealed.posted.post_root()));
	let at = ends.into_iter().position(|(batch, root)| is_tip(batch, root))?;
	Some(at.saturating_add(1))
}
