// SPDX-License-Identifier: Apache-2.0

//! The numbers of the chain, each with its unit and its reason.
//!
//! | looked for | where |
//! |---|---|
//! | length of a slot, execution time of a core | [`crate::pace`], [`time`], [`consensus`] |
//! | blocks in a slot, offset of the relay parent | [`pallet_block_rate`], genesis |
//! | session length, seats, candidacy bond, deposit for session keys | [`collators`] |
//! | decimals, existential deposit, deposit for storage | [`currency`] |
//! | price of weight, of bytes and of messages, share of the author | [`fee`] |
//! | length of a cycle and of an era, least stake, unbonding, pace of a settlement | [`staking`] |
//! | rate and split of the emission at genesis | [`Parameters::default`](pallet_emission::Parameters) |
//! | most positions of a staker, dApps and tiers | the constants of [`pallet_dapp_staking`] |
//! | size of batches, sequencers, prices of settlement | [`settlement`] |
//! | deadlines, windows and bonds of settlement | [`Parameters::default`](pallet_settlement::Parameters), genesis |
//! | spend limits, periods of referenda, motions and safe mode | [`governance`] |
//! | numbers, deposits, periods and curves of the tracks | [`crate::configs::tracks`] |
//! | tasks in an agenda of the scheduler | [`crate::configs::agendas`] |
//! | deposits for proxies, multisigs and identities, times for usernames | [`crate::configs::utility`] |
//! | price of XCM in the relay chain's token | [`crate::configs::xcm::PricePerSecond`], [`crate::configs::xcm::PricePerMib`] |
//! | the relay chain's token | [`crate::relay_chains`] |
//! | para ids | [`para_ids`] |
//! | balances, seats, tiers and short periods of a network | [`crate::genesis_presets`] |

/// The length of a slot, and the durations. [`crate::pace`] says how long a slot is.
///
/// Durations are counted in relay-chain blocks ([`time::RELAY_SLOT_DURATION_MS`]). Some pallets can count only blocks of this
/// chain. [`pallet_block_rate`] says how many of these come in a duration.
pub mod time {
	use crate::{pace::PACE, BlockNumber};

	/// Nominal time between two relay-chain blocks, in milliseconds.
	pub const RELAY_SLOT_DURATION_MS: u64 = 6_000;

	/// Time of one Aura slot, in milliseconds. Several blocks of this chain may share a slot: [`pallet_block_rate`].
	pub const SLOT_DURATION_MS: u64 = PACE.slot_duration_ms;

	/// A minute, in relay-chain blocks.
	pub const RELAY_MINUTES: BlockNumber = 60_000 / (RELAY_SLOT_DURATION_MS as BlockNumber);
	/// An hour, in relay-chain blocks.
	pub const RELAY_HOURS: BlockNumber = 60 * RELAY_MINUTES;
	/// A day, in relay-chain blocks.
	pub const RELAY_DAYS: BlockNumber = 24 * RELAY_HOURS;

	/// Time of one Aura slot, in relay-chain blocks.
	pub const SLOT_LENGTH: BlockNumber = (SLOT_DURATION_MS / RELAY_SLOT_DURATION_MS) as BlockNumber;
}

/// How this chain rides on the relay chain.
pub mod consensus {
	use crate::pace::PACE;
	use frame_support::weights::{constants::WEIGHT_REF_TIME_PER_MILLIS, Weight};
	use sp_runtime::Perbill;

	/// The most blocks of this chain in a slot that genesis and Root may set.
	pub const MAX_BLOCK_RATE: u32 = PACE.max_block_rate;

	/// The most relay-chain blocks that the relay parent may be behind the newest one by a decision of genesis or Root. The lookahead
	/// collator needs 0.
	pub const MAX_RELAY_PARENT_OFFSET: u8 = PACE.max_relay_parent_offset;

	/// Slots whose blocks may be built before the relay chain includes the first of them, without an offset of the relay parent. At
	/// one block in a slot: as many blocks.
	pub const UNINCLUDED_SEGMENT_CAPACITY: u32 = PACE.unincluded_segment_capacity;

	/// Whether several blocks may share an Aura slot.
	pub const ALLOW_MULTIPLE_BLOCKS_PER_SLOT: bool = PACE.allow_multiple_blocks_per_slot;

	/// Least time between the timestamps of two blocks, in milliseconds.
	pub const MINIMUM_PERIOD_MS: u64 = PACE.minimum_period_ms;

	/// Execution time of a core, in milliseconds: the time that a validator spends on backing a candidate. A collator has as long
	/// to build it. At one block in a slot the block may take all of it.
	pub const BLOCK_EXECUTION_TIME_MS: u64 = PACE.execution_time_ms;

	/// The weight of a core, and so the largest weight that any block can have: execution time in picoseconds, and bytes of proof.
	/// [`crate::bundles`] says what a block may weigh.
	pub const MAXIMUM_BLOCK_WEIGHT: Weight = Weight::from_parts(
		BLOCK_EXECUTION_TIME_MS * WEIGHT_REF_TIME_PER_MILLIS,
		cumulus_primitives_core::relay_chain::MAX_POV_SIZE as u64,
	);

	/// The part of a block that ordinary transactions may fill. The rest is for operational ones.
	pub const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(75);

	/// The part of a block that hooks are assumed to take. The largest single transaction has the rest.
	pub const AVERAGE_ON_INITIALIZE_RATIO: Perbill = Perbill::from_percent(5);

	/// The part of a block that `pallet_xcm` takes at most to bring its entries to a new version of XCM, in the blocks after an
	/// upgrade.
	pub const XCM_MIGRATION_RATIO: Perbill = Perbill::from_percent(10);

	/// The largest size of all transactions of a block, in bytes.
	pub const MAXIMUM_BLOCK_LENGTH_BYTES: u32 = 5 * 1024 * 1024;
}

/// Who builds blocks, and how long a set of collators stays.
pub mod collators {
	use super::{
		currency::{deposit, RIDE},
		time::RELAY_HOURS,
	};
	use crate::{Balance, BlockNumber};

	/// Length of a session where genesis says nothing else, in relay-chain blocks. The set of collators changes at its end.
	pub const SESSION_LENGTH: BlockNumber = 6 * RELAY_HOURS;

	/// A candidate that builds no block in this many sessions loses its seat.
	pub const SESSIONS_WITHOUT_BLOCK: BlockNumber = 2;

	/// Collators whom governance appoints, at most.
	pub const MAX_INVULNERABLES: u32 = 20;
	/// Collators who bond, at most.
	pub const MAX_CANDIDATES: u32 = 100;
	/// Session keys that the chain can hold.
	pub const MAX_COLLATORS: u32 = MAX_INVULNERABLES + MAX_CANDIDATES;

	/// Bond of a candidate at genesis, in plank. Root can change it.
	pub const CANDIDACY_BOND: Balance = 10_000 * RIDE;

	/// Deposit of an account for the entries of its session keys, in plank. The account gets it back when it purges them.
	///
	/// Two entries: the keys by account, and the account by the type of a key and the key, whose length takes a byte. Keys of
	/// genesis are free.
	pub const KEY_DEPOSIT: Balance = deposit(2, (32 + 32) + (4 + 1 + 32 + 32));
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
	/// It is some 200 times less than [`deposit`] asks for an entry, so that an account can receive small payments. Making
	/// accounts in masses is expensive all the same: each takes this amount and the fee of a transfer, which is not returned.
	pub const EXISTENTIAL_DEPOSIT: Balance = MILLI_RIDE;

	/// Deposit for `items` entries of storage that hold `bytes` bytes together, in plank.
	pub const fn deposit(items: u32, bytes: u32) -> Balance {
		items as Balance * 200 * MILLI_RIDE + bytes as Balance * 100 * MICRO_RIDE
	}
}

/// The fees of transactions.
pub mod fee {
	use super::{
		consensus::MAXIMUM_BLOCK_WEIGHT,
		currency::{MICRO_RIDE, MILLI_RIDE, RIDE},
	};
	use crate::Balance;
	use frame_support::weights::Weight;
	use sp_runtime::Perbill;

	/// Fee for all the time of a core, and for all its proof, in plank. The price of a weight does not depend on the number of
	/// blocks that share a core.
	pub const FULL_BLOCK_FEE: Balance = 2 * RIDE;
	/// Fee for a byte of a transaction, in plank.
	pub const TRANSACTION_BYTE_FEE: Balance = 10 * MICRO_RIDE;
	/// Least fee for delivering a message to another chain, in plank.
	pub const BASE_DELIVERY_FEE: Balance = 30 * MILLI_RIDE;
	/// The block author's share of a fee, tips aside. The rest is burned.
	pub const AUTHOR_SHARE: Perbill = Perbill::from_percent(20);

	/// The price of weight: its share of a core, in time or in proof, whichever is larger.
	///
	/// ```text
	/// fee = max( ⌈ref_time · FULL_BLOCK_FEE / T⌉ , ⌈proof_size · FULL_BLOCK_FEE / P⌉ )
	///
	/// ref_time    picoseconds, of the T of a core
	/// proof_size  bytes, of the P of a core
	/// fee         plank, rounded up: in favour of the chain
	/// ```
	///
	/// With 2 seconds and 10 MiB a picosecond costs 1,000,000 plank, and a byte of proof costs as much as
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

/// Emission and dApp staking.
pub mod staking {
	use super::{currency::RIDE, time::RELAY_DAYS};
	use crate::{Balance, BlockNumber};
	use sp_runtime::Perquintill;

	pub use pallet_dapp_staking::UNBONDING_ERAS;

	/// Length of a cycle of the emission where genesis says nothing else, in relay-chain blocks: 365 nominal days.
	pub const CYCLE_LENGTH: BlockNumber = 365 * RELAY_DAYS;

	/// The rate that the general admin may raise the emission to, a year. Genesis has 7 %.
	pub const GENERAL_ADMIN_RATE: Perquintill = Perquintill::from_percent(10);

	/// Length of an era where genesis says nothing else, in relay-chain blocks. Stake unbonds for [`UNBONDING_ERAS`] eras.
	pub const ERA_LENGTH: BlockNumber = RELAY_DAYS;

	/// Least stake on a dApp, in plank.
	pub const MIN_STAKE: Balance = RIDE;

	/// dApps that a block measures or pays when an era is settled. An era with the most dApps is settled within 33 blocks.
	pub const SETTLE_STEPS: u32 = 16;
}

/// Settlement. Its times and bonds are in genesis: [`pallet_settlement::Parameters`].
pub mod settlement {
	use super::currency::{deposit, RIDE};
	use crate::Balance;

	/// The number of the instance that settles RIDE. Signatures of users are good for one instance.
	pub const INSTANCE_ID: u32 = 0;

	/// The most bytes of records in a batch: 18,095 transfers. Two such batches fit into a block, with the list of their chunks.
	pub const MAX_BATCH_BYTES: u32 = 1_900_000;

	/// The most inbox entries in a batch: eight chunks.
	pub const MAX_INBOX_ENTRIES: u32 = 256;

	/// The most sequencers in the rotation. Where rotations have 50 slots, each leads once in 2.7 hours.
	pub const MAX_SEQUENCERS: u32 = 32;

	/// Least deposit into settlement, in plank.
	pub const MIN_DEPOSIT: Balance = RIDE;

	/// What the index of an account burns, in plank. It is more than its two entries are worth, which stay for ever, since there
	/// are no more than 2^24 indices: to use them up burns 16.8 million RIDE.
	pub const INDEX_PRICE: Balance = RIDE;

	/// What an inbox entry burns, in plank: as much as is asked for any entry of its size, 65 bytes. It is cleared away once a
	/// batch that holds it is final, which may be never.
	pub const ENTRY_PRICE: Balance = deposit(1, 65);
}

/// Referenda, the technical committee, the treasury and safe mode. The periods of the tracks are in
/// [`crate::configs::tracks`].
pub mod governance {
	use super::{currency::RIDE, time::RELAY_DAYS};
	use crate::{Balance, BlockNumber};

	/// Deposit for the submission of a referendum, in plank.
	pub const SUBMISSION_DEPOSIT: Balance = 10 * RIDE;

	/// Time in which a referendum must be prepared, have its deposit, and be taken up for a decision, in relay-chain blocks.
	pub const UNDECIDING_TIMEOUT: BlockNumber = 14 * RELAY_DAYS;

	/// Time for which a vote of conviction 1 is locked after its referendum, in relay-chain blocks. Conviction 6 locks for 32
	/// times as long.
	pub const VOTE_LOCKING_PERIOD: BlockNumber = 7 * RELAY_DAYS;

	/// Time in which a call that won its referendum first can still be whitelisted and dispatched, in relay-chain blocks.
	pub const DEFERRED_DISPATCH_EXPIRATION: BlockNumber = 14 * RELAY_DAYS;

	/// Time in which the committee must decide a motion, in relay-chain blocks. The pallet counts blocks of this chain.
	pub const MOTION_DURATION: BlockNumber = 3 * RELAY_DAYS;

	/// Time for which the committee or Root enters safe mode, and extends it, in relay-chain blocks. The pallet counts blocks of
	/// this chain.
	pub const SAFE_MODE_DURATION: BlockNumber = RELAY_DAYS;

	/// What the small spender may spend at once, in plank.
	pub const SMALL_SPEND: Balance = 1_000 * RIDE;
	/// What the big spender may spend at once, in plank.
	pub const BIG_SPEND: Balance = 50_000 * RIDE;

	/// Time between two payments of what the treasury has approved, in relay-chain blocks.
	pub const SPEND_PERIOD: BlockNumber = RELAY_DAYS;

	/// Time in which an approved spend can be paid out, in relay-chain blocks.
	pub const PAYOUT_PERIOD: BlockNumber = 30 * RELAY_DAYS;
}

/// Ids of this chain on local relay chains. Those on public ones: [`crate::genesis_presets::public`].
pub mod para_ids {
	/// On a local relay chain.
	pub const LOCAL: u32 = 2000;
}
