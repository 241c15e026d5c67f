"""The Rasa components, one at a time."""
