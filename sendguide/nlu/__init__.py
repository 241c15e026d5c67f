"""Rasa graph components: thin wrappers around `sendguide.understanding`."""
