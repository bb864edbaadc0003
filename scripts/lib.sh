# Shared by the scripts of this folder: paths, messages, and the build. Source this file, don't run it.
# shellcheck shell=bash

set -euo pipefail

REPOSITORY=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE=${OUTRIDER_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/outrider}
PROFILE=fast

# Outside the checkout, so that a fresh clone reuses the files that another one has compiled. The Wasm builder requires the
# name `target`.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$CACHE/target}
# This checkout's own binaries. A build in another checkout can replace those in the shared target folder at any time.
export OUTRIDER_BIN=$REPOSITORY/target/bin
# Tools that setup.sh installs for this project only.
export PATH=$CACHE/tools/bin:$CACHE/venv/bin:$CACHE/node/bin:$PATH
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-auto}

say() { printf '%s\n' "$*"; }
die() {
	printf 'error: %s\n' "$*" >&2
	exit 1
}

# If the first argument asks for help: prints the comment at the top of the script, and exits.
answer_help() {
	case ${1:-} in
	-h | --help) ;;
	*) return 0 ;;
	esac
	sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
	exit 0
}

# shellcheck source=scripts/attend.sh
. "$REPOSITORY/scripts/attend.sh"
attend "$@"

# shellcheck source=scripts/wasm.sh
. "$REPOSITORY/scripts/wasm.sh"
# shellcheck source=scripts/machine.sh
. "$REPOSITORY/scripts/machine.sh"

# Runs a TypeScript file in place of this shell. tsx's own command would kill a program that does not end at once on Ctrl-C.
run_typescript() {
	local file=$1
	shift
	exec node --import "file://$REPOSITORY/node_modules/tsx/dist/loader.mjs" "$REPOSITORY/$file" "$@"
}

# Runs a client tool, a file of this folder. Missing parts of Node.js and the npm packages are installed first. The
# installation does not get the tool's secrets.
tool() {
	local name=$1
	shift
	# Standard output belongs to the tool.
	env -u OUTRIDER_SURI -u OUTRIDER_COMMITTEE -u OUTRIDER_VOTERS "$REPOSITORY/scripts/setup.sh" node >&2
	run_typescript "scripts/$name.ts" "$@"
}

# JavaScript: writes the runtime of a chain spec (first argument) to a file (second argument).
WRITE_CODE='
	const [spec, wasm] = process.argv.slice(1);
	const { code } = JSON.parse(fs.readFileSync(spec, "utf8")).genesis.runtimeGenesis;
	fs.writeFileSync(wasm, Buffer.from(code.slice(2), "hex"));
'

# Generates the TypeScript types of the runtime's calls, events, storage and APIs if the node is newer than the types. They
# are made from the runtime inside the node: the Wasm files in the target folder may belong to another checkout.
descriptors() {
	local made=$REPOSITORY/.papi/descriptors/generated.json folder status=0
	[ -x "$OUTRIDER_BIN/outrider" ] || die "no node in $OUTRIDER_BIN: build it with scripts/run.sh"
	[ "$OUTRIDER_BIN/outrider" -nt "$made" ] || return 0
	folder=$(mktemp -d)
	# papi does not touch `made` if nothing has changed.
	(
		cd "$REPOSITORY" &&
			"$OUTRIDER_BIN/outrider" export-chain-spec --chain local >"$folder/spec.json" &&
			node -e "$WRITE_CODE" "$folder/spec.json" "$folder/runtime.wasm" &&
			node_modules/.bin/papi add outrider --wasm "$folder/runtime.wasm" --skip-codegen &&
			node_modules/.bin/papi generate &&
			touch "$made"
	) || status=$?
	rm -rf "$folder"
	return $status
}

# Makes the folder of builds this checkout's. Cargo takes what another checkout has compiled for this one's work where the result is
# newer than the files here. With new times on the files, cargo compiles them.
own_target() {
	local owner=$CARGO_TARGET_DIR/checkout
	[ "$(cat "$owner" 2>/dev/null)" != "$REPOSITORY" ] || return 0
	find "$REPOSITORY" -mindepth 1 \( -name '.?*' -o -name node_modules -o -name target \) -prune -o -type f -exec touch {} +
	mkdir -p "$CARGO_TARGET_DIR"
	printf '%s\n' "$REPOSITORY" >"$owner"
}

# Runs cargo on this workspace. The Wasm compiler is chosen here, not earlier: setup.sh may have changed it.
workspace_cargo() {
	require_wasm_toolchain
	own_target
	(cd "$REPOSITORY" && cargo "$@")
}

# Links a built file, or copies it from another disk. A running process keeps the file that it was started from.
take() {
	[ ! "$1" -ef "$2" ] || return 0
	ln -f "$1" "$2.new" 2>/dev/null || cp -p "$1" "$2.new"
	mv -f "$2.new" "$2"
}

# The binaries: the node, the relay chain node, the workers that the relay chain node looks for in its own folder, and the tool
# that measures throughput.
BINARIES=(outrider outrider-relay polkadot-execute-worker polkadot-prepare-worker outrider-throughput)

# Takes the binaries that cargo has built with these arguments. If another checkout's build has replaced them, cargo restores
# this checkout's binaries, and they are taken again.
take_binaries() {
	local built=$CARGO_TARGET_DIR/$PROFILE name other round
	mkdir -p "$OUTRIDER_BIN"
	for round in 1 2 3 4 5; do
		for name in "${BINARIES[@]}"; do
			[ ! -f "$built/$name" ] || take "$built/$name" "$OUTRIDER_BIN/$name"
		done
		own_target
		(cd "$REPOSITORY" && cargo "$@" --quiet) || return
		other=
		for name in "${BINARIES[@]}"; do
			[ ! -f "$built/$name" ] || cmp -s "$built/$name" "$OUTRIDER_BIN/$name" || other=$name
		done
		[ -n "$other" ] || return 0
	done
	die "builds of other checkouts have replaced $other $round times: wait until they have ended"
}

# Builds everything, with tests. The selection is always the same: another one would select other features of shared crates,
# and compile them again.
build() {
	local selection=(build --workspace --all-targets --profile "$PROFILE" --locked "$@")
	# If a caller tests the status, bash continues after a failed command: hence the `return`.
	workspace_cargo "${selection[@]}" || return
	take_binaries "${selection[@]}"
}
