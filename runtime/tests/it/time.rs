// SPDX-License-Identifier: Apache-2.0

//! Each duration runs on its clock.

use crate::common::{alice, bob, genesis, on_dev_chain};
use cumulus_pallet_parachain_system::RelaychainDataProvider;
use frame_support::{assert_noop, assert_ok, traits::Get};
use outrider_runtime::{
	configs::utility::ProxyType,
	constants::{consensus, currency::RIDE, staking, time},
	genesis_presets, Balances, Proxy, Runtime, RuntimeCall, RuntimeOrigin, SessionLength, System,
	Vesting,
};
use sp_runtime::{
	traits::{BlakeTwo256, BlockNumberProvider, Hash},
	MultiAddress, TokenError,
};

fn set_relay_number(number: u32) {
	RelaychainDataProvider::<Runtime>::set_block_number(number);
}

#[test]
fn block_time_is_six_seconds() {
	assert_eq!(time::SLOT_DURATION_MS, 6_000);
	let aura: u64 = <Runtime as pallet_aura::Config>::SlotDuration::get();
	assert_eq!(aura, 6_000);
	assert_eq!(consensus::UNINCLUDED_SEGMENT_CAPACITY, 3);
	// Two seconds of execution.
	assert_eq!(consensus::MAXIMUM_BLOCK_WEIGHT.ref_time(), 2_000_000_000_000);
	assert_eq!(time::RELAY_DAYS, 14_400);
}

#[test]
fn a_cycle_has_365_days_and_an_era_one_by_the_relay_chains_clock() {
	assert_eq!(staking::CYCLE_LENGTH, 5_256_000);
	assert_eq!(staking::ERA_LENGTH, 14_400);
	genesis(genesis_presets::STAGING).execute_with(|| {
		assert_eq!(pallet_emission::CycleLength::<Runtime>::get(), 5_256_000);
		assert_eq!(pallet_dapp_staking::EraLength::<Runtime>::get(), 14_400);
	});
}

#[test]
fn a_session_lasts_six_hours_and_one_minute_on_a_local_network() {
	let blocks = |preset| genesis(preset).execute_with(<SessionLength as Get<u32>>::get);
	for preset in [genesis_presets::STAGING, genesis_presets::CANARY, genesis_presets::MAIN] {
		assert_eq!(blocks(preset), 3_600, "{preset}");
	}
	assert_eq!(blocks(genesis_presets::DEVELOPMENT), 3_600);
	assert_eq!(blocks(genesis_presets::LOCAL_TESTNET), 10);
}

#[test]
fn vesting_runs_on_the_relay_chains_clock() {
	on_dev_chain(|| {
		const NOW: u32 = 300_000_000;
		set_relay_number(NOW);
		let schedule = pallet_vesting::VestingInfo::new(100 * RIDE, RIDE, NOW);
		let dest = sp_runtime::AccountId32::new([7; 32]);
		assert_ok!(Vesting::vested_transfer(
			RuntimeOrigin::signed(alice()),
			MultiAddress::Id(dest.clone()),
			schedule
		));
		let spend = |amount| {
			Balances::transfer_allow_death(
				RuntimeOrigin::signed(dest.clone()),
				MultiAddress::Id(bob()),
				amount,
			)
		};

		// Blocks of this chain release nothing, however many are built.
		System::set_block_number(1_000);
		assert_ok!(Vesting::vest(RuntimeOrigin::signed(dest.clone())));
		assert_noop!(spend(10 * RIDE), TokenError::Frozen);

		// Ten relay blocks release a tenth of what a hundred release.
		set_relay_number(NOW + 10);
		assert_ok!(Vesting::vest(RuntimeOrigin::signed(dest.clone())));
		assert_noop!(spend(10 * RIDE + 1), TokenError::Frozen);
		assert_ok!(spend(10 * RIDE));
	});
}

#[test]
fn proxy_delays_run_on_the_relay_chains_clock() {
	on_dev_chain(|| {
		const NOW: u32 = 300_000_000;
		const DELAY: u32 = 10;
		set_relay_number(NOW);
		let by_bob = || RuntimeOrigin::signed(bob());
		let real = MultiAddress::Id(alice());
		let delegate = MultiAddress::Id(bob());
		assert_ok!(Proxy::add_proxy(
			RuntimeOrigin::signed(alice()),
			delegate.clone(),
			ProxyType::Any,
			DELAY
		));
		let call = RuntimeCall::System(frame_system::Call::remark { remark: vec![1] });
		let hash = BlakeTwo256::hash_of(&call);
		assert_ok!(Proxy::announce(by_bob(), real.clone(), hash));
		let execute = || {
			Proxy::proxy_announced(
				by_bob(),
				delegate.clone(),
				real.clone(),
				None,
				Box::new(call.clone()),
			)
		};

		System::set_block_number(1_000);
		set_relay_number(NOW + DELAY - 1);
		assert_noop!(execute(), pallet_proxy::Error::<Runtime>::Unannounced);
		set_relay_number(NOW + DELAY);
		assert_ok!(execute());
	});
}
