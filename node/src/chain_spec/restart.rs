// SPDX-License-Identifier: GPL-3.0-only

//! Turns the state of a chain into the genesis of another one.

use sp_core::storage::Storage;
use sp_crypto_hashing::twox_128;
use std::collections::BTreeMap;

/// Storage items, by pallet, that describe the block after which the state was taken, or earlier blocks. `scripts/fork`
/// reads the same file.
const OF_ONE_BLOCK: &str = include_str!("../../../chain-specs/of-one-block.json");

/// The prefix of all keys of a storage item.
pub fn prefix(pallet: &str, item: &str) -> Vec<u8> {
	[twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].concat()
}

fn items() -> BTreeMap<String, Vec<String>> {
	serde_json::from_str(OF_ONE_BLOCK).expect("a file of this repository that a test reads; qed")
}

/// Removes from a state the items that describe one block. The first block of a new chain has the number 1, and a
/// runtime refuses that number if its state holds a higher one.
pub fn forget_block(state: &mut Storage) {
	let prefixes: Vec<_> = items()
		.iter()
		.flat_map(|(pallet, items)| items.iter().map(|item| prefix(pallet, item)))
		.collect();
	state
		.top
		.retain(|key, _| !prefixes.iter().any(|prefix| key.starts_with(prefix)));
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_genesis_keeps_all_but_what_describes_one_block() {
		let key = |pallet, item, rest: &[u8]| [prefix(pallet, item), rest.to_vec()].concat();
		let kept = [
			key("System", "Account", b"Alice"),
			key("System", "LastRuntimeUpgrade", b""),
			key("ParachainSystem", "LastRelayChainBlockNumber", b""),
			key("ParachainSystem", "LastDmqMqcHead", b""),
			key("ParachainSystem", "PendingValidationCode", b""),
			b":code".to_vec(),
		];
		let gone = [
			key("System", "Number", b""),
			key("System", "BlockHash", b"7"),
			key("ParachainSystem", "UnincludedSegment", b""),
		];
		let pairs = kept.iter().chain(&gone).map(|key| (key.clone(), vec![1]));
		let mut state = Storage { top: pairs.collect(), ..Default::default() };
		forget_block(&mut state);
		let mut left: Vec<_> = state.top.into_keys().collect();
		let mut expected = kept.to_vec();
		left.sort();
		expected.sort();
		assert_eq!(left, expected);
	}
}
