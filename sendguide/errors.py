"""Failures that are told to the person at the terminal."""

from __future__ import annotations


class GuideError(Exception):
    """The guide cannot go on. The text is one sentence for people: what is wrong and what to do about it."""
