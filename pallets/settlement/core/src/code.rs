// SPDX-License-Identifier: Apache-2.0

/// What became of a record. Everything but [`Code::Done`] means: the record changed nothing.
///
/// Codes are not part of the state. They tell a user why a record had no effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Code {
	/// The record had its effect.
	Done = 0,
	/// The account that acts is not in use. Deposit first.
	NoAccount = 1,
	/// The clock is past the expiry. Sign a new record.
	Expired = 2,
	/// The key byte is unknown, or names a trader that the account does not have.
	NoKey = 3,
	/// The nonce was used or voided. Sign with another one.
	NonceUsed = 4,
	/// The nonce is 64 or more above the lowest unused one, or is 2^32 - 1. Use or void lower ones.
	NonceAhead = 5,
	/// The amount is zero.
	ZeroAmount = 6,
	/// Sender and recipient are the same account.
	SelfTransfer = 7,
	/// The recipient's account is not in use. Its owner has to deposit first.
	NoRecipient = 8,
	/// The record pays a fee, and the account for fees is not in use: the sequencer's mistake.
	NoFeeAccount = 9,
	/// The account has less than amount and fee.
	Insufficient = 10,
	/// A balance, a sum or a nonce would pass its largest value.
	Overflow = 11,
	/// The floor of a cancellation is more than 64 above the lowest unused nonce. Void in steps.
	FloorAhead = 12,
	/// The signature is not the key's, or is for another chain, instance, version, kind or content.
	BadSignature = 13,
	/// The inbox entry's first byte is unknown.
	NoEntry = 14,
	/// A deposit names an owner that is not the account's.
	OtherOwner = 15,
	/// A tick would set the clock back, or is above 2^32 - 1.
	BadClock = 16,
}

impl Code {
	/// All codes, each at the place of its number.
	pub const ALL: [Self; 17] = [
		Self::Done,
		Self::NoAccount,
		Self::Expired,
		Self::NoKey,
		Self::NonceUsed,
		Self::NonceAhead,
		Self::ZeroAmount,
		Self::SelfTransfer,
		Self::NoRecipient,
		Self::NoFeeAccount,
		Self::Insufficient,
		Self::Overflow,
		Self::FloorAhead,
		Self::BadSignature,
		Self::NoEntry,
		Self::OtherOwner,
		Self::BadClock,
	];

	/// The code's number.
	pub const fn number(self) -> u8 {
		self as u8
	}
}
