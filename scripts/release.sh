#!/usr/bin/env bash
# Makes a release: one folder with all that an operator needs, and the sums and notes by which anyone checks it.
#
# usage: scripts/release.sh VERSION [OPTION…]             the release of the commit that is checked out
#        scripts/release.sh wasm FILE [--profile fast]    its runtime alone, to compare the hash
#        scripts/release.sh reproduce [--profile fast]    its runtime from two clones, to see that the bytes are the same
#
#   --out DIR        the folder; target/release-VERSION if nothing is said
#   --before FILE    the runtime of the release before, a Wasm file: the notes say what has changed since
#   --sign KEY       signs SHA256SUMS with this key of gpg
#   --profile fast   a rehearsal with the binary in target/bin, in minutes: its folder and notes say that it is no release
#
# A release takes the compiler that rust-toolchain.toml names, and an hour and more. docs/releases.md says what is in it.

. "$(dirname "$0")/lib.sh"
answer_help "$@"
# shellcheck source=scripts/fixed-paths.sh
. "$REPOSITORY/scripts/fixed-paths.sh"

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

case $what in
wasm)
	compile_wasm "$profile" "$file"
	say "the runtime is in $file"
	;;
reproduce) reproduce "$profile" ;;
esac
