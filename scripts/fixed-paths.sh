# Compiles a commit so that its runtime has the same bytes on every machine. Sourced by release.sh.
# shellcheck shell=bash

# The path at which the build sees its files: a file system in memory, in a mount namespace of its own. Paths change the
# bytes: panic messages contain them, and cargo's hash of each crate's path determines the order of functions.
FIXED=/mnt
# The folder of crates.io's crates in cargo's home. Crates of a mirror are in a folder with another name.
REGISTRY=index.crates.io-1949cf8c6b5b557f

cargo_home() { echo "${CARGO_HOME:-$HOME/.cargo}"; }

# Refuses settings that would change the bytes without a trace.
check_release_compiler() {
	local pinned found file
	pinned=$(pinned_rust)
	[ -z "${WASM_BUILD_TOOLCHAIN:-}" ] ||
		die "WASM_BUILD_TOOLCHAIN is $WASM_BUILD_TOOLCHAIN: a released Wasm comes from rustup's Rust $pinned alone; unset it"
	found=$(cd "$REPOSITORY" && rustc --version) || die "no Rust $pinned: get it by rustup toolchain install $pinned"
	[[ "$found" == "rustc $pinned "* ]] || die "the compiler is $found, and a release takes rustup's Rust $pinned"
	compiles_wasm || die "rustup's Rust $pinned compiles no Wasm ($CACHE/wasm-target.log): rustup target add $WASM_TARGET --toolchain $pinned"
	for file in {"$(cargo_home)",/.cargo}/config{,.toml}; do
		[ ! -f "$file" ] || ! grep -qE '^[[:space:]]*\[(profile|env|build|target|unstable|source|patch)\b' "$file" ||
			die "$file sets how crates are compiled, or where they come from: a release takes neither; move it away"
	done
}

# Writes the files of a commit to a folder, without uncommitted changes.
export_commit() {
	mkdir -p "$2"
	git -C "$REPOSITORY" archive "$1" | tar -x -C "$2"
}

# Runs cargo on exported files, without this machine's environment. The output goes to a folder `target` beside the files.
fixed_cargo() {
	local work=$1 commit=$2 namespace=(unshare --mount)
	shift 2
	[ "$(id -u)" = 0 ] || namespace+=(--map-root-user)
	case $work/ in "$FIXED"/*) die "$work lies below $FIXED, where the build mounts its folders: name another folder in OUTRIDER_CACHE" ;; esac
	(cd "$work/source" && cargo fetch --locked --quiet) || die "cargo can't get the crates that Cargo.lock names"
	[ -d "$(cargo_home)/registry/src/$REGISTRY" ] || die "no crates in $(cargo_home)/registry/src/$REGISTRY: a release takes them from crates.io itself"
	mkdir -p "$work/target"
	# shellcheck disable=SC2016  # For the inner shell.
	"${namespace[@]}" env -i PATH="$PATH" LANG=C.UTF-8 TZ=UTC HOME="$FIXED/home" OUTRIDER_RUN="${OUTRIDER_RUN:-}" \
		RUSTUP_HOME="${RUSTUP_HOME:-$HOME/.rustup}" RUSTUP_AUTO_INSTALL=0 CARGO_HOME="$FIXED/cargo" CARGO_NET_OFFLINE=true \
		CARGO_TARGET_DIR="$FIXED/target" CARGO_TERM_COLOR=never WASM_BUILD_NO_COLOR=1 \
		SUBSTRATE_CLI_GIT_COMMIT_HASH="${commit:0:11}" \
		bash -euc 'umask 022
			fixed=$1 work=$2 registry=$3
			shift 3
			mount -t tmpfs -o mode=755 fixed "$fixed"
			mkdir -p "$fixed"/home "$fixed"/outrider "$fixed"/target "$fixed"/cargo/registry
			mount --bind "$work/source" "$fixed/outrider"
			mount --bind "$work/target" "$fixed/target"
			mount --bind "$registry" "$fixed/cargo/registry"
			cd "$fixed/outrider"
			exec cargo "$@"' bash "$FIXED" "$work" "$(cargo_home)/registry" "$@"
}

# The path of a build's runtime.
built_wasm() { echo "$1/target/$2/wbuild/outrider-runtime/outrider_runtime.compact.compressed.wasm"; }

# Compiles only the runtime of the present commit, and writes it to a file. The rest is checked, not compiled.
compile_wasm() {
	local profile=$1 output=$2 commit work
	mkdir -p "$CACHE"
	check_release_compiler
	commit=$(git -C "$REPOSITORY" rev-parse HEAD)
	work=$(mktemp -d "$CACHE/release.XXXXXX")
	# shellcheck disable=SC2064  # Expanded now.
	trap "rm -rf '$work'" EXIT
	export_commit "$commit" "$work/source"
	fixed_cargo "$work" "$commit" check --package outrider-runtime --features metadata-hash --profile "$profile" --locked ||
		die "the build failed"
	cp "$(built_wasm "$work" "$profile")" "$output"
}

# Compiles the runtime in two clones that share only the commit and the compiler, and compares the bytes.
reproduce() {
	local profile=$1 folder name commit
	commit=$(git -C "$REPOSITORY" rev-parse HEAD)
	mkdir -p "$CACHE"
	folder=$(mktemp -d "$CACHE/reproduce.XXXXXX")
	for name in one another-clone; do
		mkdir -p "$folder/$name/home" "$folder/$name/crates-$name"
		git clone --quiet --no-hardlinks "$REPOSITORY" "$folder/$name/checkout-$name"
		git -C "$folder/$name/checkout-$name" checkout --quiet --detach "$commit"
		cp -a "$(cargo_home)/registry" "$folder/$name/crates-$name/registry"
		say "compiling in $folder/$name/checkout-$name"
		env -u OUTRIDER_CACHE -u XDG_CACHE_HOME -u CARGO_TARGET_DIR RUSTUP_HOME="${RUSTUP_HOME:-$HOME/.rustup}" \
			HOME="$folder/$name/home" CARGO_HOME="$folder/$name/crates-$name" \
			"$folder/$name/checkout-$name/scripts/release.sh" wasm "$folder/$name.wasm" --profile "$profile" ||
			die "no Wasm came out of the clone $name; its files are in $folder"
		sha256sum "$folder/$name.wasm"
	done
	cmp "$folder/one.wasm" "$folder/another-clone.wasm" || die "the two clones made different bytes; they are in $folder"
	say "the same bytes from both clones: $(stat -c %s "$folder/one.wasm") bytes"
	rm -rf "$folder"
}
