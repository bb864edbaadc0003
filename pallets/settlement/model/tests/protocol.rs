// SPDX-License-Identifier: Apache-2.0

//! The protocol as designed holds all properties in all states, and each fault breaks the property that it should.

use settlement_model::{search, Action, Content, Fault, Property, Rules, State};

#[test]
fn as_designed_every_property_holds_in_every_state() {
	for (rules, states) in [(Rules::DESIGNED, 417_746), (Rules::LONG_WINDOWS, 614_934)] {
		let graph = search(&rules).unwrap_or_else(|found| panic!("{found:#?}"));
		// Another number means another model: look whether an action has got lost.
		assert_eq!(graph.states().count(), states);
		let Rules { window, liveness_deadline, .. } = rules;
		assert!(graph.exit_slots <= u32::from(liveness_deadline + window), "{}", graph.exit_slots);
		assert!(graph.final_slots <= u32::from(2 * window), "{}", graph.final_slots);
	}
}

#[test]
fn states_of_every_kind_are_reached() {
	let graph = search(&Rules::LONG_WINDOWS).unwrap_or_else(|found| panic!("{found:#?}"));
	let some = |what: &str, is: fn(&State) -> bool| assert!(graph.states().any(is), "no {what}");
	some("batches of both sequencers", |state| {
		(0..2).all(|author| state.pending.iter().any(|batch| batch.author == author))
	});
	some("true batch on a false one", |state| {
		state.pending.windows(2).any(|pair| pair[0].is_false && !pair[1].is_false)
	});
	some("false batch in escape", |state| {
		state.off && state.pending.iter().any(|batch| batch.is_false)
	});
	some("verified batch whose parent is not final", |state| {
		state.pending.iter().skip(1).any(|batch| batch.verified)
	});
	some("end with everyone paid", |state| state.settled && state.deposited > 0);
	some("claim before the end", |state| !state.settled && state.paid > 0);
}

/// What a search finds with a fault.
fn found(fault: Fault) -> (Property, Vec<Action>) {
	match search(&Rules::LONG_WINDOWS.with(fault)) {
		Ok(_) => panic!("{fault:?} breaks nothing"),
		Err(found) => (found.property, found.actions),
	}
}

#[test]
fn each_fault_breaks_its_property() {
	for (fault, property) in [
		(Fault::NobodyChecks, Property::TrueRoots),
		(Fault::FinalBeforeParent, Property::TrueRoots),
		(Fault::InboxNotGivenBack, Property::InboxOnce),
		(Fault::InboxGivenBackTooFar, Property::InboxOnce),
		// The batch on top stands on the false sums.
		(Fault::DescendantsStay, Property::Solvent),
		(Fault::BondLeavesEarly, Property::BondStays),
		(Fault::OldEntriesLeftOut, Property::InboxOnce),
		(Fault::EscapeFreezesBatches, Property::ExitIsReachable),
		(Fault::EscapePaysAtOnce, Property::PaysEveryone),
		(Fault::NoEscape, Property::ExitIsReachable),
		(Fault::OnlyTheLeader, Property::FinalIsReachable),
	] {
		assert_eq!(found(fault).0, property, "{fault:?}");
	}
}

#[test]
fn a_counterexample_is_a_shortest_way() {
	let (_, actions) = found(Fault::NobodyChecks);
	let lies = actions
		.iter()
		.filter(|action| matches!(action, Action::Submit(_, Content::Lie)));
	assert_eq!(lies.count(), 1);
	// One batch, and the slots of its window.
	assert_eq!(actions.len(), 1 + usize::from(Rules::LONG_WINDOWS.window));
}
