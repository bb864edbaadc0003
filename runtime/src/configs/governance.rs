// SPDX-License-Identifier: Apache-2.0

//! Governance: referenda and their votes, the technical committee, the treasury, and the brakes.
//!
//! Durations are counted in relay-chain blocks. The pallets of the committee's motions and of safe mode are exceptions: they
//! can count only blocks of this chain. Their durations have as many blocks as the present rate says, and [`crate::deadlines`]
//! moves what they have stored when the rate changes.

use crate::{
	bundles::may_run_tasks,
	configs::{
		agendas::{AgendasWithRoom, AGENDA_PLACES},
		settlement::NoWrappedBatches,
		system::RuntimeBlockWeights,
		tracks::TrackTable,
		xcm::MessageQueueServiceWeight,
	},
	constants::{
		consensus::{AVERAGE_ON_INITIALIZE_RATIO, MAXIMUM_BLOCK_WEIGHT, XCM_MIGRATION_RATIO},
		currency::deposit,
		governance::{
			BIG_SPEND, DEFERRED_DISPATCH_EXPIRATION, MOTION_DURATION, PAYOUT_PERIOD,
			SAFE_MODE_DURATION, SMALL_SPEND, SPEND_PERIOD, SUBMISSION_DEPOSIT, UNDECIDING_TIMEOUT,
			VOTE_LOCKING_PERIOD,
		},
	},
	weights::{
		self,
		corrected::{
			conviction_voting::VotingWeights, referenda::ReferendaWeights,
			scheduler::AgendaWeights, treasury::TreasuryWeights,
		},
	},
	AccountId, Balance, Balances, BlockNumber, BlockRate, ConvictionVoting, DappStaking, Emission,
	OriginCaller, ParachainSystem, Parameters, PolkadotXcm, Preimage, Referenda, Runtime,
	RuntimeCall, RuntimeEvent, RuntimeHoldReason, RuntimeOrigin, SafeMode, Scheduler, Settlement,
	System, TechnicalCommittee, Timestamp, TrackTiming, Treasury, TxPause, Whitelist, XcmpQueue,
};
use core::cmp::Ordering;
use cumulus_pallet_parachain_system::{
	relay_state_snapshot::RelayChainStateProof, OnSystemEvent, RelaychainDataProvider,
};
use cumulus_primitives_core::PersistedValidationData;
use frame_support::{
	parameter_types,
	traits::{
		fungible::HoldConsideration,
		tokens::{currency::ActiveIssuanceOf, pay::PayFromAccount, UnityAssetBalanceConversion},
		AsEnsureOriginWithArg, ConstU128, ConstU32, Contains, EitherOf, EitherOfDiverse, Get,
		InsideBoth, LinearStoragePrice, MapSuccess, PalletInfoAccess, PrivilegeCmp,
	},
	weights::Weight,
	PalletId,
};
use frame_system::{EnsureRoot, EnsureRootWithSuccess, EnsureSigned, RawOrigin};
use pallet_collective::{DefaultVote, MemberCount};
use pallet_origins::{
	EnsureGeneralAdmin, EnsureReferendumCanceller, EnsureReferendumKiller, EnsureSpender,
	EnsureTreasurer, EnsureWhitelistedCaller,
};
use pallet_tx_pause::RuntimeCallNameOf;
use sp_runtime::{
	traits::{AccountIdConversion, AccountIdLookup, Replace},
	Perbill,
};

/// The relay chain's clock.
type RelayClock = RelaychainDataProvider<Runtime>;

/// The instance of the collective that is the technical committee.
pub type TechnicalCollective = pallet_collective::Instance1;

/// Root, or the track of the general admin, who decides on dApps and parameters.
pub type RootOrGeneralAdmin = EitherOfDiverse<EnsureRoot<AccountId>, EnsureGeneralAdmin>;

/// Two thirds of the technical committee.
pub type TwoThirdsOfCommittee =
	pallet_collective::EnsureProportionAtLeast<AccountId, TechnicalCollective, 2, 3>;
/// More than half of the technical committee.
type MajorityOfCommittee =
	pallet_collective::EnsureProportionMoreThan<AccountId, TechnicalCollective, 1, 2>;

impl pallet_origins::Config for Runtime {}

impl pallet_track_timing::Config for Runtime {
	type Table = TrackTable;
}

/// The part of a block for scheduled tasks: what an empty block, queued messages and other hooks leave of a core, all at their
/// largest. Nothing in a block that may not run tasks.
///
/// The scheduler drops a task for good where the first one of a block does not fit into what is left of the block. The relay
/// chain's clock moves between the first and the second block of a bundle, so that the second would be the first to see a task
/// that is due. With no weight at all the scheduler leaves its agendas as they are, and the next bundle begins with them.
pub struct MaximumSchedulerWeight;

impl Get<Weight> for MaximumSchedulerWeight {
	fn get() -> Weight {
		if !may_run_tasks() {
			return Weight::zero();
		}
		MAXIMUM_BLOCK_WEIGHT
			.saturating_sub(RuntimeBlockWeights::get().base_block)
			.saturating_sub(MessageQueueServiceWeight::get())
			.saturating_sub(XCM_MIGRATION_RATIO * MAXIMUM_BLOCK_WEIGHT)
			.saturating_sub(AVERAGE_ON_INITIALIZE_RATIO * MAXIMUM_BLOCK_WEIGHT)
	}
}

parameter_types! {
	pub const PreimageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
	/// Two entries: the owner by hash, and the bytes with their length by hash and length.
	pub const PreimageBaseDeposit: Balance = deposit(2, (32 + 59) + (32 + 4 + 4));
	pub const PreimageByteDeposit: Balance = deposit(0, 1);
}

impl pallet_preimage::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_preimage::WeightInfo<Runtime>;
	type Currency = Balances;
	type ManagerOrigin = EnsureRoot<AccountId>;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		PreimageHoldReason,
		LinearStoragePrice<PreimageBaseDeposit, PreimageByteDeposit, Balance>,
	>;
}

/// Only Root may cancel a task that another origin has scheduled.
pub struct RootAboveAll;

impl PrivilegeCmp<OriginCaller> for RootAboveAll {
	fn cmp_privilege(left: &OriginCaller, right: &OriginCaller) -> Option<Ordering> {
		let is_root = |origin: &OriginCaller| *origin == OriginCaller::system(RawOrigin::Root);
		match (is_root(left), is_root(right)) {
			_ if left == right => Some(Ordering::Equal),
			(true, false) => Some(Ordering::Greater),
			(false, true) => Some(Ordering::Less),
			_ => None,
		}
	}
}

impl pallet_scheduler::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = MaximumSchedulerWeight;
	type ScheduleOrigin = EnsureRoot<AccountId>;
	type OriginPrivilegeCmp = RootAboveAll;
	type MaxScheduledPerBlock = ConstU32<AGENDA_PLACES>;
	type WeightInfo = AgendaWeights<Runtime>;
	type Preimages = Preimage;
	type BlockNumberProvider = RelayClock;
}

/// Starts the scheduler at the relay chain's number of the first block.
///
/// The scheduler steps through every number from the one where it stopped to the present one. Genesis does not know the relay
/// chain's number. Without this hook the scheduler would begin at 1 and need weeks.
pub struct StartScheduler;

impl OnSystemEvent for StartScheduler {
	fn on_validation_data(data: &PersistedValidationData) {
		if System::block_number() == 1 {
			let next = data.relay_parent_number.saturating_add(1);
			pallet_scheduler::IncompleteSince::<Runtime>::put(next);
		}
	}

	fn on_validation_code_applied() {}

	fn on_relay_state_proof(_: &RelayChainStateProof) -> Weight {
		Weight::zero()
	}
}

impl pallet_referenda::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ReferendaWeights<Runtime>;
	type Scheduler = AgendasWithRoom;
	type Currency = Balances;
	type SubmitOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type CancelOrigin = EitherOfDiverse<EnsureRoot<AccountId>, EnsureReferendumCanceller>;
	type KillOrigin = EitherOfDiverse<EnsureRoot<AccountId>, EnsureReferendumKiller>;
	type Slash = Treasury;
	type Votes = pallet_conviction_voting::VotesOf<Runtime>;
	type Tally = pallet_conviction_voting::TallyOf<Runtime>;
	type SubmissionDeposit = ConstU128<SUBMISSION_DEPOSIT>;
	type MaxQueued = ConstU32<100>;
	type UndecidingTimeout = ConstU32<UNDECIDING_TIMEOUT>;
	// Every relay-chain block: local networks decide in a few of them.
	type AlarmInterval = ConstU32<1>;
	type Tracks = TrackTiming;
	type Preimages = Preimage;
	type BlockNumberProvider = RelayClock;
}

/// Votes lock tokens, staking freezes them, and vesting locks them. The same tokens can carry all three, so that staked and
/// vesting tokens can vote.
impl pallet_conviction_voting::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = VotingWeights<Runtime>;
	type Currency = Balances;
	type Polls = Referenda;
	// The treasury can't vote, and its balance does not count.
	type MaxTurnout = ActiveIssuanceOf<Balances, AccountId>;
	// More than any track decides at once. A delegation of this many votes still fits into a block.
	type MaxVotes = ConstU32<128>;
	type VoteLockingPeriod = ConstU32<VOTE_LOCKING_PERIOD>;
	type BlockNumberProvider = RelayClock;
	type VotingHooks = ();
}

impl pallet_whitelist::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type WhitelistOrigin = EitherOfDiverse<EnsureRoot<AccountId>, TwoThirdsOfCommittee>;
	type DispatchWhitelistedOrigin = EitherOf<EnsureRoot<AccountId>, EnsureWhitelistedCaller>;
	type Preimages = Preimage;
	type DeferredDispatchExpiration = ConstU32<DEFERRED_DISPATCH_EXPIRATION>;
	type BlockNumberProvider = RelayClock;
	type WeightInfo = weights::pallet_whitelist::WeightInfo<Runtime>;
}

parameter_types! {
	/// The largest weight of a motion of the committee.
	pub MaxProposalWeight: Weight = Perbill::from_percent(50) * MAXIMUM_BLOCK_WEIGHT;
	/// In blocks of this chain.
	pub MotionDuration: BlockNumber = BlockRate::blocks_in(MOTION_DURATION);
}

/// At a motion's end, a member who has not voted counts as voting against it.
///
/// The pallet's own types let a prime member's aye count for all who have not voted, so that the prime member alone carries a
/// motion.
pub struct AbstentionsAreNays;

impl DefaultVote for AbstentionsAreNays {
	fn default_vote(prime: Option<bool>, _: MemberCount, _: MemberCount, _: MemberCount) -> bool {
		// The SDK's benchmark of an approved motion counts the prime member's aye for those who have not voted.
		cfg!(feature = "runtime-benchmarks") && prime.unwrap_or(false)
	}
}

impl pallet_collective::Config<TechnicalCollective> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = MotionDuration;
	type MaxProposals = ConstU32<100>;
	type MaxMembers = ConstU32<100>;
	type DefaultVote = AbstentionsAreNays;
	type WeightInfo = weights::pallet_collective::WeightInfo<Runtime>;
	type SetMembersOrigin = EnsureRoot<AccountId>;
	type MaxProposalWeight = MaxProposalWeight;
	type DisapproveOrigin = EnsureRoot<AccountId>;
	type KillOrigin = EnsureRoot<AccountId>;
	type Consideration = ();
}

parameter_types! {
	pub const TreasuryId: PalletId = PalletId(*b"py/trsry");
	/// The treasury's account. Governance spends from it. It takes a part of the emission, and the fees for the delivery of
	/// messages to other chains.
	pub TreasuryAccount: AccountId = TreasuryId::get().into_account_truncating();
	pub const NoLimit: Balance = Balance::MAX;
}

/// The origins that may spend from the treasury, each with its limit for one spend.
pub type SpendOrigin = EitherOf<
	EnsureRootWithSuccess<AccountId, NoLimit>,
	EnsureSpender<ConstU128<SMALL_SPEND>, ConstU128<BIG_SPEND>, NoLimit>,
>;

impl pallet_treasury::Config for Runtime {
	type Currency = Balances;
	type RejectOrigin = EitherOfDiverse<EnsureRoot<AccountId>, EnsureTreasurer>;
	type RuntimeEvent = RuntimeEvent;
	type SpendPeriod = ConstU32<SPEND_PERIOD>;
	// Nothing is burned: genesis can't know how many periods have passed by the first block.
	type Burn = ();
	type PalletId = TreasuryId;
	type BurnDestination = ();
	type WeightInfo = TreasuryWeights<Runtime>;
	type SpendFunds = ();
	type MaxApprovals = ConstU32<100>;
	type SpendOrigin = SpendOrigin;
	type AssetKind = ();
	type Beneficiary = AccountId;
	type BeneficiaryLookup = AccountIdLookup<AccountId, ()>;
	type Paymaster = PayFromAccount<Balances, TreasuryAccount>;
	type BalanceConverter = UnityAssetBalanceConversion;
	type PayoutPeriod = ConstU32<PAYOUT_PERIOD>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::LivingBeneficiary;
	type BlockNumberProvider = RelayClock;
}

/// The brakes, safe mode and paused calls, and the ways that batches of settlement may come. Calls by Root pass all filters.
pub type CallFilter = InsideBoth<InsideBoth<SafeMode, TxPause>, NoWrappedBatches>;

/// The calls that nobody can stop, as calls and by their names.
///
/// `pallets: System; calls: Treasury(pallet_treasury) { spend }` are all calls of the pallet `System` and the call
/// `Treasury.spend`.
macro_rules! cannot_be_stopped {
	(
		pallets: $($pallet:ident),+ $(,)?;
		calls: $($of:ident($module:ident) { $($call:ident),+ $(,)? }),+ $(,)?
	) => {
		/// Whether nobody can stop the call.
		fn cannot_be_stopped(call: &RuntimeCall) -> bool {
			matches!(
				call,
				$(RuntimeCall::$pallet(_))|+
					$($(| RuntimeCall::$of($module::Call::$call { .. }))+)+
			)
		}

		/// The calls that can't be paused, by the names of their pallet and of the call.
		pub struct CannotBePaused;

		impl Contains<RuntimeCallNameOf<Runtime>> for CannotBePaused {
			fn contains((pallet, call): &RuntimeCallNameOf<Runtime>) -> bool {
				let is = |name: &str| name.as_bytes() == pallet.as_slice();
				let named = |names: &[&str]| names.iter().any(|name| name.as_bytes() == call.as_slice());
				$(is($pallet::name()))||+ $(|| is($of::name()) && named(&[$(stringify!($call)),+]))+
			}
		}
	};
}

// Inherents, governance, and upgrades. Then what referenda and the committee decide on without Root: such a call is lost if a
// filter stops it when it is due. None of these calls moves money. `payout`, which pays an approved `spend`, can be stopped. The
// treasury's hook, which pays what `spend_local` has approved, goes on like all hooks.
//
// Of settlement goes on what keeps it honest, and the way out, although `claim` and `refund` pay. A window counts slots, and does
// not know when checks and reports are refused: a false batch would become final. A claim pays what is final. A forced exit moves
// nothing yet, but its entry is what an escape needs: else the committee could keep all money in. What the committee decides on,
// `pause` and `resume`, goes on, too. Deposits, batches and bonds stand still. If they do for longer than the liveness deadline,
// anyone may turn settlement off.
cannot_be_stopped! {
	pallets:
		System, ParachainSystem, Timestamp, Preimage, Scheduler, Referenda, ConvictionVoting, Whitelist,
		TechnicalCommittee, SafeMode, TxPause, Parameters, Emission, XcmpQueue;
	calls:
		Treasury(pallet_treasury) { spend, spend_local, remove_approval, void_spend },
		DappStaking(pallet_dapp_staking) { register, unregister, set_tiers },
		Settlement(pallet_settlement) {
			check_chunk, report_broken_receipt, claim, force_exit, escape, refund, pause, resume,
		},
		PolkadotXcm(pallet_xcm) {
			force_xcm_version, force_default_xcm_version, force_subscribe_version_notify,
			force_unsubscribe_version_notify, force_suspension,
		},
}

/// The calls that safe mode allows: those that can't be stopped, those of session keys, and those that only wrap other calls.
///
/// A wrapped call passes the filter itself.
pub struct AllowedInSafeMode;

impl Contains<RuntimeCall> for AllowedInSafeMode {
	fn contains(call: &RuntimeCall) -> bool {
		cannot_be_stopped(call)
			|| matches!(
				call,
				RuntimeCall::Session(_)
					| RuntimeCall::Utility(_)
					| RuntimeCall::Multisig(_)
					| RuntimeCall::Proxy(_)
			)
	}
}

parameter_types! {
	/// In blocks of this chain.
	pub SafeModeDuration: BlockNumber = BlockRate::blocks_in(SAFE_MODE_DURATION);
	/// No deposit. So nobody can enter safe mode by paying one.
	pub const NoDeposit: Option<Balance> = None;
	pub const NoRelease: Option<BlockNumber> = None;
}

/// The origins that may enter and extend safe mode, and for how long.
type SafeModeOrigin = EitherOf<
	EnsureRootWithSuccess<AccountId, SafeModeDuration>,
	MapSuccess<TwoThirdsOfCommittee, Replace<SafeModeDuration>>,
>;

impl pallet_safe_mode::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WhitelistedCalls = AllowedInSafeMode;
	type EnterDuration = SafeModeDuration;
	type ExtendDuration = SafeModeDuration;
	type EnterDepositAmount = NoDeposit;
	type ExtendDepositAmount = NoDeposit;
	type ForceEnterOrigin = SafeModeOrigin;
	type ForceExtendOrigin = SafeModeOrigin;
	type ForceExitOrigin = EitherOfDiverse<EnsureRoot<AccountId>, MajorityOfCommittee>;
	type ForceDepositOrigin = EnsureRoot<AccountId>;
	type Notify = ();
	type ReleaseDelay = NoRelease;
	type WeightInfo = weights::pallet_safe_mode::WeightInfo<Runtime>;
}

impl pallet_tx_pause::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PauseOrigin = EitherOfDiverse<EnsureRoot<AccountId>, TwoThirdsOfCommittee>;
	type UnpauseOrigin = EitherOfDiverse<EnsureRoot<AccountId>, MajorityOfCommittee>;
	type WhitelistedCalls = CannotBePaused;
	type MaxNameLen = ConstU32<256>;
	type WeightInfo = weights::pallet_tx_pause::WeightInfo<Runtime>;
}
