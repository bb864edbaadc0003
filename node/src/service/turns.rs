// SPDX-License-Identifier: GPL-3.0-only

//! Which of the SDK's two collators builds.
//!
//! Only the slot-based collator can build several blocks in a slot, and on a relay parent behind the newest relay-chain block. The
//! lookahead collator builds where a slot has one block, and the relay parent has no offset. Both numbers are decisions of
//! governance, so that they change while the node runs. Both collators therefore run all the time, and the one whose turn it is not
//! finds no key in its keystore. So it claims no slot, and what it has begun it ends: no block of a bundle is lost at a change.
//!
//! The slot-based collator builds at every pace. So it takes over at once, and hands over late: when a final block has the pace that
//! the lookahead collator builds at. Blocks on their way can be lost, as in a change of the relay chain's session, and with them the
//! change of the pace. Both collators then build on an older block, and the lookahead collator could not.

use super::Client;
use crate::cli::Authoring;
use cumulus_primitives_core::{CumulusDigestItem, RelayParentOffsetApi, TargetBlockRate};
use outrider_runtime::Hash;
use parking_lot::Mutex;
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use sp_core::{
	crypto::{CryptoTypeId, KeyTypeId},
	ecdsa, ed25519, sr25519,
};
use sp_keystore::{Error, Keystore, KeystorePtr};
use std::sync::Arc;

const LOG_TARGET: &str = "outrider::authoring";

/// Blocks in the slot of the next block on `parent`. A chain whose runtime does not say it has one.
pub fn target_rate(client: &Client, parent: Hash) -> u32 {
	client.runtime_api().target_block_rate(parent).unwrap_or(1)
}

/// How many relay-chain blocks the relay parent of the next block on `parent` is behind the newest one. A chain whose runtime does
/// not say it has none.
pub fn relay_parent_offset(client: &Client, parent: Hash) -> u32 {
	client.runtime_api().relay_parent_offset(parent).unwrap_or(0)
}

/// Says whose turn it is.
pub struct Turns {
	client: Arc<Client>,
	/// The newest answer, and the best and the final block that it was given for.
	newest: Mutex<Option<([Hash; 2], Authoring)>>,
}

impl Turns {
	/// Whose turn it is by the best and the final block of `client`.
	pub fn new(client: Arc<Client>) -> Arc<Self> {
		Arc::new(Self { client, newest: Mutex::new(None) })
	}

	/// A keystore that has keys only where it is the turn of `whom`.
	pub fn keystore(self: &Arc<Self>, keystore: KeystorePtr, whom: Authoring) -> KeystorePtr {
		let turns = self.clone();
		Arc::new(InTurn { keystore, is_turn: move || turns.whose() == whom })
	}

	fn whose(&self) -> Authoring {
		let info = self.client.info();
		let blocks = [info.best_hash, info.finalized_hash];
		let mut newest = self.newest.lock();
		if let Some((_, whose)) = newest.filter(|(before, _)| *before == blocks) {
			return whose;
		}
		let [best, finalized] = blocks.map(|block| self.pace_after(block));
		let whose = whose(best, finalized);
		if newest.is_none_or(|(_, before)| before != whose) {
			let collator = match whose {
				Authoring::Lookahead => "lookahead",
				Authoring::SlotBased => "slot-based",
			};
			let Pace { rate, offset, .. } = best;
			log::info!(
				target: LOG_TARGET,
				"from here on the {collator} collator builds: a slot has {rate} blocks, and the relay parent an offset of {offset}; best={:?}",
				info.best_hash,
			);
		}
		*newest = Some((blocks, whose));
		whose
	}

	/// The pace of the next block on this one.
	fn pace_after(&self, block: Hash) -> Pace {
		let header = self.client.header(block).ok().flatten();
		Pace {
			rate: target_rate(&self.client, block),
			offset: relay_parent_offset(&self.client, block),
			ends_bundle: header
				.and_then(|header| CumulusDigestItem::is_last_block_in_core(&header.digest)),
		}
	}
}

/// What a collator has to build at.
#[derive(Clone, Copy)]
struct Pace {
	/// Blocks in a slot.
	rate: u32,
	/// How many relay-chain blocks the relay parent is behind the newest one.
	offset: u32,
	/// Whether the block before is the last one of its bundle, if it is in one.
	///
	/// A bundle's end is the slot-based collator's: a block of the lookahead collator on a block in the middle would be in no
	/// candidate's chain. If the rest of the bundle never comes, that collator finds an older parent.
	ends_bundle: Option<bool>,
}

impl Pace {
	fn needs_slot_based(self) -> bool {
		self.rate > 1 || self.offset > 0 || self.ends_bundle == Some(false)
	}
}

/// Whose turn it is after the best block and the final one.
fn whose(best: Pace, finalized: Pace) -> Authoring {
	if best.needs_slot_based() || finalized.needs_slot_based() {
		Authoring::SlotBased
	} else {
		Authoring::Lookahead
	}
}

/// A keystore that denies its keys out of turn. It signs at any time: what was begun in turn must be signed.
struct InTurn<IsTurn> {
	keystore: KeystorePtr,
	is_turn: IsTurn,
}

impl<IsTurn: Fn() -> bool + Send + Sync> Keystore for InTurn<IsTurn> {
	fn has_keys(&self, public_keys: &[(Vec<u8>, KeyTypeId)]) -> bool {
		self.keystore.has_keys(public_keys) && (self.is_turn)()
	}

	fn keys(&self, key_type: KeyTypeId) -> Result<Vec<Vec<u8>>, Error> {
		self.keystore.keys(key_type)
	}

	fn insert(&self, key_type: KeyTypeId, suri: &str, public: &[u8]) -> Result<(), ()> {
		self.keystore.insert(key_type, suri, public)
	}

	fn sign_with(
		&self,
		id: KeyTypeId,
		crypto_id: CryptoTypeId,
		public: &[u8],
		message: &[u8],
	) -> Result<Option<Vec<u8>>, Error> {
		self.keystore.sign_with(id, crypto_id, public, message)
	}

	fn sr25519_public_keys(&self, key_type: KeyTypeId) -> Vec<sr25519::Public> {
		self.keystore.sr25519_public_keys(key_type)
	}

	fn sr25519_generate_new(
		&self,
		key_type: KeyTypeId,
		seed: Option<&str>,
	) -> Result<sr25519::Public, Error> {
		self.keystore.sr25519_generate_new(key_type, seed)
	}

	fn sr25519_sign(
		&self,
		key_type: KeyTypeId,
		public: &sr25519::Public,
		message: &[u8],
	) -> Result<Option<sr25519::Signature>, Error> {
		self.keystore.sr25519_sign(key_type, public, message)
	}

	fn sr25519_vrf_sign(
		&self,
		key_type: KeyTypeId,
		public: &sr25519::Public,
		data: &sr25519::vrf::VrfSignData,
	) -> Result<Option<sr25519::vrf::VrfSignature>, Error> {
		self.keystore.sr25519_vrf_sign(key_type, public, data)
	}

	fn sr25519_vrf_pre_output(
		&self,
		key_type: KeyTypeId,
		public: &sr25519::Public,
		input: &sr25519::vrf::VrfInput,
	) -> Result<Option<sr25519::vrf::VrfPreOutput>, Error> {
		self.keystore.sr25519_vrf_pre_output(key_type, public, input)
	}

	fn ed25519_public_keys(&self, key_type: KeyTypeId) -> Vec<ed25519::Public> {
		self.keystore.ed25519_public_keys(key_type)
	}

	fn ed25519_generate_new(
		&self,
		key_type: KeyTypeId,
		seed: Option<&str>,
	) -> Result<ed25519::Public, Error> {
		self.keystore.ed25519_generate_new(key_type, seed)
	}

	fn ed25519_sign(
		&self,
		key_type: KeyTypeId,
		public: &ed25519::Public,
		message: &[u8],
	) -> Result<Option<ed25519::Signature>, Error> {
		self.keystore.ed25519_sign(key_type, public, message)
	}

	fn ecdsa_public_keys(&self, key_type: KeyTypeId) -> Vec<ecdsa::Public> {
		self.keystore.ecdsa_public_keys(key_type)
	}

	fn ecdsa_generate_new(
		&self,
		key_type: KeyTypeId,
		seed: Option<&str>,
	) -> Result<ecdsa::Public, Error> {
		self.keystore.ecdsa_generate_new(key_type, seed)
	}

	fn ecdsa_sign(
		&self,
		key_type: KeyTypeId,
		public: &ecdsa::Public,
		message: &[u8],
	) -> Result<Option<ecdsa::Signature>, Error> {
		self.keystore.ecdsa_sign(key_type, public, message)
	}

	fn ecdsa_sign_prehashed(
		&self,
		key_type: KeyTypeId,
		public: &ecdsa::Public,
		message: &[u8; 32],
	) -> Result<Option<ecdsa::Signature>, Error> {
		self.keystore.ecdsa_sign_prehashed(key_type, public, message)
	}
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
	use super::*;
	use sp_consensus_aura::sr25519::AuthorityPair;
	use sp_core::{crypto::key_types::AURA, ByteArray, Pair};
	use sp_keystore::testing::MemoryKeystore;
	use std::sync::atomic::{AtomicBool, Ordering};

	const ONE: Pace = Pace { rate: 1, offset: 0, ends_bundle: None };

	#[test]
	fn the_lookahead_collator_builds_single_blocks_on_the_newest_relay_parent_alone() {
		use Authoring::{Lookahead, SlotBased};
		for (rate, offset, ends_bundle, expected) in [
			(1, 0, None, Lookahead),
			(1, 0, Some(true), Lookahead),
			(1, 0, Some(false), SlotBased),
			(1, 1, None, SlotBased),
			(1, 1, Some(true), SlotBased),
			(3, 0, None, SlotBased),
			(12, 0, Some(true), SlotBased),
			(12, 1, Some(false), SlotBased),
		] {
			let found = whose(Pace { rate, offset, ends_bundle }, ONE);
			assert_eq!(found, expected, "{rate} {offset} {ends_bundle:?}");
		}
	}

	/// A change that is not final can be lost. The lookahead collator can't build on the block before it.
	#[test]
	fn the_slot_based_collator_builds_until_a_final_block_has_the_pace_of_the_other() {
		for before in [Pace { rate: 2, ..ONE }, Pace { offset: 1, ..ONE }] {
			assert_eq!(whose(ONE, before), Authoring::SlotBased);
		}
	}

	/// With the SDK's own function for slots, which both collators use.
	#[tokio::test]
	async fn out_of_turn_no_slot_is_claimed_and_what_was_begun_is_still_signed() {
		let inner = Arc::new(MemoryKeystore::new());
		let key = inner.sr25519_generate_new(AURA, None).unwrap();
		let turn = Arc::new(AtomicBool::new(true));
		let is_turn = {
			let turn = turn.clone();
			move || turn.load(Ordering::Relaxed)
		};
		let keystore: KeystorePtr = Arc::new(InTurn { keystore: inner, is_turn });
		let authorities = [key.into()];
		let claim = || {
			sc_consensus_aura::standalone::claim_slot::<AuthorityPair>(
				7.into(),
				&authorities,
				&keystore,
			)
		};
		assert_eq!(claim().await, Some(key.into()));
		turn.store(false, Ordering::Relaxed);
		assert_eq!(claim().await, None);
		let signature = keystore.sr25519_sign(AURA, &key, b"block").unwrap().unwrap();
		assert!(sr25519::Pair::verify(&signature, b"block", &key));
		let sealed = keystore.sign_with(AURA, sr25519::CRYPTO_ID, key.as_slice(), b"block");
		assert!(sealed.unwrap().is_some());
		assert_eq!(keystore.keys(AURA).unwrap(), [key.to_raw_vec()]);
	}
}
