// SPDX-License-Identifier: Apache-2.0

//! Each block pays for its slots, and nothing else.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod amounts;
mod calls;
mod cycles;
mod pace;
mod year;
