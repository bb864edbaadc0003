// SPDX-License-Identifier: GPL-3.0-only

//! What the prepare worker and the execute worker of a validator do, in this process: the same functions on the same input.

use super::pov::Candidate;
use codec::{DecodeAll, Encode};
use polkadot_node_core_pvf_common::{
	error::ExecuteError,
	executor_interface::{execute_artifact, params_to_wasmtime_semantics, prepare, prevalidate},
	ProcessTime,
};
use polkadot_parachain_primitives::primitives::{BlockData, ValidationParams, ValidationResult};
use polkadot_primitives::ExecutorParams;
use sp_core::H256;
use std::{any::Any, io, thread, time::Duration};

/// Bytes that the runtime may have when it is decompressed: `max_code_size` of our relay chain, 5 MiB, times the ratio that
/// a validator accepts.
const CODE_BOMB_LIMIT: usize = 5 * 1024 * 1024 * 10;

/// Stack that the execute worker has beside the one of the Wasm code.
const HOST_STACK: usize = 2 * 1024 * 1024;

/// Why a validator can't execute the runtime at all.
#[derive(Debug, thiserror::Error)]
pub enum PreparationError {
	#[error("the runtime can't be decompressed to at most {CODE_BOMB_LIMIT} bytes: {0}")]
	Decompression(String),
	#[error("the validator's code takes the runtime for invalid: {0}")]
	Prevalidation(String),
	#[error("the validator's code can't compile the runtime: {0}")]
	Compilation(String),
}

/// Why a validator votes against a candidate.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
	#[error("the proof of validity has {found} bytes, and the relay chain allows {allowed}")]
	TooLarge { found: usize, allowed: u32 },
	#[error("{0}")]
	Execution(#[from] ExecuteError),
	#[error("the execution panicked: {0}")]
	Panic(String),
	#[error("no thread to execute in: {0}")]
	NoThread(#[from] io::Error),
	#[error("the runtime answers no validation result: {0}")]
	NoResult(#[from] codec::Error),
	#[error(
		"the runtime answers the head {found:?}, and the candidate's last block is {expected:?}"
	)]
	OtherHead { found: H256, expected: H256 },
}

/// A runtime that is compiled as for a validator.
pub struct Validator {
	artifact: Vec<u8>,
	/// Our relay chain sets none.
	parameters: ExecutorParams,
	preparation: Duration,
}

impl Validator {
	/// Does what the prepare worker does: decompresses, checks and compiles.
	pub fn prepare(code: &[u8]) -> Result<Self, PreparationError> {
		let parameters = ExecutorParams::default();
		let start = ProcessTime::now();
		let wasm = sp_maybe_compressed_blob::decompress(code, CODE_BOMB_LIMIT)
			.map_err(|error| PreparationError::Decompression(error.to_string()))?;
		let blob = prevalidate(&wasm)
			.map_err(|error| PreparationError::Prevalidation(error.to_string()))?;
		let artifact = prepare(blob, &parameters)
			.map_err(|error| PreparationError::Compilation(error.to_string()))?;
		Ok(Self { artifact, parameters, preparation: start.elapsed() })
	}

	/// CPU time of the preparation.
	pub fn preparation(&self) -> Duration {
		self.preparation
	}

	/// Does what the execute worker does, and checks the head that comes out. Returns the CPU time.
	pub fn execute(&self, candidate: &Candidate) -> Result<Duration, Refusal> {
		let Candidate { pov, validation_data, head, .. } = candidate;
		let (found, allowed) = (pov.encoded_size(), validation_data.max_pov_size);
		if found > allowed as usize {
			return Err(Refusal::TooLarge { found, allowed });
		}
		let input = input(candidate);
		let start = ProcessTime::now();
		let output = self.call(&input);
		let taken = start.elapsed();
		let result = ValidationResult::decode_all(&mut &output?[..])?;
		if result.head_data.0 != *head {
			let found = result.head_data.hash();
			return Err(Refusal::OtherHead { found, expected: candidate.head_hash() });
		}
		Ok(taken)
	}

	/// Calls `validate_block`, in a thread of its own: Wasm may use 256 MiB of its stack.
	fn call(&self, input: &[u8]) -> Result<Vec<u8>, Refusal> {
		let (_, limit) = params_to_wasmtime_semantics(&self.parameters);
		let stack_size = HOST_STACK + limit.native_stack_max as usize;
		let execute = || {
			#[allow(unsafe_code, reason = "the validator's code has no safe function for it")]
			// SAFETY: `artifact` comes from `prepare` in this process, with the same parameters, and nothing can change it:
			// the field is private and only `Validator::prepare` sets it.
			let output = unsafe { execute_artifact(&self.artifact, &self.parameters, input) };
			output
		};
		let output = thread::scope(|scope| {
			let thread = thread::Builder::new()
				.name("execute".into())
				.stack_size(stack_size)
				.spawn_scoped(scope, execute)?;
			thread.join().map_err(|panic| Refusal::Panic(message_of(panic.as_ref())))
		})?;
		Ok(output?)
	}
}

/// The parameters of `validate_block`, as the execute worker makes them for a candidate with a descriptor of version 2: with
/// no extension, which version 3 alone has.
fn input(candidate: &Candidate) -> Vec<u8> {
	let data = &candidate.validation_data;
	ValidationParams {
		parent_head: data.parent_head.clone(),
		block_data: BlockData(candidate.block_data.clone()),
		relay_parent_number: data.relay_parent_number,
		relay_parent_storage_root: data.relay_parent_storage_root,
	}
	.encode()
}

fn message_of(panic: &(dyn Any + Send)) -> String {
	let text = panic.downcast_ref::<&str>().copied();
	text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
		.unwrap_or("without a message")
		.into()
}

#[cfg(test)]
mod tests;
