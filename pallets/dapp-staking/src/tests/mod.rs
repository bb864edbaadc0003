// SPDX-License-Identifier: Apache-2.0

//! Each call changes what its documentation says, and nothing else.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod claiming;
mod dapps;
mod eras;
mod invariants;
mod known_bugs;
mod staking;
mod tiers;
mod trimming;
