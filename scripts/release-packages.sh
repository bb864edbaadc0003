# Packs a node for operators: a Debian package, and a container image. Sourced by release.sh.
# shellcheck shell=bash

PACKAGING=$REPOSITORY/packaging
# The user of the node in an image.
IMAGE_USER=65532

# The Debian packages with the libraries of a binary, with their lowest versions, in the format of a package's field `Depends`.
libraries_of() {
	local binary=$1 folder
	folder=$(mktemp -d)
	mkdir "$folder/debian"
	printf 'Source: outrider\n\nPackage: outrider\nArchitecture: any\n' >"$folder/debian/control"
	(cd "$folder" && dpkg-shlibdeps -O "$binary" 2>/dev/null) | sed 's/^shlibs:Depends=//'
	rm -rf "$folder"
}

# All files get the time of the commit, so that the same files give the same package.
set_times() { find "$1" -print0 | xargs -0 touch --no-dereference --date "@$SOURCE_DATE_EPOCH"; }

# The arguments after the folder are options of dpkg-deb.
make_deb() {
	local binary=$1 version=$2 output=$3 root=$4 libraries script
	shift 4
	libraries=$(libraries_of "$binary")
	[ -n "$libraries" ] || die "dpkg-shlibdeps can't say which packages $binary needs"
	install -D -m 755 "$binary" "$root/usr/bin/outrider"
	install -D -m 644 "$PACKAGING/outrider.service" "$root/usr/lib/systemd/system/outrider.service"
	install -D -m 644 "$PACKAGING/outrider.default" "$root/etc/default/outrider"
	install -D -m 644 "$PACKAGING/sysusers.conf" "$root/usr/lib/sysusers.d/outrider.conf"
	install -D -m 644 "$PACKAGING/copyright" "$root/usr/share/doc/outrider/copyright"
	mkdir "$root/DEBIAN"
	for script in postinst prerm postrm; do install -m 755 "$PACKAGING/$script" "$root/DEBIAN/$script"; done
	echo /etc/default/outrider >"$root/DEBIAN/conffiles"
	cat >"$root/DEBIAN/control" <<-CONTROL
		Package: outrider
		Version: $version
		Architecture: $(dpkg --print-architecture)
		Maintainer: The Outrider authors
		Section: net
		Priority: optional
		Depends: $libraries, ca-certificates, systemd
		Homepage: https://github.com/outrider/outrider
		Description: node of Outrider, a Polkadot parachain
		 A full node and collator, run by the service outrider.service with the
		 arguments in /etc/default/outrider.
	CONTROL
	set_times "$root"
	dpkg-deb --build --root-owner-group "$@" "$root" "$output" >/dev/null
}

# The files of an image: the node, its libraries, and the certificates of public authorities. No shell.
image_files() {
	local binary=$1 root=$2 packages=$3 name
	local names=(ca-certificates)
	for name in $(libraries_of "$binary" | tr ',' '\n' | sed 's/^ *\([^ ]*\).*/\1/'); do names+=("$name"); done
	mkdir -p "$packages" "$root"
	(cd "$packages" && download_packages "${names[@]}") || die "apt-get can't get ${names[*]}"
	for name in "$packages"/*.deb; do dpkg-deb -x "$name" "$root"; done
	rm -rf "$root"/usr/{sbin,share/{man,locale,lintian,gcc,gdb}} "$root"/usr/lib/*/{gconv,engines-3,ossl-modules}
	find "$root/usr/share/doc" -type f ! -name copyright -delete
	mkdir -p "$root/etc/ssl/certs"
	cat "$root"/usr/share/ca-certificates/mozilla/*.crt >"$root/etc/ssl/certs/ca-certificates.crt"
	echo "outrider:x:$IMAGE_USER:$IMAGE_USER:Outrider node:/data:/" >"$root/etc/passwd"
	install -D -m 755 "$binary" "$root/usr/bin/outrider"
	mkdir -p "$root/tmp" "$root/data"
	chmod 1777 "$root/tmp" "$root/data"
	set_times "$root"
}

# Writes an image to one file, in the layout of the Open Container Initiative.
make_image() {
	local binary=$1 version=$2 commit=$3 output=$4 work=$5 created as_owner=()
	created=$(date --utc --date "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
	# The files of an image belong to root, whichever user makes the image.
	[ "$(id -u)" = 0 ] || as_owner=(unshare --map-root-user)
	image_files "$binary" "$work/root" "$work/packages"
	umoci init --layout "$work/layout"
	umoci new --image "$work/layout:$version"
	"${as_owner[@]}" umoci insert --image "$work/layout:$version" --history.created "$created" "$work/root" /
	umoci config --image "$work/layout:$version" --created "$created" --history.created "$created" \
		--config.user "$IMAGE_USER:$IMAGE_USER" --config.entrypoint /usr/bin/outrider --config.workingdir /data \
		--config.env XDG_DATA_HOME=/data --config.env XDG_CACHE_HOME=/data/cache --config.volume /data \
		--config.exposedports 30333/tcp --config.exposedports 9944/tcp --config.exposedports 9615/tcp \
		--config.stopsignal SIGTERM --config.label org.opencontainers.image.title=outrider \
		--config.label "org.opencontainers.image.version=$version" --config.label "org.opencontainers.image.revision=$commit" \
		--config.label org.opencontainers.image.licenses=GPL-3.0-only
	umoci gc --layout "$work/layout"
	tar -c --sort=name --mtime "@$SOURCE_DATE_EPOCH" --owner 0 --group 0 --numeric-owner --mode a+rX -f "$output" -C "$work/layout" .
}
