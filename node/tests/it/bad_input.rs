// SPDX-License-Identifier: GPL-3.0-only

//! Is bad input refused, with a message that says what is accepted?

use crate::process::{outrider, refuses, repository, stdout_of, unused_port};
use serde_json::json;
use std::net::TcpListener;
use tempfile::TempDir;

/// Options with which the system chooses all ports.
const FREE_PORTS: [&str; 6] = ["--rpc-port", "0", "--prometheus-port", "0", "--port", "0"];

fn relay_spec() -> String {
	repository("zombienet/relay-chain-specs/rococo-local.json")
		.display()
		.to_string()
}

/// A base path that disappears with the test.
fn base() -> (TempDir, String) {
	let folder = TempDir::new().unwrap();
	let path = folder.path().join("base").display().to_string();
	(folder, path)
}

#[test]
fn an_unknown_chain() {
	let known = [
		"unknown chain `paris`",
		"dev, local, local-sync-backing, staging, canary, main",
		"path of a chain spec",
	];
	refuses(["--chain", "paris"], &known);
	refuses(["export-chain-spec", "--chain", "paris"], &known);
	refuses(["--chain", "/no/such/file.json"], &["unknown chain `/no/such/file.json`"]);
}

#[test]
fn no_chain_at_all() {
	refuses(
		[] as [&str; 0],
		&["no chain is named", "dev, local, local-sync-backing, staging, canary, main"],
	);
}

#[test]
fn a_malformed_spec() {
	let folder = TempDir::new().unwrap();
	for (name, content) in [("empty", ""), ("cut", "{\"name\": \"Out"), ("other", "{\"a\": 1}")] {
		let path = folder.path().join(format!("{name}.json")).display().to_string();
		std::fs::write(&path, content).unwrap();
		refuses(["--chain", &path], &[&format!("`{path}` is not a chain spec")]);
	}
}

#[test]
fn the_relay_chains_spec_in_place_of_ours() {
	let expected = ["is not the spec of a parachain", "-- --chain RELAY_CHAIN"];
	refuses(["--chain", &relay_spec()], &expected);
}

/// A changed copy of the local chain's plain spec.
fn changed_spec(folder: &TempDir, change: impl FnOnce(&mut serde_json::Value)) -> String {
	let mut spec =
		serde_json::from_slice(&stdout_of(&["export-chain-spec", "--chain", "local"])).unwrap();
	change(&mut spec);
	let path = folder.path().join("changed.json").display().to_string();
	std::fs::write(&path, spec.to_string()).unwrap();
	path
}

#[test]
fn a_spec_that_names_no_relay_chain() {
	// The SDK's loader of relay chain specs would take an empty name for Polkadot.
	let folder = TempDir::new().unwrap();
	for value in [json!(""), json!(null), json!(7), json!({ "id": "polkadot" })] {
		let path = changed_spec(&folder, |spec| spec["relay_chain"] = value.clone());
		refuses(
			["--chain", &path],
			&[&format!("`relay_chain` is {value}"), "Write the id of the relay chain"],
		);
	}
}

#[test]
fn a_spec_that_a_javascript_program_has_rewritten() {
	let folder = TempDir::new().unwrap();
	let path = changed_spec(&folder, |_| {});
	let text = std::fs::read_to_string(&path).unwrap();
	// The end of a balance: the runtime's code may have such digits, too.
	let amount = ",1000000000000000000000000]";
	assert!(text.contains(amount), "no such amount in the spec any more");
	std::fs::write(&path, text.replacen(amount, ",1e+24]", 1)).unwrap();
	let ended = outrider(["export-genesis-head", "--chain", &path]);
	assert!(!ended.status.success());
	for part in ["`1e+24`", "genesis.runtimeGenesis.patch.balances.balances[", "JavaScript"] {
		assert!(ended.output.contains(part), "no `{part}` in:\n{}", ended.output);
	}
	assert_eq!(ended.output.lines().count(), 1, "{}", ended.output);
}

#[test]
fn a_spec_that_its_runtime_refuses() {
	let folder = TempDir::new().unwrap();
	let path = changed_spec(&folder, |spec| {
		spec["genesis"]["runtimeGenesis"]["patch"]["balances"]["balances"] = json!("much");
	});
	let ended = outrider(["export-genesis-head", "--chain", &path]);
	assert!(!ended.status.success());
	assert!(ended.output.contains("the runtime refuses the genesis"), "{}", ended.output);
	// The message has the cause, and not the whole genesis.
	assert!(ended.output.len() < 2_000, "{}", ended.output);
}

#[test]
fn a_spec_whose_para_id_is_not_its_chains() {
	let (_folder, base) = base();
	let folder = TempDir::new().unwrap();
	let path = changed_spec(&folder, |spec| spec["para_id"] = json!(2001));
	let start = ["--chain", &path, "--base-path", &base, "--no-hardware-benchmarks"];
	refuses(
		[&start, &FREE_PORTS[..], &["--", "--chain", &relay_spec()], &FREE_PORTS].concat(),
		&["`para_id` 2001", "2000"],
	);
	let path = changed_spec(&folder, |spec| spec["para_id"] = json!("2000"));
	refuses(["--chain", &path], &["`para_id` is \"2000\"", "a whole number"]);
}

#[test]
fn the_spec_of_another_parachain() {
	// Parachains differ by their runtime. The relay chain's runtime serves as another one.
	let mut spec: serde_json::Value =
		serde_json::from_slice(&std::fs::read(relay_spec()).unwrap()).unwrap();
	spec["relay_chain"] = "rococo_local_testnet".into();
	let folder = TempDir::new().unwrap();
	let path = folder.path().join("other.json").display().to_string();
	std::fs::write(&path, spec.to_string()).unwrap();
	refuses(
		["export-genesis-head", "--chain", &path],
		&["has the runtime `rococo`", "runs chains with the runtime `outrider`"],
	);
}

#[test]
fn a_base_path_that_cannot_be_written() {
	let folder = TempDir::new().unwrap();
	let file = folder.path().join("file");
	std::fs::write(&file, "not a folder").unwrap();
	let base = file.join("base").display().to_string();
	refuses([&["--dev", "--base-path", &base], &FREE_PORTS[..]].concat(), &[&base]);
}

#[test]
fn a_port_in_use() {
	let taken = TcpListener::bind("127.0.0.1:0").unwrap();
	let port = taken.local_addr().unwrap().port().to_string();
	let address = format!("127.0.0.1:{port}");
	refuses(
		["--dev", "--tmp", "--prometheus-port", "0", "--rpc-port", &port],
		&["RPC", &address, "in use", "--rpc-port"],
	);
	refuses(
		["--dev", "--tmp", "--rpc-port", "0", "--prometheus-port", &port],
		&["metrics", &address, "in use", "--prometheus-port"],
	);
}

#[test]
fn a_port_in_use_by_peers_or_the_relay_chain_node() {
	let (_folder, base) = base();
	let taken = TcpListener::bind("0.0.0.0:0").unwrap();
	let port = taken.local_addr().unwrap().port().to_string();
	let address = format!(":{port}");
	let relay = relay_spec();
	let start = ["--chain", "local", "--base-path", &base, "--no-hardware-benchmarks"];
	refuses(
		[&start, &FREE_PORTS[..4], &["--port", &port, "--", "--chain", &relay]].concat(),
		&["peers", &address, "in use", "--port"],
	);

	let after = [&["--chain", relay.as_str()], &FREE_PORTS[..]].concat();
	for (option, purpose) in
		[("--port", "peers"), ("--prometheus-port", "metrics"), ("--rpc-port", "RPC")]
	{
		let of_relay: Vec<&str> = after
			.chunks(2)
			.flat_map(|pair| if pair[0] == option { [option, &port] } else { [pair[0], pair[1]] })
			.collect();
		let of_relay = [&["--"], &of_relay[..]].concat();
		let whose = format!("{purpose} of the relay chain node");
		let remedy = format!("{option} after `--`");
		refuses(
			[&start, &FREE_PORTS[..], &of_relay].concat(),
			&[&whose, &address, "in use", &remedy],
		);
	}
}

#[test]
fn one_port_for_both_halves() {
	let (_folder, base) = base();
	let port = unused_port().to_string();
	let relay = relay_spec();
	refuses(
		[
			&["--chain", "local", "--base-path", &base, "--no-hardware-benchmarks"],
			&FREE_PORTS[..4],
			&["--port", &port, "--", "--chain", &relay, "--port", &port],
		]
		.concat(),
		&[&format!("told to listen on port {port}"), "before and after `--`"],
	);
}

#[test]
fn flags_without_effect_in_a_development_node() {
	for arguments in [
		&["--authoring", "lookahead"][..],
		&["--relay-chain-rpc-urls", "ws://127.0.0.1:1"],
		&["--export-pov-to-path", "folder"],
		&["--", "--chain", "relay.json"],
	] {
		let part = if arguments[0] == "--" { "what follows `--`" } else { arguments[0] };
		refuses(
			[&["--dev", "--tmp"], arguments].concat(),
			&[part, "has no effect with --dev", "no relay chain, no peers"],
		);
	}
}

#[test]
fn wrong_flags() {
	refuses(["--no-such-flag"], &["unexpected argument '--no-such-flag'"]);
	refuses(["--authoring", "fast"], &["'fast'", "lookahead, slot-based"]);
	refuses(["--dev", "--dev-block-time", "0"], &["--dev-block-time", "50"]);
	refuses(["--dev", "--dev-block-time", "soon"], &["--dev-block-time", "invalid digit"]);
	refuses(["--chain", "local", "--instant-seal"], &["--dev"]);
	refuses(["--dev", "--instant-seal", "--dev-block-time", "1000"], &["cannot be used with"]);
	refuses(["--dev", "--rpc-port", "70000"], &["--rpc-port"]);
}

#[test]
fn a_collator_without_an_aura_key() {
	let (_folder, base) = base();
	refuses(
		[
			"--collator",
			"--chain",
			"local",
			"--base-path",
			&base,
			"--no-hardware-benchmarks",
			"--unsafe-force-node-key-generation",
			"--rpc-port",
			"0",
			"--prometheus-port",
			"0",
			"--port",
			"0",
			"--",
			"--chain",
			&relay_spec(),
			"--prometheus-port",
			"0",
			"--port",
			"0",
		],
		&["a collator needs an Aura key", "key insert", "author_rotateKeysWithOwner"],
	);
}

#[test]
fn a_sequencer_and_a_watcher_without_a_key() {
	for (option, key_type) in
		[("--sequencer", "stsq"), ("--settlement-watch", "stwa"), ("--settlement-verify", "stwa")]
	{
		let (_folder, base) = base();
		let before = ["--chain", "local", option, "--base-path", &base];
		let relay_spec = relay_spec();
		let relay_half = ["--", "--chain", &relay_spec];
		let arguments = [&before[..], &FREE_PORTS, &relay_half, &FREE_PORTS].concat();
		let expected = format!("the keystore has no key of the type `{key_type}`");
		refuses(
			arguments,
			&[&expected, &format!("key insert --key-type {key_type} --scheme sr25519")],
		);
	}
}

#[test]
fn options_of_a_sequencer_out_of_their_range_or_without_it() {
	for (arguments, expected) in [
		(&["--settlement-batch-ms", "500"][..], "--sequencer"),
		(&["--settlement-fee-to", "3"], "--sequencer"),
		(&["--sequencer", "--settlement-min-fee", "3"], "--settlement-fee-to"),
		(&["--sequencer", "--settlement-batch-ms", "99"], "100..=60000"),
		(&["--sequencer", "--settlement-fee-to", "16777216"], "0..16777216"),
	] {
		refuses([&["--dev", "--tmp"], arguments].concat(), &[expected]);
	}
}

#[test]
fn a_collator_without_a_network_key() {
	let (_folder, base) = base();
	refuses(
		["--collator", "--chain", "local", "--base-path", &base, "--", "--chain", &relay_spec()],
		&["network key", "generate-node-key"],
	);
}

#[test]
fn a_relay_chain_that_is_not_known() {
	let (_folder, base) = base();
	refuses(
		[&["--chain", "local", "--base-path", &base, "--no-hardware-benchmarks"], &FREE_PORTS[..]]
			.concat(),
		&["can't load the relay chain `rococo_local_testnet`", "-- --chain RELAY_CHAIN.json"],
	);
}

#[test]
fn a_relay_chain_that_is_gone() {
	let (_folder, base) = base();
	let start = ["--chain", "staging", "--base-path", &base, "--no-hardware-benchmarks"];
	refuses(
		[&start, &FREE_PORTS[..]].concat(),
		&["`paseo`", "retired", "-- --chain RELAY_CHAIN.json", "paseo-chain-specs"],
	);
}

#[test]
fn a_relay_chain_rpc_that_does_not_answer() {
	let (_folder, base) = base();
	let url = format!("ws://127.0.0.1:{}", unused_port());
	refuses(
		[
			"--chain",
			"local",
			"--base-path",
			&base,
			"--no-hardware-benchmarks",
			"--rpc-port",
			"0",
			"--prometheus-port",
			"0",
			"--port",
			"0",
			"--relay-chain-rpc-urls",
			&url,
			"--",
			"--prometheus-port",
			"0",
			"--port",
			"0",
		],
		&["the relay chain can't be reached: no answer from", &url, "--relay-chain-rpc-urls"],
	);
	refuses(
		["--chain", "local", "--relay-chain-rpc-urls", "http://127.0.0.1:1"],
		&["Only websocket RPC is currently supported"],
	);
}

#[test]
fn a_benchmark_that_this_binary_cannot_run() {
	let (_folder, base) = base();
	refuses(
		[
			"benchmark",
			"extrinsic",
			"--chain",
			"dev",
			"--base-path",
			&base,
			"--pallet",
			"system",
			"--extrinsic",
			"remark",
		],
		&["not supported", "benchmark overhead"],
	);
	// The other benchmark commands do run. This one needs no chain.
	stdout_of(&["benchmark", "machine", "--help"]);
}
