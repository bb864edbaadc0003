// SPDX-License-Identifier: Apache-2.0

//! The numbers that the chain is made of, each with its unit.

/// Block time and what derives from it.
///
/// A duration that a user can feel is counted in relay-chain blocks ([`time::RELAY_SLOT_MS`]). What a pallet can count
/// only in blocks of this chain derives from [`time::SLOT_DURATION_MS`].
pub mod time {
	use crate::BlockNumber;

	/// Nominal time between two relay-chain blocks, in milliseconds.
	pub const RELAY_SLOT_MS: u32 = 6_000;

	/// Time of one Aura slot, and so between two blocks of this chain, in milliseconds.
	#[cfg(not(feature = "sync-backing"))]
	pub const SLOT_DURATION_MS: u64 = 6_000;
	/// Time of one Aura slot, and so between two blocks of this chain, in milliseconds.
	#[cfg(feature = "sync-backing")]
	pub const SLOT_DURATION_MS: u64 = 12_000;

	/// A minute, in relay-chain blocks.
	pub const RELAY_MINUTES: BlockNumber = 60_000 / RELAY_SLOT_MS;
	/// An hour, in relay-chain blocks.
	pub const RELAY_HOURS: BlockNumber = 60 * RELAY_MINUTES;
	/// A day, in relay-chain blocks.
	pub const RELAY_DAYS: BlockNumber = 24 * RELAY_HOURS;

	/// A minute, in blocks of this chain.
	pub const MINUTES: BlockNumber = 60_000 / (SLOT_DURATION_MS as BlockNumber);
	/// An hour, in blocks of this chain.
	pub const HOURS: BlockNumber = 60 * MINUTES;
	/// A day, in blocks of this chain.
	pub const DAYS: BlockNumber = 24 * HOURS;
}

/// How this chain rides on the relay chain.
pub mod consensus {
	use super::time::SLOT_DURATION_MS;
	use frame_support::weights::{constants::WEIGHT_REF_TIME_PER_MILLIS, Weight};
	use sp_runtime::Perbill;

	/// Blocks of this chain that the relay chain accepts for each of its own slots.
	pub const BLOCK_PROCESSING_VELOCITY: u32 = 1;

	/// How many relay blocks behind the relay chain's tip a relay parent must lie. The lookahead collator needs 0.
	pub const RELAY_PARENT_OFFSET: u32 = 0;

	/// Blocks that may be built before the first of them is included: three, since a block is built on one relay
	/// block, backed in the next and included in the one after.
	#[cfg(not(feature = "sync-backing"))]
	pub const UNINCLUDED_SEGMENT_CAPACITY: u32 =
		(3 + RELAY_PARENT_OFFSET) * BLOCK_PROCESSING_VELOCITY;
	/// Blocks that may be built before the first of them is included: one.
	#[cfg(feature = "sync-backing")]
	pub const UNINCLUDED_SEGMENT_CAPACITY: u32 = 1;

	/// Several blocks may share an Aura slot: the relay chain's clock, not Aura's, then limits the rate.
	pub const ALLOW_MULTIPLE_BLOCKS_PER_SLOT: bool = !cfg!(feature = "sync-backing");

	/// Least time between two blocks, in milliseconds. 0 where the slot is enforced by the relay chain alone.
	pub const MINIMUM_PERIOD_MS: u64 =
		if cfg!(feature = "sync-backing") { SLOT_DURATION_MS / 2 } else { 0 };

	/// Execution time of a full block, in milliseconds: what a validator spends on backing it.
	const MAXIMUM_BLOCK_TIME_MS: u64 = if cfg!(feature = "sync-backing") { 500 } else { 2_000 };

	/// What a block may weigh: execution time in picoseconds, and bytes of proof.
	pub const MAXIMUM_BLOCK_WEIGHT: Weight = Weight::from_parts(
		MAXIMUM_BLOCK_TIME_MS * WEIGHT_REF_TIME_PER_MILLIS,
		cumulus_primitives_core::relay_chain::MAX_POV_SIZE as u64,
	);

	/// The part of a block that ordinary transactions may fill. The rest is for operational ones.
	pub const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(75);

	/// What hooks are assumed to take of a block when the largest single transaction is computed.
	pub const AVERAGE_ON_INITIALIZE_RATIO: Perbill = Perbill::from_percent(5);

	/// What a block may measure, in bytes of transactions.
	pub const MAXIMUM_BLOCK_LENGTH_BYTES: u32 = 5 * 1024 * 1024;
}

/// Units of the native token.
pub mod currency {
	use crate::Balance;

	/// The symbol of the native token.
	pub const TOKEN_SYMBOL: &str = "RIDE";
	/// Decimal places of the native token: 1 RIDE = 10^18 plank.
	pub const TOKEN_DECIMALS: u8 = 18;

	/// One token, in plank.
	pub const RIDE: Balance = 1_000_000_000_000_000_000;
	/// A thousandth of a token, in plank.
	pub const MILLI_RIDE: Balance = RIDE / 1_000;
	/// A millionth of a token, in plank.
	pub const MICRO_RIDE: Balance = RIDE / 1_000_000;

	/// Least balance that keeps an account alive, in plank.
	///
	/// That is some 200 times less than [`deposit`] asks for an entry: an account must be open to small payments. What keeps
	/// accounts from being made in masses is that each takes this and the fee of a transfer, which nobody gets back.
	pub const EXISTENTIAL_DEPOSIT: Balance = MILLI_RIDE;

	/// Deposit for `items` entries of storage that hold `bytes` bytes together, in plank.
	pub const fn deposit(items: u32, bytes: u32) -> Balance {
		items as Balance * 200 * MILLI_RIDE + bytes as Balance * 100 * MICRO_RIDE
	}
}

/// What transactions cost.
pub mod fee {
	use super::{
		consensus::MAXIMUM_BLOCK_WEIGHT,
		currency::{MICRO_RIDE, MILLI_RIDE, RIDE},
	};
	use crate::Balance;
	use frame_support::weights::Weight;
	use sp_runtime::Perbill;

	/// Fee for all the time of a block, and for all its proof, in plank.
	pub const FULL_BLOCK_FEE: Balance = 2 * RIDE;
	/// Fee for a byte of a transaction, in plank.
	pub const TRANSACTION_BYTE_FEE: Balance = 10 * MICRO_RIDE;
	/// Least fee for delivering a message to another chain, in plank.
	pub const BASE_DELIVERY_FEE: Balance = 30 * MILLI_RIDE;
	/// The block author's share of a fee, tips aside. The rest is burned.
	pub const AUTHOR_SHARE: Perbill = Perbill::from_percent(20);

	/// The price of weight: its share of a block, in time or in proof, whichever is larger.
	///
	/// ```text
	/// fee = max( ⌈ref_time · FULL_BLOCK_FEE / T⌉ , ⌈proof_size · FULL_BLOCK_FEE / P⌉ )
	///
	/// ref_time    picoseconds, of the T that a block may take
	/// proof_size  bytes, of the P that a block may prove
	/// fee         plank, rounded up: in favour of the chain
	/// ```
	///
	/// With blocks of 2 seconds and 10 MiB a picosecond costs 1,000,000 plank, and a byte of proof costs as much as
	/// 190,735 picoseconds.
	pub struct WeightToFee;

	impl frame_support::weights::WeightToFee for WeightToFee {
		type Balance = Balance;

		fn weight_to_fee(weight: &Weight) -> Balance {
			// A u64 times a fee below 2^63 fits into 128 bits: nothing saturates.
			let price = |amount: u64, of: u64| {
				Balance::from(amount).saturating_mul(FULL_BLOCK_FEE).div_ceil(of.into())
			};
			let time = price(weight.ref_time(), MAXIMUM_BLOCK_WEIGHT.ref_time());
			let proof = price(weight.proof_size(), MAXIMUM_BLOCK_WEIGHT.proof_size());
			time.max(proof)
		}
	}
}

/// Ids of this chain on local relay chains. Those on public ones: [`crate::genesis_presets::public`].
pub mod para_ids {
	/// On a local relay chain.
	pub const LOCAL: u32 = 2000;
}
