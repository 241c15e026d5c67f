"""What the tests share: a driver that talks to the guide, a reader of dialogues, and the guide served over HTTP."""
