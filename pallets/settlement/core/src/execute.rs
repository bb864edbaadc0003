// SPDX-License-Identifier: Apache-2.0

use alloc::vec::Vec;

use crate::{
	message, Account, Balance, Cancel, Chunk, Code, Context, Entry, Head, Index, Key, Kind, Terms,
	Transfer, Withdraw, OWNER, SIGNATURE_BYTES, TRADER,
};

/// Checks signatures: sr25519 with the context `substrate` on the chain.
pub trait Verifier {
	/// Whether `signature` is the one of `key` on `message`.
	fn verify(&self, signature: &[u8; SIGNATURE_BYTES], message: &[u8], key: &Key) -> bool;
}

/// The accounts and the head that records change: the whole state, or what a witness opens of it.
pub trait Ledger {
	/// The head.
	fn head(&self) -> Head;
	/// Replaces the head.
	fn set_head(&mut self, head: Head);
	/// The account, or `None` if its index is not in use.
	fn account(&self, index: Index) -> Option<Account>;
	/// Replaces the account, or puts its index into use.
	fn set_account(&mut self, index: Index, account: Account);
}

/// Executes the records of a chunk, and returns the code of each.
///
/// A record changes the ledger if its code is [`Code::Done`]. An inbox entry is always counted.
/// Whether records stand in one chunk or in several makes no difference to the ledger.
pub fn execute(
	ledger: &mut impl Ledger,
	verifier: &impl Verifier,
	context: &Context,
	chunk: &Chunk,
) -> Vec<Code> {
	let records = chunk.records();
	records
		.map(|record| execute_record(ledger, verifier, context, chunk.kind(), record))
		.collect()
}

fn execute_record<L: Ledger>(
	ledger: &mut L,
	verifier: &impl Verifier,
	context: &Context,
	kind: Kind,
	record: &[u8],
) -> Code {
	let mut draft = Draft::new(ledger);
	let executed = match kind {
		Kind::Inbox => inbox(&mut draft, record),
		Kind::Transfer => transfer(&mut draft, context, record)
			.and_then(|key| check_signature(verifier, context, kind, record, &key)),
		Kind::Withdraw => withdraw(&mut draft, context, record)
			.and_then(|key| check_signature(verifier, context, kind, record, &key)),
		Kind::Cancel => cancel(&mut draft, context, record)
			.and_then(|key| check_signature(verifier, context, kind, record, &key)),
	};
	let Draft { head, accounts, .. } = draft;
	let code = match executed {
		Ok(()) => {
			accounts
				.into_iter()
				.for_each(|(index, account)| ledger.set_account(index, account));
			ledger.set_head(head);
			Code::Done
		},
		Err(code) => code,
	};
	if kind == Kind::Inbox {
		let mut head = ledger.head();
		// 2^64 entries do not fit into all blocks that there will ever be.
		head.inbox = head.inbox.saturating_add(1);
		ledger.set_head(head);
	}
	code
}

/// What a record changes, until it is sure that the record has its effect.
struct Draft<'l, L> {
	ledger: &'l L,
	head: Head,
	accounts: Vec<(Index, Account)>,
}

impl<'l, L: Ledger> Draft<'l, L> {
	fn new(ledger: &'l L) -> Self {
		Self { ledger, head: ledger.head(), accounts: Vec::with_capacity(3) }
	}

	fn account(&self, index: Index) -> Option<Account> {
		let changed = self.accounts.iter().find(|(changed, _)| *changed == index);
		changed.map(|(_, account)| *account).or_else(|| self.ledger.account(index))
	}

	fn set(&mut self, index: Index, account: Account) {
		match self.accounts.iter_mut().find(|(changed, _)| *changed == index) {
			Some((_, changed)) => *changed = account,
			None => self.accounts.push((index, account)),
		}
	}

	/// The account with this number, if it is in use.
	fn find(&self, number: u32) -> Option<(Index, Account)> {
		let index = Index::new(number)?;
		Some((index, self.account(index)?))
	}

	/// Finds the account that signs, and uses the nonce. Returns the key that must have signed.
	fn signer(&self, number: u32, terms: &Terms, key: u8) -> Result<(Index, Account, Key), Code> {
		let (index, mut account) = self.find(number).ok_or(Code::NoAccount)?;
		if self.head.clock > terms.expiry {
			return Err(Code::Expired);
		}
		let signer = match key {
			OWNER => account.owner,
			TRADER => account.trader,
			_ => return Err(Code::NoKey),
		};
		// Zero bytes are a valid key of sr25519, the neutral point, and anybody can sign for it.
		if signer == [0; 32] {
			return Err(Code::NoKey);
		}
		account.use_nonce(terms.nonce)?;
		Ok((index, account, signer))
	}

	/// Takes `amount` and `fee` from the account, which then stands in the draft.
	fn debit(
		&mut self,
		(index, mut account): (Index, Account),
		amount: Balance,
		fee: u64,
	) -> Result<(), Code> {
		let price = amount.checked_add(fee.into()).ok_or(Code::Insufficient)?;
		account.free = account.free.checked_sub(price).ok_or(Code::Insufficient)?;
		self.set(index, account);
		Ok(())
	}

	fn credit(
		&mut self,
		(index, mut account): (Index, Account),
		amount: Balance,
	) -> Result<(), Code> {
		account.free = account.free.checked_add(amount).ok_or(Code::Overflow)?;
		self.set(index, account);
		Ok(())
	}

	fn pay_fee(&mut self, context: &Context, fee: u64) -> Result<(), Code> {
		if fee == 0 {
			return Ok(());
		}
		let to = self.find(context.fee_to).ok_or(Code::NoFeeAccount)?;
		self.credit(to, fee.into())
	}

	/// Moves `amount`, which the account no longer has in `free`, to what has left.
	fn exit(
		&mut self,
		(index, mut account): (Index, Account),
		amount: Balance,
	) -> Result<(), Code> {
		account.exited = account.exited.checked_add(amount).ok_or(Code::Overflow)?;
		self.head.free = self.head.free.checked_sub(amount).ok_or(Code::Overflow)?;
		self.head.exited = self.head.exited.checked_add(amount).ok_or(Code::Overflow)?;
		self.set(index, account);
		Ok(())
	}
}

fn check_signature(
	verifier: &impl Verifier,
	context: &Context,
	kind: Kind,
	record: &[u8],
	key: &Key,
) -> Result<(), Code> {
	let (fields, signature) =
		record.split_last_chunk::<SIGNATURE_BYTES>().ok_or(Code::BadSignature)?;
	let message = message(&context.domain, kind, fields);
	if verifier.verify(signature, &message, key) {
		Ok(())
	} else {
		Err(Code::BadSignature)
	}
}

fn transfer<L: Ledger>(
	draft: &mut Draft<L>,
	context: &Context,
	record: &[u8],
) -> Result<Key, Code> {
	let Transfer { from, to, amount, terms, key } =
		Transfer::decode(record).ok_or(Code::NoAccount)?;
	let (index, account, key) = draft.signer(from, &terms, key)?;
	if amount == 0 {
		return Err(Code::ZeroAmount);
	}
	if from == to {
		return Err(Code::SelfTransfer);
	}
	let recipient = draft.find(to).ok_or(Code::NoRecipient)?;
	draft.debit((index, account), amount, terms.fee)?;
	draft.credit(recipient, amount)?;
	draft.pay_fee(context, terms.fee)?;
	Ok(key)
}

fn withdraw<L: Ledger>(
	draft: &mut Draft<L>,
	context: &Context,
	record: &[u8],
) -> Result<Key, Code> {
	let Withdraw { account: number, amount, terms } =
		Withdraw::decode(record).ok_or(Code::NoAccount)?;
	let (index, account, key) = draft.signer(number, &terms, OWNER)?;
	if amount == 0 {
		return Err(Code::ZeroAmount);
	}
	draft.debit((index, account), amount, terms.fee)?;
	let debited = draft.find(number).ok_or(Code::NoAccount)?;
	draft.exit(debited, amount)?;
	draft.pay_fee(context, terms.fee)?;
	Ok(key)
}

fn cancel<L: Ledger>(draft: &mut Draft<L>, context: &Context, record: &[u8]) -> Result<Key, Code> {
	let Cancel { account: number, floor, terms, key } =
		Cancel::decode(record).ok_or(Code::NoAccount)?;
	let (index, mut account, key) = draft.signer(number, &terms, key)?;
	account.void_below(floor)?;
	draft.debit((index, account), 0, terms.fee)?;
	draft.pay_fee(context, terms.fee)?;
	Ok(key)
}

fn inbox<L: Ledger>(draft: &mut Draft<L>, record: &[u8]) -> Result<(), Code> {
	let entry = Entry::decode(record).ok_or(Code::NoEntry)?;
	match entry.what {
		Entry::TICK => {
			let clock = u32::try_from(entry.value).map_err(|_| Code::BadClock)?;
			if clock < draft.head.clock {
				return Err(Code::BadClock);
			}
			draft.head.clock = clock;
			Ok(())
		},
		Entry::DEPOSIT => deposit(draft, &entry),
		Entry::SET_TRADER => {
			let (index, mut account) = draft.find(entry.account).ok_or(Code::NoAccount)?;
			account.trader = entry.key;
			draft.set(index, account);
			Ok(())
		},
		Entry::FORCED_EXIT => {
			let (index, mut account) = draft.find(entry.account).ok_or(Code::NoAccount)?;
			if entry.value == 0 {
				return Err(Code::ZeroAmount);
			}
			if account.free == 0 {
				return Err(Code::Insufficient);
			}
			let amount = entry.value.min(account.free);
			// Exact: the amount is at most `free`.
			account.free = account.free.saturating_sub(amount);
			draft.exit((index, account), amount)
		},
		_ => Err(Code::NoEntry),
	}
}

fn deposit<L: Ledger>(draft: &mut Draft<L>, entry: &Entry) -> Result<(), Code> {
	let index = Index::new(entry.account).ok_or(Code::NoAccount)?;
	let account = draft.account(index).unwrap_or(Account::new(entry.key));
	if account.owner != entry.key {
		return Err(Code::OtherOwner);
	}
	if entry.value == 0 {
		return Err(Code::ZeroAmount);
	}
	draft.head.free = draft.head.free.checked_add(entry.value).ok_or(Code::Overflow)?;
	draft.credit((index, account), entry.value)
}
