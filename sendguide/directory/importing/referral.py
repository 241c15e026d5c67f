"""Who can ask for a service, out of what a source says about referral."""

from __future__ import annotations

import re

from sendguide.directory.importing.html_text import html_to_text
from sendguide.directory.importing.normalise import yes_or_no

_WHO = {
    "self": r"self[- ]refer|refer (?:yourself|themselves)|parents?(?: or carers?)? can refer",
    "school": r"schools?|senco|teachers?|nurser(?:y|ies)|colleges?|education setting",
    "health": r"gps?|doctors?|health|nurses?|paediatric|hospital|therapists?|camhs|midwi(?:fe|ves)",
    "social_care": r"social (?:care|work(?:ers?)?)|mash|early help",
    "council": r"council|local authority|sen(?:d)? team",
}
NEEDED = "You need a referral."
ACCESS = {
    "referral": NEEDED,
    "appointment": "By appointment.",
    "membership": "For members.",
    "drop-in": "You can drop in.",
    "dropin": "You can drop in.",
    "drop in": "You can drop in.",
}
"""`attending_access` of Open Referral UK 1.0 in words."""


def tells_a_way(text: str) -> bool:
    """Whether words on how to get a service tell whom to turn to: what we made of a mark does not."""
    return bool(text) and text not in ACCESS.values()


def referral_of(required: object, notes: object) -> tuple[list[str], str]:
    """Who can ask for it (codes of `x_send.referral`), and how to get it in words.

    Args:
        required: yes or no, in any way of writing; anything else says nothing.
        notes: free text; it tells who refers only when a referral is needed.
    """
    text = html_to_text(notes)
    needed = yes_or_no(required)
    if needed is None:
        return [], text
    if not needed:
        return ["self"], text
    who = [code for code, words in _WHO.items() if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)]
    return who, text or NEEDED
