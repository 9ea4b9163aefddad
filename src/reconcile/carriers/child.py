"""The child that opens documents, one after another.

Told what to do with each on its standard input, it answers on its standard output. Run by `children`
as a process of its own; `wire` carries the answers.
"""

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from reconcile.carriers.memory import held_megabytes, limit_memory
from reconcile.carriers.opening import open_document
from reconcile.carriers.pdf.cutting import Cutting, Wanted
from reconcile.carriers.wire import say
from reconcile.errors import FileRefused, PasswordNeeded, ReconcileError

_PART = 8
"""Of its limit: a child that holds more than such a part reads no further document."""


def main() -> None:
    """Read the documents that are asked for, a request a line, within so many megabytes.

    The argument says how many. It goes on as long as it is asked, unless a document made it grow.
    """
    megabytes = int(sys.argv[1])
    limit_memory(megabytes)
    for line in sys.stdin.buffer:
        _answer(json.loads(line))
        if held_megabytes() > megabytes // _PART:
            break
        _say("ready", None)
        _prepare(line)


def _prepare(line: bytes) -> None:
    """Load what cuts pictures, while nobody waits, where some are wanted of this document."""
    if json.loads(line).get("to_be_cut"):
        with suppress(MemoryError):
            import reconcile.carriers.pdf.picture  # noqa: F401, PLC0415


def _answer(request: dict[str, Any]) -> None:
    """Read the document that the request names, or cut pictures from it."""
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
