"""The pages from which an office works: its home page, and the page that says what goes where."""

from reconcile.home.front import Front, Linked, write_front
from reconcile.home.guide import GUIDE, HOME, settings_text, write_guide

__all__ = ["GUIDE", "HOME", "Front", "Linked", "settings_text", "write_front", "write_guide"]
