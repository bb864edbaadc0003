// SPDX-License-Identifier: Apache-2.0

//! What genesis sets up, what is held and burned, and what clients learn.

use super::chain::*;
use crate::common::genesis;
use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo, Pays},
	traits::{
		fungible::{Inspect, InspectHold},
		Get,
	},
};
use outrider_runtime::{
	constants::{
		consensus::MAXIMUM_BLOCK_LENGTH_BYTES,
		currency::{EXISTENTIAL_DEPOSIT, RIDE},
		settlement::{ENTRY_PRICE, INDEX_PRICE, MAX_BATCH_BYTES},
	},
	genesis_presets::{CANARY, DEVELOPMENT, LOCAL_TESTNET, MAIN, STAGING, WELL_KNOWN_BOND},
	AccountId, Balance, Balances, Block, Runtime, RuntimeCall, RuntimeHoldReason, Settlement,
};
use pallet_settlement::{
	testing::{pair, withdraw, ALICE, BOB, NO_FEES, RIVAL, SEQ, WATCHER},
	Call, Config, CurrentParameters, Final, HoldReason, Mode, Parameters, SequencerList,
	Sequencers, Tip, CHECK_BYTES, MAX_CHUNKS,
};
use pallet_settlement_runtime_api::runtime_decl_for_settlement_api::SettlementApi;
use settlement_core::Kind;
use sp_core::Pair;
use sp_keyring::Sr25519Keyring;

const REASON: RuntimeHoldReason = RuntimeHoldReason::Settlement(HoldReason::Bond);

fn held(who: &AccountId) -> Balance {
	Balances::balance_on_hold(&REASON, who)
}

#[test]
fn networks_with_well_known_keys_settle_fast_and_their_collators_are_sequencers() {
	let (one, two) = ([Sr25519Keyring::Alice], [Sr25519Keyring::Alice, Sr25519Keyring::Bob]);
	for (preset, expected) in [(DEVELOPMENT, &one[..]), (LOCAL_TESTNET, &two)] {
		genesis(preset).execute_with(|| {
			let parameters = CurrentParameters::<Runtime>::get();
			let sequencers = SequencerList::<Runtime>::get();
			let accounts = expected.iter().map(|key| key.to_account_id());
			assert!(sequencers.iter().cloned().eq(accounts), "{preset}");
			assert_eq!(parameters.min_bond, WELL_KNOWN_BOND, "{preset}");
			for sequencer in expected {
				let account = sequencer.to_account_id();
				assert_eq!(held(&account), WELL_KNOWN_BOND, "{preset}");
				let key = Sequencers::<Runtime>::get(&account).unwrap().key;
				assert_eq!(key, sequencer.to_raw_public(), "{preset}");
			}
			// Ten minutes at most, and an escape within the hour.
			assert!(parameters.window_max <= 100, "{preset}");
			assert!(parameters.liveness_deadline <= 600, "{preset}");
		});
	}
}

#[test]
fn public_networks_have_the_real_times_and_no_sequencer() {
	for preset in [STAGING, CANARY, MAIN] {
		genesis(preset).execute_with(|| {
			let parameters = CurrentParameters::<Runtime>::get();
			assert_eq!(parameters, Parameters::default(), "{preset}");
			assert_eq!(parameters.min_bond, 10_000 * RIDE, "{preset}");
			assert!(SequencerList::<Runtime>::get().is_empty(), "{preset}");
			assert_eq!(pallet_settlement::CurrentMode::<Runtime>::get(), Mode::Running);
			assert_eq!(Balances::free_balance(Settlement::pot()), EXISTENTIAL_DEPOSIT);
		});
	}
}

#[test]
fn a_deposit_burns_its_prices_and_the_rest_is_in_the_pot() {
	run(|| {
		let issued = Balances::total_issuance();
		deposit(ALICE, 5 * RIDE);
		assert_eq!(free(ALICE), ENDOWMENT - 5 * RIDE - INDEX_PRICE - ENTRY_PRICE);
		deposit(ALICE, 2 * RIDE);
		assert_eq!(free(ALICE), ENDOWMENT - 7 * RIDE - INDEX_PRICE - 2 * ENTRY_PRICE);
		assert_eq!(issued - Balances::total_issuance(), INDEX_PRICE + 2 * ENTRY_PRICE);
		assert_eq!(Balances::free_balance(Settlement::pot()), 7 * RIDE + EXISTENTIAL_DEPOSIT);
	});
}

#[test]
fn a_fraud_halves_the_bond_at_most_and_burns_the_rest() {
	run(|| {
		let mut node = Node::default();
		deposit(ALICE, RIDE);
		deposit(BOB, RIDE);
		let batch = node.post_lie(&[], 0);
		let author = pallet_settlement::Batches::<Runtime>::get(batch).unwrap().author;
		let (issued, before) = (Balances::total_issuance(), free(WATCHER));
		assert_eq!(held(&author), BOND);
		let verdict = node.check(batch, 0).unwrap();
		assert_eq!(verdict.pays_fee, Pays::No);
		assert_eq!(held(&author), 0);
		assert_eq!(free(WATCHER) - before, BOND * 40 / 100);
		assert_eq!(issued - Balances::total_issuance(), BOND * 60 / 100);
		assert_eq!(Tip::<Runtime>::get().batch, batch - 1);
	});
}

/// A bond can be nothing else: neither a fee nor a transfer takes it.
#[test]
fn a_bond_is_held_until_it_is_withdrawn() {
	run(|| {
		let rest = free(SEQ);
		let send = pallet_balances::Call::transfer_allow_death {
			dest: account(BOB).into(),
			value: rest + 1,
		};
		assert!(by(SEQ, send).is_err());
		by(SEQ, Call::leave {}).unwrap();
		blocks(parameters().unbonding());
		by(SEQ, Call::withdraw_bond {}).unwrap();
		assert_eq!((held(&account(SEQ)), free(SEQ)), (0, rest + BOND));
	});
}

#[test]
fn the_runtime_api_follows_a_batch_from_the_inbox_to_the_claim() {
	type Api = Runtime;
	run(|| {
		let mut node = Node::default();
		assert_eq!(<Api as SettlementApi<Block, AccountId>>::mode(), Mode::Running);
		assert_eq!(<Api as SettlementApi<Block, AccountId>>::parameters(), parameters());
		assert_eq!(<Api as SettlementApi<Block, AccountId>>::account(account(ALICE)), None);
		let index = deposit(ALICE, 10 * RIDE);
		let info = <Api as SettlementApi<Block, AccountId>>::account(account(ALICE)).unwrap();
		assert_eq!((info.index, info.claimed), (index, 0));
		// The tick and the deposit.
		assert_eq!(<Api as SettlementApi<Block, AccountId>>::inbox(0, 9).len(), 2);
		let exit = withdraw::<Outrider>(ALICE, index, 4 * RIDE, 0);
		let batch = node.post(&[(Kind::Withdraw, exit)]);
		assert_eq!(<Api as SettlementApi<Block, AccountId>>::tip().batch, batch);
		assert_eq!(<Api as SettlementApi<Block, AccountId>>::final_batch().batch, 0);
		let posted = <Api as SettlementApi<Block, AccountId>>::batch(batch).unwrap();
		assert_eq!(posted.stage, pallet_settlement::Stage::Pending);
		node.check_all(batch);
		assert_eq!(<Api as SettlementApi<Block, AccountId>>::final_batch().batch, batch);
		// The meter lets a 14th of ten RIDE out in a period.
		let due = <Api as SettlementApi<Block, AccountId>>::claimable(index, 4 * RIDE);
		assert_eq!(due, (10 * RIDE).div_ceil(14));
		assert_eq!(<Api as SettlementApi<Block, AccountId>>::meter_left(), due);
		let before = free(ALICE);
		node.claim(batch, index).unwrap();
		assert_eq!(free(ALICE) - before, due);
		let rotation = <Api as SettlementApi<Block, AccountId>>::rotation();
		let may = [SEQ, RIVAL]
			.map(account)
			.map(<Api as SettlementApi<Block, AccountId>>::may_post);
		assert!(rotation.leader.is_some() && may.contains(&true));
		let sequencer = <Api as SettlementApi<Block, AccountId>>::sequencer(account(SEQ)).unwrap();
		assert_eq!((sequencer.bond, sequencer.key), (BOND, pair(SEQ).public().0));
	});
}

fn class_limit(class: DispatchClass) -> frame_support::weights::Weight {
	let limits: frame_system::limits::BlockWeights =
		<Runtime as frame_system::Config>::BlockWeights::get();
	limits.get(class).max_extrinsic.unwrap_or(limits.max_block)
}

/// Two batches of the largest size with the list of their chunks, and the longest check, as transactions.
#[test]
fn two_largest_batches_and_a_check_fit_into_a_block() {
	genesis(LOCAL_TESTNET).execute_with(|| {
		let length: frame_system::limits::BlockLength =
			<Runtime as frame_system::Config>::BlockLength::get();
		let chunk = pallet_settlement::ChunkInfo {
			kind: Kind::Transfer.number(),
			market: 0xff,
			frame: 0,
			count: 32,
			post_root: [0; 32],
		};
		let chunks = MAX_BATCH_BYTES.div_ceil(32 * Kind::Transfer.record_bytes() as u32);
		let post = |chunks: u32| -> RuntimeCall {
			Call::submit_batch {
				parent: [0; 32],
				fee_to: NO_FEES,
				chunks: vec![chunk.clone(); chunks as usize].try_into().unwrap(),
				data: vec![0; MAX_BATCH_BYTES as usize].try_into().unwrap(),
			}
			.into()
		};
		// A transaction has some 150 bytes besides its call.
		let bytes = codec::Encode::encoded_size(&post(chunks)) as u32 + 150;
		let normal = *length.max.get(DispatchClass::Normal);
		assert!(2 * bytes <= normal, "{bytes} of {normal}");
		// With as many chunks as a batch may have, too, and with the proof of its bytes.
		let info = post(MAX_CHUNKS).get_dispatch_info();
		assert_eq!(info.class, DispatchClass::Normal);
		let weight = info.total_weight().saturating_add_proof_size(bytes.into());
		assert!((weight * 2).all_lte(class_limit(DispatchClass::Normal)), "{weight}");
		assert!(CHECK_BYTES <= MAXIMUM_BLOCK_LENGTH_BYTES - normal);
	});
}

#[test]
fn a_deposit_leaves_its_owner_alive_and_can_be_paid_back() {
	// What comes in can leave again: a claim of the least deposit makes an account live.
	let least: Balance = <Runtime as Config>::MinDeposit::get();
	assert!(least >= Balances::minimum_balance());
	run(|| {
		let rest = free(BOB);
		// All but the existential deposit.
		let most = rest - INDEX_PRICE - ENTRY_PRICE - EXISTENTIAL_DEPOSIT;
		assert!(by(BOB, Call::deposit { amount: most + 1 }).is_err());
		deposit(BOB, most);
		assert_eq!(free(BOB), EXISTENTIAL_DEPOSIT);
		assert_eq!(Final::<Runtime>::get().batch, 0);
	});
}
