#!/bin/bash
# The daily suite as far as wine carries it, by the Windows CPython of the kit, and its count.
#   kit/windows_suite.sh WORK [PATHS…]    after windows.sh has made WORK; without PATHS those of windows_suite.txt
set -euo pipefail
CHECKOUT=$(realpath "$(dirname "$0")/.."); WORK=$(realpath "$1"); shift
SUITE=$WORK/box/suite

# The Python with what the tests need, by the hashes of the lock; and the checkout as it stands.
if [ ! -d "$SUITE/python" ]; then
  mkdir -p "$SUITE/python"
  unzip -q "$WORK/embed.zip" -d "$SUITE/python"
  MINOR=$(basename "$(ls "$SUITE"/python/python3??.dll)" .dll)
  "$CHECKOUT/.venv/bin/uv" pip install -q --target "$SUITE/python/Lib/site-packages" --only-binary :all: --require-hashes \
    --python-platform x86_64-pc-windows-msvc --python-version "3.${MINOR#python3}" -r "$CHECKOUT/requirements-dev.txt"
  printf '%s.zip\r\n.\r\nLib\\site-packages\r\n..\\checkout\\src\r\n' "$MINOR" > "$SUITE/python/$MINOR._pth"
  "$WORK/shim/bin/python" "$CHECKOUT/kit/wine_shim.py" "$SUITE/python"
fi
rm -rf "$SUITE/checkout"; mkdir "$SUITE/checkout"
(cd "$CHECKOUT"; git ls-files -z --cached --others --exclude-standard | tar --null -T - -c) | tar -x -C "$SUITE/checkout"

[ $# -gt 0 ] || mapfile -t PARTS < <(grep -v '^#' "$CHECKOUT/kit/windows_suite.txt")
[ $# = 0 ] || PARTS=("$@")
: > "$WORK/suite.txt"; CODE=0
for part in "${PARTS[@]}"; do
  printf '%s: ' "$part"
  # shellcheck disable=SC2086
  chroot "$WORK/trixie" /bin/bash -c '. /box/env.sh; cd /box/suite/checkout; wine "Z:\\box\\suite\\python\\python.exe" -X utf8 \
    -m pytest -m "not slow" -p no:cacheprovider --tb=short -rfE "$@"' bash $part </dev/null > "$WORK/part.txt" 2>&1 || CODE=1
  cat "$WORK/part.txt" >> "$WORK/suite.txt"
  grep -aE '^(FAILED|ERROR)|(passed|failed|error).* in ' "$WORK/part.txt" || { echo "did not end"; tail -n 5 "$WORK/part.txt"; CODE=1; }
done
for word in passed failed error skipped; do
  echo "$word under wine: $(grep -aoE "[0-9]+ ${word}s?\b" "$WORK/suite.txt" | awk '{n += $1} END {print n + 0}')"
done
exit $CODE
