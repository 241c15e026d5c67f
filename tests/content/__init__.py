"""What the public reads: that it is complete, says what it must, and says nothing that it must not."""
