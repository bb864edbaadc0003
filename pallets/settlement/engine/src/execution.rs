// SPDX-License-Identifier: Apache-2.0

//! Executes posted batches, and shows the chain what is false.

use crate::{Posted, State};
use pallet_settlement::{tree, BatchId, ChunkClaim, Hash};
use settlement_core::{Code, Context, Domain, Verifier};
use std::sync::Arc;

/// What execution finds of a batch.
#[derive(Clone, Debug)]
pub enum Verdict {
	/// All roots are right.
	True {
		/// The state after the batch.
		state: Box<State>,
		/// The codes of each chunk's records.
		codes: Vec<Vec<Code>>,
	},
	/// A root is not right.
	False {
		/// The first chunk with a false root.
		chunk: u32,
	},
}

/// Executes a batch on the state that it is built on.
pub fn judge(start: &State, posted: &Posted, domain: Domain, verifier: &impl Verifier) -> Verdict {
	let context = Context { domain, fee_to: posted.fee_to() };
	let mut state = start.clone();
	let mut codes = Vec::with_capacity(posted.infos().len());
	for (place, info) in (0u32..).zip(posted.infos()) {
		let at = usize::try_from(place).unwrap_or(usize::MAX);
		// `Posted` has only whole chunks.
		let Some(chunk) = posted.chunk(at) else { return Verdict::False { chunk: place } };
		let outcome = state.apply(verifier, &context, &chunk);
		if outcome.root != info.post_root {
			return Verdict::False { chunk: place };
		}
		codes.push(outcome.codes);
	}
	Verdict::True { state: Box::new(state), codes }
}

/// The arguments of `check_chunk`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
	/// The batch.
	pub batch: BatchId,
	/// The chunk.
	pub chunk: u32,
	/// What the batch says about the chunk.
	pub claim: ChunkClaim,
	/// The chunk's records.
	pub bytes: Vec<u8>,
	/// The hashes beside the chunk's way up to the batch's root.
	pub path: Vec<Hash>,
	/// What opens the state before the chunk.
	pub witness: Vec<u8>,
}

/// The checks of a batch, chunk by chunk. They end after the first chunk with a false root: nobody knows the state after it.
pub struct Checks<V> {
	batch: BatchId,
	posted: Posted,
	context: Context,
	verifier: Arc<V>,
	leaves: Vec<Hash>,
	/// The state before the next chunk, if it is known.
	state: Option<State>,
	next: u32,
}

impl<V: Verifier> Checks<V> {
	/// The checks of the batch `batch`, which is built on `start`.
	pub fn new(
		batch: BatchId,
		start: State,
		posted: Posted,
		domain: Domain,
		verifier: Arc<V>,
	) -> Self {
		let context = Context { domain, fee_to: posted.fee_to() };
		let (leaves, state) = (posted.leaves(batch), Some(start));
		Self { batch, posted, context, verifier, leaves, state, next: 0 }
	}

	/// The number of the batch.
	pub fn batch(&self) -> BatchId {
		self.batch
	}

	/// The place of the next chunk.
	pub fn place(&self) -> u32 {
		self.next
	}

	/// The check of a chunk that was not passed yet. Passes all before it.
	pub fn check(&mut self, chunk: u32) -> Option<Check> {
		while self.next < chunk {
			self.pass()?;
		}
		self.next()
	}

	/// Goes on without a check of the next chunk.
	fn pass(&mut self) -> Option<()> {
		let at = usize::try_from(self.next).ok()?;
		let (chunk, claim) = (self.posted.chunk(at)?, self.posted.claim(at)?);
		let outcome = self.state.as_mut()?.apply(&*self.verifier, &self.context, &chunk);
		if outcome.root != claim.post_root {
			self.state = None;
		}
		self.next = self.next.checked_add(1)?;
		Some(())
	}
}

impl<V: Verifier> Iterator for Checks<V> {
	type Item = Check;

	fn next(&mut self) -> Option<Check> {
		let (chunk, at) = (self.next, usize::try_from(self.next).ok()?);
		let records = self.posted.chunk(at)?;
		let check = Check {
			batch: self.batch,
			chunk,
			claim: self.posted.claim(at)?,
			bytes: self.posted.bytes(at)?.to_vec(),
			path: tree::path(self.leaves.clone(), chunk),
			witness: self.state.as_mut()?.witness(&self.context, &records),
		};
		self.pass()?;
		Some(check)
	}
}
