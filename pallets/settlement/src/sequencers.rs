// SPDX-License-Identifier: Apache-2.0

//! Who posts, and what stands behind it.

use crate::{
	Balance, Config, CurrentParameters, CurrentRotation, Error, Event, HoldReason, LastPause,
	LivedSlot, NextRegistration, Pallet, Rotation, Sequencer, SequencerList, Sequencers,
};
use frame_support::{
	ensure,
	traits::{
		fungible::{Balanced, BalancedHold, MutateHold},
		tokens::Precision,
		Imbalance,
	},
};
use settlement_core::Key;
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	pub(crate) fn do_register(
		who: T::AccountId,
		bond: Balance,
		key: Key,
		joins: u32,
	) -> DispatchResult {
		ensure!(key != [0; 32], Error::<T, I>::ZeroKey);
		ensure!(!Sequencers::<T, I>::contains_key(&who), Error::<T, I>::AlreadyRegistered);
		let least = CurrentParameters::<T, I>::get().min_bond;
		ensure!(bond >= least, Error::<T, I>::BondTooSmall);
		Self::make_room()?;
		SequencerList::<T, I>::try_append(who.clone())
			.map_err(|()| Error::<T, I>::TooManySequencers)?;
		T::Currency::hold(&HoldReason::<I>::Bond.into(), &who, bond)?;
		let registration = NextRegistration::<T, I>::get();
		let next = registration.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		NextRegistration::<T, I>::put(next);
		let sequencer = Sequencer {
			registration,
			key,
			bond,
			joins,
			posted_in: None,
			silent: false,
			pending: 0,
			leaving: None,
		};
		Sequencers::<T, I>::insert(&who, sequencer);
		Self::deposit_event(Event::Registered { who, bond, key, joins });
		Ok(())
	}

	/// Has the first silent sequencer of a full rotation leave.
	///
	/// Else accounts that post nothing could keep all others out, until the escape.
	fn make_room() -> DispatchResult {
		let list = SequencerList::<T, I>::get();
		if !list.is_full() {
			return Ok(());
		}
		let is_silent = |who: &&T::AccountId| {
			Sequencers::<T, I>::get(*who).is_some_and(|sequencer| sequencer.silent)
		};
		let silent = list.iter().find(is_silent).ok_or(Error::<T, I>::TooManySequencers)?;
		Self::do_leave(silent.clone())
	}

	/// Notes whether the leader has posted in its turn, which is over.
	pub(crate) fn judge_turn(rotation: &Rotation<T::AccountId>, now: LivedSlot) {
		// During a pause nobody can post.
		if now < LastPause::<T, I>::get().until {
			return;
		}
		if let Some(leader) = &rotation.leader {
			Sequencers::<T, I>::mutate_extant(leader, |sequencer| {
				sequencer.silent = sequencer.posted_in != Some(rotation.number);
			});
		}
	}

	pub(crate) fn sequencer(who: &T::AccountId) -> Result<Sequencer, DispatchError> {
		Ok(Sequencers::<T, I>::get(who).ok_or(Error::<T, I>::NotRegistered)?)
	}

	pub(crate) fn do_add_bond(who: T::AccountId, amount: Balance) -> DispatchResult {
		let mut sequencer = Self::sequencer(&who)?;
		ensure!(sequencer.leaving.is_none(), Error::<T, I>::Leaving);
		T::Currency::hold(&HoldReason::<I>::Bond.into(), &who, amount)?;
		sequencer.bond = sequencer.bond.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		let bond = sequencer.bond;
		Sequencers::<T, I>::insert(&who, sequencer);
		Self::deposit_event(Event::BondAdded { who, bond });
		Ok(())
	}

	pub(crate) fn do_leave(who: T::AccountId) -> DispatchResult {
		let mut sequencer = Self::sequencer(&who)?;
		ensure!(sequencer.leaving.is_none(), Error::<T, I>::Leaving);
		let until = Self::now().saturating_add(CurrentParameters::<T, I>::get().unbonding());
		sequencer.leaving = Some(until);
		Sequencers::<T, I>::insert(&who, sequencer);
		Self::unlist(&who);
		Self::deposit_event(Event::Left { who, until });
		Ok(())
	}

	pub(crate) fn do_withdraw_bond(who: T::AccountId) -> DispatchResult {
		let sequencer = Self::sequencer(&who)?;
		let until = sequencer.leaving.ok_or(Error::<T, I>::NotLeaving)?;
		ensure!(Self::now() >= until && sequencer.pending == 0, Error::<T, I>::StillBonded);
		let reason = HoldReason::<I>::Bond.into();
		let amount = T::Currency::release(&reason, &who, sequencer.bond, Precision::BestEffort)?;
		Sequencers::<T, I>::remove(&who);
		Self::deposit_event(Event::BondWithdrawn { who, amount });
		Ok(())
	}

	/// Takes an account out of the rotation. If it leads, the rest of its rotation is open to all.
	fn unlist(who: &T::AccountId) {
		SequencerList::<T, I>::mutate(|list| list.retain(|listed| listed != who));
		CurrentRotation::<T, I>::mutate(|rotation| {
			if rotation.leader.as_ref() == Some(who) {
				rotation.leader = None;
			}
		});
	}

	/// The sequencer, if it may post now.
	pub(crate) fn ensure_may_post(who: &T::AccountId) -> Result<Sequencer, DispatchError> {
		let sequencer = Self::sequencer(who)?;
		let rotation = CurrentRotation::<T, I>::get();
		ensure!(sequencer.leaving.is_none(), Error::<T, I>::Leaving);
		ensure!(sequencer.joins <= rotation.number, Error::<T, I>::NotYet);
		let least = CurrentParameters::<T, I>::get().min_bond;
		ensure!(sequencer.bond >= least, Error::<T, I>::BondTooSmall);
		let leads = rotation.leader.is_none_or(|leader| leader == *who);
		ensure!(leads || Self::is_open(Self::now()), Error::<T, I>::NotTheLeader);
		Ok(sequencer)
	}

	/// Takes an account's whole bond, also of one that has left. At most a half goes to who has shown the fault.
	///
	/// Without a bond there is nothing to take, and nothing to give.
	pub(crate) fn slash(who: &T::AccountId, reporter: &T::AccountId) {
		let Some(sequencer) = Sequencers::<T, I>::take(who) else { return };
		Self::unlist(who);
		let reason = HoldReason::<I>::Bond.into();
		let (taken, _) = T::Currency::slash(&reason, who, sequencer.bond);
		let amount = taken.peek();
		// Rounded down: a half at most, whatever the share.
		let share = CurrentParameters::<T, I>::get().bounty.mul_floor(amount);
		let most = amount.checked_div(2).unwrap_or(0);
		let (bounty, burned) = taken.split(share.min(most));
		drop(burned);
		let promised = bounty.peek();
		// What the reporter's account can't take is burned, too.
		let paid = T::Currency::resolve(reporter, bounty).map_or(0, |()| promised);
		let (who, reporter) = (who.clone(), reporter.clone());
		Self::deposit_event(Event::Slashed { who, amount, reporter, bounty: paid });
	}
}
