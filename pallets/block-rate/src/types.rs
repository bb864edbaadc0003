// SPDX-License-Identifier: Apache-2.0

//! The pace, and what a change of it does to numbers of blocks. Arithmetic only: no storage.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	pallet_prelude::{Member, Parameter},
	weights::{Weight, WeightMeter},
};
use scale_info::TypeInfo;

/// The number of a slot of Aura.
pub type Slot = u64;

/// Blocks of this chain in a slot. Encoded as that number, in a byte.
///
/// The encoding is frozen: a runtime that is not yet in force reads the state of the one before it.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	MaxEncodedLen,
)]
pub enum Rate {
	/// One block in a slot.
	#[default]
	#[codec(index = 1)]
	One,
	/// Two blocks in a slot: on two cores each may take a whole core.
	#[codec(index = 2)]
	Two,
	/// Three blocks in a slot.
	#[codec(index = 3)]
	Three,
	/// Six blocks in a slot.
	#[codec(index = 6)]
	Six,
	/// Twelve blocks in a slot.
	#[codec(index = 12)]
	Twelve,
}

impl Rate {
	/// All rates, from the lowest to the highest.
	pub const ALL: [Self; 5] = [Self::One, Self::Two, Self::Three, Self::Six, Self::Twelve];

	/// The rate as a number.
	pub const fn blocks(self) -> u32 {
		match self {
			Self::One => 1,
			Self::Two => 2,
			Self::Three => 3,
			Self::Six => 6,
			Self::Twelve => 12,
		}
	}

	/// The rate of this many blocks in a slot, if there is such a rate.
	pub fn of(blocks: u32) -> Option<Self> {
		Self::ALL.into_iter().find(|rate| rate.blocks() == blocks)
	}
}

/// The pace of the chain.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	MaxEncodedLen,
)]
pub struct Pace {
	/// Blocks of this chain in a slot.
	pub rate: Rate,
	/// How many relay-chain blocks the relay parent is behind the newest one that the collator knows.
	pub relay_parent_offset: u8,
}

impl Pace {
	/// Slots whose blocks the unincluded segment holds, where it holds those of `segment_slots` slots without an offset: a relay
	/// parent that lies further back is included as much later.
	fn segment_slots(self, segment_slots: u32) -> u32 {
		segment_slots.saturating_add(self.relay_parent_offset.into())
	}
}

/// A pace that waits for the first block of the next slot.
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
pub struct Decision {
	/// The pace from the next slot on.
	pub pace: Pace,
	/// The slot in which it was decided.
	pub slot: Slot,
}

/// A change of the pace.
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
pub struct Change {
	/// The pace before.
	pub from: Pace,
	/// The pace since.
	pub to: Pace,
	/// The first slot with the new pace.
	pub slot: Slot,
	/// The number of the last block with the old pace.
	pub last_block: u64,
}

impl Change {
	/// What the change does to numbers of blocks.
	pub fn stretch(&self) -> Stretch {
		let (from, to) = (self.from.rate.blocks(), self.to.rate.blocks());
		Stretch { around: self.last_block, from, to }
	}

	/// Slots, from the first one with the new pace on, in which the unincluded segment may hold blocks of both paces. `segment_slots`:
	/// slots whose blocks the segment holds without an offset.
	pub fn segment_slots(&self, segment_slots: u32) -> u32 {
		self.from.segment_slots(segment_slots).max(self.to.segment_slots(segment_slots))
	}
}

/// What holds in a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
	/// Blocks in the slot.
	pub rate: Rate,
	/// Blocks that may be built before the relay chain includes the first of them. At least 1.
	pub capacity: u32,
}

impl Limits {
	/// The limits in `slot`. `segment_slots`: slots whose blocks the unincluded segment holds without an offset.
	///
	/// ```text
	/// capacity = k · to + (s - k) · from      s: segment_slots + the larger offset
	///                                         k: slots since the change, `slot` included
	/// capacity = (segment_slots + offset) · rate      without a change, or from k = s on
	/// ```
	///
	/// A segment still holds blocks of the old rate for some slots after a change. With the capacity of the new rate alone a
	/// chain that slows down would stand still until the relay chain has included them.
	pub fn in_slot(slot: Slot, pace: Pace, last: Option<Change>, segment_slots: u32) -> Self {
		let of_slots = |pace: Pace, slots: u32| pace.rate.blocks().saturating_mul(slots);
		let mut capacity = of_slots(pace, pace.segment_slots(segment_slots));
		if let Some(change) = last.filter(|change| change.to == pace) {
			let all = change.segment_slots(segment_slots);
			let since = slot.saturating_sub(change.slot).saturating_add(1);
			let new = u32::try_from(since).unwrap_or(u32::MAX);
			if let Some(old @ 1..) = all.checked_sub(new) {
				capacity = of_slots(change.to, new).saturating_add(of_slots(change.from, old));
			}
		}
		Self { rate: pace.rate, capacity: capacity.max(1) }
	}
}

/// Changes the distance between a block and the numbers of others, so that the time between them stays the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
	/// The number of the last block before the change. Numbers are stretched away from it, or towards it.
	pub around: u64,
	/// Blocks in some time before the change. At least 1.
	pub from: u32,
	/// Blocks in the same time after the change. At least 1.
	pub to: u32,
}

impl Stretch {
	/// The block at which a deadline passes.
	///
	/// ```text
	/// deadline' = around + ⌈ (deadline - around) · to / from ⌉
	/// ```
	///
	/// Rounded up: no deadline passes before its time. A deadline that has passed stays. A deadline beyond the largest number
	/// becomes the largest number.
	pub fn deadline(&self, deadline: u64) -> u64 {
		match deadline.checked_sub(self.around) {
			Some(left) => self.around.saturating_add(self.scaled(left, u128::div_ceil)),
			None => deadline,
		}
	}

	/// The block from which on a duration is counted.
	///
	/// ```text
	/// start' = around - ⌊ (around - start) · to / from ⌋
	/// ```
	///
	/// Rounded down: the duration does not seem longer than it is. A start before the first block becomes 0. A start that is
	/// still to come is a [`deadline`](Self::deadline).
	pub fn start(&self, start: u64) -> u64 {
		match self.around.checked_sub(start) {
			Some(passed) => self.around.saturating_sub(self.scaled(passed, |a, b| a / b)),
			None => self.deadline(start),
		}
	}

	/// `blocks · to / from`, saturating at the largest number.
	fn scaled(&self, blocks: u64, divide: impl FnOnce(u128, u128) -> u128) -> u64 {
		// A u64 times a u32 fits into 128 bits: nothing saturates.
		let product = u128::from(blocks).saturating_mul(self.to.into());
		u64::try_from(divide(product, u128::from(self.from).max(1))).unwrap_or(u64::MAX)
	}
}

/// The deadlines that other pallets have stored in numbers of blocks of this chain.
pub trait Deadlines {
	/// A place among the deadlines: how far [`step`](Self::step) has come.
	type Place: Parameter + Member + MaxEncodedLen;

	/// Moves those that hooks may read in the first block with the new rate. Their number has a bound, and the work fits into a
	/// block. Returns its weight.
	fn begin(stretch: &Stretch) -> Weight;

	/// Moves more of the others, as many as the meter has room for and at least one. Returns the place where the next step goes
	/// on, or nothing after the last.
	fn step(
		stretch: &Stretch,
		place: Option<Self::Place>,
		meter: &mut WeightMeter,
	) -> Option<Self::Place>;
}
