// SPDX-License-Identifier: GPL-3.0-only

//! Does a chain go on from the state of another one?

use crate::{
	node::Node,
	process::{refuses, stdout_of},
};
use serde_json::{json, Value};
use sp_core::bytes::{from_hex, to_hex};
use sp_crypto_hashing::twox_128;
use std::path::Path;
use tempfile::TempDir;

const RELAY_SLOT_MS: u64 = 6_000;

fn key(pallet: &str, item: &str) -> String {
	to_hex(&[twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].concat(), false)
}

/// The spec of a chain whose genesis is the state of a development chain after some blocks.
fn exported() -> Value {
	let node = Node::start(&[]);
	node.block(4);
	node.kill();
	let base = node.base().display().to_string();
	serde_json::from_slice(&stdout_of(&["export-state", "--chain", "dev", "--base-path", &base]))
		.unwrap()
}

fn top<'a>(spec: &'a mut Value, pallet: &str, item: &str) -> &'a mut Value {
	&mut spec["genesis"]["raw"]["top"][key(pallet, item)]
}

/// A little-endian number within a value.
fn number(value: &Value, start: usize, length: usize) -> u64 {
	let bytes = from_hex(value.as_str().unwrap()).unwrap();
	let mut number = [0; 8];
	number[..length].copy_from_slice(&bytes[start..start + length]);
	u64::from_le_bytes(number)
}

/// The chain's clocks.
#[derive(Debug, PartialEq, Eq)]
struct Clocks {
	relay_number: u64,
	timestamp: u64,
	/// Relay slots that the emission has paid.
	paid: u64,
}

fn clocks(value: impl Fn(&str, &str) -> Value) -> Clocks {
	Clocks {
		relay_number: number(&value("ParachainSystem", "LastRelayChainBlockNumber"), 0, 4),
		timestamp: number(&value("Timestamp", "Now"), 0, 8),
		paid: number(&value("Emission", "SlotClock"), 8, 4),
	}
}

/// The clocks after the first block of a chain with this spec.
fn clocks_after_a_block(spec: &Value, folder: &Path) -> Clocks {
	let path = folder.join("spec.json");
	std::fs::write(&path, spec.to_string()).unwrap();
	let node = Node::start(&["--chain", path.to_str().unwrap(), "--state-pruning", "archive"]);
	let first = node.block(1);
	clocks(|pallet, item| node.ask("state_getStorage", json!([key(pallet, item), first])))
}

#[test]
fn a_chain_goes_on_from_an_exported_state() {
	let folder = TempDir::new().unwrap();
	let mut spec = exported();
	let before = clocks(|pallet, item| spec["genesis"]["raw"]["top"][key(pallet, item)].clone());
	let next = |Clocks { relay_number, timestamp, paid }: &Clocks| Clocks {
		relay_number: relay_number + 1,
		timestamp: timestamp + RELAY_SLOT_MS,
		paid: paid + 1,
	};
	assert_eq!(clocks_after_a_block(&spec, folder.path()), next(&before));

	// As on a relay chain that has sent messages, and where the number of a block is not its slot.
	let number = u32::try_from(before.relay_number + 1_000).unwrap();
	*top(&mut spec, "ParachainSystem", "LastRelayChainBlockNumber") =
		json!(to_hex(&number.to_le_bytes(), false));
	*top(&mut spec, "ParachainSystem", "LastDmqMqcHead") = json!(to_hex(&[7; 32], false));
	let after = Clocks {
		relay_number: before.relay_number + 1_000 + 1,
		timestamp: before.timestamp + RELAY_SLOT_MS,
		// The block's own slot, and one missed slot.
		paid: before.paid + 2,
	};
	assert_eq!(clocks_after_a_block(&spec, folder.path()), after);

	*top(&mut spec, "System", "Number") = json!("0x04000000");
	let path = folder.path().join("numbered.json").display().to_string();
	std::fs::write(&path, spec.to_string()).unwrap();
	refuses(
		["--dev", "--chain", &path, "--tmp"],
		&["holds the state after a block", "begin with number 1", "scripts/fork"],
	);
}
