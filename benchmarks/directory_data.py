"""Made-up services for measuring the search: from a seed, marked as examples, never written to `content/`."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sendguide.directory.ids import record_id
from sendguide.directory.terms import Term, Terms
from sendguide.directory.wanted import Wanted

Json = dict[str, Any]
SEED = 20261129
SOURCE = "made-up"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NEEDS = "autism adhd speech hearing vision physical learning dyslexia anxiety sensory medical"
KINDS = {
    "topic": [f"made_up_topic_{number:02}" for number in range(40)],
    "local_offer_category": [f"MADE-UP-{number:02}" for number in range(16)],
    "sector": ["education", "health", "social_care"],
    "sen_need": _NEEDS.split(),
}
_COMMON = """
    children families support young people service help information group school activities sessions parents
    club needs disabilities autism therapy advice community play swimming music sport holiday early years speech
    language short breaks drop centre team free weekly online phone inclusive sensory football dance art youth
    carers respite behaviour sleep equipment transport college work training health nurse assessment learning
    hearing vision dyslexia
"""
COMMON = _COMMON.split()
_SYLLABLES = """
    ba be bi bo bra cle co da de dra el fa fi ga gre ha hol in ka la le li lo ma mi mo na ne no or pa
"""
SYLLABLES = _SYLLABLES.split()
KINDS_OF_NAME = ("Club", "Centre", "Team", "Group", "Service", "Trust", "Academy", "Network", "Project", "Nursery")
WORDS_OF_TEXT, WORDS_MADE_UP = 90, 30_000


def made_up_terms() -> Terms:
    """Terms of the four kinds, with words as parents write them."""
    rng = random.Random(SEED)  # noqa: S311 - made-up data, not secrets
    by_code: dict[str, Term] = {}
    for kind, codes in KINDS.items():
        for code in codes:
            name = code.replace("_", " ").capitalize()
            record = {"id": record_id("taxonomy_term", SOURCE, code), "code": code, "name": name, "term": name}
            words = tuple(" ".join(rng.sample(COMMON, 2)) for _ in range(4))
            by_code[code] = Term(code, name, kind, words, record | {"description": name, "taxonomy": kind})
    return Terms(by_code, ())


class Words:
    """Words with the frequencies of a language: few very often, many once or twice."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        rare = {"".join(rng.choices(SYLLABLES, k=rng.randint(2, 5))) for _ in range(WORDS_MADE_UP)}
        self.known = [*COMMON, *sorted(rare)]
        self._weights = list(itertools.accumulate(1 / (number + 3) for number in range(len(self.known))))

    def some(self, count: int) -> list[str]:
        """Words by frequency."""
        return self._rng.choices(self.known, cum_weights=self._weights, k=count)


def made_up_records(count: int, terms: Terms) -> Iterator[bytes]:
    """Services as JSON, about as long as real ones."""
    rng = random.Random(SEED)  # noqa: S311
    words = Words(rng)
    for number in range(count):
        record = _record(number, rng, words, terms)
        yield json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()


def _record(number: int, rng: random.Random, words: Words, terms: Terms) -> Json:
    service_id = record_id("service", SOURCE, str(number))
    youngest = rng.choice((None, 0, 0, 2, 4, 5, 11, 16))
    oldest = rng.choice((None, 5, 11, 16, 18, 19, 25, 25))
    codes = [
        *rng.sample(KINDS["topic"], rng.randint(1, 3)),
        rng.choice(KINDS["local_offer_category"]),
        rng.choice(KINDS["sector"]),
        *rng.sample(KINDS["sen_need"], rng.choice((0, 0, 1, 2))),
    ]
    ages = {"minimum_age": youngest, "maximum_age": max(youngest or 0, oldest) if oldest else None}
    amount = rng.choice((None, 0, 0, 5, 12))
    return {
        "id": service_id,
        "name": f"{' '.join(words.some(2)).title()} {rng.choice(KINDS_OF_NAME)} {number % 977}",
        "description": f"{' '.join(words.some(WORDS_OF_TEXT)).capitalize()}.",
        "status": "active" if rng.random() < 0.97 else rng.choice(("inactive", "temporarily closed")),
        "url": f"https://service-{number}.example",
        **{name: age for name, age in ages.items() if age is not None},
        "application_process": " ".join(words.some(15)),
        "last_modified": "2026-10-01T09:00:00.000Z",
        "organization": {"id": record_id("organization", str(number % 5000)), "name": " ".join(words.some(3)).title()},
        "contacts": [{"id": record_id("contact", service_id), "phones": [{"number": f"+4424769{number:05}"}]}],
        "schedules": list(_schedules(service_id, rng)),
        "service_areas": [{"id": record_id("area", service_id), "name": rng.choice(("Coventry", "England", "CV5"))}],
        "service_at_locations": list(_places(service_id, rng)),
        "cost_options": [{"id": record_id("cost", service_id), "amount": amount}] if amount is not None else [],
        "attributes": [terms.attribute(service_id, code) for code in codes],
        "x_send": {"local_offer": True, "referral": rng.sample(("self", "school", "health", "social_care"), 2)},
        "x_governance": {"owner": "Made up", "verified_on": None},
        "x_source": {"system": "manual", "source": SOURCE, "id": str(number)},
        "x_example": True,
    }


def _places(service_id: str, rng: random.Random) -> Iterator[Json]:
    if rng.random() < 0.25:
        return
    address = {
        "id": record_id("address", service_id),
        "address_1": f"{rng.randint(1, 200)} Made-up Road",
        "city": "Coventry",
        "postal_code": f"CV{rng.randint(1, 9)} {rng.randint(1, 9)}ZZ",
        "country": "GB",
    }
    place = {"id": record_id("location", service_id), "location_type": "physical", "addresses": [address]}
    yield {"id": record_id("service_at_location", service_id), "location": place}


def _schedules(service_id: str, rng: random.Random) -> Iterator[Json]:
    """One to three rules; times by quarters of an hour; each holds from a day of its own; some every second week."""
    begins = date(2025, 1, 1) + timedelta(days=rng.randint(0, 600))
    for number in range(rng.choice((0, 1, 1, 1, 2, 3))):
        opens = rng.choice((8, 9, 9, 9, 10, 16, 18)) * 60 + rng.choice((0, 0, 0, 15, 30, 45))
        closes = min(24 * 60 - 1, opens + rng.choice((60, 90, 120, 240, 480, 480, 510)))
        days = rng.choice((DAYS[:5], DAYS[:5], DAYS, DAYS[5:], *((day,) for day in DAYS)))
        yield {
            "id": record_id("schedule", service_id, str(number)),
            "freq": "WEEKLY" if rng.random() < 0.97 else "MONTHLY",
            "interval": 1 if rng.random() < 0.98 else 2,
            "byday": ",".join(days),
            "opens_at": f"{opens // 60:02}:{opens % 60:02}",
            "closes_at": f"{closes // 60:02}:{closes % 60:02}",
            "valid_from": begins.isoformat(),
        }


def questions(kind: str, count: int, ids: list[str]) -> list[Wanted]:
    """Questions of one kind, from a seed. `ids` are those of services, for questions that start from one."""
    rng = random.Random(f"{SEED} {kind}")  # noqa: S311
    words = Words(random.Random(SEED))  # noqa: S311
    return [_question(kind, rng, words, ids) for _ in range(count)]


def _question(kind: str, rng: random.Random, words: Words, ids: list[str]) -> Wanted:
    topic = (rng.choice(KINDS["topic"]),)
    at = datetime(2026, 11, 2, 9) + timedelta(minutes=rng.randint(0, 40_000))
    outcode, age = f"CV{rng.randint(1, 9)}", float(rng.randint(0, 25))
    made = {
        "common words": Wanted(text=" ".join(rng.sample(COMMON, 2))),
        "five words": Wanted(text=" ".join([*rng.sample(COMMON, 3), *rng.sample(words.known[:3000], 2)])),
        "typos": Wanted(text=" ".join(_mistyped(word, rng) for word in rng.sample(COMMON, 2))),
        "filters": Wanted(topics=topic, age=age, needs=(rng.choice(KINDS["sen_need"]),), outcode=outcode, free=True),
        "text and filters": Wanted(text=rng.choice(COMMON), age=age, outcode=outcode, referral="self"),
        "open now": Wanted(topics=topic, open_at=at),
        "open now, all": Wanted(open_at=at),
        "on a day": Wanted(topics=topic, day=rng.choice(DAYS), today=at.date()),
        "like": Wanted(like=rng.choice(ids), age=age),
        "nothing at all": Wanted(),
        "zero, relaxed": Wanted(text="zzqqxxvv", topics=topic, age=age, outcode="CV99", free=True, open_at=at),
    }
    return made[kind]


KINDS_OF_QUESTION = (
    "common words",
    "five words",
    "typos",
    "filters",
    "text and filters",
    "open now",
    "open now, all",
    "on a day",
    "like",
    "nothing at all",
    "zero, relaxed",
)


def _mistyped(word: str, rng: random.Random) -> str:
    place = rng.randrange(1, max(2, len(word) - 1))
    return rng.choice((word[:place] + word[place + 1 :], word[:place] + word[place : place + 1] + word[place:]))
