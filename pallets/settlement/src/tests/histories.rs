// SPDX-License-Identifier: Apache-2.0

//! Random histories over the mock: see [`crate::testing::Histories`].

use crate::{mock::*, testing::Histories};

#[test]
fn random_histories_end_with_every_plank_where_it_belongs() {
	let mut histories = Histories::<Mock>::default();
	for seed in 1..=Histories::<Mock>::count(60) {
		run(|| histories.live(seed));
	}
	histories.conclude();
}
