// SPDX-License-Identifier: GPL-3.0-only

//! Reads the facts of our own chain's blocks.

use super::{
	entry::Parablock,
	handle::Finality,
	status::{Facts, Moment},
};
use crate::service::{relay_parent_offset, stored, target_rate, Backend, Block, Client};
use codec::FullCodec;
use cumulus_primitives_core::{rpsr_digest::extract_relay_parent_storage_root, CumulusDigestItem};
use frame_support::{storage::StorageValue, weights::Weight};
use outrider_runtime::{
	configs::system::SS58Prefix,
	constants::{
		consensus::{MAXIMUM_BLOCK_WEIGHT, UNINCLUDED_SEGMENT_CAPACITY},
		time::SLOT_DURATION_MS,
	},
	AccountId, AuraId, Hash, Header, Runtime,
};
use sc_client_api::{Backend as _, BlockBackend, BlockchainEvents, ImportNotifications};
use sp_api::ProvideRuntimeApi;
use sp_blockchain::{Backend as _, HeaderBackend};
use sp_consensus_aura::{
	digests::CompatibleDigestItem, sr25519::AuthoritySignature, AuraApi, Slot,
};
use sp_core::crypto::Ss58Codec;
use sp_runtime::{traits::Header as _, DigestItem};
use std::sync::Arc;

/// The most parablocks, on each fork, that are read from the database at the start.
const MAX_RESTORED_PARABLOCKS: usize = 64;

/// The questions to our own chain.
pub trait OwnSource: Send {
	/// The blocks that are imported from now on.
	fn imports(&self) -> ImportNotifications<Block>;
	/// Gives the tracker the blocks that are in the database and not finalized.
	fn restore(&mut self, finality: &Finality);
	/// Reads a block, if the node has it.
	fn find(&mut self, hash: Hash) -> Option<Parablock>;
	/// Reads a block. Facts that can't be read are left out. Without `told_ms` a block counts as built at the beginning
	/// of its slot, or now if the slot's time is not known.
	fn read(&mut self, header: &Header, told_ms: Option<u64>) -> Parablock;
	/// The pace of the chain after the best block, if the block's runtime says it.
	fn pace(&self) -> Option<Pace>;
	/// How far our best block is ahead of our finalized one.
	fn lag(&self) -> u32;
}

/// How fast the chain is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
	/// Milliseconds between blocks.
	pub block_time_ms: u64,
	/// How many blocks may be built before the first of them is included. Known only for a slot duration that this node was built
	/// with. After a change of the pace it is right once the blocks from before are included.
	pub capacity: Option<u32>,
}

impl Pace {
	/// The pace of a chain with slots of `slot_ms` milliseconds, each with `rate` blocks, on relay parents that are
	/// `relay_parent_offset` blocks behind the newest one.
	pub fn of(slot_ms: u64, rate: u32, relay_parent_offset: u32) -> Self {
		let rate = rate.max(1);
		let slots = UNINCLUDED_SEGMENT_CAPACITY.saturating_add(relay_parent_offset);
		let capacity = slots.saturating_mul(rate);
		Self {
			block_time_ms: slot_ms / u64::from(rate),
			capacity: has_compiled_slot_duration(Some(slot_ms)).then_some(capacity),
		}
	}
}

/// Our own chain in the node's database.
pub struct OwnChain {
	client: Arc<Client>,
	backend: Arc<Backend>,
	/// The slot duration, and the spec version of its runtime. Calling a runtime costs more than all other reads.
	slot_duration: Option<(u32, u64)>,
}

impl OwnChain {
	/// The chain of `client`, whose database is `backend`.
	pub fn new(client: Arc<Client>, backend: Arc<Backend>) -> Self {
		Self { client, backend, slot_duration: None }
	}

	/// The slot duration of the runtime that built a block.
	fn slot_duration(&mut self, block: Hash, parent: Hash) -> Option<u64> {
		let spec_version = spec_version(&self.client, block);
		if let Some((_, known)) = self.slot_duration.filter(|(of, _)| Some(*of) == spec_version) {
			return Some(known);
		}
		// The state of a block on an abandoned fork is gone.
		let Some(slot_duration) = slot_duration(&self.client, parent) else {
			return slot_duration(&self.client, self.client.info().best_hash);
		};
		self.slot_duration = spec_version.map(|of| (of, slot_duration));
		Some(slot_duration)
	}
}

impl OwnSource for OwnChain {
	fn imports(&self) -> ImportNotifications<Block> {
		self.client.import_notification_stream()
	}

	fn restore(&mut self, finality: &Finality) {
		let leaves = self.backend.blockchain().leaves().unwrap_or_default();
		for leaf in leaves {
			let mut hash = leaf;
			for _ in 0..MAX_RESTORED_PARABLOCKS {
				let Ok(Some(header)) = self.client.header(hash) else { break };
				let is_past = finality.read(|tracker| tracker.is_past(header.number));
				if is_past || header.number == 0 {
					break;
				}
				let parablock = self.read(&header, None);
				finality.update(|tracker| tracker.import(parablock));
				hash = header.parent_hash;
			}
		}
	}

	fn find(&mut self, hash: Hash) -> Option<Parablock> {
		let header = self.client.header(hash).ok().flatten()?;
		Some(self.read(&header, None))
	}

	fn read(&mut self, header: &Header, told_ms: Option<u64>) -> Parablock {
		let (hash, parent) = (header.hash(), *header.parent_hash());
		let slot = slot(header);
		let slot_duration = self.slot_duration(hash, parent);
		let client = &self.client;
		let weight = weight(client, hash);
		let shares = weight.filter(|_| has_compiled_slot_duration(slot_duration));
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
					.map(|weight| share(weight.ref_time(), MAXIMUM_BLOCK_WEIGHT.ref_time())),
				proof_size_share: shares
					.map(|weight| share(weight.proof_size(), MAXIMUM_BLOCK_WEIGHT.proof_size())),
				proof_size_bytes: weight.map(|weight| weight.proof_size()),
				ref_time_picos: weight.map(|weight| weight.ref_time()),
			},
			relay_parent: extract_relay_parent_storage_root(header.digest())
				.map(|(state_root, number)| (number, state_root)),
			continues_bundle: CumulusDigestItem::find_block_bundle_info(header.digest())
				.is_some_and(|bundle| bundle.index > 0),
			built: Moment::of_block(slot_start, told_ms),
		}
	}

	fn pace(&self) -> Option<Pace> {
		let best = self.client.info().best_hash;
		let slot_ms = slot_duration(&self.client, best)?;
		let offset = relay_parent_offset(&self.client, best);
		Some(Pace::of(slot_ms, target_rate(&self.client, best), offset))
	}

	fn lag(&self) -> u32 {
		let info = self.client.info();
		info.best_number.saturating_sub(info.finalized_number)
	}
}

/// Does the running runtime have the compiled slot duration? The limits of a block's weight and of the unincluded segment
/// depend on it, and no storage item holds them.
fn has_compiled_slot_duration(slot_duration_ms: Option<u64>) -> bool {
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
	let authorities = read::<pallet_aura::Authorities<Runtime>, _>(client, parent)?;
	let index = slot.checked_rem(u64::try_from(authorities.len()).ok()?)?;
	let key: &AuraId = authorities.get(usize::try_from(index).ok()?)?;
	let account = AccountId::try_from(AsRef::<[u8]>::as_ref(key)).ok()?;
	Some(account.to_ss58check_with_version(SS58Prefix::get().into()))
}

/// The weight of a block after its execution.
fn weight(client: &Client, at: Hash) -> Option<Weight> {
	read::<frame_system::BlockWeight<Runtime>, _>(client, at).map(|classes| classes.total())
}

/// The spec version of the runtime that built a block.
fn spec_version(client: &Client, at: Hash) -> Option<u32> {
	read::<frame_system::LastRuntimeUpgrade<Runtime>, _>(client, at)
		.map(|upgrade| upgrade.spec_version.0)
}

/// The stored value after a block, if it can be read.
fn read<V: StorageValue<T>, T: FullCodec>(client: &Client, at: Hash) -> Option<T> {
	stored::<V, T>(client, at).ok().flatten()
}

/// `part / whole`, rounded to 6 decimals.
fn share(part: u64, whole: u64) -> f64 {
	// Both are below 2^53.
	(part as f64 / whole as f64 * 1_000_000.0).round() / 1_000_000.0
}
