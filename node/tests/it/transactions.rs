// SPDX-License-Identifier: GPL-3.0-only

//! Does a block include each transaction that a node has accepted, by every way in which the node builds blocks?

use crate::node::Node;
use codec::{Decode, Encode};
use outrider_runtime::{
	transactions::{immortal, immortal_implicit},
	Hash, Nonce, RuntimeCall, UncheckedExtrinsic, VERSION,
};
use serde_json::json;
use sp_core::{bytes::to_hex, crypto::AccountId32};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve};
use sp_runtime::generic::SignedPayload;

const ACCOUNTS: [Sr25519Keyring; 4] = [Alice, Bob, Charlie, Dave];
/// The amount of each transfer, in plank.
const AMOUNT: u128 = 1_000_000_000_000;

fn hex(value: &impl Encode) -> String {
	to_hex(&value.encode(), false)
}

/// A signed transfer to Eve, in hex.
fn transfer(from: Sr25519Keyring, nonce: Nonce, genesis: Hash) -> String {
	let call = RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive {
		dest: Eve.to_account_id().into(),
		value: AMOUNT,
	});
	let extension = immortal(nonce, 0);
	let implicit = immortal_implicit(genesis, VERSION.spec_version, VERSION.transaction_version);
	let payload = SignedPayload::from_raw(call.clone(), extension.clone(), implicit);
	let signature = payload.using_encoded(|payload| from.sign(payload));
	hex(&UncheckedExtrinsic::new_signed(
		call,
		from.to_account_id().into(),
		signature.into(),
		extension,
	))
}

/// The number of an account's transactions in blocks.
fn landed(node: &Node, account: &AccountId32) -> Nonce {
	let answer = node.ask("state_call", json!(["AccountNonceApi_account_nonce", hex(account)]));
	let bytes = sp_core::bytes::from_hex(answer.as_str().unwrap()).unwrap();
	Nonce::decode(&mut &bytes[..]).unwrap()
}

/// Sends transfers of four accounts at once, in the order of each account's nonces, and waits until blocks have all of
/// them.
fn all_land(seal: &[&str], transfers_of_each: Nonce) {
	let node = Node::sealing(seal, &[]);
	let genesis = node.block(0).parse().unwrap();
	std::thread::scope(|scope| {
		for from in ACCOUNTS {
			let node = &node;
			scope.spawn(move || {
				for nonce in 0..transfers_of_each {
					node.ask("author_submitExtrinsic", json!([transfer(from, nonce, genesis)]));
				}
			});
		}
	});
	for from in ACCOUNTS {
		let account = from.to_account_id();
		node.wait_for(&format!("{transfers_of_each} transfers by {from:?}"), || {
			(landed(&node, &account) == transfers_of_each).then_some(())
		});
	}
}

#[test]
fn accepted_transactions_land_in_blocks_of_an_interval() {
	all_land(&["--dev-block-time", "100"], 150);
}

#[test]
fn accepted_transactions_land_in_blocks_of_six_seconds() {
	all_land(&[], 400);
}

#[test]
fn accepted_transactions_land_in_blocks_made_for_them() {
	all_land(&["--instant-seal"], 50);
}
