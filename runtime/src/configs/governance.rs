// SPDX-License-Identifier: Apache-2.0

//! Who decides: referenda and their votes, the technical committee, the treasury, and the brakes.
//!
//! Time is the relay chain's, but for the motions of the committee and for safe mode, whose pallets know only blocks of
//! this chain.

use crate::{
	configs::{
		agendas::{AgendasWithRoom, AGENDA_PLACES},
		tracks::TrackTable,
	},
	constants::{
		consensus::MAXIMUM_BLOCK_WEIGHT,
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
	AccountId, Balance, Balances, BlockNumber, ConvictionVoting, OriginCaller, ParachainSystem,
	Preimage, Referenda, Runtime, RuntimeCall, RuntimeEvent, RuntimeHoldReason, RuntimeOrigin,
	SafeMode, Scheduler, System, TechnicalCommittee, Timestamp, TrackTiming, Treasury, TxPause,
	Whitelist,
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
		AsEnsureOriginWithArg, ConstU128, ConstU32, Contains, EitherOf, EitherOfDiverse,
		InsideBoth, LinearStoragePrice, MapSuccess, PalletInfoAccess, PrivilegeCmp,
	},
	weights::Weight,
	PalletId,
};
use frame_system::{EnsureRoot, EnsureRootWithSuccess, EnsureSigned, RawOrigin};
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

/// Root, or the general admin's track: dApps and parameters.
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

parameter_types! {
	/// What tasks may take of a block that are due in it: the rest is for inherents and transactions.
	pub MaximumSchedulerWeight: Weight = Perbill::from_percent(80) * MAXIMUM_BLOCK_WEIGHT;
	pub const PreimageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
	/// Two entries: whose it is, by its hash; and the bytes with their length, by hash and length.
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

/// Who may cancel a task that another origin has scheduled? Root alone.
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

/// Starts the scheduler's walk at the relay chain's number of the first block.
///
/// It walks every number from where it stopped to now. Genesis does not know the relay chain's number, so that without
/// this the walk would begin at 1 and take weeks.
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

/// Votes lock tokens, stake freezes them, and vesting locks them, all on the same balance: what is staked or vests votes.
impl pallet_conviction_voting::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = VotingWeights<Runtime>;
	type Currency = Balances;
	type Polls = Referenda;
	// The treasury can't vote, and does not count.
	type MaxTurnout = ActiveIssuanceOf<Balances, AccountId>;
	// More than any track decides at once; a delegation of as many votes still fits into a block.
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
	/// What a motion of the committee may weigh.
	pub MaxProposalWeight: Weight = Perbill::from_percent(50) * MAXIMUM_BLOCK_WEIGHT;
	pub const MotionDuration: BlockNumber = MOTION_DURATION;
}

impl pallet_collective::Config<TechnicalCollective> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = MotionDuration;
	type MaxProposals = ConstU32<100>;
	type MaxMembers = ConstU32<100>;
	// Who does not vote agrees only if the prime member does; genesis names none.
	type DefaultVote = pallet_collective::PrimeDefaultVote;
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

/// Who may spend from the treasury, and how much at once?
pub type SpendOrigin = EitherOf<
	EnsureRootWithSuccess<AccountId, NoLimit>,
	EnsureSpender<ConstU128<SMALL_SPEND>, ConstU128<BIG_SPEND>, NoLimit>,
>;

impl pallet_treasury::Config for Runtime {
	type Currency = Balances;
	type RejectOrigin = EitherOfDiverse<EnsureRoot<AccountId>, EnsureTreasurer>;
	type RuntimeEvent = RuntimeEvent;
	type SpendPeriod = ConstU32<SPEND_PERIOD>;
	// Nothing: how many periods have passed by the first block, genesis can't know.
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

/// The brakes: which calls are dispatched at all? Root's always are.
pub type CallFilter = InsideBoth<SafeMode, TxPause>;

/// The pallets that nobody can stop, by their calls and by their names.
macro_rules! cannot_be_stopped {
	($($pallet:ident),* $(,)?) => {
		/// Is it a call of a pallet that nobody can stop?
		fn cannot_be_stopped(call: &RuntimeCall) -> bool {
			matches!(call, $(RuntimeCall::$pallet(_))|*)
		}

		/// Which calls can't be paused? They come by the names of their pallet and of themselves.
		pub struct CannotBePaused;

		impl Contains<RuntimeCallNameOf<Runtime>> for CannotBePaused {
			fn contains((pallet, _): &RuntimeCallNameOf<Runtime>) -> bool {
				[$($pallet::name()),*].iter().any(|name| name.as_bytes() == pallet.as_slice())
			}
		}
	};
}

// The inherents, and all that it takes to decide and to upgrade.
cannot_be_stopped! {
	System, ParachainSystem, Timestamp, Preimage, Scheduler, Referenda, ConvictionVoting, Whitelist,
	TechnicalCommittee, SafeMode, TxPause,
}

/// Which calls go on in safe mode?
///
/// What can't be stopped, keys of collators, and calls that only wrap others: those within go through the filter too.
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
	pub const SafeModeDuration: BlockNumber = SAFE_MODE_DURATION;
	/// None: nobody enters safe mode by a deposit, nor gets one back.
	pub const NoDeposit: Option<Balance> = None;
	pub const NoRelease: Option<BlockNumber> = None;
}

/// Who may enter and extend safe mode, and for how long?
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
