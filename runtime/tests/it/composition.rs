// SPDX-License-Identifier: Apache-2.0

//! Are all pallets there, where they were, and with weights of their own?

use codec::Encode;
use core::any::TypeId;
use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::PalletsInfoAccess,
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

#[test]
fn call_is_at_most_240_bytes() {
	// It is moved and copied wherever a call goes. What is large belongs into a box.
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
	let limits = RuntimeBlockWeights::get();
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
	// Five MiB are what a block may hold of operational transactions; the relay chain allows code of that size.
	let length = <Runtime as frame_system::Config>::BlockLength::get();
	assert!(*length.max.get(DispatchClass::Operational) >= 5 * 1024 * 1024);
	// The chain's runtime as it is built must fit into an ordinary transaction, since anyone applies an upgrade.
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

/// Of overflow checks a Wasm file holds the messages that they stop with.
#[test]
fn what_counts_money_stops_in_the_wasm_where_it_would_wrap_around() {
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
