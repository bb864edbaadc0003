// SPDX-License-Identifier: Apache-2.0

//! What a slot is worth, and who gets it.

use crate::{mock::*, types::adjustable, *};
use frame_support::traits::fungible::Inspect;
use proptest::prelude::*;
use sp_core::U256;
use sp_runtime::Perquintill;

fn free(who: AccountId) -> Balance {
	<Balances as Inspect<AccountId>>::balance(&who)
}

#[test]
fn a_slot_is_divided_as_the_split_says() {
	Chain::default().run(|| {
		block(100);
		// 7 % of 10^12 over 1,000 slots.
		let cycle = CurrentCycle::<Test>::get().unwrap();
		assert_eq!(cycle.per_slot.total(), 70_000_000);
		let expected = Parts {
			collators: 7_000_000,
			treasury: 3_500_000,
			dapps: 14_000_000,
			stakers_base: 17_500_000,
			stakers_adjustable: 28_000_000,
		};
		assert_eq!(cycle.per_slot, expected);

		EarningStake::set(cycle.issuance / 2);
		block(101);
		assert_eq!((free(COLLATOR), free(TREASURY)), (expected.collators, expected.treasury));
		assert_eq!(free(STAKERS), expected.stakers_base + expected.stakers_adjustable);
		assert_eq!(InTransit::get(), expected.dapps);
		let totals = Released::<Test>::get();
		assert_eq!(totals.released, 70_000_000);
		assert_eq!(totals.minted, 56_000_000);
		assert_eq!((totals.withheld, totals.burned), (0, 0));
		assert_eq!(Balances::total_issuance(), 1_000_000_000_000 + 56_000_000);
	});
}

#[test]
fn what_rounding_leaves_of_a_slot_goes_to_the_treasury() {
	let third = Perquintill::from_parts(333_333_333_333_333_333);
	let split = Split {
		collators: third,
		treasury: Perquintill::from_parts(1),
		dapps: third,
		stakers_base: third,
		stakers_adjustable: Perquintill::zero(),
	};
	assert!(split.is_whole());
	// 10 % of 1,000 over 10 slots: 10 each. A third of it, rounded to nearest, would be 3 as well; of 11 it would be 4.
	let parts = Parts::per_slot(Perquintill::from_percent(11), &split, 1_000, 10);
	assert_eq!((parts.collators, parts.dapps, parts.stakers_base), (3, 3, 3));
	assert_eq!(parts.treasury, 2);
	assert_eq!(parts.total(), 11);
}

#[test]
fn nobody_stakes_and_nothing_of_the_stakers_part_is_minted() {
	Chain::default().run(|| {
		block(100);
		block(101);
		let totals = Released::<Test>::get();
		assert_eq!(totals.withheld, 17_500_000 + 28_000_000);
		assert_eq!(totals.minted, 7_000_000 + 3_500_000);
		assert_eq!(free(STAKERS), 0);
	});
}

#[test]
fn the_adjustable_part_grows_with_the_stake_up_to_the_ideal_share() {
	Chain::default().run(|| {
		block(100);
		let mut now = 100;
		let mut stakers_get = |stake| {
			EarningStake::set(stake);
			let before = free(STAKERS);
			now += 1;
			block(now);
			free(STAKERS) - before
		};
		// Half of 10^12 is ideal.
		assert_eq!(stakers_get(250_000_000_000), 17_500_000 + 14_000_000);
		assert_eq!(stakers_get(500_000_000_000), 17_500_000 + 28_000_000);
		assert_eq!(stakers_get(900_000_000_000), 17_500_000 + 28_000_000);
		// 28,000,000 x 20,000 / 5 x 10^11 = 1.12, rounded down.
		assert_eq!(stakers_get(20_000), 17_500_000 + 1);
	});
}

#[test]
fn an_ideal_share_of_zero_gives_the_whole_adjustable_part_to_any_stake() {
	let mut chain = Chain::default();
	chain.parameters.ideal_share = Perquintill::zero();
	chain.run(|| {
		block(100);
		EarningStake::set(1);
		block(101);
		assert_eq!(free(STAKERS), 45_500_000);
	});
}

#[test]
fn what_a_receiver_cannot_take_is_burned_and_counted() {
	Chain::default().run(|| {
		block(100);
		Author::set(None);
		block(101);
		let totals = Released::<Test>::get();
		assert_eq!(totals.burned, 7_000_000);
		assert_eq!(Balances::total_issuance(), 1_000_000_000_000 + totals.minted - totals.burned);
	});
	// A part below the existential deposit, for an account that does not exist.
	Chain::default().issuance(1_000_000).run(|| {
		block(100);
		block(101);
		// 70 a slot: 7 for the author, 3 for the treasury with what rounding leaves, and an account needs 10.
		let totals = Released::<Test>::get();
		assert_eq!((free(COLLATOR), free(TREASURY)), (0, 0));
		assert_eq!(totals.burned, totals.minted);
		assert_eq!(Balances::total_issuance(), 1_000_000);
	});
}

#[test]
fn an_issuance_at_the_limit_overflows_nothing() {
	Chain::default().issuance(u128::MAX).run(|| {
		EarningStake::set(u128::MAX);
		block(100);
		let full = slot();
		assert!(full > u128::MAX / 20_000);
		block(101);
		let totals = Released::<Test>::get();
		// There is no room for a single plank more.
		assert_eq!(totals.released, full);
		assert_eq!((totals.minted, totals.burned), (0, 0));
		assert_eq!(Balances::total_issuance(), u128::MAX);
	});
}

#[test]
fn dapps_are_minted_or_withheld_and_leave_transit() {
	Chain::default().run(|| {
		block(100);
		block(101);
		let before = Released::<Test>::get();
		let credit = Emission::mint_for_dapps(10_000_000);
		assert_eq!(credit.peek(), 10_000_000);
		Emission::withhold(4_000_000);
		InTransit::set(0);
		let after = Released::<Test>::get();
		assert_eq!(after.minted - before.minted, 10_000_000);
		assert_eq!(after.withheld - before.withheld, 4_000_000);
		assert_eq!(Balances::resolve(&TREASURY, credit).err().map(|c| c.peek()), None);
	});
}

proptest! {
	/// Against whole numbers of 256 bits: each part is its floor, and the parts make up the whole.
	#[test]
	fn parts_are_floors_and_sum_to_the_whole(
		rate in 0..=1_000_000_000_000_000_000u64,
		issuance: u128,
		length in 1..=10_000_000u32,
		cuts in prop::array::uniform4(0..=1_000_000_000_000_000_000u64),
	) {
		let mut cuts = cuts;
		cuts.sort_unstable();
		let one = 1_000_000_000_000_000_000u64;
		let part = |low: u64, high: u64| Perquintill::from_parts(high - low);
		let split = Split {
			collators: part(0, cuts[0]),
			treasury: part(cuts[0], cuts[1]),
			dapps: part(cuts[1], cuts[2]),
			stakers_base: part(cuts[2], cuts[3]),
			stakers_adjustable: part(cuts[3], one),
		};
		prop_assert!(split.is_whole());
		let parts = Parts::per_slot(Perquintill::from_parts(rate), &split, issuance, length);

		let wide = |parts: u64, of: U256| U256::from(parts) * of / U256::from(one);
		let e = U256::from(issuance) * U256::from(rate) / (U256::from(one) * U256::from(length));
		prop_assert_eq!(U256::from(parts.total()), e);
		for (amount, share) in [
			(parts.collators, split.collators),
			(parts.dapps, split.dapps),
			(parts.stakers_base, split.stakers_base),
			(parts.stakers_adjustable, split.stakers_adjustable),
		] {
			prop_assert_eq!(U256::from(amount), wide(share.deconstruct(), e));
		}
	}

	/// The adjustable part against whole numbers of 256 bits, and never more than the full one.
	#[test]
	fn adjustable_is_the_floor_of_its_formula(full: u128, staked: u128, target in 1..=u128::MAX) {
		let expected = if staked >= target {
			U256::from(full)
		} else {
			let product = U256::from(full).full_mul(U256::from(staked)) / U256::from(target);
			U256::try_from(product).unwrap()
		};
		prop_assert_eq!(U256::from(adjustable(full, staked, target)), expected);
	}
}
