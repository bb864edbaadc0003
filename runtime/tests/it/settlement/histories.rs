// SPDX-License-Identifier: Apache-2.0

//! The pallet's random histories, on blocks of the runtime: 2,000 of them, or as many as `OUTRIDER_HISTORIES` says. Tests run at the same
//! time, each with a part.

use super::chain::{run, Outrider};
use pallet_settlement::testing::Histories;

const PARTS: u64 = 4;

/// Every plank is where it belongs at the end of each.
fn live_through_part(part: u64) {
	let mut histories = Histories::<Outrider>::default();
	let count = Histories::<Outrider>::count(2_000);
	for seed in (part..=count).step_by(usize::try_from(PARTS).unwrap()) {
		run(|| histories.live(seed));
	}
	histories.conclude();
}

#[test]
fn random_histories_on_the_runtime_conserve_every_plank_1_of_4() {
	live_through_part(1);
}

#[test]
fn random_histories_on_the_runtime_conserve_every_plank_2_of_4() {
	live_through_part(2);
}

#[test]
fn random_histories_on_the_runtime_conserve_every_plank_3_of_4() {
	live_through_part(3);
}

#[test]
fn random_histories_on_the_runtime_conserve_every_plank_4_of_4() {
	live_through_part(4);
}
