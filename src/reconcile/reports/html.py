"""report.html: one self-contained page, no script, nothing fetched."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from reconcile.reports.view import View

_TEMPLATES = Path(__file__).parent / "templates"


def write_html(view: View, path: Path) -> None:
    """Fill the page's template with the view; every value is escaped."""
    path.write_bytes(_template().render(view=view).encode("utf-8"))


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html")
