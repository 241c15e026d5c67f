"""The window in a language without any English word, so that each word that was not translated shows."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.browser.conftest import Site

LANG = "cy"
KEPT = {"lang", "dir", "people", "transcript_file"}
LETTER = "ŵ"


def pseudo(words: dict[str, Any]) -> dict[str, Any]:
    """The window's words with another letter for each of theirs; what is in braces stays."""
    return {key: value if key in KEPT else _translated(value) for key, value in words.items()} | {"lang": LANG}


def _translated(value: Any) -> Any:
    if isinstance(value, list):
        return [_translated(one) for one in value]
    if not isinstance(value, str):
        return value
    parts = re.split(r"(\{\w+\})", value)
    return "".join(part if part.startswith("{") else re.sub(r"[^\W\d_]", LETTER, part) for part in parts)


def translated_page(site: Site, words: dict[str, Any]) -> str:
    """A council page whose widget has these words."""
    texts = site.council.serve("texts.json", json.dumps(words).encode(), content_type="application/json")
    return site.embedded(f'texts="{texts}" label="{LETTER}"')
