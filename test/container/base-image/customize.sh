#!/bin/sh
# Run by mmdebstrap with the new root folder: what the public image has besides Debian's packages, as far as it matters to us.
set -eu
root=$1

install -m 755 "$BASE_NODE" "$root/usr/local/bin/node"
mkdir -p "$root/usr/local/lib/node_modules"
cp -r "$BASE_NPM" "$root/usr/local/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$root/usr/local/bin/npx"
chown -R 0:0 "$root/usr/local/lib/node_modules"

chroot "$root" useradd --create-home --uid 1000 --shell /bin/bash node
echo 'node ALL=(root) NOPASSWD:ALL' >"$root/etc/sudoers.d/node"
chmod 440 "$root/etc/sudoers.d/node"
install -d -o 1000 -g 1000 "$root/usr/local/share/npm-global"

# A machine behind a proxy that opens TLS gives its certificates to the image, as a company does to its mirror of it.
for certificate in ${BASE_CERTIFICATES:-}; do
  install -D -m 644 "$certificate" "$root/usr/local/share/ca-certificates/$(basename "$certificate")"
done
chroot "$root" update-ca-certificates >/dev/null
rm -rf "$root"/var/cache/apt/archives/*.deb
