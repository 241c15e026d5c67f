"""Whether a message is written in a script that the guide cannot read."""

from __future__ import annotations

import unicodedata


def is_other_script(text: str) -> bool:
    """True when most letters are not Latin: Arabic, Bengali, Chinese, Gurmukhi, Tigrinya and so on."""
    letters = [char for char in unicodedata.normalize("NFKC", text) if char.isalpha()]
    latin = sum(1 for char in letters if unicodedata.name(char, "").startswith("LATIN"))
    return bool(letters) and latin * 2 < len(letters)
