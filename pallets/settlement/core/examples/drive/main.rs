// SPDX-License-Identifier: Apache-2.0

//! Executes chunks that standard input holds, one JSON object a line, and answers a line each.
//!
//! ```text
//! {"kind":"inbox","records":[{"what":"deposit","account":0,"owner":"aa…","amount":"100"}]}
//! {"kind":"transfer","fee_to":0,"records":[{"from":0,"to":1,"amount":"5","fee":"0","nonce":0,"expiry":9,"key":"owner","signer":"aa…"}]}
//! {"codes":[8],"root":"…","clock":0,"inbox":1,"free":"100","exited":"0","accounts":[…]}
//! ```
//!
//! | kind | fields of a record |
//! |---|---|
//! | `inbox` | `what`: `tick` with `clock`; `deposit` with `account`, `owner`, `amount`; `trader` with `account`, `trader`; `forced_exit` with `account`, `amount`; or any number with `account`, `key`, `value` |
//! | `transfer` | `from`, `to`, `amount`, `fee`, `nonce`, `expiry`, `key` |
//! | `withdraw` | `account`, `amount`, `fee`, `nonce`, `expiry` |
//! | `cancel` | `account`, `floor`, `fee`, `nonce`, `expiry`, `key` |
//!
//! Numbers may be strings of decimal digits, keys are hexadecimal digits, `key` is `owner`, `trader`
//! or a number. `signer` makes the test signature of that key; `signature` gives 64 bytes instead.
//! In place of `records`, `bytes` gives a chunk as hexadecimal digits. `fee_to` is 2^32 - 1 by default,
//! nobody. The genesis hash is 32 times `ab`, the instance 7. A line that is no chunk gets an `error`
//! and changes nothing.

use std::io::{BufRead, Write};

use settlement_core::State;

mod answer;
#[path = "../../tests/kit/mod.rs"]
mod kit;

fn main() -> std::io::Result<()> {
	let mut state = State::<kit::Blake2>::default();
	let mut out = std::io::stdout().lock();
	for line in std::io::stdin().lock().lines() {
		writeln!(out, "{}", answer::answer(&mut state, &line?))?;
	}
	Ok(())
}
