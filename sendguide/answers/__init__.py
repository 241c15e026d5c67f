"""From answer ids to the reply a parent reads. Plain Python: nothing in here knows of Rasa."""
