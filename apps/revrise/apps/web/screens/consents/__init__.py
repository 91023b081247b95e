"""Consent of contacts: asking them, their page, imports, jurisdictions."""
