// SPDX-License-Identifier: Apache-2.0

//! The figures that genesis and governance choose.

use crate::{
	Balance, Config, CurrentParameters, Error, Event, NextParameters, Pallet, CHECK_BYTES,
	MAX_CHUNKS, MAX_CHUNK_BYTES, MAX_PATH, MAX_WITNESS_BYTES,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	dispatch::DispatchClass,
	ensure,
	traits::{fungible::Inspect, Get},
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use settlement_core::{max_witness_bytes, Kind, MAX_RECORDS};
use sp_runtime::{DispatchResult, Perbill};

/// The longest [`Parameters::tick_deadline`]: no leader chooses when the clock arrives.
pub const MAX_TICK_DEADLINE: u32 = 3;

/// The least [`Parameters::window_turns`]: with fewer, a batch could become final while a collator is silent.
pub const MIN_WINDOW_TURNS: u32 = 8;

/// Deadlines, windows and bonds. All times are in lived slots.
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
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Parameters {
	/// How long a leader leads; at least 1.
	pub rotation_slots: u32,
	/// After so many rotations without a batch, any sequencer may post; at least 1.
	pub grace_rotations: u32,
	/// A batch takes every entry that has waited longer. At least `rotation_slots * (grace_rotations + 1)`.
	pub inbox_deadline: u32,
	/// A batch takes every tick that has waited longer: 1 to [`MAX_TICK_DEADLINE`].
	pub tick_deadline: u32,
	/// After so long without a batch, while an entry waits, anyone may turn the instance off. Above
	/// `inbox_deadline` and `max_pause`, and longer than all turns of a full rotation.
	pub liveness_deadline: u32,
	/// The shortest window; at least 1.
	pub window_min: u32,
	/// The longest window, which holds while a collator takes no challenge; at least `window_min`.
	pub window_max: u32,
	/// How many turns of the slowest collator a window has. With k, the chance that all other collators keep a challenge
	/// out is e^-k. [`MIN_WINDOW_TURNS`] to 1,000.
	pub window_turns: u32,
	/// The longest pause of submissions; at least 1.
	pub max_pause: u32,
	/// The period of the exit meter: all that the pot holds can leave within 14 of them. At least 1.
	pub meter_period: u32,
	/// The least bond of a sequencer, in plank; at least 1.
	pub min_bond: Balance,
	/// The checker's part of a slashed bond, at most a half. The rest is burned.
	pub bounty: Perbill,
}

/// Figures for a network with a relay slot of 6 seconds; staging and production take them.
impl Default for Parameters {
	fn default() -> Self {
		Self {
			rotation_slots: 50,
			grace_rotations: 2,
			inbox_deadline: 300,
			tick_deadline: 3,
			liveness_deadline: 28_800,
			window_min: 50,
			window_max: 14_400,
			window_turns: 21,
			// Longer than the longest window, so that an upgrade can wait until nothing is pending.
			max_pause: 16_000,
			meter_period: 14_400,
			min_bond: 10_000_000_000_000_000_000_000,
			bounty: Perbill::from_percent(40),
		}
	}
}

impl Parameters {
	/// Whether they fit together. Each condition is named in the field's documentation.
	pub fn are_sound(&self) -> bool {
		let led = self
			.grace_rotations
			.checked_add(1)
			.and_then(|n| n.checked_mul(self.rotation_slots));
		self.rotation_slots >= 1
			&& self.grace_rotations >= 1
			&& led.is_some_and(|led| self.inbox_deadline >= led)
			&& (1..=MAX_TICK_DEADLINE).contains(&self.tick_deadline)
			&& self.liveness_deadline > self.inbox_deadline
			&& self.liveness_deadline > self.max_pause
			&& self.window_min >= 1
			&& self.window_max >= self.window_min
			&& (MIN_WINDOW_TURNS..=1_000).contains(&self.window_turns)
			&& self.max_pause >= 1
			&& self.meter_period >= 1
			&& self.min_bond >= 1
			&& self.bounty <= Perbill::from_percent(50)
	}

	/// How long a sequencer that has left stays bonded: all windows of its batches, then a rotation for receipts.
	pub fn unbonding(&self) -> u32 {
		self.window_max.saturating_add(self.rotation_slots)
	}

	/// Whether nobody who relies on `old` loses by a change to `self`.
	///
	/// Longer windows and larger bonds tighten, and so do shorter deadlines and pauses. A change of anything else tightens
	/// nothing: it could favour either side.
	fn tightens(&self, old: &Self) -> bool {
		self.window_min >= old.window_min
			&& self.window_max >= old.window_max
			&& self.window_turns >= old.window_turns
			&& self.min_bond >= old.min_bond
			&& self.inbox_deadline <= old.inbox_deadline
			&& self.tick_deadline <= old.tick_deadline
			&& self.max_pause <= old.max_pause
			&& self.rotation_slots == old.rotation_slots
			&& self.grace_rotations == old.grace_rotations
			&& self.liveness_deadline == old.liveness_deadline
			&& self.meter_period == old.meter_period
			&& self.bounty == old.bounty
	}
}

/// Parameters that hold later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Scheduled {
	/// What they are.
	pub parameters: Parameters,
	/// The lived slot from which on they hold.
	pub from: u32,
}

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	/// What the runtime's limits must be, so that every batch can be disputed.
	pub(crate) fn check_limits() {
		let length = T::BlockLength::get();
		let normal = *length.max.get(DispatchClass::Normal);
		assert!(
			T::MaxBatchBytes::get() <= normal / 2,
			"a batch takes at most half of the normal length"
		);
		assert!(T::MaxBatchBytes::get() >= MAX_CHUNK_BYTES, "a batch takes a chunk");
		let whole = *length.max.get(DispatchClass::Operational);
		assert!(CHECK_BYTES <= whole / 20, "a check takes at most 5 % of the block length");
		assert!(
			CHECK_BYTES <= whole.saturating_sub(normal),
			"normal calls leave the length of a check free"
		);
		let weights = T::BlockWeights::get();
		let taken = weights.get(DispatchClass::Normal).max_total.unwrap_or(weights.max_block);
		let reserve = weights.max_block.saturating_sub(taken);
		let base = weights.get(DispatchClass::Operational).base_extrinsic;
		let heaviest = Self::heaviest_check().saturating_add(base);
		assert!(heaviest.all_lte(reserve), "normal calls leave the weight of a check free");
		assert!(
			T::MaxInboxEntries::get() >= MAX_RECORDS as u32,
			"a batch takes a chunk of the inbox"
		);
		assert!(T::MaxSequencers::get() > 0, "somebody posts");
		assert!(
			T::MinDeposit::get() >= T::Currency::minimum_balance(),
			"a deposit can be paid back"
		);
		assert_eq!(
			MAX_CHUNK_BYTES as usize,
			Kind::Transfer.record_bytes().saturating_mul(MAX_RECORDS)
		);
		assert_eq!(MAX_WITNESS_BYTES as usize, max_witness_bytes(Kind::Transfer.max_named()));
		assert_eq!(1 << MAX_PATH, MAX_CHUNKS);
	}

	/// Checks that parameters fit together, and that a full rotation of silent sequencers makes room before the escape.
	pub(crate) fn ensure_sound(parameters: &Parameters) -> DispatchResult {
		let turns = T::MaxSequencers::get().checked_mul(parameters.rotation_slots);
		let in_time = turns.is_some_and(|turns| parameters.liveness_deadline > turns);
		ensure!(parameters.are_sound() && in_time, Error::<T, I>::ParametersUnsound);
		Ok(())
	}

	/// Takes new parameters: at once if they only tighten, else after the longest window.
	pub(crate) fn do_set_parameters(parameters: Parameters) -> DispatchResult {
		Self::ensure_sound(&parameters)?;
		let old = CurrentParameters::<T, I>::get();
		let now = Self::now();
		let from = if parameters.tightens(&old) {
			CurrentParameters::<T, I>::put(parameters);
			NextParameters::<T, I>::kill();
			now
		} else {
			// A clock at its end would never reach the time.
			let from = now.saturating_add(old.window_max);
			NextParameters::<T, I>::put(Scheduled { parameters, from });
			from
		};
		Self::deposit_event(Event::ParametersSet { parameters, from });
		Ok(())
	}

	/// Lets scheduled parameters hold from now on, if their time has come.
	pub(crate) fn apply_parameters(now: u32) {
		if let Some(next) = NextParameters::<T, I>::get().filter(|next| next.from <= now) {
			CurrentParameters::<T, I>::put(next.parameters);
			NextParameters::<T, I>::kill();
		}
	}
}
