"""A form as paragraphs and tables, and the three files that an office asks for of it."""
