// SPDX-License-Identifier: Apache-2.0

//! A sequencer for tests: it follows the chain with a state of its own, and lies where a test wants it to.

use crate::{mock::*, *};
use frame_support::dispatch::DispatchResultWithPostInfo;
use settlement_core::{
	execute, message, Account, Cancel, Chunk, Context, Inbox as Record, Index, Kind, Ledger, State,
	Terms, Transfer, Withdraw, MAX_RECORDS, NO_MARKET, OWNER,
};
use sp_core::Pair as _;
use std::collections::BTreeMap;

/// The state, hashed as the chain does.
pub type World = State<Blake>;

/// The account for fees of a sequencer that wants none.
pub const NO_FEES: u32 = u32::MAX;

/// A chunk with what a checker needs.
#[derive(Clone)]
pub struct Piece {
	pub claim: ChunkClaim,
	pub bytes: Vec<u8>,
	pub before: World,
}

/// A batch before it is posted.
#[derive(Clone)]
pub struct Draft {
	pub parent: Hash,
	pub fee_to: u32,
	pub pieces: Vec<Piece>,
	pub after: World,
}

impl Draft {
	pub fn infos(&self) -> Vec<ChunkInfo> {
		let infos = self.pieces.iter().map(|piece| {
			let width = Kind::new(piece.claim.kind).unwrap().record_bytes();
			ChunkInfo {
				kind: piece.claim.kind,
				market: piece.claim.market,
				frame: piece.claim.frame,
				count: u8::try_from(piece.bytes.len() / width).unwrap(),
				post_root: piece.claim.post_root,
			}
		});
		infos.collect()
	}

	pub fn data(&self) -> Vec<u8> {
		self.pieces.iter().flat_map(|piece| piece.bytes.clone()).collect()
	}

	/// The call's result for `who`.
	pub fn submit(&self, who: u8) -> DispatchResult {
		Settlement::submit_batch(
			signed(who),
			self.parent,
			self.fee_to,
			self.infos().try_into().unwrap(),
			self.data().try_into().unwrap(),
		)
	}

	pub fn leaves(&self, batch: BatchId) -> Vec<Hash> {
		let pieces = (0u32..).zip(&self.pieces);
		pieces
			.map(|(at, piece)| {
				let records = sp_io::hashing::blake2_256(&piece.bytes);
				tree::leaf(batch, at, &piece.claim, &records)
			})
			.collect()
	}
}

/// What a sequencer does after a chunk that it lies about.
pub type Lie<'a> = (usize, &'a dyn Fn(&mut World));

/// A node that follows the chain.
#[derive(Clone, Default)]
pub struct Node {
	/// The states after the batches that it has posted, and how they came about.
	pub batches: BTreeMap<BatchId, Draft>,
	/// Whether its batches take as little of the inbox as they may. Else they take all they may.
	pub lazy: bool,
}

impl Node {
	/// The state after a batch.
	pub fn state(&self, batch: BatchId) -> World {
		self.batches
			.get(&batch)
			.map_or_else(World::default, |draft| draft.after.clone())
	}

	/// A batch on the tip, with all of the inbox that it takes, then `chunks`.
	pub fn draft(&self, chunks: &[(Kind, Vec<u8>)]) -> Draft {
		self.draft_with(chunks, NO_FEES, None)
	}

	pub fn draft_with(&self, chunks: &[(Kind, Vec<u8>)], fee_to: u32, lie: Option<Lie>) -> Draft {
		let tip = Tip::<Test>::get();
		let due = u32::try_from(Settlement::inbox_due() - tip.inbox_to).unwrap();
		let most = if self.lazy { due } else { 64 };
		let inbox = Settlement::inbox_records(tip.inbox_to, most);
		let width = MAX_RECORDS * Kind::Inbox.record_bytes();
		let inbox = inbox.chunks(width).map(|bytes| (Kind::Inbox, bytes.to_vec()));
		let all: Vec<_> = inbox.chain(chunks.iter().cloned()).collect();
		let context = Context { domain: Settlement::domain(), fee_to };
		let mut state = self.state(tip.batch);
		let mut pieces = Vec::new();
		for (at, (kind, bytes)) in all.into_iter().enumerate() {
			let before = state.clone();
			let chunk = Chunk::new(kind.number(), NO_MARKET, &bytes).unwrap();
			execute(&mut state, &Sr25519, &context, &chunk);
			if let Some((_, alter)) = lie.filter(|(place, _)| *place == at) {
				alter(&mut state);
			}
			let claim = ChunkClaim {
				kind: kind.number(),
				market: NO_MARKET,
				frame: (Slot::get() * FRAMES_PER_SLOT).max(tip.frame),
				pre_root: before.clone().root(),
				post_root: state.root(),
				fee_to,
			};
			pieces.push(Piece { claim, bytes, before });
		}
		Draft { parent: tip.root, fee_to, pieces, after: state }
	}

	/// Posts a draft, and remembers it.
	pub fn post_draft(&mut self, who: u8, draft: Draft) -> BatchId {
		draft.submit(who).unwrap();
		let batch = Tip::<Test>::get().batch;
		self.batches.insert(batch, draft);
		batch
	}

	/// Posts an honest batch as whoever may.
	pub fn post(&mut self, chunks: &[(Kind, Vec<u8>)]) -> BatchId {
		self.post_draft(leader(), self.draft(chunks))
	}

	/// Posts a batch that is false from chunk `at` on: there, Bob's account gets a million from nowhere.
	pub fn post_lie(&mut self, chunks: &[(Kind, Vec<u8>)], at: usize) -> BatchId {
		let draft = self.draft_with(chunks, NO_FEES, Some((at, &enrich)));
		self.post_draft(leader(), draft)
	}

	pub fn piece(&self, batch: BatchId, at: u32) -> Piece {
		self.batches.get(&batch).unwrap().pieces.get(at as usize).unwrap().clone()
	}

	pub fn path(&self, batch: BatchId, at: u32) -> Vec<Hash> {
		tree::path(self.batches.get(&batch).unwrap().leaves(batch), at)
	}

	pub fn witness(&self, batch: BatchId, at: u32) -> Vec<u8> {
		let mut piece = self.piece(batch, at);
		witness_of(&mut piece)
	}

	/// Has a chunk checked, by the watcher.
	pub fn check(&self, batch: BatchId, at: u32) -> DispatchResultWithPostInfo {
		self.check_as(WATCHER, batch, at)
	}

	pub fn check_as(&self, who: u8, batch: BatchId, at: u32) -> DispatchResultWithPostInfo {
		let (piece, path) = (self.piece(batch, at), self.path(batch, at));
		check(who, batch, at, &piece, &path, &self.witness(batch, at))
	}

	/// Has all chunks checked.
	pub fn check_all(&self, batch: BatchId) {
		let count = self.batches.get(&batch).unwrap().pieces.len();
		for at in 0..u32::try_from(count).unwrap() {
			self.check(batch, at).unwrap();
		}
	}

	/// Claims for an account from the state after `batch`.
	pub fn claim(&self, batch: BatchId, index: u32) -> DispatchResult {
		let mut state = self.state(batch);
		let place = Index::new(index).unwrap();
		let leaf = state.account(place).unwrap().encode().to_vec();
		let proof = state.prove(place).encode().to_vec();
		claim(batch, index, leaf, proof)
	}
}

pub fn claim(batch: BatchId, index: u32, leaf: Vec<u8>, proof: Vec<u8>) -> DispatchResult {
	let (leaf, proof) = (leaf.try_into().unwrap(), proof.try_into().unwrap());
	Settlement::claim(signed(WATCHER), batch, index, leaf, proof)
}

pub fn witness_of(piece: &mut Piece) -> Vec<u8> {
	let context = Context { domain: Settlement::domain(), fee_to: piece.claim.fee_to };
	let chunk = Chunk::new(piece.claim.kind, piece.claim.market, &piece.bytes).unwrap();
	piece.before.witness(&context, &chunk)
}

pub fn check(
	who: u8,
	batch: BatchId,
	at: u32,
	piece: &Piece,
	path: &[Hash],
	witness: &[u8],
) -> DispatchResultWithPostInfo {
	Settlement::check_chunk(
		signed(who),
		batch,
		at,
		piece.claim.clone(),
		piece.bytes.clone().try_into().unwrap(),
		path.to_vec().try_into().unwrap(),
		witness.to_vec().try_into().unwrap(),
	)
}

/// A million from nowhere, for the account with the index 1.
pub fn enrich(state: &mut World) {
	let place = Index::new(1).unwrap();
	let mut account = state.account(place).unwrap_or(Account::new(account(BOB).into()));
	account.free += 1_000_000;
	state.set_account(place, account);
}

/// A sequencer of genesis that may post now.
pub fn leader() -> u8 {
	let may = |who: &u8| Settlement::may_post(&account(*who));
	[SEQ, RIVAL].into_iter().find(may).unwrap()
}

fn sign(who: u8, kind: Kind, fields: &[u8]) -> Vec<u8> {
	let signature = pair(who).sign(&message(&Settlement::domain(), kind, fields));
	[fields, &signature.0].concat()
}

pub fn terms(nonce: u32) -> Terms {
	Terms { fee: 0, nonce, expiry: u32::MAX }
}

pub fn transfer(who: u8, from: u32, to: u32, amount: Balance, nonce: u32) -> Vec<u8> {
	let record = Transfer { from, to, amount, terms: terms(nonce), key: OWNER };
	sign(who, Kind::Transfer, &record.encode())
}

pub fn withdraw(who: u8, account: u32, amount: Balance, nonce: u32) -> Vec<u8> {
	let record = Withdraw { account, amount, terms: terms(nonce) };
	sign(who, Kind::Withdraw, &record.encode())
}

pub fn cancel(who: u8, account: u32, floor: u32, nonce: u32) -> Vec<u8> {
	let record = Cancel { account, floor, terms: terms(nonce), key: OWNER };
	sign(who, Kind::Cancel, &record.encode())
}

/// The record of an inbox entry.
pub fn entry(record: Record) -> Vec<u8> {
	record.encode().to_vec()
}

pub fn deposit(who: u8, amount: Balance) -> u32 {
	Settlement::deposit(signed(who), amount).unwrap();
	Indices::<Test>::get(account(who)).unwrap()
}

/// Alice has 100,000 in account 0, Bob 50,000 in account 1, in a final batch. A tick waits for the next one.
pub fn funded() -> Node {
	let mut node = Node::default();
	assert_eq!((deposit(ALICE, 100_000), deposit(BOB, 50_000)), (0, 1));
	let batch = node.post(&[]);
	node.check_all(batch);
	assert_eq!(Final::<Test>::get().batch, batch);
	blocks(1);
	node
}

/// A state's account.
pub fn leaf(state: &World, index: u32) -> Account {
	state.account(Index::new(index).unwrap()).unwrap()
}
