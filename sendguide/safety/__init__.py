"""What must hold before anything else: danger is noticed, and words a parent typed are not kept."""
