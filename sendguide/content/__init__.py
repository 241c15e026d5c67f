"""What the public reads: typed models of `content/`, the loader, and the checks an editor runs."""
