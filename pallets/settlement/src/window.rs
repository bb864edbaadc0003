// SPDX-License-Identifier: Apache-2.0

//! How long a batch can be disputed: from how often, and how full, the blocks of each collator come.

use crate::{
	Authors, Config, CurrentMode, CurrentParameters, CurrentWindow, LivedSlot, Mode, NotedAuthor,
	Pallet, Parameters, WeightInfo, CHECK_BYTES,
};
use alloc::vec::Vec;
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{dispatch::DispatchClass, traits::Get, weights::Weight, BoundedVec};
use scale_info::TypeInfo;
use settlement_core::MAX_RECORDS;
use sp_runtime::{Perbill, SaturatedConversion};

/// The unit of [`Author::gap`]: parts of a lived slot.
pub const GAP_UNIT: u64 = 1 << 16;

/// One part in so many of an average is the last observation.
///
/// Averages must move faster than a window ends: if a collator's blocks are filled, or kept back, from the moment on at which
/// a batch is posted, the window must grow away from the clock. With gaps that takes `window_turns >= 8`, with fullness
/// `window_turns * ln( 8 / 7 ) * e > 1`, that is 3.
const AVERAGED: u64 = 8;

/// What the window needs to know of the chain's blocks.
pub trait Collators<AccountId> {
	/// The collators that take turns now, each once.
	fn active() -> Vec<AccountId>;
	/// The author of this block. Asked when the block begins.
	fn author() -> Option<AccountId>;
	/// How full this block is, at its end, for a check. [`Pallet::fullness`] measures it.
	fn fullness() -> Perbill;
	/// Makes as many collators active as there can be.
	#[cfg(feature = "runtime-benchmarks")]
	fn prepare(author: AccountId);
}

/// How a collator has taken its turns.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Author<AccountId> {
	/// The collator.
	pub account: AccountId,
	/// The last lived slot in which it made a block, or that in which it came.
	pub last: LivedSlot,
	/// The average way from one of its lived slots to its next one, in [`GAP_UNIT`] parts. With N collators that all
	/// take their turns it is N.
	pub gap: u64,
	/// The average fullness of its blocks.
	pub full: Perbill,
}

/// Moves an average. Rounds up: a longer window.
fn average(old: u64, sample: u64, over: u64) -> u64 {
	let rest = over.saturating_sub(1);
	old.saturating_mul(rest).saturating_add(sample).div_ceil(over.max(1))
}

impl<AccountId> Author<AccountId> {
	fn new(account: AccountId, now: LivedSlot, collators: u64) -> Self {
		Self { account, last: now, gap: collators.saturating_mul(GAP_UNIT), full: Perbill::zero() }
	}

	/// The average gap, if the collator made a block now.
	fn gap_at(&self, now: LivedSlot) -> u64 {
		let open = u64::from(now.saturating_sub(self.last)).saturating_mul(GAP_UNIT);
		average(self.gap, open, AVERAGED)
	}

	/// The average gap, with the open one if it is longer already.
	pub(crate) fn slowest_gap(&self, now: LivedSlot) -> u64 {
		self.gap.max(self.gap_at(now))
	}

	fn note_block(&mut self, now: LivedSlot, fullness: Perbill) {
		if now > self.last {
			self.gap = self.gap_at(now);
			self.last = now;
		}
		let full = u64::from(self.full.deconstruct());
		let full = average(full, fullness.deconstruct().into(), AVERAGED);
		self.full = Perbill::from_parts(full.saturated_into());
	}
}

/// The window, in lived slots, from the averages of all collators.
///
/// ```text
/// W = clamp( window_min, max over j of ⌈ k · max( N, gap_j ) / ( 1 - full_j ) ⌉, window_max )
///
/// k       window_turns
/// N       collators
/// gap_j   average way between two lived slots of collator j; N / gap_j is 1 - skip_j
/// full_j  average fullness of j's blocks; at 1 the window is window_max
/// ```
pub fn window<AccountId>(
	parameters: &Parameters,
	collators: u32,
	authors: &[Author<AccountId>],
	now: LivedSlot,
) -> u32 {
	let whole = u128::from(Perbill::one().deconstruct());
	let least = u64::from(collators).saturating_mul(GAP_UNIT);
	let longest = authors.iter().map(|author| {
		let open = whole.saturating_sub(author.full.deconstruct().into());
		let gap = u128::from(author.slowest_gap(now).max(least));
		// k < 2^10, gap < 2^49, whole < 2^30: the product fits.
		let turns = u128::from(parameters.window_turns).saturating_mul(gap).saturating_mul(whole);
		let per = open.saturating_mul(GAP_UNIT.into());
		if per == 0 {
			u128::MAX
		} else {
			turns.div_ceil(per)
		}
	});
	let needed = longest.max().unwrap_or(u128::MAX);
	let window = u32::try_from(needed).unwrap_or(u32::MAX);
	window.min(parameters.window_max).max(parameters.window_min)
}

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	/// The weight of the heaviest check, whose bytes are in the proof of the block, too.
	pub fn heaviest_check() -> Weight {
		T::WeightInfo::check_chunk(MAX_RECORDS.saturated_into())
			.saturating_add_proof_size(CHECK_BYTES.into())
	}

	/// Whether this block, as it stands, has no room for the heaviest check: 0 or 1.
	///
	/// By the rules of `frame_system::CheckWeight`. Averaged over a collator's blocks, it is the share of them that would have turned a challenge away.
	pub fn fullness() -> Perbill {
		let class = DispatchClass::Operational;
		let (weights, length) = (T::BlockWeights::get(), T::BlockLength::get());
		let limits = weights.get(class);
		let check = Self::heaviest_check().saturating_add(limits.base_extrinsic);
		let taken = frame_system::Pallet::<T>::block_weight();
		let of_class = taken.get(class).saturating_add(check);
		let in_class = limits.max_total.is_none_or(|most| of_class.all_lte(most));
		// What is reserved for the class is there even if all else has taken more than the block.
		let in_block = taken.total().saturating_add(check).all_lte(weights.max_block)
			|| limits.reserved.is_none_or(|reserved| of_class.all_lte(reserved));
		let bytes = frame_system::Pallet::<T>::block_size().saturating_add(CHECK_BYTES);
		if in_class && in_block && bytes <= *length.max.get(class) {
			Perbill::zero()
		} else {
			Perbill::one()
		}
	}

	/// Notes the author and the fullness of the block that ends, and measures the window.
	pub(crate) fn measure_block() {
		let author = NotedAuthor::<T, I>::take();
		if CurrentMode::<T, I>::get() == Mode::Absent {
			return;
		}
		let now = Self::now();
		let mut active = T::Collators::active();
		active.sort_unstable();
		let count: u32 = active.len().saturated_into();
		let old = Authors::<T, I>::get();
		let known = |account: &T::AccountId| {
			old.binary_search_by(|author| author.account.cmp(account))
				.ok()
				.and_then(|at| old.get(at).cloned())
		};
		let mut authors: Vec<_> = active
			.into_iter()
			.map(|account| {
				known(&account).unwrap_or_else(|| Author::new(account, now, count.into()))
			})
			.collect();
		if let Some(author) = author {
			if let Ok(at) = authors.binary_search_by(|known| known.account.cmp(&author)) {
				if let Some(known) = authors.get_mut(at) {
					known.note_block(now, T::Collators::fullness());
				}
			}
		}
		let parameters = CurrentParameters::<T, I>::get();
		match BoundedVec::try_from(authors) {
			Ok(authors) => {
				CurrentWindow::<T, I>::put(window(&parameters, count, &authors, now));
				Authors::<T, I>::put(authors);
			},
			// More collators than can be measured: the longest window is safe.
			Err(_) => CurrentWindow::<T, I>::put(parameters.window_max),
		}
	}
}
