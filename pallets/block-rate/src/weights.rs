// SPDX-License-Identifier: Apache-2.0

//! What calls and hooks weigh. The runtime holds the figures.

use frame_support::weights::Weight;

/// Weights of this pallet.
pub trait WeightInfo {
	/// Decide on a pace.
	fn set_pace() -> Weight;

	/// The hook in a block that changes nothing.
	fn unchanged() -> Weight;

	/// The hook in a block that changes the rate, without the deadlines.
	fn change() -> Weight;

	/// The step after the inherents, without the deadlines.
	fn settle() -> Weight;
}

/// Too heavy for any block, so that a runtime without weights is noticed at once.
impl WeightInfo for () {
	fn set_pace() -> Weight {
		Weight::MAX
	}

	fn unchanged() -> Weight {
		Weight::MAX
	}

	fn change() -> Weight {
		Weight::MAX
	}

	fn settle() -> Weight {
		Weight::MAX
	}
}
