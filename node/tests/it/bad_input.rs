// SPDX-License-Identifier: GPL-3.0-only

//! Is bad input refused, with a message that says what is accepted?

use crate::process::{refuses, repository, stdout_of};
use std::net::TcpListener;
use tempfile::TempDir;

/// Ports that nothing else on this machine has.
const FREE_PORTS: [&str; 4] = ["--rpc-port", "0", "--prometheus-port", "0"];

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
		"dev, local, local-sync-backing, staging",
		"path of a chain spec",
	];
	refuses(["--chain", "paris"], &known);
	refuses(["export-chain-spec", "--chain", "paris"], &known);
	refuses(["--chain", "/no/such/file.json"], &["unknown chain `/no/such/file.json`"]);
}

#[test]
fn no_chain_at_all() {
	refuses([] as [&str; 0], &["no chain is named", "dev, local, local-sync-backing, staging"]);
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

#[test]
fn the_spec_of_another_parachain() {
	// What tells another parachain from ours is its runtime: the relay chain's will do.
	let mut spec: serde_json::Value =
		serde_json::from_slice(&std::fs::read(relay_spec()).unwrap()).unwrap();
	spec["relay_chain"] = "rococo-local".into();
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
fn wrong_flags() {
	refuses(["--no-such-flag"], &["unexpected argument '--no-such-flag'"]);
	refuses(["--dev", "--authoring", "fast"], &["'fast'", "lookahead, slot-based"]);
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
			"--",
			"--chain",
			&relay_spec(),
		],
		&["a collator needs an Aura key", "key insert", "author_rotateKeysWithOwner"],
	);
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
		&["can't load the relay chain `rococo-local`", "-- --chain RELAY_CHAIN.json"],
	);
}

#[test]
fn a_relay_chain_rpc_that_does_not_answer() {
	let (_folder, base) = base();
	// A port on which nobody listens any more.
	let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
	let url = format!("ws://127.0.0.1:{port}");
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
			"--relay-chain-rpc-urls",
			&url,
			"--",
			"--chain",
			&relay_spec(),
		],
		&[&url],
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
	// The other commands do run: this one needs no chain.
	stdout_of(&["benchmark", "machine", "--help"]);
}
