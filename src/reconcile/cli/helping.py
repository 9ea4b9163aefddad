"""The help of every command, in the words of the office, with an example of how it is typed."""

from collections.abc import Iterable
from typing import Any

import click

from reconcile.cli.saying import volume_options
from reconcile.documents import STATEMENT

EXAMPLES = {
    "demo": "reconcile demo",
    "init": "reconcile init --agency 花蓮縣花蓮市戶政事務所 --since 115-01 --electronic",
    "job": "reconcile job",
    "checklist": "reconcile checklist 115-10",
    "run": "reconcile run 115-10",
    "inspect": f"reconcile inspect {STATEMENT.example.format('115年10月')}",
    "explain": "reconcile explain UNREGISTERED_QUERY",
    "decide": "reconcile decide 115-10 report.xlsx",
    "retract": 'reconcile retract 115-10 --why "誤用九月份明細表" --by 陳主任',
    "destroyed": "reconcile destroyed 110 --approval 府民戶字第1150000000號",
    "status": "reconcile status",
    "audit": "reconcile audit 115 --half 1 --held-on 115-07-15",
    "bind": "reconcile bind 115",
    "forms": "reconcile forms",
    "verify": "reconcile verify",
    "county": "reconcile county 115-10 --offices 各所",
}
"""How each command is typed, once."""

_WORDS = {"Options": "選項", "Commands": "指令", "Arguments": "引數"}


class OfficeHelp(click.HelpFormatter):
    """Help whose headings are Chinese too."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """用法, and how the command is typed."""
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        """A heading by its Chinese name."""
        super().write_heading(_WORDS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], *args: Any, **more: Any) -> None:
        """What click adds to an option, in Chinese."""
        super().write_dl([(name, words.replace("[required]", "〔必填〕")) for name, words in rows], *args, **more)


class OfficeContext(click.Context):
    """Where the help of a command is made."""

    formatter_class = OfficeHelp


def speaking_chinese(command: click.Command) -> click.Command:
    """The command with help in Chinese, its example, and -q and -v where it does not have them."""
    command.context_class = OfficeContext
    command.options_metavar = "[選項]"
    if command.name in EXAMPLES:
        command.epilog = f"例：{EXAMPLES[command.name]}"
    if isinstance(command, click.Group):
        command.subcommand_metavar = "指令 [引數]…"
    elif not any("--quiet" in one.opts for one in command.params):
        volume_options(command)
    click.help_option("-h", "--help", help="顯示這份說明")(command)
    return command
