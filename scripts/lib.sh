# Shared by the scripts of this folder: where things are, and how they report. Source it, don't run it.
# shellcheck shell=bash

set -euo pipefail

REPOSITORY=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE=${OUTRIDER_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/outrider}
PROFILE=fast

# Outside the checkout, so that a fresh clone finds what another one has compiled. The Wasm builder wants it to be
# called `target`.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$CACHE/target}
# The binaries that this checkout has built: those in the shared target folder may be another one's a moment later.
export OUTRIDER_BIN=$REPOSITORY/target/bin
# Tools that setup.sh installs for this project alone.
export PATH=$CACHE/tools/bin:$CACHE/venv/bin:$CACHE/node/bin:$PATH
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-auto}

say() { printf '%s\n' "$*"; }
die() {
	printf 'error: %s\n' "$*" >&2
	exit 1
}

# Prints what a script says of itself at its top, where its first argument asks for that, and ends.
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

# Runs a file of TypeScript in place of this shell. Not by tsx's own command, which kills what does not answer to Ctrl-C at
# once.
run_typescript() {
	local file=$1
	shift
	exec node --import "file://$REPOSITORY/node_modules/tsx/dist/loader.mjs" "$REPOSITORY/$file" "$@"
}

# Runs a client tool, a file of this folder. What is missing of Node.js and the npm packages is installed first, without the
# secrets that are the tool's alone.
tool() {
	local name=$1
	shift
	# Standard output is the tool's own.
	env -u OUTRIDER_SURI -u OUTRIDER_COMMITTEE -u OUTRIDER_VOTERS "$REPOSITORY/scripts/setup.sh" node >&2
	run_typescript "scripts/$name.ts" "$@"
}

# JavaScript: writes the runtime of a chain spec, the first argument, to a file, the second.
WRITE_CODE='
	const [spec, wasm] = process.argv.slice(1);
	const { code } = JSON.parse(fs.readFileSync(spec, "utf8")).genesis.runtimeGenesis;
	fs.writeFileSync(wasm, Buffer.from(code.slice(2), "hex"));
'

# Makes the TypeScript types of the runtime's calls, events, storage and APIs anew if the node is newer than they are.
# They are of the runtime that the node carries: the Wasm files that cargo leaves may be of another checkout.
descriptors() {
	local made=$REPOSITORY/.papi/descriptors/generated.json folder status=0
	[ -x "$OUTRIDER_BIN/outrider" ] || die "no node in $OUTRIDER_BIN: build it with scripts/run.sh"
	[ "$OUTRIDER_BIN/outrider" -nt "$made" ] || return 0
	folder=$(mktemp -d)
	# papi leaves `made` as it is where nothing has changed.
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

# Runs cargo on this workspace. What compiles the Wasm is decided here, not before: setup.sh may have changed it.
workspace_cargo() {
	require_wasm_toolchain
	(cd "$REPOSITORY" && cargo "$@")
}

# Links a built file, or copies it from another disk. What runs goes on with the one that it was started from.
take() {
	[ ! "$1" -ef "$2" ] || return 0
	ln -f "$1" "$2.new" 2>/dev/null || cp -p "$1" "$2.new"
	mv -f "$2.new" "$2"
}

# What runs: the node, the relay chain node, the workers that the relay chain node looks for beside itself, and the tool that
# measures full blocks.
BINARIES=(outrider outrider-relay polkadot-execute-worker polkadot-prepare-worker outrider-throughput)

# Takes the binaries that cargo has built with these arguments. Where another checkout's build has come between, cargo puts
# this one's back, and they are taken again.
take_binaries() {
	local built=$CARGO_TARGET_DIR/$PROFILE name other round
	mkdir -p "$OUTRIDER_BIN"
	for round in 1 2 3 4 5; do
		for name in "${BINARIES[@]}"; do
			[ ! -f "$built/$name" ] || take "$built/$name" "$OUTRIDER_BIN/$name"
		done
		(cd "$REPOSITORY" && cargo "$@" --quiet)
		other=
		for name in "${BINARIES[@]}"; do
			[ ! -f "$built/$name" ] || cmp -s "$built/$name" "$OUTRIDER_BIN/$name" || other=$name
		done
		[ -n "$other" ] || return 0
	done
	die "builds of other checkouts have replaced $other $round times: wait until they have ended"
}

# Builds everything there is, tests included: always the same selection, since another would choose other features of
# shared crates and compile them again.
build() {
	local selection=(build --workspace --all-targets --profile "$PROFILE" --locked "$@")
	workspace_cargo "${selection[@]}"
	take_binaries "${selection[@]}"
}
