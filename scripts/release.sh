#!/usr/bin/env bash
# Makes a release: one folder with all that an operator needs, and with checksums and notes for its verification.
#
# usage: scripts/release.sh VERSION [OPTION…]             a release of the present commit
#        scripts/release.sh wasm FILE [--profile fast]    only the runtime, to compare the hash
#        scripts/release.sh reproduce [--profile fast]    the runtime from two clones, to compare the bytes
#
#   --out DIR        the folder (default: target/release-VERSION)
#   --before FILE    the runtime of the release before, a Wasm file: the notes list the changes since then
#   --sign KEY       signs SHA256SUMS with this key of gpg
#   --profile fast   a rehearsal with the binary in target/bin, in minutes: folder and notes are marked as a rehearsal
#
# A release uses the compiler of rust-toolchain.toml, and compiles all crates with optimization. docs/releases.md lists its
# content.

. "$(dirname "$0")/lib.sh"
answer_help "$@"
# shellcheck source=scripts/fixed-paths.sh
. "$REPOSITORY/scripts/fixed-paths.sh"
# shellcheck source=scripts/apt.sh
. "$REPOSITORY/scripts/apt.sh"
# shellcheck source=scripts/release-packages.sh
. "$REPOSITORY/scripts/release-packages.sh"

USAGE="usage: scripts/release.sh VERSION [--out DIR] [--before FILE] [--sign KEY] [--profile fast], or wasm FILE, or reproduce"

what=${1:-}
[ -n "$what" ] || die "no version is given; $USAGE"
shift
file=
if [ "$what" = wasm ]; then
	file=${1:-}
	[ -n "$file" ] && [[ "$file" != -* ]] || die "no file is given for the runtime; $USAGE"
	shift
fi
profile=production out='' before='' key=''
while [ $# != 0 ]; do
	[ $# -ge 2 ] || die "the option $1 needs a value, or is unknown; $USAGE"
	case $1 in
	--profile) profile=$2 ;;
	--out) out=$2 ;;
	--before) before=$2 ;;
	--sign) key=$2 ;;
	*) die "unknown option \`$1\`; $USAGE" ;;
	esac
	shift 2
done
case $profile in
production | fast) ;;
*) die "unknown profile \`$profile\`; known: production, and fast for a rehearsal" ;;
esac

# Refuses a release of anything but a commit with this version.
check_version() {
	local inside
	inside=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$REPOSITORY/Cargo.toml")
	[ "$version" = "$inside" ] || die "the version is $version, and Cargo.toml says $inside: a release has the version of its commit"
	[ $profile = fast ] || [ -z "$(git -C "$REPOSITORY" status --porcelain)" ] ||
		die "files differ from the commit: commit them, or remove them"
}

# The node and the runtime: compiled now, or for a rehearsal the present ones.
take_node() {
	if [ $profile = fast ]; then
		[ -x "$OUTRIDER_BIN/outrider" ] || die "no node in $OUTRIDER_BIN: build it with scripts/run.sh"
		strip -o "$out/outrider" "$OUTRIDER_BIN/outrider"
		return
	fi
	check_release_compiler
	say "compiling the node and its runtime, optimized: this takes long"
	export_commit "$commit" "$work/source"
	fixed_cargo "$work" "$commit" build --package outrider-node --package outrider-runtime --bin outrider \
		--features outrider-runtime/metadata-hash --profile $profile --locked || die "the build failed"
	strip -o "$out/outrider" "$work/target/$profile/outrider"
	cp "$(built_wasm "$work" $profile)" "$out/$WASM"
}

# For each chain of the release: the raw spec, the genesis head and the genesis code. All chains have the same runtime.
export_chains() {
	local chain code node=(env XDG_CACHE_HOME="$work/cache" "$out/outrider")
	for chain in $(grep -v '^#' "$PACKAGING/chains.txt"); do
		"${node[@]}" export-chain-spec --raw --chain "$chain" --output "$out/$chain.json" >/dev/null 2>&1 &&
			"${node[@]}" export-genesis-head --chain "$chain" --base-path "$work/base" "$out/$chain-genesis-head.hex" >/dev/null 2>&1 &&
			"${node[@]}" export-genesis-wasm --chain "$chain" "$out/$chain-genesis-code.hex" >/dev/null 2>&1 ||
			die "the node makes no spec of \`$chain\`, which $PACKAGING/chains.txt names: $out/outrider export-chain-spec --raw --chain $chain"
		code=$work/$chain.wasm
		cut -c 3- "$out/$chain-genesis-code.hex" | tr -d '\n' | xxd -r -p >"$code"
		[ -e "$out/$WASM" ] || cp "$code" "$out/$WASM"
		cmp "$code" "$out/$WASM" || die "\`$chain\` starts with another runtime than the other chains"
	done
}

# The list of the node's crates.
list_crates() {
	local source=$work/sbom
	export_commit "$commit" "$source"
	(cd "$source" && cargo cyclonedx --quiet --format json --spec-version 1.5 --manifest-path node/Cargo.toml) ||
		die "cargo-cyclonedx can't list the crates of the node"
	# The list names crates of the workspace by their paths.
	sed "s|$source|/outrider|g" "$source/node/outrider-node.cdx.json" >"$out/outrider.cdx.json"
}

# The notes list the files. The checksums cover all files, with the notes.
write_notes() {
	local options=(--folder "$out" --wasm "$WASM" --version "$version" --commit "$commit" --compiler "$(cd "$REPOSITORY" && rustc --version)")
	[ -z "$before" ] || options+=(--before "$before")
	[ $profile = production ] || options+=(--rehearsal)
	(run_typescript scripts/release-notes.ts "${options[@]}") >"$work/NOTES.md" || die "no notes, so no release"
	mv "$work/NOTES.md" "$out/NOTES.md"
	(cd "$out" && find . -type f ! -name 'SHA256SUMS*' -printf '%P\n' | LC_ALL=C sort | xargs sha256sum >SHA256SUMS)
	[ -z "$key" ] || gpg --batch --yes --armor --local-user "$key" --detach-sign --output "$out/SHA256SUMS.asc" "$out/SHA256SUMS" ||
		die "gpg can't sign with the key $key"
}

make_release() {
	local marked=$what package_version=$what compression=(-Zxz) made
	version=$what
	check_version
	[ -z "$before" ] || [ -f "$before" ] || die "no file $before: --before takes the Wasm file of the release before"
	commit=$(git -C "$REPOSITORY" rev-parse HEAD)
	SOURCE_DATE_EPOCH=$(git -C "$REPOSITORY" log -1 --format=%ct)
	export SOURCE_DATE_EPOCH
	if [ "$profile" = fast ]; then
		# A tilde sorts before the version itself. The package is only a rehearsal and may be large.
		marked=$version-rehearsal package_version=$version~rehearsal compression=(-Zgzip -z1)
	fi
	out=${out:-$REPOSITORY/target/release-$marked}
	WASM=outrider_runtime-$marked.wasm
	[ ! -e "$out" ] || die "$out is there already: remove it, or give another folder by --out"
	"$REPOSITORY/scripts/setup.sh" release
	work=$(mktemp -d "$CACHE/release.XXXXXX")
	# However this ends, no folder with that name has half a release.
	made=$out out=$out.unfinished
	trap 'rm -rf "$work" "$out"' EXIT
	rm -rf "$out"
	mkdir -p "$out"
	out=$(cd "$out" && pwd)
	take_node
	say "specs, genesis heads and genesis codes"
	export_chains
	say "the Debian package"
	make_deb "$out/outrider" "$package_version" "$out/outrider_${marked}_$(dpkg --print-architecture).deb" "$work/deb" "${compression[@]}"
	say "the image"
	make_image "$out/outrider" "$marked" "$commit" "$out/outrider-$marked-oci.tar" "$work/image"
	say "the list of crates"
	list_crates
	say "notes and sums"
	write_notes
	mv "$out" "$made"
	say "the release is in $made"
}

case $what in
wasm)
	compile_wasm "$profile" "$file"
	say "the runtime is in $file"
	;;
reproduce) reproduce "$profile" ;;
*) make_release ;;
esac
