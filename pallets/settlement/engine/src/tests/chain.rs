// SPDX-License-Identifier: Apache-2.0

//! A chain in small: it takes batches as the pallet does, and forks.

use crate::{
	judge,
	way::{InboxRecord, View},
	Entry, Limits, Posted, Sequencer, State, Terms, Verdict,
};
use pallet_settlement::{BatchId, Checkpoint, Hash};
use settlement_core::{
	Context, Domain, Inbox, Key, Kind, Terms as RecordTerms, Transfer, Verifier, SIGNATURE_BYTES,
};
use std::{collections::HashMap, sync::Arc};

pub const DOMAIN: Domain = Domain { genesis: [7; 32], instance: 0 };
pub const ACCOUNTS: u32 = 4;
/// Small batches, so that plans fill up: 12 transfers.
pub const LIMITS: Limits = Limits { bytes: 105 * 12 + 53 * 32, inbox_entries: 32 };

/// Takes a signature of ones.
pub struct Ones;

impl Verifier for Ones {
	fn verify(&self, signature: &[u8; SIGNATURE_BYTES], _: &[u8], _: &Key) -> bool {
		signature == &[1; SIGNATURE_BYTES]
	}
}

pub fn transfer(from: u32, to: u32, amount: u128, nonce: u32, expiry: u32) -> Vec<u8> {
	let terms = RecordTerms { fee: 0, nonce, expiry };
	let fields = Transfer { from, to, amount, terms, key: settlement_core::OWNER }.encode();
	[&fields[..], &[1; SIGNATURE_BYTES]].concat()
}

pub fn sequencer(log: Vec<Entry>) -> Sequencer<Ones> {
	Sequencer::new(DOMAIN, Terms::default(), LIMITS, Arc::new(Ones), log)
}

/// A batch of the chain.
#[derive(Clone)]
pub struct Landed {
	pub posted: Posted,
	/// Whether the sequencer under test has posted it.
	pub own: bool,
	pub checkpoint: Checkpoint,
}

/// A block, with all that the chain knows after it.
#[derive(Clone)]
pub struct Block {
	pub parent: usize,
	pub height: u32,
	/// All batches that were not reverted, the first one at the place 0.
	pub batches: Vec<Landed>,
	/// How many of them are final.
	pub last_final: usize,
	pub inbox: Vec<InboxRecord>,
	/// The entry that waits for a new time.
	pub tick: Option<usize>,
}

impl Block {
	pub fn tip(&self) -> Checkpoint {
		let empty = || Checkpoint { root: State::default().root(), ..Default::default() };
		self.batches.last().map_or_else(empty, |batch| batch.checkpoint.clone())
	}

	pub fn final_batch(&self) -> BatchId {
		self.last_final as BatchId
	}

	pub fn view(&self) -> View {
		let tip = self.tip();
		let inbox = self.inbox[tip.inbox_to as usize..].to_vec();
		View { tip, inbox, due: 0, frame_limit: u64::MAX }
	}
}

/// The blocks, and the states by root.
pub struct Chain {
	pub blocks: Vec<Block>,
	pub states: HashMap<Hash, State>,
	pub best: usize,
	pub finalized: usize,
}

impl Chain {
	/// A chain whose inbox holds a deposit of each account.
	pub fn new() -> Self {
		let inbox = (0..ACCOUNTS).map(deposit).collect();
		let genesis =
			Block { parent: 0, height: 0, batches: vec![], last_final: 0, inbox, tick: None };
		let mut state = State::default();
		let states = HashMap::from([(state.root(), state)]);
		Self { blocks: vec![genesis], states, best: 0, finalized: 0 }
	}

	pub fn best(&self) -> &Block {
		&self.blocks[self.best]
	}

	/// A block on `parent` that becomes the best one.
	pub fn extend(&mut self, parent: usize) -> &mut Block {
		let height = self.blocks[parent].height + 1;
		let block = Block { parent, height, ..self.blocks[parent].clone() };
		self.blocks.push(block);
		self.best = self.blocks.len() - 1;
		self.blocks.last_mut().unwrap()
	}

	pub fn is_ancestor(&self, ancestor: usize, mut of: usize) -> bool {
		while self.blocks[of].height > self.blocks[ancestor].height {
			of = self.blocks[of].parent;
		}
		of == ancestor
	}

	/// Takes a batch into the best block, by the rules of `submit_batch`.
	pub fn post(&mut self, posted: &Posted, own: bool) -> bool {
		let best = self.best;
		let tip = self.blocks[best].tip();
		let entries = posted.infos().iter().take(posted.inbox_chunks());
		let entries: usize = entries.map(|info| usize::from(info.count)).sum();
		let from = tip.inbox_to as usize;
		let Some(known) = self.blocks[best].inbox.get(from..from + entries) else { return false };
		if posted.parent() != tip.root || !posted.data().starts_with(&known.concat()) {
			return false;
		}
		let start = self.states[&tip.root].clone();
		if let Verdict::True { state, .. } = judge(&start, posted, DOMAIN, &Ones) {
			self.states.insert(posted.post_root(), *state);
		}
		let (batch, root) = (tip.batch + 1, posted.post_root());
		let inbox_to = tip.inbox_to + entries as u64;
		let checkpoint = Checkpoint { batch, root, inbox_to, frame: posted.frame() };
		let block = &mut self.blocks[best];
		if block.tick.is_some_and(|at| (at as u64) < inbox_to) {
			block.tick = None;
		}
		block.batches.push(Landed { posted: posted.clone(), own, checkpoint });
		true
	}

	/// A batch of another sequencer on the tip, with these transfers; a false one if `lie`.
	pub fn others_batch(&self, transfers: &[Vec<u8>], lie: bool) -> Option<Posted> {
		let block = self.best();
		let tip = block.tip();
		let mut state = self.states.get(&tip.root)?.clone();
		let context = Context { domain: DOMAIN, fee_to: u32::MAX };
		let inbox =
			block.inbox[tip.inbox_to as usize..].iter().take(32).map(|entry| entry.to_vec());
		let inbox: Vec<Vec<u8>> = inbox.collect();
		let (mut infos, mut data) = (vec![], vec![]);
		for (kind, records) in [(Kind::Inbox, &inbox[..]), (Kind::Transfer, transfers)] {
			if records.is_empty() {
				continue;
			}
			let bytes = records.concat();
			let chunk = settlement_core::Chunk::new(kind.number(), 0xff, &bytes).unwrap();
			let post_root = state.apply(&Ones, &context, &chunk).root;
			let (count, frame) = (records.len() as u8, tip.frame);
			infos.push(pallet_settlement::ChunkInfo {
				kind: kind.number(),
				market: 0xff,
				frame,
				count,
				post_root,
			});
			data.extend(bytes);
		}
		if lie {
			infos.last_mut()?.post_root = [0xee; 32];
		}
		Posted::new(tip.root, u32::MAX, infos, data)
	}
}

pub fn deposit(account: u32) -> InboxRecord {
	Inbox::Deposit { account, owner: [account as u8 + 1; 32], amount: 1_000 }.encode()
}

pub fn tick(clock: u32) -> InboxRecord {
	Inbox::Tick { clock }.encode()
}

impl Chain {
	/// Puts an entry into the inbox of the best block.
	pub fn extend_inbox(&mut self, entry: InboxRecord) {
		let best = self.best;
		self.blocks[best].inbox.push(entry);
	}
}
