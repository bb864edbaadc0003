// SPDX-License-Identifier: Apache-2.0

//! Where the rewards of dApps come from. The runtime joins this with the emission.

use crate::Balance;

/// Gives what dApps have earned.
pub trait DappFunds<Credit> {
	/// Brings `amount` of an era's pool into being.
	fn mint(amount: Balance) -> Credit;

	/// Gives up `amount` of an era's pool: no dApp has earned it.
	fn withhold(amount: Balance);
}
