#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# tools/package.sh BUILD OUT: one archive for a machine without a network (Debian 12, or any system
# with its C library or a newer one): the program of a build, every library that it needs but the C
# library's own, the letters of bulletins, their licences, the documents and what a service needs.
# Prints the archive's name.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=${1:?"用法：tools/package.sh 构建目录 输出目录"}
out=${2:?"用法：tools/package.sh 构建目录 输出目录"}

version=$("$build/qingxin" --version | awk 'NR == 1 { print $2 }')
name="qingxin-$version-linux-$(uname -m)"
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
root="$stage/$name"
mkdir -p "$root/lib/qingxin" "$root/share/qingxin/licences" "$out"

cmake --install "$build" --prefix "$root" --component qingxin >/dev/null

# What the C library brings stays with the system: it must fit the system's own loader.
of_system='/(ld-linux[^/]*|libc|libm|libdl|librt|libpthread|libresolv|libutil|libnss_[a-z]+)\.so'
ldd "$build/qingxin" | awk '$3 ~ /^\// { print $3 }' | grep -Ev "$of_system" |
  while read -r library; do
    cp -L "$library" "$root/lib/qingxin/"
    # A library is registered under /lib or under /usr/lib, which are the same.
    file=$(realpath "$library")
    package=$({ dpkg-query -S "$file" || dpkg-query -S "${file#/usr}"; } 2>/dev/null |
      head -n 1 | cut -d: -f1) || true
    if [ -n "$package" ]; then
      cp "/usr/share/doc/$package/copyright" "$root/share/qingxin/licences/$package.txt"
    fi
  done

# Of other letters a bulletin would be another file (src/documents/bulletin_pdf.h). Nothing finds
# them here: docs/serve.md says where they go.
drawn='/Noto(SerifCJK-(Regular|Bold)|SansCJK-Regular)\.ttc$'
letters=$(dpkg -L fonts-noto-cjk | grep -E "$drawn") ||
  { echo "没有字体 fonts-noto-cjk；请先运行 tools/install.sh" >&2; exit 1; }
mkdir -p "$root/share/qingxin/fonts"
for file in $letters; do cp "$file" "$root/share/qingxin/fonts/"; done
cp /usr/share/doc/fonts-noto-cjk/copyright "$root/share/qingxin/licences/fonts-noto-cjk.txt"

cp -r LICENSE README.md docs samples "$root/share/qingxin/"
[ ! -d deploy ] || cp -r deploy "$root/share/qingxin/"

archive="$out/$name.tar.gz"
when=$(git log -1 --format=%ct 2>/dev/null || date +%s)
tar -C "$stage" --sort=name --mtime="@$when" --owner=0 --group=0 --numeric-owner -cf - "$name" |
  gzip -n >"$archive"
(cd "$out" && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
printf '%s\n' "$archive"
