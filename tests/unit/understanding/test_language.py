"""Whether the guide can read the script of a message."""

from __future__ import annotations

import pytest

from sendguide.understanding.language import is_other_script

READABLE = [
    "how do I appeal",
    "Jak odwołać się od decyzji?",
    "¿Qué es la mediación?",
    "Thầy giáo nói gì",
    "my ex called it وساطة in the letter from the council",
    "",
    "😀😀😀",
    "12/03/2026",
    "?!…",
    "EHCP",
]
OTHER = [
    "ما هي الوساطة",
    "ਵਿਚੋਲਗੀ ਕੀ ਹੈ",
    "মধ্যস্থতা কি",
    "什么是调解",
    "ሽምግልና ምንድን ነው",
    "Що таке медіація",
    "تیلی EHCP میانجیگری چیست",
    "மத்தியஸ்தம் என்றால் என்ன",
]


@pytest.mark.parametrize("text", READABLE)
def test_latin_letters_signs_and_numbers_are_read(text: str):
    assert not is_other_script(text)


@pytest.mark.parametrize("text", OTHER)
def test_other_scripts_are_noticed(text: str):
    assert is_other_script(text)
