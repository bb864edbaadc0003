// SPDX-License-Identifier: Apache-2.0

//! What clients can ask of settlement, by `state_call` or through the node's `settlement_*`.
//!
//! Answers at block B hold for block B + 1, unless a call there changes them.

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs, rustdoc::broken_intra_doc_links, rustdoc::invalid_codeblock_attributes)]

extern crate alloc;

use alloc::vec::Vec;
use codec::Codec;
pub use pallet_settlement::{
	AccountInfo, Balance, BatchId, BatchInfo, Checkpoint, Mode, Parameters, Pause, Rotation,
	Sequencer, Waiting, WindowInfo,
};

sp_api::decl_runtime_apis! {
	/// Batches, the window, the inbox and money that waits.
	pub trait SettlementApi<AccountId>
	where
		AccountId: Codec,
	{
		/// Whether the instance runs.
		fn mode() -> Mode;

		/// The parameters that hold.
		fn parameters() -> Parameters;

		/// The last batch: what the next one is built on.
		fn tip() -> Checkpoint;

		/// The last final batch: what claims name.
		fn final_batch() -> Checkpoint;

		/// A batch that is pending, or among the last final ones.
		fn batch(id: BatchId) -> Option<BatchInfo<AccountId>>;

		/// The window, and why it is as long as it is.
		fn window() -> WindowInfo<AccountId>;

		/// Whose turn it is.
		fn rotation() -> Rotation<AccountId>;

		/// Whether the account may post a batch now.
		fn may_post(who: AccountId) -> bool;

		/// An account's bond, and what it answers for.
		fn sequencer(who: AccountId) -> Option<Sequencer>;

		/// The last pause of submissions.
		fn pause() -> Pause;

		/// Up to `most` inbox entries from `from` on, no more than a batch takes.
		fn inbox(from: u64, most: u32) -> Vec<Waiting>;

		/// The inbox entry before which the next batch may not stop, as things stand now.
		fn inbox_due() -> u64;

		/// The account's index, and what it was paid. `None` before its first deposit.
		fn account(who: AccountId) -> Option<AccountInfo>;

		/// What a claim would pay now for an account whose leaf has `exited`, in plank. After an escape, for one whose leaf
		/// has that much in `free` and `exited` together.
		fn claimable(index: u32, exited: Balance) -> Balance;

		/// What may leave yet in this period, in plank.
		fn meter_left() -> Balance;
	}
}
