"""The guide as plain pages: no script, no Rasa, no web server in here."""
