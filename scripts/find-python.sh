#!/usr/bin/env bash
# Print the Python to use: $PYTHON if given, else the first of the usual names that is 3.11 or newer.
set -eu
for candidate in ${PYTHON:-python3.11 python3 python3.12 python3.13 python3.14 python}; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        command -v "$candidate"
        exit 0
    fi
done
echo "jiandu needs Python 3.11 or newer, and none was found." >&2
echo "Install it (Debian 12 and later: apt install python3 python3-venv)," >&2
echo "or name one: make PYTHON=/path/to/python3.11 ${MAKECMDGOALS:-venv}" >&2
exit 1
