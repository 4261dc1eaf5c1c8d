#!/bin/sh
# Make .venv from the pinned versions; every failure is one line that says what to do.
set -u
python="$1"
say() { printf 'crosscheck: %s\n' "$1" >&2; exit 1; }

command -v "$python" >/dev/null 2>&1 || say "$python is missing; install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || say "$("$python" --version) is too old; Python 3.11 or newer is needed: make PYTHON=/path/to/python3"
free_mb=$(df -Pm . | awk 'NR == 2 { print $4 }')
[ "$free_mb" -ge 4000 ] || [ -d .venv ] || say "only $free_mb MB are free here; the environment needs about 4000"
[ -x .venv/bin/python ] || "$python" -m venv .venv || say "no virtual environment could be made; on Debian: apt-get install python3-venv"
echo "Setting up .venv (once, some minutes) …"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt torch \
  || say "torch could not be installed; is the network there, and is the disk full?"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]' \
  || say "the packages could not be installed; is the network there, and is the disk full?"
touch .venv/.installed
