// SPDX-License-Identifier: Apache-2.0

use crate::{
	action::{Action, Content},
	state::{Bond, State},
};

/// What has to hold. The numbers are those of the guarantees in the README of `pallet-settlement`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
	/// I1: the pot holds what it owes.
	Solvent,
	/// I2: no false root is final.
	TrueRoots,
	/// I5: the author of a batch that is not final has its bond in place, or has lost it for a false batch.
	BondStays,
	/// I6: final batches consume each entry once and in order, and none leaves out an entry that was due.
	InboxOnce,
	/// I11: at an end of the protocol everyone has been paid, and nothing is left.
	PaysEveryone,
	/// Everything becomes final if honest sequencers go on.
	FinalIsReachable,
	/// I11: users alone get everything out, whatever sequencers do or leave undone.
	ExitIsReachable,
}

/// The first property of a single state that does not hold.
#[must_use]
pub fn broken(state: &State) -> Option<Property> {
	let bonds_are_there = state
		.pending
		.iter()
		.all(|batch| state.bonds[usize::from(batch.author)] != Bond::Left);
	[
		(!state.last.is_false, Property::TrueRoots),
		(!state.last.inbox_is_broken, Property::InboxOnce),
		(bonds_are_there, Property::BondStays),
		(!state.settled || state.pot() == 0, Property::PaysEveryone),
		(state.settled || state.pot() >= state.owed(), Property::Solvent),
	]
	.into_iter()
	.find_map(|(holds, property)| (!holds).then_some(property))
}

/// A property of all futures: from each state, actions of one kind can reach a goal.
pub(crate) struct Future {
	pub(crate) property: Property,
	pub(crate) is_goal: fn(&State) -> bool,
	pub(crate) is_allowed: fn(&State, &Action) -> bool,
}

/// Nothing is pending, and nothing waits. In escape nothing can be submitted any more.
pub(crate) const FINAL: Future = Future {
	property: Property::FinalIsReachable,
	is_goal: |state| state.off || state.pending.is_empty() && state.inbox.is_empty(),
	is_allowed: is_honest,
};

/// Nothing is left in settlement.
pub(crate) const EXIT: Future = Future {
	property: Property::ExitIsReachable,
	is_goal: |state| state.settled || state.owed() == 0 && state.pending.is_empty(),
	is_allowed: is_of_users,
};

/// Checks that find a fraud. True batches become final by their windows: nobody is paid for verifying them.
fn finds_fraud(state: &State, action: &Action) -> bool {
	!matches!(action, Action::Check(place) if !state.pending[*place].is_false)
}

/// Actions of users, without any sequencer.
fn is_of_users(state: &State, action: &Action) -> bool {
	finds_fraud(state, action)
		&& !matches!(action, Action::Submit(..) | Action::Leave(_) | Action::Join(_))
}

/// Actions of users and of honest sequencers who stay, while nobody turns the instance off.
fn is_honest(state: &State, action: &Action) -> bool {
	finds_fraud(state, action)
		&& !matches!(action, Action::Submit(_, Content::Lie) | Action::Leave(_) | Action::Escape)
}
