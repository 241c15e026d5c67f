"""Each part of `sendguide` on its own: one folder for each of its folders, without Rasa where the part has none."""
