// SPDX-License-Identifier: Apache-2.0

//! The authors of blocks, their pace, and their sessions.

use crate::{
	configs::governance::StartScheduler,
	constants::{
		collators::{
			KEY_DEPOSIT, MAX_CANDIDATES, MAX_COLLATORS, MAX_INVULNERABLES, SESSIONS_WITHOUT_BLOCK,
			SESSION_LENGTH,
		},
		consensus::{
			ALLOW_MULTIPLE_BLOCKS_PER_SLOT, BLOCK_PROCESSING_VELOCITY, MAXIMUM_BLOCK_WEIGHT,
			RELAY_PARENT_OFFSET, UNINCLUDED_SEGMENT_CAPACITY,
		},
		time::{RELAY_SLOT_DURATION_MS, SLOT_DURATION_MS},
	},
	weights::{self, corrected::collators::CollatorWeights},
	AccountId, Aura, AuraId, Balances, BlockNumber, CollatorSelection, MessageQueue, Runtime,
	RuntimeEvent, Session, SessionKeys, SessionLength, XcmpQueue,
};
use cumulus_pallet_parachain_system::RelayNumberMonotonicallyIncreases;
use cumulus_primitives_core::AggregateMessageOrigin;
use frame_support::{
	parameter_types,
	traits::{ConstBool, ConstU128, ConstU32, ConstU64, EnqueueWithOrigin, Get},
	weights::Weight,
	PalletId,
};
use frame_system::EnsureRoot;
use sp_runtime::traits::OpaqueKeys;

/// Limits the chain to the relay chain's pace, and to the length of its unincluded segment.
pub type ConsensusHook = cumulus_pallet_aura_ext::FixedVelocityConsensusHook<
	Runtime,
	{ RELAY_SLOT_DURATION_MS as u32 },
	BLOCK_PROCESSING_VELOCITY,
	UNINCLUDED_SEGMENT_CAPACITY,
>;

parameter_types! {
	pub const ReservedXcmpWeight: Weight = MAXIMUM_BLOCK_WEIGHT.saturating_div(4);
	pub const ReservedDmpWeight: Weight = MAXIMUM_BLOCK_WEIGHT.saturating_div(4);
	pub const RelayOrigin: AggregateMessageOrigin = AggregateMessageOrigin::Parent;
}

impl cumulus_pallet_parachain_system::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type OnSystemEvent = StartScheduler;
	type SelfParaId = parachain_info::Pallet<Runtime>;
	type DmpQueue = EnqueueWithOrigin<MessageQueue, RelayOrigin>;
	type ReservedDmpWeight = ReservedDmpWeight;
	type OutboundXcmpMessageSource = XcmpQueue;
	type XcmpMessageHandler = XcmpQueue;
	type ReservedXcmpWeight = ReservedXcmpWeight;
	// Two blocks of ours may be built on the same relay parent.
	type CheckAssociatedRelayNumber = RelayNumberMonotonicallyIncreases;
	type ConsensusHook = ConsensusHook;
	type RelayParentOffset = ConstU32<RELAY_PARENT_OFFSET>;
	// Scheduling of version 3 stays off: in this release it can stall a chain.
	type SchedulingSignatureVerifier = ();
	type WeightInfo = cumulus_pallet_parachain_system::weights::SubstrateWeight<Runtime>;
}

impl cumulus_pallet_aura_ext::Config for Runtime {}

impl pallet_aura::Config for Runtime {
	type AuthorityId = AuraId;
	type DisabledValidators = ();
	type MaxAuthorities = ConstU32<MAX_COLLATORS>;
	type AllowMultipleBlocksPerSlot = ConstBool<ALLOW_MULTIPLE_BLOCKS_PER_SLOT>;
	type SlotDuration = ConstU64<SLOT_DURATION_MS>;
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Aura>;
	type EventHandler = CollatorSelection;
}

parameter_types! {
	pub const SessionOffset: BlockNumber = 0;
	pub const CollatorPotId: PalletId = PalletId(*b"PotStake");
	/// In blocks of this chain.
	pub KickThreshold: BlockNumber =
		SESSIONS_WITHOUT_BLOCK * <SessionLength as Get<BlockNumber>>::get();
}

/// The set of collators changes at the end of a session.
type Sessions = pallet_session::PeriodicSessions<SessionLength, SessionOffset>;

impl pallet_session_length::Config for Runtime {
	type DefaultLength = ConstU32<SESSION_LENGTH>;
	type RelayBlocksPerBlock = ConstU32<{ (SLOT_DURATION_MS / RELAY_SLOT_DURATION_MS) as u32 }>;
	type WeightInfo = weights::pallet_session_length::WeightInfo<Runtime>;
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = pallet_collator_selection::IdentityCollator;
	type ShouldEndSession = Sessions;
	type NextSessionRotation = Sessions;
	type SessionManager = CollatorSelection;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	type DisablingStrategy = ();
	type Currency = Balances;
	type KeyDeposit = ConstU128<KEY_DEPOSIT>;
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
}

impl pallet_collator_selection::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type UpdateOrigin = EnsureRoot<AccountId>;
	type PotId = CollatorPotId;
	type MaxCandidates = ConstU32<MAX_CANDIDATES>;
	type MinEligibleCollators = ConstU32<1>;
	type MaxInvulnerables = ConstU32<MAX_INVULNERABLES>;
	type KickThreshold = KickThreshold;
	type ValidatorId = AccountId;
	type ValidatorIdOf = pallet_collator_selection::IdentityCollator;
	type ValidatorRegistration = Session;
	type WeightInfo = CollatorWeights<Runtime>;
}
