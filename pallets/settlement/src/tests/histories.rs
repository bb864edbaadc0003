// SPDX-License-Identifier: Apache-2.0

//! Random histories of honest and dishonest actions, held against a ledger that knows nothing of trees, batches and proofs.

use super::kit::*;
use crate::{mock::*, *};
use settlement_core::{Kind, Ledger};
use std::collections::BTreeMap;

const ACTIONS: u32 = 60;
const USERS: [u8; 3] = [ALICE, BOB, WATCHER];

/// `free` and `exited` by index.
type Naive = BTreeMap<u32, (Balance, Balance)>;

/// A random source that gives the same numbers in each run.
struct Dice(u64);

impl Dice {
	fn below(&mut self, limit: u64) -> u64 {
		self.0 ^= self.0 << 13;
		self.0 ^= self.0 >> 7;
		self.0 ^= self.0 << 17;
		(self.0 >> 11) % limit
	}

	fn one_in(&mut self, chances: u64) -> bool {
		self.below(chances) == 0
	}

	fn user(&mut self) -> u8 {
		USERS[usize::try_from(self.below(3)).unwrap()]
	}
}

#[derive(Default)]
struct History {
	node: Node,
	/// What each batch that stands has left.
	ledgers: BTreeMap<BatchId, Naive>,
	/// The false chunk of each false batch that stands.
	lies: BTreeMap<BatchId, u32>,
	tally: BTreeMap<&'static str, u32>,
}

impl History {
	fn note(&mut self, action: &'static str) {
		*self.tally.entry(action).or_default() += 1;
	}

	fn ledger(&self, batch: BatchId) -> Naive {
		self.ledgers.get(&batch).cloned().unwrap_or_default()
	}

	fn act(&mut self, dice: &mut Dice) {
		match dice.below(13) {
			0 | 1 => self.deposit(dice),
			2 => self.force(dice),
			3..=5 => self.post(dice),
			6 | 7 => self.check(dice),
			8 => self.claim(dice),
			9 => self.leave_and_return(dice),
			10 => self.disturb(dice),
			_ => blocks(1 + u32::try_from(dice.below(3)).unwrap()),
		}
		self.expose_late_lies();
		self.compare();
	}

	fn deposit(&mut self, dice: &mut Dice) {
		let (who, amount) = (dice.user(), MIN_DEPOSIT + Balance::from(dice.below(5_000)));
		deposit(who, amount);
		self.note("deposit");
	}

	fn force(&mut self, dice: &mut Dice) {
		let amount = Balance::from(dice.below(3_000));
		if Settlement::force_exit(signed(dice.user()), amount).is_ok() {
			self.note("forced exit");
		}
	}

	/// What the chain lives through: a pause, a stall, many blocks in a slot, new parameters.
	fn disturb(&mut self, dice: &mut Dice) {
		let root = RuntimeOrigin::root();
		match dice.below(4) {
			0 if Settlement::pause(root, 3).is_ok() => self.note("pause"),
			1 => block_in(Slot::get() + 1 + dice.below(10_000)),
			2 => (0..5).for_each(|_| block_in(Slot::get())),
			_ => {
				let window_min = 1 + u32::try_from(dice.below(10)).unwrap();
				let next = Parameters { window_min, ..parameters() };
				Settlement::set_parameters(RuntimeOrigin::root(), next).unwrap();
				self.note("parameters");
			},
		}
	}

	/// What the inbox does to a ledger.
	fn take_inbox(&self, ledger: &mut Naive, from: u64) {
		let pieces = self.node.draft(&[]).pieces;
		let entries = pieces.iter().map(|piece| piece.bytes.len() / 53).sum::<usize>();
		for waiting in Settlement::inbox(from, entries.try_into().unwrap()) {
			match waiting.entry {
				Entry::Deposit { account, amount, .. } => {
					ledger.entry(account).or_default().0 += amount
				},
				Entry::ForcedExit { account, amount } => {
					if let Some((free, exited)) = ledger.get_mut(&account) {
						let moved = amount.min(*free);
						*free -= moved;
						*exited += moved;
					}
				},
				_ => (),
			}
		}
	}

	/// Random records, signed for the state of the tip. Some ask for too much.
	fn records(&self, dice: &mut Dice, ledger: &mut Naive) -> Vec<(Kind, Vec<u8>)> {
		let mut state = self.node.state(Tip::<Test>::get().batch);
		let draft = self.node.draft(&[]);
		if !draft.pieces.is_empty() {
			state = draft.after;
		}
		let mut nonces = BTreeMap::new();
		let mut chunks = Vec::new();
		for _ in 0..dice.below(3) {
			let who = dice.user();
			let Ok(from) = Settlement::index_of(&account(who)) else { continue };
			let Some(acts) = state.account(settlement_core::Index::new(from).unwrap()) else {
				continue;
			};
			let nonce = nonces.entry(from).or_insert(acts.nonce_base);
			let amount = 1 + Balance::from(dice.below(4_000));
			let free = ledger.get(&from).map_or(0, |(free, _)| *free);
			if dice.one_in(2) {
				let to = u32::try_from(dice.below(4)).unwrap();
				chunks.push((Kind::Transfer, transfer(who, from, to, amount, *nonce)));
				if from != to && ledger.contains_key(&to) && amount <= free {
					ledger.entry(from).or_default().0 -= amount;
					ledger.entry(to).or_default().0 += amount;
					*nonce += 1;
				}
			} else {
				chunks.push((Kind::Withdraw, withdraw(who, from, amount, *nonce)));
				if amount <= free {
					let entry = ledger.entry(from).or_default();
					(entry.0, entry.1) = (entry.0 - amount, entry.1 + amount);
					*nonce += 1;
				}
			}
		}
		chunks
	}

	fn post(&mut self, dice: &mut Dice) {
		let tip = Tip::<Test>::get();
		let mut ledger = self.ledger(tip.batch);
		self.node.lazy = dice.one_in(2);
		self.take_inbox(&mut ledger, tip.inbox_to);
		let chunks = self.records(dice, &mut ledger);
		let pieces = self.node.draft(&chunks).pieces.len();
		let lead = [SEQ, RIVAL].into_iter().find(|who| Settlement::may_post(&account(*who)));
		let paused = Settlement::now() < LastPause::<Test>::get().until;
		let Some(who) = lead.filter(|_| pieces > 0 && !paused) else { return };
		if dice.one_in(6) {
			let at = usize::try_from(dice.below(u64::try_from(pieces).unwrap())).unwrap();
			let draft = self.node.draft_with(&chunks, NO_FEES, Some((at, &enrich)));
			let batch = self.node.post_draft(who, draft);
			self.lies.insert(batch, u32::try_from(at).unwrap());
			self.note("lie");
		} else {
			let batch = self.node.post_draft(who, self.node.draft(&chunks));
			self.ledgers.insert(batch, ledger);
			self.note("batch");
		}
	}

	/// Checks a random chunk of a random pending batch. The verdict must be the true one.
	fn check(&mut self, dice: &mut Dice) {
		let (last, tip) = (Final::<Test>::get().batch, Tip::<Test>::get().batch);
		if last == tip {
			return;
		}
		let batch = last + 1 + dice.below(tip - last);
		let count = u32::try_from(self.node.batches[&batch].pieces.len()).unwrap();
		if dice.one_in(2) {
			self.check_one(batch, u32::try_from(dice.below(count.into())).unwrap());
			return;
		}
		// The whole oldest one, which is final then if it is honest.
		let batch = last + 1;
		let count = u32::try_from(self.node.batches[&batch].pieces.len()).unwrap();
		for at in 0..count {
			if Tip::<Test>::get().batch >= batch && Final::<Test>::get().batch < batch {
				self.check_one(batch, at);
			}
		}
	}

	fn check_one(&mut self, batch: BatchId, at: u32) {
		if self.node.check(batch, at).is_err() {
			assert!(Checked::<Test>::get(batch).contains(at));
			return;
		}
		let is_lie = self.lies.get(&batch) == Some(&at);
		assert_eq!(Tip::<Test>::get().batch < batch, is_lie, "the verdict is not the true one");
		if is_lie {
			self.lies.retain(|id, _| *id < batch);
			self.ledgers.retain(|id, _| *id < batch);
			self.note("fraud");
		} else {
			self.note("verified");
		}
	}

	/// The one honest party: no window of a false batch ends.
	fn expose_late_lies(&mut self) {
		let late =
			|id: &BatchId| Settlement::now() >= Batches::<Test>::get(id).unwrap().submitted + 10;
		while let Some((batch, at)) = self.lies.iter().next().map(|(batch, at)| (*batch, *at)) {
			if !late(&batch) {
				break;
			}
			self.check_one(batch, at);
		}
	}

	fn claim(&mut self, dice: &mut Dice) {
		let last = Final::<Test>::get().batch;
		let batch = last.saturating_sub(dice.below(3));
		if batch == 0 {
			return;
		}
		let state = self.node.state(batch);
		for (index, _) in state.accounts() {
			let before = PaidOut::<Test>::get();
			if self.node.claim(batch, index.get()).is_ok() {
				assert!(PaidOut::<Test>::get() > before);
				self.note("claim");
			}
		}
	}

	/// A slashed sequencer bonds anew; else one leaves, and comes back when it may.
	fn leave_and_return(&mut self, dice: &mut Dice) {
		let who = if dice.one_in(2) { SEQ } else { RIVAL };
		if Settlement::register(signed(who), BOND, [9; 32]).is_ok() {
			self.note("register");
		} else if dice.one_in(30) && Settlement::leave(signed(who)).is_ok() {
			self.note("leave");
		} else if Settlement::withdraw_bond(signed(who)).is_ok() {
			self.note("withdraw");
		}
	}

	/// The last final state is what the naive ledger says.
	fn compare(&self) {
		let last = Final::<Test>::get().batch;
		let state = self.node.state(last);
		let accounts = state.accounts();
		let real: Naive =
			accounts.map(|(index, leaf)| (index.get(), (leaf.free, leaf.exited))).collect();
		assert_eq!(real, self.ledger(last));
		assert_eq!(u128::from(state.head().inbox), u128::from(Final::<Test>::get().inbox_to));
	}

	/// Turns the instance off, and has everybody paid.
	fn end(&mut self) {
		// An entry of each waits.
		USERS.into_iter().for_each(|who| {
			deposit(who, MIN_DEPOSIT);
		});
		let entry = InboxEnd::<Test>::get() - 1;
		self.lies.keys().next().copied().into_iter().for_each(|batch| {
			self.node.check(batch, self.lies[&batch]).unwrap();
		});
		blocks(61);
		Settlement::escape(signed(ALICE), entry).unwrap();
		blocks(90);
		assert!(Settlement::is_settled());
		let last = Final::<Test>::get();
		for (index, account) in self.node.state(last.batch).accounts() {
			let due = account.free + account.exited - Claimed::<Test>::get(index.get());
			assert_eq!(self.node.claim(last.batch, index.get()).is_ok(), due > 0);
		}
		for at in last.inbox_to..InboxEnd::<Test>::get() {
			let _ = Settlement::refund(signed(BOB), at);
		}
		assert_eq!(Settlement::owed(), 0);
		let pot = <Balances as Inspect<AccountId>>::balance(&Settlement::pot());
		assert_eq!(pot, EXISTENTIAL_DEPOSIT);
	}
}

#[test]
fn random_histories_end_with_every_plank_where_it_belongs() {
	let histories = std::env::var("OUTRIDER_HISTORIES").map_or(60, |count| count.parse().unwrap());
	let mut tally = BTreeMap::new();
	for seed in 1..=histories {
		let mut dice = Dice(0x9e37_79b9_7f4a_7c15u64.wrapping_mul(seed));
		let counts = run(|| {
			let mut history = History::default();
			(0..ACTIONS).for_each(|_| history.act(&mut dice));
			history.end();
			history.tally
		});
		counts
			.into_iter()
			.for_each(|(action, count)| *tally.entry(action).or_default() += count);
	}
	let all: BTreeMap<&str, u32> = tally;
	println!("{all:?}");
	let often =
		["batch", "claim", "deposit", "forced exit", "fraud", "lie", "register", "verified"];
	// A few histories need not have everything.
	let least = if histories < 60 { 0 } else { histories / 3 };
	for action in often {
		assert!(u64::from(all.get(action).copied().unwrap_or(0)) >= least, "{action}: {all:?}");
	}
}
