#!/bin/bash
# The daily suite by every other Python that is at hand; one line a version, and what failed.
set -euo pipefail
cd "$(dirname "$0")/.."
CODE=0
for version in ${1:-3.12 3.13 3.14}; do
  python=
  for one in "python$version" "$HOME/.pyenv/versions/$version".*/bin/python; do  # a shim may have none behind it
    "$one" -c '' >/dev/null 2>&1 && python=$one && break
  done
  [ -n "$python" ] || { echo "$version: not at hand"; continue; }
  home=build/pythons/$version
  .venv/bin/uv venv -q --allow-existing --python "$python" "$home"
  .venv/bin/uv pip install -q --python "$home/bin/python" --require-hashes -r requirements-dev.txt
  PYTHONPATH=src "$home/bin/python" -m pytest -n auto -m "not slow" -p no:cacheprovider --tb=short > "$home/suite.txt" 2>&1 || CODE=1
  grep -E '^(FAILED|ERROR)' "$home/suite.txt" || true
  echo "$version: $(tail -n 1 "$home/suite.txt")"
done
exit $CODE
