# Ends all processes of a script when a signal ends the script. Sourced by lib.sh.
# shellcheck shell=bash

# The processes of a script's run: they have inherited the variable OUTRIDER_RUN.
processes_of() {
	if [ -d /proc/self ]; then
		grep -slz "^OUTRIDER_RUN=$1\$" /proc/[0-9]*/environ | cut -d / -f 3
	else
		ps -A -E -o pid=,command= | awk -v run="[O]UTRIDER_RUN=$1( |\$)" '$0 ~ run { print $1 }'
	fi
}

# Asks the processes of a run to end, and kills those that are left after half a minute.
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

# Ends a child process that ignores signals, and waits until it has gone.
end_watcher() { { kill -KILL "$1" && wait "$1"; } 2>/dev/null || true; }

# Called at the top of a script. Runs the script again as a child process, and waits for the child: bash handles a signal
# at once while it waits, but during another command only after that command. However the script ends, all of its processes
# end too. After a signal the exit status is 129, 130 or 143.
attend() {
	# A script that another script has called is attended already. A shell that sources lib.sh is not a script.
	[ -z "${OUTRIDER_RUN:-}" ] || return 0
	[ -f "$0" ] && [ "$(cd "$(dirname "$0")" && pwd)" = "$REPOSITORY/scripts" ] || return 0
	local run=$$.$RANDOM child watcher status=0
	# Bash makes background processes ignore Ctrl-C. This one must get it.
	# shellcheck disable=SC2016  # Perl.
	OUTRIDER_RUN=$run perl -e '$SIG{INT} = "DEFAULT"; exec { $ARGV[0] } @ARGV or exit 127' "$0" "$@" <&0 &
	child=$!
	# A watcher, in case this process is killed. It is one process, so that none is left when it is killed itself.
	# shellcheck disable=SC2016  # Perl.
	perl -e '
		$SIG{$_} = "IGNORE" for qw(HUP INT TERM);
		my ($watched, $functions, $run) = @ARGV;
		sleep 1 while kill 0, $watched;
		exec "bash", "-c", ". \"\$1\"; end_processes_of \"\$2\"", "bash", $functions, $run;
	' $$ "$REPOSITORY/scripts/attend.sh" "$run" </dev/null >/dev/null 2>&1 &
	watcher=$!
	local signal
	for signal in HUP:129 INT:130 TERM:143; do
		# shellcheck disable=SC2064  # Expanded now.
		trap "trap '' HUP INT TERM; end_processes_of $run; end_watcher $watcher; exit ${signal#*:}" "${signal%:*}"
	done
	wait $child || status=$?
	# The child alone got a signal.
	[ $status -le 128 ] || end_processes_of "$run"
	end_watcher $watcher
	exit $status
}
