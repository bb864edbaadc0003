// SPDX-License-Identifier: GPL-3.0-only

//! Do the node's own RPC methods answer with the runtime's values, and how do they refuse wrong questions?

use crate::node::{Node, Refusal};
use codec::Decode;
use serde_json::{json, Value};

/// One token, in plank.
const RIDE: u128 = 1_000_000_000_000_000_000;
/// The decimal places of shares and rates, as a factor.
const ONE: u128 = 1_000_000_000_000_000_000;
/// Relay-chain blocks of an era of the development chain.
const ERA: u64 = 10;

/// Alice's account with the prefixes 42, 0 (Polkadot's) and 1284 (of two bytes), and as her public key.
const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const ALICE_ON_POLKADOT: &str = "15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5";
const ALICE_WITH_LONG_PREFIX: &str = "VdvKmYJfD4VXA9fzz1SbmCo2eYHSzUFbaDCZSuaNKJAe8YNg6";
const ALICE_KEY: &str = "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
/// Bob.
const BOB: &str = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
/// Dave, by his public key.
const DAVE: &str = "0x306721211d5404bd9da88e0204360a1a9ab8b87c66c1bc2fcdd37f3c2222cc20";

/// A hash that no block has.
const NO_BLOCK: &str = "0x1111111111111111111111111111111111111111111111111111111111111111";

const METHODS: [&str; 4] =
	["stakingRewards_pending", "stakingRewards_dapp", "stakingRewards_rates", "emission_schedule"];

/// Parses an amount, which must be a string of decimal digits.
fn plank(value: &Value) -> u128 {
	value.as_str().unwrap().parse().unwrap()
}

/// Parses a share or a rate, in 10^-18, which must be a string without trailing zeros.
fn fraction(value: &Value) -> u128 {
	let text = value.as_str().unwrap();
	let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
	assert!(!decimals.ends_with('0') && !text.ends_with('.') && decimals.len() <= 18, "{text}");
	format!("{whole}{decimals:0<18}").parse().unwrap()
}

/// `amount / of` in 10^-18, rounded down. Computed digit by digit, since the product would exceed 128 bits.
fn ratio(amount: u128, of: u128) -> u128 {
	(0..18)
		.fold((amount / of, amount % of), |(quotient, rest), _| {
			(quotient * 10 + rest * 10 / of, rest * 10 % of)
		})
		.0
}

fn pending(node: &Node, account: &str, at: &str) -> u128 {
	plank(&node.ask("stakingRewards_pending", json!([account, at]))["total"])
}

/// Asserts that a question is refused with this code and a message that has all these parts.
fn refuses(node: &Node, method: &str, params: Value, code: i64, parts: &[&str]) {
	match node.call(method, params.clone()) {
		Ok(answer) => panic!("{method}{params} was not refused: {answer}"),
		Err(Refusal { code: found, message }) => {
			assert_eq!(found, code, "{method}{params}: {message}");
			for part in parts {
				assert!(message.contains(part), "{method}{params}: no `{part}` in: {message}");
			}
		},
	}
}

#[test]
fn every_method_is_listed() {
	let node = Node::shared();
	let answer = node.ask("rpc_methods", json!([]));
	let listed = answer["methods"].as_array().unwrap();
	for method in METHODS {
		assert!(listed.contains(&method.into()), "no `{method}` in {answer}");
	}
}

#[test]
fn the_best_block_is_asked_unless_another_is_named() {
	let node = Node::shared();
	let first = node.block(1);
	for (method, subject) in [
		("stakingRewards_pending", Some(json!(ALICE))),
		("stakingRewards_dapp", Some(json!(0))),
		("stakingRewards_rates", None),
		("emission_schedule", None),
	] {
		let params = |at: Option<Value>| Value::Array(subject.iter().cloned().chain(at).collect());
		for at in [None, Some(Value::Null)] {
			let before = node.ask("chain_getHeader", json!([]))["number"].clone();
			let before = u64::from_str_radix(&before.as_str().unwrap()[2..], 16).unwrap();
			let answer = node.ask(method, params(at));
			let number = answer["atNumber"].as_u64().unwrap();
			assert!(number >= before, "{method}: {number} after {before}");
			assert_eq!(answer["at"], node.block(number).as_str(), "{method}");
		}
		let answer = node.ask(method, params(Some(json!(first))));
		assert_eq!((&answer["at"], &answer["atNumber"]), (&json!(first), &json!(1)), "{method}");
	}
}

#[test]
fn the_schedule_adds_up() {
	let node = Node::shared();
	for number in [1, 2, 5, 12] {
		let schedule = node.ask("emission_schedule", json!([node.block(number)]));
		let amount = |name: &str| plank(&schedule[name]);
		let slots = |name: &str| schedule[name].as_u64().unwrap();
		let cycle = &schedule["cycle"];
		let length = cycle["length"].as_u64().unwrap();

		assert_eq!((slots("blockTimeMs"), slots("slotsPerBlock")), (6_000, 1));
		assert_eq!(amount("perBlock"), amount("perSlot") * u128::from(slots("slotsPerBlock")));
		assert_eq!(amount("perCycle"), amount("perSlot") * u128::from(length));
		let parts = schedule["partsPerBlock"].as_object().unwrap();
		assert_eq!(parts.len(), 5);
		assert_eq!(parts.values().map(plank).sum::<u128>(), amount("perBlock"));

		// The first block of the development chain starts the clock, and no slot is missed after it.
		assert_eq!((slots("missedSlots"), slots("backlogSlots")), (0, 0));
		assert_eq!(slots("paidSlots"), number - 1);
		assert_eq!(amount("released"), amount("perSlot") * u128::from(number - 1));
		assert_eq!(amount("left") + amount("released"), amount("perCycle"));
		assert!(amount("minted") + amount("withheld") <= amount("released"));
		assert!(amount("burned") <= amount("minted"));

		let start = cycle["start"].as_u64().unwrap();
		assert_eq!(cycle["index"], 0);
		assert_eq!(slots("relayBlock"), start + number - 1);
		assert_eq!(cycle["end"], start + length);
	}
}

#[test]
fn the_schedule_follows_from_its_parameters() {
	let node = Node::shared();
	let schedule = node.ask("emission_schedule", json!([node.block(2)]));
	let parameters = &schedule["parameters"];
	let split = parameters["split"].as_object().unwrap();
	assert_eq!(split.values().map(fraction).sum::<u128>(), ONE);
	assert_eq!(parameters["catchUp"], 1);
	assert_eq!(fraction(&parameters["idealShare"]), ONE / 2);

	// rate · issuance / length, all rounded down; both are multiples of 10^9, whose square is `ONE`.
	let (rate, issuance) = (fraction(&parameters["rate"]), plank(&schedule["cycle"]["issuance"]));
	let unit = 1_000_000_000;
	assert_eq!((rate % unit, issuance % unit), (0, 0));
	let yearly = (rate / unit) * (issuance / unit);
	let per_slot = yearly / u128::from(schedule["cycle"]["length"].as_u64().unwrap());
	assert_eq!(plank(&schedule["perSlot"]), per_slot);
	for part in ["collators", "dapps", "stakersBase", "stakersAdjustable"] {
		// ⌊ share · per slot ⌋: the shares are whole percents.
		let percent = fraction(&split[part]) / (ONE / 100);
		assert_eq!(plank(&schedule["partsPerBlock"][part]), percent * per_slot / 100, "{part}");
	}
}

#[test]
fn pending_rewards_grow_with_each_block_by_the_stake() {
	let node = Node::shared();
	let blocks: Vec<String> = (1..=6).map(|number| node.block(number)).collect();
	let of = |account: &str| -> Vec<u128> {
		blocks.iter().map(|block| pending(&node, account, block)).collect()
	};
	let (alice, bob, dave) = (of(ALICE), of(BOB), of(DAVE));
	assert_eq!(alice[0], 0, "the first block pays nothing");
	assert!(alice.windows(2).all(|pair| pair[0] < pair[1]), "{alice:?}");
	for ((alice, bob), dave) in alice.into_iter().zip(bob).zip(dave) {
		// Alice has staked twice as much as Bob, and 10 times as much as Dave. Each amount is rounded down.
		assert!((2 * bob..2 * bob + 2).contains(&alice), "{alice} {bob}");
		assert!((10 * dave..10 * dave + 10).contains(&alice), "{alice} {dave}");
	}
}

#[test]
fn pending_rewards_are_the_runtimes() {
	let node = Node::shared();
	for number in [1, 7] {
		let at = node.block(number);
		let answer = node.ask("stakingRewards_pending", json!([ALICE, at]));
		let raw = node.ask("state_call", json!(["DappStakingApi_pending", ALICE_KEY, at]));
		// The total, and for each position: dApp, stake, pending reward.
		let (total, positions) =
			<(u128, Vec<(u32, u128, u128)>)>::decode(&mut &bytes(&raw)[..]).unwrap();
		assert_eq!(positions.len(), 1);
		let (dapp, stake, pending) = positions[0];
		assert_eq!((dapp, stake, pending), (0, 100_000 * RIDE, total));
		assert_eq!(
			answer,
			json!({
				"account": ALICE,
				"total": total.to_string(),
				"positions": [{
					"dappId": dapp,
					"stake": stake.to_string(),
					"pending": pending.to_string(),
				}],
				"at": at,
				"atNumber": number,
			})
		);
	}
}

/// Decodes `0x` and hex digits.
fn bytes(hex: &Value) -> Vec<u8> {
	let digits = hex.as_str().unwrap().strip_prefix("0x").unwrap();
	(0..digits.len())
		.step_by(2)
		.map(|i| u8::from_str_radix(&digits[i..i + 2], 16).unwrap())
		.collect()
}

#[test]
fn an_account_can_be_written_in_several_ways() {
	let node = Node::shared();
	let at = node.block(3);
	let expected = node.ask("stakingRewards_pending", json!([ALICE, at]));
	assert_eq!(expected["account"], ALICE);
	for account in [ALICE_ON_POLKADOT, ALICE_WITH_LONG_PREFIX, ALICE_KEY] {
		let answer = node.ask("stakingRewards_pending", json!([account, at]));
		assert_eq!(answer, expected, "{account}");
	}
	let by_name = json!({ "account": ALICE, "at": at });
	assert_eq!(node.ask("stakingRewards_pending", by_name), expected);
}

#[test]
fn an_account_without_stake_has_nothing_pending() {
	let node = Node::shared();
	let at = node.block(3);
	// A public key without an owner.
	let answer = node.ask("stakingRewards_pending", json!([NO_BLOCK, at]));
	assert_eq!(plank(&answer["total"]), 0);
	assert_eq!(answer["positions"], json!([]));
}

#[test]
fn a_dapp_before_and_after_its_first_reward() {
	let node = Node::shared();
	let before = node.ask("stakingRewards_dapp", json!([0, node.block(5)]));
	assert_eq!(
		before,
		json!({
			"dappId": 0,
			"owner": ALICE,
			"beneficiary": ALICE,
			"address": { "account": ALICE },
			"registered": true,
			// Alice's 100,000 and Dave's 10,000.
			"stake": (110_000 * RIDE).to_string(),
			"tier": null,
			"lastReward": null,
			"claimable": "0",
			"at": node.block(5),
			"atNumber": 5,
		})
	);

	// Era 0 closes with block 11. Its settlement takes a few more blocks.
	let after = (ERA + 2..2 * ERA)
		.map(|number| node.ask("stakingRewards_dapp", json!([0, node.block(number)])))
		.find(|answer| !answer["lastReward"].is_null())
		.expect("a reward for era 0 before era 1 has ended");
	let reward = &after["lastReward"];
	assert_eq!(reward["era"], 0);
	assert_eq!(reward["tier"], after["tier"]);
	assert!(reward["tier"].is_u64());
	assert!(plank(&reward["amount"]) > 0);
	assert_eq!(reward["amount"], after["claimable"]);
	let by_name = json!({ "dappId": 0, "at": after["at"] });
	assert_eq!(node.ask("stakingRewards_dapp", by_name), after);
}

#[test]
fn rates_follow_from_stake_and_schedule() {
	let node = Node::shared();
	let at = node.block(8);
	let rates = node.ask("stakingRewards_rates", json!([at]));
	let schedule = node.ask("emission_schedule", json!([at]));
	// The stakes of Alice, Bob, Charlie and Dave.
	let stake = (100_000 + 50_000 + 25_000 + 10_000) * RIDE;
	let issuance = plank(&rates["issuance"]);
	assert_eq!(plank(&rates["stake"]), stake);
	assert!(issuance > plank(&schedule["cycle"]["issuance"]));
	assert_eq!(fraction(&rates["stakedShare"]), ratio(stake, issuance));

	let slots = u128::from(schedule["cycle"]["length"].as_u64().unwrap());
	let yearly = |part: &str| slots * plank(&schedule["partsPerBlock"][part]);
	let (base, adjustable) = (fraction(&rates["base"]), fraction(&rates["adjustable"]));
	assert_eq!(base, ratio(yearly("stakersBase"), stake));
	// The stake is below the ideal share, and earns only a part of the adjustable part.
	assert!(0 < adjustable && adjustable < ratio(yearly("stakersAdjustable"), stake));
	assert_eq!(fraction(&rates["total"]), base + adjustable);
	assert_eq!(rates["unbondingLength"], 9 * ERA);
}

#[test]
fn rates_say_where_the_era_stands() {
	let node = Node::shared();
	let start = node.ask("emission_schedule", json!([node.block(1)]))["relayBlock"]
		.as_u64()
		.unwrap();
	// Era 0 closes with block 11. Its settlement is still going on in block 12.
	for (number, index, settling) in [(1, 0, Value::Null), (10, 0, Value::Null), (12, 1, json!(0))]
	{
		let at = node.block(number);
		let schedule = node.ask("emission_schedule", json!([at]));
		let now = start + number - 1;
		let blocks = now - (start + index * ERA);
		let pool = plank(&schedule["partsPerBlock"]["dapps"]) * u128::from(blocks);
		assert_eq!(
			node.ask("stakingRewards_rates", json!([at]))["era"],
			json!({
				"index": index,
				"start": start + index * ERA,
				"end": start + (index + 1) * ERA,
				"now": now,
				"length": ERA,
				"settling": settling,
				"pool": pool.to_string(),
			}),
			"block {number}"
		);
	}
}

#[test]
fn a_malformed_account_is_refused() {
	let node = Node::shared();
	let accepted = ["SS58 address of any prefix", "0x and the 64 hex digits of the public key"];
	let cases = [
		(json!([]), "is missing"),
		(json!([null]), "is missing"),
		(json!([5]), "`5` is malformed"),
		(json!([{ "id": ALICE }]), "not a string"),
		(json!([""]), "SS58"),
		(json!(["Alice"]), "`Alice` is malformed"),
		(json!([&ALICE[1..]]), "SS58"),
		// The last character holds a part of the checksum.
		(json!([ALICE.replace("utQY", "utQZ")]), "checksum"),
		(json!([&ALICE_KEY[2..]]), "too long"),
		(json!([&ALICE_KEY[..65]]), "0x is not followed by 64 hex digits"),
		(json!([format!("{ALICE_KEY}00")]), "0x is not followed by 64 hex digits"),
		(json!([ALICE_KEY.replace('d', "g")]), "0x is not followed by 64 hex digits"),
		(json!(["5".repeat(100_000)]), "555…` is malformed"),
	];
	for (params, reason) in cases {
		refuses(
			&node,
			"stakingRewards_pending",
			params,
			9001,
			&[&accepted[..], &[reason]].concat(),
		);
	}
}

#[test]
fn a_malformed_dapp_id_is_refused() {
	let node = Node::shared();
	let accepted = "a whole number from 0 to 4294967295";
	for id in [json!("0"), json!(-1), json!(1.5), json!(4_294_967_296_u64), json!([0])] {
		let found = match &id {
			Value::String(text) => format!("`{text}`"),
			other => format!("`{other}`"),
		};
		refuses(&node, "stakingRewards_dapp", json!([id]), 9002, &[&found, accepted]);
	}
	refuses(&node, "stakingRewards_dapp", json!([]), 9002, &["is missing", accepted]);
}

#[test]
fn a_dapp_that_never_was_is_refused() {
	let node = Node::shared();
	let at = node.block(1);
	for id in [3, u32::MAX] {
		let unknown = format!("no dApp {id} at block 1");
		let parts = [unknown.as_str(), "registered (3): 0, 1, 2"];
		refuses(&node, "stakingRewards_dapp", json!([id, at]), 9004, &parts);
	}
}

#[test]
fn a_block_that_is_malformed_unknown_or_too_early_is_refused_by_every_method() {
	let node = Node::shared();
	let genesis = node.block(0);
	let malformed = [json!(1), json!("latest"), json!(&NO_BLOCK[2..]), json!(&NO_BLOCK[..64])];
	for method in METHODS {
		let params = |at: &Value| match method {
			"stakingRewards_pending" => json!([ALICE, at]),
			"stakingRewards_dapp" => json!([0, at]),
			_ => json!([at]),
		};
		for at in &malformed {
			let remedy = ["0x and 64 hex digits", "nothing for the best block"];
			refuses(&node, method, params(at), 9003, &remedy);
		}
		let remedy = [NO_BLOCK, "a block of this chain", "synced"];
		refuses(&node, method, params(&json!(NO_BLOCK)), 9005, &remedy);
	}

	// Genesis has the stakes, and not yet the clock.
	assert_eq!(pending(&node, ALICE, &genesis), 0);
	assert_eq!(node.ask("stakingRewards_dapp", json!([0, genesis]))["claimable"], "0");
	for method in ["stakingRewards_rates", "emission_schedule"] {
		let parts = ["first block", "block 0", "a later one"];
		refuses(&node, method, json!([genesis]), 9007, &parts);
	}
}

#[test]
fn a_block_whose_state_is_gone_is_refused_by_every_method() {
	let node = Node::start(&["--state-pruning", "8"]);
	let first = node.block(1);
	let refusal = node.wait_for("the state of block 1 to go", || {
		node.call("emission_schedule", json!([first])).err()
	});
	assert_eq!(refusal.code, 9006, "{}", refusal.message);
	let parts = ["block 1", &first, "a newer block", "--state-pruning archive"];
	refuses(&node, "emission_schedule", json!([first]), 9006, &parts);
	refuses(&node, "stakingRewards_rates", json!([first]), 9006, &parts);
	refuses(&node, "stakingRewards_dapp", json!([0, first]), 9006, &parts);
	refuses(&node, "stakingRewards_pending", json!([ALICE, first]), 9006, &parts);
	assert!(plank(&node.ask("emission_schedule", json!([]))["released"]) > 0);
}
