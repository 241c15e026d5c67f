"""`make bench-directory`: the search of the Local Offer at 500, 5,000 and 50,000 made-up services, beside SQLite FTS5.

Both are built from the same records and asked the same questions in the same run; then our index of the largest size
is asked while another is built beside it. Where others use the machine, processor time tells more than the clock: it is
given for both. The picture goes to `docs/adr/pictures/`.

    python -m benchmarks.directory_search                    # prints the tables and draws the picture
    python -m benchmarks.directory_search --sizes 500 5000   # quicker; draws nothing
"""

from __future__ import annotations

import argparse
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.directory_data import KINDS_OF_QUESTION, made_up_records, made_up_terms, questions
from benchmarks.directory_fts5 import Fts5Index
from sendguide.directory.index import Index
from sendguide.directory.terms import Terms
from sendguide.directory.wanted import Wanted
from sendguide.settings import PROJECT

SIZES = (500, 5_000, 50_000)
QUESTIONS = 100
PAGE = 5
OURS, PEER = "tantivy", "FTS5"
PEER_CANNOT = ("like", "zero, relaxed")
WHOLE_AREAS = ("Coventry", "England")
PICTURE = PROJECT / "docs" / "adr" / "pictures" / "directory-search.svg"


@dataclass(frozen=True)
class Times:
    """What questions took, in milliseconds: by the clock, and of the processor in the thread that asked."""

    clock: tuple[float, ...]
    processor: tuple[float, ...]

    def __add__(self, other: Times) -> Times:
        return Times(self.clock + other.clock, self.processor + other.processor)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def timed(ask: Callable[[Wanted], object], asked: Iterable[Wanted]) -> Times:
    """What each question took."""
    clock, processor = [], []
    for wanted in asked:
        started, busy = time.perf_counter(), time.thread_time()
        ask(wanted)
        processor.append((time.thread_time() - busy) * 1000)
        clock.append((time.perf_counter() - started) * 1000)
    return Times(tuple(clock), tuple(processor))


def build(name: str, records: list[bytes], terms: Terms) -> tuple[Any, str]:
    """An index, and what building it from JSON took."""
    started, busy = time.perf_counter(), time.process_time()
    is_ours = name == OURS
    index = Index.build(records, terms, whole_areas=WHOLE_AREAS) if is_ours else Fts5Index(records, terms, WHOLE_AREAS)
    clock, processor = time.perf_counter() - started, time.process_time() - busy
    return index, f"{name:8} {len(records):6,} services: built in {clock:5.1f} s (processor {processor:5.1f} s)"


def line(name: str, size: int, kind: str, times: Times) -> str:
    """A line of the table."""
    figures = [percentile(values, share) for values in (times.clock, times.processor) for share in (0.5, 0.99)]
    return f"{name:8} {size:6,}  {kind:18}" + "".join(f"{figure:10.2f}" for figure in figures)


def measure(name: str, index: Any, size: int, asked: Mapping[str, list[Wanted]]) -> Times:
    """Prints what every kind of question takes, and all of them together."""
    together = Times((), ())
    for kind, each in asked.items():
        if name == OURS or kind not in PEER_CANNOT:
            times = timed(lambda wanted: index.find(wanted, limit=PAGE), each)
            together += times
            print(line(name, size, kind, times))
    print(line(name, size, "all of these", together))
    return together


def measure_while_building(
    index: Index, records: list[bytes], terms: Terms, of_kinds: Mapping[str, list[Wanted]]
) -> None:
    """Prints what questions take while another index is built in the same process, one every 50 ms."""
    asked = [wanted for each in of_kinds.values() for wanted in each]
    builder = threading.Thread(target=Index.build, args=(records, terms))
    together = Times((), ())
    started = time.perf_counter()
    builder.start()
    number = 0
    while builder.is_alive():
        together += timed(lambda wanted: index.find(wanted, limit=PAGE), [asked[number * 37 % len(asked)]])
        number += 1
        time.sleep(0.05)
    print(line(OURS, len(records), "during a build", together) + f"   ({number} asked)")
    print(f"{OURS:8} {len(records):6,} services: built in {time.perf_counter() - started:5.1f} s while that was asked")


def main() -> None:
    """Prints the tables and draws the picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=list(SIZES))
    parser.add_argument("--questions", type=int, default=QUESTIONS, help="of each kind")
    given = parser.parse_args()
    sizes = given.sizes
    terms = made_up_terms()
    drawn: dict[str, list[Times]] = {OURS: [], PEER: []}
    heading = f"{'':8} {'':6}  {'question':18}" + "".join(f"{text:>10}" for text in ("p50 ms", "p99", "cpu p50", "p99"))
    for size in sizes:
        records = list(made_up_records(size, terms))
        indexes = {}
        for name in (OURS, PEER):
            indexes[name], said = build(name, records, terms)
            print(said)
        print(heading)
        ids = [record["id"] for _, record in zip(range(500), indexes[OURS].records())]
        asked = {kind: questions(kind, given.questions, ids) for kind in KINDS_OF_QUESTION}
        for name in (OURS, PEER):
            drawn[name].append(measure(name, indexes[name], size, asked))
        if size == max(sizes):
            measure_while_building(indexes[OURS], records, terms, asked)
    if tuple(sizes) == SIZES:
        from benchmarks.directory_picture import draw  # late: its library takes a second to read

        draw(SIZES, {name: [times.processor for times in each] for name, each in drawn.items()}, PICTURE)


if __name__ == "__main__":
    main()
