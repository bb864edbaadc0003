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
		let expected = 7_200u32.saturating_div(T::RelayBlocksPerBlock::get()).max(1);
		assert_eq!(blocks, expected.into());
	}
}
