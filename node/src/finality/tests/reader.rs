// SPDX-License-Identifier: GPL-3.0-only

use super::facts;
use crate::finality::{
	entry::Parablock,
	handle::Finality,
	metrics::Metrics,
	reader::{Interruption, Link, RelayReader, MAX_WALK, RESTORED_RELAY_BLOCKS},
	relay::{CandidateEvent, EventKind, MAX_RELAY_BLOCKS},
	source::{event_of, RelaySource},
	status::{now_ms, BlockRef, BlockStatus, Moment, Reason, Stage, LIVE_WITHIN_MS},
};
use codec::Encode;
use cumulus_primitives_core::{
	relay_chain::{
		CandidateDescriptorV2, CandidateEvent as RelayEvent, CandidateReceiptV2, CoreIndex,
		GroupIndex, HeadData, Header as RelayHeader, ValidationCodeHash,
	},
	ParaId,
};
use cumulus_relay_chain_interface::{RelayChainError, RelayChainResult};
use futures::executor::block_on;
use jsonrpsee::core::async_trait;
use outrider_runtime::{Hash, Header};
use parking_lot::Mutex;
use prometheus_endpoint::{prometheus::TextEncoder, Registry};
use sp_consensus_babe::{
	digests::{CompatibleDigestItem, NextEpochDescriptor, PreDigest, SecondaryPlainPreDigest},
	ConsensusLog, BABE_ENGINE_ID,
};
use sp_runtime::{Digest, DigestItem};
use std::{
	collections::{HashMap, HashSet},
	sync::Arc,
};

/// The BABE slot of the relay chain's block 0, long ago.
const FIRST_SLOT: u64 = 1_000;

const SLOT_MS: u64 = 6_000;

/// A relay chain that answers, or does not.
#[derive(Default)]
struct FakeChain {
	headers: HashMap<Hash, RelayHeader>,
	events: HashMap<Hash, Vec<CandidateEvent>>,
	without_state: HashSet<Hash>,
	/// The heights of the blocks with which a session begins.
	session_starts: Vec<u32>,
	/// How often the session was requested.
	session_asked: usize,
	/// The BABE slot of block 0.
	first_slot: u64,
	/// The two limits; how often each was requested; how many first requests fail.
	lookahead: Option<u32>,
	lookahead_asked: usize,
	session_age_asked: usize,
	session_age_failures: usize,
	finalized: Hash,
	best: Hash,
	is_down: bool,
}

#[derive(Clone, Default)]
struct Fake(Arc<Mutex<FakeChain>>);

impl Fake {
	/// A chain of blocks in one session. The first block has no parent.
	fn chain(length: u32) -> (Self, Vec<RelayHeader>) {
		Self::chain_with_sessions(length, Vec::new())
	}

	/// A chain of blocks, in which a session begins with each of the given heights.
	fn chain_with_sessions(length: u32, session_starts: Vec<u32>) -> (Self, Vec<RelayHeader>) {
		Self::chain_from(FIRST_SLOT, length, session_starts)
	}

	/// A chain of blocks whose newest block is of this moment.
	fn chain_of_now(length: u32) -> (Self, Vec<RelayHeader>) {
		Self::chain_from(now_ms() / SLOT_MS + 1 - u64::from(length), length, Vec::new())
	}

	fn chain_from(
		first_slot: u64,
		length: u32,
		session_starts: Vec<u32>,
	) -> (Self, Vec<RelayHeader>) {
		let fake = Self(Arc::new(Mutex::new(FakeChain {
			first_slot,
			session_starts,
			lookahead: Some(3),
			..FakeChain::default()
		})));
		let mut headers: Vec<RelayHeader> = Vec::new();
		for number in 0..length {
			let parent = headers.last().map(RelayHeader::hash).unwrap_or_default();
			headers.push(fake.add(number, parent, 0));
		}
		(fake, headers)
	}

	fn add(&self, number: u32, parent_hash: Hash, fork: u64) -> RelayHeader {
		let mut chain = self.0.lock();
		let pre_digest = PreDigest::SecondaryPlain(SecondaryPlainPreDigest {
			authority_index: 0,
			slot: (chain.first_slot + u64::from(number)).into(),
		});
		let mut logs = vec![<DigestItem as CompatibleDigestItem>::babe_pre_digest(pre_digest)];
		if chain.session_starts.contains(&number) {
			let next = NextEpochDescriptor { authorities: Vec::new(), randomness: [0; 32] };
			let log = ConsensusLog::NextEpochData(next);
			logs.push(DigestItem::Consensus(BABE_ENGINE_ID, log.encode()));
		}
		let header = RelayHeader {
			number,
			parent_hash,
			state_root: Hash::from_low_u64_be(u64::from(number) + 1_000 * fork),
			extrinsics_root: Hash::zero(),
			digest: Digest { logs },
		};
		chain.headers.insert(header.hash(), header.clone());
		header
	}

	/// Sets its finalized and its best block.
	fn set_heads(&self, finalized: &RelayHeader, best: &RelayHeader) {
		let mut chain = self.0.lock();
		(chain.finalized, chain.best) = (finalized.hash(), best.hash());
	}

	fn says(&self, at: &RelayHeader, kind: EventKind, block: u32) {
		let event = CandidateEvent { kind, head: para(block), parent: para(block - 1).hash };
		self.0.lock().events.entry(at.hash()).or_default().push(event);
	}

	fn answers<T>(&self, answer: impl FnOnce(&FakeChain) -> Option<T>) -> RelayChainResult<T> {
		let chain = self.0.lock();
		let answer = answer(&chain).filter(|_| !chain.is_down);
		answer.ok_or_else(|| RelayChainError::GenericError("no answer".into()))
	}

	fn with_state<T>(&self, at: Hash, value: impl FnOnce(&FakeChain) -> T) -> RelayChainResult<T> {
		self.answers(|chain| (!chain.without_state.contains(&at)).then(|| value(chain)))
	}
}

#[async_trait]
impl RelaySource for Fake {
	async fn header(&self, hash: Hash) -> RelayChainResult<Option<RelayHeader>> {
		self.answers(|chain| Some(chain.headers.get(&hash).cloned()))
	}

	async fn finalized(&self) -> RelayChainResult<Hash> {
		self.answers(|chain| Some(chain.finalized))
	}

	async fn best(&self) -> RelayChainResult<Hash> {
		self.answers(|chain| Some(chain.best))
	}

	async fn events(&self, at: Hash) -> RelayChainResult<Vec<CandidateEvent>> {
		self.with_state(at, |chain| chain.events.get(&at).cloned().unwrap_or_default())
	}

	async fn session(&self, at: Hash) -> RelayChainResult<u32> {
		self.0.lock().session_asked += 1;
		self.with_state(at, |chain| {
			let number = chain.headers[&at].number;
			1 + u32::try_from(chain.session_starts.iter().filter(|start| **start <= number).count())
				.unwrap()
		})
	}

	async fn included_head(&self, at: Hash) -> RelayChainResult<Option<BlockRef>> {
		self.with_state(at, |_| Some(para(0)))
	}

	async fn lookahead(&self, at: Hash) -> RelayChainResult<Option<u32>> {
		self.0.lock().lookahead_asked += 1;
		self.with_state(at, |chain| chain.lookahead)
	}

	async fn session_age(&self, _: Hash) -> RelayChainResult<u32> {
		let mut chain = self.0.lock();
		chain.session_age_asked += 1;
		if chain.session_age_asked <= chain.session_age_failures {
			return Err(RelayChainError::GenericError("no answer".into()));
		}
		Ok(0)
	}
}

/// A block of ours.
fn para(number: u32) -> BlockRef {
	BlockRef { number, hash: Hash::from_low_u64_be(1_000_000 + u64::from(number)) }
}

/// A reader that has started, and its tracker.
struct Reading {
	finality: Arc<Finality>,
	reader: RelayReader<Fake>,
	registry: Registry,
}

impl Reading {
	/// Starts at one of the chain's blocks, on which our block 1 is built.
	fn begin(fake: &Fake, first: &RelayHeader) -> Self {
		let registry = Registry::new();
		let finality = Finality::new(Some(Metrics::register(&registry).unwrap()));
		let mut reader = RelayReader::new(finality.clone(), fake.clone());
		block_on(reader.reach(first, first)).unwrap();
		import(&finality, 1, first);
		Self { finality, reader, registry }
	}

	fn reach(&mut self, finalized: &RelayHeader, best: &RelayHeader) -> Result<(), Interruption> {
		block_on(self.reader.reach(finalized, best))
	}

	fn best(&mut self, header: &RelayHeader) -> Result<(), Interruption> {
		block_on(self.reader.best(header.clone()))
	}

	fn finalized(&mut self, header: &RelayHeader) {
		block_on(self.reader.finalized(header.clone())).unwrap();
	}

	/// Catches up with the chain, as after an interruption.
	fn catch_up(&mut self) -> Result<(), Interruption> {
		block_on(self.reader.catch_up(|| ()))
	}

	fn link(&mut self, header: &RelayHeader) -> Link {
		block_on(self.reader.link(header.clone())).unwrap()
	}

	/// The status of our block 1.
	fn status(&self) -> BlockStatus {
		self.finality.status(&para(1).hash).unwrap()
	}

	fn root(&self) -> u32 {
		self.finality.read(|tracker| tracker.relay().unwrap().root().at.number)
	}

	fn has_gaps(&self, count: u32) -> bool {
		self.has(&format!("outrider_finality_tracker_gaps_total {count}"))
	}

	/// Whether the metrics for Prometheus have this line.
	fn has(&self, line: &str) -> bool {
		let text = TextEncoder::new().encode_to_string(&self.registry.gather()).unwrap();
		text.lines().any(|told| told == line)
	}
}

fn import(finality: &Finality, number: u32, relay_parent: &RelayHeader) {
	finality.update(|tracker| {
		tracker.import(Parablock {
			facts: facts(para(number).hash, number, para(number - 1).hash),
			relay_parent: Some((relay_parent.number, relay_parent.state_root)),
			continues_bundle: false,
			built: Moment { ms: 0, live: true },
		})
	});
}

#[test]
fn unannounced_blocks_are_read() {
	let (fake, headers) = Fake::chain(6);
	let mut reading = Reading::begin(&fake, &headers[0]);
	fake.says(&headers[2], EventKind::Backed, 1);
	fake.says(&headers[4], EventKind::Included, 1);
	reading.best(&headers[5]).unwrap();
	let status = reading.status();
	let (backed, included) = (status.backed.unwrap(), status.included.unwrap());
	assert_eq!((backed.relay_block.number, included.relay_block.number), (2, 4));
	// The block was not seen live: the moment is the beginning of its slot.
	let slot_start = Moment { ms: (FIRST_SLOT + 2) * SLOT_MS, live: false };
	assert_eq!(backed.at, slot_start);
}

#[test]
fn finality_reads_what_it_skipped() {
	let (fake, headers) = Fake::chain(6);
	let mut reading = Reading::begin(&fake, &headers[0]);
	fake.says(&headers[1], EventKind::Backed, 1);
	fake.says(&headers[2], EventKind::Included, 1);
	reading.finalized(&headers[5]);
	assert_eq!(reading.status().stage, Stage::Finalized);
	assert!(reading.has_gaps(0));
}

#[test]
fn a_block_whose_state_is_gone_is_a_gap_and_the_next_is_read() {
	let (fake, headers) = Fake::chain(5);
	let mut reading = Reading::begin(&fake, &headers[0]);
	fake.says(&headers[2], EventKind::Backed, 1);
	fake.says(&headers[3], EventKind::Included, 1);
	fake.0.lock().finalized = headers[4].hash();
	fake.0.lock().without_state.insert(headers[2].hash());
	reading.best(&headers[4]).unwrap();
	assert!(reading.has_gaps(1));
	let status = reading.status();
	assert_eq!((status.backed, status.stage), (None, Stage::Included));
}

#[test]
fn a_relay_chain_that_does_not_answer_is_no_gap() {
	let (fake, headers) = Fake::chain(5);
	let mut reading = Reading::begin(&fake, &headers[0]);
	fake.says(&headers[1], EventKind::Backed, 1);
	fake.0.lock().finalized = headers[4].hash();
	fake.0.lock().best = headers[4].hash();
	fake.0.lock().is_down = true;
	let interruption = reading.best(&headers[1]).err();
	assert!(matches!(interruption, Some(Interruption::RelayChain(_))), "{interruption:?}");
	assert_eq!(reading.status().stage, Stage::Built);

	// The relay chain answers again, and the reader continues from the known blocks.
	fake.0.lock().is_down = false;
	let (finalized, best) = block_on(reading.reader.heads()).unwrap();
	reading.reach(&finalized, &best).unwrap();
	reading.best(&best).unwrap();
	assert_eq!(reading.status().stage, Stage::Backed);
	assert!(reading.has_gaps(0));
}

#[test]
fn the_reader_waits_for_a_relay_node_that_lags() {
	let (fake, headers) = Fake::chain(20);
	let mut reading = Reading::begin(&fake, &headers[10]);
	fake.says(&headers[11], EventKind::Backed, 1);
	fake.says(&headers[15], EventKind::Included, 1);
	reading.finalized(&headers[14]);
	let interruption = reading.reach(&headers[10], &headers[13]).err();
	assert!(matches!(interruption, Some(Interruption::Behind)), "{interruption:?}");
	reading.reach(&headers[11], &headers[14]).unwrap();
	reading.reach(&headers[13], &headers[15]).unwrap();
	assert_eq!((reading.has_gaps(0), reading.root()), (true, 14));
	reading.best(&headers[15]).unwrap();
	assert_eq!(reading.status().stage, Stage::Included);
}

#[test]
fn the_reader_starts_a_little_before_the_finalized_block_and_where_there_is_state() {
	let (fake, headers) = Fake::chain(20);
	assert_eq!(Reading::begin(&fake, &headers[19]).root(), 19 - RESTORED_RELAY_BLOCKS);
	assert_eq!(Reading::begin(&fake, &headers[3]).root(), 0);
	fake.0.lock().without_state.insert(headers[15].hash());
	assert_eq!(Reading::begin(&fake, &headers[19]).root(), 16);
	// A node after warp sync has no older headers.
	fake.0.lock().headers.remove(&headers[17].hash());
	assert_eq!(Reading::begin(&fake, &headers[19]).root(), 18);
}

#[test]
fn the_reader_starts_again_if_blocks_lead_to_no_known_one() {
	let (fake, headers) = Fake::chain(u32::try_from(MAX_WALK).unwrap() + 2);
	let (near, far) = (&headers[MAX_WALK], &headers[MAX_WALK + 1]);
	let mut reading = Reading::begin(&fake, &headers[0]);
	let interruption = reading.best(far).err();
	assert!(matches!(interruption, Some(Interruption::Unlinked)), "{interruption:?}");
	reading.reach(far, far).unwrap();
	assert!(reading.has_gaps(1), "block 1 was on its way");
	assert_eq!(reading.root(), far.number - RESTORED_RELAY_BLOCKS);

	let mut reading = Reading::begin(&fake, &headers[0]);
	assert_eq!(reading.link(near), Link::Known, "as far as it goes");
	reading.finalized(near);
	assert_eq!(reading.status().stage, Stage::Retracted);
	let orphan = fake.add(300, Hash::repeat_byte(1), 1);
	assert_eq!(reading.link(&orphan), Link::Nowhere, "its parent is missing");
	let fork = fake.add(1, headers[0].hash(), 1);
	assert_eq!(reading.link(&fork), Link::BelowSettled);
}

#[test]
fn the_relay_chains_limits_are_taken() {
	let (fake, headers) = Fake::chain(5);
	let mut reading = Reading::begin(&fake, &headers[0]);
	reading.finalized(&headers[2]);
	assert_eq!(reading.status().stage, Stage::Built);
	reading.finalized(&headers[3]);
	let retraction = reading.status().retracted.unwrap();
	assert_eq!(retraction.reason, Reason::RelayParentTooOld, "with a lookahead of 3");
}

/// Reads the blocks from the second on, one at a time. Returns how often each limit was requested.
fn limits_asked(fake: &Fake, headers: &[RelayHeader]) -> (Reading, (usize, usize)) {
	let mut reading = Reading::begin(fake, &headers[0]);
	for header in &headers[1..] {
		reading.best(header).unwrap();
	}
	let chain = fake.0.lock();
	let asked = (chain.lookahead_asked, chain.session_age_asked);
	drop(chain);
	(reading, asked)
}

#[test]
fn a_limit_that_the_relay_chain_fails_to_tell_is_asked_for_again_and_the_other_is_not_lost() {
	let (fake, headers) = Fake::chain(6);
	fake.0.lock().session_age_failures = 2;
	let (mut reading, asked) = limits_asked(&fake, &headers);
	assert_eq!(asked, (1, 3), "each is asked for until it is told");
	reading.finalized(&headers[3]);
	assert_eq!(reading.status().stage, Stage::Retracted, "with a lookahead of 3");
}

#[test]
fn a_relay_chain_that_tells_no_lookahead_is_asked_once_and_the_tracker_stays_careful() {
	let (fake, headers) = Fake::chain(40);
	fake.0.lock().lookahead = None;
	let (mut reading, asked) = limits_asked(&fake, &headers);
	assert_eq!(asked, (1, 1));
	reading.finalized(&headers[31]);
	assert_eq!(reading.status().stage, Stage::Built);
	reading.finalized(&headers[32]);
	assert_eq!(reading.status().stage, Stage::Retracted);
}

#[test]
fn a_message_of_a_best_block_that_finality_has_overtaken_is_no_interruption() {
	let (fake, headers) = Fake::chain(6);
	let fork = fake.add(2, headers[1].hash(), 1);
	let higher = fake.add(5, fake.add(4, fake.add(3, fork.hash(), 1).hash(), 1).hash(), 1);
	let mut reading = Reading::begin(&fake, &headers[0]);
	reading.finalized(&headers[4]);
	for stale in [&headers[2], &headers[3], &fork, &higher] {
		reading.best(stale).unwrap();
	}
	reading.best(&headers[5]).unwrap();
	let best = reading.finality.read(|tracker| tracker.relay().unwrap().best());
	assert_eq!((best.number, reading.root(), reading.has_gaps(0)), (5, 4, true));

	// A relay chain node that is still on the old fork has not seen the former final blocks.
	fake.set_heads(&headers[1], &higher);
	let interruption = reading.catch_up().err();
	assert!(matches!(interruption, Some(Interruption::Behind)), "{interruption:?}");
}

#[test]
fn the_reader_starts_again_if_a_fork_replaces_blocks_that_only_counted_as_settled() {
	let (fake, headers) = Fake::chain(u32::try_from(MAX_RELAY_BLOCKS).unwrap() + 40);
	let mut reading = Reading::begin(&fake, &headers[0]);
	for header in headers.iter().skip(1).step_by(MAX_WALK) {
		reading.best(header).unwrap();
	}
	reading.best(headers.last().unwrap()).unwrap();
	assert_eq!(reading.root(), 39, "nothing is final, and yet it is settled");
	let fork =
		(30..50).fold(headers[29].clone(), |parent, number| fake.add(number, parent.hash(), 1));
	let interruption = reading.best(&fork).err();
	assert!(matches!(interruption, Some(Interruption::Unlinked)), "{interruption:?}");
	fake.set_heads(&headers[0], &fork);
	reading.catch_up().unwrap();
	assert_eq!(reading.root(), 0);
}

#[test]
fn blocks_that_are_announced_live_have_durations() {
	let (fake, headers) = Fake::chain_of_now(4);
	let mut reading = Reading::begin(&fake, &headers[0]);
	fake.says(&headers[1], EventKind::Backed, 1);
	fake.says(&headers[2], EventKind::Included, 1);
	for header in &headers[1..] {
		reading.best(header).unwrap();
	}
	reading.finalized(&headers[2]);
	let status = reading.status();
	let live = [status.backed, status.included, status.finalized].map(|mark| mark.unwrap().at.live);
	assert_eq!(live, [true; 3]);
}

#[test]
fn an_outage_is_no_latency() {
	let (fake, headers) = Fake::chain_of_now(4);
	let mut reading = Reading::begin(&fake, &headers[0]);
	fake.says(&headers[1], EventKind::Backed, 1);
	reading.best(&headers[1]).unwrap();
	// The reader is cut off. The events that it reads afterwards happened meanwhile.
	fake.says(&headers[2], EventKind::Included, 1);
	fake.set_heads(&headers[2], &headers[3]);
	reading.catch_up().unwrap();
	let status = reading.status();
	let live = [status.backed, status.included, status.finalized].map(|mark| mark.unwrap().at.live);
	assert_eq!(live, [true, false, false]);
	assert!(reading.has("outrider_parablock_stage_seconds_count{stage=\"backed\"} 0"));
	assert!(reading.has("outrider_parablock_finality_seconds_count 0"));
}

#[test]
fn blocks_that_a_relay_node_catches_up_with_have_no_latency() {
	// Its relay chain node was cut off, and now announces each block that it imports. Only the newest of these are new.
	let length = u32::try_from(LIVE_WITHIN_MS / SLOT_MS).unwrap() + 4;
	let (fake, headers) = Fake::chain_of_now(length);
	let mut reading = Reading::begin(&fake, &headers[0]);
	fake.says(&headers[1], EventKind::Backed, 1);
	fake.says(&headers[2], EventKind::Included, 1);
	for header in &headers[1..] {
		reading.best(header).unwrap();
	}
	reading.finalized(headers.last().unwrap());
	let status = reading.status();
	let live = [status.backed, status.included, status.finalized].map(|mark| mark.unwrap().at.live);
	assert_eq!(live, [false; 3]);
	assert_eq!(status.backed.unwrap().at.ms % SLOT_MS, 0, "the beginning of the slot");
}

#[test]
fn the_session_is_asked_for_where_it_changes() {
	let (fake, headers) = Fake::chain_with_sessions(12, vec![4, 7]);
	let mut reading = Reading::begin(&fake, &headers[0]);
	fake.0.lock().session_asked = 0;
	// The state of one of the two blocks is gone.
	fake.0.lock().without_state.insert(headers[7].hash());
	fake.0.lock().finalized = headers[0].hash();
	reading.best(&headers[11]).unwrap();
	let session = |number: usize| {
		reading
			.finality
			.read(|tracker| tracker.relay().unwrap().session(&headers[number].hash()))
	};
	let sessions = [0, 3, 4, 6, 7, 11].map(|number| session(number).unwrap());
	assert_eq!(sessions, [1, 1, 2, 2, 3, 3]);
	// The third request checks whether the relay chain answers at all.
	assert_eq!(fake.0.lock().session_asked, 3);
}

#[test]
fn candidate_events_of_other_chains_are_none_of_ours() {
	let ours = Header {
		number: 7,
		parent_hash: Hash::repeat_byte(7),
		state_root: Hash::zero(),
		extrinsics_root: Hash::zero(),
		digest: Digest::default(),
	};
	let receipt = |para_id: u32| CandidateReceiptV2 {
		descriptor: CandidateDescriptorV2::new(
			para_id.into(),
			Hash::zero(),
			CoreIndex(0),
			1,
			Hash::zero(),
			Hash::zero(),
			Hash::zero(),
			ours.hash(),
			ValidationCodeHash::from(Hash::zero()),
		),
		commitments_hash: Hash::zero(),
	};
	let data = HeadData(ours.encode());
	let (core, group) = (CoreIndex(0), GroupIndex(0));
	let events = |para_id: u32| {
		[
			RelayEvent::CandidateBacked(receipt(para_id), data.clone(), core, group),
			RelayEvent::CandidateIncluded(receipt(para_id), data.clone(), core, group),
			RelayEvent::CandidateTimedOut(receipt(para_id), data.clone(), core),
		]
	};
	let read = |para_id: u32| -> Vec<CandidateEvent> {
		let events = events(para_id);
		events.iter().filter_map(|event| event_of(ParaId::from(2000), event)).collect()
	};
	let head = BlockRef { number: 7, hash: ours.hash() };
	let expected = [EventKind::Backed, EventKind::Included, EventKind::TimedOut]
		.map(|kind| CandidateEvent { kind, head, parent: Hash::repeat_byte(7) });
	assert_eq!(read(2000), expected);
	assert_eq!(read(2001), []);
}
