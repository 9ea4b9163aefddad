"""Documents of word processors (docx, odt): paragraphs, tables and what is drawn among them."""
