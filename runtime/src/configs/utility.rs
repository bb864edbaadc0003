// SPDX-License-Identifier: Apache-2.0

//! Batches, multisigs, proxies and identities.

use crate::{
	constants::{
		currency::{deposit, RIDE},
		time::RELAY_DAYS,
	},
	weights, AccountId, Balances, BlockNumber, BlockRate, OriginCaller, Runtime, RuntimeCall,
	RuntimeEvent, Signature, System,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use cumulus_pallet_parachain_system::RelaychainDataProvider;
use frame_support::{
	parameter_types,
	traits::{ConstU128, ConstU32, InstanceFilter},
};
use frame_system::EnsureRoot;
use pallet_identity::legacy::IdentityInfo;
use scale_info::TypeInfo;
use sp_runtime::traits::{BlakeTwo256, Verify};

impl pallet_utility::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = pallet_utility::weights::SubstrateWeight<Runtime>;
}

impl pallet_multisig::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	// An operation: its key, 64 bytes, and a value of 88 bytes.
	type DepositBase = ConstU128<{ deposit(1, 152) }>;
	// An approval: an account of 32 bytes.
	type DepositFactor = ConstU128<{ deposit(0, 32) }>;
	type MaxSignatories = ConstU32<100>;
	// A timepoint names a block of this chain, and is no duration.
	type BlockNumberProvider = System;
	type WeightInfo = pallet_multisig::weights::SubstrateWeight<Runtime>;
}

/// What a proxy may do for the account that named it.
#[derive(
	Copy,
	Clone,
	Debug,
	Default,
	Eq,
	PartialEq,
	Ord,
	PartialOrd,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	Any,
	/// Everything that moves no funds out of the account.
	NonTransfer,
	/// Reject announced calls of other proxies.
	CancelProxy,
	/// Be a collator: session keys and candidacy.
	Collator,
	/// Identity judgements and the account's own identity.
	Identity,
	/// Stake, unstake, and claim rewards, which go to the account itself.
	Staking,
	/// Propose, vote and delegate votes, and take part in the technical committee.
	Governance,
}

/// Whether the call only stakes the account's own funds. `set_beneficiary` does not: it can name another account.
fn is_own_staking(call: &RuntimeCall) -> bool {
	use pallet_dapp_staking::Call;
	matches!(call, RuntimeCall::DappStaking(call) if !matches!(call, Call::set_beneficiary { .. }))
}

/// Whether the call only brings money of settlement home, or keeps settlement honest.
///
/// `deposit` does not, as the account's second key may pass on what is there. Nor do the calls that bond, because who reports a fault
/// gets a part of the bond. No proxy posts batches:
/// [`NoWrappedBatches`](crate::configs::settlement::NoWrappedBatches).
fn is_way_home(call: &RuntimeCall) -> bool {
	use pallet_settlement::Call;
	matches!(
		call,
		RuntimeCall::Settlement(
			Call::force_exit { .. }
				| Call::claim { .. }
				| Call::escape { .. }
				| Call::refund { .. }
				| Call::check_chunk { .. }
				| Call::report_broken_receipt { .. }
				| Call::leave { .. }
				| Call::withdraw_bond { .. }
		)
	)
}

/// Whether the call takes part in governance with the account's votes and deposits.
///
/// Calls of the treasury are among them: an approved spend pays its beneficiary, whoever makes the call.
fn is_governance(call: &RuntimeCall) -> bool {
	matches!(
		call,
		RuntimeCall::Preimage(_)
			| RuntimeCall::Referenda(_)
			| RuntimeCall::ConvictionVoting(_)
			| RuntimeCall::Whitelist(_)
			| RuntimeCall::TechnicalCommittee(_)
			| RuntimeCall::Treasury(_)
	)
}

/// Whether the call changes the account's own proxies and announcements.
///
/// `proxy`, `proxy_announced` and `announce` do not: they act for another account, with the powers that the account has there.
fn is_own_proxies(call: &RuntimeCall) -> bool {
	use pallet_proxy::Call;
	matches!(
		call,
		RuntimeCall::Proxy(
			Call::add_proxy { .. }
				| Call::remove_proxy { .. }
				| Call::create_pure { .. }
				| Call::remove_announcement { .. }
				| Call::reject_announcement { .. }
				| Call::poke_deposit { .. }
		)
	)
}

/// No type but `Any` allows calls of multisigs: the call in such a call has the multisig's origin, which no filter of the proxy
/// reaches.
impl InstanceFilter<RuntimeCall> for ProxyType {
	/// Whether a proxy of this type may make the call.
	fn filter(&self, call: &RuntimeCall) -> bool {
		match self {
			ProxyType::Any => true,
			// Named one by one: a pallet added later is denied until somebody has thought about it.
			ProxyType::NonTransfer => {
				is_own_staking(call)
					|| is_governance(call)
					|| is_own_proxies(call)
					|| is_way_home(call)
					|| matches!(
						call,
						RuntimeCall::System(_)
							| RuntimeCall::Session(_)
							| RuntimeCall::CollatorSelection(_)
							| RuntimeCall::Utility(_)
							| RuntimeCall::Identity(_)
							| RuntimeCall::Vesting(
								pallet_vesting::Call::vest { .. }
									| pallet_vesting::Call::vest_other { .. }
									| pallet_vesting::Call::merge_schedules { .. }
							)
					)
			},
			ProxyType::CancelProxy => matches!(
				call,
				RuntimeCall::Proxy(pallet_proxy::Call::reject_announcement { .. })
					| RuntimeCall::Utility(_)
			),
			ProxyType::Collator => matches!(
				call,
				RuntimeCall::CollatorSelection(_)
					| RuntimeCall::Session(_)
					| RuntimeCall::Utility(_)
			),
			ProxyType::Staking => is_own_staking(call) || matches!(call, RuntimeCall::Utility(_)),
			ProxyType::Governance => is_governance(call) || matches!(call, RuntimeCall::Utility(_)),
			ProxyType::Identity => {
				matches!(call, RuntimeCall::Identity(_) | RuntimeCall::Utility(_))
			},
		}
	}

	/// Whether this type allows all calls that the other one allows.
	fn is_superset(&self, other: &Self) -> bool {
		match (self, other) {
			(x, y) if x == y => true,
			(ProxyType::Any, _) => true,
			(_, ProxyType::Any) => false,
			(ProxyType::NonTransfer, _) => true,
			_ => false,
		}
	}
}

impl pallet_proxy::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = ProxyType;
	// The list: its key, 32 bytes, and the deposit, 16 bytes.
	type ProxyDepositBase = ConstU128<{ deposit(1, 48) }>;
	// A proxy: an account, a type and a delay.
	type ProxyDepositFactor = ConstU128<{ deposit(0, 37) }>;
	type MaxProxies = ConstU32<32>;
	type MaxPending = ConstU32<32>;
	type CallHasher = BlakeTwo256;
	type AnnouncementDepositBase = ConstU128<{ deposit(1, 48) }>;
	// An announcement: an account, the hash of a call, and a height.
	type AnnouncementDepositFactor = ConstU128<{ deposit(0, 68) }>;
	// Delays count relay-chain blocks, so that a change of our block time does not shorten them.
	type BlockNumberProvider = RelaychainDataProvider<Runtime>;
	type WeightInfo = weights::pallet_proxy::WeightInfo<Runtime>;
}

/// Time to accept a username that an authority has offered, in relay-chain blocks.
const USERNAME_OFFER_LIFETIME: BlockNumber = 7 * RELAY_DAYS;
/// Time between an authority's announcement that it takes a username back and its earliest removal, in relay-chain blocks.
const USERNAME_GRACE_PERIOD: BlockNumber = 30 * RELAY_DAYS;

// The pallet counts blocks of this chain.
parameter_types! {
	/// In blocks of this chain.
	pub UsernameOfferLifetime: BlockNumber = BlockRate::blocks_in(USERNAME_OFFER_LIFETIME);
	/// In blocks of this chain.
	pub UsernameGracePeriod: BlockNumber = BlockRate::blocks_in(USERNAME_GRACE_PERIOD);
}

impl pallet_identity::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	// Two entries by account: the identity without its fields, and the list of sub-accounts.
	type BasicDeposit = ConstU128<{ deposit(2, (32 + 17) + (32 + 17)) }>;
	type ByteDeposit = ConstU128<{ deposit(0, 1) }>;
	type UsernameDeposit = ConstU128<RIDE>;
	// By the account of the sub-account: its owner and its name. And its account in the owner's list.
	type SubAccountDeposit = ConstU128<{ deposit(1, 32 + (32 + 34) + 32) }>;
	type MaxSubAccounts = ConstU32<100>;
	type IdentityInformation = IdentityInfo<ConstU32<100>>;
	type MaxRegistrars = ConstU32<20>;
	type Slashed = ();
	type ForceOrigin = EnsureRoot<AccountId>;
	type RegistrarOrigin = EnsureRoot<AccountId>;
	type OffchainSignature = Signature;
	type SigningPublicKey = <Signature as Verify>::Signer;
	type UsernameAuthorityOrigin = EnsureRoot<AccountId>;
	type PendingUsernameExpiration = UsernameOfferLifetime;
	type UsernameGracePeriod = UsernameGracePeriod;
	type MaxSuffixLength = ConstU32<7>;
	type MaxUsernameLength = ConstU32<32>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
	type WeightInfo = weights::pallet_identity::WeightInfo<Runtime>;
}
