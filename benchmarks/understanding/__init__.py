"""Ways of understanding messages, side by side on the same data. `python -m benchmarks.understanding --help`."""
