// SPDX-License-Identifier: Apache-2.0

//! The treasury pays approved spends at the end of a spend period.

use super::{by, on_network, set_validation_data};
use crate::chain::{call_as_root, relay_number};
use frame_support::{
	assert_ok,
	traits::{Get, OnInitialize},
};
use outrider_runtime::{
	configs::governance::TreasuryAccount,
	constants::{consensus::MAXIMUM_BLOCK_WEIGHT, currency::RIDE, time::RELAY_DAYS},
	genesis_presets::DEVELOPMENT,
	AccountId, Balances, BlockNumber, Runtime, System, Treasury,
};
use sp_keyring::Sr25519Keyring;

#[test]
fn the_weight_of_paying_approved_spends_covers_reads_and_writes() {
	on_network(DEVELOPMENT, || {
		let spends = <Runtime as pallet_treasury::Config>::MaxApprovals::get();
		let receiver = |place: u32| AccountId::from([place as u8 + 100; 32]);
		let value = u128::from(spends) * 2 * RIDE;
		let dest = TreasuryAccount::get().into();
		by(Sr25519Keyring::Alice, pallet_balances::Call::transfer_keep_alive { dest, value });
		for place in 0..spends {
			assert_ok!(call_as_root(pallet_treasury::Call::spend_local {
				amount: RIDE,
				beneficiary: receiver(place).into(),
			}));
		}
		set_validation_data(relay_number() + RELAY_DAYS);
		let weight = <Treasury as OnInitialize<BlockNumber>>::on_initialize(System::block_number());
		for place in 0..spends {
			assert_eq!(Balances::free_balance(receiver(place)), RIDE, "{place}");
		}
		// Each spend reads and writes the proposal and the receiver's account.
		let each = <Runtime as frame_system::Config>::DbWeight::get().reads_writes(2, 2);
		assert!(weight.ref_time() >= each.ref_time() * u64::from(spends), "{weight}");
		assert!(weight.all_lte(MAXIMUM_BLOCK_WEIGHT / 5), "{weight}");
	});
}
