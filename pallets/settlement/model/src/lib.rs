// SPDX-License-Identifier: Apache-2.0

#![doc = include_str!("../README.md")]
#![deny(missing_docs, rustdoc::broken_intra_doc_links, rustdoc::invalid_codeblock_attributes)]

mod action;
mod properties;
mod rules;
mod search;
mod state;

pub use action::{Action, Content};
pub use properties::{broken, Property};
pub use rules::{Fault, Rules};
pub use search::{search, Counterexample, Graph};
pub use state::{Batch, Bond, Entry, Final, State, Sums};
