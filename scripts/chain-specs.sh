#!/usr/bin/env bash
# Freezes the chain specs of public networks, and makes the raw specs for their nodes.
#
# usage: scripts/chain-specs.sh freeze [NETWORK…]
#        scripts/chain-specs.sh raw NETWORK WASM FOLDER
#
#   freeze   writes chain-specs/NETWORK.json: the built node's spec without the runtime. Without a NETWORK: for all
#            networks.
#   raw      puts a runtime into chain-specs/NETWORK.json, and writes into FOLDER the raw spec, the genesis head that the
#            relay chain registers, and their SHA-256. Fails if the spec has placeholders, or if the network has started
#            from another raw spec, whose SHA-256 is in chain-specs/NETWORK.sha256.
#
# NETWORK is staging, canary or main; WASM is the runtime of a release, such as outrider_runtime.compact.compressed.wasm.

. "$(dirname "$0")/lib.sh"

answer_help "$@"

NETWORKS=(staging canary main)
SPECS=$REPOSITORY/chain-specs
# The placeholder of the runtime in a frozen spec. The script replaces text and parses no numbers: JavaScript would round
# amounts.
NO_CODE='"code": "0x"'

node_binary() {
	[ -x "$OUTRIDER_BIN/outrider" ] || die "no node in $OUTRIDER_BIN: build it with scripts/run.sh"
	"$OUTRIDER_BIN/outrider" "$@"
}

require_network() {
	[[ " ${NETWORKS[*]} " == *" $1 "* ]] || die "unknown network \`$1\`; known: ${NETWORKS[*]}"
}

freeze() {
	local network made
	for network in "$@"; do require_network "$network"; done
	for network in "$@"; do
		[ ! -e "$SPECS/$network.sha256" ] || die "$network has started: its genesis can't change any more, and chain-specs/$network.sha256 has its hashes"
		made=$(mktemp)
		{
			node_binary export-chain-spec --chain "$network" | sed -E "s/\"code\": \"0x[0-9a-f]*\"/$NO_CODE/"
			echo
		} >"$made"
		cat "$made" >"$SPECS/$network.json"
		rm "$made"
		say "chain-specs/$network.json"
	done
}

# JavaScript: puts a runtime (second argument) into a spec (first argument), and writes the spec to a file (third argument).
PUT_CODE='
	const [spec, wasm, whole, noCode] = process.argv.slice(1);
	const parts = fs.readFileSync(spec, "utf8").split(noCode);
	if (parts.length !== 2) throw new Error(`${spec} has ${parts.length - 1} places for a runtime`);
	fs.writeFileSync(whole, parts.join(`"code": "0x${fs.readFileSync(wasm, "hex")}"`));
'

raw() {
	local network=$1 wasm=$2 folder=$3 work whole made
	require_network "$network"
	[ -f "$wasm" ] || die "no file \`$wasm\`; accepted is the Wasm file of a release's runtime"
	mkdir -p "$folder"
	work=$(mktemp -d)
	# shellcheck disable=SC2064 # Expanded now.
	trap "rm -rf '$work'" EXIT
	whole=$work/whole.json made=$work/made
	mkdir "$made"
	node -e "$PUT_CODE" "$SPECS/$network.json" "$wasm" "$whole" "$NO_CODE"
	node_binary export-chain-spec --raw --chain "$whole" --output "$made/$network.json"
	node_binary export-genesis-head --base-path "$work/base" --chain "$made/$network.json" "$made/$network.head"
	(cd "$made" && sha256sum "$network.json" "$network.head" >"$network.sha256")
	if [ -e "$SPECS/$network.sha256" ]; then
		cmp -s "$SPECS/$network.sha256" "$made/$network.sha256" ||
			die "$network has started from another raw spec: with its own runtime the hashes are those of chain-specs/$network.sha256"
	fi
	mv "$made"/* "$folder"
	say "$folder/$network.json, $network.head, $network.sha256"
}

case ${1:-} in
freeze)
	shift
	[ $# -gt 0 ] || set -- "${NETWORKS[@]}"
	freeze "$@"
	;;
raw)
	[ $# -eq 4 ] || die "raw takes NETWORK WASM FOLDER; scripts/chain-specs.sh --help says more"
	raw "$2" "$3" "$4"
	;;
*) die "unknown command \`${1:-}\`; known: freeze, raw; scripts/chain-specs.sh --help says more" ;;
esac
