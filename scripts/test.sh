#!/usr/bin/env bash
# Runs all tests, the cheapest first, and ends with a line `N passed, M failed`.
#
# usage: scripts/test.sh                 everything
#        scripts/test.sh fast            everything but the networks
#        scripts/test.sh network [NAME]  the networks alone, or one of them: dev, dev-upgrade, local, upgrade, finality,
#                                        slot-based, sync-versus-async, refused
#
# With OUTRIDER_TEST_MINUTES set, networks that would not end within that many minutes from the start are left out,
# each named as skipped.

. "$(dirname "$0")/lib.sh"
answer_help "$@"

# The networks, with the minutes that each takes at most.
NETWORKS=(dev:5 dev-upgrade:7 local:11 upgrade:21 finality:22 slot-based:7 sync-versus-async:9 refused:8)

passed=0 failed=0 skipped=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

finish() {
	say ""
	if [ $skipped = 0 ]; then say "$passed passed, $failed failed"; else say "$passed passed, $failed failed, $skipped skipped"; fi
	# What was left out may be broken.
	[ $failed = 0 ] && [ $skipped = 0 ]
	exit
}

# Runs a stage, prints its name and its seconds, and adds up what it counted. A stage that counts nothing is one check.
stage() {
	local name=$1 counter=$2 started=$SECONDS status=0
	shift 2
	say "==> $name"
	(cd "$REPOSITORY" && "$@") 2>&1 | tee "$log" || status=$?
	local good=0 bad=0
	$counter
	if [ $status != 0 ] && [ $bad = 0 ]; then bad=1; fi
	passed=$((passed + good)) failed=$((failed + bad))
	say "==> $name: $((SECONDS - started)) s"
	if [ $bad != 0 ]; then finish; fi
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
		typos
}
check_types() { descriptors && node_modules/.bin/tsc; }
run_client_tests() { scripts/setup.sh browser && NO_COLOR=1 node_modules/.bin/vitest run scripts/tests; }
check_dependencies() { cargo-deny --log-level error check licenses sources; }
check_lints() { workspace_cargo clippy --workspace --all-targets --profile "$PROFILE" --locked -- -D warnings; }
check_docs() { RUSTDOCFLAGS="-D warnings" workspace_cargo doc --workspace --no-deps --profile "$PROFILE" --locked; }
# The same selection as `build`, so that nothing is compiled twice. Two threads: a node test starts a node.
run_tests() { workspace_cargo test --workspace --all-targets --profile "$PROFILE" --locked -- --test-threads 2; }
run_network() {
	# The test of the page needs a browser.
	[ "$1" != finality ] || scripts/setup.sh browser || return
	NO_COLOR=1 node_modules/.bin/vitest run "zombienet/tests/$1.test.ts"
}

networks() {
	local entry name minutes
	for entry in "${NETWORKS[@]}"; do
		name=${entry%:*} minutes=${entry#*:}
		[ -z "${1:-}" ] || [ "$1" = "$name" ] || continue
		if [ -n "${OUTRIDER_TEST_MINUTES:-}" ] && [ $((SECONDS / 60 + minutes)) -gt "$OUTRIDER_TEST_MINUTES" ]; then
			say "==> network $name: skipped, since $((SECONDS / 60)) of $OUTRIDER_TEST_MINUTES minutes are gone. Run it: scripts/test.sh network $name"
			skipped=$((skipped + 1))
			continue
		fi
		stage "network $name" counts_vitest run_network "$name"
	done
}

what=${1:-all}
case $what in
all | fast | network) ;;
*) die "unknown tests \`$what\`; known: all, fast, network [NAME]" ;;
esac
name=${2:-}
if [ -n "$name" ] && [[ " ${NETWORKS[*]} " != *" $name:"* ]]; then
	die "unknown network \`$name\`; known: ${NETWORKS[*]%:*}"
fi

stage "set-up" counts_itself scripts/setup.sh
if [ "$what" != network ]; then
	stage "format and spelling" counts_itself check_format
	stage "client tools" counts_vitest run_client_tests
	stage "licences and sources of dependencies" counts_itself check_dependencies
fi
stage "build" counts_itself build
if [ "$what" != network ]; then
	stage "types of the client tools and the network tests" counts_itself check_types
	stage "tests" counts_cargo run_tests
	stage "lints" counts_itself check_lints
	stage "documentation" counts_itself check_docs
fi
[ "$what" = fast ] || networks "$name"
finish
