// SPDX-License-Identifier: Apache-2.0

use crate::{
	bytes::{Reader, Writer},
	Balance,
};

/// The width of an encoded head.
pub const HEAD_BYTES: usize = 45;

/// How many markets the state has room for.
pub const MARKETS: usize = 8;

const VERSION: u8 = 1;

/// What the state holds beside accounts and markets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
	/// The clock that the chain's last tick has set. Expiries are compared with it. It never falls.
	pub clock: u32,
	/// How many inbox entries were consumed, with or without an effect.
	pub inbox: u64,
	/// The sum of all accounts' `free`.
	pub free: Balance,
	/// The sum of all accounts' `exited`.
	pub exited: Balance,
}

impl Head {
	/// The head's fixed-width bytes.
	pub fn encode(&self) -> [u8; HEAD_BYTES] {
		Writer::new()
			.put(&[VERSION])
			.put(&self.clock.to_le_bytes())
			.put(&self.inbox.to_le_bytes())
			.put(&self.free.to_le_bytes())
			.put(&self.exited.to_le_bytes())
			.done()
	}

	pub(crate) fn read(reader: &mut Reader) -> Option<Self> {
		if reader.u8()? != VERSION {
			return None;
		}
		Some(Self {
			clock: reader.u32()?,
			inbox: reader.u64()?,
			free: reader.u128()?,
			exited: reader.u128()?,
		})
	}
}
