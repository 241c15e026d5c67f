"""Makes a message safe and steady to read: one Unicode form, no invisible characters, no Rasa commands."""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn"}
KEEP = {"\n", "\t", "\u200d"}  # the last joins emoji
DIVIDES = re.compile(r"(?<=[^\W_])\u200d+|\u200d+(?=[^\W_])")
"""A joiner at a letter: it joins nothing there and only hides the word."""
FILLS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]|(?<=[^\\W_])[\ufe00-\ufe0f]")
"""Letters without a shape, and variation selectors at a letter."""


def clean_message(text: str) -> str:
    """The words of a message as the guide reads them.

    Unicode NFC; control, bidirectional and tag characters removed (they hide text from the reader); runs of blanks
    folded; and leading slashes taken off, so that a typed `/restart` is just words (Rasa would obey it).
    """
    text = DIVIDES.sub("", FILLS.sub("", text))
    kept = "".join(char for char in text if char in KEEP or _visible(char))
    folded = re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFC", kept))
    return re.sub(r"^[\s/]+", "", folded).strip()


def _visible(char: str) -> bool:
    return unicodedata.category(char) not in INVISIBLE


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit to read."""
    return any(char.isalnum() for char in text)


def match_key(text: str) -> str:
    """A message reduced to its lower-case words, for comparing whole messages."""
    return " ".join(re.findall(r"[^\W_]+", text.lower().replace("’", "").replace("'", "")))
