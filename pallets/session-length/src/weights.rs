// SPDX-License-Identifier: Apache-2.0

//! What the hook weighs. The runtime holds the measured figure.

use frame_support::weights::Weight;

/// Weights of this pallet.
pub trait WeightInfo {
	/// Read the length of a session.
	fn length() -> Weight;
}

/// Too heavy for any block, so that a runtime without weights is noticed at once.
impl WeightInfo for () {
	fn length() -> Weight {
		Weight::MAX
	}
}
