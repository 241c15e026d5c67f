"""`make bench-reading`: milliseconds to read a message, beside one plain encoding of the same text in the same run.

The whole understanding step: spelling, details, ranking of the message and its parts, several asks, decision. Run it
with `OPENBLAS_NUM_THREADS=1` for the figure on one core. Where others use the machine, processor time tells more than
the clock.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from benchmarks.dev_numbers import read_questions
from sendguide.cli.local import load_guide
from sendguide.nlu.reader import Reader
from sendguide.understanding.encoder import load_encoder

LENGTHS = {"about 20 words": (15, 25), "about 120 words": (90, 150)}
ROUNDS = 5
TODAY = date(2026, 11, 23)


def reader_of(agent: Any) -> Reader:
    """The reading component of a loaded agent."""
    nodes = agent.processor.graph_runner._instantiated_nodes.values()
    return next(node._component for node in nodes if isinstance(node._component, Reader))


def milliseconds(
    work: Callable[[str], object], texts: list[str], clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """How long each text took, over several rounds; the first round is left out."""
    times = []
    for number in range(ROUNDS + 1):
        for text in texts:
            started = clock()
            work(text)
            if number:
                times.append((clock() - started) * 1000)
    return times


def main() -> None:
    """Prints p50 and p95 for short and long messages, and the ratio to one encoding."""
    reader = reader_of(load_guide().agent)._reader
    encoder = load_encoder()
    for name, (least, most) in LENGTHS.items():
        texts = [item["text"] for item in read_questions() if least <= len(item["text"].split()) <= most]
        whole = milliseconds(lambda text: reader.read(text, today=TODAY), texts)
        plain = milliseconds(lambda text: encoder.encode([text]), texts)
        busy = statistics.median(milliseconds(lambda text: reader.read(text, today=TODAY), texts, time.process_time))
        p50, peer = statistics.median(whole), statistics.median(plain)
        p95 = sorted(whole)[int(len(whole) * 0.95)]
        print(
            f"{name:16} {len(texts):3} messages: p50 {p50:5.1f} ms, p95 {p95:5.1f}, processor time p50 {busy:5.1f}; "
            f"one encoding {peer:5.1f} ms, ratio {p50 / peer:.2f}"
        )


if __name__ == "__main__":
    main()
