// SPDX-License-Identifier: Apache-2.0

//! The pallet's random histories, on blocks of the runtime. `OUTRIDER_HISTORIES` sets how many.

use super::chain::{run, Outrider};
use pallet_settlement::testing::Histories;

#[test]
fn random_histories_on_the_runtime_end_with_every_plank_where_it_belongs() {
	let mut histories = Histories::<Outrider>::default();
	for seed in 1..=Histories::<Outrider>::count(12) {
		run(|| histories.live(seed));
	}
	histories.conclude();
}
