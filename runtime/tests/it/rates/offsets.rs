// SPDX-License-Identifier: Apache-2.0

use super::*;
use cumulus_pallet_parachain_system::CheckAssociatedRelayNumber;
use frame_support::traits::Get;
use outrider_runtime::{
	constants::consensus::MAX_RELAY_PARENT_OFFSET,
	relay_parent::{Offset, RelayClock},
};
use sp_io::TestExternalities;

const LARGEST: u32 = MAX_RELAY_PARENT_OFFSET as u32;

/// As `validate_block` asks. A read of the state panics there, and here too.
#[test]
fn without_a_state_the_offset_is_the_largest_one() {
	assert_eq!(Offset::get(), LARGEST);
}

#[test]
fn the_offset_of_the_state_is_there_once_after_the_clock() {
	TestExternalities::default().execute_with(|| {
		pallet_block_rate::RelayParentOffset::<Runtime>::put(0);
		RelayClock::check_associated_relay_number(7, 7);
		assert_eq!([Offset::get(), Offset::get()], [0, LARGEST]);
		pallet_block_rate::RelayParentOffset::<Runtime>::put(1);
		RelayClock::check_associated_relay_number(8, 7);
		assert_eq!(Offset::get(), 1);
	});
}

#[test]
#[should_panic(expected = "needs to monotonically increase")]
fn a_relay_parent_before_the_last_one_is_refused() {
	RelayClock::check_associated_relay_number(6, 7);
}

/// The runtime panics over an inherent with more or fewer descendants than the offset says: each block is such a check.
#[test]
fn the_relay_parent_moves_back_and_forth_between_two_slots_whatever_the_rate_does() {
	let mut chain = at_rate(1);
	for (rate, offset) in [(1, 1), (3, 1), (3, 0), (12, 1), (1, 0)] {
		decide_pace(&mut chain, rate, offset);
		assert_eq!((chain.target_rate(), chain.relay_parent_offset()), (rate, offset.into()));
		chain.slots(5);
		chain.execute_with(|| {
			let pace = BlockRate::pace();
			assert_eq!((pace.rate.blocks(), pace.relay_parent_offset), (rate, offset));
		});
	}
	chain.execute_with(try_state);
}

#[test]
fn the_offset_alone_costs_no_block_and_no_transaction() {
	let mut chain = at_rate(3);
	decide_pace(&mut chain, 3, 1);
	// The blocks of the present slot keep their relay parent.
	chain.build(0, None, &[]);
	assert_eq!(chain.slot(&[(Alice, remark(vec![]))], |_, _| ()), 3);
	assert_eq!(chain.execute_with(|| BlockRate::pace().relay_parent_offset), 1);
}

#[test]
#[should_panic(expected = "Unable to verify provided relay parent descendants")]
fn a_block_on_the_newest_relay_block_is_refused_where_there_is_an_offset() {
	let mut chain = at_rate(3);
	decide_pace(&mut chain, 3, 1);
	chain.ignores_offset = true;
	chain.slots(1);
}
