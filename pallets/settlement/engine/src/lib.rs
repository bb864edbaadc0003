// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![deny(missing_docs, rustdoc::broken_intra_doc_links, rustdoc::invalid_codeblock_attributes)]

mod book;
mod execution;
mod log;
mod plan;
mod posted;
mod rebuild;
mod sequencer;
#[cfg(test)]
mod tests;
mod verifier;
mod way;

pub use book::{BatchKey, BlockRef, Book, Finding, Finished, Opened, Place, Seen, KEPT_RECORDS};
pub use execution::{judge, Check, Checks, Verdict};
pub use log::{End, Entry};
pub use plan::{Limits, Plan, RecordId, Slot};
pub use posted::Posted;
pub use rebuild::{rebuild, Link, Rebuilt};
pub use sequencer::{
	Promise, Refusal, Sequencer, Terms, Whereabouts, MAX_SEALED, MAX_WAITING_RECORDS,
};
pub use verifier::Remembering;
pub use way::{Sealed, View};

/// The state of settlement, with the chain's hash.
pub type State = settlement_core::State<pallet_settlement::Blake>;
