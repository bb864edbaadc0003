# Ends all that a script has started when a signal ends the script. Sourced by lib.sh.
# shellcheck shell=bash

# The processes that a run of a script has started, by the variable that they have inherited.
processes_of() {
	if [ -d /proc/self ]; then
		grep -slz "^OUTRIDER_RUN=$1\$" /proc/[0-9]*/environ | cut -d / -f 3
	else
		ps -A -E -o pid=,command= | awk -v run="[O]UTRIDER_RUN=$1( |\$)" '$0 ~ run { print $1 }'
	fi
}

# Asks them to end, and ends by force what is left after half a minute.
end_processes_of() {
	local round pids signal=TERM
	for ((round = 0; round < 90; round++)); do
		pids=$(processes_of "$1" || true)
		[ -n "$pids" ] || return 0
		[ $round != 60 ] || signal=KILL
		# shellcheck disable=SC2086  # A list.
		if [ $round = 0 ] || [ $signal = KILL ]; then kill -$signal $pids 2>/dev/null || true; fi
		sleep 0.5
	done
}

# Called at the top of a script, it runs the script once more, as a process beside which this one waits: bash heeds a signal
# only when the command has ended that it runs, but at once while it waits. Whatever ends the script, nothing that it has
# started goes on, and its status is that of the signal: 129, 130 or 143.
attend() {
	# What another script calls is attended with that. A shell that sources lib.sh is no script.
	[ -z "${OUTRIDER_RUN:-}" ] || return 0
	[ -f "$0" ] && [ "$(cd "$(dirname "$0")" && pwd)" = "$REPOSITORY/scripts" ] || return 0
	local run=$$.$RANDOM child watcher status=0
	# What bash starts in the background ignores Ctrl-C, which is to reach it.
	# shellcheck disable=SC2016  # Perl.
	OUTRIDER_RUN=$run perl -e '$SIG{INT} = "DEFAULT"; exec { $ARGV[0] } @ARGV or exit 127' "$0" "$@" <&0 &
	child=$!
	# If this one is killed.
	(
		trap '' HUP INT TERM
		while kill -0 $$ 2>/dev/null; do sleep 1; done
		end_processes_of "$run"
	) </dev/null >/dev/null 2>&1 &
	watcher=$!
	local signal
	for signal in HUP:129 INT:130 TERM:143; do
		# shellcheck disable=SC2064  # As they are now.
		trap "trap '' HUP INT TERM; end_processes_of $run; kill -KILL $watcher 2>/dev/null; exit ${signal#*:}" "${signal%:*}"
	done
	wait $child || status=$?
	# A signal to it alone.
	[ $status -le 128 ] || end_processes_of "$run"
	kill -KILL $watcher 2>/dev/null || true
	exit $status
}
