// SPDX-License-Identifier: Apache-2.0

//! Balances, fees, vesting, and the tokens of other chains.

use crate::{
	bundles::{cores, has_core_to_itself},
	configs::{
		author::{pay_author, NativeCredit},
		governance::TreasuryAccount,
	},
	constants::{
		currency::{deposit, EXISTENTIAL_DEPOSIT, RIDE},
		fee::{WeightToFee, AUTHOR_SHARE, TRANSACTION_BYTE_FEE},
	},
	weights, AccountId, Balance, Balances, BlockRate, Runtime, RuntimeEvent, RuntimeFreezeReason,
	RuntimeHoldReason, System,
};
use cumulus_pallet_parachain_system::RelaychainDataProvider;
use frame_support::{
	parameter_types,
	traits::{
		AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU8, Get, Imbalance, OnUnbalanced,
		VariantCountOf, WithdrawReasons,
	},
	weights::ConstantMultiplier,
};
use frame_system::{EnsureRoot, EnsureRootWithSuccess};
use pallet_transaction_payment::{Multiplier, TargetedFeeAdjustment};
use polkadot_runtime_common::{MaximumMultiplier, MinimumMultiplier, TargetBlockFullness};
use sp_runtime::{traits::ConvertInto, FixedPointNumber, Saturating};
use xcm::latest::Location;

impl pallet_balances::Config for Runtime {
	type Balance = Balance;
	type RuntimeEvent = RuntimeEvent;
	type DustRemoval = ();
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type AccountStore = System;
	type MaxLocks = ConstU32<50>;
	type MaxReserves = ConstU32<50>;
	type ReserveIdentifier = [u8; 8];
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
	type DoneSlashHandler = ();
	type WeightInfo = pallet_balances::weights::SubstrateWeight<Runtime>;
}

/// Divides fees: the author of the block gets a share of the fee and all of the tip. The rest of the fee is burned.
///
/// The author's share is rounded down, so that no more is paid out than was taken.
pub struct DealWithFees;

impl OnUnbalanced<NativeCredit> for DealWithFees {
	fn on_unbalanceds(mut fee_then_tip: impl Iterator<Item = NativeCredit>) {
		let Some(fee) = fee_then_tip.next() else { return };
		Self::on_nonzero_unbalanced(fee);
		if let Some(tip) = fee_then_tip.next() {
			// A tip that the author can't receive is dropped, which burns it.
			drop(pay_author(tip));
		}
	}

	fn on_nonzero_unbalanced(fee: NativeCredit) {
		let author_share = AUTHOR_SHARE.mul_floor(fee.peek());
		// The second part is dropped here, which burns it. A share that the author can't receive is dropped too.
		let (for_author, _burned) = fee.split(author_share);
		drop(pay_author(for_author));
	}
}

/// The most that fees move in a slot, as a share of themselves: as in the SDK's runtimes, which have a block in a slot.
pub fn fee_step_of_slot() -> Multiplier {
	Multiplier::saturating_from_rational(75, 1_000_000)
}

/// The most that fees move after this block: its part of what they move in a slot.
///
/// ```text
/// step = step of a slot · b / rate        b: blocks in whose place this one stands
/// ```
///
/// A block that has taken a whole core stands in the place of all blocks of that core, any other block in its own.
pub struct FeeStepOfBlock;

impl Get<Multiplier> for FeeStepOfBlock {
	fn get() -> Multiplier {
		let rate = BlockRate::rate().blocks();
		let stands_for =
			if has_core_to_itself() { rate.div_ceil(cores().clamp(1, rate)) } else { 1 };
		fee_step_of_slot().saturating_mul(Multiplier::saturating_from_rational(stands_for, rate))
	}
}

/// As [`polkadot_runtime_common::SlowAdjustingFeeUpdate`], with the same speed at every rate of blocks.
pub type FeeUpdate = TargetedFeeAdjustment<
	Runtime,
	TargetBlockFullness,
	FeeStepOfBlock,
	MinimumMultiplier,
	MaximumMultiplier,
>;

impl pallet_transaction_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type OnChargeTransaction = pallet_transaction_payment::FungibleAdapter<Balances, DealWithFees>;
	type WeightToFee = WeightToFee;
	type LengthToFee = ConstantMultiplier<Balance, ConstU128<TRANSACTION_BYTE_FEE>>;
	type FeeMultiplierUpdate = FeeUpdate;
	type OperationalFeeMultiplier = ConstU8<5>;
	type WeightInfo = pallet_transaction_payment::weights::SubstrateWeight<Runtime>;
}

parameter_types! {
	/// Vesting funds can pay nothing, not even fees.
	pub UnvestedFundsAllowedWithdrawReasons: WithdrawReasons = WithdrawReasons::empty();
}

impl pallet_vesting::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type BlockNumberToBalance = ConvertInto;
	type MinVestedTransfer = ConstU128<RIDE>;
	type UnvestedFundsAllowedWithdrawReasons = UnvestedFundsAllowedWithdrawReasons;
	// Schedules count relay-chain blocks, so that a change of our block time does not move them.
	type BlockNumberProvider = RelaychainDataProvider<Runtime>;
	type WeightInfo = weights::pallet_vesting::WeightInfo<Runtime>;

	const MAX_VESTING_SCHEDULES: u32 = 28;
}

/// Bytes of the longest location, which is in the keys of these entries.
const LOCATION_BYTES: u32 = 602;

/// Tokens of other chains, by their location. Root admits them, because each is a promise that its reserve is safe.
///
/// The owner of a token says where its reserve lies (`set_reserves`). Root can do it for tokens whose owner is the treasury's
/// account. That is so for the relay chain's token, and should be so for any other.
impl pallet_assets::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Balance = Balance;
	type AssetId = Location;
	type AssetIdParameter = Location;
	/// The chain that holds the reserve.
	type ReserveData = Location;
	type Currency = Balances;
	// Root creates tokens in the name of the treasury's account.
	type CreateOrigin = AsEnsureOriginWithArg<EnsureRootWithSuccess<AccountId, TreasuryAccount>>;
	type ForceOrigin = EnsureRoot<AccountId>;
	type AssetDeposit = ConstU128<{ deposit(1, 210) }>;
	type AssetAccountDeposit = ConstU128<{ deposit(1, LOCATION_BYTES + 32 + 66) }>;
	type MetadataDepositBase = ConstU128<{ deposit(1, 68) }>;
	type MetadataDepositPerByte = ConstU128<{ deposit(0, 1) }>;
	type ApprovalDeposit = ConstU128<{ deposit(1, LOCATION_BYTES + 2 * 32 + 32) }>;
	type StringLimit = ConstU32<50>;
	type RemoveItemsLimit = ConstU32<1_000>;
	type Holder = ();
	type Freezer = ();
	type Extra = ();
	type CallbackHandle = ();
	type AssetIdAllocator = ();
	type WeightInfo = weights::corrected::foreign_assets::LocationWeights<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::LocationAssets;
}
