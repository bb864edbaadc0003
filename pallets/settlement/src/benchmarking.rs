// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of the calls and of the hooks, each at its heaviest.

use super::*;
use crate::batches::{FINALIZED_PER_BLOCK, PURGED_PER_BLOCK};
use alloc::vec;
use frame_benchmarking::v2::*;
use frame_support::traits::UnfilteredDispatchable;
use frame_system::RawOrigin;
use settlement_core::{
	apply_chunk, execute, message, Account, Chunk, Context, Entry as Record, Index, Kind, Ledger,
	Terms, Transfer, MAX_RECORDS, NO_MARKET, OWNER,
};
use sp_core::{crypto::KeyTypeId, sr25519::Public};

const KEYS: KeyTypeId = KeyTypeId(*b"stlm");
const FEES: u32 = (1 << 24) - 1;

/// A running instance, as after genesis, with money in the pot.
fn start<T: Config<I>, I: 'static>() {
	CurrentMode::<T, I>::kill();
	Pallet::<T, I>::start(Parameters::default()).expect("the defaults are sound");
	let _ = Sequencers::<T, I>::clear(u32::MAX, None);
	SequencerList::<T, I>::kill();
	SlotClock::<T, I>::put(Clock { lived: 100_000, slot: T::RelaySlot::get() });
	let funds = money::<T, I>();
	T::Currency::mint_into(&Pallet::<T, I>::pot(), funds).expect("the pot can take it");
	Deposited::<T, I>::put(funds);
	ClaimMeter::<T, I>::put(Meter { start: 1_000, paid: 0, peaks: [funds; 15] });
}

/// Much, in plank.
fn money<T: Config<I>, I: 'static>() -> Balance {
	let unit = T::Currency::minimum_balance().max(T::MinDeposit::get());
	unit.saturating_mul(1_000_000)
		.max(Parameters::default().min_bond.saturating_mul(10))
}

fn rich<T: Config<I>, I: 'static>(who: T::AccountId) -> T::AccountId {
	T::Currency::mint_into(&who, money::<T, I>()).expect("the account can take it");
	who
}

fn caller<T: Config<I>, I: 'static>() -> T::AccountId {
	rich::<T, I>(whitelisted_caller())
}

/// A full rotation, led by the last of it, and that one.
fn sequencers<T: Config<I>, I: 'static>(key: Key) -> T::AccountId {
	let bond = Parameters::default().min_bond;
	for index in 1..T::MaxSequencers::get() {
		let who = rich::<T, I>(account("sequencer", index, 0));
		Pallet::<T, I>::do_register(who, bond, key, 0).expect("there is room");
	}
	let leader = rich::<T, I>(account("leader", 0, 0));
	Pallet::<T, I>::do_register(leader.clone(), bond, key, 0).expect("there is room");
	let ends = Pallet::<T, I>::now().saturating_add(1);
	CurrentRotation::<T, I>::put(Rotation { number: 0, ends, leader: Some(leader.clone()) });
	leader
}

/// The claim, the bytes and the witness of a chunk of transfers between accounts that stand far apart.
struct Work {
	claim: ChunkClaim,
	bytes: Vec<u8>,
	witness: Vec<u8>,
}

fn work<T: Config<I>, I: 'static>(records: u32) -> Work {
	let domain = Pallet::<T, I>::domain();
	let key = sp_io::crypto::sr25519_generate(KEYS, None);
	let step = (1u32 << 24) / 64;
	let mut world = State::<Blake>::default();
	let place = |at: u32| Index::new(at).expect("it is below 2^24");
	for at in 0..64 {
		let account = Account { free: 1 << 64, ..Account::new(key.0) };
		world.set_account(place(at * step), account);
	}
	world.set_account(place(FEES), Account::new(key.0));
	let bytes: Vec<u8> =
		(0..records).flat_map(|at| signed_transfer(&domain, &key, at, step)).collect();
	let context = Context { domain, fee_to: FEES };
	let chunk = Chunk::new(Kind::Transfer.number(), NO_MARKET, &bytes).expect("it is one");
	let witness = world.witness(&context, &chunk);
	let pre_root = world.root();
	let outcome = apply_chunk::<Blake>(&pre_root, &witness, &Sr25519, &context, &chunk)
		.expect("the witness is the right one");
	assert_eq!(outcome.done(), chunk.records().len());
	execute(&mut world, &Sr25519, &context, &chunk);
	assert_eq!(outcome.root, world.root());
	let claim = ChunkClaim {
		kind: Kind::Transfer.number(),
		market: NO_MARKET,
		frame: 0,
		pre_root,
		post_root: outcome.root,
		fee_to: FEES,
	};
	Work { claim, bytes, witness }
}

fn signed_transfer(domain: &settlement_core::Domain, key: &Public, at: u32, step: u32) -> Vec<u8> {
	let terms = Terms { fee: 1, nonce: 0, expiry: u32::MAX };
	let from = at * 2 * step;
	let fields = Transfer { from, to: from + step, amount: 1, terms, key: OWNER }.encode();
	let message = message(domain, Kind::Transfer, &fields);
	let signature = sp_io::crypto::sr25519_sign(KEYS, key, &message).expect("the key is there");
	[&fields[..], &signature.0].concat()
}

/// A pending batch of as many chunks as there can be, whose last is `work`. Returns its number and the path.
fn pending<T: Config<I>, I: 'static>(author: T::AccountId, work: &Work) -> (BatchId, Vec<Hash>) {
	let id = 2;
	let at = MAX_CHUNKS - 1;
	let mut leaves = vec![[7; 32]; MAX_CHUNKS as usize - 1];
	leaves.push(tree::leaf(id, at, &work.claim, &sp_io::hashing::blake2_256(&work.bytes)));
	let path = tree::path(leaves.clone(), at);
	let registration = Sequencers::<T, I>::get(&author).map_or(0, |found| found.registration);
	let batch = Batch {
		author,
		registration,
		submitted: Pallet::<T, I>::now(),
		window: 1_000,
		chunks: MAX_CHUNKS,
		inbox_chunks: 0,
		chunk_root: tree::root(leaves),
		pre_root: [1; 32],
		post_root: work.claim.post_root,
		inbox_to: 0,
		frame: 0,
	};
	let parent = Batch { post_root: [1; 32], pre_root: Tip::<T, I>::get().root, ..batch.clone() };
	Batches::<T, I>::insert(id - 1, parent);
	Tip::<T, I>::put(batch.checkpoint(id));
	Batches::<T, I>::insert(id, batch);
	let bits = vec![0xff; MAX_CHUNKS as usize / 8 - 1].try_into().expect("it is shorter");
	Checked::<T, I>::insert(id, CheckedChunks { count: MAX_CHUNKS - 8, bits });
	(id, path)
}

/// Puts `count` deposits of strangers into the inbox.
fn fill_inbox<T: Config<I>, I: 'static>(count: u32) {
	for at in 0..count {
		let entry = Entry::Deposit { account: at, owner: [1; 32], amount: 1 };
		Pallet::<T, I>::push(entry).expect("there is room");
	}
}

#[instance_benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn deposit() {
		start::<T, I>();
		let who = caller::<T, I>();
		fill_inbox::<T, I>(2);
		Final::<T, I>::mutate(|last| last.inbox_to = 2);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), T::MinDeposit::get());
		assert_eq!(Indices::<T, I>::get(who), Some(NextIndex::<T, I>::get() - 1));
	}

	#[benchmark]
	fn set_trader() {
		start::<T, I>();
		let who = caller::<T, I>();
		Indices::<T, I>::insert(&who, 0);
		let before = InboxEnd::<T, I>::get();
		#[extrinsic_call]
		_(RawOrigin::Signed(who), [1; 32]);
		assert_eq!(InboxEnd::<T, I>::get(), before + 1);
	}

	#[benchmark]
	fn force_exit() {
		start::<T, I>();
		let who = caller::<T, I>();
		Indices::<T, I>::insert(&who, 0);
		let before = InboxEnd::<T, I>::get();
		#[extrinsic_call]
		_(RawOrigin::Signed(who), 1);
		assert_eq!(InboxEnd::<T, I>::get(), before + 1);
	}

	/// The rotation is full, and the last of it has been silent.
	#[benchmark]
	fn register() {
		start::<T, I>();
		let leader = sequencers::<T, I>([1; 32]);
		Sequencers::<T, I>::mutate_extant(leader, |sequencer| sequencer.silent = true);
		let who = caller::<T, I>();
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), Parameters::default().min_bond, [1; 32]);
		assert!(Sequencers::<T, I>::contains_key(who));
	}

	#[benchmark]
	fn add_bond() {
		start::<T, I>();
		let who = sequencers::<T, I>([1; 32]);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), 1);
		let bond = Sequencers::<T, I>::get(who).map(|found| found.bond);
		assert_eq!(bond, Some(Parameters::default().min_bond + 1));
	}

	#[benchmark]
	fn leave() {
		start::<T, I>();
		let who = sequencers::<T, I>([1; 32]);
		#[extrinsic_call]
		_(RawOrigin::Signed(who));
		assert_eq!(CurrentRotation::<T, I>::get().leader, None);
	}

	#[benchmark]
	fn withdraw_bond() {
		start::<T, I>();
		let who = sequencers::<T, I>([1; 32]);
		Pallet::<T, I>::do_leave(who.clone()).expect("it is one");
		SlotClock::<T, I>::mutate(|clock| clock.lived += Parameters::default().unbonding());
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));
		assert!(!Sequencers::<T, I>::contains_key(who));
	}

	/// So many chunks that they can hold all bytes, however full the data is. The inbox comes first.
	#[benchmark]
	fn submit_batch(
		c: Linear<{ T::MaxBatchBytes::get() / MAX_CHUNK_BYTES + 8 }, MAX_CHUNKS>,
		b: Linear<0, { T::MaxBatchBytes::get() }>,
		e: Linear<0, { T::MaxInboxEntries::get() }>,
	) {
		start::<T, I>();
		let who = sequencers::<T, I>([1; 32]);
		fill_inbox::<T, I>(e + 1);
		let (infos, data) = submission::<T, I>(c, b, e);
		let parent = Tip::<T, I>::get().root;
		#[extrinsic_call]
		_(
			RawOrigin::Signed(who),
			parent,
			FEES,
			infos.try_into().expect("there are at most MAX_CHUNKS"),
			data.try_into().expect("it is not longer than it may be"),
		);
		assert_eq!(Tip::<T, I>::get().batch, 1);
	}

	/// The witness is the longest, the verdict is fraud, and the author leads a full rotation.
	#[benchmark]
	fn check_chunk(r: Linear<1, 32>) {
		start::<T, I>();
		let author = sequencers::<T, I>([1; 32]);
		let mut work = work::<T, I>(r);
		work.claim.post_root = [5; 32];
		let (batch, path) = pending::<T, I>(author.clone(), &work);
		let who = caller::<T, I>();
		#[extrinsic_call]
		_(
			RawOrigin::Signed(who),
			batch,
			MAX_CHUNKS - 1,
			work.claim,
			work.bytes.try_into().expect("it fits"),
			path.try_into().expect("it fits"),
			work.witness.try_into().expect("it fits"),
		);
		assert!(!Sequencers::<T, I>::contains_key(author));
	}

	#[benchmark]
	fn claim() {
		start::<T, I>();
		let who = caller::<T, I>();
		let place = Index::new(FEES).expect("it is below 2^24");
		let owner: T::AccountId = account("owner", 0, 0);
		let exited = T::Currency::minimum_balance().max(1);
		let leaf = Account { exited, ..Account::new(owner.clone().into()) };
		let mut world = State::<Blake>::default();
		world.set_account(place, leaf);
		Final::<T, I>::mutate(|last| last.root = world.root());
		let proof = world.prove(place).encode().to_vec();
		#[extrinsic_call]
		_(
			RawOrigin::Signed(who),
			0,
			FEES,
			leaf.encode().to_vec().try_into().expect("it fits"),
			proof.try_into().expect("it fits"),
		);
		assert_eq!(T::Currency::balance(&owner), exited);
	}

	#[benchmark]
	fn report_broken_receipt() {
		start::<T, I>();
		let key = sp_io::crypto::sr25519_generate(KEYS, None);
		let author = sequencers::<T, I>(key.0);
		let work = work::<T, I>(MAX_RECORDS as u32);
		let (batch, path) = pending::<T, I>(author.clone(), &work);
		let receipt = Receipt {
			batch,
			parent: [1; 32],
			chunk: MAX_CHUNKS - 1,
			position: MAX_RECORDS as u8 - 1,
			record: [9; 32],
		};
		let message = receipt_message(&Pallet::<T, I>::domain(), &receipt);
		let signature =
			sp_io::crypto::sr25519_sign(KEYS, &key, &message).expect("the key is there");
		let shown = Box::new((
			work.claim,
			work.bytes.try_into().expect("it fits"),
			path.try_into().expect("it fits"),
		));
		let who = caller::<T, I>();
		#[extrinsic_call]
		_(RawOrigin::Signed(who), receipt, signature, Some(shown));
		assert!(!Sequencers::<T, I>::contains_key(author));
	}

	#[benchmark]
	fn escape() {
		start::<T, I>();
		sequencers::<T, I>([1; 32]);
		fill_inbox::<T, I>(1);
		SlotClock::<T, I>::mutate(|clock| {
			clock.lived += Parameters::default().liveness_deadline + 1
		});
		let entry = InboxEnd::<T, I>::get() - 1;
		let who = caller::<T, I>();
		#[extrinsic_call]
		_(RawOrigin::Signed(who), entry);
		assert_eq!(CurrentMode::<T, I>::get(), Mode::Escaped);
	}

	#[benchmark]
	fn refund() {
		start::<T, I>();
		let owner: T::AccountId = account("owner", 0, 0);
		let amount = T::Currency::minimum_balance().max(1);
		let entry = Entry::Deposit { account: 0, owner: owner.clone().into(), amount };
		let at = Pallet::<T, I>::push(entry).expect("there is room");
		CurrentMode::<T, I>::put(Mode::Escaped);
		let who = caller::<T, I>();
		#[extrinsic_call]
		_(RawOrigin::Signed(who), at);
		assert_eq!(T::Currency::balance(&owner), amount);
	}

	#[benchmark]
	fn pause() -> Result<(), BenchmarkError> {
		start::<T, I>();
		let origin = T::PauseOrigin::try_successful_origin()
			.map_err(|_| BenchmarkError::Stop("no origin may pause"))?;
		let call = Call::<T, I>::pause { slots: 1 };
		#[block]
		{
			call.dispatch_bypass_filter(origin)?;
		}
		assert!(LastPause::<T, I>::get().until > Pallet::<T, I>::now());
		Ok(())
	}

	#[benchmark]
	fn resume() -> Result<(), BenchmarkError> {
		start::<T, I>();
		let origin = T::PauseOrigin::try_successful_origin()
			.map_err(|_| BenchmarkError::Stop("no origin may end a pause"))?;
		LastPause::<T, I>::put(Pause { until: u32::MAX, next_from: u32::MAX });
		let call = Call::<T, I>::resume {};
		#[block]
		{
			call.dispatch_bypass_filter(origin)?;
		}
		assert_eq!(LastPause::<T, I>::get().until, Pallet::<T, I>::now());
		Ok(())
	}

	#[benchmark]
	fn set_parameters() -> Result<(), BenchmarkError> {
		start::<T, I>();
		let origin = T::ParameterOrigin::try_successful_origin()
			.map_err(|_| BenchmarkError::Stop("no origin may set the parameters"))?;
		let parameters = Parameters { meter_period: 1, ..Default::default() };
		let call = Call::<T, I>::set_parameters { parameters };
		#[block]
		{
			call.dispatch_bypass_filter(origin)?;
		}
		assert!(NextParameters::<T, I>::exists());
		Ok(())
	}

	/// A lived slot begins that ends a rotation, and brings parameters and a tick.
	#[benchmark]
	fn begin_block(f: Linear<0, FINALIZED_PER_BLOCK>, p: Linear<0, { PURGED_PER_BLOCK * 2 }>) {
		start::<T, I>();
		let author = sequencers::<T, I>([1; 32]);
		let parameters = Parameters::default();
		NextParameters::<T, I>::put(Scheduled { parameters, from: 0 });
		CurrentRotation::<T, I>::mutate(|rotation| rotation.ends = 0);
		SlotClock::<T, I>::mutate(|clock| clock.slot = 0);
		let (entries, orphans) = (p.min(PURGED_PER_BLOCK), p.saturating_sub(PURGED_PER_BLOCK));
		let registration = Sequencers::<T, I>::get(&author).map_or(0, |found| found.registration);
		let batch = Batch {
			author,
			registration,
			submitted: 0,
			window: 1,
			chunks: 1,
			inbox_chunks: 0,
			chunk_root: [1; 32],
			pre_root: [1; 32],
			post_root: [1; 32],
			inbox_to: entries.into(),
			frame: 0,
		};
		let base = KEPT_BATCHES;
		let tip = base + u64::from(f);
		let kept = (0..=tip + u64::from(orphans)).map(|id| (id, batch.clone()));
		kept.for_each(|(id, batch)| Batches::<T, I>::insert(id, batch));
		fill_inbox::<T, I>(entries);
		Final::<T, I>::put(batch.checkpoint(base));
		Tip::<T, I>::put(batch.checkpoint(tip));
		OrphansTo::<T, I>::put(tip + u64::from(orphans));
		CurrentWindow::<T, I>::put(1);
		#[block]
		{
			Pallet::<T, I>::begin_block();
		}
		assert_eq!(Final::<T, I>::get().batch, tip);
		assert_eq!(InboxStart::<T, I>::get(), u64::from(entries));
		assert_eq!(OrphansTo::<T, I>::get(), tip);
	}

	#[benchmark]
	fn end_block() {
		start::<T, I>();
		T::Collators::prepare(account("author", 0, 0));
		NotedAuthor::<T, I>::set(T::Collators::author());
		#[block]
		{
			Pallet::<T, I>::measure_block();
		}
		let most: usize = T::MaxCollators::get().saturated_into();
		assert_eq!(Authors::<T, I>::get().len(), most);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::bench_chain(), crate::mock::Test);
}

/// `c` chunks with `b` bytes, or as few more as they need: `e` inbox entries, then transfers.
fn submission<T: Config<I>, I: 'static>(c: u32, b: u32, e: u32) -> (Vec<ChunkInfo>, Vec<u8>) {
	let (most, width) = (MAX_RECORDS as u32, Kind::Transfer.record_bytes() as u32);
	let mut counts = Vec::new();
	let mut entries = e;
	while entries > 0 {
		counts.push((Kind::Inbox, entries.min(most)));
		entries -= entries.min(most);
	}
	let others = c - counts.len() as u32;
	let inbox = e * Record::BYTES as u32;
	let room = (T::MaxBatchBytes::get() - inbox) / width;
	let records = (b.saturating_sub(inbox) / width).clamp(others, (others * most).min(room));
	for at in 0..others {
		let count = records / others + u32::from(at < records % others);
		counts.push((Kind::Transfer, count));
	}
	let mut data = Pallet::<T, I>::inbox_records(0, e);
	data.resize((inbox + records * width) as usize, 0);
	let infos = counts.into_iter().map(|(kind, count)| ChunkInfo {
		kind: kind.number(),
		market: NO_MARKET,
		frame: 0,
		count: count.saturated_into(),
		post_root: [3; 32],
	});
	(infos.collect(), data)
}
