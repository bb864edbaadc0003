// SPDX-License-Identifier: GPL-3.0-only

//! Does every option of a node's `--help` work on a development chain, on a chain with a relay chain and with a spec
//! file, or is it refused with one line that says why?

use crate::{
	node::{Node, OUTRIDER},
	process::{refuses, repository, stdout_of},
};
use std::{collections::BTreeSet, path::Path};
use tempfile::TempDir;

/// The nodes on which an option has an effect.
#[derive(PartialEq, Clone, Copy)]
enum On {
	Any,
	/// Nodes with a relay chain. A development node refuses the option.
	RelayChain,
	/// Development nodes. A node with a relay chain refuses the option.
	Dev,
	/// All nodes. Each start of these tests has the option.
	Always,
	/// Nodes without a test account. A node with one refuses the option.
	OwnAccount,
	/// Another test tries the option, or the option needs a terminal.
	Elsewhere,
}

use On::{Always, Any, Dev, Elsewhere, OwnAccount, RelayChain};

/// The address of a peer that does not exist.
const PEER: &str = "/ip4/127.0.0.1/tcp/1/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp";
/// A secret key for tests.
const KEY: &str = "0101010101010101010101010101010101010101010101010101010101010101";

/// Every option of a node: the start in which it is tried, since some options exclude others; its values, in which
/// `FOLDER` stands for an existing folder; and the nodes on which it has an effect. From the fourth start on there are
/// only test accounts, which differ by name alone: a development chain suffices for those.
const OPTIONS: &[(&str, usize, &[&str], On)] = &[
	("alice", 0, &[], Any),
	("allow-private-ip", 0, &[], Any),
	("authoring", 0, &["slot-based"], RelayChain),
	("base-path", 0, &[], Always),
	("blocks-pruning", 0, &["archive"], Any),
	("bob", 1, &[], Any),
	("bootnodes", 0, &[PEER], RelayChain),
	("chain", 0, &[], Always),
	("charlie", 2, &[], Any),
	("code-cache", 1, &["FOLDER/compiled"], Any),
	("collator", 2, &[], Any),
	("database", 0, &["paritydb"], Any),
	("dave", 3, &[], Any),
	("db-cache", 0, &["64"], Any),
	("db-storage-polling-period", 0, &["10"], Any),
	("db-storage-threshold", 0, &["1"], Any),
	("detailed-log-output", 0, &[], Any),
	("dev", 0, &[], Always),
	("dev-block-time", 0, &["500"], Dev),
	("disable-log-color", 0, &[], Any),
	("discover-local", 0, &[], RelayChain),
	("enable-log-reloading", 0, &[], Any),
	("enable-offchain-indexing", 0, &["true"], Any),
	("eve", 4, &[], Any),
	("execution", 1, &["wasm"], Any),
	("execution-block-construction", 0, &["wasm"], Any),
	("execution-import-block", 0, &["wasm"], Any),
	("execution-offchain-worker", 0, &["wasm"], Any),
	("execution-other", 0, &["wasm"], Any),
	("execution-syncing", 0, &["wasm"], Any),
	("experimental-max-pov-percentage", 0, &["80"], RelayChain),
	("experimental-rpc-endpoint", 1, &["listen-addr=127.0.0.1:0"], Any),
	("export-pov-to-path", 0, &["FOLDER/povs"], RelayChain),
	("ferdie", 5, &[], Any),
	("force-authoring", 0, &[], Any),
	("force-enable-webrtc", 2, &[], RelayChain),
	("help", 0, &[], Elsewhere),
	("in-peers", 0, &["1"], RelayChain),
	("in-peers-light", 0, &["1"], RelayChain),
	("instant-seal", 1, &[], Dev),
	("ipfs-bootnodes", 1, &[PEER], Any),
	("ipfs-server", 1, &[], Any),
	("kademlia-disjoint-query-paths", 0, &[], RelayChain),
	("kademlia-replication-factor", 0, &["5"], RelayChain),
	("keystore-path", 0, &["FOLDER/keystore"], Any),
	("listen-addr", 1, &["/ip4/127.0.0.1/tcp/0"], Any),
	("log", 0, &["sync=debug"], Any),
	("max-blocks-per-request", 0, &["8"], RelayChain),
	("max-parallel-downloads", 0, &["2"], RelayChain),
	("max-runtime-instances", 0, &["4"], Any),
	("name", 0, &["a name"], Any),
	("network-backend", 1, &["libp2p"], RelayChain),
	("no-dht-bootnode", 0, &[], Any),
	("no-dht-bootnode-discovery", 0, &[], Any),
	("no-finality-tracker", 1, &[], Any),
	("no-grandpa", 0, &[], Any),
	("no-hardware-benchmarks", 0, &[], Any),
	("no-mdns", 0, &[], Any),
	("no-private-ip", 1, &[], Any),
	("no-prometheus", 1, &[], Any),
	("no-telemetry", 0, &[], Any),
	("node-key", 0, &[KEY], Any),
	("node-key-file", 1, &["FOLDER/node-key"], Any),
	("node-key-type", 0, &["ed25519"], Any),
	("offchain-worker", 0, &["always"], Any),
	("one", 6, &[], Any),
	("out-peers", 0, &["1"], RelayChain),
	("password", 0, &["secret"], OwnAccount),
	("password-filename", 1, &["FOLDER/password"], OwnAccount),
	("password-interactive", 2, &[], OwnAccount),
	("pool-best-blocks-only", 0, &[], Any),
	("pool-kbytes", 0, &["1000"], Any),
	("pool-limit", 0, &["100"], Any),
	("pool-type", 0, &["fork-aware"], RelayChain),
	("port", 0, &["0"], Any),
	("prometheus-external", 0, &[], Any),
	("prometheus-port", 0, &["0"], Any),
	("public-addr", 0, &["/ip4/127.0.0.1/tcp/1"], RelayChain),
	("relay-chain-rpc-urls", 0, &[], Elsewhere),
	("reserved-nodes", 0, &[PEER], RelayChain),
	("reserved-only", 0, &[], RelayChain),
	("rpc-cors", 0, &["all"], Any),
	("rpc-disable-batch-requests", 0, &[], Any),
	("rpc-external", 3, &[], Any),
	("rpc-max-batch-request-len", 1, &["10"], Any),
	("rpc-max-connections", 0, &["10"], Any),
	("rpc-max-request-size", 0, &["10"], Any),
	("rpc-max-response-size", 0, &["10"], Any),
	("rpc-max-subscriptions-per-connection", 0, &["10"], Any),
	("rpc-message-buffer-capacity-per-connection", 0, &["10"], Any),
	("rpc-methods", 0, &["unsafe"], Any),
	("rpc-port", 0, &["0"], Any),
	("rpc-rate-limit", 0, &["6000"], Any),
	("rpc-rate-limit-trust-proxy-headers", 0, &[], Any),
	("rpc-rate-limit-whitelisted-ips", 0, &["127.0.0.1/32"], Any),
	("runtime-cache-size", 0, &["2"], Any),
	("sequencer", 0, &[], Any),
	("settlement-batch-ms", 0, &["500"], Any),
	("settlement-fee-to", 0, &["3"], Any),
	("settlement-min-fee", 0, &["1000"], Any),
	("settlement-verify", 0, &[], Any),
	("settlement-watch", 0, &[], Any),
	("state-pruning", 0, &["archive"], Any),
	("sync", 0, &["full"], RelayChain),
	("telemetry-url", 1, &["wss://127.0.0.1:1/submit 0"], Any),
	("tmp", 2, &[], Any),
	("tracing-receiver", 0, &["log"], Any),
	("tracing-targets", 0, &["sync=info"], Any),
	("trie-cache-size", 0, &["1000000"], Any),
	("two", 7, &[], Any),
	("tx-ban-seconds", 0, &["1"], Any),
	("unsafe-force-node-key-generation", 1, &[], Any),
	("unsafe-rpc-external", 0, &[], Any),
	("validator", 0, &[], Any),
	("version", 0, &[], Elsewhere),
	("warm-up-trie-cache", 0, &["non-blocking"], Any),
	("wasm-execution", 0, &["compiled"], Any),
	("wasm-runtime-overrides", 0, &["FOLDER"], Any),
	("wasmtime-instantiation-strategy", 0, &["pooling"], Any),
];

/// Options of every start, unless one of the options named before them is tried in that start.
const USUAL: [(&[&str], [&str; 2]); 3] = [
	(&["port", "listen-addr"], ["--port", "0"]),
	(&["rpc-port", "experimental-rpc-endpoint"], ["--rpc-port", "0"]),
	(&["prometheus-port", "no-prometheus"], ["--prometheus-port", "0"]),
];

/// The options of a start that have an effect on every chain, or on the chains of kind `other`.
fn arguments_of(start: usize, other: On, folder: &Path) -> Vec<String> {
	let tried: Vec<_> = OPTIONS
		.iter()
		.filter(|(_, of, _, on)| *of == start && (*on == Any || *on == other))
		.collect();
	let usual = USUAL
		.iter()
		.filter(|(names, _)| !tried.iter().any(|(name, ..)| names.contains(name)))
		.flat_map(|(_, usual)| usual.map(String::from));
	let folder = folder.display().to_string();
	let options = tried.iter().flat_map(|(name, _, values, _)| {
		let values = values.iter().map(|value| value.replace("FOLDER", &folder));
		std::iter::once(format!("--{name}")).chain(values).collect::<Vec<_>>()
	});
	usual.chain(options).collect()
}

fn folder() -> TempDir {
	let folder = TempDir::new().unwrap();
	std::fs::write(folder.path().join("password"), "secret").unwrap();
	folder
}

/// Starts a node with these options. The node must come up.
fn starts(before: &[&str], options: &[String], after: &[&str]) {
	let options: Vec<&str> = options.iter().map(String::as_str).collect();
	Node::run(Path::new(OUTRIDER), &[before, &options, after].concat());
}

/// The options that the node's help lists.
fn listed() -> BTreeSet<String> {
	String::from_utf8(stdout_of(&["--help"]))
		.unwrap()
		.lines()
		.map(str::trim_start)
		.filter_map(|line| {
			line.strip_prefix("--")
				.or_else(|| line.split_once(", --").map(|(_, rest)| rest))
		})
		.filter_map(|rest| rest.split([' ', '.', '[']).next())
		.map(Into::into)
		.collect()
}

#[test]
fn every_option_is_in_the_table() {
	let table: BTreeSet<String> = OPTIONS.iter().map(|(name, ..)| name.to_string()).collect();
	assert_eq!(table, listed());
}

#[test]
fn on_a_development_chain() {
	for start in 0..8 {
		let folder = folder();
		starts(&["--dev"], &arguments_of(start, Dev, folder.path()), &[]);
	}
	for (name, _, values, _) in OPTIONS.iter().filter(|(.., on)| *on == RelayChain) {
		let option = format!("--{name}");
		let refused = [&["--dev", "--tmp", option.as_str()], *values].concat();
		refuses(refused, &[&option, "has no effect with --dev"]);
	}
}

/// The options of the relay chain's half of a node.
fn relay_half() -> Vec<String> {
	let spec = repository("zombienet/relay-chain-specs/rococo-local.json");
	let ports = ["--port", "0", "--rpc-port", "0", "--prometheus-port", "0"];
	let half = ["--", "--no-mdns", "--chain"].into_iter().map(Into::into);
	half.chain([spec.display().to_string()]).chain(ports.map(Into::into)).collect()
}

#[test]
fn a_test_account_takes_no_password_and_another_one_does() {
	let relay_half = relay_half();
	let after: Vec<&str> = relay_half.iter().map(String::as_str).collect();
	for (name, _, values, _) in OPTIONS.iter().filter(|(.., on)| *on == OwnAccount) {
		let option = format!("--{name}");
		for account in ["--dev", "--bob"] {
			let refused = [&["--chain", "local", account, option.as_str()], *values].concat();
			let message = format!("`{option}` can't be used with `{account}`");
			refuses(refused, &[&message, "Leave the password out"]);
		}
		// The third option asks at a terminal.
		if let [value] = values {
			let folder = folder();
			let value = value.replace("FOLDER", &folder.path().display().to_string());
			let usual = USUAL.iter().flat_map(|(_, usual)| usual.map(String::from));
			let arguments: Vec<String> = usual.chain([option, value]).collect();
			starts(&["--chain", "local"], &arguments, &after);
		}
	}
}

#[test]
fn on_a_chain_with_a_relay_chain_by_its_id_and_by_its_spec() {
	let relay_half = relay_half();
	let after: Vec<&str> = relay_half.iter().map(String::as_str).collect();
	let specs = TempDir::new().unwrap();
	let spec = specs.path().join("local.json").display().to_string();
	std::fs::write(&spec, stdout_of(&["export-chain-spec", "--chain", "local"])).unwrap();
	for (start, chain) in [(0, "local"), (1, spec.as_str()), (2, "local")] {
		let folder = folder();
		starts(&["--chain", chain], &arguments_of(start, RelayChain, folder.path()), &after);
	}
	for (name, _, values, _) in OPTIONS.iter().filter(|(.., on)| *on == Dev) {
		let option = format!("--{name}");
		refuses([&["--chain", "local", option.as_str()], *values].concat(), &["--dev"]);
	}
}
