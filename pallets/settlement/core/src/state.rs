// SPDX-License-Identifier: Apache-2.0

use alloc::{collections::BTreeSet, vec::Vec};
use core::marker::PhantomData;

use crate::{
	execute,
	hash::{empty_market, globals, leaf, node, root},
	pages::Pages,
	Account, Chunk, Context, Hash, Hasher, Head, Index, LeafProof, Ledger, Outcome, Verifier,
	DEPTH, EMPTY, MARKETS,
};

/// A whole state in memory. A clone is cheap: it shares what neither of the two changes.
#[derive(Clone, Debug)]
pub struct State<H> {
	head: Head,
	accounts: Pages<Option<Account>>,
	/// The hashes of each level: the leaves first, the single hash of all accounts last.
	levels: Vec<Pages<Hash>>,
	/// The accounts whose hashes do not stand in `levels` yet.
	changed: Vec<u32>,
	hasher: PhantomData<fn() -> H>,
}

impl<H: Hasher> Default for State<H> {
	fn default() -> Self {
		Self::new(Head::default(), [])
	}
}

impl<H: Hasher> State<H> {
	/// The state with this head and these accounts, such as a snapshot has.
	pub fn new(head: Head, accounts: impl IntoIterator<Item = (Index, Account)>) -> Self {
		let mut empty = EMPTY;
		let mut levels = Vec::new();
		for _ in 0..=DEPTH {
			levels.push(Pages::new(empty));
			empty = node::<H>(&empty, &empty);
		}
		let mut state = Self {
			head,
			accounts: Pages::new(None),
			levels,
			changed: Vec::new(),
			hasher: PhantomData,
		};
		accounts
			.into_iter()
			.for_each(|(index, account)| state.set_account(index, account));
		state
	}

	/// The accounts in use, in ascending order.
	pub fn accounts(&self) -> impl Iterator<Item = (Index, &Account)> {
		let written = self.accounts.written();
		written.filter_map(|(at, account)| Some((Index::new(at)?, account.as_ref()?)))
	}

	/// The root. Hashes what has changed since the last call that needed hashes.
	pub fn root(&mut self) -> Hash {
		self.rehash();
		root::<H>(&self.hash(DEPTH, 0), &self.globals())
	}

	/// Executes a chunk.
	pub fn apply(&mut self, verifier: &impl Verifier, context: &Context, chunk: &Chunk) -> Outcome {
		let codes = execute(self, verifier, context, chunk);
		Outcome { root: self.root(), codes }
	}

	/// What [`crate::apply_chunk`] needs to execute `chunk` on this state.
	pub fn witness(&mut self, context: &Context, chunk: &Chunk) -> Vec<u8> {
		self.rehash();
		let named = chunk.named(context);
		let mut witness = self.head.encode().to_vec();
		(0..MARKETS).for_each(|_| witness.extend(empty_market::<H>()));
		for index in &named {
			match self.account(*index) {
				Some(account) => witness.extend(account.encode()),
				None => witness.push(0),
			}
		}
		let mut nodes: BTreeSet<u32> = named.iter().map(|index| index.get()).collect();
		for level in 0..DEPTH {
			let siblings = nodes.iter().map(|at| at ^ 1).filter(|sibling| !nodes.contains(sibling));
			siblings.for_each(|sibling| witness.extend(self.hash(level, sibling)));
			nodes = nodes.iter().map(|at| at >> 1).collect();
		}
		if named.is_empty() {
			witness.extend(self.hash(DEPTH, 0));
		}
		witness
	}

	/// What shows one account, or that its index is not in use, to whoever knows the root.
	pub fn prove(&mut self, index: Index) -> LeafProof {
		self.rehash();
		let mut siblings = [EMPTY; DEPTH as usize];
		for (level, sibling) in (0..DEPTH).zip(&mut siblings) {
			let at = index.get().checked_shr(level.into()).unwrap_or(0);
			*sibling = self.hash(level, at ^ 1);
		}
		LeafProof { siblings, globals: self.globals() }
	}

	fn globals(&self) -> Hash {
		globals::<H>(&self.head, &[empty_market::<H>(); MARKETS])
	}

	fn hash(&self, level: u8, at: u32) -> Hash {
		self.levels.get(usize::from(level)).map_or(EMPTY, |level| level.get(at))
	}

	/// Hashes the paths of the accounts that have changed, each node once.
	fn rehash(&mut self) {
		let mut changed = core::mem::take(&mut self.changed);
		changed.sort_unstable();
		changed.dedup();
		for at in &changed {
			let account = Index::new(*at).zip(self.accounts.get(*at));
			let hash = account.map_or(EMPTY, |(index, account)| leaf::<H>(index, &account));
			if let Some(leaves) = self.levels.first_mut() {
				leaves.set(*at, hash);
			}
		}
		for level in 0..DEPTH {
			changed.iter_mut().for_each(|at| *at >>= 1);
			changed.dedup();
			for at in &changed {
				let left = at << 1;
				let hash = node::<H>(&self.hash(level, left), &self.hash(level, left | 1));
				if let Some(above) = self.levels.get_mut(usize::from(level).saturating_add(1)) {
					above.set(*at, hash);
				}
			}
		}
	}
}

impl<H: Hasher> Ledger for State<H> {
	fn head(&self) -> Head {
		self.head
	}

	fn set_head(&mut self, head: Head) {
		self.head = head;
	}

	fn account(&self, index: Index) -> Option<Account> {
		self.accounts.get(index.get())
	}

	fn set_account(&mut self, index: Index, account: Account) {
		self.accounts.set(index.get(), Some(account));
		self.changed.push(index.get());
	}
}
