// SPDX-License-Identifier: Apache-2.0

//! The weights of the calls and of the hook. The runtime has the measured figures.

use frame_support::weights::Weight;

/// Weights of this pallet.
pub trait WeightInfo {
	/// Replace the parameters.
	fn set_parameters() -> Weight;
	/// Ask for a new cycle.
	fn force_new_cycle() -> Weight;
	/// Pay for a block, at its heaviest: the block at which a cycle ends.
	fn on_finalize() -> Weight;
}

/// Too heavy for any block, so that a runtime without weights is noticed at once.
impl WeightInfo for () {
	fn set_parameters() -> Weight {
		Weight::MAX
	}

	fn force_new_cycle() -> Weight {
		Weight::MAX
	}

	fn on_finalize() -> Weight {
		Weight::MAX
	}
}
