// SPDX-License-Identifier: Apache-2.0

/// The size of the model, and what differs from the design. All times are in lived slots.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
	/// How long a batch can be checked before it is final.
	pub window: u8,
	/// How long a leader leads.
	pub rotation: u8,
	/// After more silent slots than these any bonded sequencer may submit.
	pub grace: u8,
	/// An entry of the inbox that is older has to be in the next batch.
	pub inbox_deadline: u8,
	/// After so many silent slots, with an entry that has waited as long, anyone turns the instance off.
	pub liveness_deadline: u8,
	/// The most entries in the inbox that are not final.
	pub entries: usize,
	/// The most that users deposit in all.
	pub deposits: u8,
	/// What is broken. `None`: the protocol as designed.
	pub fault: Option<Fault>,
}

impl Rules {
	/// The protocol as designed, with windows that are over before an escape can begin.
	pub const DESIGNED: Self = Self {
		window: 3,
		rotation: 1,
		grace: 1,
		inbox_deadline: 2,
		liveness_deadline: 3,
		entries: 2,
		deposits: 1,
		fault: None,
	};

	/// The same, with windows that are longer than the liveness deadline: an escape begins while batches are pending.
	pub const LONG_WINDOWS: Self = Self {
		window: 4,
		grace: 0,
		inbox_deadline: 1,
		liveness_deadline: 2,
		entries: 1,
		..Self::DESIGNED
	};

	/// The same protocol with a fault.
	#[must_use]
	pub const fn with(self, fault: Fault) -> Self {
		Self { fault: Some(fault), ..self }
	}

	pub(crate) fn has(&self, fault: Fault) -> bool {
		self.fault == Some(fault)
	}
}

/// A way to build the protocol wrongly, or an assumption that does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
	/// Nobody who re-executes batches gets a check into a block.
	NobodyChecks,
	/// A batch is final when its window is over or all its chunks are verified, also where the batch before is not final.
	FinalBeforeParent,
	/// A revert leaves the entries of the reverted batches consumed.
	InboxNotGivenBack,
	/// A revert gives back the entries of batches that stay, too.
	InboxGivenBackTooFar,
	/// A revert removes only the false batch, and not those on top of it.
	DescendantsStay,
	/// A bond leaves while a batch of its sequencer is not final.
	BondLeavesEarly,
	/// A batch may leave out entries that are older than the deadline.
	OldEntriesLeftOut,
	/// In escape batches that were pending are never decided.
	EscapeFreezesBatches,
	/// In escape everyone is paid from the newest root, which can still be reverted.
	EscapePaysAtOnce,
	/// There is no escape.
	NoEscape,
	/// A slashed sequencer's place stays empty, and only the leader submits.
	OnlyTheLeader,
}
