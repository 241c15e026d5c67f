"""The widget and the plain pages in a real browser."""
