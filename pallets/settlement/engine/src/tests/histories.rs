// SPDX-License-Identifier: Apache-2.0

//! Random histories: what was promised is kept in every batch that lands, and nothing is lost without a reason.

use super::chain::{deposit, sequencer, tick, transfer, Chain, ACCOUNTS};
use crate::{Entry, Posted, Promise, Sequencer, Whereabouts};
use settlement_core::{Code, Kind};
use std::collections::{BTreeMap, HashMap};

/// A number of the history's own choice.
struct Dice(u64);

impl Dice {
	fn roll(&mut self, sides: u64) -> u64 {
		// xorshift64*
		self.0 ^= self.0 >> 12;
		self.0 ^= self.0 << 25;
		self.0 ^= self.0 >> 27;
		(self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % sides
	}
}

struct History {
	seed: u64,
	dice: Dice,
	chain: Chain,
	sequencer: Sequencer<super::chain::Ones>,
	disk: Vec<Entry>,
	/// Transactions that collators know.
	pool: Vec<Posted>,
	/// Promises that were told.
	told: Vec<Promise>,
	nonces: [u32; ACCOUNTS as usize],
	clock: u32,
	tally: BTreeMap<&'static str, u32>,
}

impl Drop for History {
	fn drop(&mut self) {
		if std::thread::panicking() {
			eprintln!("the history has the seed {}", self.seed);
		}
	}
}

impl History {
	fn new(seed: u64) -> Self {
		Self {
			seed,
			dice: Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1),
			chain: Chain::new(),
			sequencer: sequencer(vec![]),
			disk: vec![],
			pool: vec![],
			told: vec![],
			nonces: [0; ACCOUNTS as usize],
			clock: 0,
			tally: BTreeMap::new(),
		}
	}

	fn count(&mut self, what: &'static str) {
		*self.tally.entry(what).or_default() += 1;
	}

	fn flush(&mut self) {
		self.disk.extend(self.sequencer.take_log());
	}

	fn sync(&mut self) {
		let states = &self.chain.states;
		self.sequencer.sync(self.chain.best().view(), |root| states.get(root).cloned());
	}

	fn submit(&mut self) {
		let from = self.dice.roll(u64::from(ACCOUNTS)) as u32;
		let to = (from + 1 + self.dice.roll(u64::from(ACCOUNTS) - 1) as u32) % ACCOUNTS;
		let nonce = self.nonces[from as usize];
		let amount = u128::from(self.dice.roll(40) + 1);
		let expiry = if self.dice.roll(4) == 0 { self.clock + 3 } else { u32::MAX };
		let record = transfer(from, to, amount, nonce, expiry);
		match self.sequencer.submit(Kind::Transfer, &record, 0) {
			Ok(promise) => {
				self.nonces[from as usize] += 1;
				self.flush();
				self.told.push(promise);
				self.count("told");
			},
			Err(crate::Refusal::NoEffect(Code::NonceUsed)) => self.nonces[from as usize] += 1,
			Err(_) => self.count("refused"),
		}
	}

	fn post(&mut self) {
		if self.sequencer.has_work() {
			self.sequencer.seal();
		}
		self.flush();
		let sealed: Vec<Posted> =
			self.sequencer.sealed().iter().map(|sealed| sealed.posted.clone()).collect();
		self.pool.extend(
			sealed
				.into_iter()
				.filter(|posted| !self.pool.contains(posted))
				.collect::<Vec<_>>(),
		);
	}

	/// A block, with a tick that waits.
	fn extend(&mut self, parent: usize) {
		self.clock += 1;
		let clock = self.clock;
		let renew = self.dice.roll(3) == 0;
		let block = self.chain.extend(parent);
		match block.tick {
			Some(at) if renew => block.inbox[at] = tick(clock),
			Some(_) => {},
			None => {
				block.tick = Some(block.inbox.len());
				block.inbox.push(tick(clock));
			},
		}
	}

	/// A block, on the best one or on one before, with some of the transactions that fit.
	fn block(&mut self) {
		let mut parent = self.chain.best;
		if self.dice.roll(5) == 0 {
			self.count("fork");
			for _ in 0..self.dice.roll(4) {
				if parent != self.chain.finalized {
					parent = self.chain.blocks[parent].parent;
				}
			}
		}
		self.extend(parent);
		if self.dice.roll(6) == 0 {
			let account = self.dice.roll(u64::from(ACCOUNTS)) as u32;
			self.chain.extend_inbox(deposit(account));
			self.count("deposit");
		}
		self.others();
		let takes = self.dice.roll(4);
		let known = self.pool.clone();
		for posted in known.iter().cycle().take(known.len() * 2).take(known.len() * takes as usize)
		{
			if self.chain.post(posted, true) {
				self.count("landed");
				self.check_landed();
			}
		}
	}

	/// What other sequencers and checkers do in a block.
	fn others(&mut self) {
		match self.dice.roll(12) {
			0 => {
				let (from, nonce) = (0, self.nonces[0]);
				let record = transfer(from, 1, 1, nonce, u32::MAX);
				if let Some(posted) = self.chain.others_batch(&[record], false) {
					self.chain.post(&posted, false);
					self.count("others");
				}
			},
			1 => {
				if let Some(posted) = self.chain.others_batch(&[], true) {
					self.chain.post(&posted, false);
					self.count("lie");
				}
			},
			2..=4 => self.revert_false(),
			5..=7 => self.make_final(),
			_ => {},
		}
	}

	/// A check finds the first false batch.
	fn revert_false(&mut self) {
		let best = self.chain.best;
		let states = &self.chain.states;
		let block = &mut self.chain.blocks[best];
		let known = |landed: &super::chain::Landed| states.contains_key(&landed.posted.post_root());
		if let Some(first) = block.batches.iter().position(|landed| !known(landed)) {
			block.batches.truncate(first);
			self.count("revert");
		}
	}

	/// True batches become final.
	fn make_final(&mut self) {
		let best = self.chain.best;
		let states = &self.chain.states;
		let block = &mut self.chain.blocks[best];
		let good = block
			.batches
			.iter()
			.take_while(|landed| states.contains_key(&landed.posted.post_root()))
			.count();
		block.last_final = good.min(block.last_final + 2);
	}

	/// The batch that has just landed keeps what was told about it.
	fn check_landed(&self) {
		let landed = self.chain.best().batches.last().unwrap();
		assert!(landed.own);
		let inbox = landed.posted.inbox_chunks() as u32;
		for promise in &self.told {
			let slot = promise.slot;
			if slot.batch != landed.checkpoint.batch || slot.parent != landed.posted.parent() {
				continue;
			}
			let chunk = landed.posted.chunk((inbox + promise.chunk) as usize);
			let record = chunk.and_then(|chunk| chunk.records().nth(promise.position.into()));
			let hash = record.map(|record| pallet_settlement::record_hash(1, record));
			assert_eq!(hash, Some(promise.record), "the promise {promise:?} is kept");
		}
	}

	fn finalize(&mut self) {
		let mut at = self.chain.best;
		for _ in 0..3 {
			if at != self.chain.finalized {
				at = self.chain.blocks[at].parent;
			}
		}
		if self.chain.is_ancestor(self.chain.finalized, at) {
			self.chain.finalized = at;
			let last = self.chain.blocks[at].final_batch();
			self.sequencer.settle(last);
		}
	}

	fn restart(&mut self) {
		self.count("restart");
		// What was not flushed is lost.
		let log = if self.dice.roll(3) == 0 {
			self.flush();
			self.disk = self.sequencer.whole_log();
			self.disk.clone()
		} else {
			self.disk.clone()
		};
		self.sequencer = sequencer(log);
	}

	fn step(&mut self) {
		match self.dice.roll(20) {
			0..=9 => self.submit(),
			10..=12 => self.post(),
			13..=16 => {
				self.block();
				self.sync();
			},
			17 => self.finalize(),
			18 => {
				self.pool.clear();
			},
			_ => {
				if self.dice.roll(4) == 0 {
					self.restart();
					self.sync();
				}
			},
		}
	}

	/// A quiet end: each record that was told of is in a batch, or would have no effect.
	fn end(&mut self) {
		for _ in 0..24 {
			self.revert_false();
			self.post();
			self.extend(self.chain.best);
			for posted in self.pool.clone() {
				if self.chain.post(&posted, true) {
					self.check_landed();
				}
			}
			self.sync();
		}
		let committed: HashMap<_, _> = self.chain.best().batches.iter().flat_map(records).collect();
		for promise in &self.told {
			if committed.contains_key(&promise.record) {
				continue;
			}
			match self.sequencer.find(&promise.record) {
				// Known as gone: it was told of, and would have had no effect when its batch's number was final.
				None | Some(Whereabouts::Lost(_)) => {},
				other => panic!("{promise:?} is in no batch, and is {other:?}"),
			}
		}
	}
}

fn records(landed: &super::chain::Landed) -> Vec<([u8; 32], u64)> {
	let posted = &landed.posted;
	let chunks = (posted.inbox_chunks()..posted.infos().len()).filter_map(|at| posted.chunk(at));
	let hash = |record: &[u8]| pallet_settlement::record_hash(Kind::Transfer.number(), record);
	let batch = landed.checkpoint.batch;
	chunks
		.flat_map(|chunk| chunk.records().map(hash).map(|hash| (hash, batch)).collect::<Vec<_>>())
		.collect()
}

#[test]
fn each_promise_is_kept_whatever_the_chain_does() {
	let histories: u64 = std::env::var("ENGINE_HISTORIES")
		.ok()
		.and_then(|text| text.parse().ok())
		.unwrap_or(600);
	let mut tally: BTreeMap<&'static str, u32> = BTreeMap::new();
	for seed in 1..=histories {
		let mut history = History::new(seed);
		history.sync();
		for _ in 0..160 {
			history.step();
		}
		history.end();
		for (what, times) in std::mem::take(&mut history.tally) {
			*tally.entry(what).or_default() += times;
		}
	}
	println!("{histories} histories: {tally:?}");
	for what in ["told", "landed", "fork", "deposit", "others", "lie", "revert", "restart"] {
		assert!(tally.get(what).copied().unwrap_or_default() > histories as u32 / 10, "{what}");
	}
}
