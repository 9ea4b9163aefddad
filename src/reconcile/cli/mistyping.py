"""What was typed wrong, in the words of the office; click itself says it in English."""

import click
from click.exceptions import NoArgsIsHelpError


def what_was_typed_wrong(error: click.UsageError) -> list[str]:
    """One sentence, and how to get help on the command that was meant; all of the help where nothing was typed."""
    if isinstance(error, NoArgsIsHelpError):
        return error.format_message().splitlines()
    command = error.ctx.command_path if error.ctx else "reconcile"
    return [f"錯誤：{_sentence(error)}用法見 {command} --help。"]


def _sentence(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            near = "、".join(error.possibilities or ())
            return f"沒有「{error.option_name}」這個選項" + (f"，是否為 {near}？" if near else "。")
        case click.NoSuchCommand():
            near = "、".join(error.possibilities or ())
            return f"沒有「{error.command_name}」這個指令" + (f"，是否為 {near}？" if near else "。")
        case click.BadOptionUsage():
            return f"選項「{error.option_name}」之後缺少值，或不需要值。"
        case click.MissingParameter():
            return f"缺少 {_name(error)}。"
        case click.BadParameter():
            return f"{_name(error)} 的值不正確：{_reason(error)}"
        case _:
            return "多出無法辨識的內容，或寫法不正確。"


def _name(error: click.BadParameter) -> str:
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.make_metavar(error.ctx or click.Context(click.Command(""))) if error.param else "引數"


def _reason(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"請由 {'、'.join(map(str, kind.choices))} 擇一。"
    if isinstance(kind, click.Path):
        return "請指定檔案，而不是資料夾、管線或裝置。" if kind.file_okay else "請指定資料夾，而不是檔案。"
    return error.message
