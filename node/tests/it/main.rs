// SPDX-License-Identifier: GPL-3.0-only

//! The built binary as a process: its answers, its files, and its refusals.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod bad_input;
mod chain_specs;
mod command_line;
mod every_command;
mod finality;
mod node;
mod options;
mod process;
mod relay_chain;
mod rpc;
mod settlement;
mod state;
mod transactions;
