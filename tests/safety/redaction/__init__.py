"""Redaction of personal data, on labelled messages and hostile ones."""
