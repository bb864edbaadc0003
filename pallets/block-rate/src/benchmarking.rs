// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of the call, of the hook, and of a step without deadlines.

use super::*;
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn set_rate() {
		CurrentRate::<T>::put(Rate::Three);
		#[extrinsic_call]
		_(RawOrigin::Root, Rate::One.blocks());
		assert!(Waiting::<T>::get().is_some());
	}

	/// A rate that waits for a later slot.
	#[benchmark]
	fn unchanged() {
		let slot = T::Slot::get();
		Waiting::<T>::put(Decision { rate: Rate::Three, slot });
		let due;
		#[block]
		{
			due = Pallet::<T>::due(slot);
		}
		assert_eq!(due, None);
	}

	/// The deadlines weigh besides.
	#[benchmark]
	fn change() {
		Waiting::<T>::put(Decision { rate: Rate::Three, slot: 0 });
		#[block]
		{
			Pallet::<T>::change(Rate::Three, 2u32.into());
		}
		assert_eq!(Pallet::<T>::rate(), Rate::Three);
	}

	/// A chain without deadlines.
	#[benchmark]
	fn settle() {
		let change = Change { from: Rate::One, to: Rate::Three, slot: 1, last_block: 1 };
		CurrentRate::<T>::put(Rate::Three);
		LastChange::<T>::put(change);
		Unsettled::<T>::put(None::<PlaceOf<T>>);
		#[block]
		{
			Pallet::<T>::settle();
		}
		assert!(!Pallet::<T>::is_settling());
	}
}
