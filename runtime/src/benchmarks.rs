// SPDX-License-Identifier: Apache-2.0

//! The pallets that have benchmarks, in the order of the composition.

use crate::{
	constants::currency::RIDE, AccountId, AllPalletsWithSystem, Balances, Runtime, SessionKeys,
};
use alloc::{string::String, vec::Vec};
use codec::Encode;
use cumulus_pallet_session_benchmarking::Pallet as SessionBench;
use frame_benchmarking::{BenchmarkBatch, BenchmarkConfig, BenchmarkList};
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	StorageInfo, StorageInfoTrait, WhitelistedStorageKeys,
};
use frame_system_benchmarking::{
	extensions::Pallet as SystemExtensionsBench, Pallet as SystemBench,
};
use sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthoritySignature};
use sp_runtime::DigestItem;
use xcm::latest::prelude::{GeneralIndex, Location, Parachain};

frame_benchmarking::define_benchmarks!(
	[frame_system, SystemBench::<Runtime>]
	[frame_system_extensions, SystemExtensionsBench::<Runtime>]
	[cumulus_pallet_parachain_system, crate::ParachainSystem]
	[pallet_timestamp, crate::Timestamp]
	[cumulus_pallet_weight_reclaim, crate::WeightReclaim]
	[pallet_parameters, crate::Parameters]
	[pallet_migrations, crate::MultiBlockMigrations]
	[pallet_block_rate, crate::BlockRate]
	[pallet_balances, crate::Balances]
	[pallet_transaction_payment, crate::TransactionPayment]
	[pallet_vesting, crate::Vesting]
	[pallet_emission, crate::Emission]
	[pallet_assets, crate::ForeignAssets]
	[pallet_collator_selection, crate::CollatorSelection]
	[pallet_session, SessionBench::<Runtime>]
	[pallet_session_length, crate::SessionLength]
	[cumulus_pallet_xcmp_queue, crate::XcmpQueue]
	[pallet_message_queue, crate::MessageQueue]
	[pallet_preimage, crate::Preimage]
	[pallet_scheduler, crate::Scheduler]
	[pallet_referenda, crate::Referenda]
	[pallet_conviction_voting, crate::ConvictionVoting]
	[pallet_whitelist, crate::Whitelist]
	[pallet_collective, crate::TechnicalCommittee]
	[pallet_treasury, crate::Treasury]
	[pallet_safe_mode, crate::SafeMode]
	[pallet_utility, crate::Utility]
	[pallet_multisig, crate::Multisig]
	[pallet_proxy, crate::Proxy]
	[pallet_identity, crate::Identity]
	[pallet_tx_pause, crate::TxPause]
	[pallet_dapp_staking, crate::DappStaking]
	[pallet_settlement, crate::Settlement]
);

impl frame_system_benchmarking::Config for Runtime {}

impl cumulus_pallet_session_benchmarking::Config for Runtime {
	fn generate_session_keys_and_proof(owner: Self::AccountId) -> (Self::Keys, Vec<u8>) {
		let generated = SessionKeys::generate(&owner.encode(), None);
		(generated.keys, generated.proof.encode())
	}
}

impl pallet_transaction_payment::BenchmarkConfig for Runtime {}

/// Tokens of the sibling 2042, by number, for the benchmarks of foreign tokens.
pub struct LocationAssets;

impl pallet_assets::BenchmarkHelper<Location, Location> for LocationAssets {
	fn create_asset_id_parameter(id: u32) -> Location {
		Location::new(1, [Parachain(2042), GeneralIndex(id.into())])
	}

	fn create_reserve_id_parameter(id: u32) -> Location {
		Location::new(1, [Parachain(id)])
	}
}

/// Prepares a block in which all receivers of the emission exist: an author and stakers.
pub struct EarningStake;

impl pallet_emission::BenchmarkHelper for EarningStake {
	fn prepare() {
		let slot =
			<DigestItem as CompatibleDigestItem<AuthoritySignature>>::aura_pre_digest(1.into());
		crate::System::deposit_log(slot);
		pallet_dapp_staking::Rewards::<Runtime>::mutate(|rewards| rewards.add_stake(RIDE))
			.expect("stakes of genesis leave room for more");
	}
}

/// Beneficiaries of the treasury. They have a balance before, because the benchmark pays 100 plank, which is less than the
/// existential deposit.
pub struct LivingBeneficiary;

impl pallet_treasury::ArgumentsFactory<(), AccountId> for LivingBeneficiary {
	fn create_asset_kind(_seed: u32) {}

	fn create_beneficiary(seed: [u8; 32]) -> AccountId {
		let beneficiary = seed.into();
		Balances::set_balance(&beneficiary, Balances::minimum_balance());
		beneficiary
	}
}

/// The list of benchmarks, and the storage that they know.
pub fn metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
	let mut list = Vec::<BenchmarkList>::new();
	list_benchmarks!(list, extra);
	(list, AllPalletsWithSystem::storage_info())
}

/// Runs benchmarks.
pub fn run(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
	let whitelist = AllPalletsWithSystem::whitelisted_storage_keys();
	let mut batches = Vec::<BenchmarkBatch>::new();
	let params = (&config, &whitelist);
	add_benchmarks!(params, batches);
	if batches.is_empty() {
		return Err("no such benchmark; `--list` shows those there are".into());
	}
	Ok(batches)
}
