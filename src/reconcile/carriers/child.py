"""The child that opens one document.

Told what to do with it on its standard input, it answers on its standard output. Run by `isolation`
as a process of its own; `wire` carries the answers.
"""

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from reconcile.carriers.opening import open_document
from reconcile.carriers.pdf.cutting import Cutting, Wanted
from reconcile.carriers.wire import say
from reconcile.errors import FileRefused, PasswordNeeded, ReconcileError


def main() -> None:
    """Read the document that the request names, or cut pictures from it, within its memory limit."""
    request = json.load(sys.stdin.buffer)
    _limit_memory(request["memory_mb"])
    path = Path(request["path"])
    try:
        if "cuttings" in request:
            from reconcile.carriers.pdf.picture import pictures_of  # noqa: PLC0415 - slow to load

            _say("pictures", pictures_of(path, _cuttings(request["cuttings"]), request["password"]))
        else:
            _say(
                "document",
                open_document(
                    path,
                    lambda done, pages: _say("page", (done, pages)),
                    request["password"],
                    witness=request["witness"],
                ),
            )
    except PasswordNeeded as error:
        _say("locked", (error.file, error.reason, error.place))
    except FileRefused as error:
        _say("refused", (error.file, error.reason, error.place))
    except MemoryError:
        _say("refused", (path.name, "讀取所需的記憶體超過上限，請分成數個檔案後重跑。", None))
    except ReconcileError as error:
        _say("failed", str(error))


def _cuttings(told: list[Any]) -> list[Cutting]:
    """JSON knows no tuples and no numbers as keys."""
    return [
        Cutting(page, [Wanted(*one) for one in wanted], None if shown is None else dict(shown))
        for page, wanted, shown in told
    ]


def _say(kind: str, what: object) -> None:
    say(sys.stdout.buffer, kind, what)


def _limit_memory(megabytes: int) -> None:
    """Where the platform has such a limit; Windows has none that a process sets for itself."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - absent on Windows

        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


if __name__ == "__main__":
    main()
