// SPDX-License-Identifier: GPL-3.0-only

//! The errors of this node's RPC methods. Each message says what to do.

use super::query::At;
use crate::finality::{MAX_DECIDED, MAX_SUBSCRIPTIONS, MAX_SUBSCRIPTIONS_PER_CONNECTION};
use jsonrpsee::types::{ErrorObject, ErrorObjectOwned};
use outrider_runtime::Hash;
use settlement_core::Code;
use sp_api::ApiError;

/// Why a question was not answered. Each message says what would be accepted.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// The account parameter is not an account.
	#[error(
		"the account {found}: give an SS58 address of any prefix, or 0x and the 64 hex digits of the public key"
	)]
	MalformedAccount {
		/// The given value, and what is wrong with it.
		found: String,
	},

	/// The dApp parameter is not a number.
	#[error("the dApp's id {found}: give a whole number from 0 to {}", u32::MAX)]
	MalformedDappId {
		/// The given value, and what is wrong with it.
		found: String,
	},

	/// The block parameter is not a hash.
	#[error("the block's hash {found}: give 0x and 64 hex digits, or nothing for the best block")]
	MalformedBlockHash {
		/// The given value, and what is wrong with it.
		found: String,
	},

	/// There never was a dApp with this id.
	#[error("there is no dApp {id} at block {}; {registered}", .at.number)]
	UnknownDapp {
		/// The id in the question.
		id: u32,
		/// The block in the question.
		at: At,
		/// How many dApps are registered at that block, and which.
		registered: String,
	},

	/// The node has no block of this hash.
	#[error(
		"this node knows no block {0:?}: give the hash of a block of this chain, or wait until the node has synced to it"
	)]
	UnknownBlock(Hash),

	/// The node has the block, and no longer has its state.
	#[error(
		"this node has discarded the state of block {} ({:?}): ask about a newer block, or ask an archive node (one \
		 that runs with --state-pruning archive)",
		.0.number,
		.0.hash
	)]
	StateDiscarded(At),

	/// The emission and eras begin at the end of the first block.
	#[error(
		"emission and eras begin at the end of the chain's first block, and block {} is before that: ask about a \
		 later one",
		.0.number
	)]
	NotStarted(At),

	/// The runtime is of a release without this API.
	#[error(
		"the runtime of block {} (spec version {spec_version}) does not have the {api} that this node asks: ask about a \
		 block after the upgrade that brought it, or ask a node of that runtime's release",
		.at.number
	)]
	MissingApi {
		/// The name of the runtime API.
		api: &'static str,
		/// The block in the question.
		at: At,
		/// The runtime's spec version.
		spec_version: u32,
	},

	/// The runtime has the API, and the call fails.
	#[error(
		"the runtime of block {} ({:?}) failed to answer: {error}. Please report it, with the node's log",
		.at.number,
		.at.hash
	)]
	Unanswered {
		/// The block in the question.
		at: At,
		/// The runtime's error.
		#[source]
		error: ApiError,
	},

	/// The database fails to say whether there is a block.
	#[error("the node's database failed: {0}. Its log says more")]
	Database(#[from] sp_blockchain::Error),

	/// Without a relay chain no block is backed or included.
	#[error(
		"this node runs with --dev, without a relay chain: its blocks have no stages. Ask a node on a relay chain"
	)]
	NoRelayChain,

	/// The operator has turned the tracker off.
	#[error(
		"this node runs with --no-finality-tracker: it does not follow the stages of blocks. Ask another node, or start \
		 it without that option"
	)]
	TrackerTurnedOff,

	/// The node still syncs the relay chain, or has lost it.
	#[error(
		"the node has not yet reached the relay chain's finalized block, where it begins to follow the stages of \
		 blocks: wait until it has synced; its log says what it waits for"
	)]
	TrackerNotStarted,

	/// The node has not imported the block, or the block is of another chain.
	#[error(
		"this node does not have block {0:?} yet: ask again in a moment; if the node has synced and it stays so, the \
		 block is not of this chain"
	)]
	NotYetTracked(Hash),

	/// The tracker does not keep the block, or never did.
	#[error(
		"the node does not follow block {0:?} any longer: give the hash of a block that is not finalized yet, or of one of the last \
		 {MAX_DECIDED} that were finalized or retracted while the node was running"
	)]
	NotTracked(Hash),

	/// The parameter for a block to follow is not a hash.
	#[error("the block's hash {found}: give 0x and 64 hex digits")]
	MalformedTrackedHash {
		/// The given value, and what is wrong with it.
		found: String,
	},

	/// The stage parameter is not a stage.
	#[error("the stage {found}: give `built`, `backed` or `included`")]
	MalformedStage {
		/// The given value, and what is wrong with it.
		found: String,
	},

	/// The connection has the maximum number of subscriptions.
	#[error(
		"this connection has {MAX_SUBSCRIPTIONS_PER_CONNECTION} subscriptions to stages of blocks, which is the limit: \
		 end one of them, or take another connection"
	)]
	TooManySubscriptionsOfConnection,

	/// The node has the maximum number of subscriptions.
	#[error(
		"this node serves {MAX_SUBSCRIPTIONS} subscriptions to stages of blocks, which is the limit: try again later, or \
		 ask another node"
	)]
	TooManySubscriptions,

	/// The node runs without `--sequencer`.
	#[error("this node is no sequencer: ask one, or start this node with --sequencer")]
	NoSequencer,

	/// The node runs with none of the options that keep the state of settlement.
	#[error(
		"this node keeps no state of settlement: ask one that does, or start this node with --settlement-watch or --sequencer"
	)]
	NoSettlementState,

	/// The state is being made, or the best chain has a batch that the node can't execute.
	#[error(
		"the node does not know the state of settlement now: it makes the state from the bodies of blocks, or the last batch \
		 stands on a false one; ask again later; its log says what it waits for"
	)]
	StateNotReady,

	/// The kind parameter is not a kind of signed records.
	#[error("the kind {found}: give `transfer`, `withdraw` or `cancel`")]
	MalformedKind {
		/// The given value, and what is wrong with it.
		found: String,
	},

	/// The record parameter is not a record of its kind.
	#[error(
		"the record {found}: give 0x and the hex digits of a whole record with its signature: 105 bytes of a transfer, 100 of \
		 a withdrawal, 89 of a cancellation"
	)]
	MalformedRecord {
		/// The given value, and what is wrong with it.
		found: String,
	},

	/// The record would change nothing.
	#[error("the record would have no effect, {code:?}: {}", remedy(*code))]
	NoEffect {
		/// What became of the record.
		code: Code,
	},

	/// The fee is below the sequencer's.
	#[error(
		"the fee is too low: this sequencer takes records with a fee of {least} plank or more"
	)]
	FeeTooLow {
		/// In plank.
		least: u64,
	},

	/// The sequencer has no account for fees.
	#[error("this sequencer takes no fees: sign the record with the fee 0")]
	NoFees,

	/// Too much waits.
	#[error(
		"the intake is full: send the record again when batches have been posted, in some seconds"
	)]
	IntakeFull,

	/// The list of records is empty or too long.
	#[error("the list of records {found}: give 1 to 512 records of one kind")]
	RecordCount {
		/// The given value, and what is wrong with it.
		found: String,
	},

	/// The parameter is not the hash of a record.
	#[error(
		"the hash of the record {found}: give 0x and 64 hex digits, as the receipt names them"
	)]
	MalformedRecordHash {
		/// The given value, and what is wrong with it.
		found: String,
	},

	/// The node never saw the record, or has forgotten it.
	#[error(
		"this node does not know the record {0:?}: ask the node that gave the receipt; a node knows the last 1,048,576 records \
		 that it executed while it was running"
	)]
	UnknownRecord(Hash),

	/// The parameter is not the index of an account.
	#[error("the index {found}: give the number of an account, below 16777216")]
	MalformedIndex {
		/// The given value, and what is wrong with it.
		found: String,
	},

	/// The account has no index.
	#[error("the account has never deposited: send settlement.deposit first")]
	NeverDeposited,

	/// The parameter is not the number of a batch.
	#[error("the number of the batch {found}: give a whole number")]
	MalformedBatch {
		/// The given value, and what is wrong with it.
		found: String,
	},

	/// The chain does not have the batch.
	#[error("the chain does not keep a batch {0}: it keeps those on their way, and the last 256 final ones")]
	UnknownBatch(u64),

	/// The node has the maximum number of subscriptions to batches.
	#[error("this node serves 1024 subscriptions to batches, which is the limit: try again later, or ask another node")]
	TooManyBatchSubscriptions,

	/// The sequencer's log can't be written.
	#[error("the sequencer's log failed, so that no promise can be given: {0}. The node's log says more")]
	JournalFailed(#[source] std::io::Error),

	/// The sequencer's account has no bond.
	#[error("this sequencer has no bond, and posts no batch: ask another one, or send settlement.register from its account")]
	NotBonded,

	/// The runtime did not answer a question about settlement.
	#[error("the runtime of the best block failed to answer about settlement: {0}. Please report it, with the node's log")]
	Settlement(#[from] ApiError),

	/// An answer has no form as JSON.
	#[error("the answer can't be written as JSON: {0}. Please report it")]
	Json(#[source] serde_json::Error),
}

/// What to do about a record that would have no effect.
fn remedy(code: Code) -> &'static str {
	match code {
		Code::Done => "nothing",
		Code::NoAccount => "deposit first",
		Code::Expired => "sign again, with a later expiry",
		Code::NoKey => "sign as the owner, or register a trader",
		Code::NonceUsed => "sign with another nonce",
		Code::NonceAhead => "use or void lower nonces first",
		Code::ZeroAmount => "name an amount",
		Code::SelfTransfer => "name another recipient",
		Code::NoRecipient => "ask the recipient to deposit first",
		Code::NoFeeAccount => "ask the sequencer to name an account for fees",
		Code::Insufficient => "name a smaller amount or fee",
		Code::Overflow => "name a smaller amount",
		Code::FloorAhead => "void in steps of 64",
		Code::BadSignature => "sign these fields with this key for this chain",
		Code::NoEntry | Code::OtherOwner | Code::BadClock => "only the chain makes such a record",
	}
}

impl Error {
	/// The error code, from a range that no method of the SDK uses: 9001 to 9099. Clients tell errors apart by the
	/// code, so a code never changes.
	fn code(&self) -> i32 {
		match self {
			Self::MalformedAccount { .. } => 9001,
			Self::MalformedDappId { .. } => 9002,
			Self::MalformedBlockHash { .. } => 9003,
			Self::UnknownDapp { .. } => 9004,
			Self::UnknownBlock(_) => 9005,
			Self::StateDiscarded(_) => 9006,
			Self::NotStarted(_) => 9007,
			Self::MissingApi { .. } => 9008,
			Self::Unanswered { .. } => 9009,
			Self::Database(_) => 9010,
			Self::NoRelayChain => 9011,
			Self::TrackerTurnedOff => 9012,
			Self::TrackerNotStarted => 9013,
			Self::NotTracked(_) => 9014,
			Self::MalformedTrackedHash { .. } => 9015,
			Self::MalformedStage { .. } => 9016,
			Self::TooManySubscriptionsOfConnection => 9017,
			Self::TooManySubscriptions => 9018,
			Self::NotYetTracked(_) => 9019,
			Self::NoSequencer => 9020,
			Self::NoSettlementState => 9021,
			Self::StateNotReady => 9022,
			Self::MalformedKind { .. } => 9023,
			Self::MalformedRecord { .. } => 9024,
			Self::NoEffect { .. } => 9025,
			Self::FeeTooLow { .. } | Self::NoFees => 9026,
			Self::IntakeFull => 9027,
			Self::RecordCount { .. } => 9028,
			Self::MalformedRecordHash { .. } => 9029,
			Self::UnknownRecord(_) => 9030,
			Self::MalformedIndex { .. } => 9031,
			Self::NeverDeposited => 9032,
			Self::MalformedBatch { .. } => 9033,
			Self::UnknownBatch(_) => 9034,
			Self::TooManyBatchSubscriptions => 9035,
			Self::JournalFailed(_) => 9036,
			Self::Settlement(_) => 9037,
			Self::Json(_) => 9038,
			Self::NotBonded => 9039,
		}
	}
}

impl From<Error> for ErrorObjectOwned {
	fn from(error: Error) -> Self {
		ErrorObject::owned(error.code(), error.to_string(), None::<()>)
	}
}
