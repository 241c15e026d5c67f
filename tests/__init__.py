"""Tests of the guide, on its real parts: the trained model, the actions, the store, the server."""
