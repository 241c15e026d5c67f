"""The screen for danger."""
