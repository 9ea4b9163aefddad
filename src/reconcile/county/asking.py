"""One office asked in a process of its own: what comes back is a small dict of plain values, whatever happens to it.

A process that a signal ends takes one office along, and is started once more. It dies with the one who started it: it
reads its standard input, which ends then.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reconcile.errors import ExitCode

Order = Mapping[str, Any]
Answer = dict[str, Any]

_PACKAGES = Path(__file__).parents[2]
_START = "from reconcile.county.child import main; main()"
_TRIES = 2
_LOCKED_SECONDS, _LOCKED_STEP = 20.0, 0.25
"""How long another run of the same office is waited for: one whose master died is about to die too."""


def ask_office(order: Order) -> Answer:
    """What the office answers; `exit` 5 and a sentence where its process was ended twice."""
    until = time.monotonic() + _LOCKED_SECONDS
    ended = 0
    for _ in range(_TRIES):
        answer, ended = _asked(order)
        while answer and answer.get("exit") == ExitCode.LOCKED and time.monotonic() < until:
            time.sleep(_LOCKED_STEP)
            answer, ended = _asked(order)
        if answer is not None:
            return answer
    why = f"因訊號 {-ended} 中止" if ended < 0 else f"以代碼 {ended} 異常結束"
    return {"exit": int(ExitCode.OUR_FAULT), "reason": f"該所之執行{why}，重試後仍未完成；請單獨執行該所查明。"}


def _asked(order: Order) -> tuple[Answer | None, int]:
    """The answer, None where the process ended without one, and how it ended."""
    with subprocess.Popen(  # noqa: S603 - this very interpreter
        [sys.executable, "-c", _START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={
            **os.environ,
            "PYTHONUTF8": "1",
            "PYTHONPATH": os.pathsep.join([str(_PACKAGES), os.environ.get("PYTHONPATH", "")]),
        },
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(json.dumps(dict(order)).encode() + b"\n")
            child.stdin.flush()
            said = child.stdout.read()
        except BrokenPipeError:
            said = b""
        ended = child.wait()
    try:
        answer = json.loads(said) if ended == 0 else None
    except ValueError:
        answer = None
    return answer if isinstance(answer, dict) else None, ended
