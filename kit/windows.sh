#!/bin/bash
# The kit from scratch, an office's first month with it under wine 10 in a folder with Chinese characters and a space,
# code page 950; then what else offices do, and the daily suite as far as wine carries it.
# Needs root on Debian or Ubuntu (debootstrap, chroot, bind mounts), 6 GB, half an hour on two cores.
#   kit/windows.sh WORK         afterwards WORK/rc -X utf8 -m reconcile … runs the kit's Python
# Undo: umount -R WORK/trixie/dev WORK/trixie/proc WORK/trixie/box (before deleting anything!)
set -euo pipefail
CHECKOUT=$(realpath "$(dirname "$0")/.."); mkdir -p "$1"; WORK=$(realpath "$1"); cd "$WORK"
PYTHON=$CHECKOUT/.venv/bin/python
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
# A Windows of Taiwan has Chinese fonts: a PDF without its own is drawn with them.
chroot trixie apt-get install -y -q --no-install-recommends wine wine64 locales fonts-arphic-uming >/dev/null 2>&1
chroot trixie localedef -i zh_TW -f UTF-8 zh_TW.UTF-8   # gives Windows the code page 950

# 2. The kit, on the CPython that the sdist has; with another one: EMBED=… SHA256=…
if [ -n "${EMBED:-}" ]; then cp "$EMBED" embed.zip; else PYTHONPATH=$CHECKOUT/kit "$PYTHON" "$CHECKOUT/kit/embed_for_tests.py" embed.zip; fi
PYTHONPATH=$CHECKOUT/kit "$PYTHON" "$CHECKOUT/kit/build_kit.py" embed.zip "${SHA256:-$(sha256sum embed.zip | cut -d' ' -f1)}" --out dist

# 3. Unpacked as an office does. For wine only: its ucrtbase lacks C99 complex functions that numpy imports.
HOME_OF_ALL="box/戶政 所"; rm -rf "$HOME_OF_ALL"; mkdir -p "$HOME_OF_ALL"
unzip -q dist/reconcile-*-win64.zip -d "$HOME_OF_ALL"
KIT=$(basename "$(ls -d "$HOME_OF_ALL"/reconcile-*-win64)")
[ -d shim ] || { "$PYTHON" -m venv shim; shim/bin/pip install -q pefile==2024.8.26; }
shim/bin/python "$CHECKOUT/kit/wine_shim.py" "$WORK/$HOME_OF_ALL/$KIT/python"
cat > box/env.sh <<'P'
export WINEPREFIX=/box/prefix WINEDEBUG=-all WINEARCH=win64 HOME=/root TZ=Asia/Taipei LC_ALL=zh_TW.UTF-8
export RECONCILE_SHOWS_NOTHING=1 XDG_RUNTIME_DIR=/tmp
unset LD_PRELOAD DISPLAY WAYLAND_DISPLAY
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
in_wine() { chroot trixie /bin/bash -c ". /box/env.sh; $1" </dev/null >/dev/null 2>&1 || true; }
[ -d box/prefix ] || in_wine 'wineboot -i'
in_wine 'wineserver -k; wineserver -p; wine cmd /c exit'   # a Windows that is up, as an office's is
trap "in_wine 'wineserver -k'" EXIT

# 4. The office's first month, and the same month on this computer: they say the same.
OFFICE="$HOME_OF_ALL/移民查詢勾稽"; SAMPLE=$CHECKOUT/sample_data
in_kit() { RCDIR="/$OFFICE" ./rc -X utf8 -m reconcile "$@" </dev/null; }
./double-click --agency 花蓮縣花蓮市戶政事務所 --since 115-10 --electronic </dev/null
cp "$SAMPLE/statement.pdf" "$OFFICE/inbox/115年10月主管稽核月明細表.pdf"
cp "$SAMPLE/register_form.xlsx" "$OFFICE/inbox/115年10月查詢紀錄表.xlsx"
cp "$SAMPLE/roster.xlsx" "$OFFICE/inbox/帳號清冊.xlsx"; cp "$SAMPLE/cases.xlsx" "$OFFICE/inbox/受理案件清冊.xlsx"
cp "$SAMPLE/fax.xlsx" "$OFFICE/inbox/疑義查詢表登記簿.xlsx"
rm -rf here; mkdir here; cp -r "$OFFICE" here/office
printf '%s\n' '--- in the kit:'
BEGAN=$SECONDS; ./double-click </dev/null || [ $? = 2 ]; TOOK=$((SECONDS - BEGAN)) # 2: a month since has no papers yet
printf '%s\n' '--- on this computer:'
(cd here/office; PYTHONPATH=$CHECKOUT/src "$PYTHON" -X utf8 -m reconcile job) || [ $? = 2 ]
"$PYTHON" "$CHECKOUT/kit/same_month.py" here/office/reports/2026-10 "$OFFICE/reports/2026-10"
in_kit verify
for command in "bind 2026" "audit 2026" "forms" "status"; do
  in_kit $command >/dev/null || [ $? = 3 ]
done
echo "kit: $(du -m --apparent-size dist/reconcile-*-win64.zip | cut -f1) MB; double-click to report: $TOOK s"

# 5. What else offices do; the suite.
PYTHONPATH=$CHECKOUT/src:$CHECKOUT/tests "$PYTHON" "$CHECKOUT/kit/windows_habits.py" "$WORK"
"$CHECKOUT/kit/windows_suite.sh" "$WORK"
