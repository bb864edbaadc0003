// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs, rustdoc::broken_intra_doc_links, rustdoc::invalid_codeblock_attributes)]

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod tests;
pub mod weights;

use frame_support::pallet_prelude::*;
use frame_system::pallet_prelude::*;
use pallet_session::ShouldEndSession;
use sp_runtime::traits::Convert;

pub use pallet::*;
pub use weights::WeightInfo;

/// When blocks are, in milliseconds since the Unix epoch. Asked for by hooks at the start of a block.
pub trait BlockTimes {
	/// The time of this block. It never falls.
	fn this() -> u64;

	/// The time of its parent, if the parent is not genesis.
	fn parent() -> Option<u64>;
}

#[frame_support::pallet]
pub mod pallet {
	use super::*;

	/// The types and limits that the runtime gives this pallet.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Length of a session where genesis sets none, in relay-chain blocks. At least 1.
		#[pallet::constant]
		type DefaultLength: Get<u32>;

		/// Nominal time between two relay-chain blocks, in milliseconds. At least 1.
		type RelaySlotMs: Get<u64>;

		/// When blocks are.
		type Times: BlockTimes;

		/// The number of blocks of this chain that come in so many relay-chain blocks.
		type InBlocks: Convert<u32, BlockNumberFor<Self>>;

		/// What the hook weighs.
		type WeightInfo: WeightInfo;
	}

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// Says how long a session is.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Length of a session that genesis has set, in relay-chain blocks. [`Config::DefaultLength`] holds without one.
	#[pallet::storage]
	pub type Length<T> = StorageValue<_, u32>;

	/// The genesis of a network.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T> {
		/// Length of a session in relay-chain blocks, at least 1. [`Config::DefaultLength`] if it is absent.
		pub length: Option<u32>,
		#[serde(skip)]
		#[doc(hidden)]
		pub _marker: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			assert!(
				self.length != Some(0),
				"the length of a session is at least 1 relay-chain block"
			);
			Length::<T>::set(self.length);
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Books the read of the length by `pallet-session`, which asks in each block whether the session ends.
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			T::WeightInfo::length()
		}

		fn integrity_test() {
			assert!(T::DefaultLength::get() > 0, "`DefaultLength` is at least 1");
			assert!(T::RelaySlotMs::get() > 0, "`RelaySlotMs` is at least 1");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Length of a session in relay-chain blocks.
	pub fn relay_blocks() -> u32 {
		Length::<T>::get().unwrap_or_else(T::DefaultLength::get)
	}

	/// The invariants of the README.
	#[cfg(any(feature = "try-runtime", test))]
	pub fn do_try_state() -> Result<(), sp_runtime::TryRuntimeError> {
		ensure!(Length::<T>::get() != Some(0), "1: a session has a length");
		Ok(())
	}
}

/// Length of a session in blocks of this chain, if none is missed. At least 1.
impl<T: Config> Get<BlockNumberFor<T>> for Pallet<T> {
	fn get() -> BlockNumberFor<T> {
		T::InBlocks::convert(Self::relay_blocks()).max(1u32.into())
	}
}

/// A session ends with the first block after a whole number of lengths since the Unix epoch.
impl<T: Config> ShouldEndSession<BlockNumberFor<T>> for Pallet<T> {
	fn should_end_session(_: BlockNumberFor<T>) -> bool {
		let length = T::RelaySlotMs::get().saturating_mul(Self::relay_blocks().into());
		let sessions = |time: u64| time.checked_div(length);
		T::Times::parent().is_some_and(|parent| sessions(T::Times::this()) > sessions(parent))
	}
}
