// SPDX-License-Identifier: Apache-2.0

//! Random histories of honest and dishonest actions, held against a ledger that knows nothing of trees, batches and proofs.

use super::*;
use frame_support::traits::fungible::Inspect;

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

	fn amount<C: Chain>(&mut self, limit: u64) -> Balance {
		Balance::from(self.below(limit)) * C::UNIT
	}

	fn user(&mut self) -> u8 {
		USERS[usize::try_from(self.below(3)).unwrap()]
	}
}

struct History<C: Chain> {
	node: Node<C>,
	/// The parameters of genesis.
	parameters: Parameters,
	/// What each batch that stands has left.
	ledgers: BTreeMap<BatchId, Naive>,
	/// The false chunk of each false batch that stands.
	lies: BTreeMap<BatchId, u32>,
	tally: BTreeMap<&'static str, u32>,
}

impl<C: Chain> History<C> {
	fn new() -> Self {
		Self {
			node: Node::default(),
			parameters: CurrentParameters::<C::Runtime>::get(),
			ledgers: BTreeMap::new(),
			lies: BTreeMap::new(),
			tally: BTreeMap::new(),
		}
	}

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
			_ => blocks::<C>(1 + u32::try_from(dice.below(3)).unwrap()),
		}
		self.expose_late_lies();
		self.compare();
	}

	fn deposit(&mut self, dice: &mut Dice) {
		let amount = <C::Runtime as Config>::MinDeposit::get() + dice.amount::<C>(5_000);
		deposit::<C>(dice.user(), amount);
		self.note("deposit");
	}

	fn force(&mut self, dice: &mut Dice) {
		let amount = dice.amount::<C>(3_000);
		if call::<C>(dice.user(), Call::force_exit { amount }).is_ok() {
			self.note("forced exit");
		}
	}

	/// What the chain lives through: a pause, a stall, many blocks in a slot, new parameters.
	fn disturb(&mut self, dice: &mut Dice) {
		match dice.below(4) {
			0 if C::call_as_root(Call::pause { slots: 3 }).is_ok() => self.note("pause"),
			1 => C::block_in(slot::<C>() + 1 + dice.below(10_000)),
			2 => (0..5).for_each(|_| C::block_in(slot::<C>())),
			_ => {
				let window_min = 1 + u32::try_from(dice.below(10)).unwrap();
				let parameters = Parameters { window_min, ..self.parameters };
				C::call_as_root(Call::set_parameters { parameters }).unwrap();
				self.note("parameters");
			},
		}
	}

	/// What the inbox does to a ledger.
	fn take_inbox(&self, ledger: &mut Naive, from: u64) {
		let pieces = self.node.draft(&[]).pieces;
		let entries = pieces
			.iter()
			.map(|piece| piece.bytes.len() / Kind::Inbox.record_bytes())
			.sum::<usize>();
		for waiting in Settlement::<C>::inbox(from, entries.try_into().unwrap()) {
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
		let mut state = self.node.state(Tip::<C::Runtime>::get().batch);
		let draft = self.node.draft(&[]);
		if !draft.pieces.is_empty() {
			state = draft.after;
		}
		let mut nonces = BTreeMap::new();
		let mut chunks = Vec::new();
		for _ in 0..dice.below(3) {
			let who = dice.user();
			let Ok(from) = Settlement::<C>::index_of(&account::<C>(who)) else { continue };
			let Some(acts) = state.account(Index::new(from).unwrap()) else {
				continue;
			};
			let nonce = nonces.entry(from).or_insert(acts.nonce_base);
			let amount = 1 + dice.amount::<C>(4_000);
			let free = ledger.get(&from).map_or(0, |(free, _)| *free);
			if dice.one_in(2) {
				let to = u32::try_from(dice.below(4)).unwrap();
				chunks.push((Kind::Transfer, transfer::<C>(who, from, to, amount, *nonce)));
				if from != to && ledger.contains_key(&to) && amount <= free {
					ledger.entry(from).or_default().0 -= amount;
					ledger.entry(to).or_default().0 += amount;
					*nonce += 1;
				}
			} else {
				chunks.push((Kind::Withdraw, withdraw::<C>(who, from, amount, *nonce)));
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
		let tip = Tip::<C::Runtime>::get();
		let mut ledger = self.ledger(tip.batch);
		self.node.lazy = dice.one_in(2);
		self.take_inbox(&mut ledger, tip.inbox_to);
		let chunks = self.records(dice, &mut ledger);
		let pieces = self.node.draft(&chunks).pieces.len();
		let may = |who: &u8| Settlement::<C>::may_post(&account::<C>(*who));
		let lead = [SEQ, RIVAL].into_iter().find(may);
		let paused = Settlement::<C>::now() < LastPause::<C::Runtime>::get().until;
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
		let (last, tip) = (Final::<C::Runtime>::get().batch, Tip::<C::Runtime>::get().batch);
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
			if Tip::<C::Runtime>::get().batch >= batch && Final::<C::Runtime>::get().batch < batch {
				self.check_one(batch, at);
			}
		}
	}

	fn check_one(&mut self, batch: BatchId, at: u32) {
		if self.node.check(batch, at).is_err() {
			assert!(Checked::<C::Runtime>::get(batch).contains(at));
			return;
		}
		let is_lie = self.lies.get(&batch) == Some(&at);
		assert_eq!(
			Tip::<C::Runtime>::get().batch < batch,
			is_lie,
			"the verdict is not the true one"
		);
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
		let now = Settlement::<C>::now();
		let late = |id: &BatchId| now >= Batches::<C::Runtime>::get(id).unwrap().submitted + 10;
		while let Some((batch, at)) = self.lies.iter().next().map(|(batch, at)| (*batch, *at)) {
			if !late(&batch) {
				break;
			}
			self.check_one(batch, at);
		}
	}

	fn claim(&mut self, dice: &mut Dice) {
		let last = Final::<C::Runtime>::get().batch;
		let batch = last.saturating_sub(dice.below(3));
		if batch == 0 {
			return;
		}
		let state = self.node.state(batch);
		for (index, _) in state.accounts() {
			let before = PaidOut::<C::Runtime>::get();
			if self.node.claim(batch, index.get()).is_ok() {
				assert!(PaidOut::<C::Runtime>::get() > before);
				self.note("claim");
			}
		}
	}

	/// A slashed sequencer bonds anew; else one leaves, and comes back when it may.
	fn leave_and_return(&mut self, dice: &mut Dice) {
		let who = if dice.one_in(2) { SEQ } else { RIVAL };
		let bond = self.parameters.min_bond;
		if call::<C>(who, Call::register { bond, key: [9; 32] }).is_ok() {
			self.note("register");
		} else if dice.one_in(10) && call::<C>(who, Call::leave {}).is_ok() {
			self.note("leave");
			if dice.one_in(4) {
				self.wait_for_bond(who);
			}
		} else if call::<C>(who, Call::withdraw_bond {}).is_ok() {
			self.note("withdraw");
		}
	}

	/// Waits for as long as a bond stays, and has it back.
	fn wait_for_bond(&mut self, who: u8) {
		for _ in 0..self.parameters.unbonding() {
			blocks::<C>(1);
			self.expose_late_lies();
		}
		if call::<C>(who, Call::withdraw_bond {}).is_ok() {
			self.note("withdraw");
		}
	}

	/// The last final state is what the naive ledger says.
	fn compare(&self) {
		let last = Final::<C::Runtime>::get().batch;
		let state = self.node.state(last);
		let accounts = state.accounts();
		let real: Naive =
			accounts.map(|(index, leaf)| (index.get(), (leaf.free, leaf.exited))).collect();
		assert_eq!(real, self.ledger(last));
		assert_eq!(u128::from(state.head().inbox), u128::from(Final::<C::Runtime>::get().inbox_to));
	}

	/// Has all that is pending checked, and what has left the last final state paid, as far as the meter allows.
	fn settle(&mut self) {
		while Final::<C::Runtime>::get().batch < Tip::<C::Runtime>::get().batch {
			let batch = Final::<C::Runtime>::get().batch + 1;
			let count = u32::try_from(self.node.batches[&batch].pieces.len()).unwrap();
			let stands = || {
				Tip::<C::Runtime>::get().batch >= batch && Final::<C::Runtime>::get().batch < batch
			};
			for at in 0..count {
				if stands() {
					self.check_one(batch, at);
				}
			}
			// A block makes what is checked final.
			blocks::<C>(1);
		}
		assert!(self.lies.is_empty());
		self.compare();
		let last = Final::<C::Runtime>::get().batch;
		for (index, account) in self.node.state(last).accounts() {
			let due = account.exited - Claimed::<C::Runtime>::get(index.get());
			let payable = due.min(Settlement::<C>::meter_left());
			let owner: AccountOf<C> = account.owner.into();
			let before = <C::Runtime as Config>::Currency::balance(&owner);
			if self.node.claim(last, index.get()).is_ok() {
				let paid = <C::Runtime as Config>::Currency::balance(&owner) - before;
				assert_eq!(paid, payable);
			} else {
				assert_eq!(payable, 0);
			}
		}
		self.note("settled");
	}

	/// Turns the instance off, and has everybody paid.
	fn escape(&mut self) {
		// An entry of each waits.
		USERS.into_iter().for_each(|who| {
			deposit::<C>(who, <C::Runtime as Config>::MinDeposit::get());
		});
		let entry = InboxEnd::<C::Runtime>::get() - 1;
		self.lies.keys().next().copied().into_iter().for_each(|batch| {
			self.node.check(batch, self.lies[&batch]).unwrap();
		});
		blocks::<C>(self.parameters.liveness_deadline + 1);
		call::<C>(ALICE, Call::escape { entry }).unwrap();
		blocks::<C>(self.parameters.window_max + 10);
		assert!(Settlement::<C>::is_settled());
		let last = Final::<C::Runtime>::get();
		for (index, account) in self.node.state(last.batch).accounts() {
			let due = account.free + account.exited - Claimed::<C::Runtime>::get(index.get());
			assert_eq!(self.node.claim(last.batch, index.get()).is_ok(), due > 0);
		}
		for at in last.inbox_to..InboxEnd::<C::Runtime>::get() {
			let _ = call::<C>(BOB, Call::refund { entry: at });
		}
		assert_eq!(Settlement::<C>::owed(), 0);
		let pot = <C::Runtime as Config>::Currency::balance(&Settlement::<C>::pot());
		assert_eq!(pot, <C::Runtime as Config>::Currency::minimum_balance());
		self.note("escape");
	}
}

/// Random histories, one after the other, and how often what happened in them.
#[derive(DefaultNoBound)]
pub struct Histories<C> {
	lived: u64,
	tally: BTreeMap<&'static str, u32>,
	_chain: PhantomData<C>,
}

impl<C: Chain> Histories<C> {
	/// How many there should be: as the variable `OUTRIDER_HISTORIES` says, or the default.
	pub fn count(default: u64) -> u64 {
		std::env::var("OUTRIDER_HISTORIES").map_or(default, |count| count.parse().unwrap())
	}

	/// Lives through one, on a chain that has begun: random actions, then an end in which all that is pending is checked. Every fourth
	/// ends with an escape, in which everybody is paid.
	pub fn live(&mut self, seed: u64) {
		let mut dice = Dice(0x9e37_79b9_7f4a_7c15u64.wrapping_mul(seed));
		let mut history = History::<C>::new();
		(0..ACTIONS).for_each(|_| history.act(&mut dice));
		if dice.one_in(4) {
			history.escape();
		} else {
			history.settle();
		}
		let counts = history.tally.into_iter();
		counts.for_each(|(action, count)| *self.tally.entry(action).or_default() += count);
		self.lived += 1;
	}

	/// Checks that all that can happen has happened often.
	pub fn conclude(self) {
		let all = self.tally;
		std::println!("{all:?}");
		let often = [
			"batch",
			"claim",
			"deposit",
			"forced exit",
			"fraud",
			"lie",
			"register",
			"verified",
			"settled",
		];
		// A few histories need not have everything.
		let least = match self.lived {
			0..10 => 0,
			10..60 => 1,
			lived => lived / 3,
		};
		let often = often.map(|action| (action, least));
		let seldom =
			[("escape", 8), ("leave", 8), ("parameters", 8), ("pause", 8), ("withdraw", 40)]
				.map(|(action, times)| (action, least / times));
		for (action, least) in often.into_iter().chain(seldom) {
			assert!(u64::from(all.get(action).copied().unwrap_or(0)) >= least, "{action}: {all:?}");
		}
	}
}
