// SPDX-License-Identifier: GPL-3.0-only

//! Reads the storage of our runtime's pallets.

use super::Client;
use codec::FullCodec;
use frame_support::storage::StorageValue;
use outrider_runtime::Hash;
use sc_client_api::StorageProvider;
use sp_blockchain::{Error, Result};
use sp_core::storage::StorageKey;

/// The storage value `V` after a block. None if the chain has no such value.
pub fn stored<V, T>(client: &Client, at: Hash) -> Result<Option<T>>
where
	V: StorageValue<T>,
	T: FullCodec,
{
	let key = StorageKey(V::hashed_key().to_vec());
	client
		.storage(at, &key)?
		.map(|value| T::decode(&mut &value.0[..]))
		.transpose()
		.map_err(|error| Error::Storage(error.to_string()))
}
