"""Workbooks: what their cells hold and what a viewer of them shows."""
