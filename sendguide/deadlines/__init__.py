"""Deadlines to appeal: month and working-day arithmetic. The rules and all words are data, in `content/deadlines.yml`.

The law is that of domain.md section 6.2; rule ids (T-a, D2, P4, …) are the same there, in the data and in the tests.
Start at `calculator.py`.
"""
