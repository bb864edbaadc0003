// SPDX-License-Identifier: Apache-2.0

//! Builds the two Wasm runtimes of this crate: one with 6-second blocks, and one with 12-second blocks (`sync-backing`).

fn main() {
	#[cfg(feature = "std")]
	build_wasm();
}

/// Crates that count money. Their code panics where an addition would overflow.
///
/// `Cargo.toml` sets overflow checks for native code. The Wasm builder writes a workspace of its own, without that setting.
#[cfg(feature = "std")]
const OVERFLOW_CHECKED: [&str; 5] = [
	"outrider-runtime",
	"pallet-dapp-staking",
	"pallet-emission",
	"pallet-settlement",
	"settlement-core",
];

/// Makes the `cargo` of the Wasm builder compile these crates with overflow checks, in both profiles for networks.
#[cfg(feature = "std")]
fn check_overflows() {
	let mut arguments: Vec<_> = std::env::var("WASM_BUILD_CARGO_ARGS").into_iter().collect();
	for name in OVERFLOW_CHECKED {
		for profile in ["release", "production"] {
			arguments
				.push(format!("--config profile.{profile}.package.{name}.overflow-checks=true"));
		}
	}
	std::env::set_var("WASM_BUILD_CARGO_ARGS", arguments.join(" "));
}

#[cfg(feature = "std")]
fn build_wasm() {
	use substrate_wasm_builder::WasmBuilder;

	check_overflows();

	// Clippy sets this variable to its driver, which belongs to the host's toolchain. The Wasm may be built by another one.
	std::env::remove_var("RUSTC_WORKSPACE_WRAPPER");

	WasmBuilder::init_with_defaults()
		.enable_feature("sync-backing")
		.set_file_name("wasm_binary_sync_backing.rs")
		.build();

	// The Wasm that `scripts/benchmark.sh` measures, and the one that `scripts/try-runtime` executes.
	for (variable, feature, name) in [
		("OUTRIDER_BENCHMARKS", "runtime-benchmarks", "benchmarks"),
		("OUTRIDER_TRY_RUNTIME", "try-runtime", "try_runtime"),
	] {
		println!("cargo:rerun-if-env-changed={variable}");
		if std::env::var_os(variable).is_some() {
			WasmBuilder::init_with_defaults()
				.enable_feature(feature)
				.set_file_name(format!("wasm_binary_{name}.rs"))
				.build();
		}
	}

	let runtime = WasmBuilder::init_with_defaults();
	#[cfg(feature = "metadata-hash")]
	let runtime = runtime.enable_metadata_hash("RIDE", 18);
	runtime.build();
}
