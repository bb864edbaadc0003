#!/usr/bin/env bash
# Builds Outrider and runs it. Ctrl-C stops it.
#
# usage: scripts/run.sh [dev]               a chain of one node, without a relay chain
#        scripts/run.sh local               a relay chain of two validators, and two collators
#        scripts/run.sh slot-based          the same with the slot-based collator
#        scripts/run.sh settlement          like local; both collators are sequencers of settlement, and a watcher checks them
#        scripts/run.sh sync-versus-async   both builds of the runtime on one relay chain, a collator each
#        scripts/run.sh upgrade             the chain before asynchronous backing, which scripts/rehearse-upgrade.sh upgrades
#        scripts/run.sh dev ARGUMENTS…      the arguments go to the node, for example --dev-block-time 1000

. "$(dirname "$0")/lib.sh"
answer_help "$@"

what=${1:-dev}
[ $# = 0 ] || shift
if [ "$what" != dev ] && [ ! -f "$REPOSITORY/zombienet/networks/$what.toml" ]; then
	known=$(cd "$REPOSITORY/zombienet/networks" && printf '%s ' *.toml)
	die "unknown network \`$what\`; known: dev ${known//.toml/}"
fi
[ "$what" != throughput ] || die "scripts/throughput starts this network, with chain specs of its own"

# The value of a node's option in the arguments, or a default.
option() {
	local name=$1 value=$2 argument next=
	shift 2
	for argument in "$@"; do
		[ -z "$next" ] || value=$argument
		next=
		case $argument in
		"$name") next=1 ;;
		"$name"=*) value=${argument#*=} ;;
		esac
	done
	echo "$value"
}

if [ "$what" = dev ]; then
	rpc=$(option --rpc-port 9944 "$@")
	check_ports "$rpc" --rpc-port "$(option --prometheus-port 9615 "$@")" --prometheus-port
elif [ $# != 0 ]; then
	die "a network takes no arguments, and $# were given: its file is zombienet/networks/$what.toml"
fi

started=$SECONDS
"$REPOSITORY/scripts/setup.sh"
say "set-up took $((SECONDS - started)) s; building (the first time compiles some 1,300 crates)"
started=$SECONDS
build
say "the build took $((SECONDS - started)) s"

if [ "$what" = dev ]; then
	say "
RPC       ws://127.0.0.1:$rpc
explorer  https://polkadot.js.org/apps/?rpc=ws://127.0.0.1:$rpc#/explorer
console   https://dev.papi.how/explorer#networkId=custom&endpoint=ws%3A%2F%2F127.0.0.1%3A$rpc
stop      Ctrl-C
"
	exec "$OUTRIDER_BIN/outrider" --dev "$@"
fi
run_typescript zombienet/src/show.ts "$what"
