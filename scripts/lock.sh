#!/usr/bin/env bash
# lock.sh UV: pin every dependency with its hashes, for every platform, without registry addresses.
set -euo pipefail

uv=$1
pin() {
  "$uv" pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-emit-index-url --upgrade \
    --custom-compile-command 'make lock' pyproject.toml "$@" >/dev/null
}
pin --output-file requirements.lock
pin --extra test --constraint requirements.lock --output-file requirements-test.lock
