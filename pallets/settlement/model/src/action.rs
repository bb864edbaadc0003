// SPDX-License-Identifier: Apache-2.0

//! What can happen in a state, and what comes of it.

use crate::{
	rules::{Fault, Rules},
	state::{Batch, Bond, Entry, State, Sums},
};

/// A step from a state to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
	/// A user deposits 1.
	Deposit,
	/// A user forces an exit of everything that is free.
	ForceExit,
	/// A sequencer submits a batch.
	Submit(u8, Content),
	/// Anyone has a pending batch checked, given by its place.
	Check(usize),
	/// A sequencer takes its bond back.
	Leave(u8),
	/// Somebody bonds in a place that is empty.
	Join(u8),
	/// Everything that can be claimed is claimed.
	Claim,
	/// A lived slot ends.
	EndSlot,
	/// Anyone turns the instance off.
	Escape,
	/// In escape: everyone is paid.
	Settle,
}

/// What a batch holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
	/// The entries that are due.
	Due,
	/// All entries, and withdrawals of everything that is free.
	Everything,
	/// The entries that are due, and a root in which more has left than was deposited.
	Lie,
}

impl State {
	/// All actions that the protocol allows here.
	#[must_use]
	pub fn actions(&self, rules: &Rules) -> Vec<Action> {
		if self.settled {
			return Vec::new();
		}
		let mut actions = Vec::new();
		if !self.off {
			if self.inbox.len() < rules.entries {
				actions.push(Action::ForceExit);
				actions.extend((self.deposited < rules.deposits).then_some(Action::Deposit));
			}
			(0..2).for_each(|sequencer| self.add_actions_of(sequencer, rules, &mut actions));
		}
		if !rules.has(Fault::NobodyChecks) && !self.is_frozen(rules) {
			let unchecked = self.pending.iter().enumerate().filter(|(_, batch)| !batch.verified);
			actions.extend(unchecked.map(|(place, _)| Action::Check(place)));
		}
		let others = [
			(self.last.sums.exited > self.paid, Action::Claim),
			(self.slot_may_end(rules), Action::EndSlot),
			(self.may_escape(rules), Action::Escape),
			(self.may_settle(rules), Action::Settle),
		];
		actions.extend(
			others
				.into_iter()
				.filter_map(|(is_allowed, action)| is_allowed.then_some(action)),
		);
		actions
	}

	fn add_actions_of(&self, sequencer: u8, rules: &Rules, actions: &mut Vec<Action>) {
		let is_pending = self.pending.iter().any(|batch| batch.author == sequencer);
		match self.bonds[usize::from(sequencer)] {
			Bond::Held => {
				if self.may_submit(sequencer, rules) {
					let contents = [Content::Due, Content::Everything, Content::Lie];
					actions.extend(contents.map(|content| Action::Submit(sequencer, content)));
				}
				if !is_pending || rules.has(Fault::BondLeavesEarly) {
					actions.push(Action::Leave(sequencer));
				}
			},
			Bond::Left | Bond::Slashed => {
				if !is_pending && !rules.has(Fault::OnlyTheLeader) {
					actions.push(Action::Join(sequencer));
				}
			},
		}
	}

	/// The leader may submit, and any bonded sequencer after the grace or after a fraud. A slot has one batch.
	fn may_submit(&self, sequencer: u8, rules: &Rules) -> bool {
		let is_open = self.open || self.silent > rules.grace;
		let leads =
			self.turn / rules.rotation == sequencer || is_open && !rules.has(Fault::OnlyTheLeader);
		leads && self.pending.last().is_none_or(|batch| batch.age > 0)
	}

	/// The protocol's assumption: the first false batch is checked before its window is over.
	fn slot_may_end(&self, rules: &Rules) -> bool {
		let lie = self.pending.iter().find(|batch| batch.is_false);
		rules.has(Fault::NobodyChecks) || lie.is_none_or(|batch| batch.age + 1 < rules.window)
	}

	fn may_escape(&self, rules: &Rules) -> bool {
		let waits = self.inbox.get(self.cursor.max(0) as usize..).unwrap_or_default();
		let is_late = waits.iter().any(|entry| entry.age >= rules.liveness_deadline);
		!self.off
			&& is_late
			&& self.silent >= rules.liveness_deadline
			&& !rules.has(Fault::NoEscape)
	}

	fn may_settle(&self, rules: &Rules) -> bool {
		self.off && (self.pending.is_empty() || rules.has(Fault::EscapePaysAtOnce))
	}

	fn is_frozen(&self, rules: &Rules) -> bool {
		self.off && rules.has(Fault::EscapeFreezesBatches)
	}

	/// The state after an allowed action.
	#[must_use]
	pub fn after(&self, action: Action, rules: &Rules) -> Self {
		let mut next = self.clone();
		match action {
			Action::Deposit => {
				next.deposited += 1;
				next.inbox.push(Entry { value: 1, age: 0 });
			},
			Action::ForceExit => next.inbox.push(Entry { value: 0, age: 0 }),
			Action::Submit(author, content) => next.submit(author, content, rules),
			Action::Check(place) => next.check(place, rules),
			Action::Leave(sequencer) => next.bonds[usize::from(sequencer)] = Bond::Left,
			Action::Join(sequencer) => next.bonds[usize::from(sequencer)] = Bond::Held,
			Action::Claim => next.paid = next.last.sums.exited,
			Action::EndSlot => next.end_slot(rules),
			Action::Escape => next.off = true,
			Action::Settle => next.settle(rules),
		}
		next
	}

	fn submit(&mut self, author: u8, content: Content, rules: &Rules) {
		let due = self.older_than(rules.inbox_deadline);
		let from = self.cursor;
		let to = match content {
			Content::Everything => self.inbox.len() as i8,
			Content::Due | Content::Lie if rules.has(Fault::OldEntriesLeftOut) => from,
			Content::Due | Content::Lie => due.max(from),
		};
		let mut sums = self.tip();
		for entry in &self.inbox[from.max(0) as usize..to.max(0) as usize] {
			sums = match entry.value {
				0 => exit(sums),
				value => Sums { free: sums.free + value, ..sums },
			};
		}
		let is_false = content == Content::Lie;
		match content {
			Content::Due => {},
			Content::Everything => sums = exit(sums),
			Content::Lie => sums.exited = rules.deposits + 1,
		}
		let inbox = (from, to);
		self.pending
			.push(Batch { author, is_false, age: 0, verified: false, inbox, due, sums });
		self.cursor = to;
		self.silent = 0;
		self.open = false;
	}

	/// Re-executes a batch from the root that the batch before has posted. So a true batch on a false one is verified.
	fn check(&mut self, place: usize, rules: &Rules) {
		let Batch { is_false, author, inbox, .. } = self.pending[place];
		if !is_false {
			self.pending[place].verified = true;
			self.finalize(rules);
			return;
		}
		self.bonds[usize::from(author)] = Bond::Slashed;
		if rules.has(Fault::DescendantsStay) {
			self.pending.remove(place);
		} else {
			self.pending.truncate(place);
		}
		self.cursor = match rules.fault {
			Some(Fault::InboxNotGivenBack | Fault::DescendantsStay) => self.cursor,
			Some(Fault::InboxGivenBackTooFar) => 0,
			_ => inbox.0,
		};
		self.silent = 0;
		self.open = true;
	}

	fn end_slot(&mut self, rules: &Rules) {
		for entry in &mut self.inbox {
			entry.age = (entry.age + 1).min(rules.liveness_deadline + 1);
		}
		for batch in &mut self.pending {
			batch.age = (batch.age + 1).min(rules.window);
		}
		self.turn = (self.turn + 1) % (2 * rules.rotation);
		self.silent = (self.silent + 1).min(rules.liveness_deadline);
		self.finalize(rules);
	}

	/// Final is a batch whose parent is final, and that was verified or whose window is over.
	fn finalize(&mut self, rules: &Rules) {
		if self.is_frozen(rules) {
			return;
		}
		let is_ripe = |batch: &Batch| batch.verified || batch.age >= rules.window;
		let count = if rules.has(Fault::FinalBeforeParent) {
			self.pending.iter().rposition(is_ripe).map_or(0, |place| place + 1)
		} else {
			self.pending.iter().take_while(|batch| is_ripe(batch)).count()
		};
		for _ in 0..count {
			let batch = self.pending.remove(0);
			self.make_final(&batch);
		}
	}

	fn make_final(&mut self, batch: &Batch) {
		let (from, to) = batch.inbox;
		self.last.sums = batch.sums;
		self.last.is_false |= batch.is_false;
		self.last.inbox_is_broken |= from != 0 || batch.due > to;
		let consumed = to.clamp(0, self.inbox.len() as i8);
		self.inbox.drain(..consumed as usize);
		self.cursor -= consumed;
		for later in &mut self.pending {
			later.inbox = (later.inbox.0 - consumed, later.inbox.1 - consumed);
			later.due = (later.due - consumed).max(0);
		}
	}

	/// Every leaf is paid by proof against the last final root. Deposits that no final batch has consumed go back.
	fn settle(&mut self, rules: &Rules) {
		let from = if rules.has(Fault::EscapePaysAtOnce) { self.tip() } else { self.last.sums };
		let waiting: u8 = self.inbox.iter().map(|entry| entry.value).sum();
		self.paid = self.paid.max(from.free + from.exited) + waiting;
		self.settled = true;
	}
}

fn exit(sums: Sums) -> Sums {
	Sums { free: 0, exited: sums.exited + sums.free }
}
