"""Tests of what leaves the directory."""
