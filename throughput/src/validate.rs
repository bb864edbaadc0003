// SPDX-License-Identifier: GPL-3.0-only

//! `validate`: runs the validator's own code on candidates that a collator exported.
//!
//! | module | holds |
//! |---|---|
//! | [`pov`] | reading the files of `--export-pov-to-path` |
//! | [`code`] | reading the runtime from a Wasm file or a chain spec |
//! | [`prepare`] | `prepare`: the time of the preparation alone |
//! | [`validator`] | preparing the runtime and executing candidates, as the workers of a validator do |
//! | [`author`] | reading how long the author took |
//! | [`report`] | the table, the ratio and the verdict |

mod author;
mod code;
mod pov;
mod prepare;
mod report;
mod validator;

pub use prepare::Prepare;

use author::AuthorTimes;
use clap::Args;
use pov::Candidate;
use report::{Report, Row, Times};
use std::path::PathBuf;
use validator::{Refusal, Validator};

/// Times a validator's own code on candidates that a collator exported
///
/// The collator exports its candidates with --export-pov-to-path. Each candidate is executed by the code of the
/// validator's execute worker: no executor parameters, and the 2 seconds of CPU time that backing allows. The figures
/// are CPU time of one execution. Decompression of the candidate does not count: the worker does not count it either.
/// Start and end of the worker's process do not count here, and do for a validator.
///
/// The command fails if the validator's code refuses a candidate or takes 2 seconds or more for it.
#[derive(Args)]
pub struct Validate {
	#[command(flatten)]
	runtime: Runtime,

	/// Folder of the exported candidates, files HASH_NUMBER.pov
	#[arg(long, value_name = "FOLDER")]
	povs: PathBuf,

	/// Executions of each candidate that are timed, after one that is not
	#[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
	runs: u32,

	/// How many candidates to execute: those with the most bytes of blocks and proof, before compression
	#[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
	fullest: u32,

	/// JSON file with the time that the author took for blocks, to print validate : author
	///
	/// The file holds a list: [{"block": "0x…", "author_ms": 431.5}, {"block": 12, "author_ms": 398}]. A block is named by
	/// its hash, or by the hash in the author's log line "Prepared block for proposing", which is the one before the block
	/// is signed, or by its number. A number is refused if two of the candidates have such a block. A candidate gets a
	/// ratio if the list names each of its blocks.
	#[arg(long, value_name = "FILE")]
	author_times: Option<PathBuf>,

	/// Print one JSON object in place of the table
	#[arg(long)]
	json: bool,
}

/// Where the runtime comes from.
#[derive(Args)]
#[group(required = true, multiple = false)]
struct Runtime {
	/// File of the runtime, compressed or not
	#[arg(long = "runtime", value_name = "WASM")]
	wasm: Option<PathBuf>,

	/// Chain spec whose genesis holds the runtime, plain or raw
	#[arg(long)]
	spec: Option<PathBuf>,
}

impl Runtime {
	fn read(&self) -> Result<Vec<u8>, code::Error> {
		code::read(self.wasm.as_deref(), self.spec.as_deref())
	}
}

impl Validate {
	pub fn run(self) -> Result<(), crate::Error> {
		let code = self.runtime.read()?;
		let candidates = pov::fullest(&self.povs, self.fullest as usize)?;
		let author_times = match &self.author_times {
			Some(path) => AuthorTimes::read(path)?.of(path, &candidates)?,
			None => vec![None; candidates.len()],
		};
		let validator = Validator::prepare(&code)?;
		let mut report = Report::new(validator.preparation(), self.runs);
		for (candidate, author_ms) in candidates.iter().zip(author_times) {
			let outcome = measure(&validator, candidate, self.runs);
			report.rows.push(Row::new(candidate, outcome, author_ms));
		}
		if self.json {
			println!("{}", report.json()?);
		} else {
			print!("{}", report.table());
		}
		Ok(report.verdict()?)
	}
}

/// Executes a candidate once untimed, then `runs` times.
fn measure(validator: &Validator, candidate: &Candidate, runs: u32) -> Result<Times, Refusal> {
	validator.execute(candidate)?;
	let times = (0..runs).map(|_| validator.execute(candidate)).collect::<Result<_, _>>()?;
	Ok(Times::of(times))
}
