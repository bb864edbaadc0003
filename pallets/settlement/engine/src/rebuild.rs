// SPDX-License-Identifier: Apache-2.0

//! A state from the bodies of blocks alone.

use crate::{judge, Posted, State, Verdict};
use pallet_settlement::Hash;
use settlement_core::{Domain, Verifier};
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

/// The state with the root `wanted`, and the height of the block that has its batch, if a way leads there from `start`.
///
/// Anybody may write any roots into a transaction. The links say where a way may be, and execution says where it is: each batch on the
/// way must give the roots that it names.
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
) -> Result<Option<(State, u32)>, E> {
	let towards = roots_before(links, wanted);
	let mut children: HashMap<Hash, Vec<&Link>> = HashMap::new();
	for link in links.iter().filter(|link| towards.contains(&link.root)) {
		children.entry(link.parent).or_default().push(link);
	}
	let root = start.root();
	let (mut reached, mut open) = (HashSet::from([root]), vec![(root, start, 0)]);
	while let Some((root, state, height)) = open.pop() {
		if root == wanted {
			return Ok(Some((state, height)));
		}
		for link in children.remove(&root).into_iter().flatten() {
			if reached.contains(&link.root) {
				continue;
			}
			let Some(posted) = read(link)? else { continue };
			if let Verdict::True { state, .. } = judge(&state, &posted, domain, verifier) {
				reached.insert(link.root);
				open.push((link.root, state, link.height));
			}
		}
	}
	Ok(None)
}
