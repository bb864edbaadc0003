// SPDX-License-Identifier: Apache-2.0

//! | module | asks |
//! |---|---|
//! | `arithmetic` | are numbers of blocks changed rightly? |
//! | `changes` | does the pace change where it should, and only there? |
//! | `offsets` | does the relay parent move back and forth without a loss? |
//! | `settling` | do deadlines move, and does nobody act meanwhile? |
//! | `state` | what is stored, and what is refused? |

mod arithmetic;
mod changes;
mod offsets;
mod settling;
mod state;

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

/// Decides on a rate without an offset, as Root.
fn decide(rate: u32) {
	decide_pace(rate, 0);
}

/// Decides on a pace, as Root.
fn decide_pace(rate: u32, relay_parent_offset: u8) {
	assert_ok!(BlockRate::set_pace(RuntimeOrigin::root(), rate, relay_parent_offset));
}

/// The pace of this rate, without an offset.
fn at(rate: Rate) -> Pace {
	Pace { rate, relay_parent_offset: 0 }
}

/// The event of a change of the rate, without an offset before or after.
fn rate_changed(from: u32, to: u32) -> Event<Test> {
	Event::PaceChanged {
		rate: to,
		relay_parent_offset: 0,
		rate_before: from,
		relay_parent_offset_before: 0,
	}
}

/// Builds blocks, one a slot, until a rate may be decided on again.
fn until_over() {
	for _ in 0..SegmentSlots::get() {
		takes_transactions();
		block(1);
	}
	assert!(takes_transactions());
}
