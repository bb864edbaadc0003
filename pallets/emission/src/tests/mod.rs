// SPDX-License-Identifier: Apache-2.0

//! Does each block pay what its slots are worth, and nothing else?

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod amounts;
mod calls;
mod cycles;
mod pace;
mod year;
