"""The one place that prints: results to stdout, words to stderr, one line each, and both to the log where there is one.

Names of files come from anywhere, and what a terminal takes for a command (an escape sequence, a
new line that begins another sentence, a mark that turns the writing round) is shown as a mark.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import click

from reconcile.disk import why_unwritten
from reconcile.errors import UsageError

_PICTURES = 0x2400
"""Where Unicode keeps a visible picture of each of the 32 control characters, in their order."""

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@dataclass
class Voice:
    """How much is said: `quiet` leaves results and words, `verbose` adds details; `log` hears everything, if there.

    `for_programs`: stdout holds one object in JSON and nothing else.
    """

    quiet: bool = False
    verbose: bool = False
    for_programs: bool = False
    log: TextIO | None = None


_VOICE = Voice()


def speak_up_again() -> None:
    """As at the start of every command: neither quiet nor verbose, for people, and no log."""
    _VOICE.quiet = _VOICE.verbose = _VOICE.for_programs = False
    _VOICE.log = None


def is_quiet() -> bool:
    """Whether only what is wrong is said."""
    return _VOICE.quiet


def volume_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """-q and -v, on every command that says anything; the command itself does not hear of them."""

    def set_quiet(_: click.Context, __: click.Parameter, given: bool) -> None:
        _VOICE.quiet = _VOICE.quiet or given

    def set_verbose(_: click.Context, __: click.Parameter, given: bool) -> None:
        _VOICE.verbose = _VOICE.verbose or given

    switch: dict[str, Any] = {"is_flag": True, "expose_value": False, "is_eager": True}
    command = click.option("-v", "--verbose", callback=set_verbose, help="逐項說明", **switch)(command)
    return click.option("-q", "--quiet", callback=set_quiet, help="只說錯誤與問題", **switch)(command)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--json, which the command hears of as `as_json`: its results are one object on stdout."""

    def for_programs(_: click.Context, __: click.Parameter, given: bool) -> bool:
        _VOICE.for_programs = _VOICE.for_programs or given
        return given

    words = "結果以 JSON 輸出，供其他程式使用"
    return click.option("--json", "as_json", is_flag=True, callback=for_programs, help=words)(command)


@contextmanager
def logged(path: Path) -> Iterator[None]:
    """Everything that is said goes to the end of that file too, each line with its time.

    Raises UsageError where it cannot be written: on a share, say, that may only be read.
    """
    try:
        opened = path.open("a", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"無法在「{path.absolute().parent.name}」寫入 {path.name}：{why_unwritten(error)}。") from None
    with opened as file:
        _VOICE.log = file
        try:
            yield
        finally:
            _VOICE.log = None


def say(line: str) -> None:
    """A result, to stdout."""
    _log(line)
    if not (_VOICE.quiet or _VOICE.for_programs):
        click.echo(legible(line))


def insist(line: str) -> None:
    """A result that is wrong, to stdout, however quiet."""
    _log(line)
    if not _VOICE.for_programs:
        click.echo(legible(line))


def hand_over(told: Mapping[str, object]) -> None:
    """What a program asked for, as one object in JSON on stdout, however quiet."""
    click.echo(json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False))


def remark(line: str) -> None:
    """A word about the work, to stderr."""
    _log(line)
    if not _VOICE.quiet:
        click.echo(legible(line), err=True)


def draw(line: str) -> None:
    """What takes the place of the line drawn before it on a terminal; blank, nothing is left of it."""
    click.echo(f"\r\x1b[2K{legible(line)}", nl=False, err=True)


def detail(line: str) -> None:
    """What only one who asked for more wants to hear, to stderr."""
    _log(line)
    if _VOICE.verbose and not _VOICE.quiet:
        click.echo(legible(line), err=True)


def warn(line: str) -> None:
    """What is wrong, to stderr, however quiet."""
    _log(line)
    click.echo(legible(line), err=True)


def legible(line: str) -> str:
    """The line with every character that steers a terminal shown as a mark: ␛ for escape, ␊ for a new line."""
    return _UNSEEN.sub(lambda found: _mark(found[0]), line)


def _log(line: str) -> None:
    if _VOICE.log:
        _VOICE.log.write(f"{datetime.now().astimezone().isoformat(' ', 'seconds')}  {legible(line)}\n")
        _VOICE.log.flush()


def _mark(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(_PICTURES + code)
    return "␡" if code == 0x7F else f"〔{unicodedata.name(character, f'U+{code:04X}')}〕"
