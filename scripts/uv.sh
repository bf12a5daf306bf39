#!/usr/bin/env bash
# Install uv into .tools/ with any Python that has pip; any version of uv works, since it only makes the .venv.
set -euo pipefail

has_pip() { "$1" -m pip --version >/dev/null 2>&1; }

has_pip python3 || has_pip /usr/bin/python3 || scripts/debian.sh python3-pip
for python in python3 /usr/bin/python3; do
  if has_pip "$python"; then
    exec "$python" -m pip install --quiet --disable-pip-version-check --upgrade --target .tools uv
  fi
done
echo "setup: neither uv nor pip is here; install one of them (on Debian: apt-get install python3-pip)" >&2
exit 1
