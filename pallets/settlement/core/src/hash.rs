// SPDX-License-Identifier: Apache-2.0

use crate::{
	account::{Account, Index, ACCOUNT_BYTES},
	bytes::Writer,
	head::{Head, HEAD_BYTES, MARKETS},
};

/// A hash of 32 bytes.
pub type Hash = [u8; 32];

/// The hash of an unused leaf.
pub const EMPTY: Hash = [0; 32];

/// How many levels of nodes stand above the leaves: the tree has 2^24 leaves.
pub const DEPTH: u8 = 24;

const LEAF: &[u8] = &[0x00];
const NODE: &[u8] = &[0x01];
const GLOBALS: &[u8] = &[0x12];
const MARKET: &[u8] = &[0x13];
const ROOT: &[u8] = b"G";

/// A hash function: BLAKE2b-256 on the chain. Another one makes another state.
pub trait Hasher {
	/// The hash of `bytes`.
	fn hash(bytes: &[u8]) -> Hash;
}

pub(crate) fn leaf<H: Hasher>(index: Index, account: &Account) -> Hash {
	let bytes = Writer::<{ 1 + 4 + ACCOUNT_BYTES }>::new()
		.put(LEAF)
		.put(&index.get().to_le_bytes())
		.put(&account.encode());
	H::hash(&bytes.done())
}

pub(crate) fn node<H: Hasher>(left: &Hash, right: &Hash) -> Hash {
	H::hash(&Writer::<65>::new().put(NODE).put(left).put(right).done())
}

pub(crate) fn empty_market<H: Hasher>() -> Hash {
	H::hash(MARKET)
}

pub(crate) fn globals<H: Hasher>(head: &Head, markets: &[Hash; MARKETS]) -> Hash {
	let bytes = Writer::<{ 1 + HEAD_BYTES + 32 * MARKETS }>::new()
		.put(GLOBALS)
		.put(&head.encode())
		.put(markets.as_flattened());
	H::hash(&bytes.done())
}

pub(crate) fn root<H: Hasher>(accounts: &Hash, globals: &Hash) -> Hash {
	H::hash(&Writer::<65>::new().put(ROOT).put(accounts).put(globals).done())
}
