"""Deadlines to appeal: the law of domain.md section 6.2, rule by rule."""
