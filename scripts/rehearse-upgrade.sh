#!/usr/bin/env bash
# Rehearses the upgrade from 12-second to 6-second blocks: starts a relay chain and a 12-second parachain,
# sends transactions to it, upgrades it by referendum with scripts/upgrade, prints a table of the chain before and after, and
# stops. Takes about a quarter of an hour; Ctrl-C stops it.
#
# usage: scripts/rehearse-upgrade.sh                                to the runtime of this checkout
#        scripts/rehearse-upgrade.sh RUNTIME.wasm [--record FILE]   to a runtime as a file, such as that of a release; notes it
#                                                                   for `scripts/upgrade checklist`

. "$(dirname "$0")/lib.sh"
answer_help "$@"

[ $# = 0 ] || [ -f "$1" ] || die "no file \`$1\`; the runtime to upgrade to comes first"
case $# in
0 | 1) ;;
3) [ "$2" = --record ] || die "unknown option \`$2\`; known: --record FILE" ;;
*) die "accepted are RUNTIME.wasm and --record FILE, and $# arguments were given" ;;
esac
"$REPOSITORY/scripts/setup.sh"
build
run_typescript zombienet/src/rehearse.ts "$@"
