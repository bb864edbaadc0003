// SPDX-License-Identifier: Apache-2.0

/// What all accounts have together. Users deposit units of 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sums {
	/// What can be spent within settlement.
	pub free: u8,
	/// What has left for the chain, ever.
	pub exited: u8,
}

/// An entry of the inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
	/// 1: a deposit. 0: a forced exit of everything that is free.
	pub value: u8,
	/// Slots since the entry was made, at most one more than the liveness deadline.
	pub age: u8,
}

/// A batch that is not final.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Batch {
	/// The number of the sequencer.
	pub author: u8,
	/// Whether the posted root differs from that of a re-execution.
	pub is_false: bool,
	/// Slots since the batch was submitted, at most the window.
	pub age: u8,
	/// Whether a check has found the root to be right.
	pub verified: bool,
	/// The entries that the batch consumes, from the first place in the inbox to before the second.
	pub inbox: (i8, i8),
	/// The entries that were older than the deadline at the submission stand before this place.
	pub due: i8,
	/// The state that the posted root stands for.
	pub sums: Sums,
}

/// What the final batches have left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Final {
	/// The state of the last final root.
	pub sums: Sums,
	/// Whether a false root is final.
	pub is_false: bool,
	/// Whether a final batch has skipped an entry, consumed one twice, or left out one that was due.
	pub inbox_is_broken: bool,
}

/// A sequencer's bond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bond {
	/// Held.
	Held,
	/// Given back.
	Left,
	/// Taken for a false batch.
	Slashed,
}

/// A state of the protocol.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct State {
	/// The entries that are not final, oldest first.
	pub inbox: Vec<Entry>,
	/// The place of the first entry that the tip has not consumed.
	pub cursor: i8,
	/// Batches that are not final, oldest first. The last one is the tip.
	pub pending: Vec<Batch>,
	/// What the final batches have left.
	pub last: Final,
	/// The bonds of the two sequencers.
	pub bonds: [Bond; 2],
	/// Slots since sequencer 0 began to lead.
	pub turn: u8,
	/// Slots since the last batch or the last revert, at most the liveness deadline.
	pub silent: u8,
	/// Whether any bonded sequencer may submit, because the last batch was false.
	pub open: bool,
	/// Whether the instance is off.
	pub off: bool,
	/// Whether, in escape, everyone was paid.
	pub settled: bool,
	/// What users have deposited, ever.
	pub deposited: u8,
	/// What was paid, ever.
	pub paid: u8,
}

impl State {
	/// Two bonded sequencers, an empty inbox, an empty state.
	#[must_use]
	pub fn new() -> Self {
		Self {
			inbox: Vec::new(),
			cursor: 0,
			pending: Vec::new(),
			last: Final::default(),
			bonds: [Bond::Held; 2],
			turn: 0,
			silent: 0,
			open: false,
			off: false,
			settled: false,
			deposited: 0,
			paid: 0,
		}
	}

	/// The state that the newest root stands for.
	#[must_use]
	pub fn tip(&self) -> Sums {
		self.pending.last().map_or(self.last.sums, |batch| batch.sums)
	}

	/// What the pot holds. Negative where more was paid than deposited.
	#[must_use]
	pub fn pot(&self) -> i16 {
		i16::from(self.deposited) - i16::from(self.paid)
	}

	/// What the pot owes by the last final root and for deposits that no final batch has consumed.
	#[must_use]
	pub fn owed(&self) -> i16 {
		let Sums { free, exited } = self.last.sums;
		let waiting: u8 = self.inbox.iter().map(|entry| entry.value).sum();
		i16::from(free + exited + waiting) - i16::from(self.paid)
	}

	/// The place of the first entry that is not older than a deadline.
	pub(crate) fn older_than(&self, deadline: u8) -> i8 {
		self.inbox.iter().take_while(|entry| entry.age > deadline).count() as i8
	}
}

impl Default for State {
	fn default() -> Self {
		Self::new()
	}
}
