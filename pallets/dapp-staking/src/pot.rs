// SPDX-License-Identifier: Apache-2.0

//! The pot, and the part of the emission that goes into it.

use crate::*;
use frame_support::traits::Imbalance;

impl<T: Config> Pallet<T> {
	/// The account that holds rewards until they are claimed. It also holds its own existential deposit.
	pub fn pot() -> T::AccountId {
		T::PotId::get().into_account_truncating()
	}

	/// Mints the existential deposit of the pot, so that the pot can receive rewards of any size.
	pub(crate) fn open_pot() -> DispatchResult {
		let (pot, minimum) = (Self::pot(), T::Currency::minimum_balance());
		if T::Currency::balance(&pot) < minimum {
			T::Currency::mint_into(&pot, minimum)?;
		}
		Ok(())
	}

	/// The stake that earns a block's emission, in plank: the stake at the block's end.
	pub fn earning_stake() -> Balance {
		Rewards::<T>::get().stake()
	}

	/// Divides `reward` among all stakers, or gives it back if nobody has a stake.
	pub fn reward_stakers(reward: CreditOf<T>) -> Result<(), CreditOf<T>> {
		let mut rewards = Rewards::<T>::get();
		if rewards.release(reward.peek()).is_err() {
			return Err(reward);
		}
		T::Currency::resolve(&Self::pot(), reward)?;
		Rewards::<T>::put(rewards);
		Ok(())
	}

	/// Adds to the pool that dApps will share of the open era. The amount is minted when the era is settled.
	pub fn fund_dapps(amount: Balance) {
		// The pool is a part of the emission, whose sum fits into a balance.
		OpenPool::<T>::mutate(|pool| *pool = pool.saturating_add(amount));
	}

	/// The part of [`Self::fund_dapps`] that was neither minted nor withheld yet.
	pub fn in_transit() -> Balance {
		let settling = CurrentSettlement::<T>::get().map_or(0, |settlement| settlement.left);
		OpenPool::<T>::get().saturating_add(settling)
	}
}
