#!/usr/bin/env bash
# Runs all tests, the cheapest first, and ends with a line `N passed, M failed`.
#
# usage: scripts/test.sh                 everything
#        scripts/test.sh fast            everything except the networks
#        scripts/test.sh network [NAME]  only the networks, or one of them: dev, dev-upgrade, local, upgrade, finality,
#                                        slot-based, sync-versus-async, refused, fork; rates and settlement run by their
#                                        names alone
#
# Three lanes of networks run at the same time: a network takes a third of a core. The tests, the lints and the documentation
# of the Rust code take the processor time that is left, in a fourth lane.

. "$(dirname "$0")/lib.sh"
answer_help "$@"

LANES=("upgrade fork dev" "local dev-upgrade slot-based" "finality refused sync-versus-async")
# Only by their names: these tests measure, and beside three other networks a block often comes too late for its candidate.
BY_NAME="rates settlement"
# shellcheck disable=SC2206 # A lane holds several names.
NETWORKS=(${LANES[@]} $BY_NAME)
# What is said of the code alone.
CODE=(tests lints documentation)

# The test `fork` runs scripts/try-runtime. Every stage has the same value: a change of it builds the runtimes anew.
export OUTRIDER_TRY_RUNTIME=1

passed=0 failed=0
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

finish() {
	say ""
	say "$passed passed, $failed failed"
	[ $failed = 0 ]
	exit
}

# Adds the counts of a stage, from its log and its exit status. A stage without counts is one check.
count() {
	local counter=$1 log=$2 status=$3 good=0 bad=0
	$counter
	if [ "$status" != 0 ] && [ $bad = 0 ]; then bad=1; fi
	passed=$((passed + good)) failed=$((failed + bad))
}

# Runs a stage, and prints its name and its seconds. After a failed stage the script ends.
stage() {
	local name=$1 counter=$2 started=$SECONDS status=0
	shift 2
	say "==> $name"
	(cd "$REPOSITORY" && "$@") 2>&1 | tee "$logs/stage" || status=$?
	count "$counter" "$logs/stage" $status
	say "==> $name: $((SECONDS - started)) s"
	if [ $failed != 0 ]; then finish; fi
}

# Runs stages one after the other, in a process of its own. Prints the output of each stage after its end.
lane() {
	local name started status
	for name in "$@"; do
		started=$SECONDS status=0
		say "==> $(title "$name"): started"
		(cd "$REPOSITORY" && run "$name") >"$logs/$name" 2>&1 || status=$?
		echo $status >"$logs/$name.status"
		say "==> $(title "$name")" | cat - "$logs/$name"
		say "==> $(title "$name"): $((SECONDS - started)) s"
	done
}

sum() { awk '{ total += $1 } END { print total + 0 }'; }
counts_itself() { good=$((status == 0)); }
# `test result: ok. 3 passed; 0 failed; …`, a line for each binary.
counts_cargo() {
	good=$(sed -nE 's/^test result: .* ([0-9]+) passed.*/\1/p' "$log" | sum)
	bad=$(sed -nE 's/^test result: .* ([0-9]+) failed.*/\1/p' "$log" | sum)
}
# `      Tests  1 failed | 2 passed (3)`
counts_vitest() {
	good=$(sed -nE 's/^ *Tests .* ([0-9]+) passed.*/\1/p' "$log" | sum)
	bad=$(sed -nE 's/^ *Tests .* ([0-9]+) failed.*/\1/p' "$log" | sum)
}

check_format() {
	cargo fmt --all --check &&
		taplo fmt --check &&
		typos &&
		check_scripts &&
		node_modules/.bin/oxlint --quiet client packaging scripts zombienet ./*.ts
}
# The scripts whose first lines name bash or sh.
check_scripts() {
	local files
	files=$(grep -lE '^(#!/usr/bin/env bash|#!/bin/sh|# shellcheck shell=bash)$' scripts/* packaging/* .ci/run 2>/dev/null)
	# shellcheck disable=SC2086 # Names without spaces.
	shellcheck --severity warning $files
}
check_types() { descriptors && node_modules/.bin/tsc; }
run_client_tests() { scripts/setup.sh browser && scripts/setup.sh promtool && NO_COLOR=1 node_modules/.bin/vitest run scripts/tests; }
check_dependencies() { cargo-deny --log-level error check licenses sources; }
check_lints() { workspace_cargo clippy --workspace --all-targets --profile "$PROFILE" --locked -- -D warnings; }
# With `--examples` cargo selects the same features as for the lints. Without it cargo would check all crates once more.
check_docs() {
	RUSTDOCFLAGS="-D warnings" workspace_cargo doc --workspace --no-deps --lib --bins --examples --profile "$PROFILE" --locked
}
# The same selection as `build`, so that nothing is compiled twice. Two threads: a node test starts a node.
run_tests() { workspace_cargo test --workspace --all-targets --profile "$PROFILE" --locked -- --test-threads 2; }
# Rehearses a release with the built node, and its use by an operator.
check_release() {
	local release=$logs/release version
	version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml)
	scripts/setup.sh boot &&
		scripts/release.sh "$version" --profile fast --out "$release" &&
		"$OUTRIDER_BIN/outrider-throughput" prepare --runtime "$release"/outrider_runtime-*.wasm &&
		OUTRIDER_RELEASE=$release OUTRIDER_BOOT_ROOT=$CACHE/boot-root.tar NO_COLOR=1 node_modules/.bin/vitest run packaging/tests
}
run_network() {
	case $1 in
	# The test of the page needs a browser.
	finality) scripts/setup.sh browser ;;
	# The test of the monitoring needs servers.
	dev) scripts/setup.sh prometheus ;;
	esac || return
	NO_COLOR=1 node_modules/.bin/vitest run "zombienet/tests/$1.test.ts"
}

is_network() { [[ " ${NETWORKS[*]} " == *" $1 "* ]]; }
title() { if is_network "$1"; then echo "network $1"; else echo "$1"; fi; }
run() {
	# The networks are waited for, and their blocks have times.
	# shellcheck disable=SC2016 # For the inner shell.
	is_network "$1" || sh -c 'renice -n 5 -p $PPID' >/dev/null
	case $1 in
	tests) run_tests ;;
	lints) check_lints ;;
	documentation) check_docs ;;
	*) run_network "$1" ;;
	esac
}
counter() {
	case $1 in
	tests) echo counts_cargo ;;
	lints | documentation) echo counts_itself ;;
	*) echo counts_vitest ;;
	esac
}

# Runs lanes at the same time. Each argument is a lane: the names of its stages.
lanes() {
	local stages pids=() name
	for stages in "$@"; do
		# shellcheck disable=SC2086 # A lane holds several names.
		lane $stages &
		pids+=($!)
	done
	wait "${pids[@]}"
	# shellcheck disable=SC2048 # A lane holds several names.
	for name in $*; do
		count "$(counter "$name")" "$logs/$name" "$(cat "$logs/$name.status")"
	done
}

what=${1:-all}
case $what in
all | fast | network) ;;
*) die "unknown tests \`$what\`; known: all, fast, network [NAME]" ;;
esac
name=${2:-}
[ -z "$name" ] || [ "$what" = network ] || die "only \`network\` takes a name: scripts/test.sh network NAME"
[ -z "$name" ] || is_network "$name" || die "unknown network \`$name\`; known: ${NETWORKS[*]}"

stage "set-up" counts_itself scripts/setup.sh
if [ "$what" != network ]; then
	stage "format and spelling" counts_itself check_format
	stage "client tools" counts_vitest run_client_tests
	stage "licences and sources of dependencies" counts_itself check_dependencies
fi
stage "build" counts_itself build
if [ "$what" != network ]; then
	stage "types of the client tools and the network tests" counts_itself check_types
	if [ "$(uname -s)" = Linux ]; then stage "release" counts_vitest check_release; else say "==> release: only on Linux"; fi
fi
case $what$name in
all) lanes "${LANES[@]}" "${CODE[*]}" ;;
fast) for name in "${CODE[@]}"; do stage "$name" "$(counter "$name")" run "$name"; done ;;
network) lanes "${LANES[@]}" ;;
*) stage "network $name" counts_vitest run_network "$name" ;;
esac
finish
