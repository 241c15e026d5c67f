"""Check digits of numbers that people are known by."""

from __future__ import annotations

ELEVEN = 11


def digits_of(text: str) -> str:
    """The digits of a text, with a letter O among them read as zero."""
    return "".join("0" if char in "oO" else char for char in text if char.isdigit() or char in "oO")


def is_nhs_number(digits: str) -> bool:
    """Ten digits, the last of which fits (NHS Data Dictionary, modulus 11)."""
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = ELEVEN - sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % ELEVEN
    return check % ELEVEN == int(digits[9]) and check != 10


def is_card_number(digits: str) -> bool:
    """13 to 19 digits that fit ISO/IEC 7812 (Luhn)."""
    if not 13 <= len(digits) <= 19 or len(set(digits)) == 1:
        return False
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_day(digits: str) -> bool:
    """Whether six or eight digits could be a day, written without blanks: 12032026, 20260312, 120326."""
    if len(digits) == 8 and digits[:2] in ("19", "20"):
        return 1 <= int(digits[4:6]) <= 12 and 1 <= int(digits[6:]) <= 31
    if len(digits) in (6, 8):
        return 1 <= int(digits[:2]) <= 31 and 1 <= int(digits[2:4]) <= 12 and (len(digits) == 6 or digits[4:6] == "20")
    return False
