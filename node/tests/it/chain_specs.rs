// SPDX-License-Identifier: GPL-3.0-only

//! Does each chain have a spec, with the necessary content?

use crate::process::{outrider, refuses, repository, stdout_of};
use outrider_runtime::genesis_presets::placeholder;
use serde_json::{json, Value};
use sp_keyring::Sr25519Keyring;
use tempfile::TempDir;

const CHAINS: [(&str, &str, u64); 6] = [
	("dev", "Outrider Development", 2000),
	("local", "Outrider Local", 2000),
	("local-sync-backing", "Outrider Local before asynchronous backing", 2000),
	("staging", "Outrider Staging", placeholder::PARA_ID as u64),
	("canary", "Outrider Canary", placeholder::PARA_ID as u64),
	("main", "Outrider", placeholder::PARA_ID as u64),
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
}

/// The networks that anybody may join, each with its relay chain's id.
const PUBLIC: [(&str, &str); 3] =
	[("staging", "paseo"), ("canary", "ksmcc3"), ("main", "polkadot")];

/// A plain spec as text: the frozen files are compared character by character.
fn plain(chain: &str) -> String {
	String::from_utf8(stdout_of(&["export-chain-spec", "--chain", chain])).unwrap()
}

/// A plain spec without its runtime.
fn without_code(spec: &str) -> String {
	let (before, rest) = spec.split_once("\"code\": \"0x").unwrap();
	let (_, after) = rest.split_once('"').unwrap();
	format!("{before}\"code\": \"0x\"{after}")
}

#[test]
fn public_networks_are_live_and_each_is_its_own() {
	let specs = PUBLIC.map(|(chain, relay_chain)| {
		let spec: Value = serde_json::from_str(&plain(chain)).unwrap();
		assert_eq!(spec["chainType"], "Live", "{chain}");
		assert_eq!(spec["relay_chain"], relay_chain, "{chain}");
		spec
	});
	for field in ["name", "id", "protocolId", "relay_chain"] {
		for (one, other) in [(0, 1), (0, 2), (1, 2)] {
			assert!(specs[one][field].is_string(), "{field}");
			assert_ne!(specs[one][field], specs[other][field], "{field}");
		}
	}
}

#[test]
fn the_frozen_specs_equal_the_nodes_specs() {
	for (chain, _) in PUBLIC {
		let path = repository(&format!("chain-specs/{chain}.json"));
		let frozen = std::fs::read_to_string(&path).unwrap();
		assert!(
			frozen.trim_end() == without_code(&plain(chain)).trim_end(),
			"{} is not what the node makes: if the change is meant, and the network has not started, run scripts/chain-specs.sh freeze",
			path.display()
		);
		let path = path.display().to_string();
		refuses(
			["export-chain-spec", "--chain", &path],
			&["has no runtime", "scripts/chain-specs.sh raw"],
		);
	}
}

/// A plain spec in which true keys and a true para id replace some placeholders.
fn with_owners(spec: &str, roles: &[(&str, u32)], para_id: u32) -> String {
	let owners: Vec<_> = Sr25519Keyring::well_known().collect();
	let holders = roles
		.iter()
		.flat_map(|(role, count)| (0..*count).map(move |index| (role, index)));
	let mut changed = spec.replace(&placeholder::PARA_ID.to_string(), &para_id.to_string());
	for ((role, index), owner) in holders.zip(owners.iter().cycle()) {
		let address = |key: [u8; 32]| outrider_runtime::AccountId::from(key).to_string();
		let placeholder = address(placeholder::key(role, index));
		assert!(changed.contains(&placeholder), "{role} {index}");
		changed = changed.replace(&placeholder, &address(owner.to_raw_public()));
	}
	changed
}

const BOOT_NODE: &str =
	"/dns/boot.example.org/tcp/30333/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp";

#[test]
fn costly_commands_are_refused_while_there_are_placeholders() {
	let folder = TempDir::new().unwrap();
	let base = folder.path().join("base").display().to_string();
	let all = [
		"para id 4294967295",
		"aura (4)",
		"collator (4)",
		"committee (7)",
		"distribution",
		"vesting",
	];
	for (chain, _) in PUBLIC {
		for arguments in [
			&["export-chain-spec", "--raw", "--chain", chain][..],
			&["build-spec", "--raw", "--disable-default-bootnode", "--chain", chain],
			&["export-genesis-head", "--chain", chain],
			&[
				"--collator",
				"--unsafe-force-node-key-generation",
				"--chain",
				chain,
				"--base-path",
				&base,
				"--rpc-port",
				"0",
				"--prometheus-port",
				"0",
				"--port",
				"0",
			],
		] {
			let ended = outrider(arguments);
			assert!(!ended.status.success(), "{arguments:?}");
			let said = ended
				.output
				.lines()
				.find(|line| line.contains("placeholders"))
				.unwrap_or_else(|| panic!("no refusal in:\n{}", ended.output));
			let expected = if chain == "staging" { &all[..1] } else { &all[..] };
			for part in expected.iter().chain(&["chain-specs/README.md"]) {
				assert!(said.contains(part), "no `{part}` in: {said}");
			}
		}
	}
}

#[test]
fn a_placeholder_is_named_until_it_is_replaced() {
	let folder = TempDir::new().unwrap();
	let roles = [("community", 1), ("committee", 3), ("collator", 2), ("aura", 2)];
	let file = |name: &str, text: String| {
		let path = folder.path().join(name).display().to_string();
		std::fs::write(&path, text).unwrap();
		path
	};
	let raw = |path: &str| outrider(["export-chain-spec", "--raw", "--chain", path]);
	let spec = plain("staging");
	for (left, name) in
		["community", "committee (3)", "collator (2)", "aura (2)"].iter().enumerate()
	{
		let mut others = roles.to_vec();
		others.remove(left);
		let ended = raw(&file("most.json", with_owners(&spec, &others, 4018)));
		assert!(!ended.status.success());
		assert!(
			ended.output.contains(&format!("placeholders: {name}, boot nodes (none).")),
			"{}",
			ended.output
		);
	}
	let whole = with_owners(&spec, &roles, 4018);
	let ended = raw(&file("unreachable.json", whole.clone()));
	assert!(ended.output.contains("placeholders: boot nodes (none)."), "{}", ended.output);
	let unregistered = with_owners(&spec, &roles, placeholder::PARA_ID);
	let ended = raw(&file("unregistered.json", unregistered));
	assert!(
		ended.output.contains("placeholders: para id 4294967295, boot nodes (none)."),
		"{}",
		ended.output
	);

	let reachable =
		whole.replace("\"bootNodes\": []", &format!("\"bootNodes\": [\"{BOOT_NODE}\"]"));
	let path = file("whole.json", reachable);
	let spec = json(&["export-chain-spec", "--raw", "--chain", &path]);
	assert_eq!(spec["bootNodes"], json!([BOOT_NODE]));
	assert!(spec["genesis"]["raw"]["top"].is_object());
	let base = folder.path().join("base").display().to_string();
	let head = stdout_of(&["export-genesis-head", "--chain", &path, "--base-path", &base]);
	assert!(head.starts_with(b"0x00"));
}

#[test]
fn a_raw_spec_holds_the_whole_state() {
	let raw = json(&["export-chain-spec", "--raw", "--chain", "local"]);
	let top = raw["genesis"]["raw"]["top"].as_object().unwrap();
	// The state has `:code`, and many more entries.
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
fn genesis_head_and_validation_code_can_be_exported() {
	let head = String::from_utf8(stdout_of(&["export-genesis-head", "--chain", "local"])).unwrap();
	// A header without a parent and of height 0: 32 bytes of zeros and one more, then the roots and an empty digest.
	assert!(head.starts_with(&format!("0x{}", "00".repeat(33))), "{head}");
	assert_eq!(head.len(), 2 + 2 * (32 + 1 + 32 + 32 + 1));

	let wasm = String::from_utf8(stdout_of(&["export-genesis-wasm", "--chain", "local"])).unwrap();
	let spec = json(&["export-chain-spec", "--chain", "local"]);
	assert_eq!(wasm, spec["genesis"]["runtimeGenesis"]["code"].as_str().unwrap());
}
