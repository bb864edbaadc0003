// SPDX-License-Identifier: Apache-2.0

//! The sequencer of [`crate::testing`] on the chain of the mock.

use crate::{mock::*, testing, *};
use frame_support::dispatch::DispatchResultWithPostInfo;

pub use testing::{enrich, entry, leaf, terms, Piece, World, NO_FEES};

pub type Node = testing::Node<Mock>;
pub type Draft = testing::Draft<Mock>;

pub fn claim(batch: BatchId, index: u32, leaf: Vec<u8>, proof: Vec<u8>) -> DispatchResult {
	testing::call::<Mock>(WATCHER, testing::claim_call::<Mock>(batch, index, leaf, proof))
}

pub fn check(
	who: u8,
	batch: BatchId,
	at: u32,
	piece: &Piece,
	path: &[Hash],
	witness: &[u8],
) -> DispatchResultWithPostInfo {
	Mock::call(who, testing::check_call::<Mock>(batch, at, piece, path, witness))
}

pub fn leader() -> u8 {
	testing::leader::<Mock>()
}

pub fn transfer(who: u8, from: u32, to: u32, amount: Balance, nonce: u32) -> Vec<u8> {
	testing::transfer::<Mock>(who, from, to, amount, nonce)
}

pub fn withdraw(who: u8, account: u32, amount: Balance, nonce: u32) -> Vec<u8> {
	testing::withdraw::<Mock>(who, account, amount, nonce)
}

pub fn cancel(who: u8, account: u32, floor: u32, nonce: u32) -> Vec<u8> {
	testing::cancel::<Mock>(who, account, floor, nonce)
}

pub fn deposit(who: u8, amount: Balance) -> u32 {
	testing::deposit::<Mock>(who, amount)
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
