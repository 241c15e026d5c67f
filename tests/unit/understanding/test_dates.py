"""The dates in a parent's message, as people in the United Kingdom write them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given
from hypothesis import strategies as st

from sendguide.understanding.date_words import MONTHS, WEEKDAYS
from sendguide.understanding.dates import find_dates
from tests.support.clock import bounded

TODAY = date(2026, 11, 23)
"""A Monday."""
SURE, UNSURE = False, True


def read(text: str, today: date = TODAY) -> list[tuple[str, bool]]:
    return [(found.value, found.ambiguous) for found in find_dates(text, today=today)]


def values(text: str, today: date = TODAY) -> list[str]:
    return [found.value for found in find_dates(text, today=today)]


WRITTEN = [
    # in numbers
    ("03/04/26", "2026-04-03", UNSURE),
    ("03/04/2026", "2026-04-03", UNSURE),
    ("03.04.2026", "2026-04-03", UNSURE),
    ("3-4-26", "2026-04-03", UNSURE),
    ("3–4–26", "2026-04-03", UNSURE),
    ("13/04/26", "2026-04-13", SURE),
    ("04/04/26", "2026-04-04", SURE),
    ("Wednesday 21/10/26", "2026-10-21", SURE),
    ("letter date:12/10/26", "2026-10-12", UNSURE),
    ("24/7/26", "2026-07-24", SURE),
    ("2026-04-03", "2026-04-03", SURE),
    ("2026/04/03", "2026-04-03", SURE),
    ("29/02/28", "2028-02-29", SURE),
    ("12/3", "2026-03-12", UNSURE),
    ("the letter is 21/10 i think", "2026-10-21", SURE),
    ("letter 3/4", "2026-04-03", UNSURE),
    ("3/4", "2026-04-03", UNSURE),
    ("dated 9/10", "2026-10-09", UNSURE),
    # day and month
    ("12th October", "2026-10-12", SURE),
    ("12 oct", "2026-10-12", SURE),
    ("12oct", "2026-10-12", SURE),
    ("12 mar 26", "2026-03-12", SURE),
    ("12-Mar-26", "2026-03-12", SURE),
    ("12 March '26", "2026-03-12", SURE),
    ("12th of March 2025", "2025-03-12", SURE),
    ("12 th march 2025", "2025-03-12", SURE),
    ("Date: 12 March 2026", "2026-03-12", SURE),
    ("Tuesday 12th March 2024", "2024-03-12", SURE),
    ("last tuesday 17 november", "2026-11-17", SURE),
    ("March 12 2026", "2026-03-12", SURE),
    ("March 12th, 2026", "2026-03-12", SURE),
    ("november the 9th", "2026-11-09", SURE),
    ("october 9", "2026-10-09", SURE),
    ("may 12th 2026", "2026-05-12", SURE),
    ("letter dated 3 may", "2026-05-03", SURE),
    ("rang mediation 2 may, nothing", "2026-05-02", SURE),
    ("its now the 20th", "2026-11-20", UNSURE),
    ("deadline falls on 5 january", "2027-01-05", SURE),
    ("3 may, certificate to come", "2026-05-03", UNSURE),
    ("12 october 20 pages", "2026-10-12", SURE),
    ("29 february", "2024-02-29", SURE),
    # misspelt
    ("12 febuary 26", "2026-02-12", SURE),
    ("12 feburary 26", "2026-02-12", SURE),
    ("9 novemebr", "2026-11-09", SURE),
    ("9th novemeber", "2026-11-09", SURE),
    ("4 septmber", "2026-09-04", SURE),
    ("4 sept", "2026-09-04", SURE),
    ("14 agust", "2026-08-14", SURE),
    ("2 ocotber", "2026-10-02", SURE),
    ("30 decmber 25", "2025-12-30", SURE),
    ("5 janury 26", "2026-01-05", SURE),
    ("5 aprl 26", "2026-04-05", SURE),
    ("last wendsday", "2026-11-18", SURE),
    ("last wensday", "2026-11-18", SURE),
    ("last thrusday", "2026-11-19", SURE),
    ("last tuseday", "2026-11-17", SURE),
    ("last satuday", "2026-11-21", SURE),
    ("yesturday", "2026-11-22", SURE),
    ("tommorow", "2026-11-24", SURE),
    # in words
    ("the ninth of November", "2026-11-09", SURE),
    ("twelfth october 2026", "2026-10-12", SURE),
    ("the twenty-first of October", "2026-10-21", SURE),
    ("thirty first of october", "2026-10-31", SURE),
    ("November the ninth", "2026-11-09", SURE),
    ("9th day of november", "2026-11-09", SURE),
    # with more or other marks
    ("Nov. 9, 2026", "2026-11-09", SURE),
    ("November, 9", "2026-11-09", SURE),
    ("nov 9 '26", "2026-11-09", SURE),
    ("november 9 26", "2026-11-09", SURE),
    ("2026.11.09", "2026-11-09", SURE),
    ("21 / 10 / 26", "2026-10-21", SURE),
    ("9 - 11 - 2026", "2026-11-09", UNSURE),
    ("oct 26", "2026-10-26", UNSURE),  # or October 2026
    ("oct 12", "2026-10-12", SURE),
    ("october the 26th", "2026-10-26", SURE),
    ("9 to 12 november", "2026-11-12", UNSURE),
    ("9th or 10th november", "2026-11-10", UNSURE),
    # the day of a month
    ("12th", "2026-11-12", UNSURE),
    ("the 12th", "2026-11-12", UNSURE),
    ("on the 23rd", "2026-11-23", UNSURE),
    ("the letter came on the 24th.", "2026-10-24", UNSURE),
    ("dated the 31st", "2026-10-31", UNSURE),
    ("4th of last month", "2026-10-04", SURE),
    ("the 6th of this month", "2026-11-06", SURE),
    # days around today
    ("today", "2026-11-23", SURE),
    ("it came this morning", "2026-11-23", SURE),
    ("yesterday", "2026-11-22", SURE),
    ("opened it last night", "2026-11-22", SURE),
    ("day before yesterday", "2026-11-21", SURE),
    ("the day after tomorrow", "2026-11-25", SURE),
    # weekdays
    ("last tuesday", "2026-11-17", SURE),
    ("last monday", "2026-11-16", SURE),
    ("on tuesday", "2026-11-17", UNSURE),
    ("on monday", "2026-11-23", UNSURE),
    ("it came on tuesday", "2026-11-17", SURE),
    ("on thur", "2026-11-19", UNSURE),
    ("on sat", "2026-11-21", UNSURE),
    ("last wed", "2026-11-18", SURE),
    ("tuesday last week", "2026-11-17", SURE),
    ("friday next week", "2026-12-04", SURE),
    ("this tuesday", "2026-11-24", SURE),
    ("next friday", "2026-11-27", UNSURE),
    ("next monday", "2026-11-30", SURE),
    ("by friday", "2026-11-27", SURE),
    ("a week last tuesday", "2026-11-10", SURE),
    ("mediation is a week wednesday", "2026-12-02", SURE),
    ("thursday week", "2026-12-03", SURE),
    ("last week friday", "2026-11-20", SURE),
    ("the friday before last", "2026-11-13", UNSURE),
    ("monday gone", "2026-11-16", SURE),
    ("this past friday", "2026-11-20", SURE),
    ("a fortnight last tuesday", "2026-11-03", SURE),
    ("two weeks ago today", "2026-11-09", SURE),
    ("a week ago yesterday", "2026-11-15", SURE),
    ("two weeks today", "2026-12-07", SURE),
    ("three weeks ago on friday", "2026-10-30", UNSURE),
    ("the last friday of october", "2026-10-30", UNSURE),
    ("first monday in november 2026", "2026-11-02", UNSURE),
    ("3rd wednesday of october", "2026-10-21", UNSURE),
    # days with a name
    ("christmas eve", "2025-12-24", UNSURE),
    ("xmas day", "2025-12-25", UNSURE),
    ("by boxing day", "2026-12-26", UNSURE),
    ("new year's day", "2026-01-01", UNSURE),
    ("the day after bonfire night", "2026-11-06", UNSURE),
    ("day before halloween", "2026-10-30", UNSURE),
    # so long ago, in so long
    ("week ago", "2026-11-16", SURE),
    ("fortnight ago", "2026-11-09", SURE),
    ("10 days ago", "2026-11-13", SURE),
    ("ten days ago", "2026-11-13", SURE),
    ("twenty one days ago", "2026-11-02", SURE),
    ("two weeks ago", "2026-11-09", SURE),
    ("3 wks ago", "2026-11-02", SURE),
    ("3wks ago", "2026-11-02", SURE),
    ("eleven weeks back", "2026-09-07", SURE),
    ("a fortnight ago", "2026-11-09", SURE),
    ("a month ago", "2026-10-23", SURE),
    ("sent it in 3 weeks ago", "2026-11-02", SURE),
    ("about three weeks ago", "2026-11-02", UNSURE),
    ("2-3 weeks ago", "2026-11-02", UNSURE),
    ("two or three weeks ago", "2026-11-02", UNSURE),
    ("a couple of weeks ago", "2026-11-09", UNSURE),
    ("a few weeks back", "2026-11-02", UNSURE),
    ("in 2 weeks", "2026-12-07", SURE),
    ("in a fortnight and", "2026-12-07", SURE),
    ("in 3 weeks' time", "2026-12-14", SURE),
    ("in a few days", "2026-11-26", UNSURE),
    # not one day
    ("last week", "2026-11-16", UNSURE),
    ("next week", "2026-11-30", UNSURE),
    ("last month", "2026-10-01", UNSURE),
    ("the beginning of last month", "2026-10-01", UNSURE),
    ("the end of next month", "2026-12-31", UNSURE),
    ("end of march", "2026-03-31", UNSURE),
    ("late february", "2026-02-28", UNSURE),
    ("early June", "2026-06-01", UNSURE),
    ("mid june", "2026-06-15", UNSURE),
    ("beginning of September", "2026-09-01", UNSURE),
    ("the back end of August", "2026-08-31", UNSURE),
    ("since march", "2026-03-01", UNSURE),
    ("in November", "2026-11-01", UNSURE),
    ("by march", "2027-03-01", UNSURE),
    ("March 2025", "2025-03-01", UNSURE),
]


@pytest.mark.parametrize(("text", "value", "ambiguous"), WRITTEN, ids=[case[0] for case in WRITTEN])
def test_a_date_is_read(text: str, value: str, ambiguous: bool):
    assert read(text) == [(value, ambiguous)]


NO_DATES = [
    "31/02/26", "45/13/26", "31 feb 2026", "feb 30", "31st of february 26", "03/13/26", "00/00/00", "2026-13-01",
    "32nd", "0/0", "29/02/27", "may 3 people come?", "i may", "it may be", "section 3 may apply",
    "only 2 may attend", "may 3 and 4 year olds come", "march 3 miles", "on the march", "we sat 2 hours",
    "we last sat down with them", "the sun", "my sun is 7", "we wed", "the second", "second refusal", "Year 9",
    "yr 9 marching", "section 12", "section 19", "regulation 32", "20 weeks", "2 months", "in 20 weeks",
    "a 2nd refusal in 12 months", "aged 3", "aged 3/4", "3/4 years old", "24/7", "1/2 day", "a 1/4 of it", "50/50",
    "9/10 parents", "10/10 for effort", "0-25", "3-4 hours", "1:1", "9.30", "at 8.10 in the morning", "half 11",
    "12:10", "£12.50", "2.8 miles", "024 7683 1614", "03330 062 835", "07700 900123", "2nd go", "the 2nd time",
    "the 4th one", "1st choice", "6th form", "his 18th birthday", "he just had his 18th, still here",
    "on the 1st and 2nd refusal", "every friday", "on a tuesday", "on tuesdays", "saturday club",
    "monday to friday", "good friday", "the following tuesday", "twice a week on tuesday", "two years ago",
    "an hour ago", "a moment ago", "long time ago", "nobody rang in 5 weeks", "they kept me in 2 wks",
    "fourth time in two weeks", "for a fortnight", "decision", "decide by then", "friends", "money", "maybe",
    "letters in one week", "she is 23rd on the list", "he turned 18 last week", "nobody replied in ten days",
    "two days before christmas eve", "3 weeks on friday", "second refusal", "the second may come late", "christmas",
    "twice a week on monday", "no first language", "the third letter",
    "march 3 of them", "junior", "match 12", "12 marks", "3 decisions", "i want to appeal",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_DATES)
def test_what_only_looks_like_a_date_gives_nothing(text: str):
    assert values(text) == []


LONGER = [
    ("My letter is dated 14 March and my certificate 2 May.", ["2026-03-14", "2026-05-02"]),
    ("Letter 12 Sept, cert 4 Nov. Last day to lodge?", ["2026-09-12", "2026-11-04"]),
    ("no the letter was the 8th not the 18th, when do I appeal", ["2026-11-08", "2026-11-18"]),
    ("the mediation is on 12 December. My letter is 20 October.", ["2026-12-12", "2026-10-20"]),
    ("i rang last Tuesday and was told three days, that was two weeks ago", ["2026-11-17", "2026-11-09"]),
    ("had to be in on tuesday and its 9.30 now, 20 weeks were up in january", ["2026-11-17", "2026-01-01"]),
    ("letter 9 november, certificate 20 november", ["2026-11-09", "2026-11-20"]),
    ("9 november, 12 october", ["2026-11-09", "2026-10-12"]),
    ("it was november. 9th of december they rang", ["2025-12-09"]),
    ("hes 6 in year 2, 3rd refusal, letter 24 days ago, section 12", ["2026-10-30"]),
]


@pytest.mark.parametrize(("text", "expected"), LONGER)
def test_dates_are_found_in_a_story(text: str, expected: list[str]):
    assert values(text) == expected


YEARS = [
    ("12 november", "2026-11-12", SURE),
    ("23 november", "2026-11-23", SURE),
    ("24 november", "2025-11-24", UNSURE),
    ("5 january", "2026-01-05", UNSURE),
    ("letter dated 5 january", "2026-01-05", SURE),
    ("it came 5 january", "2026-01-05", SURE),
    ("by 5 january", "2027-01-05", SURE),
    ("until the 5th january", "2027-01-05", SURE),
    ("before 5 january", "2027-01-05", SURE),
    ("my appeal is due 5 january", "2027-01-05", SURE),
    ("it was due 5 january", "2026-01-05", SURE),
    ("the deadline is 5 january", "2027-01-05", SURE),
    ("the last day is 5 january", "2027-01-05", SURE),
    ("my time runs out on 5 january", "2027-01-05", SURE),
    ("mediation is on 5 january", "2027-01-05", SURE),
    ("5 january is the hearing", "2027-01-05", SURE),
    ("5 january is the date on the letter", "2026-01-05", UNSURE),
    ("the deadline is the 12th", "2026-12-12", UNSURE),
    ("skint till the 28th", "2026-11-28", UNSURE),
    ("by the 31st", "2026-12-31", UNSURE),
    ("1 june", "2026-06-01", SURE),
    ("23 may", "2026-05-23", UNSURE),
    ("24 may", "2026-05-24", SURE),
]


@pytest.mark.parametrize(("text", "value", "ambiguous"), YEARS, ids=[case[0] for case in YEARS])
def test_a_missing_year_is_the_last_one_unless_the_words_look_ahead(text: str, value: str, ambiguous: bool):
    assert read(text) == [(value, ambiguous)]


MONTH_ENDS = [
    ("a month ago", date(2026, 3, 31), "2026-02-28"),
    ("a month ago", date(2028, 3, 31), "2028-02-29"),
    ("in 1 month", date(2026, 1, 31), "2026-02-28"),
    ("end of february", date(2028, 6, 1), "2028-02-29"),
    ("31st of last month", date(2026, 10, 5), None),
    ("on the 30th", date(2026, 3, 5), "2026-01-30"),
    ("last month", date(2026, 1, 31), "2025-12-01"),
    ("29 february", date(2101, 1, 1), "2096-02-29"),
]


@pytest.mark.parametrize(("text", "today", "value"), MONTH_ENDS)
def test_months_of_different_lengths(text: str, today: date, value: str | None):
    assert values(text, today) == ([value] if value else [])


OTHER_WEEKDAYS = [  # on Thursday 26 November 2026
    ("last tuesday", "2026-11-24", UNSURE),
    ("last friday", "2026-11-20", SURE),
    ("next friday", "2026-11-27", UNSURE),
    ("next tuesday", "2026-12-01", SURE),
    ("this friday", "2026-11-27", SURE),
    ("this tuesday", "2026-12-01", UNSURE),
    ("tuesday this week", "2026-11-24", SURE),
    ("tuesday last week", "2026-11-17", SURE),
    ("last week", "2026-11-16", UNSURE),
    ("last thursday", "2026-11-19", SURE),
]


@pytest.mark.parametrize(("text", "value", "ambiguous"), OTHER_WEEKDAYS, ids=[case[0] for case in OTHER_WEEKDAYS])
def test_last_and_next_are_unsure_within_this_week(text: str, value: str, ambiguous: bool):
    assert read(text, date(2026, 11, 26)) == [(value, ambiguous)]


LETTER, CERTIFICATE, MEETING = "letter_date", "certificate_date", "meeting_date"
ROLES = [
    ("letter dated 9 november, certificate 20 november", [LETTER, CERTIFICATE]),
    ("certificate is from 20 November and letter from 28 September", [CERTIFICATE, LETTER]),
    ("Letter dated 21 October, arrived 24th", [LETTER, None]),
    ("decision 5 January, no certificate yet", [LETTER]),
    ("Letter's dated the 14th of September", [LETTER]),
    ("My letter from council is 20 October", [LETTER]),
    ("mediation is on 12 December", [MEETING]),
    ("had the mediation last tuesday", [MEETING]),
    ("annual review meeting 9 weeks ago", [MEETING]),
    ("leter datd 27 october 2026, cert daetd 3 nov", [LETTER, CERTIFICATE]),
    ("got the letter 9 november", [None]),
    ("got the letter dated 9 november", [LETTER]),
    ("the letter came on 9 november", [None]),
    ("letter today says no", [None]),
    ("i asked for mediation on monday", [None]),
    ("rang for my certificate 8 days ago", [None]),
    ("got the mediation letter 9 november", [None]),
    ("he will certainly be in on 9 november", [None]),
    ("9 november", [None]),
]


@pytest.mark.parametrize(("text", "roles"), ROLES)
def test_a_date_knows_its_role_only_when_the_words_before_say_it(text: str, roles: list[str | None]):
    assert [found.role for found in find_dates(text, today=TODAY)] == roles


DAYS = st.dates(date(2015, 1, 1), date(2060, 12, 31))
FORMATS = [
    "{d} {month} {y}",
    "{d}{nth} {Month} {y}",
    "{month} {d}, {y}",
    "{d}-{mon}-{yy}",
    "{iso}",
    "{d:02}.{m:02}.{y}",
]


@given(DAYS, DAYS, st.sampled_from(FORMATS))
def test_a_date_with_its_year_is_read_back_whatever_the_day(day: date, today: date, form: str):
    month = MONTHS[day.month - 1]
    names = {"month": month, "Month": month.title(), "mon": month[:3], "iso": day.isoformat(), "nth": "th"}
    text = form.format(d=day.day, m=day.month, y=day.year, yy=f"{day.year % 100:02}", **names)
    assert values(f"my letter of {text} says no", today) == [day.isoformat()]


@given(DAYS, st.integers(0, 364))
def test_a_date_without_a_year_is_never_after_today(today: date, days: int):
    day = today - timedelta(days=days)
    found = values(f"{day.day} {MONTHS[day.month - 1]}", today)
    assert found == [day.isoformat()]


@given(DAYS, st.sampled_from(WEEKDAYS), st.sampled_from(["last", "this", "next", "on"]))
def test_a_weekday_is_that_weekday_near_today(today: date, weekday: str, which: str):
    (found,) = find_dates(f"{which} {weekday}", today=today)
    day = date.fromisoformat(found.value)
    assert WEEKDAYS[day.weekday()] == weekday
    assert (day - today).days in {"last": range(-7, 0), "this": range(7), "next": range(1, 8), "on": range(-6, 1)}[
        which
    ]


@given(DAYS, st.integers(1, 30), st.sampled_from(["days", "weeks", "months"]))
def test_so_long_ago_is_counted_back_from_today(today: date, count: int, unit: str):
    assert values(f"{count} {unit} ago", today) == [(today - relativedelta(**{unit: count})).isoformat()]


PIECES = ["12", "3/4", "march", "may", "last", "tuesday", "the", "9th", "in", "2 weeks", "ago", "by", "letter", "dated"]
MESSAGES = st.one_of(st.text(max_size=60), st.lists(st.sampled_from([*PIECES, "İ", "–", ".", "26"])).map(" ".join))


@given(MESSAGES, DAYS)
@example("İİ 12 march 26", TODAY)
def test_spans_are_in_order_apart_and_show_the_words(text: str, today: date):
    found = find_dates(text, today=today)
    assert all(text[item.start : item.end] == item.words and item.words.strip() == item.words for item in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(date.fromisoformat(item.value) for item in found)


REPEATED = ["1 ", "1/", "12-", "in ", "may ", "last ", "1 march ", "a week ", "12th ", "on the ", "twenty ", " ", "m"]


@pytest.mark.parametrize("piece", REPEATED)
def test_ten_thousand_characters_are_read_in_no_time(piece: str):
    with bounded():
        find_dates(piece * (10_000 // len(piece)), today=TODAY)
