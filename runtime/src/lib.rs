// SPDX-License-Identifier: Apache-2.0

//! Outrider's runtime: it composes the pallets and sets their parameters.
//!
//! | module | holds |
//! |---|---|
//! | [`pace`] | how long a slot is, and how long a core executes: 6 or 12 seconds |
//! | [`bundles`] | what a block may weigh: its part of a core |
//! | [`constants`] | time, block limits, currency, fees, ids |
//! | [`configs`] | the parameters of each pallet, one file a theme |
//! | [`apis`] | the runtime APIs, which the node and its clients call |
//! | [`genesis_presets`] | the state that a network starts from |
//! | [`relay_chains`] | the relay chains that networks run on |
//! | [`deadlines`] | deadlines that are stored in numbers of blocks, and how they move |
//! | [`migrations`] | how the next upgrade changes the state |
//! | [`transactions`] | the parts of a transaction besides its call |
//! | [`upgrade_api`] | a runtime API for tools that upgrade a chain |

#![cfg_attr(not(feature = "std"), no_std)]
#![recursion_limit = "256"]

extern crate alloc;

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarks;
pub mod bundles;
pub mod configs;
pub mod constants;
pub mod deadlines;
pub mod genesis_presets;
pub mod migrations;
pub mod pace;
pub mod relay_chains;
pub mod relay_parent;
pub mod transactions;
pub mod upgrade_api;
pub mod weights;

use alloc::{borrow::Cow, vec::Vec};
use sp_runtime::{
	generic, impl_opaque_keys,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;

pub use apis::{api, RuntimeApi};
pub use sp_consensus_aura::sr25519::AuthorityId as AuraId;
pub use transactions::TxExtension;

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

/// The runtime with 12-second blocks, from before asynchronous backing: the Wasm of the feature `sync-backing`.
#[cfg(feature = "std")]
pub mod sync_backing {
	include!(concat!(env!("OUT_DIR"), "/wasm_binary_sync_backing.rs"));
}

/// A signature of one of the three schemes that accounts may use.
pub type Signature = MultiSignature;
/// An account: the public key of a signer, or an address derived from something else.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// An amount of the native token, in plank.
pub type Balance = u128;
/// The height of a block of this chain.
pub type BlockNumber = u32;
/// How many transactions an account has sent.
pub type Nonce = u32;
/// A hash of 256 bits.
pub type Hash = sp_core::H256;
/// The form in which a transaction names an account.
pub type Address = MultiAddress<AccountId, ()>;
/// A block's header.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// A transaction before any check.
pub type UncheckedExtrinsic =
	generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;

/// Executes blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// The node's view of a block: transactions are bytes to it, so that it can follow a chain across upgrades.
pub mod opaque {
	use super::{generic, Header};

	/// A block whose transactions are bytes.
	pub type Block = generic::Block<Header, sp_runtime::OpaqueExtrinsic>;
}

impl_opaque_keys! {
	/// The keys that a collator signs with.
	pub struct SessionKeys {
		pub aura: Aura,
	}
}

/// The version of the runtime: `1_002_003` reads as 1.2.3.
///
/// There are two of it, chosen by the feature, because the macro writes the number into a section of the Wasm and takes
/// nothing but a literal.
#[cfg(not(feature = "sync-backing"))]
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: Cow::Borrowed("outrider"),
	impl_name: Cow::Borrowed("outrider"),
	authoring_version: 1,
	spec_version: 1_000_000,
	impl_version: 0,
	apis: apis::RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

/// The version of the runtime before asynchronous backing: lower, so that the chain can be upgraded from it.
#[cfg(feature = "sync-backing")]
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: Cow::Borrowed("outrider"),
	impl_name: Cow::Borrowed("outrider"),
	authoring_version: 1,
	spec_version: 9_000,
	impl_version: 0,
	apis: apis::RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	// 0: system.
	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type ParachainSystem = cumulus_pallet_parachain_system;
	#[runtime::pallet_index(2)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(3)]
	pub type ParachainInfo = parachain_info;
	#[runtime::pallet_index(4)]
	pub type WeightReclaim = cumulus_pallet_weight_reclaim;
	#[runtime::pallet_index(5)]
	pub type Parameters = pallet_parameters;
	#[runtime::pallet_index(6)]
	pub type MultiBlockMigrations = pallet_migrations;
	// Before all pallets that count blocks of this chain in their hooks: the rate changes before they do.
	#[runtime::pallet_index(7)]
	pub type BlockRate = pallet_block_rate;

	// 10: money.
	#[runtime::pallet_index(10)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(11)]
	pub type TransactionPayment = pallet_transaction_payment;
	#[runtime::pallet_index(12)]
	pub type Vesting = pallet_vesting;
	#[runtime::pallet_index(13)]
	pub type Emission = pallet_emission;
	#[runtime::pallet_index(14)]
	pub type ForeignAssets = pallet_assets;

	// 20: collators. The order of these matters: a session's keys are set before Aura reads them.
	#[runtime::pallet_index(20)]
	pub type Authorship = pallet_authorship;
	#[runtime::pallet_index(21)]
	pub type CollatorSelection = pallet_collator_selection;
	#[runtime::pallet_index(22)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(23)]
	pub type Aura = pallet_aura;
	#[runtime::pallet_index(24)]
	pub type AuraExt = cumulus_pallet_aura_ext;
	#[runtime::pallet_index(25)]
	pub type SessionLength = pallet_session_length;

	// 30: other chains.
	#[runtime::pallet_index(30)]
	pub type XcmpQueue = cumulus_pallet_xcmp_queue;
	#[runtime::pallet_index(31)]
	pub type PolkadotXcm = pallet_xcm;
	#[runtime::pallet_index(32)]
	pub type CumulusXcm = cumulus_pallet_xcm;
	#[runtime::pallet_index(33)]
	pub type MessageQueue = pallet_message_queue;
	#[runtime::pallet_index(34)]
	pub type RelayNetwork = pallet_relay_network;

	// 40: governance. Its eleventh pallet has index 54, since this ten has no free index.
	#[runtime::pallet_index(40)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(41)]
	pub type Scheduler = pallet_scheduler;
	#[runtime::pallet_index(42)]
	pub type Referenda = pallet_referenda;
	#[runtime::pallet_index(43)]
	pub type ConvictionVoting = pallet_conviction_voting;
	#[runtime::pallet_index(44)]
	pub type Whitelist = pallet_whitelist;
	#[runtime::pallet_index(45)]
	pub type TechnicalCommittee = pallet_collective<Instance1>;
	#[runtime::pallet_index(46)]
	pub type Treasury = pallet_treasury;
	#[runtime::pallet_index(47)]
	pub type Origins = pallet_origins;
	#[runtime::pallet_index(48)]
	pub type TrackTiming = pallet_track_timing;
	#[runtime::pallet_index(49)]
	pub type SafeMode = pallet_safe_mode;

	// 50: utility.
	#[runtime::pallet_index(50)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(51)]
	pub type Multisig = pallet_multisig;
	#[runtime::pallet_index(52)]
	pub type Proxy = pallet_proxy;
	#[runtime::pallet_index(53)]
	pub type Identity = pallet_identity;
	// The eleventh pallet of governance. It has no hooks, so that its place in the order of pallets does not matter.
	#[runtime::pallet_index(54)]
	pub type TxPause = pallet_tx_pause;

	// 60: staking. At a block's end it comes after the emission, which it divides.
	#[runtime::pallet_index(60)]
	pub type DappStaking = pallet_dapp_staking;

	// 70: settlement, one instance a token. The slot, the collators and the author of a block are known before its hooks.
	#[runtime::pallet_index(70)]
	pub type Settlement = pallet_settlement;
}

cumulus_pallet_parachain_system::register_validate_block! {
	Runtime = Runtime,
	BlockExecutor = cumulus_pallet_aura_ext::BlockExecutor::<Runtime, Executive>,
}
