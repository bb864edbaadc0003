#!/usr/bin/env bash
# Rehearses the upgrade from 12-second to 6-second blocks: starts a relay chain and a 12-second parachain,
# sends transactions to it, upgrades it by referendum with scripts/upgrade, prints a table of the chain before and after, and
# stops. Takes about a quarter of an hour; Ctrl-C stops it.
#
# usage: scripts/rehearse-upgrade.sh

. "$(dirname "$0")/lib.sh"
answer_help "$@"

[ $# = 0 ] || die "scripts/rehearse-upgrade.sh takes no arguments"
"$REPOSITORY/scripts/setup.sh"
build
run_typescript zombienet/src/rehearse.ts
