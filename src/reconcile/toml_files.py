"""A TOML file that an office writes by hand, read with all its faults at once, each with what to do."""

import re
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from reconcile.errors import UsageError

_Model = TypeVar("_Model", bound=BaseModel)

MOST = 20
"""So many faults of writing are told; a file with more is none of ours."""

BACKSLASHES = "Windows 路徑的反斜線請以單引號括住，如 'C:\\收件匣'，或改寫為斜線，如 \"C:/收件匣\""

_FULL_WIDTH = re.compile("[＝“”‘’「」＂＇［］，]")
_REASONS = (
    (r"Unescaped '\\'|Invalid hex value|not a Unicode scalar", BACKSLASHES),
    (r"Cannot overwrite", "同一項目寫了兩次，請只留一個"),
    (r"Cannot declare|Cannot mutate|Cannot redefine|Cannot add", "同一段落寫了兩次，請合併為一段"),
    (r"Expected '='", "項目名稱之後缺少等號（=）"),
    (r"Illegal character|Unterminated|Expected '\]'|Unclosed", "引號或括號沒有成對"),
    (r"Expected newline", "一行只能寫一個項目，說明文字之前請加 #"),
    (r"Invalid value", "文字須以半形引號括住；是否請寫 true 或 false"),
)


def load(model: type[_Model], path: Path, what: str, context: object = None) -> _Model:
    """The file as `model`; raises UsageError with a sentence for everything that is wrong in it.

    `what` is what the office calls the file, `context` what the validators of the model are told.
    """
    text, faults = _decoded(path, what)
    content, told, sound = _parsed(text)
    faults += told
    found: _Model | None = None
    if sound:
        try:
            found = model.model_validate(content, context=context)
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
            wrong = [one for one in details if not (told and one["type"] == "missing")]
            faults += [_sentence(one, model) for one in wrong]
    if faults or found is None:
        raise _refusal(f"{what} {path.name}", faults)
    return found


def _refusal(name: str, faults: list[str]) -> UsageError:
    if len(faults) == 1:
        return UsageError(f"{name}：{faults[0]}，請修正後重跑。")
    listed = [f"{number}. {fault}。" for number, fault in enumerate(faults, start=1)]
    return UsageError(f"{name} 有 {len(faults)} 處不正確，請修正後重跑：", listed)


def _decoded(path: Path, what: str) -> tuple[str, list[str]]:
    """The text, and a fault where it is not in UTF-8; raises UsageError where there is none to read."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"找不到{what} {path.name}，請確認路徑。") from None
    except OSError:
        raise UsageError(f"無法開啟{what} {path.name}，請確認權限。") from None
    save = "請以記事本開啟，「另存新檔」時編碼選 UTF-8"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), [f"編碼是 Unicode（UTF-16），不是 UTF-8，{save}"]
    for encoding, fault in (("utf-8-sig", ""), ("cp950", f"編碼是 Big5（記事本的 ANSI），不是 UTF-8，{save}")):
        try:
            return content.decode(encoding).replace("\r\n", "\n"), [fault] if fault else []
        except UnicodeDecodeError:
            continue
    raise UsageError(f"{what} {path.name}：編碼無法辨識，不是 UTF-8，{save}，再重跑。")


def _parsed(text: str) -> tuple[dict[str, Any], list[str], bool]:
    """What the file says, a fault for each line that cannot be read, and whether the rest can be judged.

    A line that cannot be read is left out and the rest is read again; without the name of its section the rest would
    be judged as of another.
    """
    lines, faults, last, sound = text.split("\n"), list[str](), 0, True
    while True:
        try:
            return tomllib.loads("\n".join(lines)), faults, sound
        except tomllib.TOMLDecodeError as error:
            at = re.search(r"at line (\d+)", str(error))
            number = int(at[1]) if at else 0
            if number <= last or len(faults) == MOST:
                return {}, faults or ["結尾處不完整，引號或括號沒有成對"], False
            faults.append(f"第 {number} 行不是正確的 TOML（{_reason(str(error), lines[number - 1])}）")
            sound = sound and not lines[number - 1].lstrip().startswith("[")
            lines[number - 1], last = "", number


def _reason(error: str, line: str) -> str:
    if _FULL_WIDTH.search(re.sub(r"#.*|\"[^\"]*\"|'[^']*'", "", line)):
        return "等號、引號與括號須為半形"
    return next((words for pattern, words in _REASONS if re.search(pattern, error)), "寫法無法辨識")


def _sentence(error: ErrorDetails, model: type[BaseModel]) -> str:
    *section, key = [str(part) for part in error["loc"] if isinstance(part, str)]
    name = ".".join([*section, key])
    if error["type"] == "extra_forbidden":
        return f"沒有「{name}」這個項目{_nearest(key, section, model)}"
    told = error["type"] == "value_error"
    reason = error["ctx"]["error"] if told else _EXPECTED.get(error["type"], error["msg"])
    return f"「{name}」的值不正確（{reason}）"


_EXPECTED = {
    "int_type": "應為整數",
    "string_type": "應為文字",
    "bool_type": "應為 true 或 false",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
    "float_type": "應為數字",
    "list_type": "應為清單，例如 [1, 2]",
    "dict_type": "應為一個段落",
    "too_short": "不可空白",
    "model_type": "應為一個段落",
    "missing": "不可省略",
    "literal_error": "應為 statement 或 register",
}


def _nearest(key: str, section: list[str], model: Any) -> str:
    for part in section:
        model = model.model_fields[part].annotation
    known = [field.alias or name for name, field in model.model_fields.items()]
    close = get_close_matches(key, known, n=1, cutoff=0.5)
    return f"，是否為「{'.'.join([*section, close[0]])}」" if close else ""
