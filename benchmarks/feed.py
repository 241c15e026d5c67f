"""`python -m benchmarks.feed [SERVICES]`: what the Open Referral UK feed costs, by kind of question, without HTTP.

Made-up services (50,000 unless told). Each kind is asked anew (a question that nobody asked before) and again (the
answer is kept). Prints milliseconds of the processor (other work on the machine does not count): the middle one and the
slowest of a hundred.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from benchmarks.directory_data import SOURCE, made_up_records, made_up_terms
from sendguide.directory.exporting.catalogue import Catalogue, Source
from sendguide.directory.exporting.gathering import catalogue_of
from sendguide.directory.terms import Terms
from sendguide.server.oruk import FeedServer

ASKED = 100
Found = TypeVar("Found")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def main(count: int = 50_000) -> None:
    """Measures and prints."""
    terms = made_up_terms()
    lines = list(made_up_records(count, terms))
    catalogue, seconds = _timed(lambda: _catalogue(lines, terms))
    print(f"{count:,} services: catalogue made in {seconds:.1f} s")
    served = FeedServer(lambda: catalogue)
    _, seconds = _timed(lambda: served.body(("services",), {}, ""))
    print(f"first question of all: {seconds * 1000:.0f} ms")
    some = [entry.id for entry in catalogue.entries[:: max(1, count // ASKED)]][:ASKED]
    kinds: dict[str, list[tuple[Sequence[str], Mapping[str, Sequence[str]]]]] = {
        "a page of all": [(("services",), {"page": [str(number)]}) for number in range(2, ASKED + 2)],
        "one service": [(("services", key), {}) for key in some],
        "a search": [(("services",), {"search": [f"{a}{b}"]}) for a in LETTERS for b in "aeio"][:ASKED],
        "by age and day": [(("services",), {"minimum_age": [f"{n / 10}"], "day": ["SA"]}) for n in range(ASKED)],
        "near a postcode": [
            (("service_at_locations",), {"postcode": [f"CV{n % 9 + 1}"], "minimum_age": [str(n)]}) for n in range(ASKED)
        ],
    }
    print(f"{'':18}{'anew p50':>10}{'slowest':>10}{'again p50':>12}")
    for name, questions in kinds.items():
        anew = sorted(_timed(lambda q=q: served.body(*q, ""))[1] for q in questions)
        again = sorted(_timed(lambda q=q: served.body(*q, ""))[1] for q in questions)
        middle = len(questions) // 2
        print(f"{name:18}{anew[middle] * 1000:10.2f}{anew[-1] * 1000:10.2f}{again[middle] * 1000:12.4f}")
    print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _catalogue(lines: Sequence[bytes], terms: Terms) -> Catalogue:
    records = ({**json.loads(line), "x_example": False} for line in lines)
    sources = {SOURCE: Source(SOURCE, "made up", "", True)}
    return catalogue_of(records, sources, terms, publisher="", today=date(2026, 11, 23))


def _timed(call: Callable[[], Found]) -> tuple[Found, float]:
    started = time.process_time()
    found = call()
    return found, time.process_time() - started


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
