// SPDX-License-Identifier: Apache-2.0

//! Anybody can become a collator, at a price.

use crate::{
	chain::call,
	common::{genesis, try_state},
};
use codec::Encode;
use frame_support::{
	assert_noop, assert_ok,
	traits::{
		fungible::{InspectHold, Mutate},
		Get, OnInitialize,
	},
};
use outrider_runtime::{
	constants::{
		collators::KEY_DEPOSIT, currency::EXISTENTIAL_DEPOSIT, time::RELAY_SLOT_DURATION_MS,
	},
	genesis_presets::{
		public::SEATS, CANARY, DEVELOPMENT, LOCAL_TESTNET, MAIN, STAGING, WELL_KNOWN_SEATS,
	},
	AccountId, AuraId, Balance, Balances, Runtime, RuntimeHoldReason, Session, SessionKeys,
	SessionLength, System, Timestamp,
};
use pallet_collator_selection::{CandidacyBond, CandidateList};
use pallet_timestamp::Now;
use sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthoritySignature};
use sp_core::{proof_of_possession::ProofOfPossessionGenerator, sr25519, Pair};
use sp_runtime::{Digest, DigestItem};

/// Creates an account with this balance.
fn newcomer(seed: u8, funds: Balance) -> (AccountId, sr25519::Pair) {
	let account = AccountId::new([seed; 32]);
	assert_ok!(Balances::mint_into(&account, funds));
	(account, sr25519::Pair::from_seed(&[seed; 32]))
}

/// Sets the session keys of a node, with the proof of ownership.
fn set_keys(
	who: &AccountId,
	pair: &mut sr25519::Pair,
) -> frame_support::dispatch::DispatchResultWithPostInfo {
	let keys = SessionKeys { aura: pair.public().into() };
	let proof = pair.generate_proof_of_possession(&who.encode()).encode();
	call(who, pallet_session::Call::set_keys { keys, proof })
}

/// Skips to the end of the session, and runs the hook of the block there.
fn end_session() {
	let number = System::block_number() + <SessionLength as Get<u32>>::get();
	let length = u64::from(SessionLength::relay_blocks());
	let parent = Timestamp::get() / RELAY_SLOT_DURATION_MS;
	let end = (parent / length + 1) * length;
	let slot =
		<DigestItem as CompatibleDigestItem<AuthoritySignature>>::aura_pre_digest(end.into());
	System::set_block_number(number - 1);
	System::initialize(&number, &Default::default(), &Digest { logs: vec![slot] });
	Now::<Runtime>::put((end - 1) * RELAY_SLOT_DURATION_MS);
	<Session as OnInitialize<u32>>::on_initialize(number);
	Now::<Runtime>::put(end * RELAY_SLOT_DURATION_MS);
}

fn authorities() -> Vec<AuraId> {
	pallet_aura::Authorities::<Runtime>::get().into_inner()
}

#[test]
fn a_bonded_candidate_is_in_the_set_two_sessions_later_on_every_network() {
	let seats = [
		(DEVELOPMENT, WELL_KNOWN_SEATS),
		(LOCAL_TESTNET, WELL_KNOWN_SEATS),
		(STAGING, SEATS),
		(CANARY, SEATS),
		(MAIN, SEATS),
	];
	for (preset, seats) in seats {
		genesis(preset).execute_with(|| {
			assert!(seats >= 2, "{preset}");
			let before = Session::validators();
			let bond = CandidacyBond::<Runtime>::get();
			let newcomers: Vec<_> = (0..=seats)
				.map(|seed| {
					let (who, mut pair) = newcomer(100 + seed as u8, 2 * bond);
					assert_ok!(set_keys(&who, &mut pair));
					assert_ok!(call(
						&who,
						pallet_collator_selection::Call::register_as_candidate {}
					));
					(who, AuraId::from(pair.public()))
				})
				.collect();
			// The next session is planned with the newcomers, and the session after it has them as collators.
			end_session();
			assert_eq!(Session::validators(), before, "{preset}");
			end_session();
			let now = Session::validators();
			assert_eq!(now.len(), before.len() + seats as usize, "{preset}");
			// There is one seat less than candidates: the candidates that came first have a seat.
			for (who, key) in &newcomers[..seats as usize] {
				assert!(now.contains(who), "{preset}: {who} has no seat");
				assert!(authorities().contains(key), "{preset}: {who} does not author");
			}
			assert_eq!(CandidateList::<Runtime>::get().len(), newcomers.len(), "{preset}");
			try_state();
		});
	}
}

#[test]
fn session_keys_cost_a_deposit_that_comes_back() {
	genesis(LOCAL_TESTNET).execute_with(|| {
		let (poor, mut pair) = newcomer(1, KEY_DEPOSIT);
		assert_noop!(set_keys(&poor, &mut pair), sp_runtime::TokenError::FundsUnavailable);

		let (who, mut pair) = newcomer(2, KEY_DEPOSIT + EXISTENTIAL_DEPOSIT);
		assert_ok!(set_keys(&who, &mut pair));
		let reason = RuntimeHoldReason::Session(pallet_session::HoldReason::Keys);
		assert_eq!(Balances::balance_on_hold(&reason, &who), KEY_DEPOSIT);
		// Other keys in place of the first ones need no further deposit.
		let mut other = sr25519::Pair::from_seed(&[3; 32]);
		assert_ok!(set_keys(&who, &mut other));
		assert_eq!(Balances::balance_on_hold(&reason, &who), KEY_DEPOSIT);
		assert_ok!(call(&who, pallet_session::Call::purge_keys {}));
		assert_eq!(Balances::balance_on_hold(&reason, &who), 0);
		try_state();
	});
}

#[test]
fn collators_of_genesis_paid_no_deposit_and_change_their_keys_freely() {
	genesis(LOCAL_TESTNET).execute_with(|| {
		let alice = crate::common::alice();
		let free = Balances::free_balance(&alice);
		assert_ok!(set_keys(&alice, &mut sr25519::Pair::from_seed(&[4; 32])));
		assert_eq!(Balances::free_balance(&alice), free);
		end_session();
		end_session();
		assert_eq!(authorities().len(), 2);
		assert!(authorities().contains(&sr25519::Pair::from_seed(&[4; 32]).public().into()));
		assert_ok!(call(&alice, pallet_session::Call::purge_keys {}));
		try_state();
	});
}
