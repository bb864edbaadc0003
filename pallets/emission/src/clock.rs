// SPDX-License-Identifier: Apache-2.0

//! Decides which slots a block pays for. Arithmetic only: no money, no storage.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The number of a relay-chain block.
pub type RelayBlock = u32;

/// The start and the nominal length of the cycle before a block, in relay-chain blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
	/// The relay-chain block after which the cycle's first slot comes.
	pub start: RelayBlock,
	/// At least 1.
	pub length: u32,
}

/// The numbers that limit how many slots a block pays for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
	/// Relay slots that a block of this chain takes by its own block time: 1 at 6 s, 2 at 12 s.
	pub slots_per_block: u32,
	/// Slots, missed before, that a block may pay besides its own.
	pub catch_up: u32,
}

/// Where the payment of slots stands. All counts are of relay slots since the first block.
///
/// `paid + missed + backlog = last - first`, always.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	MaxEncodedLen,
)]
pub struct Clock {
	/// The relay-chain block of the first block that this pallet saw.
	pub first: RelayBlock,
	/// The relay-chain block of the newest block.
	pub last: RelayBlock,
	/// Slots that blocks were paid for.
	pub paid: u32,
	/// Slots that nobody will be paid for.
	pub missed: u32,
	/// Slots that later blocks may still be paid for.
	pub backlog: u32,
	/// [`Pace::slots_per_block`] of the newest block.
	pub slots_per_block: u32,
}

/// The slots that one block pays for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
	/// Slots of the cycle before the block.
	pub closing: u32,
	/// The start of the next cycle, if the block ends a cycle.
	pub next_start: Option<RelayBlock>,
	/// Slots of the next cycle; 0 if the block ends no cycle.
	pub opening: u32,
}

impl Clock {
	/// The clock at the first block, which pays nothing.
	pub fn new(now: RelayBlock, slots_per_block: u32) -> Self {
		Self { first: now, last: now, paid: 0, missed: 0, backlog: 0, slots_per_block }
	}

	/// Moves the clock to `now`, and returns the slots that the block pays for.
	///
	/// ```text
	/// gap     = now - last
	/// cap     = gap = 0 ? 0 : max( slots per block , the previous block's slots per block ) + catch_up
	/// paid    = min( backlog + gap , cap )
	/// backlog = catch_up = 0 ? 0 : backlog + gap - paid        dropped slots are missed
	/// ```
	///
	/// At a cycle's end its own slots come first, within `cap`. Its slots beyond `cap` are missed. The new cycle's slots are
	/// paid with the rest of `cap`. If whole cycles pass without a block, their slots are missed. `force` ends the cycle at
	/// `now`; it has no effect on a cycle that ends by itself in this block.
	///
	/// A block in the relay slot of the block before pays nothing. So a backlog is paid as fast, however many blocks share a slot.
	///
	/// The maximum with the previous block's value is for the block at which the block time changes: its gap still has the
	/// length of the longer block time.
	pub fn advance(&mut self, now: RelayBlock, cycle: Window, pace: Pace, force: bool) -> Due {
		// Relay-chain numbers never fall; if one did, no slot would have passed.
		let now = now.max(self.last);
		let before = self.last;
		// Slots per block and catch-up are single digits, see `integrity_test` and `Parameters::check`.
		let cap = if now > before {
			pace.slots_per_block.max(self.slots_per_block).saturating_add(pace.catch_up)
		} else {
			0
		};
		self.last = now;
		self.slots_per_block = pace.slots_per_block;

		let elapsed = now.saturating_sub(cycle.start);
		let ended = elapsed >= cycle.length;
		if !ended && !force {
			let closing = self.pay(now - before, cap);
			self.keep_backlog(pace.catch_up);
			return Due { closing, next_start: None, opening: 0 };
		}

		let (old_end, new_start) = if ended {
			(cycle.start + cycle.length, now - elapsed % cycle.length)
		} else {
			(now, now)
		};
		let closing = self.pay(old_end - before, cap);
		self.drop_backlog();
		self.missed += new_start - old_end;
		let opening = self.pay(now - new_start, cap - closing);
		self.keep_backlog(pace.catch_up);
		Due { closing, next_start: Some(new_start), opening }
	}

	/// Slots since the first block.
	pub fn elapsed(&self) -> u32 {
		self.last - self.first
	}

	/// Adds `gap` slots to the backlog, and pays at most `cap` slots of the backlog.
	fn pay(&mut self, gap: u32, cap: u32) -> u32 {
		// The counts sum to `elapsed`, which is a `u32`: nothing can overflow.
		self.backlog += gap;
		let paid = self.backlog.min(cap);
		self.backlog -= paid;
		self.paid += paid;
		paid
	}

	fn drop_backlog(&mut self) {
		self.missed += self.backlog;
		self.backlog = 0;
	}

	fn keep_backlog(&mut self, catch_up: u32) {
		if catch_up == 0 {
			self.drop_backlog();
		}
	}
}
