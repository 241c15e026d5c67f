"""The crisis screen: phrases that mean danger, looked for in every message, without Rasa."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from sendguide.content.models import CrisisPatterns


class CrisisScreen:
    """Finds phrases of danger in a message.

    Args:
        patterns: `content/safety/crisis.yml`.
    """

    def __init__(self, patterns: Iterable[CrisisPatterns]) -> None:
        self._patterns = [(item.id, re.compile("|".join(item.patterns))) for item in patterns]

    def find(self, text: str) -> str | None:
        """The id of the crisis answer that a message calls for, or None. Takes time in proportion to its length."""
        plain = re.sub(r"[’'`´]", "", text)
        plain = " ".join(unicodedata.normalize("NFKC", plain).lower().split())  # NFKC also reads styled letters
        return next((answer_id for answer_id, pattern in self._patterns if pattern.search(plain)), None)
