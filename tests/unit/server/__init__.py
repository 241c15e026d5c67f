"""Sessions and the action endpoint, without HTTP."""
