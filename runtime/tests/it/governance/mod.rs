// SPDX-License-Identifier: Apache-2.0

//! Governance decides in time, with the right powers and no others.
//!
//! Blocks are built as in [`crate::chain`], and also run the hooks of scheduler, treasury and safe mode.

mod agendas;
mod brakes;
mod powers;
mod referenda;
mod scheduler;
mod tracks;
mod treasury;
mod whitelist;

use crate::{
	chain::{begin_block, call, end_block, relay_number, FIRST},
	common::{genesis, try_state},
};
use codec::Encode;
use cumulus_pallet_parachain_system::{OnSystemEvent, RelaychainDataProvider};
use cumulus_primitives_core::PersistedValidationData;
use frame_support::{
	assert_ok,
	dispatch::GetDispatchInfo,
	traits::{schedule::DispatchTime, Bounded, OnInitialize},
	weights::Weight,
};
use outrider_runtime::{
	configs::governance::TechnicalCollective, constants::currency::RIDE, AccountId, Balance,
	BlockNumber, OriginCaller, Runtime, RuntimeCall, RuntimeEvent, SafeMode, Scheduler, System,
	Treasury,
};
use pallet_conviction_voting::{AccountVote, Conviction, Vote};
use pallet_referenda::{ReferendumInfoFor, ReferendumInfoOf};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	traits::{BlakeTwo256, BlockNumberProvider, Hash},
	DispatchResult,
};

/// Root, as the origin of a referendum's proposal.
fn root() -> OriginCaller {
	OriginCaller::system(frame_system::RawOrigin::Root)
}

/// Runs `test` in the second block of a network, and checks every pallet's invariants at its end.
fn on_network<R>(preset: &str, test: impl FnOnce() -> R) -> R {
	genesis(preset).execute_with(|| {
		first_block(FIRST);
		block(1);
		let result = test();
		try_state();
		result
	})
}

/// Begins the chain's first block, at this relay-chain number.
fn first_block(number: u32) {
	System::set_block_number(0);
	begin_block();
	set_validation_data(number);
}

/// The effects of the inherent with the relay chain's number on the pallets here.
fn set_validation_data(number: u32) {
	type OnEvent = <Runtime as cumulus_pallet_parachain_system::Config>::OnSystemEvent;
	let data = PersistedValidationData { relay_parent_number: number, ..Default::default() };
	OnEvent::on_validation_data(&data);
	RelaychainDataProvider::<Runtime>::set_block_number(number);
}

/// Ends this block and begins one `gap` relay slots later. Returns the weight of the scheduler.
fn block(gap: u32) -> Weight {
	let number = relay_number();
	end_block(number);
	begin_block();
	let height = System::block_number();
	let weight = <Scheduler as OnInitialize<BlockNumber>>::on_initialize(height);
	<Treasury as OnInitialize<BlockNumber>>::on_initialize(height);
	<SafeMode as OnInitialize<BlockNumber>>::on_initialize(height);
	set_validation_data(number + gap);
	weight
}

/// Makes blocks, one a relay slot, until `done`; returns how many. Fails after `limit`.
fn until(limit: u32, mut done: impl FnMut() -> bool) -> u32 {
	for made in 0..=limit {
		if done() {
			return made;
		}
		block(1);
	}
	panic!("not done after {limit} blocks");
}

/// Dispatches a call by a well-known account, filters included. It must succeed.
fn by(who: Sr25519Keyring, what: impl Into<RuntimeCall>) {
	assert_ok!(call(&who.to_account_id(), what));
}

/// Whether this block has deposited the event.
fn happened(event: impl Into<RuntimeEvent>) -> bool {
	let event = event.into();
	System::events().into_iter().any(|record| record.event == event)
}

/// Stores a call's preimage.
fn note(call: &RuntimeCall) -> Bounded<RuntimeCall, BlakeTwo256> {
	let bytes = call.encode();
	let (hash, len) = (BlakeTwo256::hash(&bytes), bytes.len() as u32);
	by(Sr25519Keyring::Dave, pallet_preimage::Call::note_preimage { bytes });
	Bounded::Lookup { hash, len }
}

/// Submits a referendum on `call` by Dave, without its decision deposit. Returns its index.
fn submit(origin: impl Into<OriginCaller>, call: impl Into<RuntimeCall>) -> u32 {
	let proposal = note(&call.into());
	let index = pallet_referenda::ReferendumCount::<Runtime>::get();
	let submit = pallet_referenda::Call::submit {
		proposal_origin: Box::new(origin.into()),
		proposal,
		enactment_moment: DispatchTime::After(0),
	};
	by(Sr25519Keyring::Dave, submit);
	index
}

/// Submits a referendum and pays its decision deposit.
fn propose(origin: impl Into<OriginCaller>, call: impl Into<RuntimeCall>) -> u32 {
	let index = submit(origin, call);
	by(Sr25519Keyring::Dave, pallet_referenda::Call::place_decision_deposit { index });
	index
}

fn vote(who: Sr25519Keyring, index: u32, aye: bool, balance: Balance) {
	let vote = Vote { aye, conviction: Conviction::Locked1x };
	let vote = AccountVote::Standard { vote, balance };
	by(who, pallet_conviction_voting::Call::vote { poll_index: index, vote });
}

/// Alice, Bob and Charlie vote with 900,000 RIDE each: nearly all that they have, the part that is staked included.
fn three_vote(index: u32, aye: bool) {
	use Sr25519Keyring::{Alice, Bob, Charlie};
	for who in [Alice, Bob, Charlie] {
		vote(who, index, aye, 900_000 * RIDE);
	}
}

fn info(index: u32) -> ReferendumInfoOf<Runtime, ()> {
	ReferendumInfoFor::<Runtime>::get(index).unwrap()
}

/// Members of the technical committee agree on a motion, all of those named here. Returns the result of its call.
fn motion(members: &[Sr25519Keyring], what: impl Into<RuntimeCall>) -> DispatchResult {
	type Call = pallet_collective::Call<Runtime, TechnicalCollective>;
	let what = what.into();
	let length_bound = what.encoded_size() as u32;
	let proposal_weight_bound = what.get_dispatch_info().call_weight;
	let proposal_hash = BlakeTwo256::hash_of(&what);
	let index = pallet_collective::ProposalCount::<Runtime, TechnicalCollective>::get();
	let threshold = members.len() as u32;
	by(members[0], Call::propose { threshold, proposal: Box::new(what), length_bound });
	if threshold > 1 {
		for member in members {
			by(*member, Call::vote { proposal: proposal_hash, index, approve: true });
		}
		by(members[0], Call::close { proposal_hash, index, proposal_weight_bound, length_bound });
	}
	let result = System::events().into_iter().rev().find_map(|record| match record.event {
		RuntimeEvent::TechnicalCommittee(pallet_collective::Event::Executed { result, .. }) => {
			Some(result)
		},
		_ => None,
	});
	result.expect("the motion was executed")
}

/// Authorizes an upgrade to a code with this hash.
fn authorize(code_hash: sp_core::H256) -> RuntimeCall {
	frame_system::Call::authorize_upgrade { code_hash }.into()
}

/// The hash of the code that is authorized.
fn authorized() -> Option<sp_core::H256> {
	System::authorized_upgrade().map(|authorization| *authorization.code_hash())
}

fn account(key: Sr25519Keyring) -> AccountId {
	key.to_account_id()
}
