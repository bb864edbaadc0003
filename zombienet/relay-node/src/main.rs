// SPDX-License-Identifier: GPL-3.0-only

//! The relay chain node of the local networks: what `polkadot` runs, without a runtime compiled in.
//! The chain comes from a spec file (`--chain zombienet/relay-chain-specs/rococo-local.json`).

fn main() -> Result<(), Box<dyn std::error::Error>> {
	Ok(polkadot_cli::run()?)
}
