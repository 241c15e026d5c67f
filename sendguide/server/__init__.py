"""The front door: Rasa in this process, the chat over HTTP, and the plain page."""
