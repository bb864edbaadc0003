// SPDX-License-Identifier: GPL-3.0-only

//! The keys that sign. Anyone can derive them, so that anyone can repeat a measurement.

use crate::Error;
use outrider_runtime::AccountId;
use sp_core::{crypto::DeriveJunction, sr25519, Pair};

/// The secret from which all these keys are derived, below the phrase of the test accounts.
const ROOT: &str = "//Settle";

/// The keys of the accounts `//Settle/0`, `//Settle/1` and so on.
pub fn settlers(count: u32) -> Result<Vec<sr25519::Pair>, Error> {
	let root = sr25519::Pair::from_string(ROOT, None)?;
	let derive = |index: u32| {
		let path = [DeriveJunction::soft(u64::from(index))];
		root.derive(path.into_iter(), None).map(|(key, _)| key)
	};
	Ok((0..count).map(derive).collect::<Result<_, _>>()?)
}

/// The key of a secret URI, such as `//Alice`.
pub fn payer(suri: &str) -> Result<sr25519::Pair, Error> {
	// The error does not repeat the secret.
	let key = sr25519::Pair::from_string(suri, None);
	Ok(key.map_err(|error| format!("--payer is no secret URI, such as //Alice: {error}"))?)
}

/// The account of a key.
pub fn account(key: &sr25519::Pair) -> AccountId {
	key.public().into()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
	use super::*;

	#[test]
	fn the_keys_are_those_of_the_secret_uris_that_the_documentation_names() {
		let keys = settlers(3).unwrap();
		for (index, key) in keys.iter().enumerate() {
			let expected = payer(&format!("//Settle/{index}")).unwrap();
			assert_eq!(key.public(), expected.public(), "index {index}");
		}
	}

	#[test]
	fn a_payer_is_a_secret_uri() {
		assert_eq!(
			account(&payer("//Alice").unwrap()).to_string(),
			"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
		);
		let error = payer("Alice").err().unwrap().to_string();
		assert!(error.starts_with("--payer is no secret URI"), "{error}");
	}
}
