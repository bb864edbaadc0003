// SPDX-License-Identifier: Apache-2.0

//! Random histories, honest and not, against the naive ledger.

use proptest::prelude::*;
use settlement_core::*;

use crate::{
	book::Book,
	kit::{owner, Toy, Unsigned, DOMAIN},
	naive::NaiveLedger,
};

/// Who signs a record.
#[derive(Clone, Copy, Debug)]
enum Signer {
	Owner,
	Trader,
	Other,
}

#[derive(Clone, Debug)]
enum Action {
	Inbox(Vec<Inbox>),
	/// Records of a kind, each with who signs it and a bit to change.
	Records(Kind, Vec<(Plan, Signer, Option<u16>)>),
}

/// The fields of a record of any kind.
#[derive(Clone, Debug)]
struct Plan {
	account: u32,
	to: u32,
	amount: u128,
	/// Above the account's lowest unused nonce, mostly.
	ahead: u32,
	floor: u32,
	fee: u64,
	expiry: u32,
	key: u8,
}

fn number() -> impl Strategy<Value = u32> {
	prop_oneof![
		30 => 0u32..6,
		1 => Just((1 << 24) - 1),
		1 => Just(1 << 24),
		1 => Just(u32::MAX),
	]
}

fn amount() -> impl Strategy<Value = u128> {
	prop_oneof![20 => 0u128..50, 2 => 0u128..10_000, 1 => Just(u128::MAX), 1 => any::<u128>()]
}

fn entry() -> impl Strategy<Value = Inbox> {
	prop_oneof![
		1 => (0u32..30).prop_map(|clock| Inbox::Tick { clock }),
		6 => (number(), amount(), prop::bool::weighted(0.95)).prop_map(|(account, amount, own)| {
			let owner = owner(if own { account } else { 77 });
			Inbox::Deposit { account, owner, amount }
		}),
		2 => (number(), prop::bool::weighted(0.8)).prop_map(|(account, set)| {
			let trader = if set { trader(account) } else { [0; 32] };
			Inbox::SetTrader { account, trader }
		}),
		1 => (number(), amount())
			.prop_map(|(account, amount)| Inbox::ForcedExit { account, amount }),
	]
}

fn trader(account: u32) -> Key {
	owner(account ^ 0x8000_0000)
}

fn plan() -> impl Strategy<Value = (Plan, Signer, Option<u16>)> {
	let key = prop_oneof![6 => Just(0u8), 4 => Just(1), 1 => any::<u8>()];
	let ahead = prop_oneof![10 => 0u32..4, 2 => 0u32..70, 1 => any::<u32>()];
	let fee = prop_oneof![10 => 0u64..3, 1 => any::<u64>()];
	let expiry = prop_oneof![8 => Just(u32::MAX), 2 => 0u32..30];
	let floor = prop_oneof![4 => 0u32..80, 1 => any::<u32>()];
	let signer = prop_oneof![
		12 => Just(Signer::Owner),
		6 => Just(Signer::Trader),
		1 => Just(Signer::Other),
	];
	let changed = prop::option::weighted(0.05, any::<u16>());
	let fields = (number(), number(), amount(), ahead, floor, fee, expiry, key);
	(fields, signer, changed).prop_map(
		|((account, to, amount, ahead, floor, fee, expiry, key), signer, changed)| {
			let plan = Plan { account, to, amount, ahead, floor, fee, expiry, key };
			(plan, signer, changed)
		},
	)
}

fn action() -> impl Strategy<Value = Action> {
	let kind = prop_oneof![
		5 => Just(Kind::Transfer),
		2 => Just(Kind::Withdraw),
		2 => Just(Kind::Cancel),
	];
	prop_oneof![
		1 => prop::collection::vec(entry(), 1..10).prop_map(Action::Inbox),
		2 => (kind, prop::collection::vec(plan(), 1..12))
			.prop_map(|(kind, records)| Action::Records(kind, records)),
	]
}

impl Plan {
	fn record(&self, kind: Kind, base: u32, signer: Signer) -> Vec<u8> {
		let Self { account, to, amount, ahead, floor, fee, expiry, key } = *self;
		let terms = Terms { fee, nonce: base.wrapping_add(ahead), expiry };
		let by = match signer {
			Signer::Owner => owner(account),
			Signer::Trader => trader(account),
			Signer::Other => owner(99),
		};
		let floor = base.wrapping_add(floor);
		match kind {
			Kind::Transfer => Transfer { from: account, to, amount, terms, key }.signed(&by),
			Kind::Withdraw => Withdraw { account, amount, terms }.signed(&by),
			Kind::Cancel => Cancel { account, floor, terms, key }.signed(&by),
			Kind::Inbox => unreachable!("the inbox is not signed"),
		}
	}
}

fn naive_base(naive: &NaiveLedger, account: u32) -> u32 {
	naive.accounts.get(&account).map_or(0, |account| account.base())
}

fn run(actions: &[Action], fee_to: u32) -> Vec<Code> {
	let context = Context { domain: DOMAIN, fee_to };
	let mut book = Book { state: State::default(), context };
	let mut naive = NaiveLedger::default();
	let mut all = Vec::new();
	for action in actions {
		let (kind, bytes, expected) = match action {
			Action::Inbox(entries) => {
				let bytes = entries.iter().flat_map(Inbox::encode).collect::<Vec<u8>>();
				let codes = entries.iter().map(|entry| naive.enter(entry)).collect::<Vec<_>>();
				(Kind::Inbox, bytes, codes)
			},
			Action::Records(kind, plans) => {
				let (mut bytes, mut codes) = (Vec::new(), Vec::new());
				for (plan, signer, changed) in plans {
					let base = naive_base(&naive, plan.account);
					let mut record = plan.record(*kind, base, *signer);
					if let Some(bit) = changed {
						let bit = usize::from(*bit) % (record.len() * 8);
						record[bit / 8] ^= 1 << (bit % 8);
					}
					codes.push(naive.execute(&context, *kind, &record));
					bytes.extend(record);
				}
				(*kind, bytes, codes)
			},
		};
		assert_eq!(book.chunk(kind, &bytes), expected);
		assert_eq!(book.state.root(), naive.root());
		all.extend(expected);
	}
	all
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(256))]

	#[test]
	fn histories_end_like_those_of_the_naive_ledger(
		actions in prop::collection::vec(action(), 1..14),
		fee_to in number(),
	) {
		run(&actions, fee_to);
	}

	/// Records have the same effect in one chunk as in a chunk each.
	#[test]
	fn the_cut_into_chunks_makes_no_difference(
		plans in prop::collection::vec(plan(), 1..20),
	) {
		let mut book = Book::new(&[(0, 500), (1, 500), (2, 500), (3, 500)]);
		let mut apart = book.state.clone();
		let records: Vec<Vec<u8>> =
			plans.iter().map(|(plan, signer, _)| plan.record(Kind::Transfer, 0, *signer)).collect();
		let together = book.chunk(Kind::Transfer, &records.concat());
		let mut codes = Vec::new();
		for record in &records {
			let chunk = Chunk::new(Kind::Transfer.number(), NO_MARKET, record).unwrap();
			codes.extend(execute(&mut apart, &Toy, &book.context, &chunk));
		}
		prop_assert_eq!(codes, together);
		prop_assert_eq!(apart.root(), book.state.root());
	}
}

/// The random histories would prove little if their records failed all in the same way.
#[test]
fn random_histories_meet_every_code() {
	use proptest::{strategy::ValueTree, test_runner::TestRunner};
	let mut runner = TestRunner::deterministic();
	let mut met = std::collections::BTreeMap::new();
	let history = prop::collection::vec(action(), 10..14);
	for _ in 0..80 {
		let actions = history.new_tree(&mut runner).unwrap().current();
		for code in run(&actions, 2) {
			*met.entry(code).or_insert(0u32) += 1;
		}
	}
	let missing: Vec<_> = Code::ALL.iter().filter(|code| !met.contains_key(code)).collect();
	// The typed entries of these histories are all known.
	assert_eq!(missing, [&Code::NoEntry], "{met:?}");
	assert!(met[&Code::Done] * 5 > met.values().sum::<u32>(), "a fifth has an effect: {met:?}");
}
