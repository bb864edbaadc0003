// SPDX-License-Identifier: GPL-3.0-only

//! Finds placeholders in a chain's genesis: keys without an owner, which spell their role, and a para id that is not
//! registered.
//!
//! A chain with placeholders can't be used where a mistake would cost money or the chain: for a collator, a genesis
//! head, or a raw spec.

use outrider_runtime::genesis_presets::placeholder::{PARA_ID, PREFIX};
use sc_service::{ChainSpec, ChainType};
use sp_core::storage::{well_known_keys::CODE, Storage};
use sp_crypto_hashing::twox_128;
use std::collections::BTreeMap;

/// Fails if a chain has placeholders in its genesis. `what` is what the user has asked for.
pub fn refuse_placeholders(spec: &dyn ChainSpec, what: &str) -> Result<(), String> {
	let state = spec.as_storage_builder().build_storage()?;
	refuse(spec.id(), what, &in_state(&state))
}

/// Fails if the state of a raw spec has placeholders: others rely on a raw spec for good.
pub fn refuse_raw(spec: &dyn ChainSpec, state: &Storage) -> Result<(), String> {
	let mut found = in_state(state);
	if spec.chain_type() == ChainType::Live && spec.boot_nodes().is_empty() {
		found.push("boot nodes (none)".into());
	}
	refuse(spec.id(), "raw spec", &found)
}

fn refuse(id: &str, what: &str, found: &[String]) -> Result<(), String> {
	if found.is_empty() {
		return Ok(());
	}
	Err(format!(
		"no {what} of `{id}` while it has placeholders: {}. chain-specs/README.md says how each is replaced",
		found.join(", ")
	))
}

/// The placeholders in a state: the roles of keys, each with the number of keys, and the para id.
fn in_state(state: &Storage) -> Vec<String> {
	let mut keys = BTreeMap::new();
	for (key, value) in state.top.iter().filter(|(key, _)| *key != CODE) {
		for text in spelled_in(key).chain(spelled_in(value)) {
			let role = text.split(':').next().unwrap_or_default();
			keys.entry(role.to_owned()).or_insert_with(Vec::new).push(text);
		}
	}
	let mut found = Vec::new();
	if state.top.get(&para_id_key()).is_some_and(|id| *id == PARA_ID.to_le_bytes()) {
		found.push(format!("para id {PARA_ID}"));
	}
	for (role, mut texts) in keys {
		texts.sort_unstable();
		texts.dedup();
		found.push(if texts.len() == 1 { role } else { format!("{role} ({})", texts.len()) });
	}
	found
}

/// The storage key of the chain's id on the relay chain.
fn para_id_key() -> Vec<u8> {
	[twox_128(b"ParachainInfo"), twox_128(b"ParachainId")].concat()
}

/// The texts that placeholders in these bytes spell after the prefix.
fn spelled_in(bytes: &[u8]) -> impl Iterator<Item = String> + '_ {
	bytes
		.windows(PREFIX.len())
		.enumerate()
		.filter(|(_, window)| *window == PREFIX.as_bytes())
		.map(|(at, _)| {
			let rest = bytes[at + PREFIX.len()..].iter();
			rest.take_while(|byte| byte.is_ascii_graphic())
				.map(|byte| char::from(*byte))
				.collect()
		})
}

#[cfg(test)]
mod tests {
	use super::*;
	use outrider_runtime::genesis_presets::placeholder;

	fn state(entries: &[(&[u8], &[u8])]) -> Storage {
		let top = entries.iter().map(|(key, value)| (key.to_vec(), value.to_vec())).collect();
		Storage { top, ..Default::default() }
	}

	#[test]
	fn keys_are_found_in_keys_and_values_each_once() {
		let committee =
			[placeholder::key("committee", 0), placeholder::key("committee", 1)].concat();
		let holder = [b"map of accounts".as_slice(), &placeholder::key("vesting", 0)].concat();
		let state = state(&[
			(b"members", &committee),
			(b"prime", &placeholder::key("committee", 1)),
			(&holder, b"much"),
			(CODE, b"placeholder:code:0"),
		]);
		assert_eq!(in_state(&state), ["committee (2)", "vesting"]);
	}

	#[test]
	fn the_placeholder_id_is_found_and_a_registered_id_is_not() {
		let key = para_id_key();
		assert_eq!(in_state(&state(&[(&key, &[0xff; 4])])), ["para id 4294967295"]);
		assert!(in_state(&state(&[(&key, &4018u32.to_le_bytes())])).is_empty());
		assert!(in_state(&state(&[(b"another place", &[0xff; 4])])).is_empty());
	}
}
