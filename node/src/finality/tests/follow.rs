// SPDX-License-Identifier: GPL-3.0-only

use super::facts;
use crate::{
	finality::{
		entry::Parablock,
		facts::{OwnSource, Pace},
		follow::Follower,
		handle::Finality,
		metrics::Metrics,
		reader::Interruption,
		relay::{CandidateEvent, EventKind},
		source::{RelayHeaders, RelaySource, RelayStreams},
		status::{now_ms, BlockRef, Moment, Stage},
	},
	service::Block,
};
use cumulus_primitives_core::relay_chain::Header as RelayHeader;
use cumulus_relay_chain_interface::{RelayChainError, RelayChainResult};
use futures::{
	channel::mpsc::{unbounded, UnboundedReceiver, UnboundedSender},
	FutureExt, StreamExt,
};
use jsonrpsee::core::async_trait;
use outrider_runtime::{constants::time::SLOT_DURATION_MS, Hash, Header};
use parking_lot::Mutex;
use prometheus_endpoint::{prometheus::TextEncoder, Registry};
use sc_client_api::{BlockImportNotification, ImportNotifications, UnpinWorkerMessage};
use sc_utils::mpsc::{tracing_unbounded, TracingUnboundedReceiver, TracingUnboundedSender};
use sp_consensus::BlockOrigin;
use sp_runtime::Digest;
use std::{sync::Arc, time::Duration};

/// A relay chain under the control of a test.
#[derive(Clone, Default)]
struct Relay(Arc<Mutex<RelayState>>);

#[derive(Default)]
struct RelayState {
	headers: Vec<RelayHeader>,
	events: Vec<(Hash, CandidateEvent)>,
	is_syncing: bool,
	/// How often its streams were requested, and how many first requests it refuses.
	asked: usize,
	refuses: usize,
	told: Option<Told>,
}

struct Told {
	imported: UnboundedSender<RelayHeader>,
	best: UnboundedSender<RelayHeader>,
	finalized: UnboundedSender<RelayHeader>,
}

impl Relay {
	/// A relay chain of one block.
	fn new() -> Self {
		let relay = Self::default();
		relay.add(Hash::zero(), None);
		relay
	}

	/// Adds a block, with an event about a block of ours.
	fn add(&self, parent_hash: Hash, event: Option<(EventKind, &Header)>) -> RelayHeader {
		let mut state = self.0.lock();
		let number = u32::try_from(state.headers.len()).unwrap();
		let header = RelayHeader {
			number,
			parent_hash,
			state_root: Hash::from_low_u64_be(number.into()),
			extrinsics_root: Hash::zero(),
			digest: Digest::default(),
		};
		if let Some((kind, block)) = event {
			let head = BlockRef { number: block.number, hash: block.hash() };
			let event = CandidateEvent { kind, head, parent: block.parent_hash };
			state.events.push((header.hash(), event));
		}
		state.headers.push(header.clone());
		header
	}

	fn newest(&self) -> RelayHeader {
		self.0.lock().headers.last().unwrap().clone()
	}

	fn told(&self) -> Told {
		self.0.lock().told.take().expect("somebody listens")
	}
}

#[async_trait]
impl RelaySource for Relay {
	async fn header(&self, hash: Hash) -> RelayChainResult<Option<RelayHeader>> {
		Ok(self.0.lock().headers.iter().find(|header| header.hash() == hash).cloned())
	}

	async fn finalized(&self) -> RelayChainResult<Hash> {
		Ok(self.0.lock().headers[0].hash())
	}

	async fn best(&self) -> RelayChainResult<Hash> {
		Ok(self.newest().hash())
	}

	async fn events(&self, at: Hash) -> RelayChainResult<Vec<CandidateEvent>> {
		let state = self.0.lock();
		Ok(state
			.events
			.iter()
			.filter(|(of, _)| *of == at)
			.map(|(_, event)| event.clone())
			.collect())
	}

	async fn session(&self, _: Hash) -> RelayChainResult<u32> {
		Ok(1)
	}

	async fn included_head(&self, _: Hash) -> RelayChainResult<Option<BlockRef>> {
		Ok(Some(BlockRef { number: 0, hash: block(0).hash() }))
	}

	async fn lookahead(&self, _: Hash) -> RelayChainResult<Option<u32>> {
		Ok(Some(5))
	}

	async fn session_age(&self, _: Hash) -> RelayChainResult<u32> {
		Ok(0)
	}
}

#[async_trait]
impl RelayStreams for Relay {
	async fn is_syncing(&self) -> RelayChainResult<bool> {
		Ok(self.0.lock().is_syncing)
	}

	async fn headers(&self) -> RelayChainResult<RelayHeaders> {
		let mut state = self.0.lock();
		state.asked += 1;
		if state.asked <= state.refuses {
			return Err(RelayChainError::GenericError("no answer".into()));
		}
		let ((imported, imports), (best, bests)) = (unbounded(), unbounded());
		let (finalized, finals): (_, UnboundedReceiver<_>) = unbounded();
		state.told = Some(Told { imported, best, finalized });
		Ok(RelayHeaders {
			imported: imports.boxed(),
			best: bests.boxed(),
			finalized: finals.boxed(),
		})
	}
}

/// Our chain: block 0 and block 1.
#[derive(Clone)]
struct Own(Arc<Mutex<OwnState>>);

struct OwnState {
	/// The blocks in the database.
	known: Vec<Header>,
	lag: u32,
	/// Blocks in a slot.
	rate: u32,
	imports: Option<TracingUnboundedSender<BlockImportNotification<Block>>>,
	unpin: (
		TracingUnboundedSender<UnpinWorkerMessage<Block>>,
		TracingUnboundedReceiver<UnpinWorkerMessage<Block>>,
	),
}

impl Own {
	fn new() -> Self {
		let unpin = tracing_unbounded("unpin", 1_000);
		Self(Arc::new(Mutex::new(OwnState {
			known: Vec::new(),
			lag: 3,
			rate: 1,
			imports: None,
			unpin,
		})))
	}

	/// The node imports a block.
	fn imported(&self, header: Header, origin: BlockOrigin) {
		let state = self.0.lock();
		let unpin = state.unpin.0.clone();
		let notification =
			BlockImportNotification::new(header.hash(), origin, header, true, None, unpin);
		state.imports.as_ref().unwrap().unbounded_send(notification).unwrap();
	}
}

impl OwnSource for Own {
	fn imports(&self) -> ImportNotifications<Block> {
		let (sender, receiver) = tracing_unbounded("imports", 1_000);
		self.0.lock().imports = Some(sender);
		receiver
	}

	fn restore(&mut self, finality: &Finality) {
		let known = self.0.lock().known.clone();
		for header in known {
			let parablock = self.read(&header, None);
			finality.update(|tracker| tracker.import(parablock));
		}
	}

	fn find(&mut self, hash: Hash) -> Option<Parablock> {
		let header = self.0.lock().known.iter().find(|header| header.hash() == hash).cloned()?;
		Some(self.read(&header, None))
	}

	fn read(&mut self, header: &Header, told_ms: Option<u64>) -> Parablock {
		Parablock {
			facts: facts(header.hash(), header.number, header.parent_hash),
			relay_parent: Some((0, Hash::from_low_u64_be(0))),
			continues_bundle: false,
			built: Moment { ms: told_ms.unwrap_or_else(now_ms), live: told_ms.is_some() },
		}
	}

	fn pace(&self) -> Option<Pace> {
		Some(Pace::of(SLOT_DURATION_MS, self.0.lock().rate, 0))
	}

	fn lag(&self) -> u32 {
		self.0.lock().lag
	}
}

/// A block of ours.
fn block(number: u32) -> Header {
	let parent_hash = number.checked_sub(1).map(|parent| block(parent).hash()).unwrap_or_default();
	Header {
		number,
		parent_hash,
		state_root: Hash::zero(),
		extrinsics_root: Hash::zero(),
		digest: Digest::default(),
	}
}

/// Events on both chains.
type Scene = fn(&Relay, &Own, &mut Told);

/// A follower, with its chains and its tracker.
struct Following {
	relay: Relay,
	own: Own,
	finality: Arc<Finality>,
	registry: Registry,
	follower: Follower<Relay, Own>,
}

impl Following {
	fn new() -> Self {
		let (relay, own, registry) = (Relay::new(), Own::new(), Registry::new());
		let finality = Finality::new(Some(Metrics::register(&registry).unwrap()));
		let follower = Follower::new(finality.clone(), relay.clone(), own.clone());
		Self { relay, own, finality, registry, follower }
	}

	/// Follows until there is nothing left to read, and again after each scene. Returns the reason of the last
	/// interruption, if there was one.
	fn follow<const N: usize>(&mut self, scenes: [Scene; N]) -> Option<String> {
		let mut following = Box::pin(self.follower.follow());
		if let Some(Err(interruption)) = (&mut following).now_or_never() {
			return Some(interruption.to_string());
		}
		let mut told = self.relay.told();
		for scene in scenes {
			scene(&self.relay, &self.own, &mut told);
			if let Some(Err(interruption)) = (&mut following).now_or_never() {
				return Some(interruption.to_string());
			}
		}
		None
	}

	fn stage(&self, number: u32) -> Option<Stage> {
		self.finality.status(&block(number).hash()).ok().map(|status| status.stage)
	}

	/// Whether the metrics for Prometheus have this line.
	fn has(&self, line: &str) -> bool {
		let text = TextEncoder::new().encode_to_string(&self.registry.gather()).unwrap();
		text.lines().any(|told| told == line)
	}
}

#[test]
fn each_stream_moves_blocks_on() {
	let mut following = Following::new();
	let interruption = following.follow([
		|_, own, _| own.imported(block(1), BlockOrigin::Own),
		|relay, _, told| {
			let backs = relay.add(relay.newest().hash(), Some((EventKind::Backed, &block(1))));
			told.best.unbounded_send(backs).unwrap();
		},
		|relay, _, told| {
			let includes = relay.add(relay.newest().hash(), Some((EventKind::Included, &block(1))));
			told.imported.unbounded_send(includes).unwrap();
		},
		|relay, _, told| told.best.unbounded_send(relay.newest()).unwrap(),
		|relay, _, told| told.finalized.unbounded_send(relay.newest()).unwrap(),
	]);
	assert_eq!(interruption, None);
	assert_eq!(following.stage(1), Some(Stage::Finalized));
	assert!(following.has("outrider_finality_lag_blocks 3"));
	assert!(following.has(&format!("outrider_block_time_seconds {}", SLOT_DURATION_MS / 1_000)));
	assert!(following.finality.segment().unwrap().capacity.is_some());
}

#[test]
fn the_block_time_and_the_capacity_follow_the_number_of_blocks_in_a_slot() {
	let mut following = Following::new();
	let next: Scene = |relay, _, told| {
		let next = relay.add(relay.newest().hash(), None);
		told.best.unbounded_send(next).unwrap();
	};
	following.follow([next]);
	assert_eq!(following.finality.segment().unwrap().capacity, Some(3));
	following.own.0.lock().rate = 12;
	following.follow([next]);
	assert!(following.has("outrider_block_time_seconds 0.5"));
	assert_eq!(following.finality.segment().unwrap().capacity, Some(36));
}

#[test]
fn a_pace_with_another_slot_duration_has_no_known_capacity() {
	let pace = |slot_ms, rate, offset| {
		let Pace { block_time_ms, capacity } = Pace::of(slot_ms, rate, offset);
		(block_time_ms, capacity)
	};
	assert_eq!(pace(SLOT_DURATION_MS, 3, 0), (2_000, Some(9)));
	// An older relay parent is included a slot later.
	assert_eq!(pace(SLOT_DURATION_MS, 3, 1), (2_000, Some(12)));
	assert_eq!(pace(2 * SLOT_DURATION_MS, 1, 0), (12_000, None));
}

#[test]
fn a_block_that_only_the_relay_chain_told_of_is_looked_up() {
	let mut following = Following::new();
	following.own.0.lock().known.push(block(2));
	let interruption = following.follow([|relay, own, told| {
		own.0.lock().known.push(block(1));
		let backs = relay.add(relay.newest().hash(), Some((EventKind::Backed, &block(1))));
		told.best.unbounded_send(backs).unwrap();
	}]);
	assert_eq!(interruption, None);
	assert_eq!(following.stage(1), Some(Stage::Backed), "found in the database");
	assert_eq!(following.stage(2), Some(Stage::Built), "restored at the start");
}

#[test]
fn an_interruption_is_named() {
	let mut following = Following::new();
	following.relay.0.lock().is_syncing = true;
	assert_eq!(following.follow([]), Some(Interruption::Syncing.to_string()));
	following.relay.0.lock().is_syncing = false;
	let ends: [(Scene, &str); 4] = [
		(|_, _, told| told.imported = unbounded().0, "imported headers have ended"),
		(|_, _, told| told.best = unbounded().0, "best headers have ended"),
		(|_, _, told| told.finalized = unbounded().0, "finalized headers have ended"),
		(|_, own, _| own.0.lock().imports = None, "import notifications have ended"),
	];
	for (end, expected) in ends {
		let interruption = following.follow([|_, _, _| (), end]).unwrap();
		assert!(interruption.contains(expected), "no `{expected}` in: {interruption}");
	}
	assert!(following.has("outrider_finality_following 0"));
}

#[test]
fn after_an_interruption_both_chains_are_followed_again() {
	let Following { relay, own, finality, follower, .. } = Following::new();
	relay.0.lock().refuses = 2;
	let mut running = Box::pin(follower.run(Duration::ZERO));
	let mut step = || assert!((&mut running).now_or_never().is_none(), "it runs for ever");
	step();
	assert_eq!(relay.0.lock().asked, 3);
	let mut told = relay.told();
	told.best = unbounded().0;
	step();
	assert_eq!(relay.0.lock().asked, 4);

	own.imported(block(1), BlockOrigin::NetworkBroadcast);
	step();
	assert_eq!(finality.status(&block(1).hash()).unwrap().stage, Stage::Built);
}
