// SPDX-License-Identifier: Apache-2.0

//! Tries an upgrade on the state in a raw chain spec, with all checks: the migrations of one block with their checks
//! before and after, then the decoding of the whole state, then the invariants of all pallets. The runtime is a Wasm
//! file that was built with the feature `try-runtime`. `scripts/try-runtime` builds the file and runs this example.

use codec::{Decode, Encode};
use cumulus_primitives_proof_size_hostfunction::storage_proof_size::HostFunctions as ProofSize;
use frame_support::{traits::UpgradeCheckSelect, weights::Weight};
use sc_executor::{WasmExecutor, DEFAULT_HEAP_ALLOC_STRATEGY};
use serde_json::{Map, Value};
use sp_core::{
	storage::{ChildInfo, Storage, StorageChild, StorageMap},
	traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode},
};
use sp_io::{hashing::blake2_256, SubstrateHostFunctions, TestExternalities};
use std::process::ExitCode;

type Executor = WasmExecutor<(SubstrateHostFunctions, ProofSize)>;

const USAGE: &str = "two files are needed: a raw chain spec, and a runtime that was built with the feature `try-runtime`";

const METHOD: &str = "TryRuntime_on_runtime_upgrade";
/// A part of the error of a runtime without the feature.
const NO_SUCH_METHOD: &str = "Exported method TryRuntime_on_runtime_upgrade is not found";

fn main() -> ExitCode {
	// The runtime logs the cause of a failure.
	sp_tracing::try_init_simple();
	match run() {
		Ok(report) => {
			println!("{report}");
			ExitCode::SUCCESS
		},
		Err(error) => {
			eprintln!("error: {error}");
			ExitCode::FAILURE
		},
	}
}

fn run() -> Result<String, String> {
	let arguments: Vec<_> = std::env::args().skip(1).collect();
	let [spec, wasm] = &arguments[..] else { return Err(USAGE.into()) };
	let storage = state_of(spec)?;
	let values = storage.top.len();
	let code = std::fs::read(wasm).map_err(|error| format!("can't read `{wasm}`: {error}"))?;
	let (weight, most) = upgrade(storage, &code).map_err(|error| match error {
		error if error.contains(NO_SUCH_METHOD) => {
			format!("`{wasm}` was not built with the feature `try-runtime`")
		},
		error => error,
	})?;
	let share = 100.0 * weight.ref_time() as f64 / most.ref_time() as f64;
	if weight.any_gt(most) {
		return Err(format!("the migrations weigh {weight:?}, more than a block: {most:?}"));
	}
	Ok(format!(
		"migrations, their checks and the invariants of all pallets pass on {values} values; the migrations take {share:.2} % \
		 of a block"
	))
}

/// Runs the migrations. Returns their weight, and the maximum weight of a block.
fn upgrade(storage: Storage, code: &[u8]) -> Result<(Weight, Weight), String> {
	let executor = Executor::builder()
		.with_onchain_heap_alloc_strategy(DEFAULT_HEAP_ALLOC_STRATEGY)
		.build();
	let runtime = RuntimeCode {
		code_fetcher: &WrappedRuntimeCode(code.into()),
		heap_pages: None,
		hash: blake2_256(code).to_vec(),
	};
	let mut externalities = TestExternalities::new_with_code(code, storage);
	let checks = UpgradeCheckSelect::All.encode();
	let context = CallContext::Onchain { import: false };
	let (answer, _) = executor.call(&mut externalities.ext(), &runtime, METHOD, &checks, context);
	let answer = answer.map_err(|error| format!("the upgrade fails on this state: {error}"))?;
	Decode::decode(&mut &answer[..])
		.map_err(|error| format!("the runtime's answer can't be read: {error}"))
}

/// The state in a raw chain spec.
fn state_of(path: &str) -> Result<Storage, String> {
	let refused = |reason: &str| format!("`{path}` {reason}");
	let text = std::fs::read(path).map_err(|error| format!("can't read `{path}`: {error}"))?;
	let spec: Value =
		serde_json::from_slice(&text).map_err(|error| refused(&format!("is not JSON: {error}")))?;
	let raw = &spec["genesis"]["raw"];
	let top = raw["top"].as_object().ok_or_else(|| {
		refused("holds no state: a raw chain spec is needed, such as scripts/fork writes")
	})?;
	let mut storage =
		Storage { top: pairs(top).map_err(|error| refused(&error))?, ..Default::default() };
	for (root, child) in raw["childrenDefault"].as_object().into_iter().flatten() {
		let root = bytes(root).map_err(|error| refused(&error))?;
		let data =
			child.as_object().ok_or_else(|| refused("has a child trie that is no object"))?;
		let data = pairs(data).map_err(|error| refused(&error))?;
		let child_info = ChildInfo::new_default(&root);
		storage.children_default.insert(root, StorageChild { data, child_info });
	}
	Ok(storage)
}

fn pairs(object: &Map<String, Value>) -> Result<StorageMap, String> {
	let pair = |(key, value): (&String, &Value)| {
		let value = value.as_str().ok_or_else(|| format!("has no text as the value of {key}"))?;
		Ok((bytes(key)?, bytes(value)?))
	};
	object.iter().map(pair).collect()
}

fn bytes(text: &str) -> Result<Vec<u8>, String> {
	sp_core::bytes::from_hex(text).map_err(|error| format!("has no bytes in `{text}`: {error}"))
}
