// SPDX-License-Identifier: GPL-3.0-only

//! The nonces that an account has left.

use settlement_core::NONCE_WINDOW;

/// The nonces that an account of settlement has not used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Nonces {
	/// All nonces below it are used.
	pub base: u32,
	/// Bit `i`: nonce `base + i` is used.
	pub bits: u64,
}

impl Nonces {
	/// The unused nonce with this place in their order, counted from 0. `None` if there are not as many.
	///
	/// Whoever uses them in this order never gets ahead of the window: the next one is always the lowest unused one. To begin
	/// after the highest used one would leave gaps, and the window never passes a gap.
	pub fn unused(self, place: u64) -> Option<u32> {
		let within = u64::from(self.bits.count_zeros());
		let ahead = if place < within {
			let mut unused = (0..NONCE_WINDOW).filter(|bit| (self.bits >> bit) & 1 == 0);
			u64::from(unused.nth(place as usize)?)
		} else {
			u64::from(NONCE_WINDOW).checked_add(place - within)?
		};
		let nonce = u32::try_from(u64::from(self.base).checked_add(ahead)?).ok()?;
		// The last number is never a nonce.
		(nonce != u32::MAX).then_some(nonce)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn first(nonces: Nonces, count: u64) -> Vec<u32> {
		(0..count).filter_map(|place| nonces.unused(place)).collect()
	}

	#[test]
	fn an_account_without_used_bits_counts_on_from_its_base() {
		assert_eq!(first(Nonces::default(), 3), [0, 1, 2]);
		let nonces = Nonces { base: 7, bits: 0 };
		assert_eq!(first(nonces, 100), (7..107).collect::<Vec<_>>());
	}

	#[test]
	fn used_nonces_are_left_out_and_gaps_are_filled() {
		// Used: 6, 7 and 10.
		let nonces = Nonces { base: 5, bits: 0b100110 };
		assert_eq!(first(nonces, 5), [5, 8, 9, 11, 12]);
		let nonces = Nonces { base: 5, bits: u64::MAX - 1 };
		assert_eq!(first(nonces, 3), [5, 69, 70]);
	}

	#[test]
	fn the_last_number_is_no_nonce() {
		let nonces = Nonces { base: u32::MAX - 2, bits: 0 };
		assert_eq!(first(nonces, 9), [u32::MAX - 2, u32::MAX - 1]);
		assert_eq!(nonces.unused(u64::MAX), None);
	}
}
