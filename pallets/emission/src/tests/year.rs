// SPDX-License-Identifier: Apache-2.0

//! All 5,256,000 slots of a nominal year, at 6 and at 12 seconds.
//!
//! These step what a block's hook steps, [`Clock::advance`] and [`Parts`], without the storage around it.

use crate::{mock::NOMINAL_YEAR, types::adjustable, *};
use sp_runtime::Perquintill;

const ISSUANCE: u128 = 1_000_000_123_456_789_012_345_678_901;
const FIRST: RelayBlock = 300_000_000;

/// What a year came to, in plank.
#[derive(Debug, Default, PartialEq, Eq)]
struct Year {
	released: u128,
	collators: u128,
	treasury: u128,
	dapps: u128,
	stakers: u128,
	withheld: u128,
}

fn per_slot() -> Parts {
	Parts::per_slot(Perquintill::from_percent(7), &Split::default(), ISSUANCE, NOMINAL_YEAR)
}

/// The stake in a slot: it changes once an hour, so that blocks of either length see the same.
fn stake_at(slot: RelayBlock) -> u128 {
	let hour = u128::from((slot - 1) / 600);
	ISSUANCE / 1_000 * (hour % 700)
}

/// Pays block by block; `blocks` are relay-chain numbers with the block's own slots.
fn year(blocks: impl Iterator<Item = (RelayBlock, u32)>, catch_up: u32) -> (Year, Clock) {
	let (parts, cycle) = (per_slot(), Window { start: FIRST, length: NOMINAL_YEAR });
	let target = Perquintill::from_percent(50).mul_floor(ISSUANCE);
	let (mut year, mut clock) = (Year::default(), None);
	for (now, slots_per_block) in blocks {
		let Some(clock) = &mut clock else {
			clock = Some(Clock::new(now, slots_per_block));
			continue;
		};
		let due = clock.advance(now, cycle, Pace { slots_per_block, catch_up }, false);
		assert_eq!(clock.paid + clock.missed + clock.backlog, clock.elapsed());
		let paid = parts.times(due.closing);
		let stake = stake_at(now - FIRST);
		let per_slot = adjustable(parts.stakers_adjustable, stake, target) + parts.stakers_base;
		let stakers = if stake == 0 { 0 } else { per_slot * u128::from(due.closing) };
		year.released += paid.total();
		year.collators += paid.collators;
		year.treasury += paid.treasury;
		year.dapps += paid.dapps;
		year.stakers += stakers;
		year.withheld += paid.stakers_base + paid.stakers_adjustable - stakers;
	}
	(year, clock.unwrap())
}

fn every(slots: u32) -> impl Iterator<Item = (RelayBlock, u32)> {
	(0..=NOMINAL_YEAR / slots).map(move |block| (FIRST + block * slots, slots))
}

#[test]
fn a_year_of_six_second_blocks_is_a_year_of_twelve_second_blocks() {
	let (six, clock_six) = year(every(1), 1);
	let (twelve, clock_twelve) = year(every(2), 1);
	assert_eq!(six, twelve);
	assert_eq!(clock_six.paid, NOMINAL_YEAR);
	assert_eq!(clock_twelve.paid, NOMINAL_YEAR);

	let e = per_slot().total();
	assert_eq!(six.released, e * u128::from(NOMINAL_YEAR));
	let parts = six.collators + six.treasury + six.dapps + six.stakers + six.withheld;
	assert_eq!(parts, six.released);
	// Below 7 % of the issuance by less than a plank a slot.
	let whole = Perquintill::from_percent(7).mul_floor(ISSUANCE);
	assert!(whole >= six.released && whole - six.released < u128::from(NOMINAL_YEAR));
	assert!(six.withheld > 0 && six.stakers > 0);
}

#[test]
fn a_switch_from_twelve_to_six_seconds_within_the_year_changes_nothing() {
	let (steady, _) = year(every(1), 1);
	for switch in [1_000_000, 2_628_000, 5_255_998] {
		let before = every(2).take_while(|(now, _)| *now <= FIRST + switch);
		let after = ((FIRST + switch + 1)..=(FIRST + NOMINAL_YEAR)).map(|now| (now, 1));
		let (switched, clock) = year(before.chain(after), 0);
		assert_eq!(switched, steady, "at {switch}");
		assert_eq!(clock.missed, 0);
	}
}

#[test]
fn missed_blocks_do_not_change_what_a_year_releases() {
	// Every seventh block is missed, and an hour at a time each day; none at the very end.
	let come = |now: &(RelayBlock, u32)| {
		let slot = now.0 - FIRST;
		(slot % 7 != 3 && slot % 14_400 > 600) || slot > NOMINAL_YEAR - 10_000 || slot == 0
	};
	let (caught_up, clock) = year(every(1).filter(come), 1);
	assert_eq!(caught_up.released, per_slot().total() * u128::from(NOMINAL_YEAR));
	assert_eq!((clock.missed, clock.backlog), (0, 0));

	// Without catching up, what is missed is what is missing.
	let (dropped, clock) = year(every(1).filter(come), 0);
	assert_eq!(clock.paid + clock.missed, NOMINAL_YEAR);
	assert!(clock.missed > 700_000);
	assert_eq!(dropped.released, per_slot().total() * u128::from(clock.paid));
}
