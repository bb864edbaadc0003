// SPDX-License-Identifier: Apache-2.0

//! Settled updates a second on one core: transfers between accounts at random, 32 in a chunk, a root
//! after each chunk.
//!
//! `cargo bench -p settlement-core` prints a table. Without `--bench`, as tests run it, a small state
//! shows that it still works.

use std::time::{Duration, Instant};

use settlement_core::*;

#[path = "../tests/kit/mod.rs"]
mod kit;
use kit::{owner, pair, sign, Blake2, Sr25519, Unsigned, DOMAIN};

/// Key pairs are slow to make, and one serves many accounts.
const PAIRS: u32 = 64;
const ROUNDS: usize = 5;

/// Accepts every signature, so that only the state's work is measured.
struct Gullible;

impl Verifier for Gullible {
	fn verify(&self, _: &[u8; SIGNATURE_BYTES], _: &[u8], _: &Key) -> bool {
		true
	}
}

fn main() {
	if !std::env::args().any(|argument| argument == "--bench") {
		return measure(1_000, 2);
	}
	println!("accounts | what | median of {ROUNDS} rounds | spread");
	measure(100_000, 64);
	measure(1_000_000, 64);
}

/// A state of `accounts`, and `chunks` of signed transfers for it, each account paying at most once.
struct Load {
	state: State<Blake2>,
	chunks: Vec<Vec<u8>>,
}

impl Load {
	fn new(accounts: u32, chunks: u32) -> Self {
		let pairs: Vec<_> = (0..PAIRS).map(pair).collect();
		let key = |number: u32| pairs[(number % PAIRS) as usize].public.to_bytes();
		let account = |at: u32| Account { free: 1 << 60, ..Account::new(key(at)) };
		let all = (0..accounts).filter_map(|at| Some((Index::new(at)?, account(at))));
		let free = u128::from(accounts) << 60;
		let mut state = State::new(Head { free, ..Head::default() }, all);
		state.root();
		let random = |seed: u32| {
			let bytes = owner(seed);
			u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) % accounts
		};
		let step = accounts / (chunks * 32);
		let record = |i: u32| {
			let from = i * step;
			let to = Some(random(i)).filter(|to| *to != from).unwrap_or((from + 1) % accounts);
			let terms = Terms { fee: 1, nonce: 0, expiry: u32::MAX };
			let transfer = Transfer { from, to, amount: 5, terms, key: OWNER };
			transfer.signed_by(&DOMAIN, |message| sign(&pairs[(from % PAIRS) as usize], message))
		};
		let chunk = |c: u32| -> Vec<u8> { (c * 32..(c + 1) * 32).flat_map(record).collect() };
		Self { state, chunks: (0..chunks).map(chunk).collect() }
	}

	fn run(&self, verifier: &impl Verifier, witnesses: bool) -> (Duration, usize) {
		let mut state = self.state.clone();
		let context = Context { domain: DOMAIN, fee_to: 1 };
		let mut time = Duration::ZERO;
		for bytes in &self.chunks {
			let chunk = Chunk::new(Kind::Transfer.number(), NO_MARKET, bytes).expect("a chunk");
			let pre = state.root();
			let witness = witnesses.then(|| state.witness(&context, &chunk));
			let start = Instant::now();
			let outcome = match &witness {
				Some(witness) => apply_chunk::<Blake2>(&pre, witness, verifier, &context, &chunk),
				None => Ok(state.apply(verifier, &context, &chunk)),
			}
			.expect("the witness is the state's");
			time += start.elapsed();
			assert_eq!(outcome.done(), 32, "an update is a record with an effect");
			if witnesses {
				state.apply(&Gullible, &context, &chunk);
			}
		}
		(time, self.chunks.len() * 32)
	}
}

fn measure(accounts: u32, chunks: u32) {
	let load = Load::new(accounts, chunks);
	let report = |what: &str, run: &dyn Fn() -> (Duration, usize)| {
		let mut rates: Vec<u64> = (0..ROUNDS)
			.map(|_| {
				let (time, updates) = run();
				(updates as f64 / time.as_secs_f64()) as u64
			})
			.collect();
		rates.sort_unstable();
		let (median, spread) = (rates[ROUNDS / 2], rates[ROUNDS - 1] - rates[0]);
		println!("{accounts} | {what} | {median}/s | {spread}/s");
	};
	report("whole state, signatures checked", &|| load.run(&Sr25519, false));
	report("whole state, signatures taken", &|| load.run(&Gullible, false));
	report("witness, signatures checked", &|| load.run(&Sr25519, true));
	report("witness, signatures taken", &|| load.run(&Gullible, true));
}
