# Debian's packages, installed or downloaded. Sourced by setup.sh and release.sh.
# shellcheck shell=bash

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		die "not root and no sudo: run this as root: $*"
	fi
}

has_package() { dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }

apt_install() {
	local missing=() package
	for package in "$@"; do has_package "$package" || missing+=("$package"); done
	[ ${#missing[@]} = 0 ] && return
	say "setup: installing with apt: ${missing[*]}"
	as_root apt-get update -qq
	# Unattended upgrades hold the lock for a while.
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -qq "${missing[@]}" >/dev/null
}

# Downloads packages into this folder. The lists name versions that the mirror has replaced since, until they are updated.
download_packages() {
	apt-get -o APT::Sandbox::User=root download -qq "$@" 2>/dev/null ||
		{ as_root apt-get update -qq && apt-get -o APT::Sandbox::User=root download -qq "$@"; }
}
