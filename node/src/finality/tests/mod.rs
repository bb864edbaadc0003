// SPDX-License-Identifier: GPL-3.0-only

//! | module | question |
//! |---|---|
//! | [`stages`] | do blocks go up, and down on a reorg? |
//! | [`retractions`] | is a block given up when it can't be included any more, and for the right reason? |
//! | [`gaps`] | is nothing guessed if something was not seen? |
//! | [`bounds`] | does memory stay bounded? |
//! | [`reader`] | are unannounced relay blocks read, and what happens if they can't be? |
//! | [`source`] | is a relay chain asked only what its version can answer? |
//! | [`follow`] | are both chains followed, and what interrupts the follower? |
//! | [`properties`] | does the tracker agree with a relay chain that makes any allowed move? |
//! | [`statistics`] | do the numbers agree with published ones? |
//! | [`subscriptions`] | do subscribers get every message, and is a slow one dropped? |

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

/// A block of ours without further facts.
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
