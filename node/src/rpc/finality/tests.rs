// SPDX-License-Identifier: GPL-3.0-only

//! Are wrong questions refused with a reason, and do subscriptions end with one?

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use super::*;
use crate::finality::tests::script::{backs, hash, includes, Script};
use futures_timer::Delay;
use jsonrpsee::{types::ErrorObjectOwned, RpcModule};
use serde_json::{json, Value};
use std::time::Duration;

/// Messages that a connection holds for a client that does not read.
const CONNECTION_BUFFER: usize = 1;

/// The longest time for a message on a machine under load.
const DEADLINE: Duration = Duration::from_secs(60);

fn refused<T>(answer: Result<T, Error>, code: i32, parts: &[&str]) {
	let Err(error) = answer else { panic!("not refused; expected {code}") };
	let error = ErrorObjectOwned::from(error);
	assert_eq!(error.code(), code, "{}", error.message());
	for part in parts {
		assert!(error.message().contains(part), "no `{part}` in: {}", error.message());
	}
}

/// A parameter from a client.
fn given<T: Parameter>(json: Value) -> Option<Given<T>> {
	Some(serde_json::from_value(json).unwrap())
}

fn tracking(script: Script) -> (Arc<Finality>, FinalityMethods) {
	let finality = Finality::new(None);
	finality.update(|tracker| *tracker = script.tracker);
	(finality.clone(), FinalityMethods::new(StageSource::Tracker(finality), nothing_imported()))
}

fn nothing_imported() -> Arc<HeightOf> {
	Arc::new(|_| Ok(None))
}

/// Plays a scene on the shared tracker, with a script that knows `P1`.
fn play(finality: &Finality, scene: impl FnOnce(&mut Script)) {
	let mut script = Script::new();
	script.exists("P1", "P0", "R0");
	script.collects = false;
	finality.update(|tracker| {
		std::mem::swap(tracker, &mut script.tracker);
		scene(&mut script);
		std::mem::swap(tracker, &mut script.tracker);
	});
}

/// A script with one block, which the relay chain will include.
fn one_block() -> Script {
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	script
}

#[test]
fn a_node_without_a_tracker_says_why() {
	for (source, code, part) in [
		(StageSource::NoRelayChain, 9011, "without a relay chain"),
		(StageSource::TurnedOff, 9012, "--no-finality-tracker"),
	] {
		let methods = FinalityMethods::new(source, nothing_imported());
		refused(methods.block_status(given(json!(hash("P1")))), code, &[part]);
		refused(methods.segment(), code, &[part]);
		refused(methods.latency(), code, &[part]);
		refused(methods.estimate(given(json!("built"))), code, &[part]);
		refused(methods.open_block(given(json!(hash("P1"))), 0), code, &[part]);
		refused(methods.open_segment(0), code, &[part]);
	}
}

#[test]
fn before_the_relay_chain_is_reached_the_node_says_so() {
	let methods =
		FinalityMethods::new(StageSource::Tracker(Finality::new(None)), nothing_imported());
	refused(methods.segment(), 9013, &["wait until it has synced"]);
	refused(methods.block_status(given(json!(hash("P1")))), 9013, &["wait"]);
	assert_eq!(methods.latency().unwrap().blocks, 0);
}

#[test]
fn bad_parameters_are_refused() {
	let (_, methods) = tracking(one_block());
	assert_eq!(methods.block_status(given(json!(hash("P1")))).unwrap().stage, Stage::Built);
	refused(methods.block_status(None), 9015, &["is missing", "0x and 64 hex digits"]);
	for malformed in [json!(5), json!("0x12"), json!("latest")] {
		refused(methods.block_status(given(malformed.clone())), 9015, &["malformed"]);
		refused(methods.open_block(given(malformed), 0), 9015, &["malformed"]);
	}
	let accepted = "give `built`, `backed` or `included`";
	refused(methods.estimate(None), 9016, &["is missing", accepted]);
	for malformed in [json!("finalized"), json!("Built"), json!(1)] {
		refused(methods.estimate(given(malformed)), 9016, &["malformed", accepted]);
	}
}

#[test]
fn future_and_forgotten_blocks_have_different_errors() {
	let imported = |name: &str, height: Option<u32>| -> FinalityMethods {
		let (finality, _) = tracking(one_block());
		let block = hash(name);
		let height_of = move |hash| Ok(height.filter(|_| hash == block));
		FinalityMethods::new(StageSource::Tracker(finality), Arc::new(height_of))
	};
	let block = || given(json!(hash("X")));
	// P0, of height 10, is final. P1, of height 11, is the lowest block that is kept.
	for (height, code, parts) in [
		(None, 9019, ["0x58", "ask again"]),
		(Some(12), 9019, ["0x58", "ask again"]),
		(Some(11), 9019, ["0x58", "ask again"]),
		(Some(10), 9014, ["0x58", "last 512"]),
		(Some(3), 9014, ["0x58", "last 512"]),
	] {
		let methods = imported("X", height);
		refused(methods.block_status(block()), code, &parts);
		refused(methods.open_block(block(), 0), code, &parts);
	}
}

#[test]
fn too_many_subscriptions_are_refused_with_the_limit() {
	let (_, methods) = tracking(one_block());
	let mut open: Vec<Subscription> = (0..32)
		.map(|_| methods.open_segment(1).unwrap_or_else(|error| panic!("{error}")))
		.collect();
	refused(methods.open_segment(1), 9017, &["32 subscriptions"]);
	for connection in 2..65 {
		open.extend((0..32).filter_map(|_| methods.open_segment(connection).ok()));
	}
	assert_eq!(open.len(), 2_048);
	refused(methods.open_segment(100), 9018, &["2048 subscriptions"]);
}

/// Subscribes, plays a scene, and only then reads: returns all notifications until the subscription ends.
fn notifications_after(method: &str, params: Value, scene: impl FnOnce(&Finality)) -> Vec<Value> {
	let (finality, methods) = tracking(one_block());
	let module: RpcModule<FinalityMethods> = FinalitySubscriptionsRpcServer::into_rpc(methods);
	let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
	sc_cli::build_runtime().unwrap().block_on(async {
		let (_, mut sent) =
			module.raw_json_request(&request.to_string(), CONNECTION_BUFFER).await.unwrap();
		scene(&finality);
		let mut notifications = Vec::new();
		loop {
			let (received, deadline) = (std::pin::pin!(sent.recv()), Delay::new(DEADLINE));
			let text = match future::select(received, deadline).await {
				Either::Left((Some(text), _)) => text,
				Either::Left((None, _)) => break,
				Either::Right(_) => panic!("it has not ended after {notifications:?}"),
			};
			let message: Value = serde_json::from_str(&text).unwrap();
			// The answer to the request arrives on the same channel.
			if message.get("id").is_none() {
				notifications.push(message);
			}
		}
		notifications
	})
}

#[test]
fn a_subscription_ends_after_the_last_stage() {
	let params = json!([hash("P1")]);
	let notifications = notifications_after("finality_subscribeBlock", params, |finality| {
		play(finality, |script| {
			script.relay("R1", "R0", &[backs(&["P1"])]);
			script.relay("R2", "R1", &[includes(&["P1"])]);
			script.finalizes("R2");
		});
	});
	let stages: Vec<&Value> = notifications
		.iter()
		.map(|message| &message["params"]["result"]["stage"])
		.collect();
	assert_eq!(stages, ["built", "finalized"], "what changes at once is told at once");
	assert!(notifications.iter().all(|message| message["method"] == "finality_block"));
}

#[test]
fn a_subscriber_that_is_too_slow_is_told() {
	let notifications = notifications_after("finality_subscribeSegment", json!([]), |finality| {
		// The connection and the task in between hold some messages beyond `MAX_WAITING`.
		for number in 1..=3 * MAX_WAITING {
			play(finality, |script| script.relay(&format!("S{number}"), "R0", &[]));
		}
	});
	let (end, told) = notifications.split_last().unwrap();
	let reason = end["params"]["error"].as_str().unwrap();
	assert!(
		reason.contains("more than 16 changes") && reason.contains("subscribe again"),
		"{reason}"
	);
	assert!(told.iter().all(|message| message["params"].get("error").is_none()));
	assert!(told.len() < 3 * MAX_WAITING, "{} were told", told.len());
}
