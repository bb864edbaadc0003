// SPDX-License-Identifier: GPL-3.0-only

//! The parameters of `settlement_*`.

use crate::rpc::{
	error::Error,
	format::{self, found, Parameter},
};
use jsonrpsee::core::JsonValue;
use settlement_core::{Index, Kind};

/// Records that one request may have.
pub const MOST_RECORDS: usize = 512;

/// The kind of a signed record.
#[derive(Clone, Copy, Debug)]
pub struct RecordKind(pub Kind);

impl RecordKind {
	/// The kind's name.
	pub fn name(self) -> &'static str {
		match self.0 {
			Kind::Inbox => "inbox",
			Kind::Transfer => "transfer",
			Kind::Withdraw => "withdraw",
			Kind::Cancel => "cancel",
		}
	}
}

impl Parameter for RecordKind {
	fn read(given: Option<&JsonValue>) -> Result<Self, Error> {
		match given.and_then(JsonValue::as_str) {
			Some("transfer") => Ok(Self(Kind::Transfer)),
			Some("withdraw") => Ok(Self(Kind::Withdraw)),
			Some("cancel") => Ok(Self(Kind::Cancel)),
			_ => Err(Error::MalformedKind { found: found(given, "it is not one of these") }),
		}
	}
}

/// A record with its signature. Its length is checked later: only then the kind is known.
#[derive(Clone, Debug)]
pub struct RecordBytes(pub Vec<u8>);

impl RecordBytes {
	/// Longer digits are no record of any kind.
	const MOST_DIGITS: usize = 2 * 105;

	fn of(text: &str) -> Option<Self> {
		let digits = text.strip_prefix("0x")?.as_bytes();
		if digits.len() > Self::MOST_DIGITS || !digits.len().is_multiple_of(2) {
			return None;
		}
		let nibble = |digit: &u8| char::from(*digit).to_digit(16);
		let byte = |pair: &[u8]| {
			let [high, low] = pair else { return None };
			u8::try_from((nibble(high)? << 4) | nibble(low)?).ok()
		};
		digits.chunks(2).map(byte).collect::<Option<Vec<u8>>>().map(Self)
	}

	/// The record, if it is as long as one of this kind.
	pub fn of_kind(self, kind: RecordKind) -> Result<Vec<u8>, Error> {
		let bytes = kind.0.record_bytes();
		if self.0.len() == bytes {
			return Ok(self.0);
		}
		let found = format!("has {} bytes", self.0.len());
		Err(Error::MalformedRecord { found })
	}
}

impl Parameter for RecordBytes {
	fn read(given: Option<&JsonValue>) -> Result<Self, Error> {
		let record = given.and_then(JsonValue::as_str).and_then(Self::of);
		record.ok_or_else(|| Error::MalformedRecord {
			found: found(given, "it is not the hex digits of a record"),
		})
	}
}

/// Records of one kind. Each is read on its own: a malformed one does not spoil the others.
#[derive(Debug)]
pub struct RecordList(pub Vec<Result<RecordBytes, Error>>);

impl Parameter for RecordList {
	fn read(given: Option<&JsonValue>) -> Result<Self, Error> {
		let Some(list) = given.and_then(JsonValue::as_array) else {
			return Err(Error::RecordCount { found: found(given, "it is not a list") });
		};
		if list.is_empty() || list.len() > MOST_RECORDS {
			return Err(Error::RecordCount { found: format!("has {} records", list.len()) });
		}
		Ok(Self(list.iter().map(|record| RecordBytes::read(Some(record))).collect()))
	}
}

/// The hash of a record, as a receipt names it.
#[derive(Clone, Copy, Debug)]
pub struct RecordHash(pub pallet_settlement::Hash);

impl Parameter for RecordHash {
	fn read(given: Option<&JsonValue>) -> Result<Self, Error> {
		match given.and_then(JsonValue::as_str).and_then(format::hash) {
			Some(hash) => Ok(Self(hash.into())),
			None => Err(Error::MalformedRecordHash { found: found(given, "it is not a hash") }),
		}
	}
}

/// The index of an account.
#[derive(Clone, Copy, Debug)]
pub struct LeafIndex(pub Index);

impl Parameter for LeafIndex {
	fn read(given: Option<&JsonValue>) -> Result<Self, Error> {
		let number =
			given.and_then(JsonValue::as_u64).and_then(|number| u32::try_from(number).ok());
		number
			.and_then(Index::new)
			.map(Self)
			.ok_or_else(|| Error::MalformedIndex { found: found(given, "it is not such a number") })
	}
}

/// The number of a batch.
#[derive(Clone, Copy, Debug)]
pub struct BatchNumber(pub u64);

impl Parameter for BatchNumber {
	fn read(given: Option<&JsonValue>) -> Result<Self, Error> {
		let number = given.and_then(JsonValue::as_u64);
		number
			.map(Self)
			.ok_or_else(|| Error::MalformedBatch { found: found(given, "it is not such a number") })
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn a_record_is_hex_digits_of_the_width_of_its_kind() {
		for (kind, bytes) in [(Kind::Transfer, 105), (Kind::Withdraw, 100), (Kind::Cancel, 89)] {
			let read = |bytes: usize| {
				let record = RecordBytes::read(Some(&json!(format!("0x{}", "Af".repeat(bytes)))))?;
				record.of_kind(RecordKind(kind))
			};
			assert_eq!(read(bytes).ok(), Some(vec![0xaf; bytes]));
			for other in [0, bytes - 1, bytes + 1] {
				assert!(matches!(read(other), Err(Error::MalformedRecord { .. })), "{other}");
			}
		}
		for malformed in
			[json!("0x0"), json!("af"), json!("0xgg"), json!(7), json!(null), json!("0xé")]
		{
			assert!(RecordBytes::read(Some(&malformed)).is_err(), "{malformed}");
		}
	}

	#[test]
	fn a_malformed_record_does_not_spoil_the_others() {
		let read = RecordList::read(Some(&json!(["0x00", "zz", "0x01"]))).map(|list| list.0);
		let is_good = |list: Vec<Result<RecordBytes, Error>>| {
			list.iter().map(Result::is_ok).collect::<Vec<_>>()
		};
		assert_eq!(read.ok().map(is_good), Some(vec![true, false, true]));
		for wrong in [json!([]), json!(vec!["0x00"; 513]), json!("0x00"), json!({})] {
			assert!(matches!(RecordList::read(Some(&wrong)), Err(Error::RecordCount { .. })));
		}
		assert!(RecordList::read(Some(&json!(vec!["0x00"; 512]))).is_ok());
	}

	#[test]
	fn an_index_is_below_two_to_the_24() {
		assert!(LeafIndex::read(Some(&json!(16_777_215))).is_ok());
		for wrong in [json!(16_777_216), json!(-1), json!(1.5), json!("1"), json!(4_294_967_296u64)]
		{
			assert!(LeafIndex::read(Some(&wrong)).is_err(), "{wrong}");
		}
	}
}
