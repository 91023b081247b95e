"""Consent of people who have no account: asking them, their answers, what they heard, imports."""
