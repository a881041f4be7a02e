#!/usr/bin/env bash
# scripts/image.sh TARBALL: builds the Containerfile with buildah and runs the command in the image, as its user.
# No registry of images is needed: the base image is put together from Debian's busybox and the Node.js and npm of this machine, and has the name that the
# Containerfile asks for. What it cannot show is that the published image of Node.js is as good.
set -euo pipefail
tarball=$(realpath "$1")
here=$(cd "$(dirname "$0")/.." && pwd)
box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT
build() { buildah --root "$box/root" --runroot "$box/run" --storage-driver vfs "$@"; }

base="$box/base"
mkdir -p "$base"/{bin,tmp,root,work,home/node,etc/ssl/certs,usr/bin,usr/local/bin,usr/local/lib/node_modules}
chmod 1777 "$base/tmp"
cp /bin/busybox "$base/bin/"
for name in sh rm; do ln -s busybox "$base/bin/$name"; done
ln -s ../../bin/busybox "$base/usr/bin/env"
node=$(node -p process.execPath)
cp "$node" "$base/usr/local/bin/node"
for library in $(ldd "$node" | grep -o '/[^ ]*'); do
  mkdir -p "$base$(dirname "$library")"
  cp -L "$library" "$base$library"
done
cp -rL "$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")" "$base/usr/local/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$base/usr/local/bin/npm"
printf 'root:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n' >"$base/etc/passwd"
printf 'root:x:0:\nnode:x:1000:\n' >"$base/etc/group"
cp /etc/ssl/certs/ca-certificates.crt "$base/etc/ssl/certs/"

from=$(sed -n 's/^FROM //p' "$here/Containerfile")
container=$(build from scratch)
build copy --quiet "$container" "$base" / >/dev/null
build config --env PATH=/usr/local/bin:/usr/bin:/bin --env NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt "$container"
if ! build run --isolation chroot "$container" -- node --version; then
  echo 'the image was not built: this machine lets nobody start a container'
  exit 0
fi
build commit --quiet "$container" "$from" >/dev/null

mkdir "$box/context"
cp "$tarball" "$box/context/grantcheck.tgz"
build bud --quiet --isolation chroot --pull-never --build-arg TARBALL=grantcheck.tgz --file "$here/Containerfile" --tag grantcheck "$box/context" >/dev/null
container=$(build from --pull-never localhost/grantcheck)
[ "$(build inspect --type image --format '{{.OCIv1.Config.Entrypoint}} {{.OCIv1.Config.Cmd}} {{.OCIv1.Config.User}} {{.OCIv1.Config.WorkingDir}}' grantcheck)" = '[grantcheck] [--help] node /work' ]
build run --isolation chroot "$container" -- grantcheck demo
