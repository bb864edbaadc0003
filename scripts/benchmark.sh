#!/usr/bin/env bash
# Measures the calls and hooks of pallets, and writes their weights to runtime/src/weights/measured/.
#
# usage: scripts/benchmark.sh [PALLET…]    without one: all whose weights it has written before
#
# The Wasm is compiled with the profile `production`, as that of a release. The node, compiled with the profile `release`, runs
# the Wasm. Nothing else should run beside the measuring.

. "$(dirname "$0")/lib.sh"
answer_help "$@"

STEPS=20
REPEAT=10
weights=$REPOSITORY/runtime/src/weights/measured
if [ $# = 0 ]; then
	# shellcheck disable=SC2016,SC2046  # The quotes are in the files; their names are to be split.
	set -- $(grep -l 'Written by `scripts/benchmark.sh' "$weights"/*.rs | xargs -n 1 basename -s .rs)
fi
known=$(sed -n 's/^\t\[\([a-z_]*\), .*/\1/p' "$REPOSITORY/runtime/src/benchmarks.rs" | tr '\n' ' ')
for pallet in "$@"; do
	[[ " $known" == *" $pallet "* ]] || die "unknown pallet \`$pallet\`; known: $known"
done

"$REPOSITORY/scripts/setup.sh"
say "building the Wasm for benchmarks with the profile \`production\`"
# The features of the workspace's selection, without its programs.
OUTRIDER_BENCHMARKS=1 WASM_BUILD_TYPE=production \
	workspace_cargo build --workspace --lib --examples --profile "$PROFILE" --locked
wasm=$(find "$CARGO_TARGET_DIR/$PROFILE/wbuild" -path '*benchmarks*' -name '*.compact.compressed.wasm' | head -n 1)
[ -n "$wasm" ] || die "no Wasm for benchmarks came out of $CARGO_TARGET_DIR/$PROFILE/wbuild"

say "building the node with the profile \`release\`"
workspace_cargo build --workspace --bins --profile release --locked

for pallet in "$@"; do
	say "measuring $pallet"
	# In the folder of the file, so that its header names no folder of this machine.
	(cd "$(dirname "$wasm")" && "$CARGO_TARGET_DIR/release/outrider" benchmark pallet --runtime "$(basename "$wasm")" \
		--genesis-builder runtime --genesis-builder-preset development \
		--pallet "$pallet" --extrinsic '*' --steps "$STEPS" --repeat "$REPEAT" \
		--template "$REPOSITORY/scripts/weights.hbs" --output "$weights/$pallet.rs")
	rustfmt --edition 2021 --config-path "$REPOSITORY" "$weights/$pallet.rs"
done
