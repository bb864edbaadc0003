// SPDX-License-Identifier: Apache-2.0

//! The invariants, with their numbers in the README. They hold after every block.

use crate::{Config, Pallet, Timings};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks all invariants.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::timings_are_in_range()?;
		Self::table_is_sound()
	}

	/// 1: each timing is of a known track, comes once, in order, and is in range.
	fn timings_are_in_range() -> Result<(), TryRuntimeError> {
		Self::check(&Timings::<T>::get()).map_err(|_| "a timing is out of range".into())
	}

	/// 2: the table's tracks are sorted, differ in name, and can decide.
	fn table_is_sound() -> Result<(), TryRuntimeError> {
		Self::check_table().map_err(Into::into)
	}
}
