// SPDX-License-Identifier: Apache-2.0

//! The events and errors, which are a part of the pallet's module.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod events {
	/// The events of this pallet.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config<I>, I: 'static = ()> {
		/// Money came in. It can be spent when a batch has consumed the entry.
		Deposited {
			/// From whom.
			who: T::AccountId,
			/// The index of its account.
			account: u32,
			/// How much, in plank.
			amount: Balance,
			/// The number of the inbox entry.
			entry: u64,
		},
		/// A second key was put into the inbox.
		TraderSet {
			/// The account.
			account: u32,
			/// The key; zero bytes for none.
			trader: Key,
			/// The number of the inbox entry.
			entry: u64,
		},
		/// A forced exit was put into the inbox.
		ExitForced {
			/// The account.
			account: u32,
			/// The most to move, in plank.
			amount: Balance,
			/// The number of the inbox entry.
			entry: u64,
		},
		/// A sequencer has bonded.
		Registered {
			/// Who.
			who: T::AccountId,
			/// Its bond, in plank.
			bond: Balance,
			/// The key of its receipts.
			key: Key,
			/// The rotation from which on it may post.
			joins: u32,
		},
		/// A bond has grown.
		BondAdded {
			/// Whose.
			who: T::AccountId,
			/// The whole bond, in plank.
			bond: Balance,
		},
		/// A sequencer has left.
		Left {
			/// Who.
			who: T::AccountId,
			/// The lived slot before which its bond stays.
			until: LivedSlot,
		},
		/// A bond was given back.
		BondWithdrawn {
			/// To whom.
			who: T::AccountId,
			/// How much, in plank.
			amount: Balance,
		},
		/// A batch was posted.
		BatchPosted {
			/// Its number.
			batch: BatchId,
			/// By whom.
			author: T::AccountId,
			/// How many chunks it has.
			chunks: u32,
			/// The first inbox entry that it does not consume.
			inbox_to: u64,
			/// The root after it, as the author says.
			root: Hash,
			/// How long it can be disputed at least, in lived slots.
			window: u32,
		},
		/// A chunk was executed again, with the root that the batch has.
		ChunkVerified {
			/// The batch.
			batch: BatchId,
			/// The chunk.
			chunk: u32,
			/// Who had it checked.
			checker: T::AccountId,
		},
		/// A chunk was executed again, with another root.
		FraudProven {
			/// The batch.
			batch: BatchId,
			/// The chunk.
			chunk: u32,
			/// Who had it checked.
			checker: T::AccountId,
		},
		/// Batches were taken back.
		BatchesReverted {
			/// The first of them.
			from: BatchId,
			/// The last of them.
			to: BatchId,
		},
		/// A batch is final: its root pays out.
		BatchFinal {
			/// Its number.
			batch: BatchId,
			/// The root after it.
			root: Hash,
		},
		/// A sequencer has lost its bond.
		Slashed {
			/// Who.
			who: T::AccountId,
			/// The whole bond, in plank.
			amount: Balance,
			/// Who has shown the fault.
			reporter: T::AccountId,
			/// What the reporter was paid of it, in plank. The rest is burned.
			bounty: Balance,
		},
		/// A receipt was shown to be broken.
		ReceiptBroken {
			/// The batch.
			batch: BatchId,
			/// Whose receipt it was.
			author: T::AccountId,
			/// Who has reported it.
			reporter: T::AccountId,
		},
		/// Money has left.
		Claimed {
			/// To whom.
			who: T::AccountId,
			/// From which account.
			account: u32,
			/// How much, in plank.
			amount: Balance,
			/// What the meter has held back of the claim, in plank.
			left: Balance,
		},
		/// The instance was turned off, for good.
		Escaped {
			/// The last batch that may yet become final.
			last: BatchId,
		},
		/// A deposit that no final batch had consumed was paid back.
		Refunded {
			/// To whom.
			who: T::AccountId,
			/// To which account it would have gone.
			account: u32,
			/// How much, in plank.
			amount: Balance,
			/// The number of the inbox entry.
			entry: u64,
		},
		/// No batch is taken for a while.
		Paused {
			/// The lived slot from which on batches are taken again.
			until: LivedSlot,
		},
		/// Batches are taken again.
		Resumed,
		/// Governance has set the parameters.
		ParametersSet {
			/// The parameters.
			parameters: Parameters,
			/// The lived slot from which on they hold.
			from: LivedSlot,
		},
	}

	/// Why a call was refused. Nothing was changed.
	#[pallet::error]
	pub enum Error<T, I = ()> {
		/// The instance was turned off, or not set up. Claims go on.
		NotRunning,
		/// The parameters do not fit together: see [`Parameters`].
		ParametersUnsound,
		/// The amount is below [`Config::MinDeposit`].
		BelowMinimum,
		/// The account has no index. Deposit first.
		NoIndex,
		/// All 2^24 indices are in use.
		NoIndexLeft,
		/// The account has a bond already.
		AlreadyRegistered,
		/// Anybody can sign for a key of zero bytes.
		ZeroKey,
		/// The account has no bond.
		NotRegistered,
		/// The bond is below [`Parameters::min_bond`]. Bond more.
		BondTooSmall,
		/// The rotation is full, and each of its sequencers has posted in its last turn.
		TooManySequencers,
		/// The sequencer has left.
		Leaving,
		/// The sequencer has not left. Leave first.
		NotLeaving,
		/// A batch of the sequencer is not final, or its time has not come.
		StillBonded,
		/// The sequencer joins with the next rotation.
		NotYet,
		/// Another sequencer leads.
		NotTheLeader,
		/// Submissions are paused.
		Paused,
		/// The last pause was too short a time ago.
		PausedBefore,
		/// The pause is empty, or longer than [`Parameters::max_pause`].
		PauseTooLong,
		/// There is no pause to end.
		NotPaused,
		/// `parent` is not the root of the last batch. Build on that one.
		NotTheTip,
		/// This lived slot has taken as many batches as it may: [`BATCHES_PER_SLOT`]. Post in the next one.
		TooManyBatches,
		/// The batch is empty.
		NoChunks,
		/// A chunk has an unknown kind or market, or not 1 to 32 records.
		BadChunk,
		/// The data has more or fewer bytes than the chunks need.
		BadLength,
		/// A chunk has a lower frame than the one before.
		FrameFalls,
		/// A frame is later than the relay slot allows.
		FrameAhead,
		/// A chunk of the inbox stands behind another kind.
		InboxNotFirst,
		/// The batch has more inbox entries than [`Config::MaxInboxEntries`].
		TooManyEntries,
		/// The chunks of the inbox are not what the inbox holds. Build the batch again.
		InboxMismatch,
		/// The batch leaves out an entry that has waited too long, or that a revert has given back. Take it in.
		InboxOverdue,
		/// There is no such batch.
		UnknownBatch,
		/// The batch is final: nobody can dispute it.
		AlreadyFinal,
		/// The batch is not final, or, after an escape, not the last one.
		NotFinal,
		/// The chunk was verified already.
		AlreadyVerified,
		/// The batch has no such chunk at this place.
		NotInBatch,
		/// The witness does not open the state before the chunk: there is no verdict.
		BadWitness,
		/// The proof does not show this account under the root.
		BadProof,
		/// The account was paid all that has left.
		NothingToClaim,
		/// As much has left in this period as may. Claim in the next one.
		MeterEmpty,
		/// The receipt is for another batch: that one has another parent.
		ReceiptVoid,
		/// The sequencer has kept the promise.
		ReceiptKept,
		/// The signature is not the sequencer's.
		BadSignature,
		/// No user's entry waits there.
		NotWaiting,
		/// Batches come, or the entry has not waited long enough.
		StillAlive,
		/// The instance was not turned off, or a batch is still pending.
		NotSettled,
	}
}
