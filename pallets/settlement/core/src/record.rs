// SPDX-License-Identifier: Apache-2.0

use alloc::vec::Vec;

use crate::{
	bytes::{Reader, Writer},
	Balance, Domain, Key, Kind, FORMAT_VERSION,
};

/// The width of a signature, the last field of each signed record.
pub const SIGNATURE_BYTES: usize = 64;

/// The key byte of a record that the account's owner has signed.
pub const OWNER: u8 = 0;
/// The key byte of a record that the account's trader has signed.
pub const TRADER: u8 = 1;

/// The bytes that a record's signature covers: `fields` are the record's own without the signature.
///
/// Wallets put `<Bytes>` around raw bytes, so that raw bytes are never a transaction. The message
/// contains both marks, so that every wallet signs the same bytes.
pub fn message(domain: &Domain, kind: Kind, fields: &[u8]) -> Vec<u8> {
	let parts: [&[u8]; 7] = [
		b"<Bytes>outrider-settlement",
		&domain.genesis,
		&domain.instance.to_le_bytes(),
		&[FORMAT_VERSION],
		&[kind.number()],
		fields,
		b"</Bytes>",
	];
	parts.concat()
}

/// Fee, nonce and expiry of a signed record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
	/// Paid to the sequencer's account if the record has its effect, in plank.
	pub fee: u64,
	/// Used up by the record's effect.
	pub nonce: u32,
	/// The last value of the clock at which the record may have its effect.
	pub expiry: u32,
}

impl Terms {
	const BYTES: usize = 16;

	fn encode(&self) -> [u8; Self::BYTES] {
		Writer::new()
			.put(&self.fee.to_le_bytes())
			.put(&self.nonce.to_le_bytes())
			.put(&self.expiry.to_le_bytes())
			.done()
	}

	fn read(reader: &mut Reader) -> Option<Self> {
		Some(Self { fee: reader.u64()?, nonce: reader.u32()?, expiry: reader.u32()? })
	}
}

/// Moves `amount` from one account to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transfer {
	/// The account that pays.
	pub from: u32,
	/// The account that is paid.
	pub to: u32,
	/// In plank, above zero.
	pub amount: Balance,
	/// Fee, nonce and expiry.
	pub terms: Terms,
	/// [`OWNER`] or [`TRADER`].
	pub key: u8,
}

impl Transfer {
	/// The width of the fields before the signature.
	pub const BYTES: usize = 41;

	/// The fields before the signature.
	pub fn encode(&self) -> [u8; Self::BYTES] {
		Writer::new()
			.put(&self.from.to_le_bytes())
			.put(&self.to.to_le_bytes())
			.put(&self.amount.to_le_bytes())
			.put(&self.terms.encode())
			.put(&[self.key])
			.done()
	}

	/// The record whose first bytes are `bytes`.
	pub fn decode(bytes: &[u8]) -> Option<Self> {
		let mut reader = Reader::new(bytes);
		Some(Self {
			from: reader.u32()?,
			to: reader.u32()?,
			amount: reader.u128()?,
			terms: Terms::read(&mut reader)?,
			key: reader.u8()?,
		})
	}
}

/// Moves `amount` from an account's `free` to its `exited`. The owner's signature only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withdraw {
	/// The account.
	pub account: u32,
	/// In plank, above zero.
	pub amount: Balance,
	/// Fee, nonce and expiry.
	pub terms: Terms,
}

impl Withdraw {
	/// The width of the fields before the signature.
	pub const BYTES: usize = 36;

	/// The fields before the signature.
	pub fn encode(&self) -> [u8; Self::BYTES] {
		Writer::new()
			.put(&self.account.to_le_bytes())
			.put(&self.amount.to_le_bytes())
			.put(&self.terms.encode())
			.done()
	}

	/// The record whose first bytes are `bytes`.
	pub fn decode(bytes: &[u8]) -> Option<Self> {
		let mut reader = Reader::new(bytes);
		Some(Self {
			account: reader.u32()?,
			amount: reader.u128()?,
			terms: Terms::read(&mut reader)?,
		})
	}
}

/// Uses a nonce, and voids all below `floor`: records that were signed with them have no effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancel {
	/// The account.
	pub account: u32,
	/// At most 64 above the lowest unused nonce; at or below it: voids nothing more.
	pub floor: u32,
	/// Fee, nonce and expiry. The nonce of a record that is to be cancelled cancels just that one.
	pub terms: Terms,
	/// [`OWNER`] or [`TRADER`].
	pub key: u8,
}

impl Cancel {
	/// The width of the fields before the signature.
	pub const BYTES: usize = 25;

	/// The fields before the signature.
	pub fn encode(&self) -> [u8; Self::BYTES] {
		Writer::new()
			.put(&self.account.to_le_bytes())
			.put(&self.floor.to_le_bytes())
			.put(&self.terms.encode())
			.put(&[self.key])
			.done()
	}

	/// The record whose first bytes are `bytes`.
	pub fn decode(bytes: &[u8]) -> Option<Self> {
		let mut reader = Reader::new(bytes);
		Some(Self {
			account: reader.u32()?,
			floor: reader.u32()?,
			terms: Terms::read(&mut reader)?,
			key: reader.u8()?,
		})
	}
}

/// What the chain itself puts into the state. The runtime encodes it; nobody signs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inbox {
	/// Sets the clock.
	Tick {
		/// The clock's new value, at least the old one.
		clock: u32,
	},
	/// Adds to an account's `free`, and puts an unused index into use.
	Deposit {
		/// The account.
		account: u32,
		/// Whose the account is, or becomes.
		owner: Key,
		/// In plank, above zero.
		amount: Balance,
	},
	/// Replaces the account's second key.
	SetTrader {
		/// The account.
		account: u32,
		/// The new key; zero bytes: none.
		trader: Key,
	},
	/// Moves up to `amount` from an account's `free` to its `exited`, without a fee.
	ForcedExit {
		/// The account.
		account: u32,
		/// The most to move, in plank, above zero: 2^128 - 1 for all.
		amount: Balance,
	},
}

impl Inbox {
	/// The entry's fixed-width bytes.
	pub fn encode(&self) -> [u8; Entry::BYTES] {
		let none = [0; 32];
		let (what, account, key, value) = match *self {
			Self::Tick { clock } => (Entry::TICK, 0, none, clock.into()),
			Self::Deposit { account, owner, amount } => (Entry::DEPOSIT, account, owner, amount),
			Self::SetTrader { account, trader } => (Entry::SET_TRADER, account, trader, 0),
			Self::ForcedExit { account, amount } => (Entry::FORCED_EXIT, account, none, amount),
		};
		Entry { what, account, key, value }.encode()
	}
}

/// An inbox entry as it is written down. What its `what` does not need is ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
	/// One of the four constants; with any other value the entry has no effect.
	pub what: u8,
	/// The account, for all but a tick.
	pub account: u32,
	/// Owner or trader.
	pub key: Key,
	/// Amount or clock.
	pub value: u128,
}

impl Entry {
	/// The width of an entry.
	pub const BYTES: usize = 53;
	/// [`Inbox::Tick`].
	pub const TICK: u8 = 0;
	/// [`Inbox::Deposit`].
	pub const DEPOSIT: u8 = 1;
	/// [`Inbox::SetTrader`].
	pub const SET_TRADER: u8 = 2;
	/// [`Inbox::ForcedExit`].
	pub const FORCED_EXIT: u8 = 3;

	/// The entry's fixed-width bytes.
	pub fn encode(&self) -> [u8; Self::BYTES] {
		Writer::new()
			.put(&[self.what])
			.put(&self.account.to_le_bytes())
			.put(&self.key)
			.put(&self.value.to_le_bytes())
			.done()
	}

	/// The entry whose first bytes are `bytes`.
	pub fn decode(bytes: &[u8]) -> Option<Self> {
		let mut reader = Reader::new(bytes);
		Some(Self {
			what: reader.u8()?,
			account: reader.u32()?,
			key: reader.array()?,
			value: reader.u128()?,
		})
	}
}
