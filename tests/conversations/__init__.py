"""Whole conversations, in process and over HTTP."""
