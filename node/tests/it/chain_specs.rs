// SPDX-License-Identifier: GPL-3.0-only

//! Does each chain have a spec, and what belongs into one?

use crate::process::{repository, stdout_of};
use serde_json::Value;
use tempfile::TempDir;

const CHAINS: [(&str, &str, u64); 4] = [
	("dev", "Outrider Development", 2000),
	("local", "Outrider Local", 2000),
	("local-sync-backing", "Outrider Local before asynchronous backing", 2000),
	("staging", "Outrider Staging", 4018),
];

fn json(arguments: &[&str]) -> Value {
	serde_json::from_slice(&stdout_of(arguments)).unwrap()
}

#[test]
fn both_commands_print_the_spec_of_each_chain() {
	for (id, name, para_id) in CHAINS {
		let exported = json(&["export-chain-spec", "--chain", id]);
		let built = json(&["build-spec", "--disable-default-bootnode", "--chain", id]);
		assert_eq!(exported, built, "{id}");
		assert_eq!(exported["name"], name);
		assert_eq!(exported["properties"]["tokenSymbol"], "RIDE");
		assert_eq!(exported["properties"]["tokenDecimals"], 18);
		let genesis = &exported["genesis"]["runtimeGenesis"]["patch"];
		assert_eq!(genesis["parachainInfo"]["parachainId"], para_id, "{id}");
		assert_eq!(exported["para_id"], para_id, "{id}");
		assert!(exported["relay_chain"].is_string(), "{id}");
	}
}

#[test]
fn a_spec_keeps_what_light_clients_read() {
	let relay = std::fs::read(repository("zombienet/relay-chain-specs/rococo-local.json")).unwrap();
	let relay: Value = serde_json::from_slice(&relay).unwrap();
	let folder = TempDir::new().unwrap();
	let path = folder.path().join("local.json").display().to_string();
	std::fs::write(&path, stdout_of(&["export-chain-spec", "--chain", "local"])).unwrap();
	for arguments in [
		&["export-chain-spec", "--chain", "local"][..],
		&["export-chain-spec", "--chain", "local", "--raw"],
		&["export-chain-spec", "--chain", &path, "--raw"],
		&["build-spec", "--chain", &path, "--disable-default-bootnode"],
	] {
		let spec = json(arguments);
		assert_eq!(spec["relay_chain"], relay["id"], "{arguments:?}");
		assert_eq!(spec["para_id"], 2000, "{arguments:?}");
	}
	assert_eq!(
		json(&["export-chain-spec", "--chain", "staging"])["protocolId"],
		"outrider-staging"
	);
}

#[test]
fn a_raw_spec_holds_the_whole_state() {
	let raw = json(&["export-chain-spec", "--raw", "--chain", "local"]);
	let top = raw["genesis"]["raw"]["top"].as_object().unwrap();
	// `:code`
	assert!(top.len() > 50, "{} entries", top.len());
	assert!(top["0x3a636f6465"].as_str().unwrap().starts_with("0x52bc537646db8e05"));
}

#[test]
fn the_two_builds_of_the_runtime_differ() {
	let code = |id| {
		json(&["export-chain-spec", "--chain", id])["genesis"]["runtimeGenesis"]["code"].clone()
	};
	assert_ne!(code("local"), code("local-sync-backing"));
	assert_eq!(code("local"), code("dev"));
	assert_eq!(code("local"), code("staging"));
}

#[test]
fn what_a_relay_chain_registers_can_be_exported() {
	let head = String::from_utf8(stdout_of(&["export-genesis-head", "--chain", "local"])).unwrap();
	// A header without a parent and of height 0: 32 bytes of zeros and one more, then the roots and an empty digest.
	assert!(head.starts_with(&format!("0x{}", "00".repeat(33))), "{head}");
	assert_eq!(head.len(), 2 + 2 * (32 + 1 + 32 + 32 + 1));

	let wasm = String::from_utf8(stdout_of(&["export-genesis-wasm", "--chain", "local"])).unwrap();
	let spec = json(&["export-chain-spec", "--chain", "local"]);
	assert_eq!(wasm, spec["genesis"]["runtimeGenesis"]["code"].as_str().unwrap());
}
