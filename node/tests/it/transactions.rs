// SPDX-License-Identifier: GPL-3.0-only

//! Does a block include each transaction that a node has accepted, by every way in which the node builds blocks?

use crate::{node::Node, process::stdout_of};
use codec::{Decode, Encode};
use outrider_runtime::{
	transactions::{immortal, immortal_implicit},
	Hash, Nonce, RuntimeCall, UncheckedExtrinsic, VERSION,
};
use serde_json::{json, Value};
use sp_core::{bytes::to_hex, crypto::AccountId32};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve};
use sp_runtime::generic::SignedPayload;
use tempfile::TempDir;

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
	signed(from, nonce, genesis, call)
}

/// A signed transaction, in hex.
pub fn signed(from: Sr25519Keyring, nonce: Nonce, genesis: Hash, call: RuntimeCall) -> String {
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

/// The length of the transaction alone is more than the part of a core that a block has where twelve share it.
#[test]
fn where_a_slot_may_have_twelve_blocks_each_block_of_a_development_node_has_a_core_to_itself() {
	let folder = TempDir::new().unwrap();
	let path = folder.path().join("spec.json").display().to_string();
	let mut spec: Value =
		serde_json::from_slice(&stdout_of(&["export-chain-spec", "--chain", "dev"])).unwrap();
	spec["genesis"]["runtimeGenesis"]["patch"]["blockRate"] =
		json!({ "rate": 12, "relayParentOffset": 1 });
	std::fs::write(&path, spec.to_string()).unwrap();
	let node = Node::start(&["--chain", &path]);
	let rate = node.ask("state_call", json!(["TargetBlockRate_target_block_rate", "0x"]));
	assert_eq!(rate, "0x0c000000");
	// The mocked relay chain brings the descendants that the runtime asks for.
	let offset = node.ask("state_call", json!(["RelayParentOffsetApi_relay_parent_offset", "0x"]));
	assert_eq!(offset, "0x01000000");
	let genesis = node.block(0).parse().unwrap();
	let call = frame_system::Call::remark { remark: vec![7; 1_000_000] };
	let long = signed(Alice, 0, genesis, call.into());
	node.ask("author_submitExtrinsic", json!([long]));
	let account = Alice.to_account_id();
	node.wait_for("the long transaction", || (landed(&node, &account) == 1).then_some(()));
}
