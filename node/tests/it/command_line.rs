// SPDX-License-Identifier: GPL-3.0-only

//! The binary's help, version and subcommands.

use crate::process::stdout_of;

/// Names of the libraries behind this node, which mean nothing to its users.
const FOREIGN: [&str; 4] = ["substrate", "polkadot-sdk", "omni", "template"];

fn text_of(arguments: &[&str]) -> String {
	String::from_utf8(stdout_of(arguments)).unwrap()
}

#[test]
fn help_and_version_speak_of_outrider_only() {
	for arguments in [&["--help"][..], &["-h"], &["--version"]] {
		let text = text_of(arguments).to_lowercase();
		assert!(text.contains("outrider"), "{arguments:?}:\n{text}");
		for name in FOREIGN {
			assert!(!text.contains(name), "`{name}` in {arguments:?}:\n{text}");
		}
	}
}

#[test]
fn version_is_the_crates() {
	let text = text_of(&["--version"]);
	assert!(text.starts_with(concat!("outrider ", env!("CARGO_PKG_VERSION"), "-")), "{text}");
}

#[test]
fn every_usual_subcommand_is_there() {
	let help = text_of(&["--help"]);
	for command in [
		"key",
		"build-spec",
		"export-chain-spec",
		"check-block",
		"export-blocks",
		"export-state",
		"import-blocks",
		"revert",
		"purge-chain",
		"export-genesis-head",
		"export-genesis-wasm",
		"benchmark",
	] {
		assert!(help.contains(&format!("\n  {command} ")), "no `{command}`:\n{help}");
	}
	let benchmarks = text_of(&["benchmark", "--help"]);
	for benchmark in ["pallet", "block", "machine", "overhead", "storage"] {
		assert!(
			benchmarks.contains(&format!("\n  {benchmark} ")),
			"no `{benchmark}`:\n{benchmarks}"
		);
	}
}

#[test]
fn a_key_can_be_inspected() {
	let text = text_of(&["key", "inspect", "//Alice"]);
	assert!(text.contains("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"), "{text}");
}
