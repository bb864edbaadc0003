// SPDX-License-Identifier: GPL-3.0-only

//! The formats of parameters and answers.
//!
//! Parameters arrive as any JSON and are parsed here: the errors of the SDK's parser do not say what is accepted.

use super::error::Error;
use jsonrpsee::core::JsonValue;
use outrider_runtime::{configs::system::SS58Prefix, AccountId, Balance, Hash};
use pallet_dapp_staking_runtime_api::DappId;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sp_core::crypto::{AccountId32, Ss58Codec};
use sp_runtime::{FixedPointNumber, FixedU128, Perquintill};
use std::fmt;

/// The most characters of a wrong parameter in an error message.
const SHOWN_CHARACTERS: usize = 80;

/// The most characters of an address: 2 bytes of prefix, 32 of key and 2 of checksum take at most 50. A longer text is
/// not decoded, since decoding takes quadratic time.
const MAX_ADDRESS_CHARACTERS: usize = 50;

/// An amount in plank, as a string: many JSON parsers are exact only up to 2^53.
#[derive(Clone, Copy, Debug)]
pub struct Plank(pub Balance);

impl Serialize for Plank {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(&self.0)
	}
}

/// A share or a rate as an exact decimal fraction, in 10^-18, without trailing zeros.
#[derive(Clone, Copy, Debug)]
pub struct Fraction(u128);

impl Fraction {
	const ONE: u128 = FixedU128::DIV;
}

impl From<FixedU128> for Fraction {
	fn from(value: FixedU128) -> Self {
		Self(value.into_inner())
	}
}

impl From<Perquintill> for Fraction {
	fn from(value: Perquintill) -> Self {
		Self(value.deconstruct().into())
	}
}

impl fmt::Display for Fraction {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let digits = format!("{}.{:018}", self.0 / Self::ONE, self.0 % Self::ONE);
		f.write_str(digits.trim_end_matches('0').trim_end_matches('.'))
	}
}

impl Serialize for Fraction {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(self)
	}
}

/// An account, as an SS58 address with this chain's prefix.
#[derive(Clone, Debug)]
pub struct Address(pub AccountId);

impl Serialize for Address {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.serialize_str(&self.0.to_ss58check_with_version(SS58Prefix::get().into()))
	}
}

/// A type of parameter.
pub trait Parameter: Sized {
	/// Parses the given value, if there is one.
	fn read(given: Option<&JsonValue>) -> Result<Self, Error>;
}

/// An unparsed parameter of type `T`. Any JSON is accepted here, so that this node's own error refuses a wrong one.
#[derive(Debug)]
pub struct Given<T>(Result<T, Error>);

impl<'de, T: Parameter> Deserialize<'de> for Given<T> {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		JsonValue::deserialize(deserializer).map(|value| Self(T::read(Some(&value))))
	}
}

/// The value of a parameter, which may be missing or malformed.
pub fn value<T: Parameter>(parameter: Option<Given<T>>) -> Result<T, Error> {
	parameter.map_or_else(|| T::read(None), |given| given.0)
}

/// An account: an SS58 address of any prefix, or 0x and 64 hex digits.
impl Parameter for AccountId32 {
	fn read(given: Option<&JsonValue>) -> Result<Self, Error> {
		let malformed = |reason: &str| Error::MalformedAccount { found: found(given, reason) };
		let text = given
			.and_then(JsonValue::as_str)
			.ok_or_else(|| malformed("it is not a string"))?;
		if text.starts_with("0x") {
			return match hash(text) {
				Some(key) => Ok(Self::new(key.0)),
				None => Err(malformed("0x is not followed by 64 hex digits")),
			};
		}
		if text.len() > MAX_ADDRESS_CHARACTERS {
			return Err(malformed("it is too long for an address"));
		}
		match Self::from_ss58check_with_version(text) {
			Ok((account, _)) => Ok(account),
			Err(error) => Err(malformed(&format!("as an SS58 address: {error}"))),
		}
	}
}

/// A dApp's id: a whole number.
impl Parameter for DappId {
	fn read(given: Option<&JsonValue>) -> Result<Self, Error> {
		given
			.and_then(JsonValue::as_u64)
			.and_then(|id| u32::try_from(id).ok())
			.map(Self)
			.ok_or_else(|| Error::MalformedDappId {
				found: found(given, "it is not such a number"),
			})
	}
}

/// The hash of the block in the question. None for the best block.
#[derive(Clone, Copy, Debug)]
pub struct BlockHash(pub Option<Hash>);

impl Parameter for BlockHash {
	fn read(given: Option<&JsonValue>) -> Result<Self, Error> {
		let Some(value) = given else { return Ok(Self(None)) };
		match value.as_str().and_then(hash) {
			Some(hash) => Ok(Self(Some(hash))),
			None => Err(Error::MalformedBlockHash { found: found(given, "it is not a hash") }),
		}
	}
}

/// Reads 0x and 64 hex digits.
pub fn hash(text: &str) -> Option<Hash> {
	text.strip_prefix("0x")
		.filter(|digits| digits.len() == 64)
		.and_then(|digits| digits.parse().ok())
}

/// Describes the given value, with the reason why it is wrong.
pub fn found(given: Option<&JsonValue>, reason: &str) -> String {
	let text = match given {
		None => return "is missing".into(),
		Some(JsonValue::String(text)) => text.clone(),
		Some(other) => other.to_string(),
	};
	let shown: String = text.chars().take(SHOWN_CHARACTERS).collect();
	let rest = if shown.len() < text.len() { "…" } else { "" };
	format!("`{shown}{rest}` is malformed ({reason})")
}
