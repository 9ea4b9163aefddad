"""What a cell says: dates, identifiers, names, purposes. Pure functions of text; no file, no table."""
