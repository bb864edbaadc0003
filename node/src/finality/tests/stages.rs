// SPDX-License-Identifier: GPL-3.0-only

use super::script::{backs, hash, includes, times_out, Script};
use crate::finality::{
	status::{Mark, Moment, Stage},
	tracker::{Change, Finalization},
};

#[test]
fn a_block_goes_through_all_stages() {
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	let built = script.now;
	assert_eq!(script.stage("P1"), Stage::Built);
	assert_eq!(script.status("P1").relay_parent, Some(script.relay_ref("R0")));

	script.relay("R1", "R0", &[backs(&["P1"])]);
	assert_eq!(script.stage("P1"), Stage::Backed);
	script.relay("R2", "R1", &[includes(&["P1"])]);
	assert_eq!(script.stage("P1"), Stage::Included);
	script.finalizes("R1");
	assert_eq!(script.stage("P1"), Stage::Included);
	script.now += 500;
	script.finalizes("R2");

	let status = script.status("P1");
	let mark = |ms: u64, relay: &str| {
		Some(Mark {
			at: Moment { ms: built + ms, live: true },
			relay_block: script.relay_ref(relay),
		})
	};
	assert_eq!(status.stage, Stage::Finalized);
	assert_eq!(status.backed, mark(6_000, "R1"));
	assert_eq!(status.included, mark(12_000, "R2"));
	assert_eq!(status.finalized, mark(12_500, "R2"));
	assert_eq!(status.retracted, None);
	for stage in [Stage::Built, Stage::Backed, Stage::Included, Stage::Finalized] {
		assert_eq!(script.reached(stage), 1, "{stage:?}");
	}
	assert!(script.changes.contains(&Change::Reached {
		stage: Stage::Finalized,
		since_previous: Some(0.5),
		since_built: Some(12.5),
	}));
}

#[test]
fn blocks_ahead_of_inclusion_are_a_segment() {
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	script.built("P2", "P1", "R0");
	script.built("P3", "P2", "R0");
	// Q2 is on a fork, not part of the longest chain.
	script.built("Q2", "P1", "R0");
	script.relay("R1", "R0", &[backs(&["P1"])]);
	assert_eq!(script.tracker.segment().unwrap().unincluded, 3);
	script.relay("R2", "R1", &[includes(&["P1"]), backs(&["P2"])]);
	let segment = script.tracker.segment().unwrap();
	assert_eq!(segment.unincluded, 2);
	assert_eq!(segment.included_head, Some(script.para_ref("P1")));
	assert_eq!(segment.finalized_head, Some(script.para_ref("P0")));
	assert_eq!(segment.relay_best, script.relay_ref("R2"));
	assert_eq!(segment.relay_finalized, script.relay_ref("R0"));
	let numbers: Vec<u32> = segment.blocks.iter().map(|block| block.facts.number).collect();
	assert_eq!(numbers, [11, 12, 12, 13]);
}

/// The relay chain names only the last block of a candidate.
#[test]
fn all_blocks_of_a_candidate_go_through_the_stages_together() {
	let mut script = Script::new();
	script.built_bundle(&["P1", "P2", "P3"], "P0", "R0");
	script.relay("R1", "R0", &[]);
	script.built_bundle(&["P4", "P5"], "P3", "R1");
	let stages = |script: &Script| ["P1", "P2", "P3", "P4", "P5"].map(|name| script.stage(name));
	let (built, backed, included) = (Stage::Built, Stage::Backed, Stage::Included);
	script.relay("R2", "R1", &[backs(&["P3"])]);
	assert_eq!(stages(&script), [backed, backed, backed, built, built]);
	script.relay("R3", "R2", &[includes(&["P3"]), backs(&["P5"])]);
	assert_eq!(stages(&script), [included, included, included, backed, backed]);
	// Each with its time, and not as ancestors of an included block.
	for name in ["P1", "P2", "P3"] {
		assert_eq!(script.status(name).backed.unwrap().relay_block, script.relay_ref("R2"));
		assert_eq!(script.status(name).included.unwrap().relay_block, script.relay_ref("R3"));
	}
	script.relay("R4", "R3", &[times_out(&["P5"])]);
	assert_eq!(stages(&script), [included, included, included, built, built]);
	script.finalizes("R3");
	assert_eq!(stages(&script)[..3], [Stage::Finalized; 3]);
	assert_eq!(script.reached(Stage::Included), 3);
}

#[test]
fn a_stage_read_on_a_fork_goes_down_with_it_and_up_again() {
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	script.relay("R1", "R0", &[backs(&["P1"])]);
	script.relay("R2", "R1", &[includes(&["P1"])]);
	script.fork("S1", "R0", &[]);
	script.fork("S2", "S1", &[]);
	script.fork("S3", "S2", &[]);
	assert_eq!(script.stage("P1"), Stage::Included);

	script.best("S3");
	let status = script.status("P1");
	assert_eq!((status.stage, status.backed, status.included), (Stage::Built, None, None));
	script.relay("S4", "S3", &[backs(&["P1"])]);
	let status = script.status("P1");
	assert_eq!(status.backed.unwrap().relay_block, script.relay_ref("S4"));
	script.relay("S5", "S4", &[includes(&["P1"])]);
	assert_eq!(script.stage("P1"), Stage::Included);

	script.best("R2");
	assert_eq!(script.status("P1").included.unwrap().relay_block, script.relay_ref("R2"));
	script.best("S5");
	script.finalizes("S5");
	assert_eq!(script.status("P1").backed.unwrap().relay_block, script.relay_ref("S4"));
	assert_eq!(script.stage("P1"), Stage::Finalized);
	// Each stage counts once, however often the block reached it.
	assert_eq!((script.reached(Stage::Backed), script.reached(Stage::Included)), (1, 1));
}

#[test]
fn finality_decides_against_the_best_block() {
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	script.relay("R1", "R0", &[backs(&["P1"])]);
	script.relay("R2", "R1", &[includes(&["P1"])]);
	script.fork("S1", "R0", &[]);
	script.finalizes("S1");
	let segment = script.tracker.segment().unwrap();
	assert_eq!(segment.relay_best, script.relay_ref("S1"));
	assert_eq!(script.stage("P1"), Stage::Built);
	assert!(!script.tracker.best(hash("R2")), "it contradicts what is final");
}

#[test]
fn a_final_block_stays_final() {
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	script.relay("R1", "R0", &[backs(&["P1"])]);
	script.relay("R2", "R1", &[includes(&["P1"])]);
	script.finalizes("R2");
	let before = script.status("P1");
	assert_eq!(before.stage, Stage::Finalized);

	// Forks below the settled block, an older finalized block, the same one again, and the same blocks again.
	assert!(!script.fork("S2", "R1", &[]));
	assert_eq!(script.finalizes("R1"), Finalization::Old);
	assert_eq!(script.finalizes("R2"), Finalization::Taken);
	script.imported("P1", true);
	script.relay("R3", "R2", &[times_out(&["P1"])]);
	script.finalizes("R3");
	assert_eq!(script.status("P1"), before);
	assert_eq!(script.reached(Stage::Finalized), 1);
}

#[test]
fn repeated_inputs_count_once() {
	let mut script = Script::new();
	for _ in 0..3 {
		script.built("P1", "P0", "R0");
	}
	for _ in 0..3 {
		script.relay("R1", "R0", &[backs(&["P1"])]);
	}
	assert_eq!(script.status("P1").backed.unwrap().at.ms, script.now - 12_000);
	assert_eq!((script.reached(Stage::Built), script.reached(Stage::Backed)), (1, 1));
	script.changes.clear();
	script.best("R1");
	assert_eq!(script.changes, [], "nothing is new");
}

#[test]
fn a_block_can_be_imported_after_the_relay_chain_knows_it() {
	let mut script = Script::new();
	script.exists("P1", "P0", "R0");
	script.relay("R1", "R0", &[backs(&["P1"])]);
	script.relay("R2", "R1", &[includes(&["P1"])]);
	assert!(!script.is_tracked("P1"), "there is nothing to say of it yet");
	assert_eq!(script.tracker.announced(), [hash("P1")]);
	script.imported("P1", true);
	assert_eq!(script.tracker.announced(), []);
	assert_eq!(script.stage("P1"), Stage::Included);
	script.finalizes("R2");
	assert_eq!(script.stage("P1"), Stage::Finalized);
	// The block was built before it was backed, but not seen then: there is no duration.
	assert!(script.changes.iter().all(|change| !matches!(
		change,
		Change::Reached { stage: Stage::Backed, since_previous: Some(_), .. }
	)));
}

#[test]
fn a_relay_parent_is_found_when_it_arrives() {
	let mut script = Script::new();
	script.relay_exists("R1", "R0");
	script.built("P1", "P0", "R1");
	assert_eq!(script.status("P1").relay_parent, None);
	script.relay("R1", "R0", &[]);
	assert_eq!(script.status("P1").relay_parent, Some(script.relay_ref("R1")));
}

#[test]
fn missed_slots_are_counted_from_the_first_backed_block_on() {
	let missed = |script: &Script| script.count(|change| *change == Change::SlotMissed);
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	script.relay("R1", "R0", &[]);
	script.relay("R2", "R1", &[backs(&["P1"])]);
	script.finalizes("R2");
	assert_eq!(missed(&script), 0);
	script.relay("R3", "R2", &[includes(&["P1"])]);
	assert_eq!(missed(&script), 0, "not final yet");
	script.last_of_session("R4", "R3");
	script.unreadable("R5", "R4");
	script.relay("R6", "R5", &[]);
	script.finalizes("R6");
	assert_eq!(missed(&script), 2, "R3 and R6: R4 ends a session, R5 is unknown");
}
