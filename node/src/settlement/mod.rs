// SPDX-License-Identifier: GPL-3.0-only

//! A sequencer and a watcher of settlement. `README.md`, beside this file, is for whoever runs one.
//!
//! | module | holds |
//! |---|---|
//! | [`options`] | the options of the command line |
//! | [`keys`] | the keys of a sequencer and of a watcher |
//! | [`chain`] | what the runtime says about settlement |
//! | [`bodies`] | the batches in the bodies of blocks |
//! | [`follower`] | follows the chain, and keeps the states |
//! | [`watcher`] | sends checks |
//! | [`poster`] | posts a sequencer's batches |
//! | [`snapshot`] | a state on disk |
//! | [`journal`] | a sequencer's log on disk |
//! | [`transactions`] | signs and sends transactions |
//! | [`intake`] | a sequencer, its log and its receipts |
//! | [`shared`] | what the tasks and RPC share |
//! | [`metrics`] | the metrics for Prometheus |

mod bodies;
mod chain;
mod follower;
mod intake;
mod journal;
mod keys;
mod metrics;
mod options;
mod poster;
mod shared;
mod snapshot;
mod transactions;
mod watcher;

pub use chain::{key_of, Overview, SettlementAt};
pub use intake::{Intake, NotTaken, Signed};
pub use metrics::Metrics;
pub use options::SettlementParams;
pub use shared::{Best, Shared};

use crate::service::{Components, NetworkedNode};
use follower::Follower;
use futures::{FutureExt, StreamExt};
use journal::Journal;
use keys::Keys;
use outrider_runtime::constants::settlement::{INSTANCE_ID, MAX_BATCH_BYTES, MAX_INBOX_ENTRIES};
use poster::Poster;
use sc_client_api::{BlockchainEvents, HeaderBackend};
use sc_service::{Configuration, Error};
use settlement_core::{Domain, Index};
use settlement_engine::{Limits, Remembering, Sequencer, Terms};
use std::{path::PathBuf, sync::Arc, time::Duration};
use transactions::Sender;
use watcher::Watcher;

const LOG_TARGET: &str = "outrider::settlement";

/// How often the tasks look whether something is due, besides each block.
const TURN: Duration = Duration::from_millis(200);
/// If the chain can't be followed, the tasks wait for so long.
const RETRY: Duration = Duration::from_secs(6);

/// Settlement in a node that has keys and log, and has not started its tasks.
pub struct Settlement {
	pub shared: Arc<Shared>,
	params: SettlementParams,
	keys: Keys,
	domain: Domain,
	verifier: Arc<shared::Signatures>,
	/// What settlement keeps on disk.
	folder: PathBuf,
}

impl Settlement {
	/// Opens what the options need. `None` if they need nothing.
	pub fn open(
		config: &Configuration,
		components: &Components,
		params: SettlementParams,
	) -> Result<Option<Self>, Error> {
		if !params.keeps_state() {
			return Ok(None);
		}
		let keys = Keys::find(&components.keystore, config.dev_key_seed.as_deref(), &params)?;
		let genesis = components.client.info().genesis_hash.into();
		let domain = Domain { genesis, instance: INSTANCE_ID };
		let verifier = Arc::new(Remembering::new(pallet_settlement::Sr25519));
		let folder = config.base_path.config_dir(config.chain_spec.id()).join("settlement");
		let intake = match &keys.sequencer {
			Some(pair) => {
				let (terms, verifier) = (terms(&params), verifier.clone());
				let make = |log| Sequencer::new(domain, terms, limits(), verifier, log);
				Some(Intake::new(make, Journal::open(&folder)?, pair.clone(), domain))
			},
			None => None,
		};
		let metrics = config.prometheus_registry().map(Metrics::register).transpose();
		let metrics = metrics.map_err(|error| Error::Application(Box::new(error)))?;
		let shared = Arc::new(Shared::new(intake, metrics));
		Ok(Some(Self { shared, params, keys, domain, verifier, folder }))
	}

	/// Starts the tasks.
	pub fn start(self, node: &NetworkedNode) {
		let Self { shared, params, keys, domain, verifier, folder } = self;
		let (client, pool) = (node.client.clone(), node.transaction_pool.clone());
		let sender = |pair| Sender::new(client.clone(), pool.clone(), pair);
		let collected = Duration::from_millis(params.settlement_batch_ms);
		let poster = keys.sequencer.map(|pair| {
			let sender = sender(pair);
			log::info!(target: LOG_TARGET, "a sequencer, with the account {}", sender.account());
			Poster::new(client.clone(), shared.clone(), sender, collected)
		});
		let watcher = keys.watcher.map(|pair| {
			let sender = sender(pair);
			log::info!(target: LOG_TARGET, "a watcher, with the account {}", sender.account());
			Watcher::new(client.clone(), shared.clone(), sender, params.settlement_verify)
		});
		let backend = node.backend.clone();
		let follower =
			Follower::new(client.clone(), backend, shared.clone(), domain, verifier, folder);
		let tasks = Tasks { shared, follower, poster, watcher, told: String::new() };
		let blocks = client.every_import_notification_stream().map(drop);
		let finality = client.finality_notification_stream().map(drop);
		let events = futures::stream::select(blocks, finality);
		node.task_manager
			.spawn_handle()
			.spawn_blocking("settlement", None, tasks.run(events));
	}
}

fn terms(params: &SettlementParams) -> Terms {
	Terms {
		fee_to: params.settlement_fee_to.and_then(Index::new),
		min_fee: params.settlement_min_fee,
	}
}

/// The runtime's limits.
fn limits() -> Limits {
	let count = |number| usize::try_from(number).unwrap_or(usize::MAX);
	Limits { bytes: count(MAX_BATCH_BYTES), inbox_entries: count(MAX_INBOX_ENTRIES) }
}

/// The tasks of a node: one after the other, after each block and several times a second.
struct Tasks {
	shared: Arc<Shared>,
	follower: Follower,
	poster: Option<Poster>,
	watcher: Option<Watcher>,
	/// The last trouble that the log has.
	told: String,
}

impl Tasks {
	async fn run(mut self, mut events: impl futures::Stream<Item = ()> + Unpin) {
		loop {
			let followed = self.follower.step().map_err(|trouble| trouble.to_string());
			self.shared.count(|metrics| metrics.set_following(followed.is_ok()));
			let pause = if followed.is_ok() { TURN } else { RETRY };
			let done = match followed {
				Ok(()) => self.act().await,
				Err(trouble) => Err(trouble),
			};
			self.tell(done);
			futures::select! {
				event = events.next().fuse() => if event.is_none() { return },
				() = futures_timer::Delay::new(pause).fuse() => {},
			}
			// What has come meanwhile is for one turn.
			while events.next().now_or_never().flatten().is_some() {}
		}
	}

	/// Does what is due after the best block.
	async fn act(&mut self) -> Result<(), String> {
		let Some(best) = self.shared.best.lock().clone() else { return Ok(()) };
		// Neither of the two waits for the other's trouble.
		let posted = match &mut self.poster {
			Some(poster) => poster.step(&best).await,
			None => Ok(()),
		};
		let watched = match &mut self.watcher {
			Some(watcher) => watcher.step(&best).await,
			None => Ok(()),
		};
		posted.and(watched)
	}

	/// Puts a trouble into the log, once.
	fn tell(&mut self, done: Result<(), String>) {
		let trouble = done.err().unwrap_or_default();
		if trouble != self.told && !trouble.is_empty() {
			log::warn!(target: LOG_TARGET, "{trouble}; trying again");
		}
		self.told = trouble;
	}
}
