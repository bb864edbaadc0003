// SPDX-License-Identifier: Apache-2.0

//! Emission and dApp staking in the real runtime: the payments, and the runtime's answers about them.

use crate::{
	chain::{
		begin_block, call, call_as_root, end_block, next_block, relay_number, reward_paid_to,
		started, FIRST,
	},
	common::{alice, bob, genesis, on_dev_chain},
};
use frame_support::{
	assert_noop, assert_ok, dispatch::GetDispatchInfo, traits::fungible::InspectFreeze,
	weights::Weight,
};
use outrider_runtime::{
	configs::{governance::TreasuryAccount, staking::staking_rates, system::RuntimeBlockWeights},
	constants::{
		currency::{EXISTENTIAL_DEPOSIT, RIDE},
		staking::{CYCLE_LENGTH, ERA_LENGTH},
	},
	genesis_presets::{CANARY, DEVELOPMENT, MAIN, SHORT_ERA, STAGING},
	AccountId, Balances, Block, DappStaking, Emission, Runtime, RuntimeCall, RuntimeOrigin,
};
use pallet_dapp_staking::{
	Call, CurrentEra, CurrentSettlement, DappId, EraLength, Error, FreezeReason, WeightInfo as _,
	MAX_POSITIONS,
};
use pallet_dapp_staking_runtime_api::runtime_decl_for_dapp_staking_api::DappStakingApiV1;
use pallet_emission::{CurrentCycle, Released, WeightInfo as _};
use pallet_emission_runtime_api::runtime_decl_for_emission_api::EmissionApiV1;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{transaction_validity::InvalidTransaction, FixedPointNumber, FixedU128};

fn free(account: &AccountId) -> u128 {
	Balances::free_balance(account)
}

fn pending(account: &AccountId) -> u128 {
	<Runtime as DappStakingApiV1<Block, AccountId>>::pending(account.clone()).total
}

#[test]
fn a_block_pays_its_author_the_treasury_and_the_stakers() {
	started(DEVELOPMENT).execute_with(|| {
		let cycle = CurrentCycle::<Runtime>::get().unwrap();
		// 7 % of the issuance, over a nominal year of relay slots.
		assert_eq!(cycle.per_slot.total(), cycle.issuance * 7 / 100 / u128::from(CYCLE_LENGTH));
		let before = (free(&alice()), free(&TreasuryAccount::get()), free(&DappStaking::pot()));
		let issuance = Balances::total_issuance();
		next_block(1);
		let totals = Released::<Runtime>::get();
		// Alice is the only collator.
		assert_eq!(free(&alice()) - before.0, cycle.per_slot.collators);
		assert_eq!(free(&TreasuryAccount::get()) - before.1, cycle.per_slot.treasury);
		let stakers = free(&DappStaking::pot()) - before.2;
		assert!(stakers > cycle.per_slot.stakers_base);
		assert!(stakers < cycle.per_slot.stakers_base + cycle.per_slot.stakers_adjustable);
		assert_eq!(Balances::total_issuance() - issuance, totals.minted);
		assert_eq!(totals.burned, 0);
		// The dApps' part waits for the end of the era.
		assert_eq!(totals.released - totals.minted - totals.withheld, cycle.per_slot.dapps);
	});
}

#[test]
fn a_claim_in_the_next_block_pays_the_pending_reward() {
	started(DEVELOPMENT).execute_with(|| {
		for _ in 0..35 {
			next_block(1);
		}
		let (said, before) = (pending(&bob()), free(&bob()));
		assert!(said > 0);
		assert_ok!(call(&alice(), Call::claim_for { who: bob() }));
		assert_eq!(reward_paid_to(&bob()), said);
		assert_eq!(free(&bob()) - before, said);
		assert_eq!(pending(&bob()), 0);
	});
}

#[test]
fn eras_are_settled_and_dapps_are_paid() {
	started(DEVELOPMENT).execute_with(|| {
		for _ in 0..(2 * SHORT_ERA + 5) {
			next_block(1);
		}
		assert_eq!(CurrentEra::<Runtime>::get().unwrap().index, 2);
		let dapp = DappStaking::dapp(DappId(0)).unwrap();
		assert_eq!(dapp.last_reward.map(|reward| reward.era), Some(1));
		let before = free(&alice());
		assert_ok!(call(&bob(), Call::claim_dapp { dapp: DappId(0) }));
		assert_eq!(free(&alice()) - before, dapp.claimable);
		assert!(dapp.claimable > 0);
	});
}

#[test]
fn a_stall_of_a_day_closes_the_era_once_and_pays_no_block_more_than_two_slots() {
	started(DEVELOPMENT).execute_with(|| {
		let slot = CurrentCycle::<Runtime>::get().unwrap().per_slot.total();
		let released = || Released::<Runtime>::get().released;
		next_block(14_400);
		assert_eq!(released(), 2 * slot);
		let era = CurrentEra::<Runtime>::get().unwrap();
		assert_eq!((era.index, era.start), (1, FIRST + 14_400));
		for _ in 0..50 {
			let before = released();
			next_block(1);
			assert_eq!(released() - before, 2 * slot);
		}
	});
}

#[test]
fn genesis_holds_durations_and_the_first_block_starts_the_clocks() {
	for (preset, era_length) in
		[(DEVELOPMENT, SHORT_ERA), (STAGING, ERA_LENGTH), (CANARY, ERA_LENGTH), (MAIN, ERA_LENGTH)]
	{
		genesis(preset).execute_with(|| {
			assert_eq!(EraLength::<Runtime>::get(), era_length);
			assert!(CurrentEra::<Runtime>::get().is_none());
			assert_eq!(<Runtime as EmissionApiV1<Block>>::schedule(), None);
			assert_eq!(staking_rates(), None);
			// Staking fails while the clock is not known.
			let stake = Call::stake { dapp: DappId(0), amount: RIDE };
			assert_noop!(call(&alice(), stake), Error::<Runtime>::NotStarted);
			assert_eq!(free(&DappStaking::pot()), EXISTENTIAL_DEPOSIT);
			begin_block();
			end_block(FIRST);
			let cycle = <Runtime as EmissionApiV1<Block>>::schedule().unwrap().cycle;
			assert_eq!((cycle.start, cycle.length), (FIRST, CYCLE_LENGTH));
			assert_eq!(CurrentEra::<Runtime>::get().unwrap().end, FIRST + era_length);
		});
	}
}

#[test]
fn rates_are_the_rewards_of_a_year_by_stake() {
	started(DEVELOPMENT).execute_with(|| {
		let rates = <Runtime as DappStakingApiV1<Block, AccountId>>::rates().unwrap();
		assert_eq!(rates.stake, 185_000 * RIDE);
		let cycle = CurrentCycle::<Runtime>::get().unwrap();
		let year = cycle.per_slot.stakers_base * u128::from(cycle.length);
		let base = rates.base.unwrap();
		// A quarter of 7 % of the issuance, divided by the stake and rounded down.
		assert!(base.saturating_mul_int(rates.stake) <= year);
		let above = base + FixedU128::from_inner(1);
		assert!(above.saturating_mul_int(rates.stake) >= year);
		// Below the ideal share each staked plank earns the same: 40 % of 7 % of the issuance, divided by half the
		// issuance.
		let adjustable = rates.adjustable.unwrap();
		let expected = FixedU128::from_rational(56, 1_000);
		assert!(adjustable <= expected);
		assert!(expected.sub_is_small(adjustable));
		let share = rates.staked_share;
		assert_eq!(share.saturating_mul_int(rates.issuance) / RIDE, 184_999);
	});
}

trait SmallDifference {
	/// Whether `other` is at most a millionth less.
	fn sub_is_small(self, other: Self) -> bool;
}

impl SmallDifference for FixedU128 {
	fn sub_is_small(self, other: Self) -> bool {
		self >= other && self - other < FixedU128::from_rational(1, 1_000_000)
	}
}

#[test]
fn staked_funds_pay_no_fee_and_move_nowhere_but_may_be_vesting() {
	use pallet_transaction_payment::OnChargeTransaction;
	type OnCharge = <Runtime as pallet_transaction_payment::Config>::OnChargeTransaction;
	started(DEVELOPMENT).execute_with(|| {
		let ferdie = Sr25519Keyring::Ferdie.to_account_id();
		let vesting = 1_000 * RIDE;
		let schedule = pallet_vesting::VestingInfo::new(vesting, RIDE, relay_number() + 1_000);
		let target = ferdie.clone().into();
		let vested = pallet_vesting::Call::vested_transfer { target, schedule };
		assert_ok!(call(&bob(), vested));
		let all = free(&ferdie);
		let transfer =
			|| pallet_balances::Call::transfer_allow_death { dest: bob().into(), value: 1 };
		let pays_fee = || {
			let what: RuntimeCall = transfer().into();
			let info = what.get_dispatch_info();
			<OnCharge as OnChargeTransaction<Runtime>>::can_withdraw_fee(
				&ferdie, &what, &info, RIDE, 0,
			)
		};
		assert_eq!(Balances::usable_balance(&ferdie), all - vesting);
		assert_ok!(pays_fee());
		// What vests is staked with the rest.
		assert_ok!(call(&ferdie, Call::stake { dapp: DappId(1), amount: all }));
		let frozen = Balances::balance_frozen(&FreezeReason::Staking.into(), &ferdie);
		assert_eq!((frozen, Balances::usable_balance(&ferdie)), (all, 0));
		assert_eq!(pays_fee(), Err(InvalidTransaction::Payment.into()));
		assert!(call(&ferdie, transfer()).is_err());
		assert_eq!(free(&ferdie), all);
	});
}

#[test]
fn no_account_registers_dapps_or_sets_parameters_and_root_does() {
	started(DEVELOPMENT).execute_with(|| {
		let address = pallet_dapp_staking::DappAddress::Account(bob());
		let register = Call::register { owner: bob(), address: address.clone() };
		assert!(call(&alice(), register).is_err());
		assert!(
			Emission::set_parameters(RuntimeOrigin::signed(alice()), Default::default()).is_err()
		);
		assert!(call(&alice(), Call::unregister { dapp: DappId(1) }).is_err());
		assert_ok!(call_as_root(Call::unregister { dapp: DappId(1) }));
		assert_ok!(call_as_root(Call::register { owner: bob(), address }));
		assert_ok!(call_as_root(pallet_emission::Call::force_new_cycle {}));
		next_block(1);
		assert_eq!(CurrentCycle::<Runtime>::get().unwrap().index, 1);
	});
}

/// The heaviest end of a block, by the weights: of an era change, and of a call.
#[test]
fn the_end_of_a_block_and_every_call_fit_into_it() {
	type Weights = <Runtime as pallet_dapp_staking::Config>::WeightInfo;
	type EmissionWeights = <Runtime as pallet_emission::Config>::WeightInfo;
	let block = on_dev_chain(RuntimeBlockWeights::get).max_block;
	let hooks =
		[Weights::close_era(), Weights::measure(), Weights::rank(), Weights::pay()].map(|step| {
			step.saturating_add(Weights::clock())
				.saturating_add(EmissionWeights::on_finalize())
		});
	let tenth = block / 10;
	for weight in hooks {
		assert!(weight.all_lte(tenth), "{weight} is more than a tenth of a block");
		assert!(weight.all_gt(Weight::zero()));
	}
	for call in [
		Weights::claim(MAX_POSITIONS),
		Weights::compound(MAX_POSITIONS),
		Weights::trim(MAX_POSITIONS),
		Weights::move_stake(),
	] {
		assert!(call.all_lte(tenth), "{call} is more than a tenth of a block");
	}
}

#[test]
fn the_weight_of_ending_a_block_follows_the_settlement() {
	use frame_support::traits::OnInitialize;
	type Weights = <Runtime as pallet_dapp_staking::Config>::WeightInfo;
	started(DEVELOPMENT).execute_with(|| {
		let booked = || DappStaking::on_initialize(outrider_runtime::System::block_number());
		assert_eq!(booked(), Weights::clock().saturating_add(Weights::close_era()));
		for _ in 0..SHORT_ERA {
			next_block(1);
		}
		assert!(CurrentSettlement::<Runtime>::get().is_some());
		assert_eq!(booked(), Weights::clock().saturating_add(Weights::measure()));
		next_block(1);
		assert_eq!(booked(), Weights::clock().saturating_add(Weights::rank()));
		next_block(1);
		assert_eq!(booked(), Weights::clock().saturating_add(Weights::pay()));
		next_block(1);
		assert!(CurrentSettlement::<Runtime>::get().is_none());
	});
}
