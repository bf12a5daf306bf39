#!/usr/bin/env bash
# install.sh UV BACKEND [LOCK]: install a lock file with its hashes, and Bumi itself, into .venv.
#
# The locks pin torch with its GPU libraries. With any backend but `default` those lines are left out, and torch
# comes in the same version from the backend's own build, whose files have other hashes; uv finds its index.
set -euo pipefail

uv=$1 backend=$2 lock=${3:-requirements.lock}
export VIRTUAL_ENV=.venv
[[ -t 2 ]] || export UV_NO_PROGRESS=1
export UV_COMPILE_BYTECODE=1 # once here, not at the first start: half of what loading torch takes

echo "setup: installing $lock" >&2
if [[ $backend == default ]]; then
  "$uv" pip install --require-hashes --requirement "$lock"
else
  torch=$(grep --only-matching --max-count=1 '^torch==[^ ;]*' "$lock")
  awk '/^[^ #]/ { kept = !/^(torch==|triton==|nvidia-|cuda-)/ } kept' "$lock" >.venv/without-torch.lock
  "$uv" pip install --torch-backend "$backend" --no-deps "$torch"
  "$uv" pip install --no-deps --require-hashes --requirement .venv/without-torch.lock
fi
"$uv" pip install --quiet --no-deps --no-build-isolation --editable .
echo "$backend" >.venv/torch-backend
