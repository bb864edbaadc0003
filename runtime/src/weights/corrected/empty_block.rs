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
		BlockExecutionWeight::get().saturating_add(TreasuryWeights::<T>::each_block())
	}
}
