// SPDX-License-Identifier: Apache-2.0

//! One history from the empty state on that meets each code, with signatures of sr25519.

use serde_json::{json, Value};
use settlement_core::*;

use crate::kit::{hex, json as clear, message_signed, pair, Blake2, Sr25519, DOMAIN};

/// The account that fees go to.
const FEES: u32 = 2;

struct History {
	state: State<Blake2>,
	chunks: Vec<Value>,
}

/// A record in clear, and the number of the key pair that signs it.
type Plan = (Value, u32);

pub fn vectors() -> Value {
	let mut history = History { state: State::default(), chunks: Vec::new() };
	let empty_root = hex(&history.state.root());
	opening(&mut history);
	transfers(&mut history);
	signers(&mut history);
	nonces(&mut history);
	leaving(&mut history);
	limits(&mut history);
	let indices = [0, 1, FEES, 3, (1 << 24) - 1];
	let proofs: Vec<Value> = indices.into_iter().map(|index| history.proof(index)).collect();
	json!({
		"format_version": FORMAT_VERSION,
		"domain": clear::domain(&DOMAIN),
		"empty_root": empty_root,
		"chunks": history.chunks,
		"proofs": proofs,
		"no_chunks": no_chunks(),
	})
}

fn key(number: u32) -> String {
	hex(&pair(number).public.to_bytes())
}

fn deposit(account: u32, amount: u128) -> Plan {
	let owner = key(account);
	(
		json!({ "what": "deposit", "account": account, "owner": owner, "amount": amount.to_string() }),
		0,
	)
}

fn tick(clock: u32) -> Plan {
	(json!({ "what": "tick", "clock": clock }), 0)
}

fn trader(account: u32, trader: String) -> Plan {
	(json!({ "what": "trader", "account": account, "trader": trader }), 0)
}

fn exit(account: u32, amount: u128) -> Plan {
	let amount = amount.to_string();
	(json!({ "what": "forced_exit", "account": account, "amount": amount }), 0)
}

/// A transfer of 10 from account 0 to account 1 for a fee of 1, with `changes`.
fn transfer(nonce: u32, changes: Value) -> Plan {
	let record = json!({
		"from": 0, "to": 1, "amount": "10", "fee": "1", "nonce": nonce, "expiry": u32::MAX, "key": "owner",
	});
	let record = with(record, changes);
	let signer = record["from"].as_u64().and_then(|from| u32::try_from(from).ok());
	(record, signer.unwrap_or(0))
}

fn withdraw(account: u32, nonce: u32, changes: Value) -> Plan {
	let record = json!({
		"account": account, "amount": "40", "fee": "1", "nonce": nonce, "expiry": u32::MAX,
	});
	(with(record, changes), account)
}

fn cancel(nonce: u32, floor: u32, changes: Value) -> Plan {
	let record = json!({
		"account": 0, "floor": floor, "fee": "0", "nonce": nonce, "expiry": u32::MAX, "key": "owner",
	});
	(with(record, changes), 0)
}

fn with(mut record: Value, changes: Value) -> Value {
	for (name, value) in changes.as_object().into_iter().flatten() {
		record[name] = value.clone();
	}
	record
}

impl History {
	fn chunk(&mut self, name: &str, kind: Kind, fee_to: u32, plans: Vec<Plan>) {
		let mut bytes = Vec::new();
		let mut records = Vec::new();
		for (mut record, signer) in plans {
			let fields = clear::fields(kind, &record).expect("the record is complete");
			bytes.extend(&fields);
			if kind != Kind::Inbox {
				let (message, signature) = message_signed(&DOMAIN, kind, &fields, &pair(signer));
				record["message"] = hex(&message).into();
				record["signature"] = hex(&signature).into();
				bytes.extend(signature);
			}
			records.push(record);
		}
		let chunk = Chunk::new(kind.number(), NO_MARKET, &bytes).expect("1 to 32 records");
		let context = Context { domain: DOMAIN, fee_to };
		let pre = self.state.root();
		let witness = self.state.witness(&context, &chunk);
		let outcome = self.state.apply(&Sr25519, &context, &chunk);
		let codes: Vec<u8> = outcome.codes.iter().map(|code| code.number()).collect();
		self.chunks.push(json!({
			"name": name,
			"kind": clear::KINDS[usize::from(kind.number())],
			"market": NO_MARKET,
			"fee_to": fee_to,
			"records": records,
			"bytes": hex(&bytes),
			"pre": hex(&pre),
			"witness": hex(&witness),
			"codes": codes,
			"post": hex(&outcome.root),
		}));
	}

	fn proof(&mut self, number: u32) -> Value {
		let index = Index::new(number).expect("below 2^24");
		let account = self.state.account(index);
		json!({
			"index": number,
			"account": account.map(|account| hex(&account.encode())),
			"proof": hex(&self.state.prove(index).encode()),
			"root": hex(&self.state.root()),
		})
	}
}

fn opening(history: &mut History) {
	let accounts = vec![
		tick(100),
		deposit(0, 1_000),
		deposit(1, 50),
		deposit(FEES, 1),
		deposit((1 << 24) - 1, 7),
		deposit(0, 500),
	];
	history.chunk("deposits open accounts", Kind::Inbox, FEES, accounts);
	history.chunk("a tick names no account", Kind::Inbox, FEES, vec![tick(101)]);
	let other = json!({ "what": "deposit", "account": 0, "owner": key(1), "amount": "1" });
	let unknown = json!({ "what": 4, "account": 0, "key": key(0), "value": u128::MAX.to_string() });
	let late = json!({ "what": 0, "account": 0, "key": key(0), "value": "4294967296" });
	let entries = vec![
		tick(100),
		(late, 0),
		(other, 0),
		deposit(0, 0),
		deposit(1 << 24, 1),
		deposit(3, u128::MAX),
		trader(3, key(9)),
		exit(3, 1),
		exit(0, 0),
		(unknown, 0),
		trader(0, key(9)),
	];
	history.chunk("entries that have no effect, and a trader", Kind::Inbox, FEES, entries);
}

fn transfers(history: &mut History) {
	let plans = vec![
		transfer(0, json!({})),
		transfer(0, json!({})),
		transfer(1, json!({ "amount": "1489" })),
		transfer(1, json!({ "amount": "0" })),
		transfer(1, json!({ "to": 0 })),
		transfer(1, json!({ "to": 3 })),
		transfer(1, json!({ "to": 1 << 24 })),
		transfer(0, json!({ "from": 3 })),
		transfer(0, json!({ "from": u32::MAX })),
		transfer(1, json!({ "expiry": 100 })),
		transfer(1, json!({ "expiry": 101, "to": (1 << 24) - 1 })),
		transfer(0, json!({ "from": (1 << 24) - 1, "to": 0, "amount": "17", "fee": "0" })),
		transfer(2, json!({ "amount": u128::MAX.to_string(), "fee": u64::MAX.to_string() })),
	];
	history.chunk("transfers, and why some have no effect", Kind::Transfer, FEES, plans);
	let plans = vec![transfer(2, json!({ "fee": "3" })), transfer(3, json!({ "fee": "0" }))];
	history.chunk("fees go to the sender", Kind::Transfer, 0, plans);
	let plans = vec![transfer(4, json!({ "fee": "1" })), transfer(5, json!({ "fee": "0" }))];
	history.chunk("nobody takes fees", Kind::Transfer, u32::MAX, plans);
}

fn signers(history: &mut History) {
	let by = |plan: Plan, signer: u32| (plan.0, signer);
	let plans = vec![
		by(transfer(4, json!({})), 1),
		by(transfer(4, json!({})), 9),
		by(transfer(4, json!({ "key": "trader" })), 9),
		by(transfer(6, json!({ "key": "trader" })), 0),
		transfer(6, json!({ "key": 2 })),
		transfer(0, json!({ "from": 1, "to": 0, "key": "trader" })),
	];
	history.chunk("owner, trader and others sign", Kind::Transfer, FEES, plans);
	let plans = vec![
		by(withdraw(0, 6, json!({})), 9),
		by(withdraw(0, 6, json!({})), 0),
		withdraw(0, 7, json!({ "amount": "0" })),
		withdraw(0, 7, json!({ "amount": "5000" })),
		withdraw(0, 7, json!({ "expiry": 0 })),
		withdraw(3, 0, json!({})),
		withdraw(0, 6, json!({})),
	];
	history.chunk("only the owner withdraws", Kind::Withdraw, FEES, plans);
}

fn nonces(history: &mut History) {
	let plans = vec![
		transfer(71, json!({})),
		transfer(70, json!({})),
		transfer(9, json!({})),
		transfer(8, json!({})),
		transfer(u32::MAX, json!({})),
		transfer(6, json!({})),
	];
	history.chunk("nonces out of order", Kind::Transfer, FEES, plans);
	let plans = vec![
		cancel(7, 0, json!({})),
		cancel(12, 11, json!({})),
		cancel(13, 76, json!({})),
		cancel(11, 78, json!({})),
		cancel(20, 21, json!({ "fee": "5000" })),
		(cancel(20, 20, json!({ "key": "trader" })).0, 9),
		cancel(0, 0, json!({ "account": 3 })),
	];
	history.chunk("cancellations", Kind::Cancel, FEES, plans);
}

fn leaving(history: &mut History) {
	let plans =
		vec![withdraw(1, 0, json!({})), withdraw(1, 1, json!({ "amount": "1", "fee": "0" }))];
	history.chunk("withdrawals of another account", Kind::Withdraw, 1, plans);
	let none = "00".repeat(32);
	let entries = vec![exit(0, 30), trader(0, none), exit(0, u128::MAX), exit(0, 1)];
	history.chunk("forced exits, and the trader goes", Kind::Inbox, FEES, entries);
}

fn limits(history: &mut History) {
	let largest: Vec<Plan> = (0..32).map(|i| deposit(100 + i, 1 << (3 * i))).collect();
	history.chunk("32 entries", Kind::Inbox, FEES, largest);
	let plans = (0..32).map(|i| {
		let (from, to) = (100 + i, 100 + (i + 1) % 32);
		transfer(0, json!({ "from": from, "to": to, "amount": "1", "fee": "0", "expiry": 101 }))
	});
	history.chunk("32 transfers around", Kind::Transfer, FEES, plans.collect());
}

/// What is no chunk, and why.
fn no_chunks() -> Vec<Value> {
	let cases: [(u8, u8, usize); 6] = [
		(4, NO_MARKET, 105),
		(1, 0, 105),
		(1, NO_MARKET, 104),
		(2, NO_MARKET, 101),
		(3, NO_MARKET, 0),
		(0, NO_MARKET, 33 * 53),
	];
	let describe = |(kind, market, length): (u8, u8, usize)| {
		let bytes = vec![0; length];
		let error = Chunk::new(kind, market, &bytes).expect_err("these are no chunks");
		json!({ "kind": kind, "market": market, "length": length, "error": format!("{error:?}") })
	};
	cases.map(describe).to_vec()
}
