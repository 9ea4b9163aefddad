"""county.html: one self-contained page that fetches nothing and has no script."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from reconcile.county.view import HEADINGS, View
from reconcile.packed import packed_text

_TEMPLATES = "county/templates"
_BAD = {"已失效", "不符"}
_TEXTS = {"office", "state", "oldest", "audits", "signed", "verified"}


def write_page(view: View, path: Path) -> None:
    """Fill the page's template with the view."""
    heads = [(heading, "" if key in _TEXTS else "n") for key, heading in HEADINGS]
    path.write_bytes(rendered("county.html", view, heads=heads, cells=_cells))


def rendered(name: str, view: View, **further: Any) -> bytes:
    """A template filled with a view; every value is escaped, and only our own style may be used."""
    style = packed_text(f"{_TEMPLATES}/county.css")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return _template(name).render(view=view, style=style, policy=policy, **further).encode("utf-8")


def _cells(row: dict[str, Any]) -> list[tuple[str, str]]:
    """The cells of an office and the classes they bear: what is wrong stands out, nothing and zero stand back."""
    return [(_shown(row[key]), _classes(key, row[key])) for key, _ in HEADINGS]


def _shown(value: Any) -> str:
    return "—" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def _classes(key: str, value: Any) -> str:
    weight = "bad" if _is_bad(key, value) else "zero" if value in (0, None, "—") else ""
    return " ".join(filter(None, ("" if key in _TEXTS else "n", weight)))


def _is_bad(key: str, value: Any) -> bool:
    return value in _BAD or (key in {"unregistered", "certain", "upheld", "late", "off"} and bool(value))


@cache
def _template(template: str) -> Template:
    environment = Environment(
        loader=FunctionLoader(lambda name: packed_text(f"{_TEMPLATES}/{name}")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template)
