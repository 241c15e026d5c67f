"""Tests of what a family takes away."""
