// SPDX-License-Identifier: GPL-3.0-only

//! Reads the fields of a chain spec's file that the SDK does not check, and refuses wrong ones.

use super::{
	genesis::{GenesisConfig, RuntimeGenesis},
	restart::prefix,
};
use serde::{de::IgnoredAny, Deserialize, Deserializer};
use serde_json::Value;
use std::collections::HashMap;

/// The parts of a chain spec that are checked here.
#[derive(Deserialize)]
pub struct Document {
	/// `None` if there is no such field.
	#[serde(alias = "relayChain", default, deserialize_with = "present")]
	relay_chain: Option<Value>,
	genesis: Option<Genesis>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Genesis {
	runtime_genesis: Option<Runtime>,
	raw: Option<Raw>,
}

/// A genesis state. Only its keys are read here.
#[derive(Deserialize)]
struct Raw {
	#[serde(default)]
	top: HashMap<String, IgnoredAny>,
}

#[derive(Deserialize)]
struct Runtime {
	#[serde(with = "sp_core::bytes")]
	code: Vec<u8>,
	patch: Option<Value>,
	config: Option<Value>,
}

/// Distinguishes `null` from a missing field.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
	Value::deserialize(deserializer).map(Some)
}

impl Document {
	/// Fails unless the spec names its relay chain.
	pub fn check_relay_chain(&self) -> Result<(), String> {
		match &self.relay_chain {
			None => Err("is not the spec of a parachain: it has no field `relay_chain`. \
				 The relay chain's own spec belongs after `--`: outrider --chain PARACHAIN -- --chain RELAY_CHAIN"
				.into()),
			Some(Value::String(id)) if !id.trim().is_empty() => Ok(()),
			Some(other) => Err(format!(
				"names no relay chain: its field `relay_chain` is {other}. \
				 Write the id of the relay chain there, as in \"polkadot\""
			)),
		}
	}

	/// Fails if the genesis state holds a block number: the runtime would continue from that number.
	pub fn check_block_number(&self) -> Result<(), String> {
		let raw = self.genesis.as_ref().and_then(|genesis| genesis.raw.as_ref());
		let number = sp_core::bytes::to_hex(&prefix("System", "Number"), false);
		match raw {
			Some(raw) if raw.top.contains_key(&number) => {
				Err("holds the state after a block, with that block's number, \
				 and the blocks of a new chain begin with number 1. Export the state again with this binary's \
				 `export-state`, or take it from a node with scripts/fork"
					.into())
			},
			_ => Ok(()),
		}
	}

	/// The input from which the runtime builds the genesis state. `None` if the spec holds the state itself.
	pub fn runtime_genesis(self) -> Result<Option<RuntimeGenesis>, String> {
		let Some(Runtime { code, patch, config }) =
			self.genesis.and_then(|genesis| genesis.runtime_genesis)
		else {
			return Ok(None);
		};
		let (name, value) = match (patch, config) {
			(Some(patch), None) => ("patch", patch),
			(None, Some(config)) => ("config", config),
			_ => return Err("has a genesis without `patch` or `config`, or with both".into()),
		};
		if code.is_empty() {
			return Err("has no runtime in `genesis.runtimeGenesis.code`: `scripts/chain-specs.sh raw` makes a whole spec of \
				 what lies in chain-specs/"
				.into());
		}
		if let Some((field, number)) = inexact(&value, format!("genesis.runtimeGenesis.{name}")) {
			return Err(format!(
				"holds `{number}` in `{field}`, where only whole numbers belong: a JavaScript program has rewritten the \
				 file, and may have rounded other amounts too. Export the spec again, or write amounts with all digits"
			));
		}
		let config = match name {
			"patch" => GenesisConfig::Patch(value),
			_ => GenesisConfig::Whole(value),
		};
		Ok(Some(RuntimeGenesis { code, config }))
	}
}

/// The first number that is not an integer, and its path in the document.
fn inexact(value: &Value, place: String) -> Option<(String, String)> {
	match value {
		Value::Number(number) => {
			let text = number.to_string();
			text.contains(['.', 'e', 'E']).then_some((place, text))
		},
		Value::Array(items) => items
			.iter()
			.enumerate()
			.find_map(|(index, item)| inexact(item, format!("{place}[{index}]"))),
		Value::Object(fields) => fields
			.iter()
			.find_map(|(name, field)| inexact(field, format!("{place}.{name}"))),
		_ => None,
	}
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
	use super::*;

	fn document(json: &str) -> Document {
		serde_json::from_str(json).unwrap()
	}

	#[test]
	fn only_a_name_names_a_relay_chain() {
		document(r#"{"relay_chain": "polkadot"}"#).check_relay_chain().unwrap();
		document(r#"{"relayChain": "polkadot"}"#).check_relay_chain().unwrap();
		for (field, part) in [
			("", "no field `relay_chain`"),
			(r#""relay_chain": null"#, "is null"),
			(r#""relay_chain": """#, "is \"\""),
			(r#""relay_chain": " ""#, "is \" \""),
			(r#""relay_chain": 7"#, "is 7"),
			(r#""relay_chain": ["polkadot"]"#, "is [\"polkadot\"]"),
		] {
			let refusal = document(&format!("{{{field}}}")).check_relay_chain().unwrap_err();
			assert!(refusal.contains(part), "{field}: {refusal}");
			assert!(!refusal.contains('\n'), "{refusal}");
		}
	}

	#[test]
	fn a_spec_without_a_runtime_is_refused() {
		let json = r#"{"genesis": {"runtimeGenesis": {"code": "0x", "patch": {}}}}"#;
		let refusal = document(json).runtime_genesis().map(|_| ()).unwrap_err();
		assert!(refusal.contains("no runtime"), "{refusal}");
	}

	#[test]
	fn a_genesis_with_the_number_of_a_block_is_refused() {
		let state = |item| {
			let key = sp_core::bytes::to_hex(&prefix("System", item), false);
			document(&format!(r#"{{"genesis": {{"raw": {{"top": {{"{key}": "0x07000000"}}}}}}}}"#))
		};
		state("Account").check_block_number().unwrap();
		document(r#"{"genesis": {"runtimeGenesis": {"code": "0x00", "patch": {}}}}"#)
			.check_block_number()
			.unwrap();
		let refusal = state("Number").check_block_number().unwrap_err();
		for part in ["the state after a block", "`export-state`", "scripts/fork"] {
			assert!(refusal.contains(part), "no `{part}` in {refusal}");
		}
	}

	#[test]
	fn a_number_that_a_javascript_program_has_rewritten_is_named() {
		let genesis = |amount: &str| {
			let json = format!(
				r#"{{"genesis": {{"runtimeGenesis": {{"code": "0x00", "patch":
				{{"balances": {{"balances": [["5Grw", {amount}]]}}}}}}}}}}"#
			);
			document(&json).runtime_genesis().map(|genesis| genesis.is_some())
		};
		assert_eq!(genesis("1000000000000000000000000"), Ok(true));
		for (amount, shown) in [("1e+24", "1e+24"), ("1.5e24", "1.5e+24"), ("0.5", "0.5")] {
			let refusal = genesis(amount).unwrap_err();
			let place = "genesis.runtimeGenesis.patch.balances.balances[0][1]";
			for part in [&format!("`{shown}`"), place, "JavaScript", "Export the spec again"] {
				assert!(refusal.contains(part), "no `{part}` in {refusal}");
			}
		}
	}
}
