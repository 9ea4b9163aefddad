"""Files of plain text: tables with separators, and web pages."""
