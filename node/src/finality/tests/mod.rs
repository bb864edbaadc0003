// SPDX-License-Identifier: GPL-3.0-only

//! | module | asks |
//! |---|---|
//! | [`stages`] | do blocks go up, and down on a reorg? |
//! | [`retractions`] | is a block given up when it can't be included any more, and for the right reason? |
//! | [`gaps`] | is nothing invented where something was not seen? |
//! | [`bounds`] | does memory stay bounded? |
//! | [`reader`] | are relay blocks read that nobody told of, and what happens where they can't be? |
//! | [`source`] | is a relay chain asked what its version can answer? |
//! | [`follow`] | are both chains followed, and what interrupts that? |
//! | [`properties`] | does it agree with a relay chain that does anything it may? |
//! | [`statistics`] | do the numbers agree with published ones? |
//! | [`subscriptions`] | is who subscribes told everything, and who is too slow dropped? |

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use super::status::Facts;
use outrider_runtime::Hash;

mod bounds;
mod follow;
mod gaps;
mod properties;
mod reader;
mod retractions;
pub mod script;
mod source;
mod stages;
mod statistics;
mod subscriptions;

/// A block of ours of which nothing more is known.
fn facts(hash: Hash, number: u32, parent_hash: Hash) -> Facts {
	Facts {
		hash,
		number,
		parent_hash,
		author: None,
		slot: None,
		extrinsics: None,
		ref_time_share: None,
		proof_size_share: None,
		proof_size_bytes: None,
		ref_time_picos: None,
	}
}
