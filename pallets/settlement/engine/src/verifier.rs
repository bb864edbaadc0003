// SPDX-License-Identifier: Apache-2.0

//! Signatures that were checked are not checked again.

use pallet_settlement::{Blake, Hash};
use settlement_core::{Hasher, Key, Verifier, SIGNATURE_BYTES};
use std::{
	collections::HashSet,
	sync::{Mutex, PoisonError},
};

/// How many good signatures are remembered: 32 bytes and some each.
const REMEMBERED: usize = 262_144;

/// A verifier that remembers good signatures. A sequencer executes a record when the record comes, and again when its batch
/// is made, posted, or made anew; the check of the signature is by far the longest step.
pub struct Remembering<V> {
	verifier: V,
	/// Two halves: the older one goes when the younger one is full.
	good: Mutex<[HashSet<Hash>; 2]>,
}

impl<V> Remembering<V> {
	/// Remembers what `verifier` finds good.
	pub fn new(verifier: V) -> Self {
		Self { verifier, good: Mutex::default() }
	}
}

impl<V: Verifier> Verifier for Remembering<V> {
	fn verify(&self, signature: &[u8; SIGNATURE_BYTES], message: &[u8], key: &Key) -> bool {
		let parts: [&[u8]; 3] = [signature, key, message];
		let id = Blake::hash(&parts.concat());
		let locked = || self.good.lock().unwrap_or_else(PoisonError::into_inner);
		if locked().iter().any(|half| half.contains(&id)) {
			return true;
		}
		if !self.verifier.verify(signature, message, key) {
			return false;
		}
		let mut good = locked();
		let [young, old] = &mut *good;
		young.insert(id);
		if young.len() >= REMEMBERED / 2 {
			*old = std::mem::take(young);
		}
		true
	}
}
