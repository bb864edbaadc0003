// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs, rustdoc::broken_intra_doc_links, rustdoc::invalid_codeblock_attributes)]

#[cfg(test)]
mod tests;

pub use pallet::*;

#[frame_support::pallet]
pub mod pallet {
	use core::marker::PhantomData;
	use frame_support::pallet_prelude::*;
	use xcm::latest::NetworkId;

	/// This pallet needs only the system.
	#[pallet::config]
	pub trait Config: frame_system::Config {}

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// Holds the relay chain's name for its network.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The network if genesis names none.
	#[pallet::type_value]
	pub fn Unsaid() -> NetworkId {
		NetworkId::Polkadot
	}

	/// The relay chain's name for its network in XCM.
	#[pallet::storage]
	pub type Network<T: Config> = StorageValue<_, NetworkId, ValueQuery, Unsaid>;

	/// The relay chain's name for its network in XCM.
	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// The name.
		pub network: NetworkId,
		#[doc(hidden)]
		#[serde(skip)]
		pub _config: PhantomData<T>,
	}

	impl<T: Config> Default for GenesisConfig<T> {
		fn default() -> Self {
			Self { network: Unsaid::get(), _config: PhantomData }
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Network::<T>::put(self.network);
		}
	}

	impl<T: Config> Get<NetworkId> for Pallet<T> {
		fn get() -> NetworkId {
			Network::<T>::get()
		}
	}
}
