"""The one place that prints: results to stdout, words to stderr, one line each.

Names of files come from anywhere, and what a terminal takes for a command (an escape sequence, a
new line that begins another sentence, a mark that turns the writing round) is shown as a mark.
"""

import re
import unicodedata

import click

_PICTURES = 0x2400
"""Where Unicode keeps a visible picture of each of the 32 control characters, in their order."""

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def say(line: str) -> None:
    """A result, to stdout."""
    click.echo(legible(line))


def remark(line: str) -> None:
    """A word about the work, to stderr."""
    click.echo(legible(line), err=True)


def legible(line: str) -> str:
    """The line with every character that steers a terminal shown as a mark: ␛ for escape, ␊ for a new line."""
    return _UNSEEN.sub(lambda found: _mark(found[0]), line)


def _mark(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(_PICTURES + code)
    return "␡" if code == 0x7F else f"〔{unicodedata.name(character, f'U+{code:04X}')}〕"
