// SPDX-License-Identifier: Apache-2.0

//! A chain with 12-second blocks keeps its promises when an upgrade gives it 6-second blocks.
//!
//! The Wasm of the feature `sync-backing` builds the chain before the upgrade, block by block.

mod block_numbers;
pub(crate) mod deadlines;
pub(crate) mod promises;
mod restriction;

use crate::{
	chain::FIRST,
	wasm_chain::{Code, Snapshot, WasmChain},
};
use frame_support::traits::Bounded;
use outrider_runtime::{
	constants::currency::RIDE, genesis_presets::LOCAL_TESTNET, OriginCaller, Runtime, RuntimeCall,
	RuntimeOrigin,
};
use pallet_dapp_staking::DappId;
use pallet_referenda::Call as Referenda;
use sp_keyring::Sr25519Keyring::{self, *};
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	MultiAddress,
};
use std::sync::LazyLock;
use xcm::latest::prelude::{AccountId32, Location, Parachain};

/// The relay-chain block at which a scheduled call is due.
const SCHEDULED: u32 = FIRST + 60;
/// Where the scheduled call leaves its mark.
const MARK: &[u8] = b"scheduled";
/// The delay of a proxy announcement, in relay blocks.
const PROXY_DELAY: u32 = 64;
/// The lifetime of an alias, in blocks of this chain.
const ALIAS_LIFETIME: u32 = 1_000;

fn address(who: Sr25519Keyring) -> MultiAddress<outrider_runtime::AccountId, ()> {
	MultiAddress::Id(who.to_account_id())
}

fn remark(text: &[u8]) -> RuntimeCall {
	frame_system::Call::remark { remark: text.into() }.into()
}

/// A motion of the technical committee, open until all three members have agreed.
fn motion(threshold: u32, what: RuntimeCall) -> RuntimeCall {
	RuntimeCall::TechnicalCommittee(pallet_collective::Call::propose {
		threshold,
		proposal: Box::new(what),
		length_bound: 1_000,
	})
}

/// A chain with 12-second blocks after three eras, with promises of all kinds open: stake that unbonds, tokens that vest, a
/// scheduled call, a referendum, an announcement of a proxy, a motion, usernames, and aliases.
fn lived_in_chain() -> WasmChain {
	static CHAIN: LazyLock<Snapshot> = LazyLock::new(|| live(Code::twelve_seconds(), 0).snapshot());
	WasmChain::resume(&CHAIN)
}

/// Builds that chain. It skips `skipped` block numbers after its first block.
pub(crate) fn live(code: Code, skipped: u32) -> WasmChain {
	let mut chain = WasmChain::genesis(LOCAL_TESTNET, code, FIRST);
	chain.block(1, &[]);
	chain.skip_numbers(skipped);
	chain.execute_with(prepare_as_root);
	let start = chain.number();

	chain.block(1, &first_transactions(start));
	chain.block(1, &later_transactions());
	for _ in 0..15 {
		chain.block(1, &[]);
	}
	chain
}

/// Transactions that open promises: of staking, vesting, governance, proxies, usernames and aliases.
fn first_transactions(start: u32) -> Vec<(Sr25519Keyring, RuntimeCall)> {
	let referendum = Referenda::submit {
		proposal_origin: Box::new(OriginCaller::system(frame_system::RawOrigin::Root)),
		proposal: Bounded::Inline(codec::Encode::encode(&remark(b"voted")).try_into().unwrap()),
		enactment_moment: frame_support::traits::schedule::DispatchTime::After(0),
	};
	let vesting = pallet_vesting::VestingInfo::new(100 * RIDE, RIDE / 2, FIRST + 10);
	let add_proxy = pallet_proxy::Call::add_proxy {
		delegate: address(Eve),
		proxy_type: Default::default(),
		delay: PROXY_DELAY,
	};
	vec![
		(Eve, pallet_dapp_staking::Call::stake { dapp: DappId(0), amount: 1_000 * RIDE }.into()),
		(Bob, pallet_dapp_staking::Call::unstake { dapp: DappId(1), amount: 10_000 * RIDE }.into()),
		(
			Alice,
			pallet_vesting::Call::vested_transfer { target: address(Ferdie), schedule: vesting }
				.into(),
		),
		(Alice, motion(3, remark(b"agreed"))),
		(Dave, referendum.into()),
		(Charlie, add_proxy.into()),
		(Dave, offer(Eve, b"eve.ride", false)),
		(Dave, offer(Ferdie, b"ferdie.ride", true)),
		(Charlie, admit_alias(1, Some(start + ALIAS_LIFETIME))),
		(Charlie, admit_alias(2, None)),
	]
}

/// Transactions that need an effect of the first ones.
fn later_transactions() -> Vec<(Sr25519Keyring, RuntimeCall)> {
	let announce = pallet_proxy::Call::announce {
		real: address(Charlie),
		call_hash: BlakeTwo256::hash_of(&remark(b"by proxy")),
	};
	let unbind = pallet_identity::Call::unbind_username {
		username: b"ferdie.ride".to_vec().try_into().unwrap(),
	};
	vec![
		(Dave, Referenda::place_decision_deposit { index: 0 }.into()),
		(Eve, announce.into()),
		(Dave, unbind.into()),
	]
}

/// Preparations that only Root may make: a username authority and a scheduled call.
fn prepare_as_root() {
	use outrider_runtime::{Identity, Scheduler};
	let root = RuntimeOrigin::root;
	Identity::add_username_authority(root(), address(Dave), b"ride".to_vec(), 100).unwrap();
	let mark = frame_system::Call::<Runtime>::set_storage { items: vec![(MARK.into(), vec![1])] };
	Scheduler::schedule(root(), SCHEDULED, None, 0, Box::new(mark.into())).unwrap();
}

/// The sibling's account of this number may act as the sender, through XCM, before this block.
fn admit_alias(number: u8, expires: Option<u32>) -> RuntimeCall {
	let account = AccountId32 { network: None, id: [number; 32] };
	RuntimeCall::PolkadotXcm(pallet_xcm::Call::add_authorized_alias {
		aliaser: Box::new(Location::new(1, [Parachain(2042), account]).into()),
		expires: expires.map(u64::from),
	})
}

/// Dave offers a username; if `who` has signed it, it is accepted at once.
fn offer(who: Sr25519Keyring, username: &[u8], signed: bool) -> RuntimeCall {
	RuntimeCall::Identity(pallet_identity::Call::set_username_for {
		who: address(who),
		username: username.into(),
		signature: signed.then(|| who.sign(username).into()),
		use_allocation: true,
	})
}
