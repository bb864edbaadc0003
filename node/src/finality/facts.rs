// SPDX-License-Identifier: GPL-3.0-only

//! What a block of our own chain says of itself.

use super::{
	entry::Parablock,
	reader::now_ms,
	status::{Facts, Moment},
};
use crate::service::{Block, Client};
use codec::{Compact, Decode};
use cumulus_primitives_core::rpsr_digest::extract_relay_parent_storage_root;
use outrider_runtime::{
	configs::system::SS58Prefix,
	constants::{
		consensus::{MAXIMUM_BLOCK_WEIGHT, UNINCLUDED_SEGMENT_CAPACITY},
		time::SLOT_DURATION_MS,
	},
	AccountId, AuraId, Hash, Header,
};
use sc_client_api::{BlockBackend, StorageProvider};
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use sp_consensus_aura::{
	digests::CompatibleDigestItem, sr25519::AuthoritySignature, AuraApi, Slot,
};
use sp_core::{crypto::Ss58Codec, storage::StorageKey};
use sp_crypto_hashing::twox_128;
use sp_runtime::{traits::Header as _, DigestItem};

/// Reads it all. What can't be read is left out. A block of which it is not known when it was built counts as built at
/// the beginning of its slot, or now if not even that can be told.
pub fn read(client: &Client, header: &Header, built: Option<Moment>) -> Parablock {
	let (hash, parent) = (header.hash(), *header.parent_hash());
	let slot = slot(header);
	// The state of a block on a fork that lost is gone.
	let slot_duration =
		slot_duration(client, parent).or_else(|| slot_duration(client, client.info().best_hash));
	let weight = weight(client, hash);
	let shares = weight.filter(|_| is_own_runtime(slot_duration));
	let slot_start = slot.zip(slot_duration).map(|(slot, ms)| slot.saturating_mul(ms));
	Parablock {
		facts: Facts {
			hash,
			number: header.number,
			parent_hash: parent,
			author: slot.and_then(|slot| author(client, parent, slot)),
			slot,
			extrinsics: client.block_body(hash).ok().flatten().map(|body| body.len()),
			ref_time_share: shares
				.map(|(ref_time, _)| share(ref_time, MAXIMUM_BLOCK_WEIGHT.ref_time())),
			proof_size_share: shares
				.map(|(_, proof_size)| share(proof_size, MAXIMUM_BLOCK_WEIGHT.proof_size())),
			proof_size_bytes: weight.map(|(_, proof_size)| proof_size),
			ref_time_picos: weight.map(|(ref_time, _)| ref_time),
		},
		relay_parent: extract_relay_parent_storage_root(header.digest())
			.map(|(state_root, number)| (number, state_root)),
		built: built
			.unwrap_or_else(|| Moment { ms: slot_start.unwrap_or_else(now_ms), live: false }),
	}
}

/// How many blocks may be built before the first of them is included, if the runtime of the best block is one that
/// this node was built with.
pub fn capacity(client: &Client) -> Option<u32> {
	let slot_duration = slot_duration(client, client.info().best_hash);
	is_own_runtime(slot_duration).then_some(UNINCLUDED_SEGMENT_CAPACITY)
}

/// What a block may weigh, and how many may be under way, goes with the block time, and is in no storage.
fn is_own_runtime(slot_duration_ms: Option<u64>) -> bool {
	slot_duration_ms == Some(SLOT_DURATION_MS)
}

fn slot(header: &Header) -> Option<u64> {
	let logs = header.digest().logs();
	let slot: Slot = logs.iter().find_map(|item| {
		<DigestItem as CompatibleDigestItem<AuthoritySignature>>::as_aura_pre_digest(item)
	})?;
	Some(*slot)
}

fn slot_duration(client: &Client, at: Hash) -> Option<u64> {
	let duration = AuraApi::<Block, AuraId>::slot_duration(&*client.runtime_api(), at);
	duration.ok().map(|duration| duration.as_millis())
}

/// The owner of a slot, as an SS58 address with this chain's prefix.
fn author(client: &Client, parent: Hash, slot: u64) -> Option<String> {
	let authorities = client.runtime_api().authorities(parent).ok()?;
	let index = slot.checked_rem(u64::try_from(authorities.len()).ok()?)?;
	let key: &AuraId = authorities.get(usize::try_from(index).ok()?)?;
	let account = AccountId::try_from(AsRef::<[u8]>::as_ref(key)).ok()?;
	Some(account.to_ss58check_with_version(SS58Prefix::get().into()))
}

/// What a block weighed, once all of it had run: picoseconds, and bytes of proof.
fn weight(client: &Client, at: Hash) -> Option<(u64, u64)> {
	/// The weight of a dispatch class: one of three, each of two parts.
	type PerClass = [(Compact<u64>, Compact<u64>); 3];
	let key = StorageKey([twox_128(b"System"), twox_128(b"BlockWeight")].concat());
	let stored = client.storage(at, &key).ok().flatten()?;
	let classes = PerClass::decode(&mut &stored.0[..]).ok()?;
	let sum = |part: fn(&(Compact<u64>, Compact<u64>)) -> u64| {
		classes.iter().map(part).fold(0, u64::saturating_add)
	};
	Some((sum(|class| class.0 .0), sum(|class| class.1 .0)))
}

/// `part / whole`, rounded to 6 decimals.
fn share(part: u64, whole: u64) -> f64 {
	// Both are below 2^53.
	(part as f64 / whole as f64 * 1_000_000.0).round() / 1_000_000.0
}
