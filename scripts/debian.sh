#!/usr/bin/env bash
# Install the named Debian packages if missing, as root on Debian; otherwise print which are missing.
set -euo pipefail

missing=()
for package in "$@"; do
  dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
((${#missing[@]})) || exit 0

if ! command -v apt-get >/dev/null || ((EUID)); then
  echo "setup: these system packages are missing: ${missing[*]} (on Debian: sudo apt-get install ${missing[*]})" >&2
  exit 0 # `bumi doctor` and the tests' closing lines tell what does not work without them
fi
export DEBIAN_FRONTEND=noninteractive
echo "setup: installing ${missing[*]}" >&2
apt-get update --quiet --quiet
# Keep packages from starting their servers: the tests start their own.
RUNLEVEL=1 apt-get install --quiet --quiet --yes --no-install-recommends "${missing[@]}" >/dev/null
