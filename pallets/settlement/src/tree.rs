// SPDX-License-Identifier: Apache-2.0

//! The Merkle tree over the chunks of a batch. Leaves and nodes are hashed with different tags.

use crate::{BatchId, Blake, ChunkClaim, Hash};
use alloc::vec::Vec;
use settlement_core::{Hasher, EMPTY};

const LEAF: u8 = 0x20;
const NODE: u8 = 0x21;

/// The leaf of chunk `chunk` of batch `batch`, whose records hash to `records`.
pub fn leaf(batch: BatchId, chunk: u32, claim: &ChunkClaim, records: &Hash) -> Hash {
	let parts: [&[u8]; 10] = [
		&[LEAF],
		&batch.to_le_bytes(),
		&chunk.to_le_bytes(),
		&[claim.kind],
		&[claim.market],
		&claim.frame.to_le_bytes(),
		&claim.pre_root,
		&claim.post_root,
		records,
		&claim.fee_to.to_le_bytes(),
	];
	Blake::hash(&parts.concat())
}

fn node(left: &Hash, right: &Hash) -> Hash {
	let parts: [&[u8]; 3] = [&[NODE], left, right];
	Blake::hash(&parts.concat())
}

/// The level above. An odd number of nodes is filled up with an empty hash.
fn above(level: &[Hash]) -> Vec<Hash> {
	let pairs = level.chunks(2);
	pairs
		.map(|pair| match pair {
			[left, right] => node(left, right),
			[left] => node(left, &EMPTY),
			_ => EMPTY,
		})
		.collect()
}

/// The root over `leaves`.
pub fn root(leaves: Vec<Hash>) -> Hash {
	let mut level = leaves;
	while level.len() > 1 {
		level = above(&level);
	}
	level.first().copied().unwrap_or(EMPTY)
}

/// The hashes beside the way of leaf `at` up to the root over `leaves`.
pub fn path(leaves: Vec<Hash>, at: u32) -> Vec<Hash> {
	let (mut level, mut at, mut path) = (leaves, at, Vec::new());
	while level.len() > 1 {
		let beside = usize::try_from(at ^ 1).ok().and_then(|at| level.get(at));
		path.push(beside.copied().unwrap_or(EMPTY));
		level = above(&level);
		at >>= 1;
	}
	path
}

/// The root of the tree with `count` leaves in which `leaf` is the one at `at`. `None` for a path of another length.
pub fn root_from(leaf: Hash, at: u32, count: u32, path: &[Hash]) -> Option<Hash> {
	if at >= count {
		return None;
	}
	let (mut hash, mut at, mut left, mut beside) = (leaf, at, count, path.iter());
	while left > 1 {
		let sibling = beside.next()?;
		hash = if at & 1 == 0 { node(&hash, sibling) } else { node(sibling, &hash) };
		at >>= 1;
		left = left.div_ceil(2);
	}
	beside.next().is_none().then_some(hash)
}
