#!/usr/bin/env bash
# Freezes the chain specs of public networks, and makes the raw specs that their nodes start from.
#
# usage: scripts/chain-specs.sh freeze [NETWORK…]
#        scripts/chain-specs.sh raw NETWORK WASM FOLDER
#
#   freeze   writes chain-specs/NETWORK.json: all of the spec but the runtime, as the built node makes it. All networks if
#            none is named.
#   raw      puts a runtime into chain-specs/NETWORK.json, and writes into FOLDER the raw spec, the genesis head that the
#            relay chain registers, and their SHA-256. Fails while the spec has placeholders, and where the network has
#            started from another raw spec: chain-specs/NETWORK.sha256 then says from which.
#
# NETWORK is staging, canary or main; WASM is the runtime of a release, such as outrider_runtime.compact.compressed.wasm.

. "$(dirname "$0")/lib.sh"

answer_help "$@"

NETWORKS=(staging canary main)
SPECS=$REPOSITORY/chain-specs
# What stands for the runtime in a frozen spec. Texts are replaced, never numbers: JavaScript would round amounts.
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
		[ ! -e "$SPECS/$network.sha256" ] || die "$network has started: its genesis is what chain-specs/$network.sha256 says, for good"
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

# JavaScript: puts a runtime, the second argument, into a spec, the first, and writes it to the third.
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
	# shellcheck disable=SC2064 # The folder of now.
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
