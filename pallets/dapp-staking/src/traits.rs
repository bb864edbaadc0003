// SPDX-License-Identifier: Apache-2.0

//! Where the rewards of dApps come from. The runtime joins this with the emission.

use crate::Balance;

/// Mints the rewards of dApps.
pub trait DappFunds<Credit> {
	/// Mints `amount` of an era's pool.
	fn mint(amount: Balance) -> Credit;

	/// Withholds `amount` of an era's pool for good: no dApp has earned it.
	fn withhold(amount: Balance);
}
