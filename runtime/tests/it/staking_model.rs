// SPDX-License-Identifier: Apache-2.0

//! Random histories of the real runtime beside a naive model: every staker's share of every block's reward, as an exact
//! fraction.
//!
//! The checks after each block: the invariants of both pallets, the total issuance, the debt to each position, and the
//! runtime's answers. `OUTRIDER_HISTORIES` sets the number of histories. The seed is fixed, so that a failure can be
//! repeated.

use crate::{
	chain::{self, call, call_as_root, relay_number},
	common::genesis,
};
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	tokens::{Fortitude, Precision, Preservation},
};
use num_bigint::BigInt;
use num_rational::BigRational;
use outrider_runtime::{
	constants::currency::{EXISTENTIAL_DEPOSIT, RIDE},
	genesis_presets::DEVELOPMENT,
	AccountId, Balance, Balances, Block, DappStaking, Runtime, RuntimeEvent, System,
};
use pallet_dapp_staking::{
	accumulator::FRACTION_BITS, Call, DappAddress, DappId, Dapps, Event, Ledgers, Pending,
	RegisteredDapps, Rewards,
};
use pallet_dapp_staking_runtime_api::runtime_decl_for_dapp_staking_api::DappStakingApiV1;
use pallet_emission::Released;
use proptest::{
	prelude::*,
	test_runner::{FileFailurePersistence, RngSeed, TestRunner},
};
use sp_keyring::Sr25519Keyring;
use std::{cell::RefCell, collections::BTreeMap};

/// Calls in a history.
const CALLS: usize = 50;
/// The number of histories, if `OUTRIDER_HISTORIES` is not set.
const HISTORIES: u32 = 2_000;
/// Accounts that call.
const ACCOUNTS: usize = 8;
/// The dApps in calls: three of genesis, three that may be registered later, and one that never is.
const DAPPS: u32 = 7;

/// A part of a stake, or of an account's balance.
#[derive(Clone, Debug)]
enum Amount {
	Plank(Balance),
	Percent(u128),
}

impl Amount {
	fn of(&self, whole: Balance) -> Balance {
		match self {
			Self::Plank(plank) => *plank,
			Self::Percent(percent) => whole / 100 * percent + whole % 100 * percent / 100,
		}
	}
}

/// An action of an account, and its object. `nth` picks one of the account's positions, or a dApp if it has none.
#[derive(Clone, Debug)]
enum Action {
	Stake { dapp: u32, amount: Amount },
	Unstake { nth: u32, amount: Amount },
	MoveStake { nth: u32, to: u32, amount: Amount },
	WithdrawUnbonded,
	Claim,
	ClaimFor { of: usize },
	ClaimDapp { dapp: u32 },
	SetRestake { enabled: bool },
	Compound { of: usize },
	SlashAndTrim { amount: Amount, of: usize },
	Trim { of: usize },
	Register { address: usize },
	Unregister { dapp: u32 },
	ForceNewCycle,
	EndBlock { gap: u32 },
}

fn amounts() -> impl Strategy<Value = Amount> {
	prop_oneof![
		1 => Just(Amount::Plank(0)),
		1 => Just(Amount::Plank(u128::MAX)),
		1 => (1..RIDE).prop_map(Amount::Plank),
		1 => Just(Amount::Plank(RIDE)),
		4 => (RIDE..1_200_000 * RIDE).prop_map(Amount::Plank),
		6 => (1..100u128).prop_map(Amount::Percent),
		6 => Just(Amount::Percent(100)),
	]
}

fn actions() -> impl Strategy<Value = (usize, Action)> {
	let dapp = || prop_oneof![3 => 0..3u32, 2 => 3..DAPPS];
	let account = || 0..ACCOUNTS;
	let action = prop_oneof![
		9 => (dapp(), amounts()).prop_map(|(dapp, amount)| Action::Stake { dapp, amount }),
		7 => (dapp(), amounts()).prop_map(|(nth, amount)| Action::Unstake { nth, amount }),
		7 => (dapp(), dapp(), amounts())
			.prop_map(|(nth, to, amount)| Action::MoveStake { nth, to, amount }),
		3 => Just(Action::WithdrawUnbonded),
		4 => Just(Action::Claim),
		2 => account().prop_map(|of| Action::ClaimFor { of }),
		2 => dapp().prop_map(|dapp| Action::ClaimDapp { dapp }),
		2 => any::<bool>().prop_map(|enabled| Action::SetRestake { enabled }),
		3 => account().prop_map(|of| Action::Compound { of }),
		2 => (amounts(), account()).prop_map(|(amount, of)| Action::SlashAndTrim { amount, of }),
		1 => account().prop_map(|of| Action::Trim { of }),
		2 => account().prop_map(|address| Action::Register { address }),
		1 => dapp().prop_map(|dapp| Action::Unregister { dapp }),
		1 => Just(Action::ForceNewCycle),
		14 => prop_oneof![8 => 0..3u32, 4 => 3..25u32, 3 => 90..400u32]
			.prop_map(|gap| Action::EndBlock { gap }),
	];
	(account(), action)
}

fn accounts() -> Vec<AccountId> {
	Sr25519Keyring::well_known()
		.take(ACCOUNTS)
		.map(|key| key.to_account_id())
		.collect()
}

fn exact(amount: Balance) -> BigRational {
	BigRational::from_integer(BigInt::from(amount))
}

/// The unpaid earnings of each position, computed by hand.
struct Model {
	owed: BTreeMap<(AccountId, DappId), BigRational>,
	/// The fractions of removed positions, which are part of the next reward.
	left: BigRational,
	released: Balance,
	issuance_at_genesis: Balance,
	slashed: Balance,
}

impl Model {
	fn new() -> Self {
		Self {
			owed: BTreeMap::new(),
			left: exact(0),
			released: Rewards::<Runtime>::get().released(),
			issuance_at_genesis: Balances::total_issuance(),
			slashed: 0,
		}
	}

	/// Subtracts the payments in the events, and removes positions that are gone.
	fn follow(&mut self, events: Vec<Event<Runtime>>) {
		for event in events {
			if let Event::RewardPaid { who, positions, .. } = event {
				for paid in positions {
					let owed =
						self.owed.entry((who.clone(), paid.dapp)).or_insert_with(|| exact(0));
					*owed -= exact(paid.amount);
				}
			}
		}
		let left = &mut self.left;
		self.owed.retain(|(who, dapp), owed| {
			let stays = Ledgers::<Runtime>::get(who)
				.is_some_and(|ledger| ledger.positions.iter().any(|p| p.dapp == *dapp));
			if !stays {
				*left += &*owed;
			}
			stays
		});
	}

	/// Shares the reward of this block among the stakes at its end.
	fn end_block(&mut self) {
		let released = Rewards::<Runtime>::get().released();
		let reward = exact(released - self.released);
		self.released = released;
		let registered = RegisteredDapps::<Runtime>::get();
		let stakes: Vec<_> = Ledgers::<Runtime>::iter()
			.flat_map(|(who, ledger)| {
				ledger.positions.into_iter().map(move |p| ((who.clone(), p.dapp), p.stake))
			})
			.collect();
		let earning = |dapp: &DappId| registered.contains(dapp);
		let sum: Balance = stakes
			.iter()
			.filter(|((_, dapp), _)| earning(dapp))
			.map(|(_, stake)| stake)
			.sum();
		let reward_is_due = reward > exact(0);
		let reward = if reward_is_due {
			reward + core::mem::replace(&mut self.left, exact(0))
		} else {
			reward
		};
		for (key, stake) in stakes {
			let owed = self.owed.entry(key.clone()).or_insert_with(|| exact(0));
			if reward_is_due && earning(&key.1) {
				*owed += &reward * exact(stake) / exact(sum);
			}
		}
	}

	/// Compares the model with the chain.
	fn check(&self) {
		let totals = Released::<Runtime>::get();
		assert_eq!(
			Balances::total_issuance(),
			self.issuance_at_genesis + totals.minted - totals.burned - self.slashed,
			"issuance = genesis + minted - burned"
		);
		// Each division loses less than the stake in units of 2^-128; a history has few of them.
		let tolerance = BigRational::new(BigInt::from(1), BigInt::from(1) << 30);
		let unit = BigInt::from(1) << FRACTION_BITS;
		let rewards = Rewards::<Runtime>::get();
		for (who, ledger) in Ledgers::<Runtime>::iter() {
			for position in ledger.positions {
				let dapp = Dapps::<Runtime>::get(position.dapp).unwrap();
				let owed = position.owed_at(dapp.accumulator_at(rewards.per_plank())).unwrap();
				let owed = BigInt::parse_bytes(owed.to_string().as_bytes(), 10).unwrap();
				let owed = BigRational::new(owed, unit.clone());
				let by_hand = &self.owed[&(who.clone(), position.dapp)];
				let difference = if &owed > by_hand { owed - by_hand } else { by_hand - owed };
				assert!(
					difference < tolerance,
					"{who} on {:?} is off by {difference}",
					position.dapp
				);
			}
		}
	}
}

/// One history, as it goes on.
struct History {
	accounts: Vec<AccountId>,
	model: Model,
	/// The chain's answers at the newest block's end, for accounts that no call has touched since.
	said: BTreeMap<AccountId, Pending>,
	tally: Tally,
}

/// How often each kind of action went through, and how often it was refused.
#[derive(Clone, Debug, Default)]
struct Tally(BTreeMap<&'static str, (u32, u32)>);

impl Tally {
	fn count(&mut self, name: &'static str, went_through: bool) {
		let (done, refused) = self.0.entry(name).or_default();
		*(if went_through { done } else { refused }) += 1;
	}
}

impl History {
	fn begin(tally: Tally) -> Self {
		let mut history =
			Self { accounts: accounts(), model: Model::new(), said: BTreeMap::new(), tally };
		history.end_block(0);
		history
	}

	fn end_block(&mut self, gap: u32) {
		let relay = relay_number().max(chain::FIRST) + gap;
		chain::end_block(relay);
		self.model.end_block();
		self.model.check();
		self.said = self
			.accounts
			.iter()
			.map(|who| {
				let said = <Runtime as DappStakingApiV1<Block, AccountId>>::pending(who.clone());
				(who.clone(), said)
			})
			.collect();
		chain::begin_block();
	}

	/// One of the account's positions, and what is staked there.
	fn position(&self, who: &AccountId, nth: u32) -> (DappId, Balance) {
		let positions = DappStaking::ledger(who).positions;
		match positions.len() {
			0 => (DappId(nth), RIDE),
			many => {
				let position = &positions[nth as usize % many];
				(position.dapp, position.stake)
			},
		}
	}

	fn act(&mut self, by: usize, action: Action) {
		let who = self.accounts[by].clone();
		let of = |of: usize| self.accounts[of].clone();
		let mut touched = who.clone();
		let (name, dispatched) = match action {
			Action::EndBlock { gap } => return self.end_block(gap),
			Action::Claim => return self.claim(&who, &who, Call::claim {}),
			Action::ClaimFor { of: other } => {
				return self.claim(&who, &of(other), Call::claim_for { who: of(other) })
			},
			Action::Stake { dapp, amount } => {
				let usable = Balances::usable_balance(&who);
				let amount = amount.of(usable);
				("stake", call(&who, Call::stake { dapp: DappId(dapp), amount }))
			},
			Action::Unstake { nth, amount } => {
				let (dapp, stake) = self.position(&who, nth);
				("unstake", call(&who, Call::unstake { dapp, amount: amount.of(stake) }))
			},
			Action::MoveStake { nth, to, amount } => {
				let (from, stake) = self.position(&who, nth);
				let (to, amount) = (DappId(to), amount.of(stake));
				("move", call(&who, Call::move_stake { from, to, amount }))
			},
			Action::WithdrawUnbonded => ("withdraw", call(&who, Call::withdraw_unbonded {})),
			Action::ClaimDapp { dapp } => {
				("claim dApp", call(&who, Call::claim_dapp { dapp: DappId(dapp) }))
			},
			Action::SetRestake { enabled } => {
				("set restake", call(&who, Call::set_restake { enabled }))
			},
			Action::Compound { of: other } => {
				touched = of(other);
				("compound", call(&who, Call::compound { who: of(other) }))
			},
			Action::SlashAndTrim { amount, of: other } => {
				touched = of(other);
				self.slash(&touched, amount);
				("trim after a slash", call(&who, Call::trim { who: touched.clone() }))
			},
			Action::Trim { of: other } => {
				touched = of(other);
				("trim", call(&who, Call::trim { who: of(other) }))
			},
			Action::Register { address } => {
				let address = DappAddress::Account(of(address));
				("register", call_as_root(Call::register { owner: who, address }))
			},
			Action::Unregister { dapp } => {
				("unregister", call_as_root(Call::unregister { dapp: DappId(dapp) }))
			},
			Action::ForceNewCycle => {
				("force cycle", call_as_root(pallet_emission::Call::force_new_cycle {}))
			},
		};
		// A call may be refused. The checks at the block's end cover that too.
		self.tally.count(name, dispatched.is_ok());
		self.follow(&touched);
	}

	/// If no call has touched the account, a claim pays the chain's answer at the last block's end, by the event.
	fn claim(&mut self, by: &AccountId, of: &AccountId, claim: Call<Runtime>) {
		System::reset_events();
		let frozen_out = Balances::total_balance(of) < EXISTENTIAL_DEPOSIT;
		let dispatched = call(by, claim);
		self.tally.count("claim", dispatched.is_ok());
		let paid: Vec<_> = System::events()
			.into_iter()
			.filter_map(|record| match record.event {
				RuntimeEvent::DappStaking(Event::RewardPaid { who, amount, positions }) => {
					assert_eq!(&who, of);
					Some((amount, positions))
				},
				_ => None,
			})
			.collect();
		if let (Some(said), Ok(_)) = (self.said.get(of), dispatched) {
			self.tally.count("claim of what was said", said.total > 0);
			let (total, positions) = paid.first().cloned().unwrap_or_default();
			assert_eq!(total, said.total, "a claim pays what was pending");
			let by_position: Vec<_> = positions.iter().map(|p| (p.dapp, p.amount)).collect();
			let pending: Vec<_> = said
				.positions
				.iter()
				.filter(|p| p.pending > 0)
				.map(|p| (p.dapp, p.pending))
				.collect();
			assert_eq!(by_position, pending, "for each position");
		} else {
			assert!(dispatched.is_ok() || frozen_out, "a claim fails for dead accounts only");
		}
		self.follow(of);
	}

	/// A slash from outside takes what freezes can't protect.
	fn slash(&mut self, who: &AccountId, amount: Amount) {
		let before = Balances::total_issuance();
		// The change of the issuance shows the amount that could be taken.
		let _ = <Balances as Mutate<AccountId>>::burn_from(
			who,
			amount.of(Balances::free_balance(who)),
			Preservation::Preserve,
			Precision::BestEffort,
			Fortitude::Force,
		);
		self.model.slashed += before - Balances::total_issuance();
	}

	/// Feeds the events into the model, and removes the answer for the account that the call has touched.
	fn follow(&mut self, touched: &AccountId) {
		let events = System::events().into_iter().filter_map(|record| match record.event {
			RuntimeEvent::DappStaking(event) => Some(event),
			_ => None,
		});
		self.model.follow(events.collect());
		self.said.remove(touched);
		System::reset_events();
	}
}

#[test]
fn money_is_conserved_and_claims_pay_the_pending_rewards_in_random_histories() {
	let histories = match std::env::var("OUTRIDER_HISTORIES") {
		Ok(number) => number.parse().expect("OUTRIDER_HISTORIES is a number of histories"),
		Err(_) => HISTORIES,
	};
	// Each history is rolled back, so that all begin with this state.
	let genesis = RefCell::new(genesis(DEVELOPMENT));
	let mut runner = TestRunner::new(ProptestConfig {
		cases: histories,
		rng_seed: RngSeed::Fixed(2609),
		max_shrink_iters: 2_000,
		failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
			"it/staking_model.regressions",
		))),
		..ProptestConfig::default()
	});
	let strategy = prop::collection::vec(actions(), CALLS);
	let tally = RefCell::new(Tally::default());
	runner
		.run(&strategy, |actions| {
			genesis.borrow_mut().execute_with(|| {
				frame_support::hypothetically!({
					chain::begin_block();
					let mut history = History::begin(tally.take());
					for (by, action) in actions {
						history.act(by, action);
					}
					history.end_block(1);
					tally.replace(history.tally);
				})
			});
			Ok(())
		})
		.unwrap();

	println!("{:#?}", tally.borrow().0);
	// A run in which the chain refuses all actions would prove nothing. Only `trim` may never succeed: an excess stake
	// without a slash in the same block is rare.
	for (name, (done, _)) in tally.take().0 {
		let seldom = if name == "trim" { 0 } else { histories / 20 };
		assert!(done >= seldom, "{name} went through {done} times in {histories} histories");
	}
}
