#!/usr/bin/env bash
# Pin the requirements anew from pyproject.toml, with the hashes of every file of every release. Needs uv.
set -eu
cd "$(dirname "$0")/.."
command -v uv >/dev/null || { echo "make lock needs uv (https://docs.astral.sh/uv)." >&2; exit 1; }
options=(--quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate)
# The developers' list first: what runs in the tests is then what is pinned for running.
uv pip compile "${options[@]}" "$@" --group dev pyproject.toml --output-file requirements/dev.txt
uv pip compile "${options[@]}" "$@" --constraint requirements/dev.txt pyproject.toml \
    --output-file requirements/runtime.txt
