// SPDX-License-Identifier: Apache-2.0

//! Fixed-width encodings: numbers are little-endian, and nothing has a length in front.

/// Takes fields off the front of a byte string.
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
	pub(crate) fn new(bytes: &'a [u8]) -> Self {
		Self(bytes)
	}

	pub(crate) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
		let (field, rest) = self.0.split_first_chunk::<N>()?;
		self.0 = rest;
		Some(*field)
	}

	pub(crate) fn u8(&mut self) -> Option<u8> {
		self.array().map(u8::from_le_bytes)
	}

	pub(crate) fn u32(&mut self) -> Option<u32> {
		self.array().map(u32::from_le_bytes)
	}

	pub(crate) fn u64(&mut self) -> Option<u64> {
		self.array().map(u64::from_le_bytes)
	}

	pub(crate) fn u128(&mut self) -> Option<u128> {
		self.array().map(u128::from_le_bytes)
	}

	/// What was not taken.
	pub(crate) fn rest(self) -> &'a [u8] {
		self.0
	}

	/// `Some` if everything was taken.
	pub(crate) fn end(self) -> Option<()> {
		self.0.is_empty().then_some(())
	}
}

/// Puts fields one after the other into `N` bytes, without an allocation.
pub(crate) struct Writer<const N: usize> {
	bytes: [u8; N],
	at: usize,
}

impl<const N: usize> Writer<N> {
	pub(crate) fn new() -> Self {
		Self { bytes: [0; N], at: 0 }
	}

	pub(crate) fn put(mut self, field: &[u8]) -> Self {
		let end = self.at.saturating_add(field.len());
		debug_assert!(end <= N, "the fields are as wide as N");
		if let Some(place) = self.bytes.get_mut(self.at..end) {
			place.copy_from_slice(field);
		}
		self.at = end;
		self
	}

	pub(crate) fn done(self) -> [u8; N] {
		debug_assert_eq!(self.at, N, "the fields are as wide as N");
		self.bytes
	}
}
