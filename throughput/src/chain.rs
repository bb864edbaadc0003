// SPDX-License-Identifier: GPL-3.0-only

//! Feeds one chain over several connections, and reads its blocks.

use crate::{
	ledger::{Ledger, Parts},
	node::{Block, Node},
	report::{ChainReport, Stop},
	signing::{sign_ahead, Call, ChainFacts, Order, Signed},
	Error,
};
use outrider_runtime::{BlockNumber, Hash, Header};
use std::{
	collections::HashSet,
	str::FromStr,
	sync::{Arc, Mutex, MutexGuard},
	time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use tokio::{sync::watch, task::JoinSet, time::timeout};

/// Connections to a node: a node validates the transactions of one connection one after the other.
pub const CONNECTIONS: u32 = 4;
/// Transactions in a request.
const REQUEST: u32 = 100;
/// Transfers to try the first block with.
const FIRST_BLOCK: u32 = 500;
/// How long the accepted transactions may take until they are final, once no more are sent.
const DRAIN: Duration = Duration::from_secs(240);

/// Milliseconds since the Unix epoch.
pub fn now_ms() -> u64 {
	let now = SystemTime::now().duration_since(UNIX_EPOCH);
	now.expect("the clock is right").as_millis() as u64
}

/// A chain to feed, as the command line names it: `NAME,RATE,TRANSACTIONS,URL`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
	pub name: String,
	/// Blocks in a slot.
	pub rate: u32,
	/// Transactions to sign.
	pub transactions: u32,
	/// The address of a collator's RPC.
	pub url: String,
}

impl FromStr for Target {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, Self::Err> {
		let form = "a chain is NAME,RATE,TRANSACTIONS,URL, such as 6s,1,60000,ws://127.0.0.1:9944";
		let [name, rate, transactions, url] =
			text.split(',').collect::<Vec<_>>().try_into().map_err(|_| form)?;
		let rate = rate.parse().map_err(|_| form)?;
		let transactions = transactions.parse().map_err(|_| form)?;
		if name.is_empty() || rate == 0 || transactions == 0 || !url.starts_with("ws") {
			return Err(form.into());
		}
		Ok(Self { name: name.into(), rate, transactions, url: url.into() })
	}
}

/// A chain whose transactions are signed.
pub struct SignedChain {
	name: String,
	url: String,
	node: Node,
	facts: ChainFacts,
	sign_seconds: f64,
	connections: Vec<Vec<Signed>>,
	first_block: u32,
	rate: u32,
}

impl SignedChain {
	/// Asks the node for what signatures cover, and signs.
	pub async fn sign(target: Target, call: Call, accounts: u32) -> Result<Self, Error> {
		let Target { name, rate, transactions, url } = target;
		let node = Node::connect(&url).await?;
		let facts = node.facts().await?;
		let started = Instant::now();
		let order = Order { call, accounts, transactions };
		let connections =
			tokio::task::spawn_blocking(move || sign_ahead(facts, order, CONNECTIONS)).await?;
		let sign_seconds = started.elapsed().as_secs_f64();
		eprintln!("{name}: {transactions} transactions signed in {sign_seconds:.1} s");
		let first_block = (FIRST_BLOCK / call.transfers()).max(1);
		Ok(Self { name, url, node, facts, sign_seconds, connections, first_block, rate })
	}

	/// Begins to feed the chain, in tasks that end when `load` stops.
	pub async fn feed(
		self,
		load: Load,
		tasks: &mut JoinSet<Result<(), Error>>,
	) -> Result<FedChain, Error> {
		let Self { name, url, node, facts, sign_seconds, connections, first_block, rate } = self;
		let hashes: HashSet<_> = connections.iter().flatten().map(|signed| signed.hash).collect();
		let signed = hashes.len() as u32;
		let mut heads = node.best_heads().await?;
		let head = next(&mut heads).await?;
		let start = (head.number, head.hash());
		let shared = Arc::new(Shared {
			ledger: Mutex::new(Ledger::new(hashes, start, first_block, rate)),
			changed: watch::Sender::new(()),
		});
		let open = connections.iter().filter(|connection| !connection.is_empty()).count();
		let open = Arc::new(Mutex::new(open));
		for transactions in connections.into_iter().filter(|connection| !connection.is_empty()) {
			let node = Node::connect(&url).await?;
			let (shared, load, open) = (shared.clone(), load.clone(), open.clone());
			tasks.spawn(async move {
				send(&node, &shared, &load, transactions).await?;
				let mut open = open.lock().expect("nobody panics with the lock");
				*open -= 1;
				// Does nothing if the load has stopped for another reason.
				if *open == 0 {
					load.stop(Stop::Transactions);
				}
				Ok(())
			});
		}
		let (node, watched, watcher) = (Arc::new(node), shared.clone(), name.clone());
		let reader = node.clone();
		tasks.spawn(async move { watch_best(&watcher, &reader, heads, &watched, &load).await });
		Ok(FedChain { name, node, facts, sign_seconds, signed, start: start.0, shared })
	}
}

/// The load on all chains.
#[derive(Clone)]
pub struct Load {
	stop: watch::Sender<Option<Stop>>,
	/// The chain whose full blocks count.
	counted: String,
	/// Full blocks of that chain after which the load stops.
	blocks: u32,
}

impl Load {
	pub fn new(counted: String, blocks: u32) -> Self {
		Self { stop: watch::Sender::new(None), counted, blocks }
	}

	/// Stops the load if these are enough full blocks of this chain.
	fn note_full_blocks(&self, chain: &str, blocks: u32) {
		if chain == self.counted && blocks >= self.blocks {
			self.stop(Stop::Blocks);
		}
	}

	/// Stops the load. The first reason counts.
	pub fn stop(&self, reason: Stop) {
		self.stop.send_if_modified(|stop| {
			let is_first = stop.is_none();
			stop.get_or_insert(reason);
			is_first
		});
	}

	pub fn stopped(&self) -> Option<Stop> {
		*self.stop.borrow()
	}

	/// Waits for the end of the load.
	pub async fn ended(&self) -> Stop {
		let mut stop = self.stop.subscribe();
		let stop = stop.wait_for(Option::is_some).await;
		stop.ok().and_then(|stop| *stop).expect("this sender is not dropped meanwhile")
	}
}

/// What the tasks of one chain share.
struct Shared {
	ledger: Mutex<Ledger>,
	/// Tells that the best chain has changed.
	changed: watch::Sender<()>,
}

impl Shared {
	fn ledger(&self) -> MutexGuard<'_, Ledger> {
		self.ledger.lock().expect("nobody panics with the lock")
	}
}

async fn next(heads: &mut jsonrpsee::core::client::Subscription<Header>) -> Result<Header, Error> {
	let head = heads.next().await.ok_or("a node has ended its subscription of blocks")?;
	Ok(head?)
}

/// Sends the transactions of one connection, as the queue has room, until the load stops.
async fn send(
	node: &Node,
	shared: &Shared,
	load: &Load,
	transactions: Vec<Signed>,
) -> Result<(), Error> {
	let mut left = transactions.into_iter();
	let mut changed = shared.changed.subscribe();
	// A refused transaction leaves a gap in the nonces of its sender.
	let mut gaps = HashSet::new();
	while load.stopped().is_none() {
		changed.borrow_and_update();
		let room = shared.ledger().reserve(REQUEST);
		if room == 0 {
			tokio::select! {
				_ = changed.changed() => {},
				_ = load.ended() => {},
			}
			continue;
		}
		let batch: Vec<_> = left
			.by_ref()
			.filter(|signed| !gaps.contains(&signed.sender))
			.take(room as usize)
			.collect();
		if batch.len() < room as usize {
			shared.ledger().release(room - batch.len() as u32);
		}
		if batch.is_empty() {
			break;
		}
		let answers = node.submit(&batch).await?;
		let mut ledger = shared.ledger();
		for (signed, answer) in batch.iter().zip(answers) {
			if answer.is_err() {
				gaps.insert(signed.sender);
			}
			ledger.answered(signed.hash, answer);
		}
	}
	Ok(())
}

/// Follows the best chain until the load stops.
async fn watch_best(
	name: &str,
	node: &Node,
	mut heads: jsonrpsee::core::client::Subscription<Header>,
	shared: &Shared,
	load: &Load,
) -> Result<(), Error> {
	loop {
		let head = tokio::select! {
			head = next(&mut heads) => head?,
			_ = load.ended() => return Ok(()),
		};
		let at_ms = now_ms();
		let blocks = unknown_ancestors(node, &head, shared).await?;
		if blocks.is_empty() {
			continue;
		}
		let full_blocks = {
			let mut ledger = shared.ledger();
			ledger.extend(&blocks, at_ms);
			if let Some(best) = ledger.newest() {
				let (transactions, waiting) = (best.transactions, best.waiting);
				eprintln!("{name}: #{} has {transactions}, {waiting} wait", best.number);
			}
			ledger.full_blocks()
		};
		shared.changed.send_replace(());
		load.note_full_blocks(name, full_blocks);
	}
}

/// A block and its ancestors that are not in the ledger's best chain, the oldest first.
async fn unknown_ancestors(
	node: &Node,
	head: &Header,
	shared: &Shared,
) -> Result<Vec<Block>, Error> {
	let mut found = Vec::new();
	let (mut number, mut hash) = (head.number, head.hash());
	let first = shared.ledger().first();
	while number > first && !shared.ledger().is_best(number, hash) {
		let block = node.block(hash).await?;
		(number, hash) = (number - 1, block.parent);
		found.push(block);
	}
	found.reverse();
	Ok(found)
}

/// A chain that has been fed.
pub struct FedChain {
	name: String,
	node: Arc<Node>,
	facts: ChainFacts,
	sign_seconds: f64,
	signed: u32,
	start: BlockNumber,
	shared: Arc<Shared>,
}

impl FedChain {
	/// Reads the final blocks until all accepted transactions are final, or the time is up.
	pub async fn drain(self) -> Result<ChainReport, Error> {
		// The transactions that are not final by then are in the report.
		if let Ok(read) = timeout(DRAIN, self.read_final()).await {
			read?;
		}
		let pending: HashSet<Hash> = self.node.pending().await?.into_iter().collect();
		let Self { name, facts, sign_seconds, signed, shared, .. } = self;
		let ledger = Arc::into_inner(shared).ok_or("a task of the load still runs")?.ledger;
		let ledger = ledger.into_inner().expect("nobody panics with the lock");
		let pending = ledger.open().filter(|hash| pending.contains(*hash)).count() as u32;
		let Parts { sent, accepted, finalized_transactions, rejections, best, finalized } =
			ledger.into_parts();
		Ok(ChainReport {
			name,
			genesis: facts.genesis,
			spec_version: facts.spec_version,
			signed,
			sign_seconds,
			sent,
			accepted,
			rejections,
			finalized_transactions,
			pending,
			best,
			finalized,
		})
	}

	async fn read_final(&self) -> Result<(), Error> {
		let mut heads = self.node.final_heads().await?;
		let mut read = self.start;
		while self.shared.ledger().open().next().is_some() {
			let head = next(&mut heads).await?;
			for number in read + 1..=head.number {
				let hash = self.node.hash(number).await?;
				let hash = hash.ok_or_else(|| format!("no block {number} below a final one"))?;
				let block = self.node.block(hash).await?;
				let outcome = self.node.outcome(hash).await?;
				self.shared.ledger().finalize(&block, outcome.transfers, outcome.failed);
				read = number;
			}
		}
		Ok(())
	}
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
	use super::*;

	#[test]
	fn a_chain_is_named_by_four_parts() {
		let target = Target {
			name: "6s".into(),
			rate: 3,
			transactions: 60_000,
			url: "ws://127.0.0.1:9944".into(),
		};
		assert_eq!("6s,3,60000,ws://127.0.0.1:9944".parse(), Ok(target));
		for bad in [
			"6s",
			"6s,1,,ws://x",
			"6s,1,0,ws://x",
			"6s,0,1,ws://x",
			"6s,1,1,http://x",
			",1,1,ws://x",
			"6s,1,ws://x",
			"6s,1,1,ws://x,y",
		] {
			assert!(bad.parse::<Target>().unwrap_err().starts_with("a chain is NAME"), "{bad}");
		}
	}

	#[test]
	fn the_load_stops_with_enough_blocks_of_its_chain_and_the_first_reason_counts() {
		let load = Load::new("6s".into(), 20);
		load.note_full_blocks("12s", 20);
		load.note_full_blocks("6s", 19);
		assert_eq!(load.stopped(), None);
		load.note_full_blocks("6s", 20);
		load.stop(Stop::Time);
		assert_eq!(load.stopped(), Some(Stop::Blocks));
	}
}
