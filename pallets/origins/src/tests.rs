// SPDX-License-Identifier: Apache-2.0

//! Each type passes the origin that it names, and no other.

use crate::{mock::RuntimeOrigin, *};
use codec::Encode;
use frame_support::traits::{ConstU128, EnsureOrigin};

/// All origins that there are, and what to call them.
fn origins() -> Vec<(Option<Origin>, RuntimeOrigin)> {
	let ours = Origin::ALL.into_iter().map(|origin| (Some(origin), origin.into()));
	let others = [RuntimeOrigin::root(), RuntimeOrigin::none(), RuntimeOrigin::signed(1)];
	ours.chain(others.map(|origin| (None, origin))).collect()
}

/// The origins that `E` passes.
fn passed_by<E: EnsureOrigin<RuntimeOrigin>>() -> Vec<Option<Origin>> {
	origins()
		.into_iter()
		.filter(|(_, origin)| E::try_origin(origin.clone()).is_ok())
		.map(|(name, _)| name)
		.collect()
}

#[test]
fn each_type_passes_the_origin_that_it_names_alone() {
	let table = [
		(Origin::WhitelistedCaller, passed_by::<EnsureWhitelistedCaller>()),
		(Origin::Treasurer, passed_by::<EnsureTreasurer>()),
		(Origin::GeneralAdmin, passed_by::<EnsureGeneralAdmin>()),
		(Origin::ReferendumCanceller, passed_by::<EnsureReferendumCanceller>()),
		(Origin::ReferendumKiller, passed_by::<EnsureReferendumKiller>()),
		(Origin::SmallSpender, passed_by::<EnsureSmallSpender>()),
		(Origin::BigSpender, passed_by::<EnsureBigSpender>()),
	];
	for (expected, passed) in table {
		assert_eq!(passed, [Some(expected)]);
	}
}

#[test]
fn who_is_refused_gets_the_origin_back() {
	let origin = RuntimeOrigin::from(Origin::SmallSpender);
	let back = EnsureTreasurer::try_origin(origin).expect_err("another origin");
	assert!(EnsureSmallSpender::try_origin(back).is_ok());
}

#[test]
fn a_spender_may_spend_up_to_its_own_limit() {
	type Spender = EnsureSpender<ConstU128<1>, ConstU128<10>, ConstU128<100>>;
	for (name, origin) in origins() {
		let expected = match name {
			Some(Origin::SmallSpender) => Some(1),
			Some(Origin::BigSpender) => Some(10),
			Some(Origin::Treasurer) => Some(100),
			_ => None,
		};
		assert_eq!(Spender::try_origin(origin).ok(), expected, "{name:?}");
	}
}

#[test]
fn indices_are_frozen() {
	let indices = Origin::ALL.map(|origin| origin.encode());
	assert_eq!(indices, [[0], [1], [2], [3], [4], [5], [6]]);
	assert_eq!(Origin::ALL[1], Origin::Treasurer);
	assert_eq!(Origin::ALL[6], Origin::BigSpender);
}
