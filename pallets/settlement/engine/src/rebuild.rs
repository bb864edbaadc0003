// SPDX-License-Identifier: Apache-2.0

//! A state from the bodies of blocks alone.

use crate::{judge, Posted, State, Verdict};
use pallet_settlement::Hash;
use settlement_core::{Code, Domain, Verifier};
use std::collections::{HashMap, HashSet};

/// A batch in a body: from which root to which, as its author says, and where to read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
	/// The root that the batch is built on.
	pub parent: Hash,
	/// The root after the batch.
	pub root: Hash,
	/// The height of the block.
	pub height: u32,
	/// The place of the transaction in the block.
	pub index: u32,
}

/// The roots from which links lead to `wanted`.
fn roots_before(links: &[Link], wanted: Hash) -> HashSet<Hash> {
	let mut by_root: HashMap<Hash, Vec<Hash>> = HashMap::new();
	for link in links {
		by_root.entry(link.root).or_default().push(link.parent);
	}
	let (mut found, mut open) = (HashSet::from([wanted]), vec![wanted]);
	while let Some(root) = open.pop() {
		for parent in by_root.get(&root).into_iter().flatten() {
			if found.insert(*parent) {
				open.push(*parent);
			}
		}
	}
	found
}

/// A state, and how it came to be.
pub struct Rebuilt {
	/// The state.
	pub state: State,
	/// The batches from the start to the state.
	pub way: Vec<Link>,
}

/// The state with the root `wanted`, if a way leads there from `start`.
///
/// Anybody may write any roots into a transaction. The links say where a way may be, and execution says where it is: each batch on the
/// way must give the roots that it names. `note` gets each batch that does, also where no way goes on.
///
/// # Errors
/// What `read` gives.
pub fn rebuild<E>(
	links: &[Link],
	mut start: State,
	wanted: Hash,
	domain: Domain,
	verifier: &impl Verifier,
	mut read: impl FnMut(&Link) -> Result<Option<Posted>, E>,
	mut note: impl FnMut(&Link, Posted, Vec<Vec<Code>>),
) -> Result<Option<Rebuilt>, E> {
	let towards = roots_before(links, wanted);
	let mut children: HashMap<Hash, Vec<&Link>> = HashMap::new();
	for link in links.iter().filter(|link| towards.contains(&link.root)) {
		children.entry(link.parent).or_default().push(link);
	}
	let first = start.root();
	let (mut reached, mut open) = (HashMap::new(), vec![(first, start)]);
	while let Some((root, state)) = open.pop() {
		if root == wanted {
			return Ok(Some(Rebuilt { state, way: way_to(wanted, first, &reached) }));
		}
		for link in children.remove(&root).into_iter().flatten() {
			if reached.contains_key(&link.root) || link.root == first {
				continue;
			}
			let Some(posted) = read(link)? else { continue };
			if let Verdict::True { state, codes } = judge(&state, &posted, domain, verifier) {
				reached.insert(link.root, *link);
				open.push((link.root, *state));
				note(link, posted, codes);
			}
		}
	}
	Ok(None)
}

/// The links that led from `first` to `wanted`.
fn way_to(wanted: Hash, first: Hash, reached: &HashMap<Hash, Link>) -> Vec<Link> {
	let (mut way, mut at) = (Vec::new(), wanted);
	while at != first {
		let Some(link) = reached.get(&at) else { break };
		way.push(*link);
		at = link.parent;
	}
	way.reverse();
	way
}
