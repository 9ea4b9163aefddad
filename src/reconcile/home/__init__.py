"""The pages from which an office works: its home page, and the page that says what goes where."""

from reconcile.home.guide import settings_text, write_guide

__all__ = ["settings_text", "write_guide"]
