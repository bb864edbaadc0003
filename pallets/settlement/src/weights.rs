// SPDX-License-Identifier: Apache-2.0

//! The weights of the calls and of the hooks. The runtime has the measured figures.

use frame_support::weights::Weight;

/// Weights of this pallet.
pub trait WeightInfo {
	/// Deposit for the first time.
	fn deposit() -> Weight;
	/// Set a trader.
	fn set_trader() -> Weight;
	/// Force an exit.
	fn force_exit() -> Weight;
	/// Take the place of the last sequencer of a full rotation.
	fn register() -> Weight;
	/// Bond more.
	fn add_bond() -> Weight;
	/// Leave a full rotation, as its leader.
	fn leave() -> Weight;
	/// Take a bond back.
	fn withdraw_bond() -> Weight;
	/// Post `c` chunks with `b` bytes, of which `e` inbox entries.
	fn submit_batch(c: u32, b: u32, e: u32) -> Weight;
	/// Check a chunk of `r` records whose witness is as long as it can be: fraud, with all that follows.
	fn check_chunk(r: u32) -> Weight;
	/// Pay what has left an account.
	fn claim() -> Weight;
	/// Report a broken receipt, with a chunk of 32 transfers.
	fn report_broken_receipt() -> Weight;
	/// Turn the instance off.
	fn escape() -> Weight;
	/// Pay a deposit back.
	fn refund() -> Weight;
	/// Pause submissions.
	fn pause() -> Weight;
	/// End a pause.
	fn resume() -> Weight;
	/// Set the parameters.
	fn set_parameters() -> Weight;
	/// Begin a block and a lived slot, make `f` batches final, and clear away `p` entries or reverted batches.
	fn begin_block(f: u32, p: u32) -> Weight;
	/// Measure a block with as many collators as there can be.
	fn end_block() -> Weight;
}

/// Too heavy for any block, so that a runtime without weights is noticed at once.
impl WeightInfo for () {
	fn deposit() -> Weight {
		Weight::MAX
	}

	fn set_trader() -> Weight {
		Weight::MAX
	}

	fn force_exit() -> Weight {
		Weight::MAX
	}

	fn register() -> Weight {
		Weight::MAX
	}

	fn add_bond() -> Weight {
		Weight::MAX
	}

	fn leave() -> Weight {
		Weight::MAX
	}

	fn withdraw_bond() -> Weight {
		Weight::MAX
	}

	fn submit_batch(_: u32, _: u32, _: u32) -> Weight {
		Weight::MAX
	}

	fn check_chunk(_: u32) -> Weight {
		Weight::MAX
	}

	fn claim() -> Weight {
		Weight::MAX
	}

	fn report_broken_receipt() -> Weight {
		Weight::MAX
	}

	fn escape() -> Weight {
		Weight::MAX
	}

	fn refund() -> Weight {
		Weight::MAX
	}

	fn pause() -> Weight {
		Weight::MAX
	}

	fn resume() -> Weight {
		Weight::MAX
	}

	fn set_parameters() -> Weight {
		Weight::MAX
	}

	fn begin_block(_: u32, _: u32) -> Weight {
		Weight::MAX
	}

	fn end_block() -> Weight {
		Weight::MAX
	}
}
