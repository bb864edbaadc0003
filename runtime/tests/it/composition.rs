// SPDX-License-Identifier: Apache-2.0

//! All pallets have their indices and weights of their own.

use crate::common::on_dev_chain;
use codec::Encode;
use core::any::TypeId;
use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::{PalletsInfoAccess, StorageInfoTrait},
	weights::Weight,
};
use outrider_runtime::{
	configs::{governance::TechnicalCollective, system::RuntimeBlockWeights},
	AccountId, AllPalletsWithSystem, Runtime, RuntimeCall, VERSION,
};

#[test]
fn pallet_indices_are_frozen() {
	let found: Vec<_> = AllPalletsWithSystem::infos()
		.into_iter()
		.map(|pallet| (pallet.index, pallet.name))
		.collect();
	let expected = [
		(0, "System"),
		(1, "ParachainSystem"),
		(2, "Timestamp"),
		(3, "ParachainInfo"),
		(4, "WeightReclaim"),
		(5, "Parameters"),
		(6, "MultiBlockMigrations"),
		(7, "BlockRate"),
		(10, "Balances"),
		(11, "TransactionPayment"),
		(12, "Vesting"),
		(13, "Emission"),
		(14, "ForeignAssets"),
		(20, "Authorship"),
		(21, "CollatorSelection"),
		(22, "Session"),
		(23, "Aura"),
		(24, "AuraExt"),
		(25, "SessionLength"),
		(30, "XcmpQueue"),
		(31, "PolkadotXcm"),
		(32, "CumulusXcm"),
		(33, "MessageQueue"),
		(34, "RelayNetwork"),
		(40, "Preimage"),
		(41, "Scheduler"),
		(42, "Referenda"),
		(43, "ConvictionVoting"),
		(44, "Whitelist"),
		(45, "TechnicalCommittee"),
		(46, "Treasury"),
		(47, "Origins"),
		(48, "TrackTiming"),
		(49, "SafeMode"),
		(50, "Utility"),
		(51, "Multisig"),
		(52, "Proxy"),
		(53, "Identity"),
		(54, "TxPause"),
		(60, "DappStaking"),
		(70, "Settlement"),
	];
	assert_eq!(found, expected);
}

#[test]
fn every_pallet_has_real_weights() {
	macro_rules! weights {
		($($pallet:ident),* $(,)?) => {
			[$((
				stringify!($pallet),
				TypeId::of::<<Runtime as $pallet::Config>::WeightInfo>(),
			)),*]
		};
	}
	let found = weights![
		cumulus_pallet_parachain_system,
		cumulus_pallet_weight_reclaim,
		cumulus_pallet_xcmp_queue,
		pallet_assets,
		pallet_balances,
		pallet_block_rate,
		pallet_collator_selection,
		pallet_conviction_voting,
		pallet_dapp_staking,
		pallet_emission,
		pallet_identity,
		pallet_message_queue,
		pallet_migrations,
		pallet_multisig,
		pallet_parameters,
		pallet_preimage,
		pallet_proxy,
		pallet_referenda,
		pallet_safe_mode,
		pallet_scheduler,
		pallet_session,
		pallet_settlement,
		pallet_timestamp,
		pallet_transaction_payment,
		pallet_treasury,
		pallet_tx_pause,
		pallet_utility,
		pallet_vesting,
		pallet_whitelist,
		pallet_xcm,
	];
	for (pallet, weights) in found {
		assert_ne!(weights, TypeId::of::<()>(), "{pallet} has the weights of tests");
		assert_ne!(weights, TypeId::of::<pallet_xcm::TestWeightInfo>(), "{pallet}");
	}
	let committee =
		TypeId::of::<<Runtime as pallet_collective::Config<TechnicalCollective>>::WeightInfo>();
	assert_ne!(committee, TypeId::of::<()>());
	let system = TypeId::of::<<Runtime as frame_system::Config>::SystemWeightInfo>();
	let extensions = TypeId::of::<<Runtime as frame_system::Config>::ExtensionsWeightInfo>();
	assert_ne!(system, TypeId::of::<()>());
	assert_ne!(extensions, TypeId::of::<()>());
}

/// The time and proof of so many reads and writes, with the trie's nodes down to the entries of one map.
fn entries(reads: u64, writes: u64, of_one_map: u64, size: u64) -> Weight {
	let time = <Runtime as frame_system::Config>::DbWeight::get().reads_writes(reads, writes);
	time.saturating_add(Weight::from_parts(0, 990 + of_one_map * (size + 2_475)))
}

#[test]
fn calls_by_strangers_weigh_the_account_of_the_staker() {
	use pallet_dapp_staking::WeightInfo;
	type Weights = <Runtime as pallet_dapp_staking::Config>::WeightInfo;
	// Era, ledger, rewards, and the accounts of the pot and of the staker. A trim also touches freezes and locks; without a
	// position it pays nothing, so that the pot's account adds no proof.
	let account = u64::from(storage_size("System", "Account"));
	for (weight, least) in [
		(Weights::claim(0), entries(5, 4, 2, account)),
		(Weights::compound(0), entries(5, 4, 2, account)),
		(Weights::trim(0), entries(7, 5, 1, account)),
	] {
		assert!(weight.all_gte(least), "{weight} < {least}");
	}
}

#[test]
fn calls_of_foreign_assets_weigh_their_long_keys() {
	use pallet_assets::WeightInfo;
	type Weights = <Runtime as pallet_assets::Config>::WeightInfo;
	let size = |item| u64::from(storage_size("ForeignAssets", item));
	for (weight, least) in [
		(Weights::mint(), entries(2, 2, 1, size("Account"))),
		// An asset, and the accounts of sender and receiver, in this pallet and in System.
		(Weights::transfer(), entries(4, 4, 2, size("Account"))),
		(Weights::transfer_approved(), entries(5, 5, 2, size("Account"))),
		(Weights::approve_transfer(), entries(2, 2, 1, size("Approvals"))),
		(Weights::get_metadata(), entries(1, 0, 1, size("Metadata"))),
		(Weights::destroy_accounts(1_000), entries(2_000, 2_000, 1_000, size("Account"))),
		(Weights::destroy_approvals(1_000), entries(1_000, 1_000, 1_000, size("Approvals"))),
	] {
		assert!(weight.all_gte(least), "{weight} < {least}");
	}
}

#[test]
fn pages_of_queued_messages_weigh_what_they_hold() {
	use pallet_message_queue::WeightInfo;
	type Weights = <Runtime as pallet_message_queue::Config>::WeightInfo;
	let page = entries(1, 1, 1, u64::from(storage_size("MessageQueue", "Pages")));
	for weight in [
		Weights::service_page_base_completion(),
		Weights::service_page_base_no_completion(),
		Weights::reap_page(),
		Weights::execute_overweight_page_removed(),
		Weights::execute_overweight_page_updated(),
	] {
		assert!(weight.all_gte(page), "{weight} < {page}");
	}
	// The SDK's figure for a message that fills a page of 64 KiB, for as many bytes as a page of this chain has.
	let measured = pallet_message_queue::weights::SubstrateWeight::<Runtime>::service_page_item();
	let entries = <Runtime as frame_system::Config>::DbWeight::get().writes(2).ref_time();
	let least = (measured.ref_time() - entries) / 64 * 103 + entries;
	assert!(Weights::service_page_item().ref_time() >= least);
}

#[test]
fn calls_of_collators_weigh_the_lists_and_accounts_that_they_read() {
	use pallet_collator_selection::WeightInfo;
	type Weights = <Runtime as pallet_collator_selection::Config>::WeightInfo;
	let size = |pallet, item| u64::from(storage_size(pallet, item));
	let candidates = size("CollatorSelection", "CandidateList");
	let lists = candidates + size("CollatorSelection", "Invulnerables");
	let bonded = size("System", "Account") + size("Balances", "Reserves") + 2 * 2_475;
	let block = size("CollatorSelection", "LastAuthoredBlock") + 2_475;
	let least = |reads, writes, proof| {
		let db = <Runtime as frame_system::Config>::DbWeight::get();
		db.reads_writes(reads, writes).saturating_add(Weight::from_parts(0, proof))
	};
	for (weight, least) in [
		(Weights::set_invulnerables(20), least(20, 1, 20 * 2_475)),
		(Weights::set_candidacy_bond(100, 100), least(202, 302, candidates + 100 * bonded)),
		(Weights::register_as_candidate(100), least(6, 4, lists + 2_475 + bonded)),
		(Weights::leave_intent(100), least(4, 4, lists + bonded)),
		(Weights::update_bond(100), least(4, 3, candidates + bonded)),
		(Weights::take_candidate_slot(100), least(8, 7, lists + 2_475 + 2 * bonded)),
		(Weights::note_author(), least(2, 3, 2 * (size("System", "Account") + 2_475))),
		(Weights::new_session(100, 100), least(303, 301, lists + 100 * (block + bonded))),
		(Weights::remove_invulnerable(20), least(2, 1, lists)),
	] {
		assert!(weight.all_gte(least), "{weight} < {least}");
	}
	// The heaviest of them fit into a block.
	let limit = on_dev_chain(RuntimeBlockWeights::get).max_block / 4;
	for weight in [Weights::set_candidacy_bond(100, 100), Weights::new_session(100, 100)] {
		assert!(weight.all_lte(limit), "{weight} is more than a quarter of a block");
	}
}

#[test]
fn transfers_to_other_chains_weigh_the_entries_of_two_tokens() {
	use pallet_xcm::WeightInfo;
	type Weights = <Runtime as pallet_xcm::Config>::WeightInfo;
	let account = u64::from(storage_size("ForeignAssets", "Account"));
	// Of each token the accounts of the sender and of the other chain.
	let least = entries(8, 8, 4, account);
	for weight in
		[Weights::transfer_assets(), Weights::reserve_transfer_assets(), Weights::claim_assets(2)]
	{
		assert!(weight.all_gte(least), "{weight} < {least}");
	}
}

#[test]
fn the_base_weight_of_a_block_covers_hooks_that_declare_no_weight() {
	// The two entries of the clock, the treasury's account, the inactive issuance, and the spend period.
	let account = u64::from(storage_size("System", "Account"));
	let hook = entries(5, 2, 1, account);
	let block = frame_support::weights::constants::BlockExecutionWeight::get();
	let weight = on_dev_chain(RuntimeBlockWeights::get).base_block;
	assert!(weight.all_gte(block + hook), "{weight}");
}

/// The largest size of an entry, in bytes.
fn storage_size(pallet: &str, item: &str) -> u32 {
	let info = AllPalletsWithSystem::storage_info()
		.into_iter()
		.find(|info| info.pallet_name == pallet.as_bytes() && info.storage_name == item.as_bytes())
		.unwrap_or_else(|| panic!("no storage item {pallet}.{item}"));
	info.max_size.unwrap()
}

#[test]
fn call_is_at_most_240_bytes() {
	// Each call is moved and copied several times. A large argument belongs into a `Box`.
	assert!(core::mem::size_of::<RuntimeCall>() <= 240, "{}", core::mem::size_of::<RuntimeCall>());
}

#[test]
fn the_heaviest_calls_fit_into_a_block() {
	let code = vec![0; 3 * 1024 * 1024];
	let preimage = vec![0; pallet_preimage::MAX_SIZE as usize];
	let heaviest: [RuntimeCall; 8] = [
		pallet_preimage::Call::note_preimage { bytes: preimage }.into(),
		pallet_scheduler::Call::cancel { when: 1, index: 0 }.into(),
		pallet_referenda::Call::nudge_referendum { index: 0 }.into(),
		pallet_conviction_voting::Call::delegate {
			class: 0,
			to: AccountId::new([0; 32]).into(),
			conviction: Default::default(),
			balance: 0,
		}
		.into(),
		frame_system::Call::set_code { code: code.clone() }.into(),
		frame_system::Call::apply_authorized_upgrade { code }.into(),
		pallet_vesting::Call::merge_schedules { schedule1_index: 0, schedule2_index: 1 }.into(),
		pallet_xcm::Call::execute {
			message: Box::new(xcm::VersionedXcm::V5(xcm::latest::Xcm(vec![]))),
			max_weight: Default::default(),
		}
		.into(),
	];
	let limits = on_dev_chain(RuntimeBlockWeights::get);
	for call in heaviest {
		let info = call.get_dispatch_info();
		let limit = limits.get(info.class).max_extrinsic.unwrap_or(limits.max_block);
		let weight = info.total_weight();
		let name = &call.encode()[..2];
		assert!(weight.all_lte(limit), "{name:?} weighs {weight}, the limit is {limit}");
	}
}

#[test]
fn a_code_upgrade_fits_into_a_block() {
	// A block has at most five MiB of operational transactions. The relay chain accepts code of that size.
	let length = <Runtime as frame_system::Config>::BlockLength::get();
	assert!(*length.max.get(DispatchClass::Operational) >= 5 * 1024 * 1024);
	// The built runtime must fit into an ordinary transaction, since anyone may apply an upgrade.
	if let Some(code) = outrider_runtime::WASM_BINARY {
		assert!(code.len() < *length.max.get(DispatchClass::Normal) as usize);
	}
}

#[test]
fn the_runtime_before_asynchronous_backing_can_be_upgraded_to_this_one() {
	let Some(code) = outrider_runtime::sync_backing::WASM_BINARY else {
		panic!("compiled without the Wasm (SKIP_WASM_BUILD)")
	};
	let blob = sp_maybe_compressed_blob::decompress(code, 50 * 1024 * 1024).unwrap();
	let before = embedded_version(&blob);
	assert_eq!(before.spec_name, VERSION.spec_name);
	assert!(before.spec_version < VERSION.spec_version);
	assert_eq!(before.transaction_version, VERSION.transaction_version);
}

/// A Wasm file with overflow checks contains the messages of the checks' panics.
#[test]
fn the_wasm_panics_where_arithmetic_with_money_would_overflow() {
	let codes = [outrider_runtime::WASM_BINARY, outrider_runtime::sync_backing::WASM_BINARY];
	for code in codes {
		let Some(code) = code else { panic!("compiled without the Wasm (SKIP_WASM_BUILD)") };
		let blob = sp_maybe_compressed_blob::decompress(code, 50 * 1024 * 1024).unwrap();
		for what in ["add", "multiply"] {
			let message = format!("attempt to {what} with overflow");
			let found = blob.windows(message.len()).any(|bytes| bytes == message.as_bytes());
			assert!(found, "nothing stops when it would {what} beyond its range");
		}
	}
}

/// The version in the custom section `runtime_version` of a Wasm file.
fn embedded_version(wasm: &[u8]) -> sp_version::RuntimeVersion {
	use codec::Decode;
	let name = b"runtime_version";
	let at = wasm.windows(name.len()).rposition(|window| window == name).unwrap();
	sp_version::RuntimeVersion::decode(&mut &wasm[at + name.len()..]).unwrap()
}
