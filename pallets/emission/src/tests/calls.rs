// SPDX-License-Identifier: Apache-2.0

//! Who may change what, and to what.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError::BadOrigin, Perquintill};

#[test]
fn parameters_are_set_by_their_origin_alone() {
	Chain::default().run(|| {
		let parameters = Parameters { catch_up: 3, ..Default::default() };
		for origin in [RuntimeOrigin::signed(HOLDER), RuntimeOrigin::none()] {
			assert_noop!(Emission::set_parameters(origin, parameters), BadOrigin);
		}
		assert_ok!(Emission::set_parameters(RuntimeOrigin::root(), parameters));
		assert_eq!(CurrentParameters::<Test>::get(), parameters);
		System::assert_last_event(Event::ParametersSet { parameters }.into());
	});
}

#[test]
fn a_split_that_is_not_whole_is_refused() {
	Chain::default().run(|| {
		for treasury in [0, 49_999_999_999_999_999, 50_000_000_000_000_001] {
			let split = Split { treasury: Perquintill::from_parts(treasury), ..Default::default() };
			let parameters = Parameters { split, ..Default::default() };
			let call = Emission::set_parameters(RuntimeOrigin::root(), parameters);
			assert_noop!(call, Error::<Test>::SplitNotWhole);
		}
	});
}

#[test]
fn a_catch_up_above_the_limit_is_refused() {
	Chain::default().run(|| {
		let with = |catch_up| {
			let parameters = Parameters { catch_up, ..Default::default() };
			Emission::set_parameters(RuntimeOrigin::root(), parameters)
		};
		assert_noop!(with(Parameters::MAX_CATCH_UP + 1), Error::<Test>::CatchUpTooLarge);
		assert_noop!(with(u32::MAX), Error::<Test>::CatchUpTooLarge);
		assert_ok!(with(Parameters::MAX_CATCH_UP));
	});
}

#[test]
fn a_rate_is_raised_only_as_far_as_its_origin_may() {
	Chain::default().run(|| {
		let set = |origin, percent| {
			let rate = Perquintill::from_percent(percent);
			Emission::set_parameters(origin, Parameters { rate, ..Default::default() })
		};
		let officer = || RuntimeOrigin::signed(OFFICER);
		assert_ok!(set(officer(), 10));
		assert_noop!(set(officer(), 11), Error::<Test>::RateTooHigh);
		assert_noop!(set(officer(), 100), Error::<Test>::RateTooHigh);
		assert_ok!(set(RuntimeOrigin::root(), 100));
		assert_ok!(set(RuntimeOrigin::root(), 20));
		// What Root has set can be kept, so that the other parameters can be set, and lowered, but not raised.
		assert_noop!(set(officer(), 21), Error::<Test>::RateTooHigh);
		assert_ok!(set(officer(), 20));
		assert_ok!(set(officer(), 9));
		assert_noop!(set(officer(), 11), Error::<Test>::RateTooHigh);
	});
}

#[test]
fn a_new_cycle_is_forced_by_root_alone() {
	Chain::default().run(|| {
		for origin in [RuntimeOrigin::signed(HOLDER), RuntimeOrigin::none()] {
			assert_noop!(Emission::force_new_cycle(origin), BadOrigin);
		}
		assert_ok!(Emission::force_new_cycle(RuntimeOrigin::root()));
		System::assert_last_event(Event::NewCycleForced.into());
	});
}

#[test]
#[should_panic(expected = "a cycle has at least 200 slots")]
fn a_genesis_with_a_short_cycle_is_refused() {
	Chain { length: 199, ..Default::default() }.run(|| ());
}

#[test]
#[should_panic(expected = "the parameters of genesis are in range")]
fn a_genesis_with_a_split_that_is_not_whole_is_refused() {
	let mut chain = Chain::default();
	chain.parameters.split.collators = Perquintill::zero();
	chain.run(|| ());
}
