// SPDX-License-Identifier: GPL-3.0-only

//! Does every subcommand work on a development chain, on a chain with a relay chain and with a spec file, or refuse
//! with one line that says why?

use crate::{
	node::Node,
	process::{outrider, stdout_of},
};
use std::collections::BTreeSet;
use tempfile::TempDir;

/// The result of a command line.
enum Outcome {
	Works,
	/// The command fails, with an error that has all these parts.
	Refuses(&'static [&'static str]),
}

use Outcome::{Refuses, Works};

/// The chains on which each command is tried.
struct Chains {
	_folder: TempDir,
	/// A development chain that has built blocks, and a file with these blocks.
	dev: Node,
	blocks: String,
	/// A base path that no node has used.
	fresh: String,
	/// The spec of the local chain.
	spec: String,
}

impl Chains {
	fn new() -> Self {
		let folder = TempDir::new().unwrap();
		let path = |name: &str| folder.path().join(name).display().to_string();
		let dev = Node::start(&["--state-pruning", "archive", "--blocks-pruning", "archive"]);
		dev.block(4);
		dev.kill();
		let (spec, blocks) = (path("local.json"), path("blocks"));
		std::fs::write(&spec, stdout_of(&["export-chain-spec", "--chain", "local"])).unwrap();
		let base = dev.base().display().to_string();
		let to_file = ["--to", "3", "--binary", &blocks];
		stdout_of(
			&[&["export-blocks", "--chain", "dev", "--base-path", &base], &to_file[..]].concat(),
		);
		Self { fresh: path("fresh"), dev, blocks, spec, _folder: folder }
	}

	/// Each chain, with its base path.
	fn each(&self) -> [(String, String); 3] {
		let base = self.dev.base().display().to_string();
		[
			("dev".into(), base),
			("local".into(), self.fresh.clone()),
			(self.spec.clone(), self.fresh.clone()),
		]
	}
}

/// The subcommands that a command's help lists.
fn listed(command: &[&str]) -> BTreeSet<String> {
	let help = String::from_utf8(stdout_of(&[command, &["--help"]].concat())).unwrap();
	let (_, commands) = help.split_once("Commands:\n").unwrap();
	commands
		.lines()
		.take_while(|line| !line.is_empty())
		// A command's line is indented by two columns, the continuation of its text by more.
		.filter(|line| line.starts_with("  ") && !line.starts_with("   "))
		.filter_map(|line| line.split_whitespace().next())
		.filter(|name| *name != "help")
		.map(Into::into)
		.collect()
}

/// Runs a command line, and returns an error that describes any difference from the expected outcome.
fn verdict(arguments: &[&str], expected: &Outcome) -> Result<(), String> {
	let ended = outrider(arguments);
	let shown = arguments.join(" ");
	let wrong = |what: &str| Err(format!("{shown}: {what}:\n{}", ended.output));
	if ended.output.contains("panicked") {
		return wrong("it panicked");
	}
	if ended.output.contains("Essential task") {
		return wrong("it says that a task of a node has failed");
	}
	match expected {
		Works if ended.status.success() => Ok(()),
		Works => wrong("it failed"),
		Refuses(_) if ended.status.success() => wrong("it did not refuse"),
		Refuses(parts) => match parts.iter().find(|part| !ended.output.contains(**part)) {
			Some(part) => wrong(&format!("no `{part}`")),
			None => Ok(()),
		},
	}
}

/// The commands that measure. They take up to a minute, so they are tried on one chain only.
fn measuring<'a>(at: &[&'a str; 4], folder: &'a str) -> Vec<(Vec<&'a str>, Outcome)> {
	let [_, chain, ..] = at;
	let short =
		["--warmup", "1", "--repeat", "1", "--max-ext-per-block", "10", "--weight-path", folder];
	let pallets = ["--pallet", "*", "--extrinsic", "*"];
	vec![
		([&["benchmark", "overhead", "--chain", chain], &short[..]].concat(), Works),
		(
			[&["benchmark", "pallet", "--chain", chain], &pallets[..]].concat(),
			Refuses(&["runtime-benchmarks"]),
		),
		([&["benchmark", "machine", "--allow-fail"], &at[..]].concat(), Works),
	]
}

#[test]
fn every_subcommand_works_or_says_why_not() {
	let chains = Chains::new();
	let mut tried = BTreeSet::new();
	let mut wrong = Vec::new();
	for (chain, base) in chains.each() {
		let is_dev = chain == "dev";
		let ran = |works: bool, parts| if works { Works } else { Refuses(parts) };
		let at = ["--chain", &chain, "--base-path", &base];
		let no_blocks: &[&str] = &["Unknown block"];
		let other = TempDir::new().unwrap();
		let empty = other.path().display().to_string();
		let file = other.path().join("file").display().to_string();
		let elsewhere = ["--chain", &chain, "--base-path", &empty];
		let aura = ["--key-type", "aura", "--scheme", "sr25519", "--suri", "//Alice"];
		let mut cases: Vec<(Vec<&str>, Outcome)> = vec![
			([&["key", "insert"], &at[..], &aura].concat(), Works),
			([&["build-spec"], &at[..]].concat(), Works),
			(vec!["export-chain-spec", "--chain", &chain, "--output", &file], Works),
			([&["check-block", "2"], &at[..]].concat(), ran(is_dev, no_blocks)),
			([&["export-blocks", "--from", "1", "--to", "2"], &at[..], &[&file]].concat(), Works),
			([&["export-state"], &at[..]].concat(), Works),
			(
				[&["import-blocks", "--binary"], &elsewhere[..], &[&chains.blocks]].concat(),
				ran(is_dev, &["unknown parent"]),
			),
			([&["revert", "1"], &at[..]].concat(), Works),
			(vec!["export-genesis-head", "--chain", &chain], Works),
			(vec!["export-genesis-wasm", "--chain", &chain], Works),
			(
				[&["benchmark", "block", "--from", "2", "--to", "2", "--repeat", "1"], &at[..]]
					.concat(),
				ran(is_dev, &["UnknownBlock"]),
			),
			(
				[&["benchmark", "storage", "--state-version", "1"], &at[..]].concat(),
				Refuses(&["--features runtime-benchmarks"]),
			),
			(
				[&["benchmark", "extrinsic", "--pallet", "a", "--extrinsic", "b"], &at[..]]
					.concat(),
				Refuses(&["not supported"]),
			),
			([&["purge-chain", "-y"], &at[..]].concat(), Works),
		];
		if is_dev {
			cases.extend(measuring(&at, &empty));
		}
		for (arguments, expected) in cases {
			tried.insert(arguments[0].to_string());
			wrong.extend(verdict(&arguments, &expected).err());
		}
	}
	assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
	assert_eq!(tried, listed(&[]));
}

#[test]
fn every_key_command_works() {
	let folder = TempDir::new().unwrap();
	let file = folder.path().join("key").display().to_string();
	let base = folder.path().join("base").display().to_string();
	let at = ["--chain", "local", "--base-path", &base];
	let aura = ["--key-type", "aura", "--scheme", "sr25519", "--suri", "//Alice"];
	let cases: Vec<Vec<&str>> = vec![
		vec!["key", "generate"],
		vec!["key", "inspect", "//Alice"],
		vec!["key", "generate-node-key", "--file", &file],
		vec!["key", "inspect-node-key", "--file", &file],
		[&["key", "generate-node-key"], &at[..]].concat(),
		[&["key", "insert"], &at[..], &aura].concat(),
	];
	let tried: BTreeSet<String> = cases.iter().map(|arguments| arguments[1].into()).collect();
	for arguments in &cases {
		verdict(arguments, &Works).unwrap();
	}
	assert_eq!(tried, listed(&["key"]));
}

#[test]
fn purge_chain_deletes_both_databases_and_nothing_else() {
	let folder = TempDir::new().unwrap();
	let base = folder.path().join("base");
	let ours = base.join("chains/outrider_local/db/full");
	let relays = base.join("polkadot/chains/rococo_local_testnet/db");
	let keystore = base.join("chains/outrider_local/keystore");
	for kept in [&ours, &relays, &keystore] {
		std::fs::create_dir_all(kept).unwrap();
	}
	let shown = base.display().to_string();
	let purge = |more: &[&str]| {
		let arguments = ["purge-chain", "-y", "--chain", "local", "--base-path", &shown];
		verdict(&[&arguments, more].concat(), &Works).unwrap();
		(ours.exists(), relays.exists(), keystore.exists())
	};
	assert_eq!(purge(&["--relaychain"]), (true, false, true));
	assert_eq!(purge(&[]), (false, false, true));
	// All databases are deleted.
	assert_eq!(purge(&[]), (false, false, true));
}
