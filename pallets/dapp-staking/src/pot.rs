// SPDX-License-Identifier: Apache-2.0

//! The pot, and what the emission puts into it.

use crate::*;
use frame_support::traits::Imbalance;

impl<T: Config> Pallet<T> {
	/// The account that holds rewards until they are claimed, and its own existential deposit.
	pub fn pot() -> T::AccountId {
		T::PotId::get().into_account_truncating()
	}

	/// Gives the pot its existential deposit, so that it can take rewards of any size.
	pub(crate) fn open_pot() -> DispatchResult {
		let (pot, minimum) = (Self::pot(), T::Currency::minimum_balance());
		if T::Currency::balance(&pot) < minimum {
			T::Currency::mint_into(&pot, minimum)?;
		}
		Ok(())
	}

	/// The stake that earns a block's emission: what is there at its end, in plank.
	pub fn earning_stake() -> Balance {
		Rewards::<T>::get().stake()
	}

	/// Divides `reward` among all stakers, or gives it back if that can't be.
	pub fn reward_stakers(reward: CreditOf<T>) -> Result<(), CreditOf<T>> {
		let mut rewards = Rewards::<T>::get();
		if rewards.release(reward.peek()).is_err() {
			return Err(reward);
		}
		T::Currency::resolve(&Self::pot(), reward)?;
		Rewards::<T>::put(rewards);
		Ok(())
	}

	/// Adds to what dApps will share of the open era. Nothing of it exists until the era is settled.
	pub fn fund_dapps(amount: Balance) {
		// All of it together is a part of what the emission ever released.
		OpenPool::<T>::mutate(|pool| *pool = pool.saturating_add(amount));
	}

	/// What came by [`Self::fund_dapps`] and was neither minted nor given up yet.
	pub fn in_transit() -> Balance {
		let settling = CurrentSettlement::<T>::get().map_or(0, |settlement| settlement.left);
		OpenPool::<T>::get().saturating_add(settling)
	}
}
