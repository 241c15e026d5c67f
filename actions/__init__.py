"""Thin Rasa adapters: read the tracker, call `sendguide`, utter. No rule and no words of their own."""
