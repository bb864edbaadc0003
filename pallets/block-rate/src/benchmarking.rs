// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of the call, of the hook, and of a step without deadlines.

use super::*;
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;

const THREE: Pace = Pace { rate: Rate::Three, relay_parent_offset: 0 };

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn set_pace() {
		CurrentRate::<T>::put(Rate::Three);
		#[extrinsic_call]
		_(RawOrigin::Root, Rate::One.blocks(), 0);
		assert!(Waiting::<T>::get().is_some());
	}

	/// A pace that waits for a later slot.
	#[benchmark]
	fn unchanged() {
		let slot = T::Slot::get();
		Waiting::<T>::put(Decision { pace: THREE, slot });
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
		Waiting::<T>::put(Decision { pace: THREE, slot: 0 });
		#[block]
		{
			Pallet::<T>::change(THREE, 2u32.into());
		}
		assert_eq!(Pallet::<T>::rate(), Rate::Three);
	}

	/// A chain without deadlines.
	#[benchmark]
	fn settle() {
		let latest = Change { from: Pace::default(), to: THREE, slot: 1, last_block: 1 };
		CurrentRate::<T>::put(Rate::Three);
		LastChange::<T>::put(latest);
		Unsettled::<T>::put(None::<PlaceOf<T>>);
		#[block]
		{
			Pallet::<T>::settle();
		}
		assert!(!Pallet::<T>::is_settling());
	}
}
