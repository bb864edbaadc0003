// SPDX-License-Identifier: GPL-3.0-only

//! Signs transactions before they are needed.
//!
//! The 6-second and the 12-second chain differ in their spec version, and not in the encoding of a transaction: the types of
//! one runtime serve both.

use crate::accounts::{receiver, sender};
use codec::Encode;
use outrider_runtime::{
	constants::currency::MILLI_RIDE,
	transactions::{immortal, immortal_implicit},
	AccountId, Balance, Hash, Nonce, Runtime, RuntimeCall, Signature, UncheckedExtrinsic,
};
use sp_core::{sr25519, Bytes, Pair};
use sp_crypto_hashing::blake2_256;
use sp_runtime::{generic::SignedPayload, MultiAddress};
use std::thread;

/// What a transfer moves, in plank.
const AMOUNT: Balance = MILLI_RIDE;
/// Transfers in a batch.
const BATCH: u32 = 100;

/// The call of each transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Call {
	/// `balances.transfer_keep_alive`
	Transfer,
	/// `utility.batch` of 100 such transfers
	Batch,
}

impl Call {
	/// Transfers in a transaction.
	pub fn transfers(self) -> u32 {
		match self {
			Self::Transfer => 1,
			Self::Batch => BATCH,
		}
	}

	/// The call of the transaction with this index. The receivers take turns.
	fn encoded(self, index: u32, accounts: u32) -> RuntimeCall {
		let first = u64::from(index) * u64::from(self.transfers());
		let transfer = |number: u64| {
			let index = ((first + number) % u64::from(accounts)) as u32;
			let dest = MultiAddress::Id(receiver(index));
			pallet_balances::Call::<Runtime>::transfer_keep_alive { dest, value: AMOUNT }.into()
		};
		match self {
			Self::Transfer => transfer(0),
			Self::Batch => {
				let calls = (0..u64::from(BATCH)).map(transfer).collect();
				pallet_utility::Call::<Runtime>::batch { calls }.into()
			},
		}
	}
}

/// What a signature covers besides the transaction.
#[derive(Clone, Copy, Debug)]
pub struct ChainFacts {
	pub genesis: Hash,
	pub spec_version: u32,
	pub transaction_version: u32,
}

/// A signed transaction.
#[derive(Clone)]
pub struct Signed {
	/// The hash by which a node names the transaction.
	pub hash: Hash,
	/// The index of the sender.
	pub sender: u32,
	pub bytes: Bytes,
}

/// The hash of an encoded transaction.
pub fn hash_of(transaction: &[u8]) -> Hash {
	blake2_256(transaction).into()
}

/// How many transactions of which call to sign.
#[derive(Clone, Copy)]
pub struct Order {
	pub call: Call,
	/// Senders, and as many receivers.
	pub accounts: u32,
	pub transactions: u32,
}

/// Signs the transactions, and deals them to connections.
///
/// The senders take turns, and all transactions of a sender go to the same connection, in the order of their nonces.
pub fn sign_ahead(facts: ChainFacts, order: Order, connections: u32) -> Vec<Vec<Signed>> {
	let Order { call, accounts, transactions } = order;
	let sign_share = |connection: u32| {
		let keys: Vec<_> = (0..accounts).map(|index| of(connection, connections, index)).collect();
		(0..transactions)
			.filter_map(|index| {
				let sender = index % accounts;
				let key = keys[sender as usize].as_ref()?;
				let call = call.encoded(index, accounts);
				let bytes = sign(facts, key, index / accounts, call).encode();
				Some(Signed { hash: hash_of(&bytes), sender, bytes: bytes.into() })
			})
			.collect()
	};
	thread::scope(|scope| {
		let threads: Vec<_> = (0..connections)
			.map(|connection| scope.spawn(move || sign_share(connection)))
			.collect();
		threads
			.into_iter()
			.map(|thread| thread.join().expect("signing does not panic"))
			.collect()
	})
}

/// The key of a sender, if its transactions go to this connection.
fn of(connection: u32, connections: u32, index: u32) -> Option<sr25519::Pair> {
	(index % connections == connection).then(|| sender(index))
}

/// A transaction of this key, which never expires.
pub fn sign(
	facts: ChainFacts,
	key: &sr25519::Pair,
	nonce: Nonce,
	call: RuntimeCall,
) -> UncheckedExtrinsic {
	let ChainFacts { genesis, spec_version, transaction_version } = facts;
	let implicit = immortal_implicit(genesis, spec_version, transaction_version);
	let payload = SignedPayload::from_raw(call, immortal(nonce, 0), implicit);
	let signature = payload.using_encoded(|bytes| key.sign(bytes));
	let (call, extension, _) = payload.deconstruct();
	let address = MultiAddress::Id(AccountId::from(key.public()));
	UncheckedExtrinsic::new_signed(call, address, Signature::from(signature), extension)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
	use super::*;
	use codec::Decode;
	use sp_runtime::generic::Preamble;
	use std::collections::BTreeMap;

	const FACTS: ChainFacts =
		ChainFacts { genesis: Hash::repeat_byte(7), spec_version: 9_000, transaction_version: 1 };

	fn decode(signed: &Signed) -> (AccountId, Nonce, RuntimeCall) {
		let decoded = UncheckedExtrinsic::decode(&mut &signed.bytes[..]).unwrap();
		let Preamble::Signed(MultiAddress::Id(who), _, extension) = decoded.preamble else {
			panic!("not signed by an account");
		};
		let nonce = extension.0 .0 .6 .0;
		(who, nonce, decoded.function)
	}

	#[test]
	fn each_sender_counts_its_nonces_from_zero_on_one_connection() {
		let order = Order { call: Call::Transfer, accounts: 6, transactions: 20 };
		let connections = sign_ahead(FACTS, order, 4);
		assert_eq!(connections.iter().map(Vec::len).sum::<usize>(), 20);
		let mut next = BTreeMap::new();
		for signed in connections.iter().flatten() {
			let (who, nonce, _) = decode(signed);
			assert_eq!(who, AccountId::from(sender(signed.sender).public()));
			let expected = next.entry(signed.sender).or_insert(0);
			assert_eq!(nonce, *expected, "sender {}", signed.sender);
			*expected += 1;
		}
		assert_eq!(next.into_values().collect::<Vec<_>>(), [4, 4, 3, 3, 3, 3]);
		for connection in &connections {
			let place = |signed: &Signed| signed.sender % 4;
			assert!(connection.iter().all(|signed| place(signed) == place(&connection[0])));
		}
	}

	#[test]
	fn the_signature_covers_the_chain() {
		let key = sender(0);
		let call = Call::Transfer.encoded(0, 1);
		let signed = sign(FACTS, &key, 5, call.clone());
		let Preamble::Signed(_, Signature::Sr25519(signature), _) = signed.preamble else {
			panic!("not signed by sr25519");
		};
		let verify = |spec_version: u32| {
			let implicit = immortal_implicit(FACTS.genesis, spec_version, 1);
			SignedPayload::from_raw(call.clone(), immortal(5, 0), implicit)
				.using_encoded(|bytes| sr25519::Pair::verify(&signature, bytes, &key.public()))
		};
		assert!(verify(9_000));
		assert!(!verify(1_000_000));
	}

	#[test]
	fn a_batch_has_a_hundred_transfers_and_the_next_batch_goes_on_with_the_receivers() {
		let receivers = |index| match Call::Batch.encoded(index, 150) {
			RuntimeCall::Utility(pallet_utility::Call::batch { calls }) => calls
				.into_iter()
				.map(|call| match call {
					RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive {
						dest: MultiAddress::Id(account),
						..
					}) => account,
					call => panic!("not a transfer: {call:?}"),
				})
				.collect::<Vec<_>>(),
			call => panic!("not a batch: {call:?}"),
		};
		let expected = |from: u32| (from..from + 100).map(|index| receiver(index % 150));
		assert_eq!(receivers(0), expected(0).collect::<Vec<_>>());
		assert_eq!(receivers(1), expected(100).collect::<Vec<_>>());
	}
}
