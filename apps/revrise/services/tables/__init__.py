"""Tables that people hand in as CSV, read row by row and cell by cell."""
