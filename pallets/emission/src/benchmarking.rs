// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of the calls and of the hook.

use super::*;
use frame_benchmarking::v2::*;
use frame_support::traits::UnfilteredDispatchable;
use frame_system::RawOrigin;

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn set_parameters() -> Result<(), BenchmarkError> {
		let origin = T::ParameterOrigin::try_successful_origin()
			.map_err(|_| BenchmarkError::Stop("no origin may set the parameters"))?;
		let parameters = Parameters { catch_up: Parameters::MAX_CATCH_UP, ..Default::default() };
		let call = Call::<T>::set_parameters { parameters };
		#[block]
		{
			call.dispatch_bypass_filter(origin)?;
		}
		assert_eq!(CurrentParameters::<T>::get(), parameters);
		Ok(())
	}

	#[benchmark]
	fn force_new_cycle() {
		#[extrinsic_call]
		_(RawOrigin::Root);
		assert!(NewCycleForced::<T>::get());
	}

	/// The heaviest block: it ends a cycle, and pays slots of that one and of the next, to all receivers.
	#[benchmark]
	fn on_finalize() {
		let now = 300_000_000;
		T::RelayClock::set_block_number(now);
		T::BenchmarkHelper::prepare();
		let start = now.saturating_sub(T::DefaultCycleLength::get() + 1);
		SlotClock::<T>::put(Clock::new(now.saturating_sub(2), Pallet::<T>::slots_per_block()));
		let parameters = CurrentParameters::<T>::get();
		let cycle = Pallet::<T>::start_cycle(0, start, &parameters);
		CurrentCycle::<T>::put(Cycle { length: now - start - 1, ..cycle });
		CycleLength::<T>::put(T::DefaultCycleLength::get());
		#[block]
		{
			Pallet::<T>::pay_block();
		}
		assert_eq!(CurrentCycle::<T>::get().map(|cycle| cycle.index), Some(1));
	}
}
