// SPDX-License-Identifier: Apache-2.0

use super::*;

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
