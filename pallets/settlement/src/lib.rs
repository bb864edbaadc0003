// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs, rustdoc::broken_intra_doc_links, rustdoc::invalid_codeblock_attributes)]

extern crate alloc;
#[cfg(any(feature = "testing", test))]
extern crate std;

mod batches;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod clock;
mod events;
mod exits;
mod inbox;
mod judge;
#[cfg(test)]
mod mock;
mod parameters;
mod receipts;
mod sequencers;
#[cfg(any(feature = "testing", test))]
pub mod testing;
#[cfg(test)]
mod tests;
pub mod tree;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
mod types;
mod views;
pub mod weights;
mod window;

use alloc::{boxed::Box, vec::Vec};
use batches::{inbox_entries, Submission};
use frame_support::{
	pallet_macros::import_section,
	pallet_prelude::*,
	traits::{
		fungible::{Balanced, BalancedHold, Inspect, Mutate, MutateHold},
		BuildGenesisConfig,
	},
	PalletId,
};
use frame_system::pallet_prelude::*;
use settlement_core::{Key, LeafProof, State, ACCOUNT_BYTES};
use sp_core::sr25519::Signature;
use sp_runtime::SaturatedConversion;

pub use batches::{
	BATCHES_PER_SLOT, FINALIZED_PER_BLOCK, FRAMES_PER_SLOT, KEPT_BATCHES, PURGED_PER_BLOCK,
};
pub use clock::Clock;
pub use exits::{Meter, METER_PERIODS};
pub use judge::{Blake, Sr25519};
pub use pallet::*;
pub use parameters::{Parameters, Scheduled, MAX_TICK_DEADLINE, MIN_WINDOW_TURNS};
pub use receipts::{receipt_message, record_hash};
pub use settlement_core::Hash;
pub use types::*;
pub use views::{AccountInfo, BatchInfo, Stage, WindowInfo};
pub use weights::WeightInfo;
pub use window::{window, Author, Collators, GAP_UNIT};

/// An amount of the token, in plank.
pub type Balance = u128;

/// The number of a slot of the relay chain.
pub type RelaySlot = u64;

/// An encoded account of the state.
pub type LeafBytes = BoundedVec<u8, ConstU32<{ ACCOUNT_BYTES as u32 }>>;
/// An encoded proof of one account.
pub type ProofBytes = BoundedVec<u8, ConstU32<{ LeafProof::BYTES as u32 }>>;

#[import_section(events::events)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;

	/// The types and limits that the runtime gives this pallet.
	#[pallet::config]
	pub trait Config<I: 'static = ()>:
		frame_system::Config<
		RuntimeEvent: From<Event<Self, I>>,
		AccountId: From<[u8; 32]> + Into<[u8; 32]>,
	>
	{
		/// The token.
		type Currency: Inspect<Self::AccountId, Balance = Balance>
			+ Mutate<Self::AccountId>
			+ Balanced<Self::AccountId>
			+ BalancedHold<Self::AccountId>
			+ MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// Why funds are held, in the runtime's terms.
		type RuntimeHoldReason: From<HoldReason<I>>;

		/// The relay chain's slot, 6 seconds each, counted from 1970. It must be known when a block begins, and must never
		/// fall. It may lag a block behind.
		type RelaySlot: Get<RelaySlot>;

		/// Who makes blocks, and how full they are.
		type Collators: Collators<Self::AccountId>;

		/// On which ways batches may come, and from whom: a signed origin, where a reader of block bodies sees the batch.
		type SubmitOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Self::AccountId>;

		/// Who may set the parameters.
		type ParameterOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who may pause submissions, and end a pause.
		type PauseOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The account of this id, the pot, holds the money of the state.
		#[pallet::constant]
		type PotId: Get<PalletId>;

		/// The number of this instance on this chain. Signatures are good for one instance; no two have the same number.
		#[pallet::constant]
		type InstanceId: Get<u32>;

		/// The most bytes of records in a batch: at most half of what normal calls of a block may have.
		#[pallet::constant]
		type MaxBatchBytes: Get<u32>;

		/// The most inbox entries in a batch; at least 32.
		#[pallet::constant]
		type MaxInboxEntries: Get<u32>;

		/// The most sequencers in the rotation.
		#[pallet::constant]
		type MaxSequencers: Get<u32>;

		/// The most collators whose blocks are measured. With more, the window is the longest one.
		type MaxCollators: Get<u32>;

		/// The least deposit, in plank; at least the existential deposit.
		#[pallet::constant]
		type MinDeposit: Get<Balance>;

		/// What a first deposit burns for the account's index, in plank. There are 2^24 indices, and none comes back.
		#[pallet::constant]
		type IndexPrice: Get<Balance>;

		/// What each inbox entry burns, in plank.
		#[pallet::constant]
		type EntryPrice: Get<Balance>;

		/// Weights of this pallet.
		type WeightInfo: WeightInfo;
	}

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// Takes batches, judges them, and keeps the money.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T, I = ()>(_);

	/// Whether the instance runs.
	#[pallet::storage]
	pub type CurrentMode<T: Config<I>, I: 'static = ()> = StorageValue<_, Mode, ValueQuery>;

	/// The clock of lived slots.
	#[pallet::storage]
	pub type SlotClock<T: Config<I>, I: 'static = ()> = StorageValue<_, Clock, ValueQuery>;

	/// The parameters that hold.
	#[pallet::storage]
	pub type CurrentParameters<T: Config<I>, I: 'static = ()> =
		StorageValue<_, Parameters, ValueQuery>;

	/// The parameters that governance has set for later.
	#[pallet::storage]
	pub type NextParameters<T: Config<I>, I: 'static = ()> = StorageValue<_, Scheduled>;

	/// The last batch.
	#[pallet::storage]
	pub type Tip<T: Config<I>, I: 'static = ()> = StorageValue<_, Checkpoint, ValueQuery>;

	/// The last final batch.
	#[pallet::storage]
	pub type Final<T: Config<I>, I: 'static = ()> = StorageValue<_, Checkpoint, ValueQuery>;

	/// Pending batches, the last [`KEPT_BATCHES`] final ones, and reverted ones until they are cleared away. Who posts
	/// them is bonded. Each is removed a bounded time after its window.
	// Hasher: numbers are counted, nobody can choose them.
	#[pallet::storage]
	pub type Batches<T: Config<I>, I: 'static = ()> =
		StorageMap<_, Twox64Concat, BatchId, Batch<T::AccountId>>;

	/// The verified chunks of pending batches. At most one for each of these.
	// Hasher: as for `Batches`.
	#[pallet::storage]
	pub type Checked<T: Config<I>, I: 'static = ()> =
		StorageMap<_, Twox64Concat, BatchId, CheckedChunks, ValueQuery>;

	/// No reverted batch has a number above this.
	#[pallet::storage]
	pub type OrphansTo<T: Config<I>, I: 'static = ()> = StorageValue<_, BatchId, ValueQuery>;

	/// When batches came.
	#[pallet::storage]
	pub type LastBatches<T: Config<I>, I: 'static = ()> = StorageValue<_, Activity, ValueQuery>;

	/// The inbox: entries that no final batch has consumed, or that wait to be cleared away. Each has burned its price; of
	/// ticks there is one for each batch.
	// Hasher: numbers are counted, nobody can choose them.
	#[pallet::storage]
	pub type Inbox<T: Config<I>, I: 'static = ()> = StorageMap<_, Twox64Concat, u64, Waiting>;

	/// The first inbox entry that was not cleared away.
	#[pallet::storage]
	pub type InboxStart<T: Config<I>, I: 'static = ()> = StorageValue<_, u64, ValueQuery>;

	/// The number of the next inbox entry.
	#[pallet::storage]
	pub type InboxEnd<T: Config<I>, I: 'static = ()> = StorageValue<_, u64, ValueQuery>;

	/// The next batch takes the inbox up to here at least: what a revert has given back.
	#[pallet::storage]
	pub type InboxFloor<T: Config<I>, I: 'static = ()> = StorageValue<_, u64, ValueQuery>;

	/// The last tick in the inbox.
	#[pallet::storage]
	pub type LastTick<T: Config<I>, I: 'static = ()> = StorageValue<_, u64>;

	/// The index of each account that has ever deposited. Its price is burned.
	// Hasher: accounts are chosen by users.
	#[pallet::storage]
	pub type Indices<T: Config<I>, I: 'static = ()> =
		StorageMap<_, Blake2_128Concat, T::AccountId, u32>;

	/// The index of the next account.
	#[pallet::storage]
	pub type NextIndex<T: Config<I>, I: 'static = ()> = StorageValue<_, u32, ValueQuery>;

	/// What each account was paid in all, in plank. One for each index, whose price is burned.
	// Hasher: indices are counted, nobody can choose them.
	#[pallet::storage]
	pub type Claimed<T: Config<I>, I: 'static = ()> =
		StorageMap<_, Twox64Concat, u32, Balance, ValueQuery>;

	/// All deposits there ever were, in plank.
	#[pallet::storage]
	pub type Deposited<T: Config<I>, I: 'static = ()> = StorageValue<_, Balance, ValueQuery>;

	/// All that was ever paid out, in plank.
	#[pallet::storage]
	pub type PaidOut<T: Config<I>, I: 'static = ()> = StorageValue<_, Balance, ValueQuery>;

	/// The meter on claims.
	#[pallet::storage]
	pub type ClaimMeter<T: Config<I>, I: 'static = ()> = StorageValue<_, Meter, ValueQuery>;

	/// Who has a bond. The bond pays for the entry.
	// Hasher: accounts are chosen by users.
	#[pallet::storage]
	pub type Sequencers<T: Config<I>, I: 'static = ()> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Sequencer>;

	/// The sequencers that take turns.
	#[pallet::storage]
	pub type SequencerList<T: Config<I>, I: 'static = ()> =
		StorageValue<_, BoundedVec<T::AccountId, T::MaxSequencers>, ValueQuery>;

	/// The number of the next registration.
	#[pallet::storage]
	pub type NextRegistration<T: Config<I>, I: 'static = ()> = StorageValue<_, u32, ValueQuery>;

	/// Whose turn it is.
	#[pallet::storage]
	pub type CurrentRotation<T: Config<I>, I: 'static = ()> =
		StorageValue<_, Rotation<T::AccountId>, ValueQuery>;

	/// The last pause.
	#[pallet::storage]
	pub type LastPause<T: Config<I>, I: 'static = ()> = StorageValue<_, Pause, ValueQuery>;

	/// The author of this block, from its beginning to its end. No state between two blocks has it.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type NotedAuthor<T: Config<I>, I: 'static = ()> = StorageValue<_, T::AccountId>;

	/// How each collator has taken its turns, by account.
	#[pallet::storage]
	pub type Authors<T: Config<I>, I: 'static = ()> =
		StorageValue<_, BoundedVec<Author<T::AccountId>, T::MaxCollators>, ValueQuery>;

	/// The window that a batch gets now, in lived slots.
	#[pallet::storage]
	pub type CurrentWindow<T: Config<I>, I: 'static = ()> = StorageValue<_, u32, ValueQuery>;

	/// The genesis of an instance.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config<I>, I: 'static = ()> {
		/// Deadlines, windows and bonds.
		pub parameters: Parameters,
		/// Accounts that are sequencers from the start, with their bonds in plank. They sign receipts with their own keys.
		pub sequencers: Vec<(T::AccountId, Balance)>,
		#[serde(skip)]
		#[doc(hidden)]
		pub _marker: core::marker::PhantomData<I>,
	}

	#[pallet::genesis_build]
	impl<T: Config<I>, I: 'static> BuildGenesisConfig for GenesisConfig<T, I> {
		fn build(&self) {
			Pallet::<T, I>::start(self.parameters)
				.expect("the parameters of genesis are sound, and the pot can be opened");
			for (who, bond) in &self.sequencers {
				Pallet::<T, I>::do_register(who.clone(), *bond, who.clone().into(), 0)
					.expect("the sequencers of genesis own their bonds");
			}
		}
	}

	/// Why funds are held.
	#[pallet::composite_enum]
	pub enum HoldReason<I: 'static = ()> {
		/// They are the bond of a sequencer.
		Bond,
	}

	#[pallet::hooks]
	impl<T: Config<I>, I: 'static> Hooks<BlockNumberFor<T>> for Pallet<T, I> {
		fn integrity_test() {
			Self::check_limits();
		}

		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			Self::begin_block().saturating_add(T::WeightInfo::end_block())
		}

		fn on_finalize(_: BlockNumberFor<T>) {
			Self::measure_block();
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config<I>, I: 'static> Pallet<T, I> {
		/// Bring `amount` plank into the state.
		///
		/// ## Dispatch origin
		/// Signed.
		///
		/// ## Details
		/// The first deposit gives the account an index, and burns [`Config::IndexPrice`]; each burns
		/// [`Config::EntryPrice`]. The caller keeps the existential deposit.
		///
		/// ## Errors
		/// - [`Error::NotRunning`], [`Error::BelowMinimum`], [`Error::NoIndexLeft`], and what keeps the caller from paying.
		///
		/// ## Events
		/// - [`Event::Deposited`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::deposit())]
		pub fn deposit(origin: OriginFor<T>, #[pallet::compact] amount: Balance) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_deposit(who, amount)
		}

		/// Set the second key of the caller's account: it may sign what stays within settlement.
		///
		/// ## Dispatch origin
		/// Signed.
		///
		/// ## Details
		/// 32 zero bytes take the key away. Burns [`Config::EntryPrice`].
		///
		/// ## Errors
		/// - [`Error::NotRunning`], [`Error::NoIndex`].
		///
		/// ## Events
		/// - [`Event::TraderSet`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::set_trader())]
		pub fn set_trader(origin: OriginFor<T>, trader: Key) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let account = Self::index_of(&who)?;
			let entry = Self::do_entry(&who, Entry::SetTrader { account, trader })?;
			Self::deposit_event(Event::TraderSet { account, trader, entry });
			Ok(())
		}

		/// Move up to `amount` plank of the caller's account out, whether sequencers like it or not.
		///
		/// ## Dispatch origin
		/// Signed.
		///
		/// ## Details
		/// Any batch must take the entry after [`Parameters::inbox_deadline`]. Then claim. Burns [`Config::EntryPrice`].
		///
		/// ## Errors
		/// - [`Error::NotRunning`], [`Error::NoIndex`].
		///
		/// ## Events
		/// - [`Event::ExitForced`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::force_exit())]
		pub fn force_exit(
			origin: OriginFor<T>,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let account = Self::index_of(&who)?;
			let entry = Self::do_entry(&who, Entry::ForcedExit { account, amount })?;
			Self::deposit_event(Event::ExitForced { account, amount, entry });
			Ok(())
		}

		/// Become a sequencer from the next rotation on, with a bond.
		///
		/// ## Dispatch origin
		/// Signed.
		///
		/// ## Details
		/// `key` is the sr25519 key that signs receipts. In a full rotation the caller takes the place of a sequencer that has
		/// posted nothing in its last turn, and that leaves.
		///
		/// ## Errors
		/// - [`Error::NotRunning`], [`Error::ZeroKey`], [`Error::AlreadyRegistered`], [`Error::BondTooSmall`],
		///   [`Error::TooManySequencers`].
		///
		/// ## Events
		/// - [`Event::Registered`], and [`Event::Left`] for a sequencer that makes room.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::register())]
		pub fn register(
			origin: OriginFor<T>,
			#[pallet::compact] bond: Balance,
			key: Key,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::ensure_running()?;
			let joins = CurrentRotation::<T, I>::get().number.saturating_add(1);
			Self::do_register(who, bond, key, joins)
		}

		/// Bond more.
		///
		/// ## Dispatch origin
		/// Signed by a sequencer.
		///
		/// ## Errors
		/// - [`Error::NotRegistered`], [`Error::Leaving`].
		///
		/// ## Events
		/// - [`Event::BondAdded`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::add_bond())]
		pub fn add_bond(
			origin: OriginFor<T>,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_add_bond(who, amount)
		}

		/// Stop being a sequencer. The bond stays for a while: [`Pallet::withdraw_bond`].
		///
		/// ## Dispatch origin
		/// Signed by a sequencer.
		///
		/// ## Errors
		/// - [`Error::NotRegistered`], [`Error::Leaving`].
		///
		/// ## Events
		/// - [`Event::Left`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::leave())]
		pub fn leave(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_leave(who)
		}

		/// Take the bond back.
		///
		/// ## Dispatch origin
		/// Signed by a sequencer that has left.
		///
		/// ## Details
		/// All own batches must be final or cleared away, and the longest window and a rotation must have passed.
		///
		/// ## Errors
		/// - [`Error::NotRegistered`], [`Error::NotLeaving`], [`Error::StillBonded`].
		///
		/// ## Events
		/// - [`Event::BondWithdrawn`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::withdraw_bond())]
		pub fn withdraw_bond(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_bond(who)
		}

		/// Post a batch on the state with the root `parent`.
		///
		/// ## Dispatch origin
		/// [`Config::SubmitOrigin`]: a sequencer whose turn it is.
		///
		/// ## Details
		/// `data` holds the records of all chunks. The first chunks are those of the inbox: exactly what the chain would write
		/// itself, as far as the batch goes. Nothing is executed. A root that is not right costs the bond.
		///
		/// ## Errors
		/// - Of the sequencer: [`Error::NotRegistered`], [`Error::Leaving`], [`Error::NotYet`], [`Error::BondTooSmall`],
		///   [`Error::NotTheLeader`].
		/// - Of the time: [`Error::NotRunning`], [`Error::Paused`], [`Error::TooManyBatches`], [`Error::NotTheTip`],
		///   [`Error::InboxMismatch`], [`Error::InboxOverdue`], [`Error::FrameAhead`].
		/// - Of the batch: [`Error::NoChunks`], [`Error::BadChunk`], [`Error::BadLength`], [`Error::FrameFalls`],
		///   [`Error::InboxNotFirst`], [`Error::TooManyEntries`].
		///
		/// ## Events
		/// - [`Event::BatchPosted`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::submit_batch(
			chunks.len().saturated_into(),
			data.len().saturated_into(),
			inbox_entries(chunks).min(T::MaxInboxEntries::get()),
		))]
		pub fn submit_batch(
			origin: OriginFor<T>,
			parent: Hash,
			fee_to: u32,
			chunks: BoundedVec<ChunkInfo, ConstU32<MAX_CHUNKS>>,
			data: BoundedVec<u8, T::MaxBatchBytes>,
		) -> DispatchResult {
			let who = T::SubmitOrigin::ensure_origin(origin)?;
			Self::do_submit(who, Submission { parent, fee_to, chunks: &chunks, data: &data })
		}

		/// Have a chunk of a pending batch executed again.
		///
		/// ## Dispatch origin
		/// Signed by anyone.
		///
		/// ## Details
		/// `claim`, `bytes` and `path` show that the batch has this chunk. `witness` opens the state before it. With the right
		/// root the chunk is verified. With another, this batch and all after it are taken back, the author loses its bond,
		/// and the call costs no fee.
		///
		/// ## Errors
		/// - [`Error::UnknownBatch`], [`Error::AlreadyFinal`], [`Error::AlreadyVerified`], [`Error::NotInBatch`],
		///   [`Error::BadWitness`].
		///
		/// ## Events
		/// - [`Event::ChunkVerified`], and [`Event::BatchFinal`] with the last chunk; or [`Event::FraudProven`],
		///   [`Event::BatchesReverted`] and [`Event::Slashed`].
		#[pallet::call_index(8)]
		#[pallet::weight((
			T::WeightInfo::check_chunk(judge::records(claim.kind, bytes.len())),
			DispatchClass::Operational,
		))]
		pub fn check_chunk(
			origin: OriginFor<T>,
			#[pallet::compact] batch: BatchId,
			#[pallet::compact] chunk: u32,
			claim: ChunkClaim,
			bytes: ChunkBytes,
			path: Path,
			witness: WitnessBytes,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			match Self::do_check(who, batch, chunk, &claim, (&bytes, &path, &witness))? {
				Verdict::Verified => Ok(().into()),
				Verdict::Fraud => Ok(Pays::No.into()),
			}
		}

		/// Pay the owner of an account what has left it.
		///
		/// ## Dispatch origin
		/// Signed by anyone, who pays the fee.
		///
		/// ## Details
		/// `leaf` and `proof` show the account under the root of `batch`, which is the last final one or one of the
		/// [`KEPT_BATCHES`] before. Pays `exited` less what was paid before; after an escape, `free` as well. While the
		/// instance runs, the meter may hold a part back.
		///
		/// ## Errors
		/// - [`Error::NotFinal`], [`Error::UnknownBatch`], [`Error::BadProof`], [`Error::NothingToClaim`],
		///   [`Error::MeterEmpty`], and what keeps the owner from receiving, such as an amount below the existential deposit.
		///
		/// ## Events
		/// - [`Event::Claimed`].
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::claim())]
		pub fn claim(
			origin: OriginFor<T>,
			#[pallet::compact] batch: BatchId,
			#[pallet::compact] account: u32,
			leaf: LeafBytes,
			proof: ProofBytes,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_claim(batch, account, &leaf, &proof)
		}

		/// Show that a sequencer has broken a receipt.
		///
		/// ## Dispatch origin
		/// Signed by anyone.
		///
		/// ## Details
		/// The receipt's place must hold another record, or none, in a batch of this author on the receipt's parent. `shown`
		/// is the chunk at the place, its bytes and its path; it is not needed where the batch has no such chunk. The author
		/// loses its bond. The batch stands.
		///
		/// ## Errors
		/// - [`Error::UnknownBatch`], [`Error::ReceiptVoid`], [`Error::NotRegistered`], [`Error::BadSignature`],
		///   [`Error::NotInBatch`], [`Error::ReceiptKept`].
		///
		/// ## Events
		/// - [`Event::ReceiptBroken`] and [`Event::Slashed`].
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::report_broken_receipt())]
		pub fn report_broken_receipt(
			origin: OriginFor<T>,
			receipt: Receipt,
			signature: Signature,
			shown: Option<Box<(ChunkClaim, ChunkBytes, Path)>>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let shown = shown.as_deref().map(|(claim, bytes, path)| (claim, &bytes[..], &path[..]));
			Self::do_report(who, &receipt, &signature, shown)
		}

		/// Turn the instance off, for good: `entry` of the inbox has waited for too long, and no batch came.
		///
		/// ## Dispatch origin
		/// Signed by anyone.
		///
		/// ## Errors
		/// - [`Error::NotRunning`], [`Error::NotWaiting`], [`Error::StillAlive`].
		///
		/// ## Events
		/// - [`Event::Escaped`].
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::escape())]
		pub fn escape(origin: OriginFor<T>, #[pallet::compact] entry: u64) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_escape(entry)
		}

		/// After an escape: pay back a deposit that no final batch has consumed.
		///
		/// ## Dispatch origin
		/// Signed by anyone, who pays the fee.
		///
		/// ## Errors
		/// - [`Error::NotSettled`], [`Error::NotWaiting`].
		///
		/// ## Events
		/// - [`Event::Refunded`].
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::refund())]
		pub fn refund(origin: OriginFor<T>, #[pallet::compact] entry: u64) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_refund(entry)
		}

		/// Take no batches for `slots` lived slots. Checks, claims and the escape go on.
		///
		/// ## Dispatch origin
		/// [`Config::PauseOrigin`].
		///
		/// ## Details
		/// After a pause, as much time as [`Parameters::max_pause`] must pass before the next one.
		///
		/// ## Errors
		/// - [`Error::PauseTooLong`], [`Error::PausedBefore`].
		///
		/// ## Events
		/// - [`Event::Paused`].
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::pause())]
		pub fn pause(origin: OriginFor<T>, slots: u32) -> DispatchResult {
			T::PauseOrigin::ensure_origin(origin)?;
			Self::do_pause(slots)
		}

		/// End a pause.
		///
		/// ## Dispatch origin
		/// [`Config::PauseOrigin`].
		///
		/// ## Errors
		/// - [`Error::NotPaused`].
		///
		/// ## Events
		/// - [`Event::Resumed`].
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::resume())]
		pub fn resume(origin: OriginFor<T>) -> DispatchResult {
			T::PauseOrigin::ensure_origin(origin)?;
			let now = Self::now();
			LastPause::<T, I>::try_mutate(|pause| -> DispatchResult {
				ensure!(now < pause.until, Error::<T, I>::NotPaused);
				pause.until = now;
				Ok(())
			})?;
			Self::deposit_event(Event::Resumed);
			Ok(())
		}

		/// Set the parameters.
		///
		/// ## Dispatch origin
		/// [`Config::ParameterOrigin`].
		///
		/// ## Details
		/// They hold at once if they only tighten: longer windows, larger bonds, shorter deadlines and pauses. Others hold
		/// after the longest window. A call replaces what an earlier one has scheduled.
		///
		/// ## Errors
		/// - [`Error::ParametersUnsound`].
		///
		/// ## Events
		/// - [`Event::ParametersSet`].
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::set_parameters())]
		pub fn set_parameters(origin: OriginFor<T>, parameters: Parameters) -> DispatchResult {
			T::ParameterOrigin::ensure_origin(origin)?;
			Self::do_set_parameters(parameters)
		}
	}
}

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	/// Sets the instance up, with an empty state. For genesis, and for a migration that adds an instance to a chain.
	pub fn start(parameters: Parameters) -> DispatchResult {
		Self::ensure_sound(&parameters)?;
		Self::open_pot()?;
		let root = State::<Blake>::default().root();
		let empty = Checkpoint { root, ..Default::default() };
		Tip::<T, I>::put(&empty);
		Final::<T, I>::put(empty);
		CurrentParameters::<T, I>::put(parameters);
		// No block was measured yet.
		CurrentWindow::<T, I>::put(parameters.window_max);
		CurrentMode::<T, I>::put(Mode::Running);
		Ok(())
	}

	fn do_pause(slots: u32) -> DispatchResult {
		let longest = CurrentParameters::<T, I>::get().max_pause;
		ensure!((1..=longest).contains(&slots), Error::<T, I>::PauseTooLong);
		let now = Self::now();
		ensure!(now >= LastPause::<T, I>::get().next_from, Error::<T, I>::PausedBefore);
		let until = now.saturating_add(slots);
		let next_from = until.saturating_add(longest);
		LastPause::<T, I>::put(Pause { until, next_from });
		Self::deposit_event(Event::Paused { until });
		Ok(())
	}
}
