// SPDX-License-Identifier: Apache-2.0

use crate::{
	bytes::{Reader, Writer},
	Balance, Code, Key, DEPTH,
};

/// The width of an encoded account.
pub const ACCOUNT_BYTES: usize = 109;

/// How many nonces, from `nonce_base` on, an account may use in any order.
pub const NONCE_WINDOW: u32 = u64::BITS;

const VERSION: u8 = 1;

/// The place of an account in the tree, below 2^24. The chain hands them out, without gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Index(u32);

impl Index {
	/// `None` from 2^24 on.
	pub fn new(index: u32) -> Option<Self> {
		(index >> DEPTH == 0).then_some(Self(index))
	}

	/// The number.
	pub fn get(self) -> u32 {
		self.0
	}
}

/// A leaf of the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
	/// The key that may sign everything: the account's id on the chain.
	pub owner: Key,
	/// The key that may sign what stays within settlement; zero bytes: none.
	pub trader: Key,
	/// All nonces below it are used.
	pub nonce_base: u32,
	/// Bit `i`: nonce `nonce_base + i` is used. Bit 0 is never set.
	pub nonce_bits: u64,
	/// What the account may spend.
	pub free: Balance,
	/// What has ever left for the chain. It never falls.
	pub exited: Balance,
}

impl Account {
	/// An account without money, that has signed nothing.
	pub fn new(owner: Key) -> Self {
		Self { owner, trader: [0; 32], nonce_base: 0, nonce_bits: 0, free: 0, exited: 0 }
	}

	/// The account's fixed-width bytes.
	pub fn encode(&self) -> [u8; ACCOUNT_BYTES] {
		Writer::new()
			.put(&[VERSION])
			.put(&self.owner)
			.put(&self.trader)
			.put(&self.nonce_base.to_le_bytes())
			.put(&self.nonce_bits.to_le_bytes())
			.put(&self.free.to_le_bytes())
			.put(&self.exited.to_le_bytes())
			.done()
	}

	/// The account that [`Account::encode`] made `bytes` of; `None` for any other bytes.
	pub fn decode(bytes: &[u8]) -> Option<Self> {
		let mut reader = Reader::new(bytes);
		let account = Self::read_optional(&mut reader)??;
		reader.end()?;
		Some(account)
	}

	/// A leaf of a witness. Its first byte is the account's version, or 0 for an unused leaf.
	pub(crate) fn read_optional(reader: &mut Reader) -> Option<Option<Self>> {
		match reader.u8()? {
			0 => Some(None),
			VERSION => Some(Some(Self {
				owner: reader.array()?,
				trader: reader.array()?,
				nonce_base: reader.u32()?,
				nonce_bits: reader.u64()?,
				free: reader.u128()?,
				exited: reader.u128()?,
			})),
			_ => None,
		}
	}

	/// Marks `nonce` as used, and moves the window up to the lowest unused one.
	pub(crate) fn use_nonce(&mut self, nonce: u32) -> Result<(), Code> {
		let ahead = nonce.checked_sub(self.nonce_base).ok_or(Code::NonceUsed)?;
		// The last number is never a nonce: the base must be able to pass each of them.
		if ahead >= NONCE_WINDOW || nonce == u32::MAX {
			return Err(Code::NonceAhead);
		}
		let bit = 1u64.checked_shl(ahead).ok_or(Code::NonceAhead)?;
		if self.nonce_bits & bit != 0 {
			return Err(Code::NonceUsed);
		}
		self.nonce_bits |= bit;
		self.raise_base(0)
	}

	/// Voids the nonces below `floor`, which is at most a window ahead.
	pub(crate) fn void_below(&mut self, floor: u32) -> Result<(), Code> {
		let voided = floor.saturating_sub(self.nonce_base);
		if voided > NONCE_WINDOW {
			return Err(Code::FloorAhead);
		}
		self.raise_base(voided)
	}

	/// Raises the base by `voided`, and on over nonces that are used.
	fn raise_base(&mut self, voided: u32) -> Result<(), Code> {
		// A shift by all 64 bits leaves none.
		let bits = self.nonce_bits.checked_shr(voided).unwrap_or(0);
		let used = bits.trailing_ones();
		self.nonce_bits = bits.checked_shr(used).unwrap_or(0);
		let raised = voided.checked_add(used).and_then(|by| self.nonce_base.checked_add(by));
		self.nonce_base = raised.ok_or(Code::Overflow)?;
		Ok(())
	}
}
