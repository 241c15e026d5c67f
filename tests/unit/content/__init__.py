"""The models, the loader and the checks of `content/`."""
