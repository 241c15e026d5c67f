"""What something costs, out of free text."""

from __future__ import annotations

import re
from typing import Any

from sendguide.directory.importing.html_text import html_to_text

Json = dict[str, Any]

_SUBJECT = r"(?:(?:this|the) (?:service|activity|session|group) is |it is |all )?(?:totally |completely )?"
_FREE = re.compile(
    rf"{_SUBJECT}(?:free(?: of charge| to (?:attend|use|join|all|families|access)| for all| service| entry)?"
    r"|(?:there is )?no (?:charge|cost|fee)s?|no charges? appl(?:y|ies)|nil|none|£ ?0(?:\.00)?)"
    r"(?: for (?:this|the) (?:service|activity))?[.!]?",
    re.IGNORECASE,
)
_FREE_FOR = re.compile(
    r"(?:free|no charge)(?: (?:for|to|if|with|under|entry)\b.*)?|.+\b(?:free|no charge)", re.IGNORECASE
)
_AMOUNT = re.compile(r"£ ?(\d{1,3}(?:,\d{3})+|\d{1,6})(?:\.(\d{1,2}))?(?![\d.]*\d)|\b(\d{1,3}) ?p\b", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:[;\n]|,(?!\d{3})|\bor\b|\bthen\b|\. (?=[A-Z£]))\s*")
MOST_OPTIONS = 20


def cost_options(value: object) -> list[Json]:
    """Open Referral `cost_options` for a text, in pounds.

    Only what is written plainly becomes an amount: "Free", "£3.50 per session", "£5 adults, £3 children". Where one
    part of it cannot be read so ("£3 to £5"), no amounts are given at all, since one of several prices misleads.

    Args:
        value: what the source holds, as a text.
    """
    text = html_to_text(value, longest=2000)
    if _FREE.fullmatch(text):
        return [{"option": text.rstrip("."), "amount": 0, "currency": "gbp", "amount_description": text}]
    options: list[Json] = []
    for part in _PARTS.split(text):
        amounts = _AMOUNT.findall(part)
        if len(amounts) > 1 or (not amounts and "£" in part):
            return []
        if amounts or _FREE_FOR.fullmatch(part):
            options.append(
                {"amount": _pounds(*amounts[0]) if amounts else 0, "currency": "gbp", "amount_description": part}
            )
    is_priced = any(option["amount"] for option in options)
    return options[:MOST_OPTIONS] if is_priced else []


def _pounds(pounds: str, pence: str, only_pence: str) -> float:
    if only_pence:
        return int(only_pence) / 100
    amount = int(pounds.replace(",", "")) + int((pence or "0").ljust(2, "0")) / 100
    return int(amount) if amount == int(amount) else round(amount, 2)
