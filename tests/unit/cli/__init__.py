"""The commands, without a loaded guide."""
