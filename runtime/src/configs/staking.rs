// SPDX-License-Identifier: Apache-2.0

//! Emission and dApp staking, and how the emission pays dApp staking.

use crate::{
	configs::{
		author::{NativeCredit, ToAuthor},
		governance::{RootOrGeneralAdmin, TreasuryAccount},
	},
	constants::{
		staking::{CYCLE_LENGTH, ERA_LENGTH, GENERAL_ADMIN_RATE, MIN_STAKE, SETTLE_STEPS},
		time::{RELAY_SLOT_DURATION_MS, SLOT_DURATION_MS},
	},
	weights, AccountId, Balance, Balances, DappStaking, Emission, Runtime, RuntimeFreezeReason,
};
use cumulus_pallet_parachain_system::RelaychainDataProvider;
use frame_support::{
	parameter_types,
	traits::{fungible::Balanced, ConstU128, ConstU32, ConstU64, EitherOf, MapSuccess},
	PalletId,
};
use frame_system::EnsureRootWithSuccess;
use pallet_dapp_staking_runtime_api::StakingRates;
use pallet_emission::{RewardSink, StakingSink};
use pallet_origins::EnsureGeneralAdmin;
use sp_runtime::{
	helpers_128bit::multiply_by_rational_with_rounding, traits::Replace, FixedPointNumber,
	FixedU128, Perquintill, Rounding,
};

/// Pays the treasury's part of the emission.
pub struct ToTreasury;

impl RewardSink<NativeCredit> for ToTreasury {
	fn pay(reward: NativeCredit) -> Result<(), NativeCredit> {
		Balances::resolve(&TreasuryAccount::get(), reward)
	}
}

/// Hands the parts of stakers and dApps from the emission to dApp staking.
pub struct ToDappStaking;

impl StakingSink<NativeCredit> for ToDappStaking {
	fn earning_stake() -> Balance {
		DappStaking::earning_stake()
	}

	fn reward_stakers(reward: NativeCredit) -> Result<(), NativeCredit> {
		DappStaking::reward_stakers(reward)
	}

	fn fund_dapps(amount: Balance) {
		DappStaking::fund_dapps(amount)
	}

	fn in_transit() -> Balance {
		DappStaking::in_transit()
	}
}

parameter_types! {
	pub const AnyRate: Perquintill = Perquintill::one();
	pub const GeneralAdminRate: Perquintill = GENERAL_ADMIN_RATE;
}

/// The origins that may set the parameters of the emission, each with the highest rate that it may set.
type EmissionOrigin = EitherOf<
	EnsureRootWithSuccess<AccountId, AnyRate>,
	MapSuccess<EnsureGeneralAdmin, Replace<GeneralAdminRate>>,
>;

impl pallet_emission::Config for Runtime {
	type Currency = Balances;
	type RelayClock = RelaychainDataProvider<Runtime>;
	type RelaySlotMs = ConstU32<{ RELAY_SLOT_DURATION_MS as u32 }>;
	type SlotDurationMs = ConstU64<SLOT_DURATION_MS>;
	type DefaultCycleLength = ConstU32<CYCLE_LENGTH>;
	type Collators = ToAuthor;
	type Treasury = ToTreasury;
	type Staking = ToDappStaking;
	type ParameterOrigin = EmissionOrigin;
	type WeightInfo = weights::pallet_emission::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::EarningStake;
}

/// Mints the rewards of dApps from the emission when an era is settled.
pub struct FromEmission;

impl pallet_dapp_staking::DappFunds<NativeCredit> for FromEmission {
	fn mint(amount: Balance) -> NativeCredit {
		Emission::mint_for_dapps(amount)
	}

	fn withhold(amount: Balance) {
		Emission::withhold(amount)
	}
}

parameter_types! {
	pub const StakingPotId: PalletId = PalletId(*b"ridestkg");
}

impl pallet_dapp_staking::Config for Runtime {
	type Currency = Balances;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type RelayClock = RelaychainDataProvider<Runtime>;
	type DappFunds = FromEmission;
	type ManagerOrigin = RootOrGeneralAdmin;
	type PotId = StakingPotId;
	type MinStake = ConstU128<MIN_STAKE>;
	type DefaultEraLength = ConstU32<ERA_LENGTH>;
	type SettleSteps = ConstU32<SETTLE_STEPS>;
	type WeightInfo = weights::pallet_dapp_staking::WeightInfo<Runtime>;
}

/// The yearly rates of stake, as if stake and emission stayed as they are.
///
/// ```text
/// base       = e_base · N / S
/// adjustable = ⌊ e_adjustable · min(S, T) / T ⌋ · N / S
///
/// e   plank a slot          N   slots in a cycle
/// S   earning stake, plank  T   target stake, plank
/// ```
pub fn staking_rates() -> Option<StakingRates> {
	let schedule = Emission::schedule()?;
	let (cycle, stake) = (schedule.cycle, DappStaking::earning_stake());
	let issuance = Balances::total_issuance();
	let adjustable = cycle.adjustable(stake, schedule.parameters.ideal_share);
	let yearly = |per_slot: Balance| ratio(per_slot.checked_mul(cycle.length.into())?, stake);
	Some(StakingRates {
		issuance,
		stake,
		staked_share: ratio(stake, issuance)?,
		base: yearly(cycle.per_slot.stakers_base),
		adjustable: yearly(adjustable),
	})
}

/// `amount / of`, rounded down to 10^-18. `None` if `of` is zero.
fn ratio(amount: Balance, of: Balance) -> Option<FixedU128> {
	multiply_by_rational_with_rounding(amount, FixedU128::DIV, of, Rounding::Down)
		.filter(|_| of > 0)
		.map(FixedU128::from_inner)
}
