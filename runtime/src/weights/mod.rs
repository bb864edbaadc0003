// SPDX-License-Identifier: Apache-2.0

//! The weights of calls and hooks.
//!
//! | where | which pallets | why |
//! |---|---|---|
//! | [`measured`] | ours | nobody else measures them |
//! | [`measured`] | pallets of the SDK whose weight depends on a limit or a type that differs in the SDK's measured runtime: how many tasks, votes, members, tracks or schedules there can be; and pallets that read the relay chain's clock, which are two entries more | the SDK's figures are for another chain |
//! | the pallet's own `SubstrateWeight` | pallets whose calls touch entries of the same number and size on every chain: accounts, sessions, batches, multisigs, queues of messages | the SDK has measured them on reference hardware, and this project has none |
//! | [`copied`] | pallets with private figures | the SDK has measured them for a chain with the same limits |
//! | [`database`] | — | an entry of the state, read and written |
//! | [`corrected`] | any of these whose benchmarks leave something out | each file names the missing part and adds it; the file is removed when a benchmark measures the part |
//!
//! A pallet is measured once all its calls have their final form, with the profile `production` on a machine that does
//! nothing else. Settlement and the pace were measured alone, the others two at a time, each on a core of its own. If a change
//! makes a call heavier before the next measurement, a file in [`corrected`] adds the difference, so that no call weighs too
//! little.

pub mod copied;
pub mod corrected;
pub mod database;
pub mod measured;

pub use copied::*;
pub use measured::*;
