#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing for `demo`, `test`, `format`, `fuzz`, `gate` or `bench`; nothing when
# nothing is.
# Debian 12. Outside the checkout only packages are touched.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

building="g++ cmake ninja-build pkg-config ccache mold libboost1.81-dev libboost-json1.81-dev
  libssl-dev libxlsxwriter-dev libzip-dev libexpat1-dev libutf8proc-dev libexpected-dev
  libcli11-dev libfmt-dev libtomlplusplus-dev libxxhash-dev libsqlite3-dev libpq-dev libgtest-dev
  libgmock-dev libsodium-dev libcurl4-openssl-dev zlib1g-dev libqrencode-dev libpango1.0-dev
  fonts-noto-cjk python3"
# What the tests read our files with, and the server that they start.
reading="unzip libreoffice-calc-nogui libreoffice-writer-nogui poppler-utils zbar-tools
  postgresql-15 nginx-light openssl python3-yaml python3-jsonschema"
node=

# Node serves the calendar check and the benchmark. Debian's is too old but brings npm, with which
# a newer one comes into build/node. Where any Node is installed, Debian's would clash with it.
node_is_new() {
  command -v node >/dev/null && command -v npm >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number);
             process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}
command -v node >/dev/null || node="nodejs npm"

case "${1:-}" in
  demo) wanted=$building ;;
  test) wanted="$building $reading $node" ;;
  format) wanted=clang-format-16 ;;
  fuzz) wanted="$building clang-16 libclang-rt-16-dev" ;;
  gate) wanted="$building valgrind" ;;
  bench) wanted="$building $node postgresql-15 wrk" ;;
  *)
    printf '用法：tools/install.sh demo|test|format|fuzz|gate|bench\n' >&2
    exit 2
    ;;
esac

missing=
for package in $wanted; do
  state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing="$missing $package"
done

if [ -n "$missing" ]; then
  if [ "$(id -u)" -ne 0 ]; then
    printf '缺少软件包：%s\n请以 root 运行：apt-get install -y --no-install-recommends%s\n' \
      "$missing" "$missing" >&2
    exit 1
  fi
  printf '── 安装：%s\n' "$missing"
  mkdir -p build
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086  # a list of names
  if ! { apt-get update && apt-get install -y --no-install-recommends $missing; } \
    </dev/null >build/install.log 2>&1; then
    tail -n 20 build/install.log >&2
    printf '安装失败，全部输出见 build/install.log\n' >&2
    exit 1
  fi
fi

case "$1" in
  test) folders="tools/calendar bench" ;;
  bench) folders="bench bench/verify" ;;
  *) exit 0 ;;
esac
export PATH="$PWD/build/node/node_modules/.bin:$PATH"
if ! node_is_new; then
  printf '── 安装：node 22（build/node）\n'
  mkdir -p build/node
  npm install --prefix build/node --no-audit --no-fund --loglevel=error node@22 </dev/null
fi
for folder in $folders; do
  lock=$folder/package-lock.json
  [ "$folder/node_modules/.package-lock.json" -nt "$lock" ] && continue
  printf '── 安装：%s 的 npm 包\n' "$folder"
  # Versions are pinned. Not "npm ci": npm 11 then asks the lock for other platforms' packages too.
  npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error </dev/null
done
