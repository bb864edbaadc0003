#!/usr/bin/env bash
# Measures the calls and hooks of our pallets, and writes their weights to runtime/src/weights/.
#
# usage: scripts/benchmark.sh [PALLET…]    without one: pallet_emission pallet_dapp_staking

. "$(dirname "$0")/lib.sh"

STEPS=20
REPEAT=10
pallets=("$@")
[ ${#pallets[@]} != 0 ] || pallets=(pallet_emission pallet_dapp_staking)

"$REPOSITORY/scripts/setup.sh"
say "building, with the Wasm for benchmarks"
OUTRIDER_BENCHMARKS=1 build
wasm=$(find "$OUTRIDER_BIN/wbuild" -path '*benchmarks*' -name '*.compact.compressed.wasm' | head -n 1)
[ -n "$wasm" ] || die "no Wasm for benchmarks came out of $OUTRIDER_BIN/wbuild"

for pallet in "${pallets[@]}"; do
	say "measuring $pallet"
	# In the folder of the file, so that its header names no folder of this machine.
	(cd "$(dirname "$wasm")" && "$OUTRIDER_BIN/outrider" benchmark pallet --runtime "$(basename "$wasm")" \
		--genesis-builder runtime --genesis-builder-preset development \
		--pallet "$pallet" --extrinsic '*' --steps "$STEPS" --repeat "$REPEAT" \
		--template "$REPOSITORY/scripts/weights.hbs" --output "$REPOSITORY/runtime/src/weights/$pallet.rs")
	rustfmt --edition 2021 --config-path "$REPOSITORY" "$REPOSITORY/runtime/src/weights/$pallet.rs"
done
