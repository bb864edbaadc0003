// SPDX-License-Identifier: Apache-2.0

//! `impl Config for Runtime`, one file a theme.

pub mod consensus;
pub mod monetary;
pub mod staking;
pub mod system;
pub mod utility;
pub mod xcm;
