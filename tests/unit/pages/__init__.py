"""The plain pages, without HTTP."""
