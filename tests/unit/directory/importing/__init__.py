"""Getting services in."""
