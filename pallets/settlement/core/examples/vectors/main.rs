// SPDX-License-Identifier: Apache-2.0

//! Writes `vectors.json` anew.

mod cases;
#[path = "../../tests/kit/mod.rs"]
mod kit;

fn main() -> std::io::Result<()> {
	let file = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors.json");
	let text = serde_json::to_string_pretty(&cases::vectors())?;
	std::fs::write(file, text + "\n")
}
