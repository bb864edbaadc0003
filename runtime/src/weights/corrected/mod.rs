// SPDX-License-Identifier: Apache-2.0

//! Corrections of weights that benchmarks measure too low or too high, and estimates where nothing is measured yet.

/// Methods of a `WeightInfo`: the figures of another one, plus an addition.
macro_rules! with_more {
	($base:ty, $more:expr => $($name:ident($($argument:ident),*)),* $(,)?) => {
		$(fn $name($($argument: u32),*) -> Weight {
			<$base>::$name($($argument),*).saturating_add($more)
		})*
	};
}

pub mod collators;
pub mod conviction_voting;
pub mod empty_block;
pub mod foreign_assets;
pub mod message_queue;
pub mod referenda;
pub mod scheduler;
pub mod settlement;
pub mod treasury;
pub mod xcm_transfers;
