// SPDX-License-Identifier: GPL-3.0-only

//! Which account's record goes over which connection, and when.
//!
//! All records of an account go over one connection, which has one request at a time on its way. So the sequencer gets them in the
//! order of their nonces.

use super::nonces::Nonces;
use outrider_runtime::Hash;
use settlement_core::{message, Domain, Kind, Terms, Transfer, OWNER, SIGNATURE_BYTES};
use sp_core::{sr25519, Bytes, Pair};
use sp_crypto_hashing::blake2_256;

/// The kind of all records.
pub const KIND: Kind = Kind::Transfer;
/// The most that a record moves, in plank.
const MOST: u64 = 1_000_000;
/// A prime, which spreads the amounts.
const STRIDE: u64 = 7_919;

/// An account of settlement that signs transfers.
#[derive(Clone)]
pub struct Settler {
	pub key: sr25519::Pair,
	/// The account's index in the state.
	pub index: u32,
	pub nonces: Nonces,
}

/// A signed record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
	/// The index of the account that pays.
	pub from: u32,
	pub bytes: Bytes,
}

impl Record {
	/// The hash by which the node names the record.
	pub fn hash(&self) -> Hash {
		let parts: [&[u8]; 2] = [&[KIND.number()], &self.bytes];
		blake2_256(&parts.concat()).into()
	}
}

/// The accounts of one connection.
pub struct Lane {
	domain: Domain,
	/// Each account, and the index of the one that it pays.
	pairs: Vec<(Settler, u32)>,
}

impl Lane {
	/// The record with this place in the connection's order, counted from 0. The accounts take turns.
	///
	/// `None` if the account has no nonce left.
	fn record(&self, place: u64) -> Option<Record> {
		let accounts = self.pairs.len() as u64;
		let (settler, to) = self.pairs.get((place % accounts) as usize)?;
		let nonce = settler.nonces.unused(place / accounts)?;
		let amount = 1 + place.wrapping_mul(STRIDE) % MOST;
		Some(sign(&self.domain, settler, *to, amount, nonce))
	}

	/// The records with these places, up to the first that there is not.
	pub fn records(&self, places: std::ops::Range<u64>) -> Vec<Record> {
		places.map_while(|place| self.record(place)).collect()
	}
}

fn sign(domain: &Domain, settler: &Settler, to: u32, amount: u64, nonce: u32) -> Record {
	let terms = Terms { fee: 0, nonce, expiry: u32::MAX };
	let from = settler.index;
	let fields = Transfer { from, to, amount: amount.into(), terms, key: OWNER }.encode();
	let signature = settler.key.sign(&message(domain, KIND, &fields));
	let mut bytes = Vec::with_capacity(fields.len() + SIGNATURE_BYTES);
	bytes.extend(fields);
	bytes.extend(&signature.0);
	Record { from, bytes: bytes.into() }
}

/// Deals the accounts to connections. Each account pays the next one, and the last one pays the first.
pub fn deal(domain: Domain, settlers: Vec<Settler>, connections: u32) -> Vec<Lane> {
	let mut lanes: Vec<_> = (0..connections).map(|_| Lane { domain, pairs: Vec::new() }).collect();
	let mut paid: Vec<_> = settlers.iter().map(|settler| settler.index).collect();
	paid.rotate_left(1);
	for (place, pair) in settlers.into_iter().zip(paid).enumerate() {
		lanes[place % connections as usize].pairs.push(pair);
	}
	lanes
}

#[cfg(test)]
mod tests;
