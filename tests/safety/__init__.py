"""What must hold before anything else: danger is noticed, and personal data never lands."""
