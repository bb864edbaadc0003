// SPDX-License-Identifier: Apache-2.0

//! The weight of a block without transactions, with the hooks that return no weight.

use crate::weights::corrected::treasury::TreasuryWeights;
use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::BlockExecutionWeight, Weight},
};

/// The SDK's measured weight of a block without pallets, and the weight of these hooks.
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
