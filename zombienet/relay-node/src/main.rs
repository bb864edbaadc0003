// SPDX-License-Identifier: GPL-3.0-only

//! The relay chain node of the local networks. It runs `polkadot`'s code without a built-in runtime.
//! The chain comes from a spec file (`--chain zombienet/relay-chain-specs/rococo-local.json`).

fn main() -> Result<(), Box<dyn std::error::Error>> {
	Ok(polkadot_cli::run()?)
}
