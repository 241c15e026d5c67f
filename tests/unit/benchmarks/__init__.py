"""The benchmarks: their measures and the data they are judged on."""
