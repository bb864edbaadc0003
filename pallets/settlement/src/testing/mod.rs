// SPDX-License-Identifier: Apache-2.0

//! A sequencer for tests, and random histories of a chain: over the mock of this crate, and over a runtime. No runtime has it.
//!
//! The sequencer follows the chain with a state of its own, and lies where a test wants it to.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![allow(clippy::arithmetic_side_effects, reason = "a test that can't go on has failed")]
#![allow(missing_docs, reason = "what tests share explains itself by its use")]

mod histories;

pub use histories::Histories;

use crate::*;
use alloc::collections::BTreeMap;
use core::marker::PhantomData;
use frame_support::{
	dispatch::{DispatchResult, DispatchResultWithPostInfo},
	CloneNoBound, DefaultNoBound,
};
use settlement_core::{
	execute, message, Account, Cancel, Chunk, Context, Inbox as Record, Index, Kind, Ledger, State,
	Terms, Transfer, Withdraw, MAX_RECORDS, NO_MARKET, OWNER,
};
use sp_core::{sr25519::Pair, Pair as _};

/// A chain under test.
pub trait Chain: 'static {
	type Runtime: Config;

	/// What amounts in histories count, in plank.
	const UNIT: Balance;

	/// A call by a person, without a fee.
	fn call(who: u8, call: Call<Self::Runtime>) -> DispatchResultWithPostInfo;

	/// A call by Root.
	fn call_as_root(call: Call<Self::Runtime>) -> DispatchResultWithPostInfo;

	/// Ends the block, and begins the next one in this relay slot, or in the next slot if this one takes no more blocks. Invariants
	/// are checked between.
	fn block_in(slot: RelaySlot);
}

/// The pallet of a chain.
pub type Settlement<C> = Pallet<<C as Chain>::Runtime>;
/// An account of a chain.
pub type AccountOf<C> = <<C as Chain>::Runtime as frame_system::Config>::AccountId;
/// The state, hashed as the chain does.
pub type World = State<Blake>;

/// Users.
pub const ALICE: u8 = 1;
pub const BOB: u8 = 2;
/// Sequencers from genesis on.
pub const SEQ: u8 = 11;
pub const RIVAL: u8 = 12;
/// Checks what others post.
pub const WATCHER: u8 = 21;

/// The account for fees of a sequencer that wants none.
pub const NO_FEES: u32 = u32::MAX;

/// The key pair of a test's person.
pub fn pair(person: u8) -> Pair {
	Pair::from_seed(&[person; 32])
}

/// The account of a test's person.
pub fn account<C: Chain>(person: u8) -> AccountOf<C> {
	pair(person).public().0.into()
}

/// The relay slot of this block.
pub fn slot<C: Chain>() -> RelaySlot {
	<C::Runtime as Config>::RelaySlot::get()
}

/// `count` blocks, each in the next relay slot.
pub fn blocks<C: Chain>(count: u32) {
	(0..count).for_each(|_| C::block_in(slot::<C>() + 1));
}

/// A call by a person, of which only the result counts.
pub fn call<C: Chain>(who: u8, what: Call<C::Runtime>) -> DispatchResult {
	C::call(who, what).map(|_| ()).map_err(|failed| failed.error)
}

/// A chunk with what a checker needs.
#[derive(Clone)]
pub struct Piece {
	pub claim: ChunkClaim,
	pub bytes: Vec<u8>,
	pub before: World,
}

/// A batch before it is posted.
#[derive(CloneNoBound)]
pub struct Draft<C: Chain> {
	pub parent: Hash,
	pub fee_to: u32,
	pub pieces: Vec<Piece>,
	pub after: World,
	pub _chain: PhantomData<C>,
}

impl<C: Chain> Draft<C> {
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

	/// The call that posts it.
	pub fn call(&self) -> Call<C::Runtime> {
		Call::submit_batch {
			parent: self.parent,
			fee_to: self.fee_to,
			chunks: self.infos().try_into().unwrap(),
			data: self.data().try_into().unwrap(),
		}
	}

	/// The call's result for `who`.
	pub fn submit(&self, who: u8) -> DispatchResult {
		call::<C>(who, self.call())
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
#[derive(CloneNoBound, DefaultNoBound)]
pub struct Node<C: Chain> {
	/// The states after the batches that it has posted, and how they came about.
	pub batches: BTreeMap<BatchId, Draft<C>>,
	/// Whether its batches take as little of the inbox as they may. Else they take all they may.
	pub lazy: bool,
}

impl<C: Chain> Node<C> {
	/// The state after a batch.
	pub fn state(&self, batch: BatchId) -> World {
		self.batches
			.get(&batch)
			.map_or_else(World::default, |draft| draft.after.clone())
	}

	/// A batch on the tip, with all of the inbox that it takes, then `chunks`.
	pub fn draft(&self, chunks: &[(Kind, Vec<u8>)]) -> Draft<C> {
		self.draft_with(chunks, NO_FEES, None)
	}

	pub fn draft_with(
		&self,
		chunks: &[(Kind, Vec<u8>)],
		fee_to: u32,
		lie: Option<Lie>,
	) -> Draft<C> {
		let tip = Tip::<C::Runtime>::get();
		let due = u32::try_from(Settlement::<C>::inbox_due() - tip.inbox_to).unwrap();
		let most = if self.lazy { due } else { <C::Runtime as Config>::MaxInboxEntries::get() };
		let inbox = Settlement::<C>::inbox_records(tip.inbox_to, most);
		let width = MAX_RECORDS * Kind::Inbox.record_bytes();
		let inbox = inbox.chunks(width).map(|bytes| (Kind::Inbox, bytes.to_vec()));
		let all: Vec<_> = inbox.chain(chunks.iter().cloned()).collect();
		let context = Context { domain: Settlement::<C>::domain(), fee_to };
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
				frame: (slot::<C>() * FRAMES_PER_SLOT).max(tip.frame),
				pre_root: before.clone().root(),
				post_root: state.root(),
				fee_to,
			};
			pieces.push(Piece { claim, bytes, before });
		}
		Draft { parent: tip.root, fee_to, pieces, after: state, _chain: PhantomData }
	}

	/// Posts a draft, and remembers it.
	pub fn post_draft(&mut self, who: u8, draft: Draft<C>) -> BatchId {
		draft.submit(who).unwrap();
		let batch = Tip::<C::Runtime>::get().batch;
		self.batches.insert(batch, draft);
		batch
	}

	/// Posts an honest batch as whoever may.
	pub fn post(&mut self, chunks: &[(Kind, Vec<u8>)]) -> BatchId {
		self.post_draft(leader::<C>(), self.draft(chunks))
	}

	/// Posts a batch that is false from chunk `at` on: there, Bob's account gets a million from nowhere.
	pub fn post_lie(&mut self, chunks: &[(Kind, Vec<u8>)], at: usize) -> BatchId {
		let draft = self.draft_with(chunks, NO_FEES, Some((at, &enrich)));
		self.post_draft(leader::<C>(), draft)
	}

	pub fn piece(&self, batch: BatchId, at: u32) -> Piece {
		self.batches.get(&batch).unwrap().pieces.get(at as usize).unwrap().clone()
	}

	pub fn path(&self, batch: BatchId, at: u32) -> Vec<Hash> {
		tree::path(self.batches.get(&batch).unwrap().leaves(batch), at)
	}

	pub fn witness(&self, batch: BatchId, at: u32) -> Vec<u8> {
		let mut piece = self.piece(batch, at);
		witness_of::<C>(&mut piece)
	}

	/// The call that has a chunk checked.
	pub fn check_call(&self, batch: BatchId, at: u32) -> Call<C::Runtime> {
		let (piece, path) = (self.piece(batch, at), self.path(batch, at));
		check_call::<C>(batch, at, &piece, &path, &self.witness(batch, at))
	}

	/// Has a chunk checked, by the watcher.
	pub fn check(&self, batch: BatchId, at: u32) -> DispatchResultWithPostInfo {
		self.check_as(WATCHER, batch, at)
	}

	pub fn check_as(&self, who: u8, batch: BatchId, at: u32) -> DispatchResultWithPostInfo {
		C::call(who, self.check_call(batch, at))
	}

	/// Has all chunks checked.
	pub fn check_all(&self, batch: BatchId) {
		let count = self.batches.get(&batch).unwrap().pieces.len();
		for at in 0..u32::try_from(count).unwrap() {
			self.check(batch, at).unwrap();
		}
	}

	/// The call that claims for an account from the state after `batch`.
	pub fn claim_call(&self, batch: BatchId, index: u32) -> Call<C::Runtime> {
		let mut state = self.state(batch);
		let place = Index::new(index).unwrap();
		let leaf = state.account(place).unwrap().encode().to_vec();
		let proof = state.prove(place).encode().to_vec();
		claim_call::<C>(batch, index, leaf, proof)
	}

	/// Claims for an account from the state after `batch`, by the watcher.
	pub fn claim(&self, batch: BatchId, index: u32) -> DispatchResult {
		call::<C>(WATCHER, self.claim_call(batch, index))
	}
}

pub fn claim_call<C: Chain>(
	batch: BatchId,
	account: u32,
	leaf: Vec<u8>,
	proof: Vec<u8>,
) -> Call<C::Runtime> {
	let (leaf, proof) = (leaf.try_into().unwrap(), proof.try_into().unwrap());
	Call::claim { batch, account, leaf, proof }
}

pub fn witness_of<C: Chain>(piece: &mut Piece) -> Vec<u8> {
	let context = Context { domain: Settlement::<C>::domain(), fee_to: piece.claim.fee_to };
	let chunk = Chunk::new(piece.claim.kind, piece.claim.market, &piece.bytes).unwrap();
	piece.before.witness(&context, &chunk)
}

pub fn check_call<C: Chain>(
	batch: BatchId,
	chunk: u32,
	piece: &Piece,
	path: &[Hash],
	witness: &[u8],
) -> Call<C::Runtime> {
	Call::check_chunk {
		batch,
		chunk,
		claim: piece.claim.clone(),
		bytes: piece.bytes.clone().try_into().unwrap(),
		path: path.to_vec().try_into().unwrap(),
		witness: witness.to_vec().try_into().unwrap(),
	}
}

/// A million from nowhere, for the account with the index 1.
pub fn enrich(state: &mut World) {
	let place = Index::new(1).unwrap();
	let mut account = state.account(place).unwrap_or(Account::new(pair(BOB).public().0));
	account.free += 1_000_000;
	state.set_account(place, account);
}

/// A sequencer of genesis that may post now.
pub fn leader<C: Chain>() -> u8 {
	let may = |who: &u8| Settlement::<C>::may_post(&account::<C>(*who));
	[SEQ, RIVAL].into_iter().find(may).unwrap()
}

fn sign<C: Chain>(who: u8, kind: Kind, fields: &[u8]) -> Vec<u8> {
	let signature = pair(who).sign(&message(&Settlement::<C>::domain(), kind, fields));
	[fields, &signature.0].concat()
}

pub fn terms(nonce: u32) -> Terms {
	Terms { fee: 0, nonce, expiry: u32::MAX }
}

pub fn transfer<C: Chain>(who: u8, from: u32, to: u32, amount: Balance, nonce: u32) -> Vec<u8> {
	let record = Transfer { from, to, amount, terms: terms(nonce), key: OWNER };
	sign::<C>(who, Kind::Transfer, &record.encode())
}

pub fn withdraw<C: Chain>(who: u8, account: u32, amount: Balance, nonce: u32) -> Vec<u8> {
	let record = Withdraw { account, amount, terms: terms(nonce) };
	sign::<C>(who, Kind::Withdraw, &record.encode())
}

pub fn cancel<C: Chain>(who: u8, account: u32, floor: u32, nonce: u32) -> Vec<u8> {
	let record = Cancel { account, floor, terms: terms(nonce), key: OWNER };
	sign::<C>(who, Kind::Cancel, &record.encode())
}

/// The record of an inbox entry.
pub fn entry(record: Record) -> Vec<u8> {
	record.encode().to_vec()
}

/// Deposits, and returns the account's index.
pub fn deposit<C: Chain>(who: u8, amount: Balance) -> u32 {
	call::<C>(who, Call::deposit { amount }).unwrap();
	Indices::<C::Runtime>::get(account::<C>(who)).unwrap()
}

/// A state's account.
pub fn leaf(state: &World, index: u32) -> Account {
	state.account(Index::new(index).unwrap()).unwrap()
}
