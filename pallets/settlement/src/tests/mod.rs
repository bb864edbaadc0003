// SPDX-License-Identifier: Apache-2.0

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod adversarial;
mod calls;
mod guarantees;
mod histories;
mod kit;
mod trees;
mod views;
mod windows;
