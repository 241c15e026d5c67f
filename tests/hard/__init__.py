"""Long tests: `make test-hard`. A short one of each kind is in the suite."""
