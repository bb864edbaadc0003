// SPDX-License-Identifier: Apache-2.0

//! The README's rules once more, by plain means: sets, sums of unbounded numbers, a recursive root.

use std::{
	collections::{BTreeMap, BTreeSet},
	sync::LazyLock,
};

use settlement_core::{Code, Context, Hasher, Inbox, Kind, Verifier};

use crate::kit::{Blake2, Toy};

#[derive(Clone, Default, Debug)]
pub struct NaiveAccount {
	pub owner: [u8; 32],
	pub trader: [u8; 32],
	pub used: BTreeSet<u32>,
	pub floor: u32,
	pub free: u128,
	pub exited: u128,
}

impl NaiveAccount {
	/// The lowest nonce that is neither used nor voided.
	pub fn base(&self) -> u32 {
		(self.floor..).find(|nonce| !self.used.contains(nonce)).unwrap()
	}

	fn bytes(&self) -> Vec<u8> {
		let base = self.base();
		let bits = (0..64).filter(|i| self.used.contains(&(base + i))).map(|i| 1u64 << i).sum();
		let mut bytes = vec![1];
		bytes.extend(self.owner);
		bytes.extend(self.trader);
		bytes.extend(base.to_le_bytes());
		bytes.extend(u64::to_le_bytes(bits));
		bytes.extend(self.free.to_le_bytes());
		bytes.extend(self.exited.to_le_bytes());
		bytes
	}
}

#[derive(Clone, Default, Debug)]
pub struct NaiveLedger {
	pub clock: u32,
	pub inbox: u64,
	pub accounts: BTreeMap<u32, NaiveAccount>,
}

/// A signed record, whatever its kind: a cancellation has no amount, others have no floor.
struct Signed {
	account: u32,
	to: Option<u32>,
	amount: Option<u128>,
	floor: u32,
	fee: u64,
	nonce: u32,
	expiry: u32,
	key: u8,
}

fn le(bytes: &[u8]) -> u128 {
	bytes.iter().rev().fold(0, |number, byte| number << 8 | u128::from(*byte))
}

fn number(bytes: &[u8]) -> u32 {
	u32::try_from(le(bytes)).unwrap()
}

fn parse(kind: Kind, b: &[u8]) -> Signed {
	let account = number(&b[..4]);
	let terms = |at: usize| {
		let fee = u64::try_from(le(&b[at..at + 8])).unwrap();
		(fee, number(&b[at + 8..at + 12]), number(&b[at + 12..at + 16]))
	};
	let (to, amount, floor, at, key) = match kind {
		Kind::Transfer => (Some(number(&b[4..8])), Some(le(&b[8..24])), 0, 24, b[40]),
		Kind::Withdraw => (None, Some(le(&b[4..20])), 0, 20, 0),
		Kind::Cancel => (None, None, number(&b[4..8]), 8, b[24]),
		Kind::Inbox => unreachable!("the inbox is not signed"),
	};
	let (fee, nonce, expiry) = terms(at);
	Signed { account, to, amount, floor, fee, nonce, expiry, key }
}

impl NaiveLedger {
	fn total(&self) -> u128 {
		self.accounts.values().map(|account| account.free).sum()
	}

	fn total_exited(&self) -> u128 {
		self.accounts.values().map(|account| account.exited).sum()
	}

	pub fn enter(&mut self, entry: &Inbox) -> Code {
		self.inbox += 1;
		let (total, room) = (self.total(), u128::MAX - self.total_exited());
		match *entry {
			Inbox::Tick { clock } if clock < self.clock => return Code::BadClock,
			Inbox::Tick { clock } => self.clock = clock,
			Inbox::Deposit { account, owner, amount } => {
				if account >= 1 << 24 {
					return Code::NoAccount;
				}
				if self.accounts.get(&account).is_some_and(|known| known.owner != owner) {
					return Code::OtherOwner;
				}
				if amount == 0 {
					return Code::ZeroAmount;
				}
				if amount > u128::MAX - total {
					return Code::Overflow;
				}
				let account = self.accounts.entry(account).or_default();
				account.owner = owner;
				account.free += amount;
			},
			Inbox::SetTrader { account, trader } => match self.accounts.get_mut(&account) {
				Some(account) => account.trader = trader,
				None => return Code::NoAccount,
			},
			Inbox::ForcedExit { account, amount } => {
				let Some(account) = self.accounts.get_mut(&account) else { return Code::NoAccount };
				if amount == 0 {
					return Code::ZeroAmount;
				}
				if account.free == 0 {
					return Code::Insufficient;
				}
				let amount = if amount > account.free { account.free } else { amount };
				if amount > room {
					return Code::Overflow;
				}
				account.free -= amount;
				account.exited += amount;
			},
		}
		Code::Done
	}

	pub fn execute(&mut self, context: &Context, kind: Kind, record: &[u8]) -> Code {
		let mut after = self.clone();
		match after.try_execute(context, kind, record) {
			Ok(()) => *self = after,
			Err(code) => return code,
		}
		Code::Done
	}

	fn try_execute(&mut self, context: &Context, kind: Kind, record: &[u8]) -> Result<(), Code> {
		let signed = parse(kind, record);
		let payer = self.accounts.get_mut(&signed.account).ok_or(Code::NoAccount)?;
		if signed.expiry < self.clock {
			return Err(Code::Expired);
		}
		let key = match signed.key {
			0 => payer.owner,
			1 => payer.trader,
			_ => return Err(Code::NoKey),
		};
		if key.iter().all(|byte| *byte == 0) {
			return Err(Code::NoKey);
		}
		let base = payer.base();
		if signed.nonce < base || payer.used.contains(&signed.nonce) {
			return Err(Code::NonceUsed);
		}
		if signed.nonce - base > 63 || signed.nonce == u32::MAX {
			return Err(Code::NonceAhead);
		}
		payer.used.insert(signed.nonce);
		let amount = match signed.amount {
			Some(0) => return Err(Code::ZeroAmount),
			Some(amount) => amount,
			None => {
				let base = payer.base();
				if u64::from(signed.floor) > u64::from(base) + 64 {
					return Err(Code::FloorAhead);
				}
				payer.floor = payer.floor.max(signed.floor);
				0
			},
		};
		if signed.to == Some(signed.account) {
			return Err(Code::SelfTransfer);
		}
		if signed.to.is_some_and(|to| !self.accounts.contains_key(&to)) {
			return Err(Code::NoRecipient);
		}
		let room = u128::MAX - self.total_exited();
		let payer = self.accounts.get_mut(&signed.account).unwrap();
		let fee = u128::from(signed.fee);
		if amount > payer.free || fee > payer.free - amount {
			return Err(Code::Insufficient);
		}
		payer.free -= amount;
		payer.free -= fee;
		match signed.to {
			Some(to) => self.accounts.get_mut(&to).unwrap().free += amount,
			None if amount > room => return Err(Code::Overflow),
			None => payer.exited += amount,
		}
		if fee > 0 {
			let fees = self.accounts.get_mut(&context.fee_to).ok_or(Code::NoFeeAccount)?;
			fees.free += fee;
		}
		let (fields, signature) = record.split_at(record.len() - 64);
		let mut message = b"<Bytes>outrider-settlement".to_vec();
		message.extend(context.domain.genesis);
		message.extend(context.domain.instance.to_le_bytes());
		message.extend([1, kind as u8]);
		message.extend(fields);
		message.extend(b"</Bytes>");
		let good = Toy.verify(signature.try_into().unwrap(), &message, &key);
		good.then_some(()).ok_or(Code::BadSignature)
	}

	pub fn root(&self) -> [u8; 32] {
		let exited = self.total_exited();
		let mut globals = vec![0x12, 1];
		globals.extend(self.clock.to_le_bytes());
		globals.extend(self.inbox.to_le_bytes());
		globals.extend(self.total().to_le_bytes());
		globals.extend(exited.to_le_bytes());
		(0..8).for_each(|_| globals.extend(Blake2::hash(&[0x13])));
		let tree = self.subtree(24, 0);
		Blake2::hash(&[b"G".as_slice(), &tree, &Blake2::hash(&globals)].concat())
	}

	/// The hash of the 2^level leaves from `first` on.
	fn subtree(&self, level: u32, first: u32) -> [u8; 32] {
		if level == 0 {
			return self.accounts.get(&first).map_or([0; 32], |account| {
				Blake2::hash(&[vec![0], first.to_le_bytes().to_vec(), account.bytes()].concat())
			});
		}
		let half = 1 << (level - 1);
		let sides = if self.accounts.range(first..first + 2 * half).next().is_some() {
			[self.subtree(level - 1, first), self.subtree(level - 1, first + half)]
		} else {
			[EMPTY[level as usize - 1]; 2]
		};
		Blake2::hash(&[vec![1], sides.concat()].concat())
	}
}

/// The hash of an empty subtree of each height.
static EMPTY: LazyLock<Vec<[u8; 32]>> = LazyLock::new(|| {
	let above = |below: &[u8; 32]| Some(Blake2::hash(&[vec![1], [*below; 2].concat()].concat()));
	std::iter::successors(Some([0; 32]), above).take(25).collect()
});
