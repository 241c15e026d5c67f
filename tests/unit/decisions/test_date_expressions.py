"""A table of dates as people type them: nearly all are read right, and none is read wrongly in silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sendguide.content.bundle import Content
from tests.unit.decisions.talking import REFUSED, Talk

TABLE = Path(__file__).parent / "date_expressions.tsv"
LEAST = 0.95
AT_LEAST = 80
NO_DATE = ("not_sure", "asked")
COMPLAINTS = ("exact_day", "future", "impossible", "not_english", "several", "unclear_date", "year")


def rows() -> Iterator[tuple[str, date, str]]:
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            words, today, reading = line.split("\t")
            yield words, date.fromisoformat(today), reading


def read(content: Content, words: str, today: date) -> str:
    """How a message is read at the question for the letter's date, as in the table."""
    talk = Talk(content, answers=REFUSED, today=today).say(words)
    if talk.turn is None:
        return "asked"
    if (answer := talk.answers.get("letter_date")) is not None:
        return answer
    if talk.reading:
        _, *days = talk.reading
        return f"{days[0]}?" if len(days) == 1 else " or ".join(days)
    return next(iter(talk.lines & set(COMPLAINTS)), "asked")


def _is_right(reading: str, wanted: str) -> bool:
    return reading == wanted or (wanted == "asked" and reading in COMPLAINTS)


def _is_silent(reading: str, wanted: str) -> bool:
    """Whether a date was taken without a word although another was meant, or none, or it was not certain."""
    taken = reading[:4].isdigit() and "?" not in reading and "or" not in reading
    return taken and reading != wanted


def test_the_table_is_large_and_each_row_is_there_once():
    table = [(words, today) for words, today, _ in rows()]
    assert len(set(table)) == len(table) >= AT_LEAST


def test_the_readings_of_the_table_are_of_known_kinds():
    for words, _, wanted in rows():
        if not wanted[:4].isdigit():
            assert wanted in (*COMPLAINTS, *NO_DATE), words
        else:
            assert [date.fromisoformat(day) for day in wanted.rstrip("?").split(" or ")], words


def test_nearly_all_are_read_right_and_none_wrongly_in_silence(content: Content):
    read_as = [(words, wanted, read(content, words, today)) for words, today, wanted in rows()]
    wrong = [row for row in read_as if not _is_right(row[2], row[1])]
    share = 1 - len(wrong) / len(read_as)
    told = f"{share:.1%} of {len(read_as)} are read right; not right: {wrong}"
    assert [row for row in read_as if _is_silent(row[2], row[1])] == [], told
    assert share >= LEAST, told


def test_none_is_taken_in_silence_for_the_certificate_either(content: Content):
    answers = {**REFUSED, "letter_date": "2025-12-01"}
    for words, today, wanted in rows():
        if "certificate" not in words:
            day = Talk(content, answers=answers, today=today).say(words).answers.get("certificate_date", "")
            assert not _is_silent(day, wanted), (words, day, wanted)
