"""What a message asks. Plain Python and NumPy: nothing in here knows of Rasa."""
