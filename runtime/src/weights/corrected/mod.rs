// SPDX-License-Identifier: Apache-2.0

//! Figures that measuring gets too low, or too high, and what puts them right.

/// Methods of a `WeightInfo`: the figures of another one, and something more.
macro_rules! with_more {
	($base:ty, $more:expr => $($name:ident($($argument:ident),*)),* $(,)?) => {
		$(fn $name($($argument: u32),*) -> Weight {
			<$base>::$name($($argument),*).saturating_add($more)
		})*
	};
}

pub mod conviction_voting;
pub mod dapp_staking;
pub mod empty_block;
pub mod foreign_assets;
pub mod referenda;
pub mod scheduler;
pub mod treasury;
