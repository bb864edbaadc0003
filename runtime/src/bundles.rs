// SPDX-License-Identifier: Apache-2.0

//! What a block may weigh: its part of a core.
//!
//! The relay chain gives a candidate 2 seconds and 10 MiB of proof on a core. A candidate holds all blocks of a slot on that core,
//! its bundle. Each block gets an equal part. The first one of a bundle may take the whole core where one transaction, or
//! the work before transactions, needs more than a part. No other block of the bundle is built then. At one block in a slot the
//! part is the whole.
//!
//! The chain before asynchronous backing has no bundles, and a constant weight.

use crate::{BlockRate, Runtime, System};
use cumulus_primitives_core::CumulusDigestItem;
use frame_support::traits::Get;
use sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthoritySignature};

#[cfg(not(feature = "sync-backing"))]
mod parts {
	use super::*;
	use cumulus_pallet_parachain_system::{
		block_weight::{
			BlockWeightMode as Mode, DynamicMaxBlockWeight, DynamicMaxBlockWeightHooks,
			MaxParachainBlockWeight,
		},
		BlockWeightMode,
	};
	use frame_support::traits::PreInherents;
	use pallet_block_rate::Rate;

	/// The largest weight of this block. It depends on the block's place in its bundle, and on what has been executed.
	pub type BlockWeightLimit = MaxParachainBlockWeight<Runtime, BlockRate>;

	/// Gives the first block of a bundle the whole core, if the work before its inherents needs more than a part.
	///
	/// At one block in a slot every block has the whole core. The SDK's hook would take a block of the lookahead collator that ends a
	/// session for one that has taken more than its part, because nothing says that it is the first of its core.
	pub struct BlockWeightHooks;

	impl PreInherents for BlockWeightHooks {
		fn pre_inherents() {
			if BlockRate::rate() == Rate::One {
				let context = System::block_number();
				BlockWeightMode::<Runtime>::put(Mode::FullCore { context });
				return;
			}
			DynamicMaxBlockWeightHooks::<Runtime, BlockRate>::pre_inherents();
		}
	}

	/// Gives the first block of a bundle the whole core, if one of its first ten transactions needs more than a part.
	pub type WithinBlockWeight<Extensions> = DynamicMaxBlockWeight<Runtime, Extensions, BlockRate>;

	/// Wraps the extensions of a transaction.
	pub fn within_block_weight<Extensions>(
		extensions: Extensions,
	) -> WithinBlockWeight<Extensions> {
		WithinBlockWeight::new(extensions)
	}
}

#[cfg(feature = "sync-backing")]
mod parts {
	use crate::constants::consensus::MAXIMUM_BLOCK_WEIGHT;
	use frame_support::{parameter_types, weights::Weight};

	parameter_types! {
		/// The largest weight of a block.
		pub const BlockWeightLimit: Weight = MAXIMUM_BLOCK_WEIGHT;
	}

	/// Nothing to change before the inherents.
	pub type BlockWeightHooks = ();

	/// The extensions of a transaction, as they are.
	pub type WithinBlockWeight<Extensions> = Extensions;

	/// The extensions of a transaction, as they are.
	pub fn within_block_weight<Extensions>(extensions: Extensions) -> Extensions {
		extensions
	}
}

pub use parts::*;

/// The slot in the header of this block. Between two blocks: the slot of the newest one.
pub struct SlotOfBlock;

impl Get<u64> for SlotOfBlock {
	fn get() -> u64 {
		let digest = System::digest();
		let slot = digest
			.logs()
			.iter()
			.find_map(CompatibleDigestItem::<AuthoritySignature>::as_aura_pre_digest);
		slot.unwrap_or_else(pallet_aura::CurrentSlot::<Runtime>::get).into()
	}
}

/// Cores on which the blocks of this slot are built. The lookahead collator says nothing about cores in its headers, and uses one.
pub fn cores() -> u32 {
	CumulusDigestItem::find_core_info(&System::digest())
		.map_or(1, |core| core.number_of_cores.0.into())
}

/// Whether this block has taken its whole core, so that no other block follows it there.
pub fn has_core_to_itself() -> bool {
	CumulusDigestItem::contains_use_full_core(&System::digest())
}

/// Whether tasks and messages may run before the transactions of this block.
///
/// They may need a whole core. So it is the first block of a bundle, or a block without a bundle: what the lookahead collator and
/// a development node build. The others of a bundle would refuse a heavy task for good. They may not run while deadlines are
/// moved after a change of the rate, because they could make new deadlines.
pub fn may_run_tasks() -> bool {
	let is_first = CumulusDigestItem::find_block_bundle_info(&System::digest())
		.is_none_or(|bundle| bundle.index == 0);
	is_first && !BlockRate::is_settling()
}
