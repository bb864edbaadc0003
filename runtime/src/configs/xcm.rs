// SPDX-License-Identifier: Apache-2.0

//! Messages from and to the relay chain and its other parachains: who is believed what, and who pays.

use crate::{
	configs::{
		monetary::DealWithFees,
		staking::TreasuryAccount,
		system::{RelayTokenPrice, RuntimeBlockWeights},
	},
	constants::{
		currency::deposit,
		fee::{WeightToFee, BASE_DELIVERY_FEE, TRANSACTION_BYTE_FEE},
	},
	weights, AccountId, AllPalletsWithSystem, Authorship, Balance, Balances, ForeignAssets,
	MessageQueue, ParachainInfo, ParachainSystem, PolkadotXcm, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeHoldReason, RuntimeOrigin, XcmpQueue,
};
use core::ops::ControlFlow;
use cumulus_primitives_core::{AggregateMessageOrigin, ParaId};
use frame_support::{
	parameter_types,
	traits::{
		fungible::HoldConsideration, ConstU128, ConstU32, Contains, ContainsPair, Equals,
		EverythingBut, LinearStoragePrice, Nothing, ProcessMessageError, QueueFootprint,
		QueuePausedQuery, TransformOrigin,
	},
	weights::Weight,
};
use frame_system::EnsureRoot;
use pallet_message_queue::OnQueueChanged;
use pallet_xcm::{AuthorizedAliasers, XcmPassthrough};
use polkadot_parachain_primitives::primitives::Sibling;
use polkadot_runtime_common::xcm_sender::ExponentialPrice;
use sp_runtime::{
	traits::{Convert, Identity, TryConvertInto},
	Perbill,
};
use xcm::latest::prelude::*;
use xcm_builder::{
	AccountId32Aliases, AliasChildLocation, AllowHrmpNotificationsFromRelayChain,
	AllowKnownQueryResponses, AllowSubscriptionsFrom, AllowTopLevelPaidExecutionFrom,
	CreateMatcher, DenyRecursively, DenyThenTry, DescribeAllTerminal, DescribeFamily,
	EnsureXcmOrigin, FixedRateOfFungible, FixedWeightBounds, FrameTransactionalProcessor,
	FungibleAdapter, FungiblesAdapter, HashedDescription, IsConcrete, MatchXcm,
	MatchedConvertedConcreteId, NoChecking, ParentIsPreset, RelayChainAsNative,
	SendXcmFeeToAccount, SiblingParachainAsNative, SiblingParachainConvertsVia,
	SignedAccountId32AsNative, SignedToAccountId32, SovereignSignedViaLocation, TakeRevenue,
	TakeWeightCredit, TrailingSetTopicAsId, UsingComponents, WithComputedOrigin, WithUniqueTopic,
	XcmFeeManagerFromComponents,
};
use xcm_executor::{
	traits::{DenyExecution, Properties, TransactAsset},
	AssetsInHolding, XcmExecutor,
};

parameter_types! {
	pub const RelayLocation: Location = Location::parent();
	/// The native token, as seen from here.
	pub const NativeLocation: Location = Location::here();
	pub const RelayNetwork: Option<NetworkId> = Some(NetworkId::Polkadot);
	pub UniversalLocation: InteriorLocation =
		[GlobalConsensus(NetworkId::Polkadot), Parachain(ParachainInfo::parachain_id().into())].into();
	pub RelayChainOrigin: RuntimeOrigin = cumulus_pallet_xcm::Origin::Relay.into();
	pub CheckingAccount: AccountId = PolkadotXcm::check_account();

	/// Weight of an instruction: more than any takes in the benchmarks of the SDK's system parachains.
	pub UnitWeightCost: Weight = Weight::from_parts(1_000_000_000, 64 * 1024);
	pub const MaxInstructions: u32 = 100;
	pub const MaxAssetsIntoHolding: u32 = 64;
	pub FeeAssetId: AssetId = NativeLocation::get().into();
}

/// Which account here stands for a location elsewhere?
pub type LocationToAccountId = (
	ParentIsPreset<AccountId>,
	SiblingParachainConvertsVia<Sibling, AccountId>,
	AccountId32Aliases<RelayNetwork, AccountId>,
	// Any other: an account derived from the hash of its description.
	HashedDescription<AccountId, DescribeFamily<DescribeAllTerminal>>,
);

/// The native token.
type NativeTransactor =
	FungibleAdapter<Balances, IsConcrete<NativeLocation>, LocationToAccountId, AccountId, ()>;

/// Is this location one of this chain?
pub struct IsLocal;

impl Contains<Location> for IsLocal {
	fn contains(location: &Location) -> bool {
		location.parent_count() == 0
	}
}

/// Tokens of other chains.
type ForeignTransactor = FungiblesAdapter<
	ForeignAssets,
	MatchedConvertedConcreteId<Location, Balance, EverythingBut<IsLocal>, Identity, TryConvertInto>,
	LocationToAccountId,
	AccountId,
	NoChecking,
	CheckingAccount,
>;

pub type AssetTransactors = (NativeTransactor, ForeignTransactor);

/// Which origin does a location get when it dispatches a call here?
///
/// None gets Root: the relay chain does not govern this chain.
pub type XcmOriginToTransactDispatchOrigin = (
	SovereignSignedViaLocation<LocationToAccountId, RuntimeOrigin>,
	RelayChainAsNative<RelayChainOrigin, RuntimeOrigin>,
	SiblingParachainAsNative<cumulus_pallet_xcm::Origin, RuntimeOrigin>,
	SignedAccountId32AsNative<RelayNetwork, RuntimeOrigin>,
	XcmPassthrough<RuntimeOrigin>,
);

/// Denies `Transact` to all but the relay chain and this chain's own accounts.
pub struct DenyTransactFromStrangers;

impl DenyExecution for DenyTransactFromStrangers {
	fn deny_execution<Call>(
		origin: &Location,
		message: &mut [Instruction<Call>],
		_max_weight: Weight,
		_properties: &mut Properties,
	) -> Result<(), ProcessMessageError> {
		if IsLocal::contains(origin) || origin == &RelayLocation::get() {
			return Ok(());
		}
		message
			.matcher()
			.match_next_inst_while(
				|_| true,
				|instruction| match instruction {
					Transact { .. } => Err(ProcessMessageError::Unsupported),
					_ => Ok(ControlFlow::Continue(())),
				},
			)
			.map(|_| ())
	}
}

/// Which messages are executed? Those that pay, answers to our questions, and notices of the relay chain.
pub type Barrier = TrailingSetTopicAsId<
	DenyThenTry<
		DenyRecursively<DenyTransactFromStrangers>,
		(
			TakeWeightCredit,
			AllowKnownQueryResponses<PolkadotXcm>,
			WithComputedOrigin<
				(
					AllowTopLevelPaidExecutionFrom<frame_support::traits::Everything>,
					AllowSubscriptionsFrom<frame_support::traits::Everything>,
					AllowHrmpNotificationsFromRelayChain,
				),
				UniversalLocation,
				ConstU32<8>,
			>,
		),
	>,
>;

/// Who is believed to hold the reserve of a token? The chain that the token is of: the relay chain for its own, a
/// sibling for its own and for the tokens that live on it.
pub struct TokensOfTheirOwnChain;

impl ContainsPair<Asset, Location> for TokensOfTheirOwnChain {
	fn contains(asset: &Asset, origin: &Location) -> bool {
		match (origin.unpack(), asset.id.0.unpack()) {
			((1, []), (1, [])) => true,
			((1, [Parachain(sender)]), (1, [Parachain(home), ..])) => sender == home,
			_ => false,
		}
	}
}

/// Gives what was paid for execution in another chain's token to the block's author.
pub struct RevenueToAuthor;

impl TakeRevenue for RevenueToAuthor {
	fn take_revenue(revenue: AssetsInHolding) {
		let Some(author) = Authorship::author() else { return };
		let beneficiary = Location::new(0, [AccountId32 { network: None, id: author.into() }]);
		// What can't be deposited is dropped, which burns it.
		drop(AssetTransactors::deposit_asset(revenue, &beneficiary, None));
	}
}

/// Who may act under which other location? A chain under those within it, and whoever an account has admitted.
type Aliasers = (AliasChildLocation, AuthorizedAliasers<Runtime>);

pub struct XcmConfig;

impl xcm_executor::Config for XcmConfig {
	type RuntimeCall = RuntimeCall;
	type XcmSender = XcmRouter;
	type XcmEventEmitter = PolkadotXcm;
	type AssetTransactor = AssetTransactors;
	type OriginConverter = XcmOriginToTransactDispatchOrigin;
	type IsReserve = TokensOfTheirOwnChain;
	// No chain is trusted to mint what it says it has burned elsewhere.
	type IsTeleporter = ();
	type UniversalLocation = UniversalLocation;
	type Barrier = Barrier;
	type Weigher = FixedWeightBounds<UnitWeightCost, RuntimeCall, MaxInstructions>;
	type Trader = (
		UsingComponents<WeightToFee, NativeLocation, AccountId, Balances, DealWithFees>,
		FixedRateOfFungible<RelayTokenPrice, RevenueToAuthor>,
	);
	type ResponseHandler = PolkadotXcm;
	type AssetTrap = PolkadotXcm;
	type SubscriptionService = PolkadotXcm;
	type PalletInstancesInfo = AllPalletsWithSystem;
	type MaxAssetsIntoHolding = MaxAssetsIntoHolding;
	type AssetLocker = ();
	type AssetExchanger = ();
	type FeeManager = XcmFeeManagerFromComponents<
		Equals<NativeLocation>,
		SendXcmFeeToAccount<AssetTransactors, TreasuryAccount>,
	>;
	type MessageExporter = ();
	type UniversalAliases = Nothing;
	type CallDispatcher = RuntimeCall;
	type SafeCallFilter = frame_support::traits::Everything;
	type Aliasers = Aliasers;
	type TransactionalProcessor = FrameTransactionalProcessor;
	type HrmpNewChannelOpenRequestHandler = ();
	type HrmpChannelAcceptedHandler = ();
	type HrmpChannelClosingHandler = ();
	type XcmRecorder = PolkadotXcm;
}

/// The location of an account of ours.
pub type LocalOriginToLocation = SignedToAccountId32<RuntimeOrigin, AccountId, RelayNetwork>;

/// The price of a message rises while its queue is long.
type DeliveryPrice<Queue> = ExponentialPrice<
	FeeAssetId,
	ConstU128<BASE_DELIVERY_FEE>,
	ConstU128<TRANSACTION_BYTE_FEE>,
	Queue,
>;

/// How a message leaves: upwards to the relay chain, or sideways to a sibling.
pub type XcmRouter = WithUniqueTopic<(
	cumulus_primitives_utility::ParentAsUmp<
		ParachainSystem,
		PolkadotXcm,
		DeliveryPrice<ParachainSystem>,
	>,
	XcmpQueue,
)>;

parameter_types! {
	pub const DepositPerItem: Balance = deposit(1, 0);
	pub const DepositPerByte: Balance = deposit(0, 1);
	pub const AuthorizeAliasHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::PolkadotXcm(pallet_xcm::HoldReason::AuthorizeAlias);
}

impl pallet_xcm::Config for Runtime {
	const VERSION_DISCOVERY_QUEUE_SIZE: u32 = 100;

	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type RuntimeCall = RuntimeCall;
	type SendXcmOrigin = EnsureXcmOrigin<RuntimeOrigin, LocalOriginToLocation>;
	type XcmRouter = XcmRouter;
	type ExecuteXcmOrigin = EnsureXcmOrigin<RuntimeOrigin, LocalOriginToLocation>;
	type XcmExecuteFilter = frame_support::traits::Everything;
	type XcmExecutor = XcmExecutor<XcmConfig>;
	type XcmTeleportFilter = Nothing;
	type XcmReserveTransferFilter = frame_support::traits::Everything;
	type Weigher = FixedWeightBounds<UnitWeightCost, RuntimeCall, MaxInstructions>;
	type UniversalLocation = UniversalLocation;
	type AdvertisedXcmVersion = pallet_xcm::CurrentXcmVersion;
	type Currency = Balances;
	type CurrencyMatcher = ();
	type TrustedLockers = ();
	type SovereignAccountOf = LocationToAccountId;
	type MaxLockers = ConstU32<8>;
	type MaxRemoteLockConsumers = ConstU32<0>;
	type RemoteLockConsumerIdentifier = ();
	type AdminOrigin = EnsureRoot<AccountId>;
	type AuthorizedAliasConsideration = HoldConsideration<
		AccountId,
		Balances,
		AuthorizeAliasHoldReason,
		LinearStoragePrice<DepositPerItem, DepositPerByte, Balance>,
	>;
	type WeightInfo = weights::pallet_xcm::WeightInfo<Runtime>;
}

impl cumulus_pallet_xcm::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type XcmExecutor = XcmExecutor<XcmConfig>;
}

/// Passes on what concerns a sibling's queue; the relay chain's own has no such switch.
pub struct SiblingQueues;

impl QueuePausedQuery<AggregateMessageOrigin> for SiblingQueues {
	fn is_paused(origin: &AggregateMessageOrigin) -> bool {
		match origin {
			AggregateMessageOrigin::Sibling(id) => XcmpQueue::is_paused(id),
			_ => false,
		}
	}
}

impl OnQueueChanged<AggregateMessageOrigin> for SiblingQueues {
	fn on_queue_changed(origin: AggregateMessageOrigin, footprint: QueueFootprint) {
		if let AggregateMessageOrigin::Sibling(id) = origin {
			XcmpQueue::on_queue_changed(id, footprint)
		}
	}
}

/// The queue in which a sibling's messages wait.
pub struct ParaIdToSibling;

impl Convert<ParaId, AggregateMessageOrigin> for ParaIdToSibling {
	fn convert(id: ParaId) -> AggregateMessageOrigin {
		AggregateMessageOrigin::Sibling(id)
	}
}

/// Bytes of a page of queued messages: above the 100 KiB that channels allow a message.
const MESSAGE_PAGE_BYTES: u32 = 103 * 1024;

impl cumulus_pallet_xcmp_queue::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ChannelInfo = ParachainSystem;
	type VersionWrapper = PolkadotXcm;
	type XcmpQueue = TransformOrigin<MessageQueue, AggregateMessageOrigin, ParaId, ParaIdToSibling>;
	type MaxInboundSuspended = ConstU32<1_000>;
	type MaxActiveOutboundChannels = ConstU32<128>;
	type MaxPageSize = ConstU32<MESSAGE_PAGE_BYTES>;
	type ControllerOrigin = EnsureRoot<AccountId>;
	type ControllerOriginConverter = XcmOriginToTransactDispatchOrigin;
	type PriceForSiblingDelivery = DeliveryPrice<XcmpQueue>;
	type WeightInfo = cumulus_pallet_xcmp_queue::weights::SubstrateWeight<Runtime>;
}

parameter_types! {
	pub MessageQueueServiceWeight: Weight = Perbill::from_percent(35) * RuntimeBlockWeights::get().max_block;
}

impl pallet_message_queue::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	#[cfg(not(feature = "runtime-benchmarks"))]
	type MessageProcessor =
		xcm_builder::ProcessXcmMessage<AggregateMessageOrigin, XcmExecutor<XcmConfig>, RuntimeCall>;
	#[cfg(feature = "runtime-benchmarks")]
	type MessageProcessor =
		pallet_message_queue::mock_helpers::NoopMessageProcessor<AggregateMessageOrigin>;
	type Size = u32;
	type QueueChangeHandler = SiblingQueues;
	type QueuePausedQuery = SiblingQueues;
	type HeapSize = ConstU32<MESSAGE_PAGE_BYTES>;
	type MaxStale = ConstU32<8>;
	type ServiceWeight = MessageQueueServiceWeight;
	type IdleMaxServiceWeight = MessageQueueServiceWeight;
	type WeightInfo = pallet_message_queue::weights::SubstrateWeight<Runtime>;
}
