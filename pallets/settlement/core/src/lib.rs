// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![no_std]
#![deny(missing_docs, rustdoc::broken_intra_doc_links, rustdoc::invalid_codeblock_attributes)]

extern crate alloc;

mod account;
mod bytes;
mod chunk;
mod code;
mod execute;
mod hash;
mod head;
mod pages;
mod proof;
mod record;
mod state;
mod witness;

pub use account::{Account, Index, ACCOUNT_BYTES, NONCE_WINDOW};
pub use chunk::{BadChunk, Chunk, Context, Domain, Kind, MAX_RECORDS, NO_MARKET};
pub use code::Code;
pub use execute::{execute, Ledger, Verifier};
pub use hash::{Hash, Hasher, DEPTH, EMPTY};
pub use head::{Head, HEAD_BYTES, MARKETS};
pub use proof::LeafProof;
pub use record::{
	message, Cancel, Entry, Inbox, Terms, Transfer, Withdraw, OWNER, SIGNATURE_BYTES, TRADER,
};
pub use state::State;
pub use witness::{apply_chunk, max_witness_bytes, BadWitness, Outcome};

/// The version of every format in this crate. A signature covers it.
pub const FORMAT_VERSION: u8 = 1;

/// A public key of sr25519. 32 zero bytes are no key: nothing verifies under them.
pub type Key = [u8; 32];

/// An amount of the token, in plank.
pub type Balance = u128;
