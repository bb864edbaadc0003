// SPDX-License-Identifier: Apache-2.0

//! The rules, bounds and invariants of settlement's core.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod book;
mod bounds;
mod cancels;
mod drive;
mod inbox;
#[path = "../kit/mod.rs"]
mod kit;
mod naive;
mod nonces;
mod proofs;
mod properties;
mod signatures;
mod totality;
mod transfers;
mod vectors;
mod withdrawals;
mod witness;
