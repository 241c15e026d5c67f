"""What the guide understands: its training examples, and how often it is right."""
