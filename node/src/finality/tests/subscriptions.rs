// SPDX-License-Identifier: GPL-3.0-only

use super::script::{backs, hash, includes, Script};
use crate::finality::{
	handle::{
		Finality, Refusal, Subscription, Update, MAX_SUBSCRIPTIONS,
		MAX_SUBSCRIPTIONS_PER_CONNECTION, MAX_WAITING,
	},
	metrics::Metrics,
	status::now_ms,
	tracker::MAX_DECIDED,
};
use futures::{FutureExt, StreamExt};
use prometheus_endpoint::{prometheus::TextEncoder, Registry};
use serde_json::{json, Value};
use std::sync::Arc;

/// Plays a scene of the script on the shared tracker.
fn play<T>(finality: &Finality, script: &mut Script, scene: impl FnOnce(&mut Script) -> T) -> T {
	finality.update(|tracker| {
		std::mem::swap(tracker, &mut script.tracker);
		script.collects = false;
		let answer = scene(script);
		std::mem::swap(tracker, &mut script.tracker);
		answer
	})
}

/// A script that uses the shared tracker.
fn script_for(finality: &Finality) -> Script {
	let mut script = Script::new();
	finality.update(|tracker| std::mem::swap(tracker, &mut script.tracker));
	script
}

fn begin() -> (Arc<Finality>, Script) {
	let finality = Finality::new(None);
	let mut script = script_for(&finality);
	play(&finality, &mut script, |script| script.built("P1", "P0", "R0"));
	(finality, script)
}

/// The next message, which must exist: its content, and whether it is the last.
fn next(subscription: &mut Subscription) -> (Value, bool) {
	match subscription.updates.next().now_or_never() {
		Some(Some(Update::Changed { json, last })) => {
			(serde_json::from_str(json.get()).unwrap(), last)
		},
		other => panic!("no message: {other:?}"),
	}
}

fn has_ended(subscription: &mut Subscription) -> bool {
	matches!(subscription.updates.next().now_or_never(), Some(None))
}

#[test]
fn a_subscriber_is_told_each_stage_once_and_then_it_ends() {
	let (finality, mut script) = begin();
	let mut subscription = finality.subscribe_block(hash("P1"), 0).unwrap();
	play(&finality, &mut script, |script| script.relay("R1", "R0", &[backs(&["P1"])]));
	// This relay block has no event of P1.
	play(&finality, &mut script, |script| script.fork("S1", "R0", &[]));
	play(&finality, &mut script, |script| script.relay("R2", "R1", &[includes(&["P1"])]));
	play(&finality, &mut script, |script| script.finalizes("R2"));
	for (stage, is_last) in
		[("built", false), ("backed", false), ("included", false), ("finalized", true)]
	{
		let (status, last) = next(&mut subscription);
		assert_eq!((status["stage"].as_str(), last), (Some(stage), is_last));
	}
	assert!(has_ended(&mut subscription));

	let mut late = finality.subscribe_block(hash("P1"), 0).unwrap();
	assert_eq!(next(&mut late).0["stage"], "finalized");
	assert!(has_ended(&mut late));
}

#[test]
fn an_answer_is_written_as_documented() {
	let (finality, mut script) = begin();
	play(&finality, &mut script, |script| script.relay("R1", "R0", &[backs(&["P1"])]));
	let status = serde_json::to_value(finality.status(&hash("P1")).unwrap()).unwrap();
	let relay = |name, number: u32| json!({ "number": number, "hash": hash(name) });
	assert_eq!(
		status,
		json!({
			"hash": hash("P1"), "number": 11, "parentHash": hash("P0"),
			"author": null, "slot": null, "extrinsics": null,
			"refTimeShare": null, "proofSizeShare": null,
			"proofSizeBytes": null, "refTimePicos": null,
			"stage": "backed",
			"relayParent": relay("R0", 100),
			"built": { "atMs": 600_000 },
			"backed": { "atMs": 606_000, "relayBlock": relay("R1", 101) },
			"included": null, "finalized": null, "retracted": null,
		})
	);
	let segment = serde_json::to_value(finality.segment().unwrap()).unwrap();
	assert_eq!(
		segment,
		json!({
			"relayBest": relay("R1", 101), "relayFinalized": relay("R0", 100),
			"includedHead": relay("P0", 10), "finalizedHead": relay("P0", 10),
			"capacity": null, "unincluded": 1, "omitted": 0, "blocks": [status],
		})
	);

	play(&finality, &mut script, |script| {
		script.relay("S1", "R0", &[]);
		script.built("P2", "P1", "S1");
		script.relay("S2", "R1", &[]);
		script.finalizes("S2");
	});
	let retracted = serde_json::to_value(finality.status(&hash("P2")).unwrap()).unwrap();
	assert_eq!(
		retracted["retracted"],
		json!({ "atMs": 618_000, "reason": "relayReorg", "relayBlock": relay("S2", 102) })
	);
}

#[test]
fn a_segment_is_told_at_each_change_of_the_best_relay_block() {
	let (finality, mut script) = begin();
	let mut subscription = finality.subscribe_segment(0).unwrap();
	assert_eq!(next(&mut subscription).0["relayBest"]["number"], 100);
	play(&finality, &mut script, |script| script.relay("R1", "R0", &[]));
	let (segment, last) = next(&mut subscription);
	assert_eq!((&segment["relayBest"]["number"], last), (&json!(101), false));
	play(&finality, &mut script, |script| script.finalizes("R1"));
	assert_eq!(next(&mut subscription).0["relayFinalized"]["number"], 101);
}

#[test]
fn the_last_message_comes_however_many_blocks_end_with_it() {
	let (finality, mut script) = begin();
	let mut subscription = finality.subscribe_block(hash("P1"), 0).unwrap();
	let count = MAX_DECIDED + 20;
	for number in 2..=count {
		let (name, parent) = (format!("P{number}"), format!("P{}", number - 1));
		play(&finality, &mut script, |script| script.built(&name, &parent, "R0"));
	}
	let last = format!("P{count}");
	play(&finality, &mut script, |script| {
		script.relay("R1", "R0", &[backs(&[&last])]);
		script.relay("R2", "R1", &[includes(&[&last])]);
		script.finalizes("R2");
	});
	assert_eq!(finality.status(&hash("P1")).err(), Some(Refusal::NotTracked), "it is let go");
	assert_eq!(next(&mut subscription).0["stage"], "built");
	let (status, is_last) = next(&mut subscription);
	assert_eq!((status["stage"].as_str(), is_last), (Some("finalized"), true));
	assert!(has_ended(&mut subscription));
}

#[test]
fn a_segment_is_written_once_for_all_who_subscribe() {
	let (finality, mut script) = begin();
	let mut open = [0, 1].map(|connection| finality.subscribe_segment(connection).unwrap());
	let mut written = || {
		open.each_mut()
			.map(|subscription| match subscription.updates.next().now_or_never() {
				Some(Some(Update::Changed { json, .. })) => json,
				other => panic!("no message: {other:?}"),
			})
	};
	let [one, other] = written();
	assert!(Arc::ptr_eq(&one, &other));
	play(&finality, &mut script, |script| script.relay("R1", "R0", &[]));
	let [newer, other] = written();
	assert!(Arc::ptr_eq(&newer, &other));
	let mut late = finality.subscribe_segment(2).unwrap();
	assert_eq!(next(&mut late).0["relayBest"]["number"], 101, "no old one is given out");
}

#[test]
fn a_subscriber_that_does_not_read_is_dropped_and_others_are_not() {
	let (finality, mut script) = begin();
	let mut slow = finality.subscribe_segment(0).unwrap();
	let mut quick = finality.subscribe_segment(1).unwrap();
	let mut last = "R0".to_string();
	for number in 1..=2 * MAX_WAITING {
		let name = format!("R{number}");
		play(&finality, &mut script, |script| script.relay(&name, &last, &[]));
		last = name;
		while quick.updates.next().now_or_never().is_some() {}
	}
	let mut waiting = 0;
	while let Some(Some(_)) = slow.updates.next().now_or_never() {
		waiting += 1;
	}
	// The channel holds one message more, which belongs to the sender.
	assert_eq!(waiting, MAX_WAITING + 1);
	assert!(has_ended(&mut slow));
	play(&finality, &mut script, |script| script.relay("S1", &last, &[]));
	assert_eq!(next(&mut quick).0["relayBest"]["hash"], json!(hash("S1")));
}

#[test]
fn subscriptions_are_limited_by_connection_and_in_all() {
	let (finality, _script) = begin();
	let mut open: Vec<Subscription> = (0..MAX_SUBSCRIPTIONS_PER_CONNECTION)
		.map(|_| finality.subscribe_block(hash("P1"), 7).unwrap())
		.collect();
	let refusal = |connection| finality.subscribe_segment(connection).err();
	assert_eq!(refusal(7), Some(Refusal::ConnectionFull));
	open.pop();
	assert_eq!(refusal(7), None, "one was closed");
	for connection in 100.. {
		for _ in 0..MAX_SUBSCRIPTIONS_PER_CONNECTION {
			match finality.subscribe_segment(connection) {
				Ok(subscription) => open.push(subscription),
				Err(refusal) => {
					assert_eq!(refusal, Refusal::NodeFull);
					assert_eq!(open.len(), MAX_SUBSCRIPTIONS);
					return;
				},
			}
		}
	}
}

#[test]
fn a_block_that_is_not_tracked_is_refused() {
	let (finality, _script) = begin();
	assert_eq!(finality.status(&hash("X")).err(), Some(Refusal::NotTracked));
	assert_eq!(finality.subscribe_block(hash("X"), 0).err(), Some(Refusal::NotTracked));
	let empty = Finality::new(None);
	assert_eq!(empty.status(&hash("P1")).err(), Some(Refusal::NotStarted));
	assert_eq!(empty.segment().err(), Some(Refusal::NotStarted));
	assert_eq!(empty.subscribe_segment(0).err(), Some(Refusal::NotStarted));
}

#[test]
fn prometheus_is_told() {
	let registry = Registry::new();
	let finality = Finality::new(Some(Metrics::register(&registry).unwrap()));
	let mut script = script_for(&finality);
	play(&finality, &mut script, |script| script.built("P1", "P0", "R0"));
	let open = finality.subscribe_segment(0).unwrap();
	play(&finality, &mut script, |script| script.built("Q1", "P0", "R0"));
	play(&finality, &mut script, |script| script.relay("R1", "R0", &[backs(&["P1"])]));
	play(&finality, &mut script, |script| script.relay("R2", "R1", &[includes(&["P1"])]));
	play(&finality, &mut script, |script| script.unreadable("R3", "R2"));
	play(&finality, &mut script, |script| script.finalizes("R2"));
	finality.set_lag(2);

	let text = TextEncoder::new().encode_to_string(&registry.gather()).unwrap();
	for line in [
		"outrider_parablocks_total{stage=\"built\"} 2",
		"outrider_parablocks_total{stage=\"backed\"} 1",
		"outrider_parablocks_total{stage=\"included\"} 1",
		"outrider_parablocks_total{stage=\"finalized\"} 1",
		"outrider_parablocks_retracted_total{reason=\"sibling_included\"} 1",
		"outrider_parablocks_retracted_total{reason=\"timed_out\"} 0",
		"outrider_parablock_stage_seconds_sum{stage=\"built\"} 6",
		"outrider_parablock_stage_seconds_sum{stage=\"backed\"} 6",
		"outrider_parablock_stage_seconds_sum{stage=\"included\"} 6",
		"outrider_parablock_finality_seconds_sum 18",
		"outrider_relay_slots_missed_total 1",
		"outrider_unincluded_segment_blocks 0",
		"outrider_unincluded_segment_capacity_blocks 0",
		"outrider_finality_lag_blocks 2",
		"outrider_finality_tracker_gaps_total 1",
		"outrider_finality_subscriptions 1",
		"outrider_authored_block_proof_size_bytes_count 0",
	] {
		assert!(text.lines().any(|found| found == line), "no `{line}` in:\n{text}");
	}
	drop(open);
	let text = TextEncoder::new().encode_to_string(&registry.gather()).unwrap();
	assert!(text.contains("outrider_finality_subscriptions 0"));
}

#[test]
fn prometheus_is_told_whether_and_since_when_the_gauges_stand_still() {
	let registry = Registry::new();
	let finality = Finality::new(Some(Metrics::register(&registry).unwrap()));
	let value = |name: &str| -> f64 {
		let text = TextEncoder::new().encode_to_string(&registry.gather()).unwrap();
		let line = text.lines().find_map(|line| line.strip_prefix(&format!("{name} ")));
		line.unwrap().parse().unwrap()
	};
	let (is_followed, last_update) =
		("outrider_finality_following", "outrider_finality_last_update_seconds");
	assert_eq!((value(is_followed), value(last_update)), (0.0, 0.0));
	let following = finality.following();
	assert_eq!(value(is_followed), 1.0);
	drop(following);
	assert_eq!(value(is_followed), 0.0, "it ends with the loop that follows");

	let seconds = now_ms() / 1_000;
	let mut script = script_for(&finality);
	let first = value(last_update);
	assert!(first >= seconds as f64, "{first} is not in Unix seconds");
	play(&finality, &mut script, |script| script.built("P1", "P0", "R0"));
	assert_eq!(value(last_update), first, "the relay chain has not moved");
	while now_ms() <= (first * 1_000.0) as u64 {}
	play(&finality, &mut script, |script| script.relay("R1", "R0", &[]));
	assert!(value(last_update) > first);

	finality.set_block_time(Some(6_000));
	assert_eq!(value("outrider_block_time_seconds"), 6.0);
	finality.set_block_time(None);
	assert_eq!(value("outrider_block_time_seconds"), 0.0);
}
