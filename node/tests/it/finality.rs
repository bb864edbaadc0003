// SPDX-License-Identifier: GPL-3.0-only

//! The answers of a node without a relay chain to questions about stages.

use crate::node::Node;
use serde_json::{json, Value};

const NAMES: [&str; 8] = [
	"finality_blockStatus",
	"finality_segment",
	"finality_latency",
	"finality_estimate",
	"finality_subscribeBlock",
	"finality_unsubscribeBlock",
	"finality_subscribeSegment",
	"finality_unsubscribeSegment",
];

#[test]
fn every_method_and_subscription_is_listed() {
	let node = Node::shared();
	let answer = node.ask("rpc_methods", json!([]));
	let listed = answer["methods"].as_array().unwrap();
	for name in NAMES {
		assert!(listed.contains(&name.into()), "no `{name}` in {answer}");
	}
}

#[test]
fn without_a_relay_chain_there_are_no_stages() {
	let node = Node::shared();
	let block = json!([node.block(1)]);
	for (method, params) in [
		("finality_blockStatus", block),
		("finality_blockStatus", json!([])),
		("finality_segment", json!([])),
		("finality_latency", json!([])),
		("finality_estimate", json!(["backed"])),
		("finality_estimate", json!({ "stage": "backed" })),
	] {
		let refusal = match node.call(method, params.clone()) {
			Ok(answer) => panic!("{method}{params} was not refused: {answer}"),
			Err(refusal) => refusal,
		};
		assert_eq!(refusal.code, 9011, "{method}: {}", refusal.message);
		for part in ["--dev", "without a relay chain", "Ask a node on a relay chain"] {
			assert!(refusal.message.contains(part), "{method}: no `{part}` in {}", refusal.message);
		}
	}
	// The block itself is there: only the relay chain is missing.
	assert_ne!(node.ask("chain_getHeader", json!([])), Value::Null);
}
