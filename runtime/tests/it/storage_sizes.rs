// SPDX-License-Identifier: Apache-2.0

//! Does each deposit pay for the bytes that it is for?

use codec::MaxEncodedLen;
use frame_support::traits::{Get, StorageInfoTrait};
use outrider_runtime::{
	configs::utility::ProxyType,
	constants::currency::{deposit, EXISTENTIAL_DEPOSIT},
	AccountId, AllPalletsWithSystem, Balance, BlockNumber, Hash, Runtime,
};

fn value_size(pallet: &str, item: &str) -> u32 {
	let info = AllPalletsWithSystem::storage_info()
		.into_iter()
		.find(|info| info.pallet_name == pallet.as_bytes() && info.storage_name == item.as_bytes())
		.unwrap_or_else(|| panic!("no storage item {pallet}.{item}"));
	info.max_size.unwrap()
}

#[test]
fn deposit_sizes_match_max_encoded_len() {
	let account = AccountId::max_encoded_len() as u32;
	let balance = Balance::max_encoded_len() as u32;
	let height = BlockNumber::max_encoded_len() as u32;
	let hash = Hash::max_encoded_len() as u32;
	let proxy_type = ProxyType::max_encoded_len() as u32;

	let paid = [
		(
			amount::<<Runtime as pallet_proxy::Config>::ProxyDepositBase>(),
			deposit(1, account + balance),
		),
		(
			amount::<<Runtime as pallet_proxy::Config>::ProxyDepositFactor>(),
			deposit(0, account + proxy_type + height),
		),
		(
			amount::<<Runtime as pallet_proxy::Config>::AnnouncementDepositBase>(),
			deposit(1, account + balance),
		),
		(
			amount::<<Runtime as pallet_proxy::Config>::AnnouncementDepositFactor>(),
			deposit(0, account + hash + height),
		),
		(amount::<<Runtime as pallet_multisig::Config>::DepositFactor>(), deposit(0, account)),
	];
	for (place, (found, expected)) in paid.into_iter().enumerate() {
		assert_eq!(found, expected, "deposit {place}");
	}
}

/// A deposit of a pallet's settings.
fn amount<T: Get<Balance>>() -> Balance {
	T::get()
}

#[test]
fn weights_of_the_scheduler_know_how_large_an_agenda_is() {
	type Weights = outrider_runtime::agenda_weights::AgendaWeights<Runtime>;
	let tasks: u32 = <Runtime as pallet_scheduler::Config>::MaxScheduledPerBlock::get();
	// An agenda as the benchmarks would size its proof: its value and key, and 3,465 bytes of the trie's nodes.
	let full = u64::from(value_size("Scheduler", "Agenda")) + 3_465;
	assert!(Weights::agenda_proof(tasks) >= full, "{full}");
	assert!(Weights::agenda_proof(tasks) < full + 100, "{full}");
	// An empty one is a fraction of that.
	assert!(Weights::agenda_proof(0) < 3_500);
}

#[test]
fn existential_deposit_covers_an_account() {
	// What an empty account takes of the state costs less by the deposit formula's price of bytes.
	let bytes = value_size("System", "Account");
	assert!(EXISTENTIAL_DEPOSIT <= deposit(1, bytes));
}
