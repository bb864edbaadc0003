// SPDX-License-Identifier: Apache-2.0

//! The parts of the runtime work together.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod chain;
mod collators;
mod common;
mod composition;
mod fees;
mod filters;
mod genesis;
mod governance;
mod measured_weights;
mod rates;
mod settlement;
mod staking;
mod staking_model;
mod storage_sizes;
mod time;
mod upgrade;
mod wasm_chain;
mod xcm;
