// SPDX-License-Identifier: GPL-3.0-only

use super::script::{backs, includes, times_out, Script};
use crate::finality::{
	status::{Reason, Stage},
	tracker::Change,
};

/// Extends the best chain by empty relay blocks with names from `first` on. Returns the name of the last one.
fn empty(script: &mut Script, parent: &str, first: u32, count: u32) -> String {
	(first..first + count).fold(parent.to_string(), |parent, number| {
		let name = format!("R{number}");
		script.relay(&name, &parent, &[]);
		name
	})
}

#[test]
fn a_candidate_that_times_out_goes_down_and_is_retracted_once_it_can_not_come_back() {
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	script.relay("R1", "R0", &[backs(&["P1"])]);
	script.relay("R2", "R1", &[]);
	script.relay("R3", "R2", &[times_out(&["P1"])]);
	let status = script.status("P1");
	assert_eq!((status.stage, status.backed), (Stage::Built, None));
	script.finalizes("R3");
	assert_eq!(script.stage("P1"), Stage::Built, "R4 may still back it");

	let last = empty(&mut script, "R3", 4, 2);
	script.finalizes("R4");
	assert_eq!(script.stage("P1"), Stage::Built);
	script.finalizes(&last);
	assert_eq!(script.reason("P1"), Reason::TimedOut);
	let relay_block = script.status("P1").retracted.unwrap().relay_block;
	assert_eq!(relay_block, Some(script.relay_ref("R3")), "which said so");
	assert_eq!(script.count(|change| *change == Change::Retracted(Reason::TimedOut)), 1);
}

#[test]
fn a_candidate_that_times_out_can_be_backed_again() {
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	script.relay("R1", "R0", &[backs(&["P1"])]);
	script.relay("R2", "R1", &[times_out(&["P1"])]);
	script.relay("R3", "R2", &[backs(&["P1"])]);
	let last = empty(&mut script, "R3", 4, 6);
	script.finalizes(&last);
	assert_eq!(script.stage("P1"), Stage::Backed);
	script.relay("R10", &last, &[includes(&["P1"])]);
	script.finalizes("R10");
	assert_eq!(script.stage("P1"), Stage::Finalized);
}

#[test]
fn a_block_loses_to_its_sibling() {
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	script.built("Q1", "P0", "R0");
	script.relay("R1", "R0", &[backs(&["Q1"])]);
	script.relay("R2", "R1", &[includes(&["Q1"])]);
	assert_eq!(script.stage("P1"), Stage::Built, "R2 is not final");
	script.finalizes("R2");
	assert_eq!(script.stage("Q1"), Stage::Finalized);
	assert_eq!(script.reason("P1"), Reason::SiblingIncluded);
}

#[test]
fn descendants_of_a_lost_block_are_lost() {
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	script.built("P2", "P1", "R0");
	script.built("P3", "P2", "R0");
	script.built("Q1", "P0", "R0");
	// The parent of X1 is not known here.
	script.exists("X1", "P0", "R0");
	script.built("X2", "X1", "R0");
	script.relay("R1", "R0", &[backs(&["Q1"])]);
	script.relay("R2", "R1", &[includes(&["Q1"])]);
	script.finalizes("R2");
	for name in ["P1", "P2", "P3", "X2"] {
		assert_eq!(script.reason(name), Reason::SiblingIncluded, "{name}");
	}
}

#[test]
fn a_sibling_that_is_included_on_a_fork_decides_nothing() {
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	script.built("Q1", "P0", "R0");
	script.relay("R1", "R0", &[backs(&["Q1"])]);
	script.relay("R2", "R1", &[includes(&["Q1"])]);
	script.fork("S1", "R0", &[backs(&["P1"])]);
	script.fork("S2", "S1", &[includes(&["P1"])]);
	script.fork("S3", "S2", &[]);
	script.best("S3");
	assert_eq!((script.stage("P1"), script.stage("Q1")), (Stage::Included, Stage::Built));
	script.finalizes("S3");
	assert_eq!(script.stage("P1"), Stage::Finalized);
	assert_eq!(script.reason("Q1"), Reason::SiblingIncluded);
}

#[test]
fn a_block_on_a_lost_relay_block_is_lost() {
	let mut script = Script::new();
	script.fork("R1", "R0", &[]);
	script.built("P1", "P0", "R1");
	script.relay("S1", "R0", &[]);
	assert_eq!(script.stage("P1"), Stage::Built);
	script.finalizes("S1");
	assert_eq!(script.reason("P1"), Reason::RelayReorg);
}

#[test]
fn a_session_change_drops_backed_blocks_and_blocks_on_older_relay_parents() {
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	script.built("P2", "P1", "R0");
	script.relay("R1", "R0", &[backs(&["P1"])]);
	script.last_of_session("R2", "R1");
	assert_eq!(script.stage("P1"), Stage::Built, "the relay chain says nothing of it");
	script.built("Q1", "P0", "R2");
	script.finalizes("R2");
	assert_eq!(script.reason("P1"), Reason::SessionChange);
	assert_eq!(script.reason("P2"), Reason::SessionChange);
	assert_eq!(script.stage("Q1"), Stage::Built, "built in the new session");
}

#[test]
fn an_included_block_survives_a_session_change() {
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	script.relay("R1", "R0", &[backs(&["P1"])]);
	script.relay("R2", "R1", &[includes(&["P1"])]);
	script.last_of_session("R3", "R2");
	assert_eq!(script.stage("P1"), Stage::Included);
	script.finalizes("R3");
	assert_eq!(script.stage("P1"), Stage::Finalized);
}

#[test]
fn a_block_on_an_old_relay_block_is_given_up_when_no_block_may_back_it() {
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	let last = empty(&mut script, "R0", 1, 4);
	script.finalizes(&last);
	assert_eq!(script.stage("P1"), Stage::Built, "R5 may back it: R0 is the fifth block before");
	script.relay("R5", &last, &[]);
	assert_eq!(script.stage("P1"), Stage::Built, "R5 is not final");
	script.finalizes("R5");
	assert_eq!(script.reason("P1"), Reason::RelayParentTooOld);
}

#[test]
fn a_backed_block_is_never_too_old() {
	let mut script = Script::new();
	script.built("P1", "P0", "R0");
	script.relay("R1", "R0", &[backs(&["P1"])]);
	let last = empty(&mut script, "R1", 2, 12);
	script.finalizes(&last);
	assert_eq!(script.stage("P1"), Stage::Backed);
}

#[test]
fn a_retracted_block_stays_retracted() {
	let mut script = Script::new();
	script.fork("R1", "R0", &[]);
	script.built("P1", "P0", "R1");
	script.relay("S1", "R0", &[]);
	script.finalizes("S1");
	let before = script.status("P1");
	script.imported("P1", true);
	let last = empty(&mut script, "S1", 2, 8);
	script.finalizes(&last);
	assert_eq!(script.status("P1"), before);
	assert_eq!(script.count(|change| matches!(change, Change::Retracted(_))), 1);
}
