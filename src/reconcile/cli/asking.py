"""Whether there is a person to ask, and the one thing that is asked in the middle of a command: a password."""

import ctypes
import sys
import threading
from collections.abc import Callable
from functools import cache

import click

from reconcile.cli.saying import legible

_ONE_QUESTION = threading.Lock()


def is_attended() -> bool:
    """Whether somebody sits at a terminal.

    NUL of Windows calls itself one, and a question put to it is never answered: only a console has a
    mode. A program without a window (pythonw) has no standard input at all.
    """
    if sys.stdin is None or not sys.stdin.isatty():
        return False
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - absent elsewhere

        mode = ctypes.c_uint32()
        handle = ctypes.c_void_p(msvcrt.get_osfhandle(sys.stdin.fileno()))
        return bool(ctypes.WinDLL("kernel32").GetConsoleMode(handle, ctypes.byref(mode)))
    return True


def password_asker() -> Callable[[str], str | None] | None:
    """Who is asked for the password of a file; None where nobody can be."""
    return _password if is_attended() else None


def _password(file: str) -> str | None:
    """Ask the person at the terminal, once a file; an empty answer is none.

    Files are read side by side, questions are not.
    """
    with _ONE_QUESTION:
        return _asked(file)


@cache
def _asked(file: str) -> str | None:
    answer: str = click.prompt(
        f"請輸入「{legible(file)}」的開啟密碼", hide_input=True, default="", show_default=False, err=True
    )
    return answer or None
