// SPDX-License-Identifier: GPL-3.0-only

use super::script::{backs, hash, includes, Script};
use crate::finality::{
	status::{Reason, Stage},
	tracker::{Change, Finalization},
};

fn gaps(script: &Script) -> usize {
	script.count(|change| *change == Change::Gap)
}

#[test]
fn a_relay_block_without_its_parent_is_not_taken() {
	let mut script = Script::new();
	script.relay_exists("R1", "R0");
	assert!(!script.fork("R2", "R1", &[]));
	assert!(!script.tracker.best(hash("R2")));
	assert_eq!(script.finalizes("R2"), Finalization::Unlinked);
	assert!(script.fork("R1", "R0", &[]));
	assert!(script.fork("R2", "R1", &[]));
	assert_eq!(script.finalizes("R2"), Finalization::Taken);
}

#[test]
fn finality_that_skips_blocks_finalizes_all_of_them() {
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	script.built("P2", "P1", "R0");
	script.relay("R1", "R0", &[backs(&["P1"])]);
	script.relay("R2", "R1", &[includes(&["P1"]), backs(&["P2"])]);
	script.relay("R3", "R2", &[includes(&["P2"])]);
	script.relay("R4", "R3", &[]);
	script.finalizes("R4");
	let status = script.status("P1");
	assert_eq!((status.stage, script.stage("P2")), (Stage::Finalized, Stage::Finalized));
	assert_eq!(status.included.unwrap().relay_block, script.relay_ref("R2"));
	assert_eq!(status.finalized.unwrap().relay_block, script.relay_ref("R4"));
}

#[test]
fn events_of_an_unreadable_block_are_not_guessed() {
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	script.built("P2", "P1", "R0");
	script.unreadable("R1", "R0");
	assert_eq!((gaps(&script), script.stage("P1")), (1, Stage::Built));

	// P1 must have been included in R1 or before: P2 is included.
	script.relay("R2", "R1", &[includes(&["P2"])]);
	let status = script.status("P1");
	assert_eq!((status.stage, status.backed, status.included), (Stage::Included, None, None));
	script.finalizes("R2");
	assert_eq!(script.stage("P1"), Stage::Finalized);
	assert_eq!(script.stage("P2"), Stage::Finalized);
	let decided = script.count(|change| matches!(change, Change::Decided(_)));
	assert_eq!(decided, 0, "no statistics are made of what was not seen");
}

#[test]
fn a_block_is_not_retracted_because_of_unseen_events() {
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	script.unreadable("R1", "R0");
	let mut last = "R1".to_string();
	for number in 2..12 {
		let name = format!("R{number}");
		script.relay(&name, &last, &[]);
		last = name;
	}
	script.finalizes(&last);
	assert_eq!(script.stage("P1"), Stage::Built, "R1 may have backed or included it");

	script.built("Q1", "P0", "R11");
	script.relay("R12", "R11", &[backs(&["Q1"])]);
	script.relay("R13", "R12", &[includes(&["Q1"])]);
	script.finalizes("R13");
	assert_eq!(script.reason("P1"), Reason::Unknown);
}

#[test]
fn after_a_restart_of_the_follower_stages_come_back_and_the_rest_is_unknown() {
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	script.built("P2", "P1", "R0");
	script.relay("R1", "R0", &[backs(&["P1"])]);
	script.relay("R2", "R1", &[includes(&["P1"]), backs(&["P2"])]);
	script.finalizes("R1");
	for (name, parent) in [("R3", "R2"), ("R4", "R3"), ("R5", "R4")] {
		script.relay_exists(name, parent);
	}
	assert_eq!(gaps(&script), 0);
	// R5 knows P1 as included. The stage of P2 between is not known.
	script.start("R5", "P1");
	assert_eq!(gaps(&script), 1);
	assert_eq!(script.stage("P1"), Stage::Finalized);
	assert_eq!(script.stage("P2"), Stage::Built);
	script.relay("R6", "R5", &[includes(&["P2"])]);
	script.finalizes("R6");
	assert_eq!(script.stage("P2"), Stage::Finalized);
	assert_eq!(script.status("P2").backed, None);
}

#[test]
fn a_possible_ancestor_of_an_included_block_is_forgotten_not_retracted() {
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	script.exists("P2", "P1", "R0");
	script.exists("P3", "P2", "R0");
	script.relay_exists("R1", "R0");
	// P2, which would link P3 to P1, was never seen.
	script.start("R1", "P3");
	assert!(!script.is_tracked("P1"));
	assert!(script.changes.contains(&Change::Forgotten(hash("P1"))));
	assert_eq!(script.count(|change| matches!(change, Change::Retracted(_))), 0);
}

#[test]
fn blocks_from_before_the_start_are_not_tracked() {
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	script.relay("R1", "R0", &[backs(&["P1"])]);
	script.relay("R2", "R1", &[includes(&["P1"])]);
	script.finalizes("R2");
	script.exists("Q1", "P0", "R0");
	script.imported("Q1", true);
	assert!(!script.is_tracked("Q1"));
}

#[test]
fn blocks_that_were_read_late_have_no_durations() {
	let mut script = Script::new();
	script.exists("P1", "P0", "R0");
	script.imported("P1", false);
	script.relay("R1", "R0", &[backs(&["P1"])]);
	script.relay("R2", "R1", &[includes(&["P1"])]);
	script.finalizes("R2");
	assert!(script.changes.contains(&Change::Reached {
		stage: Stage::Backed,
		since_previous: None,
		since_built: None,
	}));
	assert!(script.changes.contains(&Change::Reached {
		stage: Stage::Included,
		since_previous: Some(6.0),
		since_built: None,
	}));
	assert_eq!(script.count(|change| matches!(change, Change::Decided(_))), 0);
}

#[test]
fn finality_that_was_not_seen_has_no_durations_and_later_finality_has() {
	let finality_seconds = |script: &Script| -> Vec<Option<f64>> {
		let seconds = |change: &Change| match change {
			Change::Reached { stage: Stage::Finalized, since_built, .. } => Some(*since_built),
			_ => None,
		};
		script.changes.iter().filter_map(seconds).collect()
	};
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	script.built("P2", "P1", "R0");
	script.relay("R1", "R0", &[backs(&["P1"])]);
	script.relay("R2", "R1", &[includes(&["P1"]), backs(&["P2"])]);
	// An outage: P1 became final during the outage, and the tracker learns that afterwards.
	script.read_late("R3", "R2", &[includes(&["P2"])]);
	script.relay("R4", "R3", &[]);
	script.finalizes("R4");
	assert_eq!(script.stage("P2"), Stage::Finalized);
	assert_eq!(finality_seconds(&script), [None, None]);
	script.built("P3", "P2", "R4");
	script.relay("R5", "R4", &[backs(&["P3"])]);
	script.relay("R6", "R5", &[includes(&["P3"])]);
	script.finalizes("R6");
	assert_eq!(finality_seconds(&script), [None, None, Some(12.0)]);
}

#[test]
fn a_block_from_before_the_start_is_not_retracted_because_of_unseen_events() {
	let mut script = Script::new();
	// P1 is backed in R0 or before, where the tracker did not read.
	script.exists("P1", "P0", "before R0");
	script.exists("Q1", "P0", "before R0");
	script.imported("P1", false);
	script.imported("Q1", false);
	let mut last = "R0".to_string();
	for number in 1..12 {
		let name = format!("R{number}");
		script.relay(&name, &last, &[]);
		last = name;
	}
	script.finalizes(&last);
	assert_eq!((script.stage("P1"), script.stage("Q1")), (Stage::Built, Stage::Built));
	script.relay("R12", &last, &[includes(&["P1"])]);
	script.finalizes("R12");
	assert_eq!(script.stage("P1"), Stage::Finalized);
	assert_eq!(script.reason("Q1"), Reason::Unknown, "it may have timed out before");
}
