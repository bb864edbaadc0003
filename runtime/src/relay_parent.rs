// SPDX-License-Identifier: Apache-2.0

//! How far the relay parent of a block is behind the newest relay-chain block, for the pallet of the relay chain's clock.
//!
//! [`BlockRate`] has the number in the state. The SDK expects a constant: a validator's code asks for it before there is a state, and
//! a read of the state would panic there. That code needs the number only for scheduling of version 3, which is off. So the number
//! is read from the state at the one place that needs it: [`RelayClock`] is asked just before the inherent's relay-chain blocks are
//! checked, and leaves the number for [`Offset`]. Everybody else gets the largest number that there can be.
//!
//! | who asks [`Offset`] | when | answer |
//! |---|---|---|
//! | the check of the inherent's relay-chain blocks | after [`RelayClock`] | the number of this block |
//! | the check of the claim queue's offset in a header | before hooks, where the number may be about to change | the largest one: an upper bound |
//! | `validate_block`, for scheduling of version 3 | before there is a state | the largest one, unused |

use crate::{constants::consensus::MAX_RELAY_PARENT_OFFSET, BlockRate};
use cumulus_pallet_parachain_system::{
	CheckAssociatedRelayNumber, RelayNumberMonotonicallyIncreases,
};
use cumulus_primitives_core::relay_chain::BlockNumber;
use frame_support::traits::Get;

/// A number that is left for the next one who asks.
#[cfg(feature = "std")]
mod left {
	use core::cell::Cell;

	std::thread_local! {
		static LEFT: Cell<Option<u8>> = const { Cell::new(None) };
	}

	pub fn put(number: u8) {
		LEFT.set(Some(number));
	}

	pub fn take() -> Option<u8> {
		LEFT.take()
	}
}

/// The same in Wasm, which has one thread. A call of the runtime begins with fresh memory.
#[cfg(not(feature = "std"))]
mod left {
	use core::sync::atomic::{AtomicU16, Ordering::Relaxed};

	/// No number is that large.
	const NOTHING: u16 = u16::MAX;
	static LEFT: AtomicU16 = AtomicU16::new(NOTHING);

	pub fn put(number: u8) {
		LEFT.store(number.into(), Relaxed);
	}

	pub fn take() -> Option<u8> {
		u8::try_from(LEFT.swap(NOTHING, Relaxed)).ok()
	}
}

/// Relay parents never go back. Several blocks may have the same one.
pub struct RelayClock;

impl CheckAssociatedRelayNumber for RelayClock {
	fn check_associated_relay_number(current: BlockNumber, previous: BlockNumber) {
		RelayNumberMonotonicallyIncreases::check_associated_relay_number(current, previous);
		left::put(BlockRate::pace().relay_parent_offset);
	}
}

/// How many relay-chain blocks a relay parent is behind the newest one: see the module.
pub struct Offset;

impl Get<u32> for Offset {
	fn get() -> u32 {
		left::take().unwrap_or(MAX_RELAY_PARENT_OFFSET).into()
	}
}
