# Checks this machine's disk, memory, network and ports before a long build. Sourced by lib.sh.
# shellcheck shell=bash

GIB=$((1024 * 1024))
# The size of the target folder after build, lints and documentation, in GiB: 8.4 in November 2026, and room to grow.
TARGET_GIB=10
# Further free space, in GiB: a gigabyte of crates, the binaries twice while they are replaced, databases and logs of local
# networks.
SPARE_GIB=4
# The memory that compiling needs, in GiB: for the largest process, and for each further one. The largest processes had 2.6
# (`staging-xcm-executor`, `outrider-runtime`), most have less than 1. Two at once, with the Wasm builds, had 7.3 at most.
LARGEST_GIB=3
FURTHER_GIB=1

# Runs a command with a time limit in seconds. macOS has no `timeout`.
within() { perl -e 'alarm shift; exec @ARGV or exit 127' "$@"; }

# The free KiB on the disk of a folder. The folder need not exist yet.
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

# The free memory and swap in KiB, within a container's limit. Prints nothing if it is not known.
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
	# After the first build there are few crates to compile.
	[ ! -x "$CARGO_TARGET_DIR/$PROFILE/outrider" ] || return 0
	free=$(free_memory)
	[ -n "$free" ] || return 0
	needed=$(((LARGEST_GIB + FURTHER_GIB * (jobs - 1)) * GIB))
	[ "$free" -ge $needed ] || [ "$free" -ge $((LARGEST_GIB * GIB)) ] ||
		die "$((free / GIB)) GiB of memory are free, and the largest crates take $LARGEST_GIB GiB to compile: end other programs, or add memory or swap"
	[ "$free" -ge $needed ] ||
		die "$((free / GIB)) GiB of memory are free, and compiling $jobs crates at once takes $((needed / GIB)) GiB: compile fewer at once, CARGO_BUILD_JOBS=$(((free / GIB - LARGEST_GIB) / FURTHER_GIB + 1)), or add memory or swap"
}

# Fetches all crates before anything is compiled. If all crates are here, no registry is asked.
fetch_crates() {
	(
		cd "$REPOSITORY" || return
		cargo fetch --locked --offline >/dev/null 2>&1 && return
		say "setup: getting the crates that Cargo.lock names"
		cargo fetch --locked --quiet && return
		# After an earlier build another one can do without the missing crates.
		[ -x "$CARGO_TARGET_DIR/$PROFILE/outrider" ] ||
			die "cargo can't get all crates that Cargo.lock names: check the network, and the proxy or the registry that cargo is set to use"
	)
}

# Fails if a port is taken on which a node will listen. The arguments are ports, each followed by the option that changes it.
check_ports() {
	local port option
	while [ $# -gt 0 ]; do
		port=$1 option=$2
		shift 2
		# 0 means any free port.
		if [ "$port" != 0 ] && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
			die "port $port is taken: end what listens there, or give another port by $option, 0 for any that is free"
		fi
	done
}
