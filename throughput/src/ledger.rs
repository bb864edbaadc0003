// SPDX-License-Identifier: GPL-3.0-only

//! Counts the transactions of one chain: which are sent, in best blocks, and final. Says how many to send next.

use crate::{
	node::Block,
	report::{BestBlock, FinalBlock},
};
use outrider_runtime::{BlockNumber, Hash};
use std::collections::{BTreeMap, HashSet};

/// Blocks with at least this share of the largest block's transactions count as full, in percent.
const FULL_PERCENT: u32 = 90;

/// What is known of the transactions of one chain.
pub struct Ledger {
	/// The transactions that are signed: all others are not ours.
	signed: HashSet<Hash>,
	/// Transactions that a node is asked to take, or has taken.
	sent: u32,
	accepted: HashSet<Hash>,
	rejections: BTreeMap<String, u32>,
	/// The best chain: of each block its hash, and how many transactions of ours the block has.
	chain: BTreeMap<BlockNumber, (Hash, u32)>,
	/// Transactions that a full block holds, as far as the blocks have shown.
	capacity: u32,
	/// Blocks in a slot.
	rate: u32,
	/// Whether transactions are being sent until the queue is two slots long.
	filling: bool,
	best: Vec<BestBlock>,
	finalized: Vec<FinalBlock>,
	final_transactions: HashSet<Hash>,
}

impl Ledger {
	/// `capacity` is the number of transactions to try a block with: the queue grows with the blocks. A slot has `rate` blocks.
	pub fn new(
		signed: HashSet<Hash>,
		start: (BlockNumber, Hash),
		capacity: u32,
		rate: u32,
	) -> Self {
		Self {
			signed,
			sent: 0,
			accepted: HashSet::new(),
			rejections: BTreeMap::new(),
			chain: [(start.0, (start.1, 0))].into(),
			capacity,
			rate,
			filling: true,
			best: Vec::new(),
			finalized: Vec::new(),
			final_transactions: HashSet::new(),
		}
	}

	/// Transactions that are sent and in no block of the best chain.
	pub fn waiting(&self) -> u32 {
		let in_blocks: u32 = self.chain.values().map(|(_, count)| count).sum();
		let rejected: u32 = self.rejections.values().sum();
		(self.sent - rejected).saturating_sub(in_blocks)
	}

	/// Takes leave to send up to `most` transactions, which count as sent. None while the queue is long enough: it is
	/// filled up to the blocks of two slots when less than those of one and a half are left.
	pub fn reserve(&mut self, most: u32) -> u32 {
		let slot = self.capacity * self.rate;
		let (waiting, full) = (self.waiting(), slot * 2);
		if waiting >= full {
			self.filling = false;
		} else if waiting <= slot * 3 / 2 {
			self.filling = true;
		}
		let count = if self.filling { most.min(full - waiting) } else { 0 };
		self.sent += count;
		count
	}

	/// Gives back leave that was not used.
	pub fn release(&mut self, count: u32) {
		self.sent -= count;
	}

	/// Notes a node's answer for a transaction.
	pub fn answered(&mut self, transaction: Hash, answer: Result<(), String>) {
		match answer {
			Ok(()) => {
				self.accepted.insert(transaction);
			},
			Err(text) => *self.rejections.entry(text).or_default() += 1,
		}
	}

	/// Whether this block is in the best chain.
	pub fn is_best(&self, number: BlockNumber, hash: Hash) -> bool {
		self.chain.get(&number).is_some_and(|(known, _)| *known == hash)
	}

	/// The height at which this ledger begins.
	pub fn first(&self) -> BlockNumber {
		*self.chain.keys().next().expect("the first block is never removed")
	}

	/// Takes blocks into the best chain, the oldest first, in place of those at their heights and above.
	pub fn extend(&mut self, blocks: &[Block], at_ms: u64) {
		for block in blocks {
			let transactions = self.ours(block).count() as u32;
			self.chain.split_off(&block.number);
			self.chain.insert(block.number, (block.hash, transactions));
			self.capacity = self.capacity.max(transactions);
			let (number, hash, waiting) = (block.number, block.hash, self.waiting());
			self.best.push(BestBlock { number, hash, at_ms, transactions, waiting });
		}
	}

	/// Full blocks in the best chain.
	pub fn full_blocks(&self) -> u32 {
		let counts = || self.chain.values().map(|(_, count)| *count);
		let largest = counts().max().unwrap_or(0);
		let is_full = |count: &u32| *count > 0 && *count * 100 >= largest * FULL_PERCENT;
		counts().filter(is_full).count() as u32
	}

	/// The newest of the best blocks.
	pub fn newest(&self) -> Option<&BestBlock> {
		self.best.last()
	}

	/// Notes a final block.
	pub fn finalize(&mut self, block: &Block, transfers: u32, failed: u32) {
		let ours: Vec<_> = self.ours(block).collect();
		let (number, hash, transactions) = (block.number, block.hash, ours.len() as u32);
		self.finalized
			.push(FinalBlock { number, hash, transactions, transfers, failed });
		self.final_transactions.extend(ours);
	}

	/// Accepted transactions that are in no final block.
	pub fn open(&self) -> impl Iterator<Item = &Hash> {
		self.accepted.difference(&self.final_transactions)
	}

	/// The accepted transactions, those of them that are final, the refusals, and the blocks.
	pub fn into_parts(self) -> Parts {
		let finalized_transactions =
			self.accepted.intersection(&self.final_transactions).count() as u32;
		Parts {
			sent: self.sent,
			accepted: self.accepted.len() as u32,
			finalized_transactions,
			rejections: self.rejections,
			best: self.best,
			finalized: self.finalized,
		}
	}

	fn ours<'a>(&'a self, block: &'a Block) -> impl Iterator<Item = Hash> + 'a {
		block.transactions.iter().filter(|hash| self.signed.contains(*hash)).copied()
	}
}

/// What a ledger has counted.
pub struct Parts {
	pub sent: u32,
	pub accepted: u32,
	pub finalized_transactions: u32,
	pub rejections: BTreeMap<String, u32>,
	pub best: Vec<BestBlock>,
	pub finalized: Vec<FinalBlock>,
}

#[cfg(test)]
mod tests {
	use super::*;

	fn hash(byte: u8, number: u32) -> Hash {
		let mut bytes = [byte; 32];
		bytes[..4].copy_from_slice(&number.to_le_bytes());
		bytes.into()
	}

	/// Our transactions have the byte 1, inherents the byte 2, blocks the byte of their fork.
	fn block(fork: u8, number: u32, transactions: std::ops::Range<u32>) -> Block {
		let inherents = [hash(2, 0), hash(2, 1)];
		let transactions = inherents.into_iter().chain(transactions.map(|index| hash(1, index)));
		Block {
			number,
			hash: hash(fork, number),
			parent: hash(fork, number.wrapping_sub(1)),
			transactions: transactions.collect(),
		}
	}

	fn ledger(capacity: u32) -> Ledger {
		ledger_at_rate(capacity, 1)
	}

	fn ledger_at_rate(capacity: u32, rate: u32) -> Ledger {
		let signed = (0..10_000).map(|index| hash(1, index)).collect();
		Ledger::new(signed, (5, hash(9, 5)), capacity, rate)
	}

	/// Sends as much as the ledger allows.
	fn fill(ledger: &mut Ledger) -> u32 {
		std::iter::from_fn(|| Some(ledger.reserve(100)).filter(|count| *count > 0)).sum()
	}

	#[test]
	fn the_queue_is_filled_to_two_blocks_when_one_and_a_half_are_left() {
		let mut ledger = ledger(500);
		assert_eq!(fill(&mut ledger), 1_000);
		ledger.extend(&[block(9, 6, 0..249)], 0);
		assert_eq!((ledger.waiting(), fill(&mut ledger)), (751, 0));
		ledger.extend(&[block(9, 7, 249..250)], 0);
		assert_eq!((ledger.waiting(), fill(&mut ledger)), (750, 250));
	}

	#[test]
	fn the_queue_is_as_long_in_time_where_a_slot_has_several_blocks() {
		let mut ledger = ledger_at_rate(100, 3);
		assert_eq!(fill(&mut ledger), 600);
		ledger.extend(&[block(9, 6, 0..100)], 0);
		assert_eq!((ledger.waiting(), fill(&mut ledger)), (500, 0));
		ledger.extend(&[block(9, 7, 100..150)], 0);
		assert_eq!((ledger.waiting(), fill(&mut ledger)), (450, 150));
	}

	#[test]
	fn the_queue_grows_with_the_largest_block() {
		let mut ledger = ledger(500);
		fill(&mut ledger);
		ledger.extend(&[block(9, 6, 0..800)], 0);
		assert_eq!(fill(&mut ledger), 2 * 800 - 200);
		ledger.extend(&[block(9, 7, 800..900)], 0);
		assert_eq!((ledger.waiting(), fill(&mut ledger)), (1_500, 0));
	}

	#[test]
	fn transactions_of_a_retracted_block_wait_again() {
		let mut ledger = ledger(500);
		fill(&mut ledger);
		ledger.extend(&[block(9, 6, 0..300), block(9, 7, 300..400)], 0);
		assert_eq!(ledger.waiting(), 600);
		ledger.extend(&[block(8, 7, 300..310)], 0);
		assert_eq!(ledger.waiting(), 690);
		assert!(ledger.is_best(7, hash(8, 7)) && !ledger.is_best(7, hash(9, 7)));
		ledger.extend(&[block(7, 6, 0..0)], 0);
		assert_eq!(ledger.waiting(), 1_000);
		assert!(!ledger.is_best(7, hash(8, 7)));
	}

	#[test]
	fn refused_transactions_do_not_wait() {
		let mut ledger = ledger(500);
		assert_eq!(ledger.reserve(100), 100);
		for index in 0..10 {
			ledger.answered(hash(1, index), Err("1010 Invalid".into()));
		}
		for index in 10..100 {
			ledger.answered(hash(1, index), Ok(()));
		}
		assert_eq!(ledger.waiting(), 90);
		ledger.reserve(100);
		ledger.release(100);
		assert_eq!(ledger.waiting(), 90);
		let parts = ledger.into_parts();
		assert_eq!((parts.sent, parts.accepted), (100, 90));
		assert_eq!(parts.rejections, [("1010 Invalid".to_owned(), 10)].into());
	}

	#[test]
	fn blocks_of_the_warm_up_are_not_full() {
		let mut ledger = ledger(500);
		let sizes = [500, 750, 1_000, 1_000, 950, 899, 0];
		let mut first = 0;
		for (number, size) in (6..).zip(sizes) {
			ledger.extend(&[block(9, number, first..first + size)], 0);
			first += size;
		}
		assert_eq!(ledger.full_blocks(), 3);
	}

	#[test]
	fn accepted_transactions_are_open_until_they_are_final() {
		let mut ledger = ledger(500);
		ledger.reserve(100);
		for index in 0..100 {
			ledger.answered(hash(1, index), Ok(()));
		}
		ledger.finalize(&block(9, 6, 0..98), 98, 0);
		let mut open: Vec<_> = ledger.open().copied().collect();
		open.sort();
		assert_eq!(open, [hash(1, 98), hash(1, 99)]);
		let parts = ledger.into_parts();
		assert_eq!(parts.finalized_transactions, 98);
		assert_eq!(parts.finalized[0].transactions, 98);
	}
}
