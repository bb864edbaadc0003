// SPDX-License-Identifier: Apache-2.0

//! Random histories of a chain with forks, reverts, other sequencers and restarts, and single cases.

#![allow(
	clippy::unwrap_used,
	clippy::arithmetic_side_effects,
	reason = "a test that can't go on has failed"
)]

mod book;
mod chain;
mod histories;
mod parts;
mod single;
