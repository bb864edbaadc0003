# What compiles the runtime's Wasm: rustup's own target, or Debian's compiler. Sourced by lib.sh.
# shellcheck shell=bash

WASM_TARGET=wasm32v1-none

# The compiler that rust-toolchain.toml names, for all that is built here.
pinned_rust() { sed -n 's/^channel = "\(.*\)"$/\1/p' "$REPOSITORY/rust-toolchain.toml"; }

# The name under which setup.sh links Debian's compiler into rustup, where rustup can't get the target.
WASM_TOOLCHAIN=debian

# A crate without the standard library, with the settings by which the Wasm builder compiles the runtime.
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

# Can a toolchain compile and link such a crate? Without a name: the one that compiles everything else. Takes a second. What
# it said is added to a file.
compiles_wasm() {
	local folder status=0 cargo=(cargo)
	[ -z "${1:-}" ] || cargo=(rustup run "$1" cargo)
	folder=$(mktemp -d)
	wasm_project "$folder"
	echo "${cargo[*]}:" >>"$CACHE/wasm-target.log"
	# In the repository, whose toolchain it is about.
	(cd "$REPOSITORY" && CARGO_TARGET_DIR="$folder/target" RUSTFLAGS="-C link-arg=--export-table --cfg substrate_runtime" \
		"${cargo[@]}" build --release --target "$WASM_TARGET" --manifest-path "$folder/Cargo.toml") \
		>>"$CACHE/wasm-target.log" 2>&1 || status=1
	rm -rf "$folder"
	return $status
}

# Decides what compiles the Wasm, as things are now. A toolchain that the caller has chosen is kept. Fails if nothing can.
choose_wasm_toolchain() {
	mkdir -p "$CACHE"
	: >"$CACHE/wasm-target.log"
	if [ -n "${WASM_BUILD_TOOLCHAIN:-}" ]; then
		compiles_wasm "$WASM_BUILD_TOOLCHAIN"
	elif ! compiles_wasm; then
		compiles_wasm "$WASM_TOOLCHAIN" && export WASM_BUILD_TOOLCHAIN=$WASM_TOOLCHAIN
	fi
}

# The same, for whoever is about to build.
require_wasm_toolchain() {
	[ -n "${SKIP_WASM_BUILD:-}" ] || choose_wasm_toolchain ||
		die "nothing here compiles Wasm${WASM_BUILD_TOOLCHAIN:+ (WASM_BUILD_TOOLCHAIN is $WASM_BUILD_TOOLCHAIN)}: $CACHE/wasm-target.log says why; scripts/setup.sh installs what is missing"
}
