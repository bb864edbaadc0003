# Whether this machine has what a long build, and what is run after it, will need. Sourced by lib.sh.
# shellcheck shell=bash

GIB=$((1024 * 1024))
# What build, lints and documentation leave in the target folder, in GiB: 8.4 in November 2026, and what is to come.
TARGET_GIB=10
# What must be free beside it, in GiB: a gigabyte of crates, twice the binaries while they are replaced, the databases and
# logs of local networks.
SPARE_GIB=4
# What compiling takes at least, in GiB. The largest process was seen with 2.6 (`staging-xcm-executor`, `outrider-runtime`), most
# have less than 1; two at once, with the Wasm builds beside them, never had more than 7.3 together.
LARGEST_GIB=3
FURTHER_GIB=1

# Runs a command for so many seconds at most. macOS has no `timeout`.
within() { perl -e 'alarm shift; exec @ARGV or exit 127' "$@"; }

# KiB that are free where a folder is, or will be.
free_disk() {
	local folder=$1
	while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
	df -Pk "$folder" | awk 'NR == 2 { print $4 }'
}

check_disk() {
	local used=0 needed free
	# Files vanish where another checkout compiles, and du fails for that although it has added up the others.
	[ ! -d "$CARGO_TARGET_DIR" ] || used=$({ du -sk "$CARGO_TARGET_DIR" 2>/dev/null || true; } | awk '{ print $1 }')
	needed=$((TARGET_GIB * GIB - ${used:-0}))
	[ $needed -gt 0 ] || needed=0
	needed=$((needed + SPARE_GIB * GIB)) free=$(free_disk "$CARGO_TARGET_DIR")
	[ "$free" -ge $needed ] ||
		die "$((free / GIB)) GiB are free where $CARGO_TARGET_DIR is, and building takes $(((needed + GIB - 1) / GIB)) GiB: make room, or name a folder on another disk in OUTRIDER_CACHE"
}

# KiB of memory that processes can have, swap included, within the limit that a container has; nothing where that is unknown.
free_memory() {
	local info=${OUTRIDER_PROC:-/proc}/meminfo limit used free
	[ -r "$info" ] || return 0
	free=$(awk '/^(MemAvailable|SwapFree):/ { sum += $2 } END { print sum }' "$info")
	limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null || true)
	case $limit in
	'' | *[!0-9]*) ;;
	*)
		used=$(awk '/^(anon|shmem) / { sum += $2 } END { print sum + 0 }' /sys/fs/cgroup/memory.stat)
		limit=$(((limit - used) / 1024))
		[ $limit -ge "$free" ] || free=$limit
		;;
	esac
	echo "$free"
}

processors() { getconf _NPROCESSORS_ONLN; }

check_memory() {
	local jobs=${CARGO_BUILD_JOBS:-$(processors)} free needed
	# After the first build few crates are left.
	[ ! -x "$CARGO_TARGET_DIR/$PROFILE/outrider" ] || return 0
	free=$(free_memory)
	[ -n "$free" ] || return 0
	needed=$(((LARGEST_GIB + FURTHER_GIB * (jobs - 1)) * GIB))
	[ "$free" -ge $needed ] || [ "$free" -ge $((LARGEST_GIB * GIB)) ] ||
		die "$((free / GIB)) GiB of memory are free, and the largest crates take $LARGEST_GIB GiB to compile: end other programs, or add memory or swap"
	[ "$free" -ge $needed ] ||
		die "$((free / GIB)) GiB of memory are free, and compiling $jobs crates at once takes $((needed / GIB)) GiB: compile fewer at once, CARGO_BUILD_JOBS=$(((free / GIB - LARGEST_GIB) / FURTHER_GIB + 1)), or add memory or swap"
}

# Gets all crates before anything is compiled. What is there already is not asked for.
fetch_crates() {
	(
		cd "$REPOSITORY" || return
		cargo fetch --locked --offline >/dev/null 2>&1 && return
		say "setup: getting the crates that Cargo.lock names"
		cargo fetch --locked --quiet && return
		# What an earlier build has left is enough for another one.
		[ -x "$CARGO_TARGET_DIR/$PROFILE/outrider" ] ||
			die "cargo can't get all crates that Cargo.lock names: check the network, and the proxy or the registry that cargo is set to use"
	)
}

# Can the ports be had on which a node is going to listen? An option for another one is named with each.
check_ports() {
	local port option
	while [ $# -gt 0 ]; do
		port=$1 option=$2
		shift 2
		# 0 is any that is free.
		if [ "$port" != 0 ] && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
			die "port $port is taken: end what listens there, or give another port by $option, 0 for any that is free"
		fi
	done
}
