// SPDX-License-Identifier: Apache-2.0

//! The fast track for calls that the technical committee has whitelisted, before or after the referendum.

use super::*;
use frame_support::assert_noop;
use outrider_runtime::genesis_presets::DEVELOPMENT;
use pallet_origins::Origin;
use pallet_referenda::ReferendumInfo;
use pallet_whitelist::{Call, DeferredDispatch, Error, Event, WhitelistedCall};
use sp_core::H256;
use Sr25519Keyring::{Alice, Bob, Eve};

/// Relay-chain blocks in a minute.
const MINUTE: u32 = 10;

fn upgrade() -> RuntimeCall {
	authorize(H256::repeat_byte(9))
}

fn whitelist() -> RuntimeCall {
	Call::whitelist_call { call_hash: BlakeTwo256::hash_of(&upgrade()) }.into()
}

fn dispatch() -> RuntimeCall {
	Call::dispatch_whitelisted_call_with_preimage { call: Box::new(upgrade()) }.into()
}

#[test]
fn whitelisted_first_a_referendum_enacts_within_three_minutes() {
	on_network(DEVELOPMENT, || {
		assert_ok!(motion(&[Alice, Bob], whitelist()));
		let index = propose(Origin::WhitelistedCaller, dispatch());
		three_vote(index, true);
		until(3 * MINUTE, || authorized().is_some());
		assert_eq!(WhitelistedCall::<Runtime>::iter().count(), 0);
		assert_eq!(DeferredDispatch::<Runtime>::iter().count(), 0);
	});
}

#[test]
fn a_referendum_first_waits_for_the_committee_and_anyone_executes_it() {
	on_network(DEVELOPMENT, || {
		let call_hash = BlakeTwo256::hash_of(&upgrade());
		let index = propose(Origin::WhitelistedCaller, dispatch());
		three_vote(index, true);
		until(3 * MINUTE, || happened(Event::<Runtime>::DispatchDeferred { call_hash }));
		assert!(matches!(info(index), ReferendumInfo::Approved(..)));
		assert_eq!(authorized(), None);
		// The dispatch fails before the committee has agreed.
		let early = call(&account(Eve), dispatch()).map_err(|error| error.error);
		assert_noop!(early, Error::<Runtime>::CallIsNotWhitelisted);
		assert_ok!(motion(&[Alice, Bob], whitelist()));
		assert_eq!(authorized(), None);
		let post = call(&account(Eve), dispatch()).unwrap();
		assert_eq!(post.pays_fee, frame_support::dispatch::Pays::No);
		assert_eq!(authorized(), Some(H256::repeat_byte(9)));
		assert_eq!(DeferredDispatch::<Runtime>::iter().count(), 0);
	});
}

#[test]
fn a_deferred_call_expires_by_the_relay_chains_clock() {
	on_network(DEVELOPMENT, || {
		let call_hash = BlakeTwo256::hash_of(&upgrade());
		let index = propose(Origin::WhitelistedCaller, dispatch());
		three_vote(index, true);
		until(3 * MINUTE, || happened(Event::<Runtime>::DispatchDeferred { call_hash }));
		assert_ok!(motion(&[Alice, Bob], whitelist()));
		// 14 days from the relay block number of the block before, which the scheduler uses.
		let expires = DeferredDispatch::<Runtime>::get(call_hash).unwrap();
		assert_eq!(expires, relay_number() - 1 + 14 * 14_400);
		block(expires - relay_number());
		let late = call(&account(Eve), dispatch()).map_err(|error| error.error);
		assert_noop!(late, Error::<Runtime>::DeferredDispatchExpired);
		by(Eve, Call::remove_deferred_dispatch { call_hash });
		assert_eq!(authorized(), None);
	});
}

#[test]
fn one_of_three_members_whitelists_nothing() {
	on_network(DEVELOPMENT, || {
		let result = motion(&[Alice], whitelist());
		assert_eq!(result, Err(sp_runtime::DispatchError::BadOrigin));
		assert_eq!(WhitelistedCall::<Runtime>::iter().count(), 0);
	});
}
