// SPDX-License-Identifier: Apache-2.0

//! Accounts, blocks, parameters and migrations.

use crate::{
	bundles::{BlockWeightHooks, BlockWeightLimit, SlotOfBlock},
	configs::{
		governance::{CallFilter, RootOrGeneralAdmin},
		xcm::{PricePerMib, PricePerSecond},
	},
	constants::{
		consensus::{
			AVERAGE_ON_INITIALIZE_RATIO, MAXIMUM_BLOCK_LENGTH_BYTES, MAXIMUM_BLOCK_WEIGHT,
			MAX_BLOCK_RATE, MAX_RELAY_PARENT_OFFSET, MINIMUM_PERIOD_MS, NORMAL_DISPATCH_RATIO,
			UNINCLUDED_SEGMENT_CAPACITY,
		},
		time::SLOT_LENGTH,
	},
	deadlines::OwnBlocks,
	migrations,
	weights::{self, corrected::empty_block::EmptyBlock, database::InMemoryDbWeight},
	AccountId, Aura, Balance, Block, BlockRate, Hash, MultiBlockMigrations, Nonce, PalletInfo,
	Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, RuntimeTask, VERSION,
};
use frame_support::{
	derive_impl,
	dispatch::DispatchClass,
	dynamic_params::{dynamic_pallet_params, dynamic_params},
	migrations::FreezeChainOnFailedMigration,
	parameter_types,
	traits::{ConstU32, ConstU64, ConstU8, EnsureOrigin, EnsureOriginWithArg, Get},
	weights::{constants::ExtrinsicBaseWeight, Weight},
};
use frame_system::limits::{BlockLength, BlockWeights};
use sp_runtime::{traits::AccountIdLookup, Perbill};
use sp_version::RuntimeVersion;

parameter_types! {
	pub const Version: RuntimeVersion = VERSION;
	/// Blocks whose hashes the state keeps. A mortal transaction lives at most this long.
	pub const BlockHashCount: u32 = 4096;
	/// The prefix of generic Substrate addresses. No prefix is registered for this chain.
	pub const SS58Prefix: u16 = 42;

	pub RuntimeBlockLength: BlockLength = BlockLength::builder()
		.max_length(MAXIMUM_BLOCK_LENGTH_BYTES)
		.modify_max_length_for_class(DispatchClass::Normal, |max| {
			*max = NORMAL_DISPATCH_RATIO * *max;
		})
		.build();
	/// The weights of this block. They are computed at each use, because its largest weight is not the same everywhere.
	pub RuntimeBlockWeights: BlockWeights = BlockWeights::builder()
		.base_block(EmptyBlock::<Runtime>::get())
		.for_class(DispatchClass::all(), |weights| {
			weights.base_extrinsic = ExtrinsicBaseWeight::get();
		})
		.for_class(DispatchClass::Normal, |weights| {
			weights.max_total = Some(NORMAL_DISPATCH_RATIO * BlockWeightLimit::get());
		})
		.for_class(DispatchClass::Operational, |weights| {
			let limit = BlockWeightLimit::get();
			weights.max_total = Some(limit);
			// Ordinary transactions can never take this room.
			weights.reserved = Some(limit - NORMAL_DISPATCH_RATIO * limit);
		})
		.avg_block_initialization(AVERAGE_ON_INITIALIZE_RATIO)
		.build_or_panic();
}

#[derive_impl(frame_system::config_preludes::ParaChainDefaultConfig)]
impl frame_system::Config for Runtime {
	type AccountId = AccountId;
	type Lookup = AccountIdLookup<AccountId, ()>;
	type Nonce = Nonce;
	type Hash = Hash;
	type Block = Block;
	type BlockHashCount = BlockHashCount;
	type Version = Version;
	type AccountData = pallet_balances::AccountData<Balance>;
	type DbWeight = InMemoryDbWeight;
	type BaseCallFilter = CallFilter;
	type SystemWeightInfo = frame_system::weights::SubstrateWeight<Runtime>;
	type ExtensionsWeightInfo = frame_system::SubstrateExtensionsWeight<Runtime>;
	type BlockWeights = RuntimeBlockWeights;
	type BlockLength = RuntimeBlockLength;
	type SS58Prefix = SS58Prefix;
	type OnSetCode = cumulus_pallet_parachain_system::ParachainSetCode<Self>;
	type MaxConsumers = ConstU32<16>;
	type SingleBlockMigrations = migrations::SingleBlockMigrations;
	type MultiBlockMigrator = BlockRate;
	type PreInherents = BlockWeightHooks;
}

impl pallet_timestamp::Config for Runtime {
	/// Milliseconds since the Unix epoch.
	type Moment = u64;
	type OnTimestampSet = Aura;
	type MinimumPeriod = ConstU64<MINIMUM_PERIOD_MS>;
	type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}

impl parachain_info::Config for Runtime {}

impl cumulus_pallet_weight_reclaim::Config for Runtime {
	type WeightInfo = weights::cumulus_pallet_weight_reclaim::WeightInfo<Runtime>;
}

/// Parameters that governance can set without an upgrade. The price of XCM is used in
/// [`RelayTokenPrice`](crate::configs::xcm::RelayTokenPrice).
#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Runtime>)]
pub mod dynamic_params {
	use super::*;

	/// The price of executing XCM in the relay chain's token, whose worth in RIDE no code can know.
	#[dynamic_pallet_params]
	#[codec(index = 0)]
	pub mod relay_token_price {
		/// Units of the relay chain's token for a second of execution.
		#[codec(index = 0)]
		pub static UnitsPerSecond: PricePerSecond = PricePerSecond::STARTING;

		/// Units of the relay chain's token for a MiB of proof.
		#[codec(index = 1)]
		pub static UnitsPerMib: PricePerMib = PricePerMib::STARTING;
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl Default for RuntimeParameters {
	fn default() -> Self {
		RuntimeParameters::RelayTokenPrice(
			dynamic_params::relay_token_price::Parameters::UnitsPerSecond(
				dynamic_params::relay_token_price::UnitsPerSecond,
				Some(PricePerSecond::STARTING),
			),
		)
	}
}

/// Root and the general admin may set any parameter.
pub struct EnsureMaySetParameter;

impl EnsureOriginWithArg<RuntimeOrigin, RuntimeParametersKey> for EnsureMaySetParameter {
	type Success = ();

	fn try_origin(
		origin: RuntimeOrigin,
		_key: &RuntimeParametersKey,
	) -> Result<Self::Success, RuntimeOrigin> {
		RootOrGeneralAdmin::try_origin(origin).map(|_| ())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(_key: &RuntimeParametersKey) -> Result<RuntimeOrigin, ()> {
		Ok(RuntimeOrigin::root())
	}
}

impl pallet_parameters::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeParameters = RuntimeParameters;
	type AdminOrigin = EnsureMaySetParameter;
	type WeightInfo = weights::pallet_parameters::WeightInfo<Runtime>;
}

parameter_types! {
	/// The part of a core for steps of migrations, and for moving deadlines. Inherents need the rest. A block in which either is
	/// going on has a core to itself.
	pub MigrationServiceWeight: Weight = Perbill::from_percent(80) * MAXIMUM_BLOCK_WEIGHT;
}

/// A migration that fails freezes the chain: from then on blocks hold inherents and no transactions. Transactions on a
/// half-migrated state could lose money for good, while a frozen chain loses only time. The way out is an upgrade with a fix,
/// which the relay chain's governance must force, because this chain's governance is frozen too.
impl pallet_migrations::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	#[cfg(not(feature = "runtime-benchmarks"))]
	type Migrations = migrations::MultiBlockMigrations;
	#[cfg(feature = "runtime-benchmarks")]
	type Migrations = pallet_migrations::mock_helpers::MockedMigrations;
	type CursorMaxLen = ConstU32<65_536>;
	type IdentifierMaxLen = ConstU32<256>;
	type MigrationStatusHandler = ();
	type FailedMigrationHandler = FreezeChainOnFailedMigration;
	type MaxServiceWeight = MigrationServiceWeight;
	type WeightInfo = weights::pallet_migrations::WeightInfo<Runtime>;
}

impl pallet_block_rate::Config for Runtime {
	type MaxRate = ConstU32<MAX_BLOCK_RATE>;
	type MaxRelayParentOffset = ConstU8<MAX_RELAY_PARENT_OFFSET>;
	type SlotLength = ConstU32<SLOT_LENGTH>;
	type SegmentSlots = ConstU32<UNINCLUDED_SEGMENT_CAPACITY>;
	type Slot = SlotOfBlock;
	type Deadlines = OwnBlocks;
	type Migrator = MultiBlockMigrations;
	type MaxServiceWeight = MigrationServiceWeight;
	type WeightInfo = weights::pallet_block_rate::WeightInfo<Runtime>;
}
