// SPDX-License-Identifier: Apache-2.0

//! | module | asks |
//! |---|---|
//! | `arithmetic` | are numbers of blocks changed rightly? |
//! | `changes` | does the rate change where it should, and only there? |
//! | `settling` | do deadlines move, and does nobody act meanwhile? |
//! | `state` | what is stored, and what is refused? |

mod arithmetic;
mod changes;
mod settling;
mod state;

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

/// Decides on a rate, as Root.
fn decide(rate: u32) {
	assert_ok!(BlockRate::set_rate(RuntimeOrigin::root(), rate));
}

/// Builds blocks, one a slot, until a rate may be decided on again.
fn until_over() {
	for _ in 0..SegmentSlots::get() {
		takes_transactions();
		block(1);
	}
	assert!(takes_transactions());
}
