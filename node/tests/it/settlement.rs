// SPDX-License-Identifier: GPL-3.0-only

//! Does a sequencer keep its promises, and do `settlement_*` refuse wrong questions?

use crate::{
	node::{Node, OUTRIDER},
	transactions::signed,
};
use outrider_runtime::{constants::settlement::INSTANCE_ID, Hash, RuntimeCall};
use pallet_settlement::{receipt_message, record_hash, Blake, Receipt};
use serde_json::{json, Value};
use settlement_core::{
	message, Account, Domain, Index, Kind, LeafProof, Terms, Transfer, OWNER, TRADER,
};
use sp_core::{
	bytes::{from_hex, to_hex},
	sr25519::{Public, Signature},
};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie};
use sp_runtime::traits::Verify;
use std::path::Path;

const RIDE: u128 = 1_000_000_000_000_000_000;
const FREE_PORTS: [&str; 6] = ["--port", "0", "--rpc-port", "0", "--prometheus-port", "0"];
const SEQUENCER: [&str; 3] = ["--dev", "--sequencer", "--settlement-verify"];
const BLOCK_TIME: [&str; 2] = ["--dev-block-time", "500"];

fn hex(bytes: &[u8]) -> String {
	to_hex(bytes, false)
}

/// A development chain with a sequencer, on which Bob and Charlie have 100 RIDE each.
struct Settled {
	node: Node,
	genesis: Hash,
	/// The indices of Bob and Charlie.
	accounts: [u32; 2],
}

impl Settled {
	fn start(more: &[&str]) -> Self {
		let pace = if more.contains(&BLOCK_TIME[0]) { &[][..] } else { &BLOCK_TIME };
		let arguments = [&SEQUENCER[..], &FREE_PORTS, pace, more].concat();
		let node = Node::run(Path::new(OUTRIDER), &arguments);
		let genesis: Hash = node.block(0).parse().unwrap();
		for who in [Bob, Charlie] {
			let call = pallet_settlement::Call::deposit { amount: 100 * RIDE };
			let deposit = signed(who, 0, genesis, RuntimeCall::Settlement(call));
			node.ask("author_submitExtrinsic", json!([deposit]));
		}
		let accounts = [Bob, Charlie].map(|who| index_of(&node, who));
		Self { node, genesis, accounts }
	}

	fn again(self) -> Self {
		let Self { node, genesis, accounts } = self;
		let node = node.again(&[&SEQUENCER[..], &FREE_PORTS, &BLOCK_TIME].concat());
		node.wait_for("the state of settlement", || {
			node.call("settlement_account", json!([address(Bob)])).ok()
		});
		Self { node, genesis, accounts }
	}

	fn domain(&self) -> Domain {
		Domain { genesis: self.genesis.0, instance: INSTANCE_ID }
	}

	/// A transfer from Bob to Charlie.
	fn transfer(&self, amount: u128, nonce: u32) -> Vec<u8> {
		self.transfer_by(Bob, OWNER, amount, nonce)
	}

	fn transfer_by(&self, signer: Sr25519Keyring, key: u8, amount: u128, nonce: u32) -> Vec<u8> {
		let [from, to] = self.accounts;
		let terms = Terms { fee: 0, nonce, expiry: u32::MAX };
		let fields = Transfer { from, to, amount, terms, key }.encode();
		let signature = signer.sign(&message(&self.domain(), Kind::Transfer, &fields));
		[&fields[..], &signature.0].concat()
	}

	fn submit(&self, record: &[u8]) -> Value {
		self.node.ask("settlement_submit", json!(["transfer", hex(record)]))
	}

	/// Waits until the node has printed this: its log comes a moment late.
	fn prints(&self, text: &str) {
		self.node.wait_for(text, || self.node.printed().contains(text).then_some(()));
	}

	/// Waits until the record is in a final batch, and returns its status.
	fn finished(&self, record: &str) -> Value {
		self.node.wait_for("a record in a final batch", || {
			let status = self.node.ask("settlement_status", json!([record]));
			(status["stage"] == "final").then_some(status)
		})
	}
}

fn address(who: Sr25519Keyring) -> String {
	hex(who.to_account_id().as_ref())
}

/// Waits until a deposit is in the state, and returns the account's index.
fn index_of(node: &Node, who: Sr25519Keyring) -> u32 {
	node.wait_for("a deposit", || {
		let account = node.call("settlement_account", json!([address(who)])).ok()?;
		account["now"].is_object().then(|| account["index"].as_u64().unwrap() as u32)
	})
}

/// The hash of the record in a receipt that Alice has signed.
fn verified(settled: &Settled, receipt: &Value) -> String {
	let bytes = |name: &str| from_hex(receipt[name].as_str().unwrap()).unwrap();
	let number = |name: &str| receipt[name].as_u64().unwrap();
	let made = Receipt {
		batch: number("batch"),
		parent: bytes("parent").try_into().unwrap(),
		chunk: number("chunk") as u32,
		position: number("position") as u8,
		record: bytes("record").try_into().unwrap(),
	};
	let signature = Signature::try_from(&bytes("signature")[..]).unwrap();
	let key = Public::from_raw(bytes("key").try_into().unwrap());
	assert_eq!(key, Alice.public());
	assert!(signature.verify(&receipt_message(&settled.domain(), &made)[..], &key));
	receipt["record"].as_str().unwrap().into()
}

#[test]
fn a_record_gets_a_receipt_and_is_final_and_its_account_can_be_shown_to_the_chain() {
	let settled = Settled::start(&[]);
	let record = settled.transfer(3 * RIDE, 0);
	let receipt = settled.submit(&record);
	let hash = verified(&settled, &receipt);
	assert_eq!(hash, hex(&record_hash(1, &record)));
	let again = settled.submit(&record);
	verified(&settled, &again);
	// A signature is another one each time.
	for name in ["batch", "parent", "chunk", "position", "record"] {
		assert_eq!(again[name], receipt[name], "{name}");
	}

	let status = settled.finished(&hash);
	for name in ["batch", "position", "record"] {
		assert_eq!(status[name], receipt[name], "{name}");
	}
	assert_eq!((&status["code"], &status["receipt"]), (&json!("Done"), &Value::Null));
	// A development chain has no stages.
	assert_eq!(status["blockStage"], Value::Null);
	let number = status["block"]["number"].as_u64().unwrap();
	assert_eq!(status["block"]["hash"], settled.node.block(number).as_str());

	let [from, to] = settled.accounts;
	let account = settled.node.ask("settlement_account", json!([address(Charlie)]));
	assert_eq!(account["index"], to);
	assert_eq!(account["now"]["free"], (103 * RIDE).to_string());
	assert_eq!(account["final"]["free"], (103 * RIDE).to_string());
	let proof = settled.node.ask("settlement_proof", json!([from]));
	let bytes = |name: &str| from_hex(proof[name].as_str().unwrap()).unwrap();
	let leaf = Account::decode(&bytes("leaf")).unwrap();
	assert_eq!((leaf.free, leaf.nonce_base), (97 * RIDE, 1));
	let shown = LeafProof::decode(&bytes("proof")).unwrap();
	let root = shown.root::<Blake>(Index::new(from).unwrap(), Some(&leaf));
	assert_eq!(hex(&root), proof["root"].as_str().unwrap());
	let batch = settled.node.ask("settlement_batch", json!([status["batch"]]));
	assert_eq!((&batch["stage"], &batch["author"]), (&json!("final"), &status_author()));
	assert_eq!(settled.node.ask("settlement_window", json!([]))["mode"], "running");
}

fn status_author() -> Value {
	json!("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY")
}

#[test]
fn each_receipt_is_kept_however_often_the_node_is_killed() {
	let mut settled = Settled::start(&[]);
	let mut records = Vec::new();
	for round in 0..4u32 {
		// The last receipts come right before the kill: their batch was not posted, or posted and in no block.
		for nonce in round * 60..(round + 1) * 60 {
			let receipt = settled.submit(&settled.transfer(RIDE / 100, nonce));
			records.push(verified(&settled, &receipt));
		}
		settled = settled.again();
	}
	for record in &records {
		let status = settled.finished(record);
		assert_eq!(status["code"], "Done", "{status}");
	}
	// A sequencer knows after a restart, too, what became of its records.
	settled = settled.again();
	for record in &records {
		let status = settled.finished(record);
		assert_eq!(status["code"], "Done", "{status}");
	}
	let account = settled.node.ask("settlement_account", json!([address(Charlie)]));
	assert_eq!(account["final"]["free"], (100 * RIDE + 240 * RIDE / 100).to_string());
	let window = settled.node.ask("settlement_window", json!([]));
	assert_eq!(window["leader"], status_author(), "no promise was broken: the bond is there");
}

#[test]
fn a_restart_begins_with_the_snapshot_and_leaves_a_damaged_one() {
	let mut settled = Settled::start(&["--dev-block-time", "100"]);
	let snapshot = settled.node.base().join("chains/outrider_dev/settlement/snapshot");
	let mut nonce = 0;
	// A snapshot needs a hundred blocks, and then a batch.
	settled.node.wait_for("a snapshot", || {
		let receipt = settled.submit(&settled.transfer(RIDE / 100, nonce));
		nonce += 1;
		settled.finished(receipt["record"].as_str().unwrap());
		snapshot.exists().then_some(())
	});
	settled = settled.again();
	settled.prints("made from a snapshot");

	let mut bytes = std::fs::read(&snapshot).unwrap();
	bytes[100] ^= 1;
	std::fs::write(&snapshot, bytes).unwrap();
	settled = settled.again();
	settled.prints("is left: it is damaged");
	settled.prints("made from all bodies");
	let account = settled.node.ask("settlement_account", json!([address(Charlie)]));
	let expected = 100 * RIDE + u128::from(nonce) * (RIDE / 100);
	assert_eq!(account["now"]["free"], expected.to_string());
}

#[test]
fn a_record_without_an_effect_is_refused_with_its_code() {
	let settled = Settled::start(&[]);
	let good = settled.transfer(RIDE, 0);
	settled.submit(&good);
	let mut other_signature = settled.transfer(RIDE, 1);
	*other_signature.last_mut().unwrap() ^= 1;
	for (record, parts) in [
		(settled.transfer(2 * RIDE, 0), ["NonceUsed", "another nonce"]),
		(settled.transfer(RIDE, 200), ["NonceAhead", "lower nonces first"]),
		(settled.transfer(1_000 * RIDE, 1), ["Insufficient", "smaller amount"]),
		(settled.transfer(0, 1), ["ZeroAmount", "name an amount"]),
		(settled.transfer_by(Alice, OWNER, RIDE, 1), ["BadSignature", "this key for this chain"]),
		(settled.transfer_by(Bob, TRADER, RIDE, 1), ["NoKey", "register a trader"]),
		(other_signature, ["BadSignature", "sign these fields"]),
	] {
		let answer = settled.node.call("settlement_submit", json!(["transfer", hex(&record)]));
		let refusal = answer.unwrap_err();
		assert_eq!(refusal.code, 9025, "{}", refusal.message);
		parts
			.iter()
			.for_each(|part| assert!(refusal.message.contains(part), "{}", refusal.message));
	}
	// Several at once: each has its own answer.
	let records = [settled.transfer(RIDE, 1), vec![1], settled.transfer(RIDE, 2)];
	let records: Vec<String> = records.iter().map(|record| hex(record)).collect();
	let answers = settled.node.ask("settlement_submitMany", json!(["transfer", records]));
	verified(&settled, &answers[0]["receipt"]);
	assert_eq!(answers[1]["error"]["code"], 9024);
	verified(&settled, &answers[2]["receipt"]);
}

#[test]
fn wrong_questions_are_refused() {
	let settled = Settled::start(&["--settlement-fee-to", "0", "--settlement-min-fee", "5"]);
	let hash = format!("0x{}", "11".repeat(32));
	let record = hex(&settled.transfer(RIDE, 0));
	let many = vec!["0x00"; 513];
	for (method, params, code) in [
		("settlement_submit", json!([]), 9023),
		("settlement_submit", json!(["inbox", record]), 9023),
		("settlement_submit", json!(["transfer"]), 9024),
		("settlement_submit", json!(["withdraw", record]), 9024),
		("settlement_submit", json!(["transfer", &record[2..]]), 9024),
		("settlement_submit", json!({ "kind": "transfer", "record": record }), 9026),
		("settlement_submitMany", json!(["transfer", []]), 9028),
		("settlement_submitMany", json!(["transfer", many]), 9028),
		("settlement_submitMany", json!(["transfer", record]), 9028),
		("settlement_status", json!([]), 9029),
		("settlement_status", json!(["0x11"]), 9029),
		("settlement_status", json!([hash]), 9030),
		("settlement_account", json!(["5Grw"]), 9001),
		("settlement_account", json!([address(Alice)]), 9032),
		("settlement_proof", json!([16_777_216]), 9031),
		("settlement_proof", json!([9]), 9031),
		("settlement_batch", json!(["1"]), 9033),
		("settlement_batch", json!([1_000_000]), 9034),
	] {
		let answer = settled.node.call(method, params.clone());
		let refusal = answer.expect_err(method);
		assert_eq!(refusal.code, code, "{method}{params}: {}", refusal.message);
	}
}

/// Values that are wrong for every parameter, by a number.
fn nonsense(number: u64) -> Value {
	match number % 12 {
		0 => Value::Null,
		1 => json!(-1),
		2 => json!(1.5),
		3 => json!(u64::MAX),
		4 => json!(""),
		5 => json!("0x"),
		6 => json!(format!("0x{}", "ab".repeat((number % 300) as usize * 2 + 1))),
		7 => json!("é".repeat((number % 5_000) as usize)),
		8 => json!({ "a": [number] }),
		9 => (0..number % 100).fold(json!([]), |inner, _| json!([inner])),
		10 => json!(vec![number; (number % 600) as usize]),
		_ => json!(true),
	}
}

#[test]
fn ten_thousand_malformed_requests_are_refused_and_others_are_served() {
	let settled = Settled::start(&[]);
	let methods = ["submit", "submitMany", "status", "account", "proof", "batch"];
	std::thread::scope(|scope| {
		for thread in 0..4u64 {
			let node = &settled.node;
			scope.spawn(move || {
				for number in (0..10_000).filter(|number| number % 4 == thread) {
					let method = format!("settlement_{}", methods[number as usize % methods.len()]);
					let [first, second] = [number * 7 + 1, number * 11 + 5].map(nonsense);
					let params =
						if number % 3 == 0 { json!([first]) } else { json!([first, second]) };
					let refusal = node.call(&method, params.clone()).expect_err(&method);
					let is_typed = (9001..=9039).contains(&refusal.code) || refusal.code == -32602;
					assert!(is_typed, "{method}{params}: {refusal:?}");
				}
			});
		}
		let receipt = settled.submit(&settled.transfer(RIDE, 0));
		assert_eq!(settled.finished(&verified(&settled, &receipt))["code"], "Done");
	});
}

#[test]
fn a_sequencer_without_a_bond_takes_no_records() {
	// The development chain's sequencer is Alice.
	let bob = ["--dev", "--dev-block-time", "500", "--bob", "--sequencer"];
	let node = Node::run(Path::new(OUTRIDER), &[&bob[..], &FREE_PORTS].concat());
	let record = hex(&[1; 105]);
	let refusal = node.wait_for("the bond to be looked for", || {
		let answer = node.call("settlement_submit", json!(["transfer", record]));
		let refusal = answer.expect_err("no record is taken");
		(refusal.code != 9022).then_some(refusal)
	});
	assert_eq!(refusal.code, 9039, "{}", refusal.message);
	assert!(refusal.message.contains("settlement.register"), "{}", refusal.message);
}

#[test]
fn a_node_without_the_options_says_so_and_answers_from_the_chain() {
	let node = Node::shared();
	let hash = format!("0x{}", "11".repeat(32));
	for (method, params, code, part) in [
		("settlement_submit", json!(["transfer", "0x"]), 9020, "--sequencer"),
		("settlement_submitMany", json!([]), 9020, "--sequencer"),
		("settlement_status", json!([hash]), 9021, "--settlement-watch"),
		("settlement_account", json!([address(Alice)]), 9021, "--settlement-watch"),
		("settlement_proof", json!([0]), 9021, "--settlement-watch"),
	] {
		let refusal = node.call(method, params).expect_err(method);
		assert_eq!(refusal.code, code, "{method}: {}", refusal.message);
		assert!(refusal.message.contains(part), "{method}: {}", refusal.message);
	}
	let window = node.ask("settlement_window", json!([]));
	assert_eq!((&window["mode"], &window["tip"]["batch"]), (&json!("running"), &json!(0)));
}
