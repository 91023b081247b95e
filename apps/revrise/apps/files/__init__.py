"""Tables as files: CSV and XLSX, written row by row."""
