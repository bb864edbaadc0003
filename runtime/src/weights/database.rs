// SPDX-License-Identifier: Apache-2.0

//! The weight of reading and writing an entry of the state.
//!
//! A block's weight bounds what a validator spends on it. A validator has no database: it reads the block's proof, a trie in
//! memory. Weights of a collator's database, such as RocksDB's 25 and 100 µs, would leave two fifths of that time unused.
//!
//! The figures are of Asset Hub Polkadot's state at block 8,404,035, measured with `benchmark storage --mode validate-block`
//! on reference hardware (average of 100 rounds). Source: `inmemorydb_weights.rs` of the crate
//! `asset-hub-westend-runtime` 0.57.0, which is of this SDK release, and which says that parachains should use the figures.
//! This chain's state is smaller, so that its entries lie less deep.

use frame_support::{
	parameter_types,
	weights::{constants::WEIGHT_REF_TIME_PER_NANOS, RuntimeDbWeight},
};

parameter_types! {
	/// The weight of an entry of a trie in memory, as a validator reads it.
	pub const InMemoryDbWeight: RuntimeDbWeight = RuntimeDbWeight {
		read: 13_036 * WEIGHT_REF_TIME_PER_NANOS,
		write: 31_215 * WEIGHT_REF_TIME_PER_NANOS,
	};
}
