// SPDX-License-Identifier: Apache-2.0

//! Settlement of RIDE: what its pallet knows of the chain, and from where a batch may come.
//!
//! | decision | reason |
//! |---|---|
//! | A batch is the call of a signed transaction, and nothing else: [`SignedInTransaction`], [`NoWrappedBatches`], [`NoBatchesInMessages`] | whoever follows settlement reads the transactions of block bodies, unwraps nothing, and misses no batch |
//! | Root alone sets the parameters | all money in settlement rests on the window; a weaker track must not shorten it |
//! | Root, or two thirds of the technical committee, pause submissions | they may also enter safe mode and pause calls |
//! | Checks, reports, claims, forced exits and the escape can't be stopped: [`crate::configs::governance`] | the window does not know when checks are refused; the way out must be open to the end |

use crate::{
	bundles::SlotOfBlock,
	configs::governance::TwoThirdsOfCommittee,
	constants::{
		collators::MAX_COLLATORS,
		settlement::{
			ENTRY_PRICE, INDEX_PRICE, INSTANCE_ID, MAX_BATCH_BYTES, MAX_INBOX_ENTRIES,
			MAX_SEQUENCERS, MIN_DEPOSIT,
		},
		time::SLOT_LENGTH,
	},
	weights::corrected::settlement::SettlementWeights,
	AccountId, Authorship, Balances, Runtime, RuntimeCall, RuntimeHoldReason, RuntimeOrigin,
	Session, Settlement, System,
};
use alloc::vec::Vec;
use frame_support::{
	parameter_types,
	traits::{ConstU128, ConstU32, Contains, EitherOfDiverse, EnsureOrigin, Get},
	PalletId,
};
use frame_system::{EnsureRoot, EnsureSigned, Phase};
use pallet_settlement::Collators;
use sp_runtime::Perbill;

parameter_types! {
	pub const SettlementPotId: PalletId = PalletId(*b"ridestlm");
}

/// The relay chain's slot of this block, 6 seconds each, counted from 1970: what the slot in the block's header begins with.
///
/// Known before any hook. The relay chain's clock limits the slots of this chain, so that it is never ahead.
pub struct RelaySlotOfBlock;

impl Get<u64> for RelaySlotOfBlock {
	fn get() -> u64 {
		SlotOfBlock::get().saturating_mul(SLOT_LENGTH.into())
	}
}

/// The collators of this session, and the blocks that they make.
pub struct SessionCollators;

impl Collators<AccountId> for SessionCollators {
	fn active() -> Vec<AccountId> {
		Session::validators()
	}

	/// Only between the beginning of a block and the hook of `pallet-authorship` at its end. That hook removes the author. To ask
	/// afterwards would store an author that the next block would take for its own.
	fn author() -> Option<AccountId> {
		Authorship::author()
	}

	fn fullness() -> Perbill {
		Settlement::fullness()
	}

	/// Each validator is known, and slot 0 is the author's.
	#[cfg(feature = "runtime-benchmarks")]
	fn prepare(author: AccountId) {
		use sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthoritySignature};
		let others =
			(1..MAX_COLLATORS).map(|index| frame_benchmarking::account("collator", index, 0));
		let all: Vec<AccountId> = core::iter::once(author).chain(others).collect();
		pallet_session::Validators::<Runtime>::put(all);
		let slot =
			<sp_runtime::DigestItem as CompatibleDigestItem<AuthoritySignature>>::aura_pre_digest(
				0.into(),
			);
		System::deposit_log(slot);
	}
}

impl pallet_settlement::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type RelaySlot = RelaySlotOfBlock;
	type Collators = SessionCollators;
	type SubmitOrigin = SignedInTransaction;
	type ParameterOrigin = EnsureRoot<AccountId>;
	type PauseOrigin = EitherOfDiverse<EnsureRoot<AccountId>, TwoThirdsOfCommittee>;
	type PotId = SettlementPotId;
	type InstanceId = ConstU32<INSTANCE_ID>;
	type MaxBatchBytes = ConstU32<MAX_BATCH_BYTES>;
	type MaxInboxEntries = ConstU32<MAX_INBOX_ENTRIES>;
	type MaxSequencers = ConstU32<MAX_SEQUENCERS>;
	type MaxCollators = ConstU32<MAX_COLLATORS>;
	type MinDeposit = ConstU128<MIN_DEPOSIT>;
	type IndexPrice = ConstU128<INDEX_PRICE>;
	type EntryPrice = ConstU128<ENTRY_PRICE>;
	type WeightInfo = SettlementWeights<Runtime>;
}

/// Whether the call posts a batch.
fn is_batch(call: &RuntimeCall) -> bool {
	matches!(call, RuntimeCall::Settlement(pallet_settlement::Call::submit_batch { .. }))
}

/// Whether a call in this call posts a batch. It need not look into that call, which passes the filter itself.
///
/// Calls that only Root makes are not here, nor those whose inner call has another origin than a signed one.
fn wraps_batch(call: &RuntimeCall) -> bool {
	use pallet_multisig::Call as Multisig;
	use pallet_proxy::Call as Proxy;
	use pallet_utility::Call as Utility;
	match call {
		RuntimeCall::Utility(call) => match call {
			Utility::batch { calls }
			| Utility::batch_all { calls }
			| Utility::force_batch { calls } => calls.iter().any(is_batch),
			Utility::as_derivative { call, .. }
			| Utility::dispatch_as { call, .. }
			| Utility::dispatch_as_fallible { call, .. }
			| Utility::with_weight { call, .. } => is_batch(call),
			Utility::if_else { main, fallback } => is_batch(main) || is_batch(fallback),
			_ => false,
		},
		RuntimeCall::Multisig(
			Multisig::as_multi { call, .. } | Multisig::as_multi_threshold_1 { call, .. },
		) => is_batch(call),
		RuntimeCall::Proxy(Proxy::proxy { call, .. } | Proxy::proxy_announced { call, .. }) => {
			is_batch(call)
		},
		_ => false,
	}
}

/// An account, while no hook runs: hooks bring what the scheduler and messages call. Outside of blocks none does, so that a client
/// may try a batch.
///
/// One way is left: a call of Root that is dispatched by a transaction, after a referendum and the committee's whitelist, may act in
/// the name of a sequencer. Its bytes are in a preimage. Governance can change all of this.
pub struct SignedInTransaction;

impl EnsureOrigin<RuntimeOrigin> for SignedInTransaction {
	type Success = AccountId;

	fn try_origin(origin: RuntimeOrigin) -> Result<AccountId, RuntimeOrigin> {
		match System::execution_phase() {
			Some(Phase::Initialization | Phase::Finalization) => Err(origin),
			_ => EnsureSigned::try_origin(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
		EnsureSigned::<AccountId>::try_successful_origin()
	}
}

/// Refuses a batch within another call, such as one of a proxy, of a multisig, or of a batch of calls.
pub struct NoWrappedBatches;

impl Contains<RuntimeCall> for NoWrappedBatches {
	fn contains(call: &RuntimeCall) -> bool {
		!wraps_batch(call)
	}
}

/// Refuses a batch in a message, also in one that a transaction executes. [`NoWrappedBatches`] refuses one within another call
/// there.
pub struct NoBatchesInMessages;

impl Contains<RuntimeCall> for NoBatchesInMessages {
	fn contains(call: &RuntimeCall) -> bool {
		!is_batch(call)
	}
}
