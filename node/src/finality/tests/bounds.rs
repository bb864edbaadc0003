// SPDX-License-Identifier: GPL-3.0-only

use super::script::{backs, hash, includes, Script, FIRST_PARA};
use crate::finality::{
	relay::{MAX_RELAY_BLOCKS, MAX_RELAY_HISTORY},
	status::Stage,
	tracker::{Change, MAX_BLOCKS, MAX_DECIDED, MAX_SHOWN, SHOWN_FINALIZED},
};

fn assert_within_bounds(script: &Script) {
	let relay = script.tracker.relay().unwrap();
	assert!(relay.len() <= MAX_RELAY_BLOCKS, "{} relay blocks", relay.len());
	assert!(relay.history_len() <= MAX_RELAY_HISTORY, "{} settled", relay.history_len());
	let (blocks, decided) = script.tracker.kept();
	assert!(blocks <= MAX_BLOCKS && decided <= MAX_DECIDED, "{blocks} blocks, {decided} decided");
}

/// Adds a relay block that backs a new block of ours and includes the block before. Returns the relay block's name.
fn step(script: &mut Script, number: usize) -> String {
	let (para, relay) = (format!("P{number}"), format!("R{number}"));
	let before = (format!("P{}", number - 1), format!("R{}", number - 1));
	script.built(&para, &before.0, &before.1);
	let included = match number {
		1 => Vec::new(),
		_ => includes(&[&before.0]),
	};
	script.relay(&relay, &before.1, &[included, backs(&[&para])]);
	relay
}

#[test]
fn a_relay_chain_that_finalizes_nothing_fills_no_memory() {
	let mut script = Script::new();
	let count = MAX_BLOCKS + MAX_RELAY_BLOCKS + 100;
	for number in 1..=count {
		step(&mut script, number);
		script.changes.retain(|change| matches!(change, Change::Forgotten(_)));
	}
	assert_within_bounds(&script);
	assert_eq!(script.tracker.relay().unwrap().len(), MAX_RELAY_BLOCKS);
	assert_eq!(script.tracker.kept().0, MAX_BLOCKS);
	// The oldest blocks were removed, and have no stage.
	assert!(!script.is_tracked("P1"));
	assert!(script.changes.contains(&Change::Forgotten(hash("P1"))));
	let stages = |script: &Script| {
		[count - 2, count - 1, count].map(|number| script.stage(&format!("P{number}")))
	};
	assert_eq!(stages(&script), [Stage::Included, Stage::Included, Stage::Backed]);

	// The segment shows the newest blocks.
	let segment = script.tracker.segment().unwrap();
	let shown = segment.blocks.len();
	assert_eq!((shown, segment.omitted), (MAX_SHOWN, MAX_BLOCKS - MAX_SHOWN));
	let newest = segment.blocks.last().unwrap().facts.hash;
	assert_eq!(newest, hash(&format!("P{count}")));

	// Finality returns, first below the settled block, where it changes nothing, and then above.
	script.finalizes("R50");
	assert_eq!(stages(&script), [Stage::Included, Stage::Included, Stage::Backed]);
	script.finalizes(&format!("R{}", count - 1));
	assert_eq!(stages(&script), [Stage::Finalized, Stage::Included, Stage::Backed]);
	assert_within_bounds(&script);
}

#[test]
fn blocks_whose_way_has_ended_are_kept_for_a_while() {
	let mut script = Script::new();
	for number in 1..=MAX_DECIDED + 50 {
		let relay = step(&mut script, number);
		script.finalizes(&relay);
		script.changes.clear();
	}
	assert_within_bounds(&script);
	let (blocks, decided) = script.tracker.kept();
	assert_eq!((blocks, decided), (MAX_DECIDED + 1, MAX_DECIDED));
	assert!(!script.is_tracked("P49") && script.is_tracked("P50"));
	let shown = script.tracker.segment().unwrap().blocks;
	assert_eq!(shown.len(), SHOWN_FINALIZED + 1);
	assert_eq!(script.tracker.segment().unwrap().omitted, 0);
	// A block that the node imports late is taken only at or above the lowest height that is kept.
	let expected = [49, 50, MAX_DECIDED + 51]
		.map(|para| script.tracker.is_expected(FIRST_PARA + u32::try_from(para).unwrap()));
	assert_eq!(expected, [false, false, true]);
}

#[test]
fn forks_of_either_chain_fill_no_memory() {
	let mut script = Script::new();
	script.relay("R1", "R0", &[]);
	for number in 0..MAX_RELAY_BLOCKS + 20 {
		assert!(script.fork(&format!("S{number}"), "R0", &[]));
		script.best("R1");
	}
	assert_within_bounds(&script);
	for number in 0..MAX_BLOCKS + 20 {
		script.built(&format!("F{number}"), "P0", "R1");
		script.changes.clear();
	}
	assert_within_bounds(&script);
	assert!(script.tracker.relay().unwrap().contains(&hash("R1")), "the best chain is kept");
}

#[test]
fn forks_of_the_best_block_fill_no_memory() {
	let mut script = Script::new();
	for number in 0..MAX_RELAY_BLOCKS + 20 {
		script.fork(&format!("S{number}"), "R0", &[]);
	}
	assert_within_bounds(&script);
	let chain = (0..MAX_RELAY_BLOCKS + 20).fold("R0".to_string(), |parent, number| {
		let name = format!("R{}", number + 1);
		script.fork(&name, &parent, &[]);
		script.best(&name);
		name
	});
	assert_within_bounds(&script);
	assert_eq!(script.tracker.segment().unwrap().relay_best, script.relay_ref(&chain));
}
