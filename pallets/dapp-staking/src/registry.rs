// SPDX-License-Identifier: Apache-2.0

//! The dApps: registered ones, and those that were unregistered for good.

use crate::{accumulator::Fixed, *};
use codec::CompactAs;
use serde::{Deserialize, Serialize};
use sp_runtime::ArithmeticError;

/// dApps that can be registered at a time.
pub const MAX_DAPPS: u32 = 256;

/// Names a dApp. Never used again once the dApp is unregistered.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	MaxEncodedLen,
	CompactAs,
	Serialize,
	Deserialize,
)]
pub struct DappId(pub u32);

/// Where a dApp is. Contracts will be a variant of their own.
#[derive(
	Clone,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	MaxEncodedLen,
	Serialize,
	Deserialize,
)]
pub enum DappAddress<AccountId> {
	/// An account.
	Account(AccountId),
}

/// Whether a dApp earns.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	MaxEncodedLen,
)]
pub enum DappState {
	/// Its stake earns, and it takes part in tiers.
	Registered,
	/// Its stake earns no more.
	Unregistered {
		/// The accumulator when that happened: up to here its stake has earned.
		stop: Fixed,
	},
}

impl<T: Config> Pallet<T> {
	/// Gives a dApp its id, which is returned, and lists it.
	pub(crate) fn do_register(
		owner: T::AccountId,
		address: DappAddress<T::AccountId>,
		era: EraIndex,
		now: RelayBlock,
	) -> Result<DappId, DispatchError> {
		ensure!(!DappIds::<T>::contains_key(&address), Error::<T>::AlreadyRegistered);
		let dapp = DappId(NextDappId::<T>::get());
		let next = dapp.0.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		// Ids only grow, so that the list stays sorted.
		RegisteredDapps::<T>::try_append(dapp).map_err(|_| Error::<T>::TooManyDapps)?;
		NextDappId::<T>::put(next);
		DappIds::<T>::insert(&address, dapp);
		let entry = Dapp {
			beneficiary: owner.clone(),
			owner,
			address,
			state: DappState::Registered,
			stake: 0,
			open: OpenIntegral { era, until: now, value: Default::default() },
			closed: None,
			claimable: 0,
			last_reward: None,
		};
		Dapps::<T>::insert(dapp, entry);
		Ok(dapp)
	}

	/// Unregisters a dApp: from here on neither it nor its stakers earn.
	pub(crate) fn do_unregister(dapp: DappId) -> DispatchResult {
		let era = CurrentEra::<T>::get().ok_or(Error::<T>::NotStarted)?;
		let mut entry = Dapps::<T>::get(dapp).ok_or(Error::<T>::UnknownDapp)?;
		ensure!(entry.is_registered(), Error::<T>::Unregistered);
		entry.accrue(&era);
		Rewards::<T>::try_mutate(|rewards| -> DispatchResult {
			entry.state = DappState::Unregistered { stop: rewards.per_plank() };
			rewards.remove_stake(entry.stake)?;
			Ok(())
		})?;
		RegisteredDapps::<T>::mutate(|dapps| dapps.retain(|id| *id != dapp));
		DappIds::<T>::remove(&entry.address);
		Dapps::<T>::insert(dapp, entry);
		Ok(())
	}
}
