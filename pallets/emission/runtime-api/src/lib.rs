// SPDX-License-Identifier: Apache-2.0

//! What clients can ask of the emission, by `state_call` or through the node's `emission_schedule`.

#![cfg_attr(not(feature = "std"), no_std)]

pub use pallet_emission::Schedule;

sp_api::decl_runtime_apis! {
	/// What is issued, when, and to whom.
	pub trait EmissionApi {
		/// The running cycle and all that was released so far. `None` before the first block has ended.
		fn schedule() -> Option<Schedule>;
	}
}
