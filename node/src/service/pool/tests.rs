// SPDX-License-Identifier: GPL-3.0-only

//! Do submissions and the construction of views wait for each other? The pool behind the gate is a stand-in, whose work
//! ends when a test says so. Each future is polled by hand, so nothing depends on time.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use super::*;
use futures::FutureExt;
use outrider_runtime::Hash;
use parking_lot::Mutex;
use sc_transaction_pool_api::error::Error;
use sp_runtime::OpaqueExtrinsic;
use std::{collections::VecDeque, future::Future};
use tokio::sync::Semaphore;

type Block = crate::service::Block;
type Step<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;
type Submit = fn(&GatedPool<StandIn>, Hash, TransactionSource) -> Step<'_>;

/// A pool that counts the work inside it.
struct StandIn {
	inside: Mutex<Inside>,
	/// Each permit lets one submission end.
	submissions_end: Semaphore,
	maintenance_ends: Semaphore,
	/// Runs while a local transaction is submitted.
	during_local: Mutex<Box<dyn FnMut() + Send>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Inside {
	submissions: usize,
	maintenances: usize,
	/// The number of submissions that have ended.
	submitted: usize,
}

impl Default for StandIn {
	fn default() -> Self {
		Self {
			inside: Mutex::default(),
			submissions_end: Semaphore::new(0),
			maintenance_ends: Semaphore::new(0),
			during_local: Mutex::new(Box::new(|| ())),
		}
	}
}

impl StandIn {
	async fn submit(&self) {
		self.inside.lock().submissions += 1;
		self.submissions_end.acquire().await.unwrap().forget();
		let mut inside = self.inside.lock();
		(inside.submissions, inside.submitted) = (inside.submissions - 1, inside.submitted + 1);
	}
}

#[async_trait]
impl TransactionPool for StandIn {
	type Block = Block;
	type Hash = Hash;
	type InPoolTransaction =
		<crate::service::TransactionPool as TransactionPool>::InPoolTransaction;
	type Error = Error;

	async fn submit_at(
		&self,
		_: Hash,
		_: TransactionSource,
		_: Vec<OpaqueExtrinsic>,
	) -> Result<Vec<Result<Hash, Error>>, Error> {
		self.submit().await;
		Ok(Vec::new())
	}

	async fn submit_one(
		&self,
		_: Hash,
		_: TransactionSource,
		_: OpaqueExtrinsic,
	) -> Result<Hash, Error> {
		self.submit().await;
		Ok(Hash::zero())
	}

	async fn submit_and_watch(
		&self,
		_: Hash,
		_: TransactionSource,
		_: OpaqueExtrinsic,
	) -> Result<Pin<Box<TransactionStatusStreamFor<Self>>>, Error> {
		self.submit().await;
		Ok(Box::pin(futures::stream::empty()))
	}

	async fn ready_at(&self, _: Hash) -> Ready<Self> {
		self.ready()
	}

	fn ready(&self) -> Ready<Self> {
		Box::new(std::iter::empty())
	}

	async fn report_invalid(
		&self,
		_: Option<Hash>,
		_: TxInvalidityReportMap<Hash>,
	) -> Vec<Arc<Self::InPoolTransaction>> {
		Vec::new()
	}

	fn futures(&self) -> Vec<Self::InPoolTransaction> {
		Vec::new()
	}

	fn status(&self) -> PoolStatus {
		PoolStatus { ready: 0, ready_bytes: 0, future: 0, future_bytes: 0 }
	}

	fn import_notification_stream(&self) -> ImportNotificationStream<Hash> {
		futures::channel::mpsc::channel(0).1
	}

	fn on_broadcasted(&self, _: HashMap<Hash, Vec<String>>) {}

	fn hash_of(&self, _: &OpaqueExtrinsic) -> Hash {
		Hash::zero()
	}

	fn ready_transaction(&self, _: &Hash) -> Option<Arc<Self::InPoolTransaction>> {
		None
	}

	async fn ready_at_with_timeout(&self, _: Hash, _: Duration) -> Ready<Self> {
		self.ready()
	}
}

#[async_trait]
impl MaintainedTransactionPool for StandIn {
	async fn maintain(&self, _: ChainEvent<Block>) {
		self.inside.lock().maintenances += 1;
		self.maintenance_ends.acquire().await.unwrap().forget();
		self.inside.lock().maintenances -= 1;
	}
}

impl LocalTransactionPool for StandIn {
	type Block = Block;
	type Hash = Hash;
	type Error = Error;

	fn submit_local(&self, _: Hash, _: OpaqueExtrinsic) -> Result<Hash, Error> {
		(self.during_local.lock())();
		Ok(Hash::zero())
	}
}

impl GatedPool<StandIn> {
	fn inside(&self) -> Inside {
		*self.pool.inside.lock()
	}

	fn submission(&self) -> Step<'_> {
		let submission =
			self.submit_one(Hash::zero(), TransactionSource::External, OpaqueExtrinsic::default());
		Box::pin(submission.map(|submitted| assert!(submitted.is_ok())))
	}

	fn maintenance(&self) -> Step<'_> {
		self.maintain(ChainEvent::NewBlock { hash: Hash::zero() })
	}
}

fn pool() -> GatedPool<StandIn> {
	GatedPool::new(StandIn::default())
}

/// Polls a step until it would wait. True if the step has ended.
fn ends(step: &mut Step<'_>) -> bool {
	step.now_or_never().is_some()
}

#[test]
fn a_view_is_made_after_the_submission_under_way_and_before_the_next_one() {
	let pool = pool();
	let (hash, source) = (Hash::zero(), TransactionSource::External);
	let ways: [Submit; 3] = [
		|pool, at, source| {
			Box::pin(pool.submit_one(at, source, OpaqueExtrinsic::default()).map(drop))
		},
		|pool, at, source| {
			Box::pin(pool.submit_at(at, source, vec![OpaqueExtrinsic::default()]).map(drop))
		},
		|pool, at, source| {
			Box::pin(pool.submit_and_watch(at, source, OpaqueExtrinsic::default()).map(drop))
		},
	];
	for submit in ways {
		let (mut first, mut second) = (submit(&pool, hash, source), submit(&pool, hash, source));
		let mut view = pool.maintenance();
		let before = pool.inside().submitted;
		let inside = |submissions, maintenances, submitted| Inside {
			submissions,
			maintenances,
			submitted: before + submitted,
		};

		assert!(!ends(&mut first));
		assert!(!ends(&mut view));
		assert_eq!(pool.inside(), inside(1, 0, 0), "the view waits for the submission");

		pool.pool.submissions_end.add_permits(1);
		assert!(ends(&mut first));
		assert!(!ends(&mut view));
		assert!(!ends(&mut second));
		assert_eq!(pool.inside(), inside(0, 1, 1), "the next submission waits for the view");

		pool.pool.maintenance_ends.add_permits(1);
		assert!(ends(&mut view));
		pool.pool.submissions_end.add_permits(1);
		assert!(ends(&mut second));
		assert_eq!(pool.inside(), inside(0, 0, 2));
	}
}

#[test]
fn no_view_is_made_while_a_local_transaction_is_submitted() {
	let pool = Arc::new(pool());
	let tried = Arc::new(Mutex::new(Vec::new()));
	let (weak, record) = (Arc::downgrade(&pool), tried.clone());
	*pool.pool.during_local.lock() = Box::new(move || {
		let pool = weak.upgrade().unwrap();
		let has_ended = ends(&mut pool.maintenance());
		record.lock().push((has_ended, pool.inside().maintenances));
	});
	// With this permit a view would end at once, if it could begin.
	pool.pool.maintenance_ends.add_permits(1);
	assert!(pool.submit_local(Hash::zero(), OpaqueExtrinsic::default()).is_ok());
	assert_eq!(*tried.lock(), [(false, 0)]);
	assert!(ends(&mut pool.maintenance()));
}

#[test]
fn a_limited_number_of_submissions_is_under_way_at_once() {
	let limit = usize::try_from(CONCURRENT_SUBMISSIONS).unwrap();
	assert_eq!(limit, 64);
	let pool = pool();
	let mut submissions: Vec<_> = (0..limit + 3).map(|_| pool.submission()).collect();
	submissions.retain_mut(|submission| !ends(submission));
	assert_eq!(submissions.len(), limit + 3);
	assert_eq!(pool.inside().submissions, limit);

	// Each submission that ends lets another one in.
	pool.pool.submissions_end.add_permits(2);
	submissions.retain_mut(|submission| !ends(submission));
	assert_eq!(pool.inside(), Inside { submissions: limit, maintenances: 0, submitted: 2 });
}

#[test]
fn an_endless_stream_of_submissions_does_not_keep_a_view_from_being_made() {
	let pool = pool();
	let mut under_way: VecDeque<_> =
		(0..CONCURRENT_SUBMISSIONS).map(|_| pool.submission()).collect();
	under_way.retain_mut(|submission| !ends(submission));
	let mut view = pool.maintenance();
	assert!(!ends(&mut view));

	// Whenever one submission ends, another one arrives.
	let mut late = Vec::new();
	while let Some(mut submission) = under_way.pop_front() {
		assert_eq!(pool.inside().maintenances, 0);
		pool.pool.submissions_end.add_permits(1);
		assert!(ends(&mut submission));
		let mut next = pool.submission();
		assert!(!ends(&mut next));
		late.push(next);
		assert!(!ends(&mut view));
	}
	assert_eq!(pool.inside().maintenances, 1, "the view is made before those that came later");
	assert_eq!(pool.inside().submissions, 0);

	pool.pool.maintenance_ends.add_permits(1);
	assert!(ends(&mut view));
	pool.pool.submissions_end.add_permits(late.len());
	late.retain_mut(|submission| !ends(submission));
	assert!(late.is_empty());
}
