"""The dates in a parent's message, as people in the United Kingdom write them.

A small grammar of our own: a pattern for each way to write a date, and a function that reads it. We looked at
`dateparser` and left it: told that the day comes first, it reads 2026-03-04 as 3 April, and it can read neither "last
Tuesday" nor "fortnight".

Without a year, a date is the last one that is not after today; or the next one, when the words right before it (by,
until, before, next, due, deadline is, runs out, is on …) or after it ("… is the hearing") look ahead. Weekdays and days
of the month are read the same way.

A date is `ambiguous`, so that the parent should be asked, when

* day and month could be swapped (03/04/26);
* no word says whether it is past or to come, and the next one is at most six months away;
* only the day of a month is given ("the 12th");
* it is not one day: "last week" is its Monday, "last month", "in March" and "early March" are the 1st, "mid March" is
  the 15th, "late" and "end of March" are the last day, "a few weeks" are three, "about 3 weeks ago" is 3 weeks ago;
* people differ on what it means: a "last" or "next" weekday of this very week, a "this" weekday already gone.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from sendguide.understanding.detail import NUMBER, SENTENCE_END, Detail, number, plain

Reading = tuple[date, bool]
"""A date, and whether it is ambiguous."""

DOUBT = relativedelta(months=6)
LONGEST_PLAN = timedelta(days=62)
"""'In 20 weeks' or 'in 12 months' is a time limit, not a day that somebody has in mind."""

# --- names ----------------------------------------------------------------------------------------------------------
MONTHS = ["january", "february", "march", "april", "may", "june"]
MONTHS += ["july", "august", "september", "october", "november", "december"]
LONG_MONTHS = [name for name in MONTHS if len(name) > 5]
"""The others are too near to common words ("match") to be read when misspelt, but for the spellings listed here."""
MONTH_NUMBERS = {spelling: place for place, name in enumerate(MONTHS, start=1) for spelling in (name, name[:3])}
MONTH_NUMBERS |= {"sept": 9, "marhc": 3, "mrach": 3, "apirl": 4, "arpil": 4, "aprl": 4, "aprill": 4, "jully": 7}
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
SHORT_WEEKDAYS = {name[:3]: place for place, name in enumerate(WEEKDAYS)}
SHORT_WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
DAY_WORDS = {"day before yesterday": -2, "yesterday": -1, "yesturday": -1, "yesterdy": -1, "last night": -1}
DAY_WORDS |= {"today": 0, "tonight": 0, "this morning": 0, "tomorrow": 1, "tommorow": 1, "tomorow": 1}
DAY_WORDS |= {"day after tomorrow": 2}
WEEK_SHIFT = {"last": -1, "this": 0, "next": 1}
PART_DAYS = {"e": 1, "s": 1, "b": 1, "m": 15, "l": 31}


def _nearest_name(word: str, names: list[str]) -> str | None:
    same_initial = [name for name in names if name[0] == word[0]]
    return next(iter(difflib.get_close_matches(word, same_initial, n=1, cutoff=0.8)), None)


@lru_cache(maxsize=1024)
def _month(word: str) -> int | None:
    """1 to 12, also for a misspelt name."""
    return MONTH_NUMBERS.get(word) or MONTH_NUMBERS.get(_nearest_name(word, LONG_MONTHS) or "")


@lru_cache(maxsize=1024)
def _weekday_number(word: str) -> int | None:
    """0 (Monday) to 6, also for a misspelt name."""
    name = _nearest_name(word, WEEKDAYS)
    return SHORT_WEEKDAYS.get(word, WEEKDAYS.index(name) if name else None)


# --- what stands around a date --------------------------------------------------------------------------------------
UNTIL = r"by|(?:un)?till?|before"
LOOKS_AHEAD = re.compile(
    rf"\b(?:{UNTIL}|next|(?<!was )(?<!were )due|deadlines?|last (?:day|date)|runs? out|expires?|ends?|finish(?:es)?"
    r"|falls|booked|coming|will be|(?:is|are|it's|its|mediations|(?:mediation|meeting|hearing|review)'s) on)"
    r"(?: (?:is|are|be|in|on|for|the|at|by|from|falls|set|around|about|of))*[ :,-]*$"
)
IS_AHEAD = re.compile(r" (?:is|are) (?:when|(?:the|my|our) (?!date|letter|cert))\b")
LOOKS_BACK = re.compile(r"\b(?:dated|came|arrived|received|sent|issued|since|rang|phoned|opened|told|was|were|had)\b")
ROLE = re.compile(
    r"\b(?:(?P<letter_date>letter|decision|refusal|final plan)|(?P<certificate_date>[cs]ert(?!ain)\w*)"
    r"|(?P<meeting_date>mediation|meeting|hearing|review))"
    r"(?:'?s)?(?: (?:is|was|has|date|dated|from|of|for|set|booked|the|a|on|council|la))*[ :,(-]*$"
)
ARRIVED = re.compile(r"\b(?:g[eo]t|getting|received|came|arrived|opened|landed|read|seen|saw|ask\w*|rang|phon\w*)\b")
SAYS_DATED = re.compile(r" (?:date|dated|from|of)\b")
NOT_MET = re.compile(
    r"\b(?:ask\w*|request\w*|rang|ring|phon\w*|call\w*|chose|chosen|yes|no|told|letter|email|[cs]ert\w*)\b"
)
NOT_A_DAY = re.compile(
    r"(?:\b(?:years?|yr|y|sec|sections?|part|reg|regulations?|rule|age|aged|pages?|room|flat|question)\.? ?)$"
)
GOES_ON = re.compile(
    r" ?(?:$|[.,;:!?)\n\"'-]|(?:an?d?|n|but|so|its?|it's|is|was|i|i'?m|i'?ve|we|they|he|she|the|my|our|from|to|at|on"
    r"|with|not|or|for|when|what|how|if|can|as|which|that|that'?s|this|because|co[sz]|saying|till?|until|then|now|do|does"
    r"|did|has|have|had|will|must|would|should|are|were|no|yes|please|pls|said|came|got|about|after|before|since"
    r"|cert\w*|letter|decision|you|u|where|who|still|arrived|received)\b)"
)
"""What may follow a bare '12th' or 'may 12'. Other words may be what is counted ('2nd go', 'may 3 people')."""
ENDS = re.compile(r" ?(?:$|[.,;:!?)\n])")
DATE_CUE = re.compile(
    rf"(?:\b(?:on|from|dated?|since|after|is|was|now|letter|cert\w*|decision|arrived|came|received|sent|due|not|{UNTIL})"
    r"|'s|[,:(]) ?(?:the )?$"
)
DAY_CUE = re.compile(rf"\b(?:on|since|from|dated|{UNTIL}) (?:the )?$")
MONTH_CUE = re.compile(rf"\b(?:in|since|during|last|next|this|from|{UNTIL}) $")
ENDS_IN_DAY = re.compile(r"[0-9](?:st|nd|rd|th)?(?: of)?[ .,/-]*$")  # "31 feb 2026" is no date at all
NOT_ONE_DAY = re.compile(
    r"\b(?:every|each|an?|most|any|some|one|all|of|good|black|following|previous|other|we|they|i|once|twice|times"
    r"|[a-z]+day to) $"
)
DAY_USES = re.compile(
    r" (?:clubs?|groups?|nights|mornings|afternoons|evenings|school|job|to [a-z]+day|(?:and|or|&) [a-z]+days\b)"
)
MAY_VERB = re.compile(
    r" (?:be|not|come|go|need|have|get|want|also|still|well|only|even|take|help|apply|appeal|ask|say|i|you|he|she|we)\b"
)
ROUGHLY = re.compile(
    r"\b(?:about|bout|around|roughly|nearly|almost|over|(?:more|less) than|approx\w*|[a-z0-9]+ (?:or|to)) $"
    r"|[0-9] ?- ?$"
)
TIME_TAKEN = re.compile(
    r"\b(?:times?|once|twice|hours?|sessions?|visits?|been|kept|all|no|not|nobody|nothing|never|ha(?:s|ve)n'?t|was|meant"
    r"|supposed|must|should|would|(?:has|have|got) to)\b|'d\b"
)
"""In a sentence with these, 'in 2 weeks' is how long something took, takes or may take."""


@dataclass(frozen=True)
class _Around:
    """The words before and after a date in its sentence, and what they say of it.

    `calendar` is whether it is given by its number in the month, not as "today" or "3 weeks ago".
    """

    today: date
    before: str
    after: str
    calendar: bool

    @property
    def alone(self) -> bool:
        """Whether it is the whole sentence, as in an answer to a question."""
        return self.before in ("", "the ") and bool(ENDS.match(self.after))

    @property
    def future(self) -> bool:
        return bool(LOOKS_AHEAD.search(self.before) or IS_AHEAD.match(self.after))

    @property
    def past(self) -> bool:
        return bool(LOOKS_BACK.search(self.before)) or self.role in ("letter_date", "certificate_date")

    @property
    def role(self) -> str | None:
        """What it is the date of. A letter that "came" on a day is not dated that day."""
        match = ROLE.search(self.before)
        if not match:
            return None
        if match.lastgroup == "meeting_date":
            return None if NOT_MET.search(self.before) else match.lastgroup
        stated = SAYS_DATED.search(match[0]) or (self.calendar and not ARRIVED.search(self.before))
        return match.lastgroup if stated else None


# --- readers: one for each way to write a date ----------------------------------------------------------------------
def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _full_year(written: str) -> int:
    return int(written) + (2000 if len(written) == 2 else 0)


def _without_year(month: int | None, on: Callable[[date], date | None], around: _Around) -> Reading | None:
    """The last or the next one. `on` makes the date from the first of a month; without a month, any will do."""
    today = around.today
    first = today.replace(day=1, month=month or today.month)
    step = relativedelta(years=1) if month else relativedelta(months=1)
    past = (on(first - step * count) for count in range(9))  # 29 February can be eight years off
    future = (on(first + step * count) for count in range(9))
    last = next((day for day in past if day and day <= today), None)
    coming = next((day for day in future if day and day >= today), None)
    return _last_or_next(last, coming, around) if last and coming else None


def _last_or_next(past: date, future: date, around: _Around) -> Reading:
    if around.future:
        return future, False
    return past, not around.past and past != future and future <= around.today + DOUBT


def _day_of_month(day: int, month: int | None, around: _Around) -> Reading | None:
    return _without_year(month, lambda first: _date(first.year, first.month, day), around)


def _iso(match: re.Match[str], around: _Around) -> Reading | None:
    found = _date(int(match["year"]), int(match["month"]), int(match["day"]))
    return (found, False) if found else None


def _numbers(match: re.Match[str], around: _Around) -> Reading | None:
    day, month, year = int(match["day"]), int(match["month"]), match["year"]
    swappable = day != month and day <= 12
    if year:
        found = _date(_full_year(year), month, day)
        return (found, swappable) if found else None
    if match["mark"] != "/" or not 1 <= month <= 12 or (day, month) == (24, 7) or NOT_A_DAY.search(around.before):
        return None
    share = month == day + 1 or (day, month) == (1, 4) or day <= month == 10  # "1/2 a day", "3/4 years old", "9/10"
    if not GOES_ON.match(around.after) or (share and not around.alone and not DATE_CUE.search(around.before)):
        return None
    reading = _day_of_month(day, month, around)
    return (reading[0], reading[1] or swappable) if reading else None


def _day_month(match: re.Match[str], around: _Around) -> Reading | None:
    month, year = _month(match["month"]), match["year"]
    if not month or NOT_A_DAY.search(around.before):
        return None
    bare = not (match["nth"] or year)
    if bare and match["month"] == "may" and (MAY_VERB.match(around.after) or not GOES_ON.match(around.after)):
        return None
    if not year:
        return _day_of_month(int(match["day"]), month, around)
    found = _date(_full_year(year), month, int(match["day"]))
    return (found, False) if found else None


def _month_day(match: re.Match[str], around: _Around) -> Reading | None:
    if ENDS_IN_DAY.search(around.before):
        return None
    if match["nth"] or match["year"]:
        return _day_month(match, around)
    verb = match["month"] == "may" and not (around.alone or DATE_CUE.search(around.before))  # "may 3 people come"
    return None if verb or not GOES_ON.match(around.after) else _day_month(match, around)


def _ordinal(match: re.Match[str], around: _Around) -> Reading | None:
    day, which = int(match["day"]), match["which"]
    if which:
        first = around.today.replace(day=1) + relativedelta(months=WEEK_SHIFT[which])
        found = _date(first.year, first.month, day)
        return (found, False) if found else None
    cued = DATE_CUE.search(around.before) or (around.before.endswith("the ") and day > 3)
    if not around.alone and not (cued and GOES_ON.match(around.after)):
        return None
    reading = _day_of_month(day, None, around)
    return (reading[0], True) if reading else None


def _weekday(match: re.Match[str], around: _Around) -> Reading | None:
    place, which, tail = _weekday_number(match["weekday"]), match["which"], match["tail"]
    named = len(match["weekday"]) > 3 or which or tail or match["week"] or DAY_CUE.search(around.before)
    if place is None or not named or NOT_ONE_DAY.search(around.before) or DAY_USES.match(around.after):
        return None
    today, week = around.today, timedelta(weeks=1)
    monday = today - timedelta(days=today.weekday())
    coming = today + timedelta(days=(place - today.weekday()) % 7)
    if tail and tail != "week":  # "tuesday last week"
        return monday + timedelta(days=place) + week * WEEK_SHIFT[tail.split()[0]], False
    if tail or match["week"]:  # "thursday week", "a week last tuesday"
        return (coming - 2 * week if which == "last" else coming + week), False
    if which == "last":
        return coming - week, coming - week >= monday
    if which == "next":
        after_today = coming + week if coming == today else coming
        return after_today, after_today < monday + week
    if which == "this":
        return coming, coming >= monday + week
    found, ambiguous = _last_or_next(today if coming == today else coming - week, coming, around)
    return found, ambiguous or coming == today


def _shift(match: re.Match[str]) -> tuple[relativedelta, bool]:
    """How far away "3 weeks" is, and whether that is vague."""
    count, unit = match["count"].strip(), match["unit"][0]
    vague = "couple" in count or "few" in count
    size = (3 if "few" in count else 2) if vague else 1 if count in ("a", "an") else number(count)
    if unit == "m":
        return relativedelta(months=size), vague
    return relativedelta(days=size * {"d": 1, "w": 7, "f": 14}[unit]), vague


def _ago(match: re.Match[str], around: _Around) -> Reading | None:
    shift, vague = _shift(match)
    return around.today - shift, vague or bool(ROUGHLY.search(around.before))


def _in(match: re.Match[str], around: _Around) -> Reading | None:
    shift, vague = _shift(match)
    found = around.today + shift
    limit = found - around.today > LONGEST_PLAN or TIME_TAKEN.search(around.before)
    return None if limit and not match["time"] else (found, vague)


def _period(match: re.Match[str], around: _Around) -> Reading | None:
    if ENDS_IN_DAY.search(around.before):
        return None
    sign = WEEK_SHIFT[match["which"]]
    if match["unit"] == "month":
        return around.today.replace(day=1) + relativedelta(months=sign), True
    return around.today - timedelta(days=around.today.weekday()) + sign * timedelta(weeks=1), True


def _month_only(match: re.Match[str], around: _Around) -> Reading | None:
    part, year, which = match["part"], match["year"], match["which"]
    if not part and (which or ENDS_IN_DAY.search(around.before) or not (year or MONTH_CUE.search(around.before))):
        return None
    day = relativedelta(day=1 if not part else 31 if "end" in part else PART_DAYS[part[0]])
    if which:
        return around.today + relativedelta(day=1, months=WEEK_SHIFT[which]) + day, True
    month = _month(match["month"])
    if not month:
        return None
    if year:
        return date(int(year), month, 1) + day, True
    reading = _without_year(month, lambda first: first + day, around)
    return (reading[0], True) if reading else None


def _day_word(match: re.Match[str], around: _Around) -> Reading | None:
    return around.today + timedelta(days=DAY_WORDS[match[0]]), False


# --- the grammar ----------------------------------------------------------------------------------------------------
WEEKDAY = r"(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun|[mtwfs][a-z]{1,7}(?:day|dya|ady|dey))"
MAYBE_WEEKDAY = rf"(?:\b(?:(?:last|this|next) )?{WEEKDAY},? (?:the )?)?"
DAY = r"(?<![0-9][:./-])(?<![£$])\b(?P<day>[0-9]{1,2})"
NTH = r"(?P<nth>st|nd|rd|th)"
MONTH = r"(?P<month>[jfmasond][a-z]{2,9})"
YEAR = r"(?P<year>(?:19|20)[0-9]{2})\b"
NOT_COUNTED = (
    r"(?![0-9:/%]|\.[0-9]| ?(?:st|nd|rd|th|am|pm|days?|weeks?|wks?|months?|years?|yrs?|hours?|hrs?|min|pages?|people"
    r"|kids|children|times)\b)"
)
COUNT = rf"(?P<count>{NUMBER} ?|an? |(?:a )?couple (?:of )?|(?:a )?few )"
UNIT = r"(?P<unit>days?|weeks?|wks?|fortnights?|months?|mths?|munths?|mnths?)"
PART = r"(?P<part>early|(?:start|begin+ing|end|back end|middle) of|mid|late)"

RULES: list[tuple[re.Pattern[str], Callable[[re.Match[str], _Around], Reading | None]]] = [
    (re.compile(pattern, re.ASCII), reader)
    for pattern, reader in (
        (r"(?<![0-9/-])(?P<year>(?:19|20)[0-9]{2})[-/](?P<month>[0-9]{1,2})[-/](?P<day>[0-9]{1,2})(?![0-9/-])", _iso),
        (
            rf"{MAYBE_WEEKDAY}(?<![\w/.£$-])(?<![0-9]:)(?P<day>[0-9]{{1,2}})(?P<mark>[/.-])(?P<month>[0-9]{{1,2}})"
            r"(?:(?P=mark)(?P<year>(?:19|20)[0-9]{2}|[0-9]{2}))?\b(?![/:%-]|\.[0-9])",
            _numbers,
        ),
        (
            rf"{MAYBE_WEEKDAY}{DAY} ?{NTH}?(?: of)?[ .,/-]{{0,2}}{MONTH}\b"
            rf"(?:[ .,/-]{{1,2}}'?(?P<year>(?:19|20)[0-9]{{2}}|[0-9]{{2}})\b{NOT_COUNTED})?",
            _day_month,
        ),
        (rf"\b{MONTH}[ -](?:the )?(?P<day>[0-9]{{1,2}}){NTH}?\b(?![:/%]|\.[0-9])(?:,? {YEAR})?", _month_day),
        (
            rf"{MAYBE_WEEKDAY}{DAY}{NTH}\b(?: (?:of )?(?P<which>last|this|next) month\b)?"
            r"(?! (?:and|or|&) (?:the )?[0-9])",  # "the 1st and 2nd refusal"
            _ordinal,
        ),
        (
            rf"\b(?:(?P<week>a week) (?:on )?)?(?:(?P<which>last|this|next) )?(?P<weekday>{WEEKDAY})\b"
            r"(?: (?P<tail>(?:(?:last|this|next) )?week)\b)?",
            _weekday,
        ),
        (rf"(?<![0-9.])\b{COUNT}{UNIT} (?:ago|back)\b", _ago),
        (rf"\bin {COUNT}{UNIT}\b(?P<time>'?s?'? time\b)?(?! (?:or|to|of|old|ago|back)\b)", _in),
        (r"(?<!the )(?<!over )\b(?P<which>last|next) (?P<unit>week|month)\b(?! of\b|'s)", _period),
        (
            rf"\b(?:{PART}[ -](?:the )?)?(?:(?P<which>last|this|next) month|{MONTH}(?: {YEAR})?)\b(?! ?[0-9])",
            _month_only,
        ),
        (rf"\b(?:{'|'.join(sorted(DAY_WORDS, key=len, reverse=True))})\b", _day_word),
    )
]

REACH = 60
"""How many characters before a date can say something about it."""


def find_dates(text: str, *, today: date) -> list[Detail]:
    """The dates of a message in order of place, none overlapping.

    Args:
        text: the message, cleaned (single spaces).
        today: the day on which it is written.

    Returns:
        details of kind `date` with ISO values. Numbers that are no possible date ("31/02/26") give nothing, and neither
        do durations ("20 weeks"). Years of two digits are 20xx.
    """
    small = plain(text)
    matches = ((match, reader) for pattern, reader in RULES for match in pattern.finditer(small))
    found: list[Detail] = []
    free = 0  # where the last date ended
    for match, reader in sorted(matches, key=lambda item: (item[0].start(), -item[0].end())):
        start, end = match.span()
        if start < free:
            continue
        before = SENTENCE_END.split(small[max(free, start - REACH) : start])[-1].lstrip()
        around = _Around(today, before, small[end : end + REACH], "day" in match.re.groupindex)
        reading = reader(match, around)
        if reading:
            day, ambiguous = reading
            found.append(Detail("date", day.isoformat(), start, end, text[start:end], ambiguous, around.role))
            free = end
    return found
