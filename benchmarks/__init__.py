"""Each number we publish, printed again by one command."""
