// SPDX-License-Identifier: Apache-2.0

//! What tests, benchmark and examples share: the chain's hash, keys, and records signed with them.

#![allow(dead_code, reason = "each target uses a part")]

pub mod json;

use schnorrkel::{signing_context, Keypair, PublicKey, Signature};
use settlement_core::{
	message, Cancel, Domain, Hash, Hasher, Inbox, Key, Kind, Transfer, Verifier, Withdraw,
	SIGNATURE_BYTES,
};

/// BLAKE2b-256, the chain's.
#[derive(Clone, Debug)]
pub struct Blake2;

impl Hasher for Blake2 {
	fn hash(bytes: &[u8]) -> Hash {
		sp_crypto_hashing::blake2_256(bytes)
	}
}

pub const DOMAIN: Domain = Domain { genesis: [0xab; 32], instance: 7 };

/// sr25519, the chain's.
pub struct Sr25519;

impl Verifier for Sr25519 {
	fn verify(&self, signature: &[u8; SIGNATURE_BYTES], message: &[u8], key: &Key) -> bool {
		let (Ok(key), Ok(signature)) =
			(PublicKey::from_bytes(key), Signature::from_bytes(signature))
		else {
			return false;
		};
		key.verify(signing_context(b"substrate").bytes(message), &signature).is_ok()
	}
}

/// Signatures that anybody can make: `H(key || message) || key`. For tests of everything else.
#[derive(Clone, Copy, Debug)]
pub struct Toy;

impl Toy {
	pub fn sign(key: &Key, message: &[u8]) -> [u8; SIGNATURE_BYTES] {
		let mut signature = [0; SIGNATURE_BYTES];
		signature[..32].copy_from_slice(&Blake2::hash(&[key.as_slice(), message].concat()));
		signature[32..].copy_from_slice(key);
		signature
	}
}

impl Verifier for Toy {
	fn verify(&self, signature: &[u8; SIGNATURE_BYTES], message: &[u8], key: &Key) -> bool {
		*signature == Self::sign(key, message)
	}
}

/// The owner of test account `number`, with signatures of [`Toy`].
pub fn owner(number: u32) -> Key {
	Blake2::hash(&[b"owner".as_slice(), &number.to_le_bytes()].concat())
}

/// The key pair of test account `number`.
pub fn pair(number: u32) -> Keypair {
	let seed = Blake2::hash(&[b"pair".as_slice(), &number.to_le_bytes()].concat());
	schnorrkel::MiniSecretKey::from_bytes(&seed)
		.expect("32 bytes are a seed")
		.expand_to_keypair(schnorrkel::ExpansionMode::Ed25519)
}

/// Signs without randomness: the same bytes each time.
pub fn sign(pair: &Keypair, message: &[u8]) -> [u8; SIGNATURE_BYTES] {
	let transcript = signing_context(b"substrate").bytes(message);
	let transcript = schnorrkel::context::attach_rng(transcript, NoRandomness);
	pair.sign(transcript).to_bytes()
}

/// The message of a record with these fields, and its signature of sr25519.
pub fn message_signed(
	domain: &Domain,
	kind: Kind,
	fields: &[u8],
	pair: &Keypair,
) -> (Vec<u8>, [u8; SIGNATURE_BYTES]) {
	let message = message(domain, kind, fields);
	let signature = sign(pair, &message);
	(message, signature)
}

struct NoRandomness;

impl rand_core::RngCore for NoRandomness {
	fn next_u32(&mut self) -> u32 {
		0
	}
	fn next_u64(&mut self) -> u64 {
		0
	}
	fn fill_bytes(&mut self, bytes: &mut [u8]) {
		bytes.fill(0);
	}
	fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand_core::Error> {
		bytes.fill(0);
		Ok(())
	}
}

impl rand_core::CryptoRng for NoRandomness {}

/// A record that has to be signed.
pub trait Unsigned {
	const KIND: Kind;
	fn fields(&self) -> Vec<u8>;

	/// The record with what `sign` makes of its message.
	fn signed_by(&self, domain: &Domain, sign: impl Fn(&[u8]) -> [u8; 64]) -> Vec<u8> {
		let fields = self.fields();
		let signature = sign(&message(domain, Self::KIND, &fields));
		[fields, signature.to_vec()].concat()
	}

	/// The record with the test signature of `key`.
	fn signed(&self, key: &Key) -> Vec<u8> {
		self.signed_by(&DOMAIN, |message| Toy::sign(key, message))
	}
}

impl Unsigned for Transfer {
	const KIND: Kind = Kind::Transfer;
	fn fields(&self) -> Vec<u8> {
		self.encode().to_vec()
	}
}

impl Unsigned for Withdraw {
	const KIND: Kind = Kind::Withdraw;
	fn fields(&self) -> Vec<u8> {
		self.encode().to_vec()
	}
}

impl Unsigned for Cancel {
	const KIND: Kind = Kind::Cancel;
	fn fields(&self) -> Vec<u8> {
		self.encode().to_vec()
	}
}

/// A deposit into the test account `number`.
pub fn deposit(number: u32, amount: u128) -> Inbox {
	Inbox::Deposit { account: number, owner: owner(number), amount }
}

/// The bytes in hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
	bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes that the digits are; panics if they are none.
pub fn unhex(digits: &str) -> Vec<u8> {
	let pair = |at| u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal digits");
	(0..digits.len()).step_by(2).map(pair).collect()
}
