// SPDX-License-Identifier: Apache-2.0

use alloc::vec::Vec;

use crate::{
	bytes::Reader,
	execute,
	hash::{globals, leaf, node, root},
	Account, Chunk, Code, Context, Hash, Hasher, Head, Index, Ledger, Verifier, ACCOUNT_BYTES,
	DEPTH, EMPTY, HEAD_BYTES, MARKETS,
};

/// The witness does not open the root for the accounts that the chunk names: there is no verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadWitness;

/// What a chunk did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
	/// The root after the chunk.
	pub root: Hash,
	/// What became of each record, in order.
	pub codes: Vec<Code>,
}

impl Outcome {
	/// How many records had their effect.
	pub fn done(&self) -> usize {
		self.codes.iter().filter(|code| **code == Code::Done).count()
	}
}

/// Executes a chunk on the state with the root `pre`, of which `witness` opens a part.
///
/// # Errors
/// [`BadWitness`] if, and only if, `witness` is not the one that [`crate::State::witness`] builds
/// for this chunk on the state with the root `pre`.
pub fn apply_chunk<H: Hasher>(
	pre: &Hash,
	witness: &[u8],
	verifier: &impl Verifier,
	context: &Context,
	chunk: &Chunk,
) -> Result<Outcome, BadWitness> {
	let mut opened = Opened::read(witness, &chunk.named(context)).ok_or(BadWitness)?;
	if opened.root::<H>() != Some(*pre) {
		return Err(BadWitness);
	}
	let codes = execute(&mut opened, verifier, context, chunk);
	let root = opened.root::<H>().ok_or(BadWitness)?;
	Ok(Outcome { root, codes })
}

/// The most bytes of a witness for `named` accounts.
pub fn max_witness_bytes(named: usize) -> usize {
	// Level 23 has one pair of nodes, each level below it twice as many. A pair gives one sibling.
	let siblings = (0..u32::from(DEPTH)).fold(0usize, |sum, level| {
		sum.saturating_add(named.min(1usize.checked_shl(level).unwrap_or(usize::MAX)))
	});
	let hashes = MARKETS.saturating_add(siblings.max(1)).saturating_mul(32);
	HEAD_BYTES
		.saturating_add(hashes)
		.saturating_add(named.saturating_mul(ACCOUNT_BYTES))
}

/// The part of a state that a witness shows.
struct Opened<'w> {
	head: Head,
	markets: [Hash; MARKETS],
	/// The accounts that the chunk names, in ascending order.
	accounts: Vec<(Index, Option<Account>)>,
	/// The hashes beside the paths of these accounts: see the README for their order.
	siblings: &'w [u8],
}

impl<'w> Opened<'w> {
	fn read(witness: &'w [u8], named: &[Index]) -> Option<Self> {
		let mut reader = Reader::new(witness);
		let head = Head::read(&mut reader)?;
		let mut markets = [EMPTY; MARKETS];
		for market in &mut markets {
			*market = reader.array()?;
		}
		let mut accounts = Vec::with_capacity(named.len());
		for index in named {
			accounts.push((*index, Account::read_optional(&mut reader)?));
		}
		Some(Self { head, markets, accounts, siblings: reader.rest() })
	}

	/// The root, if there are as many siblings as the accounts need.
	fn root<H: Hasher>(&self) -> Option<Hash> {
		let mut siblings = Reader::new(self.siblings);
		let mut nodes: Vec<(u32, Hash)> = self
			.accounts
			.iter()
			.map(|(index, account)| {
				let hash = account.as_ref().map_or(EMPTY, |account| leaf::<H>(*index, account));
				(index.get(), hash)
			})
			.collect();
		for _ in 0..DEPTH {
			nodes = parents::<H>(&nodes, &mut siblings)?;
		}
		let accounts = match nodes.first() {
			Some((_, hash)) => *hash,
			// A chunk that names no account is shown the whole tree as one hash.
			None => siblings.array()?,
		};
		siblings.end()?;
		Some(root::<H>(&accounts, &globals::<H>(&self.head, &self.markets)))
	}

	fn find(&self, index: Index) -> Option<usize> {
		self.accounts.binary_search_by_key(&index, |(index, _)| *index).ok()
	}
}

/// One level up: a node's sibling is the next node if that is there, else the next of the witness.
fn parents<H: Hasher>(nodes: &[(u32, Hash)], siblings: &mut Reader) -> Option<Vec<(u32, Hash)>> {
	let mut parents = Vec::with_capacity(nodes.len());
	let mut nodes = nodes.iter().peekable();
	while let Some((index, hash)) = nodes.next() {
		let parent = if index & 1 == 1 {
			node::<H>(&siblings.array()?, hash)
		} else {
			match nodes.next_if(|(next, _)| *next == index | 1) {
				Some((_, right)) => node::<H>(hash, right),
				None => node::<H>(hash, &siblings.array()?),
			}
		};
		parents.push((index >> 1, parent));
	}
	Some(parents)
}

impl Ledger for Opened<'_> {
	fn head(&self) -> Head {
		self.head
	}

	fn set_head(&mut self, head: Head) {
		self.head = head;
	}

	fn account(&self, index: Index) -> Option<Account> {
		self.accounts.get(self.find(index)?)?.1
	}

	fn set_account(&mut self, index: Index, account: Account) {
		let place = self.find(index).and_then(|at| self.accounts.get_mut(at));
		// Records change only what `Chunk::named` gave; `tests/it/witness.rs` holds both together.
		debug_assert!(place.is_some(), "the account is named");
		if let Some((_, changed)) = place {
			*changed = Some(account);
		}
	}
}
