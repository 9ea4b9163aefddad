"""report.html: one self-contained page that fetches nothing, and says all it has to say without its script."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from reconcile.history import RESULTS, UNARCHIVED
from reconcile.packed import packed_text
from reconcile.reports.view import ASKED_ON_PAPER, FOLDS_ON_PAPER, View
from reconcile.reports.wording import FIELDS, SEVERITIES, STATES
from reconcile.text.dates import ROC_YEAR_ZERO

_TEMPLATES = "reports/templates"


def write_html(view: View, path: Path) -> None:
    """Fill the page's template with the view; every value is escaped, and only our own style and script may run."""
    style, *scripts = (packed_text(f"{_TEMPLATES}/{name}") for name in ("report.css", "report.js", "answers.js"))
    policy = (
        f"default-src 'none'; img-src data:; style-src {_source(style)}; script-src {' '.join(map(_source, scripts))}; "
        "base-uri 'none'; form-action 'none'"
    )
    page = _template().render(
        view=view,
        fields=FIELDS,
        choices=_choices(view),
        asked_on_paper=ASKED_ON_PAPER,
        folds_on_paper=FOLDS_ON_PAPER,
        style=style,
        scripts=scripts,
        answerable=_is_answerable(view),
        answer_file=_answer_file(view),
        results=RESULTS,
        signed=view.signoff if view.signoff and view.signoff.state == "有效" else None,
        policy=policy,
    )
    path.write_bytes(page.encode("utf-8"))


def _answer_file(view: View) -> str:
    """What the page saves the answers as: 11510答覆.json."""
    year, month, _ = view.first_day.split("-")
    return f"{int(year) - ROC_YEAR_ZERO}{month}答覆.json"


def _is_answerable(view: View) -> bool:
    """Whether the answers to it could be taken in: it is archived, and shows every item."""
    return view.reviewed and view.seals.digest != UNARCHIVED and view.shortened is None


def _choices(view: View) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer, value and label; a state only where there is a review."""
    rows = [row for section in view.sections for row in section.rows()]
    users = sorted({row.user for row in rows if row.user})
    return {
        "code": list({row.code: row.title for row in rows}.items()),
        "user": list(zip(users, users, strict=True)),
        "severity": [(word, word) for word in SEVERITIES.values()],
        "state": [(word, word) for word in STATES.values()] if view.reviewed else [],
    }


def _source(text: str) -> str:
    """The text as a source of a Content-Security-Policy."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _data_uri(picture: bytes) -> str:
    return f"data:image/png;base64,{b64encode(picture).decode()}"


@cache
def _template() -> Template:
    environment = Environment(
        loader=FunctionLoader(lambda name: packed_text(f"{_TEMPLATES}/{name}")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["data_uri"] = _data_uri
    return environment.get_template("report.html")
