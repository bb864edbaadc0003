// SPDX-License-Identifier: Apache-2.0

//! Each deposit pays for the bytes of its entry.

use codec::MaxEncodedLen;
use frame_support::traits::{Get, StorageInfoTrait};
use outrider_runtime::{
	configs::{governance::PreimageBaseDeposit, utility::ProxyType},
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

/// The hash before a key: one for accounts and hashes, one for keys that users choose.
const TWOX_64: u32 = 8;
const BLAKE2_128: u32 = 16;

/// The largest size of an entry with its key, in bytes, without the hash before the key.
fn entry_size(pallet: &str, item: &str, hashes: u32) -> u32 {
	value_size(pallet, item) - hashes
}

/// The entries that anybody can make the chain store, with the least deposit for each and the price by the deposit formula.
///
/// Not here: entries that governance or its officers decide on (dApps, spends, whitelisted calls, motions, usernames that are
/// offered), accounts (see below), votes, whose pallet knows no deposit: an account has at most an entry a track, with at most 128
/// votes; and entries that XCM writes.
fn user_writable_entries() -> Vec<(&'static str, Balance, Balance)> {
	use outrider_runtime::Runtime as R;
	let ledger = entry_size("DappStaking", "Ledgers", BLAKE2_128);
	let keys = 2 * (32 + 32) + 4 + 1;
	let status = entry_size("Preimage", "RequestStatusFor", 0);
	let username = entry_size("Identity", "UsernameInfoOf", BLAKE2_128)
		+ entry_size("Identity", "UsernameOf", TWOX_64);
	let referendum = entry_size("Referenda", "ReferendumInfoFor", BLAKE2_128);
	let vesting = entry_size("Vesting", "Vesting", BLAKE2_128);
	vec![
		("stake", amount::<<R as pallet_dapp_staking::Config>::MinStake>(), deposit(1, ledger)),
		("session keys", amount::<<R as pallet_session::Config>::KeyDeposit>(), deposit(2, keys)),
		// The status, and the bytes under their hash and length.
		("preimage", PreimageBaseDeposit::get(), deposit(2, status + (32 + 4) + 4)),
		(
			"referendum",
			amount::<<R as pallet_referenda::Config>::SubmissionDeposit>(),
			// The referendum, its alarm in an agenda of its own, and its metadata.
			deposit(3, referendum + (4 + 1 + 40) + (4 + 32)),
		),
		// Judgements and fields have deposits of their own. Counted here are their lengths, and the list of
		// sub-accounts.
		(
			"identity",
			amount::<<R as pallet_identity::Config>::BasicDeposit>(),
			deposit(2, 32 + 1 + 16 + 32 + 16 + 1),
		),
		(
			"sub-account",
			amount::<<R as pallet_identity::Config>::SubAccountDeposit>(),
			deposit(1, entry_size("Identity", "SuperOf", BLAKE2_128) + 32),
		),
		(
			"username",
			amount::<<R as pallet_identity::Config>::UsernameDeposit>(),
			deposit(2, username),
		),
		(
			"multisig",
			amount::<<R as pallet_multisig::Config>::DepositBase>(),
			// Further approvals, 99 at most, have deposits of their own.
			deposit(1, entry_size("Multisig", "Multisigs", TWOX_64 + BLAKE2_128) - 100 * 32),
		),
		(
			"vesting",
			amount::<<R as pallet_vesting::Config>::MinVestedTransfer>(),
			deposit(1, vesting),
		),
		// These two are burned.
		(
			"index of settlement",
			amount::<<R as pallet_settlement::Config>::IndexPrice>(),
			// And what the index was paid.
			deposit(
				2,
				entry_size("Settlement", "Indices", BLAKE2_128)
					+ entry_size("Settlement", "Claimed", TWOX_64),
			),
		),
		(
			"inbox entry of settlement",
			amount::<<R as pallet_settlement::Config>::EntryPrice>(),
			deposit(1, entry_size("Settlement", "Inbox", TWOX_64)),
		),
		(
			"approval of an asset",
			amount::<<R as pallet_assets::Config>::ApprovalDeposit>(),
			deposit(1, entry_size("ForeignAssets", "Approvals", 3 * BLAKE2_128)),
		),
		(
			"account of an asset",
			amount::<<R as pallet_assets::Config>::AssetAccountDeposit>(),
			deposit(1, entry_size("ForeignAssets", "Account", 2 * BLAKE2_128)),
		),
	]
}

#[test]
fn nobody_stores_anything_below_its_price() {
	let below: Vec<_> = user_writable_entries()
		.into_iter()
		.filter(|(_, taken, worth)| taken < worth)
		.collect();
	assert!(below.is_empty(), "entry, what is taken, what it is worth: {below:?}");
}

#[test]
fn a_candidate_bonds_more_than_its_entries_are_worth() {
	let entries = entry_size("CollatorSelection", "LastAuthoredBlock", TWOX_64) + 32 + 16;
	for preset in outrider_runtime::genesis_presets::preset_names() {
		crate::common::genesis(preset.as_str()).execute_with(|| {
			let bond = pallet_collator_selection::CandidacyBond::<Runtime>::get();
			assert!(bond >= deposit(1, entries), "{preset:?}");
		});
	}
}

#[test]
fn weights_of_the_scheduler_know_how_large_an_agenda_is() {
	type Weights = outrider_runtime::weights::corrected::scheduler::AgendaWeights<Runtime>;
	let tasks: u32 = <Runtime as pallet_scheduler::Config>::MaxScheduledPerBlock::get();
	// The proof of an agenda as the benchmarks size it: its value and key, and 3,465 bytes of the trie's nodes.
	let full = u64::from(value_size("Scheduler", "Agenda")) + 3_465;
	assert!(Weights::agenda_proof(tasks) >= full, "{full}");
	assert!(Weights::agenda_proof(tasks) < full + 100, "{full}");
	// The proof of an empty agenda is a small part of that.
	assert!(Weights::agenda_proof(0) < 3_500);
}

/// An account is the only entry that costs less than the deposit formula says: see the existential deposit.
#[test]
fn the_existential_deposit_is_a_small_part_of_the_price_of_an_entry() {
	let worth = deposit(1, entry_size("System", "Account", BLAKE2_128));
	assert!(EXISTENTIAL_DEPOSIT * 200 < worth, "{worth}");
	assert!(EXISTENTIAL_DEPOSIT * 300 > worth, "{worth}");
}
