"""Guided flows: walking them, taking answers back, reading typed words, drawing them, and refusing broken ones."""
