"""What a family takes away and keeps: a calendar file and three texts. The words are `content/takeaways.yml`.

Nothing is stored: each is made anew from the dates that were worked out. Start at `choose.py`.
"""
