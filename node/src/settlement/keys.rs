// SPDX-License-Identifier: GPL-3.0-only

//! The keys of a sequencer and of a watcher.

use super::SettlementParams;
use sc_service::{Error, KeystoreContainer};
use sp_core::{crypto::KeyTypeId, sr25519, Pair};

mod sequencer {
	use sp_application_crypto::{app_crypto, sr25519};
	app_crypto!(sr25519, super::SEQUENCER);
}

mod watcher {
	use sp_application_crypto::{app_crypto, sr25519};
	app_crypto!(sr25519, super::WATCHER);
}

/// The type of a sequencer's key.
pub const SEQUENCER: KeyTypeId = KeyTypeId(*b"stsq");
/// The type of a watcher's key.
pub const WATCHER: KeyTypeId = KeyTypeId(*b"stwa");

/// The account that a test account's node checks with, if it is a sequencer, too.
const SECOND_TEST_ACCOUNT: &str = "//Ferdie";

/// The keys that the options of a node need.
///
/// They are held in memory: the keystore reads a file for each signature, and a receipt has a signature.
pub struct Keys {
	pub sequencer: Option<sr25519::Pair>,
	pub watcher: Option<sr25519::Pair>,
}

impl Keys {
	/// Finds the keys in the keystore. A test account signs with its own; a node that is a sequencer and a watcher needs two.
	pub fn find(
		keystore: &KeystoreContainer,
		test_account: Option<&str>,
		params: &SettlementParams,
	) -> Result<Self, Error> {
		if let Some(account) = test_account {
			let watcher = if params.sequencer { SECOND_TEST_ACCOUNT } else { account };
			let key = |is_needed: bool, account| is_needed.then(|| test_key(account)).transpose();
			return Ok(Self {
				sequencer: key(params.sequencer, account)?,
				watcher: key(params.watches(), watcher)?,
			});
		}
		let pair = |is_needed: bool, find: &dyn Fn() -> Result<sr25519::Pair, Error>| {
			is_needed.then(find).transpose()
		};
		let from_keystore = |key_type| the_only(keystore, key_type);
		let sequencer = pair(params.sequencer, &|| {
			let public = from_keystore(SEQUENCER)?;
			let found = keystore.local_keystore().key_pair::<sequencer::Pair>(&public.into());
			opened(SEQUENCER, found.map(|pair| pair.map(Into::into)))
		})?;
		let watcher = pair(params.watches(), &|| {
			let public = from_keystore(WATCHER)?;
			let found = keystore.local_keystore().key_pair::<watcher::Pair>(&public.into());
			opened(WATCHER, found.map(|pair| pair.map(Into::into)))
		})?;
		let key = |pair: &Option<sr25519::Pair>| pair.as_ref().map(sr25519::Pair::public);
		if key(&sequencer).is_some() && key(&sequencer) == key(&watcher) {
			let (sequencer, watcher) = (name(SEQUENCER), name(WATCHER));
			return Err(Error::Other(format!(
				"the keys of the types `{sequencer}` and `{watcher}` are the same, and two tasks of one account would take each \
				 other's nonces: put another key of the type `{watcher}` into the keystore"
			)));
		}
		Ok(Self { sequencer, watcher })
	}
}

fn test_key(account: &str) -> Result<sr25519::Pair, Error> {
	sr25519::Pair::from_string(account, None)
		.map_err(|error| Error::Other(format!("the test account {account} has no key: {error}")))
}

/// The only key of a type. Two would be two accounts, and the node acts for one.
fn the_only(keystore: &KeystoreContainer, key_type: KeyTypeId) -> Result<sr25519::Public, Error> {
	let keys = keystore.keystore().sr25519_public_keys(key_type);
	let name = name(key_type);
	match keys.as_slice() {
		[key] => Ok(*key),
		[] => Err(Error::Other(format!(
			"the keystore has no key of the type `{name}`. Insert one: outrider key insert --key-type {name} --scheme sr25519 \
			 --base-path … --chain …, which asks for the secret"
		))),
		several => Err(Error::Other(format!(
			"the keystore has {} keys of the type `{name}`, and this node acts for one account: leave one",
			several.len()
		))),
	}
}

fn opened(
	key_type: KeyTypeId,
	found: Result<Option<sr25519::Pair>, impl std::fmt::Display>,
) -> Result<sr25519::Pair, Error> {
	let name = name(key_type);
	match found {
		Ok(Some(pair)) => Ok(pair),
		Ok(None) => Err(Error::Other(format!("the keystore's key of the type `{name}` is gone"))),
		Err(error) => Err(Error::Other(format!(
			"the keystore's key of the type `{name}` can't be read: {error}"
		))),
	}
}

fn name(key_type: KeyTypeId) -> String {
	String::from_utf8_lossy(&key_type.0).into_owned()
}
