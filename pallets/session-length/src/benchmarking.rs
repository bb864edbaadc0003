// SPDX-License-Identifier: Apache-2.0

//! What the hook costs.

use super::*;
use frame_benchmarking::v2::*;

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn length() {
		Length::<T>::put(7_200);
		let blocks: BlockNumberFor<T>;
		#[block]
		{
			blocks = <Pallet<T> as Get<BlockNumberFor<T>>>::get();
		}
		assert_eq!(blocks, T::InBlocks::convert(7_200));
	}
}
