"""Rasa's own commands, run from the project's root as the documentation of Rasa says."""
