"""The ways in: reading what councils publish, and keeping it as snapshots."""
