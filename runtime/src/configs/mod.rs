// SPDX-License-Identifier: Apache-2.0

//! `impl Config for Runtime`, one file a theme.

pub mod agendas;
pub mod author;
pub mod consensus;
pub mod governance;
pub mod monetary;
pub mod settlement;
pub mod staking;
pub mod system;
pub mod tracks;
pub mod utility;
pub mod xcm;
