// SPDX-License-Identifier: Apache-2.0

//! The weight of a block without transactions, with hooks that say that they weigh nothing.

use crate::weights::corrected::treasury::TreasuryWeights;
use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::BlockExecutionWeight, Weight},
};

/// What the SDK has measured for a block without pallets, and what such hooks do.
pub struct EmptyBlock<T>(PhantomData<T>);

impl<T: frame_system::Config> Get<Weight> for EmptyBlock<T> {
	fn get() -> Weight {
		// How long a session lasts: an entry of 4 bytes, and the nodes of the trie down to it.
		let session = T::DbWeight::get().reads(1).saturating_add(Weight::from_parts(0, 1_489));
		BlockExecutionWeight::get()
			.saturating_add(TreasuryWeights::<T>::each_block())
			.saturating_add(session)
	}
}
