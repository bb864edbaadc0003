# Chooses the compiler of the runtime's Wasm: rustup's own target, or Debian's compiler. Sourced by lib.sh.
# shellcheck shell=bash

WASM_TARGET=wasm32v1-none

# The compiler of rust-toolchain.toml, for everything that is built here.
pinned_rust() { sed -n 's/^channel = "\(.*\)"$/\1/p' "$REPOSITORY/rust-toolchain.toml"; }

# The rustup toolchain that is Debian's compiler. setup.sh links it if rustup can't get the target.
WASM_TOOLCHAIN=debian

# Writes a crate without the standard library, with the Wasm builder's settings for the runtime.
wasm_project() {
	mkdir -p "$1/src"
	cat >"$1/Cargo.toml" <<-'TOML'
		[package]
		name = "wasm-target"
		version = "0.0.0"
		edition = "2021"
		[lib]
		crate-type = ["cdylib"]
		[profile.release]
		panic = "abort"
		lto = "thin"
		[workspace]
	TOML
	cat >"$1/src/lib.rs" <<-'RUST'
		#![no_std]
		extern crate alloc;
		use core::alloc::{GlobalAlloc, Layout};
		struct None;
		unsafe impl GlobalAlloc for None {
			unsafe fn alloc(&self, _: Layout) -> *mut u8 {
				core::ptr::null_mut()
			}
			unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
		}
		#[global_allocator]
		static NONE: None = None;
		#[panic_handler]
		fn panic(_: &core::panic::PanicInfo) -> ! {
			loop {}
		}
		#[no_mangle]
		pub extern "C" fn sum(to: u64) -> u64 {
			(0..to).collect::<alloc::vec::Vec<_>>().iter().sum()
		}
	RUST
}

# Tries whether a toolchain can compile and link such a crate. Without a name: the toolchain of everything else. Takes a
# second. The output is added to a log.
compiles_wasm() {
	local folder status=0 cargo=(cargo)
	[ -z "${1:-}" ] || cargo=(rustup run "$1" cargo)
	folder=$(mktemp -d)
	wasm_project "$folder"
	echo "${cargo[*]}:" >>"$CACHE/wasm-target.log"
	# In the repository, so that rustup chooses the repository's toolchain.
	(cd "$REPOSITORY" && CARGO_TARGET_DIR="$folder/target" RUSTFLAGS="-C link-arg=--export-table --cfg substrate_runtime" \
		"${cargo[@]}" build --release --target "$WASM_TARGET" --manifest-path "$folder/Cargo.toml") \
		>>"$CACHE/wasm-target.log" 2>&1 || status=1
	rm -rf "$folder"
	return $status
}

# Chooses the Wasm compiler. A toolchain of the caller's choice is kept. Fails if none can compile.
choose_wasm_toolchain() {
	mkdir -p "$CACHE"
	: >"$CACHE/wasm-target.log"
	if [ -n "${WASM_BUILD_TOOLCHAIN:-}" ]; then
		compiles_wasm "$WASM_BUILD_TOOLCHAIN"
	elif ! compiles_wasm; then
		compiles_wasm "$WASM_TOOLCHAIN" && export WASM_BUILD_TOOLCHAIN=$WASM_TOOLCHAIN
	fi
}

# Chooses the Wasm compiler, and fails with advice if there is none.
require_wasm_toolchain() {
	[ -n "${SKIP_WASM_BUILD:-}" ] || choose_wasm_toolchain ||
		die "nothing here compiles Wasm${WASM_BUILD_TOOLCHAIN:+ (WASM_BUILD_TOOLCHAIN is $WASM_BUILD_TOOLCHAIN)}: $CACHE/wasm-target.log says why; scripts/setup.sh installs what is missing"
}
