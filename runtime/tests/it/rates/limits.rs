// SPDX-License-Identifier: Apache-2.0

//! The rules that collators ask for before they build, and that validators hold them to.

use super::*;
use cumulus_pallet_parachain_system::{Ancestor, UnincludedSegment};
use outrider_runtime::{configs::consensus::RateHook, Hash};

/// Whether a block may follow the newest one in this slot, if this many blocks are not included.
fn can_build(chain: &mut WasmChain, slot: u32, not_included: u32) -> bool {
	chain.execute_with(|| {
		let ancestor = |_| Ancestor::new_unchecked(Default::default(), None);
		let before = UnincludedSegment::<Runtime>::get();
		UnincludedSegment::<Runtime>::put((0..not_included).map(ancestor).collect::<Vec<_>>());
		let can = RateHook::can_build_upon(Hash::repeat_byte(9), u64::from(slot).into());
		UnincludedSegment::<Runtime>::put(before);
		can
	})
}

/// The most blocks that may wait for their inclusion when a block is built in this slot, itself included.
fn capacity(chain: &mut WasmChain, slot: u32) -> u32 {
	(0..100).take_while(|waiting| can_build(chain, slot, *waiting)).count() as u32
}

#[test]
fn a_segment_holds_the_blocks_of_three_slots() {
	for rate in RATES {
		let mut chain = at_rate(rate);
		let next = chain.relay_number + 1;
		assert_eq!(capacity(&mut chain, next), 3 * rate, "at rate {rate}");
	}
}

/// Else a chain that slows down would stand still until the relay chain has included its blocks.
#[test]
fn after_a_change_a_segment_still_holds_blocks_of_the_old_rate() {
	let mut chain = at_rate(12);
	chain.slots(1);
	decide(&mut chain, 1);
	let slot = chain.relay_number + 1;
	for expected in [12 + 12 + 1, 12 + 1 + 1, 3, 3] {
		let asked = chain.relay_number + 1;
		assert_eq!(capacity(&mut chain, asked), expected, "in slot {}", asked - slot);
		chain.slots(1);
	}
}

#[test]
fn a_slot_takes_one_block_more_than_its_rate() {
	for rate in [1, 3] {
		let mut chain = at_rate(rate);
		let slot = chain.relay_number + 1;
		for number in 0..=rate {
			assert!(can_build(&mut chain, slot, 0), "block {number} at rate {rate}");
			chain.block(u32::from(number == 0), &[]);
		}
		assert!(!can_build(&mut chain, slot, 0), "at rate {rate}");
		assert!(can_build(&mut chain, slot + 1, 0), "at rate {rate}");
	}
}

#[test]
#[should_panic(expected = "authored blocks limit is reached")]
fn another_block_is_refused() {
	let mut chain = at_rate(3);
	for number in 0..5 {
		chain.block(u32::from(number == 0), &[]);
	}
}

/// The pallet of the relay chain's clock counts blocks by the slots of the relay chain, whatever the rate was before.
#[test]
fn a_slower_rate_counts_from_its_first_slot_on() {
	let mut chain = at_rate(12);
	chain.slots(1);
	decide(&mut chain, 3);
	chain.slots(1);
	let slot = chain.relay_number;
	for _ in 0..3 {
		assert!(can_build(&mut chain, slot, 0));
		chain.block(0, &[]);
	}
	assert!(!can_build(&mut chain, slot, 0));
}
