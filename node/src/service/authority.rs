// SPDX-License-Identifier: GPL-3.0-only

//! Reports whether a collator may author. A collator without a key in the set of authorities runs, and builds no block.

use super::{application_error, stored, Block, Client};
use futures::StreamExt;
use outrider_runtime::{AuraId, Hash, Runtime};
use prometheus_endpoint::{register, Gauge, Registry, U64};
use sc_client_api::BlockchainEvents;
use sc_network_sync::SyncingService;
use sc_service::Error;
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use sp_consensus::SyncOracle;
use sp_consensus_aura::AuraApi;
use sp_core::{crypto::key_types::AURA, hexdisplay::HexDisplay, sr25519, ByteArray};
use sp_keystore::KeystorePtr;
use std::sync::Arc;

const LOG_TARGET: &str = "outrider::authoring";

/// The sources for the check in each session.
pub struct AuthorityWatch {
	client: Arc<Client>,
	keystore: KeystorePtr,
	sync: Arc<SyncingService<Block>>,
	in_set: Option<Gauge<U64>>,
}

/// A session, and this node's keys among the session's authorities.
#[derive(Debug, PartialEq)]
struct Standing {
	session: Option<u32>,
	keys: usize,
	own: Option<sr25519::Public>,
}

impl AuthorityWatch {
	/// Registers the metric, if the node serves metrics.
	pub fn new(
		client: Arc<Client>,
		keystore: KeystorePtr,
		sync: Arc<SyncingService<Block>>,
		prometheus: Option<&Registry>,
	) -> Result<Self, Error> {
		let gauge = || {
			Gauge::new(
				"outrider_collator_key_in_set",
				"1 if a key of this collator is among the authorities of the best block, else 0",
			)
		};
		let in_set = prometheus.map(|registry| register(gauge()?, registry)).transpose();
		Ok(Self { client, keystore, sync, in_set: in_set.map_err(application_error)? })
	}

	/// Reports at once, and again with the first best block of each session.
	pub async fn run(self) {
		let mut blocks = self.client.import_notification_stream();
		let mut said = self.look_at(self.client.info().best_hash);
		if let Some(standing) = &said {
			self.say(standing);
		}
		while let Some(block) = blocks.next().await {
			// During a sync the sessions are long over.
			if !block.is_new_best || self.sync.is_major_syncing() {
				continue;
			}
			let session = self.session(block.hash);
			if said.as_ref().is_some_and(|said| said.session == session) {
				continue;
			}
			said = self.look_at(block.hash);
			if let Some(standing) = &said {
				self.say(standing);
			}
		}
	}

	/// The session's index.
	fn session(&self, at: Hash) -> Option<u32> {
		stored::<pallet_session::CurrentIndex<Runtime>, _>(&self.client, at)
			.ok()
			.flatten()
	}

	fn look_at(&self, at: Hash) -> Option<Standing> {
		let authorities: Vec<AuraId> =
			AuraApi::<Block, AuraId>::authorities(&*self.client.runtime_api(), at)
				.inspect_err(
					|error| log::debug!(target: LOG_TARGET, "no authorities at {at}: {error}"),
				)
				.ok()?;
		let keys = self.keystore.sr25519_public_keys(AURA);
		let own = keys
			.iter()
			.find(|key| authorities.iter().any(|authority| authority.as_slice() == key.as_slice()))
			.copied();
		Some(Standing { session: self.session(at), keys: keys.len(), own })
	}

	fn say(&self, Standing { keys, own, .. }: &Standing) {
		if let Some(in_set) = &self.in_set {
			in_set.set(own.is_some().into());
		}
		match own {
			Some(key) => log::info!(
				target: LOG_TARGET,
				"this collator authors in this session, with the Aura key 0x{}",
				HexDisplay::from(&key.as_slice()),
			),
			None => log::warn!(
				target: LOG_TARGET,
				"this collator authors NO block in this session: none of the {keys} Aura keys in its keystore is in the set \
				 of authorities. An account sets its keys by session.setKeys and asks for a seat by \
				 collatorSelection.registerAsCandidate; both act from the session after the next one on",
			),
		}
	}
}
