#!/usr/bin/env bash
# What `make test` does, quietly: style, imports between the floors, types, tests. Any one failing fails it.
# The type check runs beside the tests, because both take long and neither needs the other.
set -u -o pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=0
# Every test process would rewrite every test anew.
unset PYTHONDONTWRITEBYTECODE
log=$(mktemp)
scratch=
trap 'rm -rf "$log" ${scratch:+"$scratch"}' EXIT
# Databases of tests are written through to the disk at every act: in memory where there is plenty, it takes no time.
if [ -w /dev/shm ] && [ "$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1)" -gt $((8 * 1024 * 1024)) ] 2>/dev/null; then
    scratch=$(mktemp -d /dev/shm/jiandu-test-XXXXXX)
    # Some tests are somebody else for a while.
    chmod 711 "$scratch"
fi

make lint || failed=1
# Screens wait more than they work, so there are more processes than there is room for at a time.
workers=$(($(getconf _NPROCESSORS_ONLN) * 3 / 2))
"$bin"/mypy --no-error-summary >"$log" 2>&1 &
types=$!
# A file stays in one process: what its tests share is made once. (Groups across files get lost with this pytest.)
# They come in their own order: the other one, by number of tests, leaves the few long ones to the end.
TMPDIR=${scratch:-${TMPDIR:-/tmp}} "$bin"/pytest --quiet -n "$workers" --dist loadfile --no-loadscope-reorder "$@" || failed=1
if ! wait "$types"; then
    echo "Types:" >&2
    cat "$log" >&2
    failed=1
fi
exit "$failed"
