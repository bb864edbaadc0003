// SPDX-License-Identifier: Apache-2.0

//! A state that checks itself after each chunk.

use settlement_core::*;

use crate::kit::{deposit, owner, Blake2, Toy, Unsigned, DOMAIN};

/// The account that fees go to.
pub const FEES: u32 = 9;

pub const TERMS: Terms = Terms { fee: 0, nonce: 0, expiry: u32::MAX };

/// A payment from account 0 to account 1.
pub const PAYMENT: Transfer = Transfer { from: 0, to: 1, amount: 10, terms: TERMS, key: OWNER };

pub struct Book {
	pub state: State<Blake2>,
	pub context: Context,
}

impl Book {
	/// A state with these deposits, and an account for fees with 1 plank.
	pub fn new(deposits: &[(u32, Balance)]) -> Self {
		let context = Context { domain: DOMAIN, fee_to: FEES };
		let mut book = Self { state: State::default(), context };
		for (account, amount) in deposits.iter().copied().chain([(FEES, 1)]) {
			assert_eq!(book.inbox(deposit(account, amount)), Code::Done);
		}
		book
	}

	/// Executes a chunk, by the whole state and by witness, and checks what must always hold.
	pub fn chunk(&mut self, kind: Kind, bytes: &[u8]) -> Vec<Code> {
		let chunk = Chunk::new(kind.number(), NO_MARKET, bytes).unwrap();
		let pre = self.state.root();
		let before = self.state.clone();
		let witness = self.state.witness(&self.context, &chunk);
		assert!(witness.len() <= max_witness_bytes(kind.max_named()));
		let outcome = self.state.apply(&Toy, &self.context, &chunk);
		let judged = apply_chunk::<Blake2>(&pre, &witness, &Toy, &self.context, &chunk);
		assert_eq!(judged.as_ref(), Ok(&outcome), "a witness gives what the whole state gives");
		if outcome.done() == 0 && kind != Kind::Inbox {
			assert_eq!(outcome.root, pre, "records without an effect change nothing");
		}
		self.check(&before);
		outcome.codes
	}

	fn check(&mut self, before: &State<Blake2>) {
		let head = self.state.head();
		let sum = |of: fn(&Account) -> Balance| -> Balance {
			self.state.accounts().map(|(_, account)| of(account)).sum()
		};
		assert_eq!(head.free, sum(|account| account.free), "conservation");
		assert_eq!(head.exited, sum(|account| account.exited), "conservation");
		for (index, old) in before.accounts() {
			let new = self.state.account(index).unwrap();
			assert!(new.exited >= old.exited, "exited only grows");
			assert!(new.nonce_base >= old.nonce_base, "no nonce is good again");
			assert_eq!(new.owner, old.owner);
		}
		let accounts: Vec<_> = self.state.accounts().map(|(index, a)| (index, *a)).collect();
		let mut anew = State::<Blake2>::new(head, accounts);
		assert_eq!(self.state.root(), anew.root(), "a fast root is the root");
	}

	pub fn one(&mut self, kind: Kind, record: &[u8]) -> Code {
		self.chunk(kind, record)[0]
	}

	pub fn inbox(&mut self, entry: Inbox) -> Code {
		self.one(Kind::Inbox, &entry.encode())
	}

	/// Executes a record that the owner of the account whose number stands first has signed.
	pub fn record<R: Unsigned>(&mut self, record: R) -> Code {
		let fields = record.fields();
		let account = u32::from_le_bytes(fields[..4].try_into().unwrap());
		self.signed_by(record, &owner(account))
	}

	pub fn signed_by<R: Unsigned>(&mut self, record: R, key: &Key) -> Code {
		self.one(R::KIND, &record.signed(key))
	}

	pub fn account(&self, number: u32) -> Account {
		self.state.account(Index::new(number).unwrap()).unwrap()
	}

	pub fn free(&self, number: u32) -> Balance {
		self.account(number).free
	}
}

/// Terms with this fee.
pub fn fee(fee: u64) -> Terms {
	Terms { fee, ..TERMS }
}

/// Terms with this nonce.
pub fn nonce(nonce: u32) -> Terms {
	Terms { nonce, ..TERMS }
}

/// A state as nobody can make it by records: any accounts, and a head that need not fit them.
pub fn forged(head: Head, accounts: &[(u32, Account)]) -> State<Blake2> {
	State::new(head, accounts.iter().map(|(index, a)| (Index::new(*index).unwrap(), *a)))
}
