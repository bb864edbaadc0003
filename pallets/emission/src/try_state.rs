// SPDX-License-Identifier: Apache-2.0

//! The invariants, with their numbers in the README. They hold after every block.

use crate::{Config, CurrentCycle, CurrentParameters, Pallet, Released, SlotClock, StakingSink};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks all invariants.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::slots_are_accounted_for()?;
		Self::money_is_accounted_for()?;
		Self::parameters_are_in_range()
	}

	/// 1: paid + missed + backlog = elapsed, and clock and cycle come together.
	fn slots_are_accounted_for() -> Result<(), TryRuntimeError> {
		let Some(clock) = SlotClock::<T>::get() else {
			ensure!(CurrentCycle::<T>::get().is_none(), "a cycle without a clock");
			return Ok(());
		};
		let cycle = CurrentCycle::<T>::get().ok_or("a clock without a cycle")?;
		let counted = u64::from(clock.paid) + u64::from(clock.missed) + u64::from(clock.backlog);
		ensure!(counted == u64::from(clock.elapsed()), "slots are lost or counted twice");
		ensure!(clock.last >= cycle.start, "the cycle has not begun");
		ensure!(clock.last - cycle.start < cycle.length, "the cycle has ended");
		Ok(())
	}

	/// 2: released = minted + withheld + in transit, and no more was burned than minted.
	fn money_is_accounted_for() -> Result<(), TryRuntimeError> {
		let totals = Released::<T>::get();
		let accounted = totals.minted + totals.withheld + T::Staking::in_transit();
		ensure!(accounted == totals.released, "released is not minted + withheld + in transit");
		ensure!(totals.burned <= totals.minted, "more was burned than minted");
		Ok(())
	}

	/// 3: parameters are in range, and a cycle issues no more than the issuance at its start.
	fn parameters_are_in_range() -> Result<(), TryRuntimeError> {
		Self::check(&CurrentParameters::<T>::get()).map_err(|_| "parameters are out of range")?;
		if let Some(cycle) = CurrentCycle::<T>::get() {
			let whole = cycle.per_slot.total().checked_mul(cycle.length.into());
			ensure!(
				whole.is_some_and(|whole| whole <= cycle.issuance),
				"a cycle issues more than there is"
			);
		}
		Ok(())
	}
}
