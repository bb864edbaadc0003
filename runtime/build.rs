// SPDX-License-Identifier: Apache-2.0

//! Builds the two Wasm runtimes of the one crate: the chain, and the chain as it was before asynchronous backing.

fn main() {
	#[cfg(feature = "std")]
	build_wasm();
}

#[cfg(feature = "std")]
fn build_wasm() {
	use substrate_wasm_builder::WasmBuilder;

	// Set where clippy builds: its driver belongs to the host's toolchain, and the Wasm may be built by another.
	std::env::remove_var("RUSTC_WORKSPACE_WRAPPER");

	WasmBuilder::init_with_defaults()
		.enable_feature("sync-backing")
		.set_file_name("wasm_binary_sync_backing.rs")
		.build();

	// What `scripts/benchmark.sh` measures, as a file.
	println!("cargo:rerun-if-env-changed=OUTRIDER_BENCHMARKS");
	if std::env::var_os("OUTRIDER_BENCHMARKS").is_some() {
		WasmBuilder::init_with_defaults()
			.enable_feature("runtime-benchmarks")
			.set_file_name("wasm_binary_benchmarks.rs")
			.build();
	}

	let runtime = WasmBuilder::init_with_defaults();
	#[cfg(feature = "metadata-hash")]
	let runtime = runtime.enable_metadata_hash("RIDE", 18);
	runtime.build();
}
