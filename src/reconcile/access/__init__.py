"""Who besides the owner may read what is written: `[office] readers`. Whatever is written for good passes here.

As a umask is, who may read is the process's own: a command says it once, before it writes.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reconcile.errors import UsageError

if sys.platform == "win32":
    from reconcile.access.windows import grant, is_known
else:
    from reconcile.access.posix import grant, is_known


@dataclass(frozen=True)
class _Policy:
    readers: tuple[str, ...] = ()
    home: Path = Path()


_IN_FORCE = [_Policy()]


def allow(readers: Iterable[str], home: Path) -> None:
    """From now on these groups or users may read what is written; none: its owner alone.

    `home` is the office's folder: the way from there to what is written is opened too. Raises
    UsageError with the names that this computer does not know.
    """
    names = tuple(dict.fromkeys(readers))
    if unknown := [name for name in names if not is_known(name)]:
        raise UsageError(
            f"設定檔「office.readers」：本機找不到群組或使用者「{'」「'.join(unknown)}」，"
            "請修正名稱，或請資訊人員建立後重跑。"
        )
    _IN_FORCE[0] = _Policy(names, home.absolute())


def open_up(path: Path, at: Path | None = None) -> None:
    """Let the readers read a file, or a folder and all in it, and let them come to it.

    `at` is the place that it will have, where that is another. Raises UsageError where its disk
    knows of no such thing.
    """
    policy = _IN_FORCE[0]
    if not policy.readers:
        return
    way = [one for one in (at or path).absolute().parents if one.is_relative_to(policy.home)]
    try:
        for one in [*way, path, *(path.rglob("*") if path.is_dir() else ())]:
            grant(one, policy.readers)
    except OSError as error:
        raise UsageError(
            f"無法依設定檔「office.readers」開放「{(at or path).name}」供他人讀取（作業系統回報錯誤 {error.errno}）："
            "該磁碟可能不支援存取控制清單（ACL），請改放本機磁碟，或清空 readers 後重跑。"
        ) from None
