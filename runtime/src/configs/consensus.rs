// SPDX-License-Identifier: Apache-2.0

//! The authors of blocks, their pace, and their sessions.

use crate::{
	bundles::SlotOfBlock,
	configs::governance::StartScheduler,
	constants::{
		collators::{
			KEY_DEPOSIT, MAX_CANDIDATES, MAX_COLLATORS, MAX_INVULNERABLES, SESSIONS_WITHOUT_BLOCK,
			SESSION_LENGTH,
		},
		consensus::{
			ALLOW_MULTIPLE_BLOCKS_PER_SLOT, MAXIMUM_BLOCK_WEIGHT, MAX_BLOCK_RATE,
			MAX_RELAY_PARENT_OFFSET, UNINCLUDED_SEGMENT_CAPACITY,
		},
		time::{RELAY_SLOT_DURATION_MS, SLOT_DURATION_MS},
	},
	relay_parent::{self, RelayClock},
	weights::{self, corrected::collators::CollatorWeights},
	AccountId, Aura, AuraId, Balances, BlockNumber, BlockRate, CollatorSelection, Hash,
	MessageQueue, ParachainSystem, Runtime, RuntimeEvent, Session, SessionKeys, SessionLength,
	Timestamp, XcmpQueue,
};
use core::num::NonZeroU32;
use cumulus_pallet_aura_ext::FixedVelocityConsensusHook;
use cumulus_pallet_parachain_system::{
	consensus_hook::UnincludedSegmentCapacity, ConsensusHook, RelayChainStateProof,
};
use cumulus_primitives_aura::Slot;
use cumulus_primitives_core::AggregateMessageOrigin;
use frame_support::{
	parameter_types,
	traits::{ConstBool, ConstU128, ConstU32, ConstU64, EnqueueWithOrigin, Get},
	weights::Weight,
	PalletId,
};
use frame_system::EnsureRoot;
use pallet_block_rate::Rate;
use pallet_session_length::BlockTimes;
use sp_runtime::traits::{Convert, OpaqueKeys};

/// Limits the chain to `RATE` blocks in a slot of the relay chain. The length of its unincluded segment is limited by
/// [`RateHook`], and not here.
type AtRate<const RATE: u32> = FixedVelocityConsensusHook<
	Runtime,
	{ RELAY_SLOT_DURATION_MS as u32 },
	RATE,
	{ (UNINCLUDED_SEGMENT_CAPACITY + MAX_RELAY_PARENT_OFFSET as u32) * MAX_BLOCK_RATE },
>;

/// The two functions of [`AtRate`]. Its rate is a part of its type.
struct Velocity {
	on_state_proof: fn(&RelayChainStateProof) -> (Weight, UnincludedSegmentCapacity),
	can_build_upon: fn(Hash, Slot) -> bool,
}

impl Velocity {
	const fn of<const RATE: u32>() -> Self {
		Self {
			on_state_proof: AtRate::<RATE>::on_state_proof,
			can_build_upon: AtRate::<RATE>::can_build_upon,
		}
	}

	const fn at(rate: Rate) -> Self {
		match rate {
			Rate::One => Self::of::<{ Rate::One.blocks() }>(),
			Rate::Two => Self::of::<{ Rate::Two.blocks() }>(),
			Rate::Three => Self::of::<{ Rate::Three.blocks() }>(),
			Rate::Six => Self::of::<{ Rate::Six.blocks() }>(),
			Rate::Twelve => Self::of::<{ Rate::Twelve.blocks() }>(),
		}
	}
}

/// Limits the chain to its rate, and to the length of its unincluded segment at that rate.
pub struct RateHook;

impl RateHook {
	/// Whether a block in this slot may follow the block whose state is asked, if `included` is the newest included one. What a
	/// collator asks; the rules are those of [`Self::on_state_proof`].
	pub fn can_build_upon(included: Hash, slot: Slot) -> bool {
		let limits = BlockRate::limits(*slot);
		ParachainSystem::unincluded_segment_size_after(included) < limits.capacity
			&& (Velocity::at(limits.rate).can_build_upon)(included, slot)
	}
}

impl ConsensusHook for RateHook {
	fn on_state_proof(proof: &RelayChainStateProof) -> (Weight, UnincludedSegmentCapacity) {
		let limits = BlockRate::limits(SlotOfBlock::get());
		let (weight, _) = (Velocity::at(limits.rate).on_state_proof)(proof);
		let capacity = NonZeroU32::new(limits.capacity).unwrap_or(NonZeroU32::MIN);
		(weight, capacity.into())
	}
}

parameter_types! {
	// Of a core, and not of a block's part of it: messages that do not fit would be dropped. They come with the first block of a
	// bundle, which may take the whole core.
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
	type CheckAssociatedRelayNumber = RelayClock;
	type ConsensusHook = RateHook;
	type RelayParentOffset = relay_parent::Offset;
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
	pub const CollatorPotId: PalletId = PalletId(*b"PotStake");
	/// In blocks of this chain. [`crate::deadlines`] moves the blocks from which the pallet counts when the rate changes.
	pub KickThreshold: BlockNumber =
		SESSIONS_WITHOUT_BLOCK.saturating_mul(<SessionLength as Get<BlockNumber>>::get());
}

/// The clock of sessions: the slots in the headers of a block and of its parent.
pub struct SlotTime;

impl BlockTimes for SlotTime {
	fn this() -> u64 {
		SlotOfBlock::get().saturating_mul(SLOT_DURATION_MS)
	}

	fn parent() -> Option<u64> {
		// The timestamp is the start of the slot. Its inherent has not been applied when hooks ask. Genesis has none.
		Some(Timestamp::get()).filter(|timestamp| *timestamp > 0)
	}
}

/// Relay-chain blocks, as blocks of this chain at the present rate.
pub struct InBlocks;

impl Convert<u32, BlockNumber> for InBlocks {
	fn convert(relay_blocks: u32) -> BlockNumber {
		BlockRate::blocks_in(relay_blocks)
	}
}

impl pallet_session_length::Config for Runtime {
	type DefaultLength = ConstU32<SESSION_LENGTH>;
	type RelaySlotMs = ConstU64<RELAY_SLOT_DURATION_MS>;
	type Times = SlotTime;
	type InBlocks = InBlocks;
	type WeightInfo = weights::pallet_session_length::WeightInfo<Runtime>;
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = pallet_collator_selection::IdentityCollator;
	// The set of collators changes at the end of a session.
	type ShouldEndSession = SessionLength;
	// No pallet here asks when the next session begins.
	type NextSessionRotation = ();
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
