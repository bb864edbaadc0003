// SPDX-License-Identifier: Apache-2.0

//! What calls and hooks weigh.
//!
//! | where | which pallets | why |
//! |---|---|---|
//! | [`measured`] | ours | nobody else measures them |
//! | [`measured`] | of the SDK, those whose weight depends on a limit or a type that this runtime sets otherwise than the runtime that the SDK measures with: how many tasks, votes, members, tracks or schedules there can be; and those that read the relay chain's clock, two entries more | the SDK's figures are those of another chain |
//! | the pallet's own `SubstrateWeight` | those whose calls touch entries of the same number and size on every chain: accounts, sessions, batches, multisigs, queues of messages | measured by the SDK on reference hardware, while this project has none |
//! | [`copied`] | those that keep their figures private | measured by the SDK for a chain with the same limits |
//! | [`corrected`] | any of these where measuring leaves something out | each file says what, adds it by name, and goes as soon as measuring sees it |
//!
//! A pallet is measured once all its calls have their final form, with the profile `production` on a machine that does
//! nothing else. Between two measurements a change that makes a call heavier adds what it adds to [`corrected`], so that
//! no call ever weighs less than it takes.

pub mod copied;
pub mod corrected;
pub mod measured;

pub use copied::*;
pub use measured::*;
